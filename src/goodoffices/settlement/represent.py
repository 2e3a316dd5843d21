"""A few packages worth tabling, each with its reasons in plain words.

The solutions come first, merged where they are one package; then packages of the frontier that
stand farthest from those already chosen, in shares of each party's possible gain (greedy
max-min spread, Gonzalez 1985), so that a short list shows the whole range.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.saying import listed, mark, say
from goodoffices.settlement.exact import units
from goodoffices.settlement.issues import Package

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from goodoffices.settlement.result import Settlement

REASONS = {
    "nash": mark("the largest product of gains (Nash)"),
    "kalai_smorodinsky": mark("the most even shares of what each could gain (Kalai-Smorodinsky)"),
    "egalitarian": mark("the best for whoever gains least (egalitarian)"),
    "utilitarian": mark("the largest sum, whoever it goes to (utilitarian)"),
    "utilitarian_rational": mark("the largest sum among packages acceptable to all (utilitarian)"),
}
MOST = 7


@dataclass(frozen=True, slots=True)
class Tabled:
    """One package to put forward, what it gives, and why it is on the list."""

    package: Package
    values: dict[str, str | int | float]
    utilities: tuple[float, ...]
    acceptable: bool
    reasons: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        return {
            "package": self.values,
            "utilities": list(self.utilities),
            "acceptable": self.acceptable,
            "reasons": list(self.reasons),
        }


def worth_tabling(settlement: Settlement, most: int = MOST) -> tuple[Tabled, ...]:
    """Return a short list: the solutions, then an even spread of the frontier, up to `most`.

    Without an agreement zone: the smallest relaxation and the largest sum, marked as not
    acceptable to all.
    """
    reasons: dict[Package, list[str]] = {}
    scenario = settlement.scenario
    for solution in settlement.solutions:
        if solution.package is not None:
            reasons.setdefault(solution.package, []).append(say(REASONS[solution.concept.id]))
    if settlement.zone.nearest is not None:
        package = scenario.package_of(settlement.zone.nearest)
        reasons.setdefault(package, []).append(say("asks the smallest step below a fallback"))
    else:
        for package, reason in _spread(settlement, tuple(reasons), most - len(reasons)):
            reasons.setdefault(package, []).append(reason)
    d = settlement.disagreement()
    result = []
    for package, why in reasons.items():
        utilities = tuple(
            round(scenario.utility(party, package) * settlement.scale) for party in scenario.parties
        )
        result.append(
            Tabled(
                package,
                scenario.package_values(package),
                tuple(settlement.utilities(utilities)),
                all(u >= b for u, b in zip(utilities, d, strict=True)),
                tuple(why),
            )
        )
    return tuple(result)


def reach(settlement: Settlement, packages: Collection[Package]) -> float | None:
    """Return how far any acceptable frontier package lies from the nearest of these, in shares.

    At 0.08, each of them gives every party within 8% of its possible gain what one of these few
    gives. None where there is no agreement zone. The spread's is at most twice the best possible
    for as many packages (Gonzalez 1985). O(frontier * packages * parties).
    """
    places = _Places.of(settlement)
    if not len(places.shares) or not packages:
        return None
    distance = np.full(len(places.shares), np.inf)
    for package in packages:
        vector = [
            units(settlement.scenario.utility(party, package), settlement.scale)
            for party in settlement.scenario.parties
        ]
        distance = np.minimum(distance, _away(places.shares, places.place(vector)))
    return float(distance.max())


@dataclass(frozen=True, slots=True)
class _Places:
    """The acceptable frontier in shares; `rows` are its places on the whole frontier."""

    rows: NDArray[np.int64]
    shares: NDArray[np.float64]
    disagreement: NDArray[np.float64]
    tops: NDArray[np.float64]

    @classmethod
    def of(cls, settlement: Settlement) -> _Places:
        d = np.array(settlement.disagreement(), dtype=np.float64)
        points = np.array(settlement.frontier.vectors, dtype=np.float64)
        rows = np.flatnonzero((points >= d).all(axis=1))
        gains = points[rows] - d
        top = gains.max(axis=0, initial=0.0)
        top = np.where(top > 0, top, 1.0)
        return cls(rows, gains / top, d, top)

    def place(self, vector: Sequence[int]) -> NDArray[np.float64]:
        return np.asarray((np.array(vector, dtype=np.float64) - self.disagreement) / self.tops)


def _spread(
    settlement: Settlement, chosen: tuple[Package, ...], wanted: int
) -> list[tuple[Package, str]]:
    places = _Places.of(settlement)
    shares = places.shares
    distance = np.full(len(shares), np.inf)
    for solution in settlement.solutions:
        if solution.package in chosen and solution.units is not None:
            distance = np.minimum(distance, _away(shares, places.place(solution.units)))
    result = []
    for _ in range(wanted):
        far = int(np.argmax(distance))
        if not distance[far] > 0:
            break
        number = settlement.frontier.packages[int(places.rows[far])]
        package = settlement.scenario.package_of(number)
        result.append((package, _describe(settlement, shares[far])))
        distance = np.minimum(distance, _away(shares, shares[far]))
    return result


def _away(shares: NDArray[np.float64], place: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.abs(shares - place).max(axis=1))


def _describe(settlement: Settlement, shares: NDArray[np.float64]) -> str:
    names = [party.name for party in settlement.scenario.parties]
    best = [name for name, share in zip(names, shares, strict=True) if share == 1.0]
    if best:
        return say(
            "the most that {parties} can have in a package acceptable to all",
            parties=listed(best),
        )
    parts = listed(f"{name} {share:.0%}" for name, share in zip(names, shares, strict=True))
    return say("another balance of what each could gain: {parts}", parts=parts)
