"""How good one package is: acceptable, efficient, and how near to what could be had.

Definitions: reported quality of any settlement (definitions, Negotiation and bargaining): the
Nash fraction is the product of gains over the largest possible one; a share t is a gain over
the largest gain in the agreement zone; the distance to the frontier is the most that could be
added to every party's utility at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from goodoffices.saying import mark, say
from goodoffices.settlement.dominating import SECONDS, search_dominating
from goodoffices.settlement.engine import settle
from goodoffices.settlement.exact import units
from goodoffices.settlement.issues import Package
from goodoffices.settlement.result import TOLERANCE, Settlement
from goodoffices.settlement.yardstick import Yardstick

if TYPE_CHECKING:
    from goodoffices.settlement.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Gain:
    """What a package gives one party above its fallback; `known` if the fallback was stated."""

    party: str
    name: str
    utility: float
    gain: float
    known: bool

    def words(self) -> str:
        against = say("its fallback") if self.known else say("0, its fallback not being known")
        if self.gain == 0:
            return say("{party} gets exactly {against}.", party=self.name, against=against)
        told = (
            mark("{party} gets {gain} above {against}.")
            if self.gain > 0
            else mark("{party} gets {gain} below {against}.")
        )
        return say(told, party=self.name, gain=f"{abs(self.gain):g}", against=against)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The quality of one package. None where a measure is not defined; `notes` say why.

    `efficient` only if that is sure: where the frontier is not complete it is searched for.
    """

    package: Package
    values: dict[str, str | int | float]
    broken: tuple[str, ...]
    gains: tuple[Gain, ...]
    rational: bool
    efficient: bool
    dominated_by: Package | None
    better_for_all: bool
    nash_fraction: float | None
    smallest_share: float | None
    share_sum: float | None
    distance: float
    notes: tuple[str, ...]

    @property
    def feasible(self) -> bool:
        return not self.broken

    def to_dict(self) -> dict[str, object]:
        return {
            "package": self.values,
            "feasible": self.feasible,
            "broken_constraints": list(self.broken),
            "parties": [
                {"party": g.party, "utility": g.utility, "gain": g.gain, "known": g.known}
                for g in self.gains
            ],
            "rational": self.rational,
            "efficient": self.efficient,
            "dominated_by": None if self.dominated_by is None else list(self.dominated_by),
            "better_for_all": self.better_for_all,
            "nash_fraction": self.nash_fraction,
            "smallest_share": self.smallest_share,
            "share_sum": self.share_sum,
            "distance_to_frontier": self.distance,
            "tolerance": TOLERANCE,
            "notes": list(self.notes),
        }


def gains(scenario: Scenario, package: Package, scale: int = 10**9) -> tuple[Gain, ...]:
    """Return what a package gives each party against its fallback, without solving anything."""
    scenario.check_package(package)
    result = []
    for party in scenario.parties:
        worth = units(scenario.utility(party, package), scale)
        fallback = units(party.reservation or Fraction(0), scale)
        known = party.reservation is not None
        result.append(Gain(party.id, party.name, worth / scale, (worth - fallback) / scale, known))
    return tuple(result)


def assess(
    scenario: Scenario,
    package: Package,
    settlement: Settlement | None = None,
    seconds: float = SECONDS,
) -> Assessment:
    """Judge a package; pass the scenario's settlement to save solving it again. O(frontier).

    Where the frontier is not complete, a better package is searched for in so many seconds.
    """
    scenario.check_package(package)
    settlement = settlement or settle(scenario)
    measure = Yardstick.of(settlement)
    vector = measure.worth(scenario, package)
    rational = min(measure.gains(vector)) >= 0
    conditions = zip(scenario.rules, scenario.conditions(), strict=True)
    broken = tuple(text for text, condition in conditions if not condition.holds(package))
    better, margin = _dominating(settlement, vector)
    settled = better is not None or settlement.frontier.complete
    if not settled and not broken:
        search = search_dominating(scenario, package, seconds)
        better, settled = search.package, search.settled
        if better is not None:
            pairs = zip(measure.worth(scenario, better), vector, strict=True)
            margin = min(after - before for after, before in pairs)
    shares = [share for share in measure.shares(vector) if share is not None]
    fraction = measure.nash_fraction(vector)
    notes = [] if fraction is not None else [_no_fraction(measure, rational=rational)]
    if broken:
        notes.append(say("The package breaks a constraint."))
    elif not settled:
        notes.append(say("No better package is known; that there is none was not proved."))
    return Assessment(
        package=package,
        values=scenario.package_values(package),
        broken=broken,
        gains=gains(scenario, package, measure.scale),
        rational=rational,
        efficient=not broken and settled and better is None,
        dominated_by=better,
        better_for_all=margin > 0,
        nash_fraction=None if fraction is None else float(fraction),
        smallest_share=None if not shares else float(min(shares)),
        share_sum=None if not shares else float(sum(shares)),
        distance=max(0, margin) / measure.scale,
        notes=tuple(notes),
    )


def _no_fraction(measure: Yardstick, *, rational: bool) -> str:
    if not rational:
        return say("A party is below its fallback, so the Nash fraction is not defined.")
    if measure.best_product is None:
        return say("There is no agreement zone, so the Nash fraction is not defined.")
    return say("No package gives every party a gain, so the Nash fraction is not defined.")


def _dominating(settlement: Settlement, vector: tuple[int, ...]) -> tuple[Package | None, int]:
    """Return the dominating package that adds most to everybody at once, and how much that is."""
    best: tuple[int, int, int] | None = None
    for number, point in zip(
        settlement.frontier.packages, settlement.frontier.vectors, strict=True
    ):
        added = [p - u for p, u in zip(point, vector, strict=True)]
        if min(added) >= 0 and any(added):
            best = max(best or (-1, 0, 0), (min(added), sum(added), -number))
    if best is None:
        return None, 0
    return settlement.scenario.package_of(-best[2]), best[0]
