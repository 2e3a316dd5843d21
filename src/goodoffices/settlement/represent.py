"""A few packages worth tabling, each with its reasons in plain words.

The solutions come first, merged where they are one package; then packages of the frontier that
stand farthest from those already chosen, in shares of each party's possible gain (greedy
max-min spread, Gonzalez 1985), so that a short list shows the whole range.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.settlement.issues import Package

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.settlement.result import Settlement

REASONS = {
    "nash": "the largest product of gains (Nash)",
    "kalai_smorodinsky": "the most even shares of what each could gain (Kalai-Smorodinsky)",
    "egalitarian": "the best for whoever gains least (egalitarian)",
    "utilitarian": "the largest sum, whoever it goes to (utilitarian)",
    "utilitarian_rational": "the largest sum among packages acceptable to all (utilitarian)",
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
            reasons.setdefault(solution.package, []).append(REASONS[solution.concept.id])
    if settlement.zone.nearest is not None:
        package = scenario.package_of(settlement.zone.nearest)
        reasons.setdefault(package, []).append("asks the smallest step below a fallback")
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


def _spread(
    settlement: Settlement, chosen: tuple[Package, ...], wanted: int
) -> list[tuple[Package, str]]:
    scenario = settlement.scenario
    d = np.array(settlement.disagreement(), dtype=np.float64)
    points = np.array(settlement.frontier.vectors, dtype=np.float64)
    acceptable = np.flatnonzero((points >= d).all(axis=1))
    gains = points[acceptable] - d
    top = gains.max(axis=0)
    shares = gains / np.where(top > 0, top, 1.0)
    packages = [scenario.package_of(settlement.frontier.packages[k]) for k in acceptable]
    distance = np.full(len(shares), np.inf)
    for solution in settlement.solutions:
        if solution.package in chosen and solution.units is not None:
            place = (np.array(solution.units, dtype=np.float64) - d) / np.where(top > 0, top, 1.0)
            distance = np.minimum(distance, _away(shares, place))
    result = []
    for _ in range(wanted):
        far = int(np.argmax(distance))
        if not distance[far] > 0:
            break
        result.append((packages[far], _describe(settlement, shares[far])))
        distance = np.minimum(distance, _away(shares, shares[far]))
    return result


def _away(shares: NDArray[np.float64], place: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.abs(shares - place).max(axis=1))


def _describe(settlement: Settlement, shares: NDArray[np.float64]) -> str:
    names = [party.name for party in settlement.scenario.parties]
    best = [name for name, share in zip(names, shares, strict=True) if share == 1.0]
    if best:
        return f"the most that {' and '.join(best)} can have in a package acceptable to all"
    parts = ", ".join(f"{name} {share:.0%}" for name, share in zip(names, shares, strict=True))
    return f"another balance of what each could gain: {parts}"
