"""From a scenario to a settlement: list packages, find the frontier, apply each rule to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.settlement.scenario import Party, Scenario
from goodoffices.settlement import (
    egalitarian,
    kalai_smorodinsky,
    nash,
    utilitarian,
)
from goodoffices.settlement.agreement_zone import agreement_zone, count_acceptable
from goodoffices.settlement.bargain import Bargain, Concept, Rule, leximin, normalised
from goodoffices.settlement.exact import written
from goodoffices.settlement.frontier import Efficient, frontier
from goodoffices.settlement.merging import merge
from goodoffices.settlement.preferences import Additive
from goodoffices.settlement.result import Fallback, Frontier, Settlement, Solution
from goodoffices.settlement.space import (
    common_scale,
    enumerate_packages,
    fallbacks,
    most_listed,
)

RULES: tuple[tuple[Concept, Rule, bool], ...] = (
    (nash.CONCEPT, nash.solve, True),
    (kalai_smorodinsky.CONCEPT, kalai_smorodinsky.solve, True),
    (egalitarian.CONCEPT, egalitarian.solve, True),
    (utilitarian.CONCEPT, utilitarian.solve, False),
    (utilitarian.RATIONAL_CONCEPT, utilitarian.solve_rational, True),
)
"""Each rule, and whether it chooses among the packages acceptable to all only."""

NO_ZONE = (
    "No package gives every party at least its fallback, so there is nothing to choose from; "
    "see the smallest relaxation."
)


def settle(scenario: Scenario) -> Settlement:
    """Return the exact frontier, the agreement zone and every solution of a scenario.

    Lists all packages up to a cap: O(packages * parties) and the frontier's cost. Beyond it,
    additive preferences are merged issue after issue, without counts. Raises LimitError where
    neither is possible, InputError where preferences are uncertain or no package is feasible.
    """
    found = _find(scenario)
    efficient, disagreement = found.efficient, found.disagreement
    names = tuple(party.id for party in scenario.parties)
    bargain = Bargain(efficient.points, disagreement, names)
    return Settlement(
        scenario=scenario,
        scale=found.scale,
        feasible_count=found.feasible,
        fallbacks=tuple(
            Fallback(party.id, party.reservation is not None, used, _note(scenario, party))
            for party, used in zip(scenario.parties, disagreement, strict=True)
        ),
        frontier=Frontier(
            tuple(map(tuple, efficient.points.tolist())),
            tuple(efficient.packages.tolist()),
            None if efficient.counts is None else tuple(efficient.counts.tolist()),
            len(bargain.rational),
        ),
        zone=agreement_zone(efficient, disagreement, found.acceptable),
        solutions=tuple(
            _solution(scenario, efficient, bargain, concept, rule, rational=rational)
            for concept, rule, rational in RULES
        ),
        notes=_notes(scenario),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    efficient: Efficient
    scale: int
    disagreement: tuple[int, ...]
    feasible: int
    acceptable: int | None


def _find(scenario: Scenario) -> _Found:
    preferences = tuple(party.certain(scenario.issues) for party in scenario.parties)
    additive = tuple(p for p in preferences if isinstance(p, Additive))
    if scenario.package_count > most_listed(scenario) and len(additive) == len(preferences):
        scale = common_scale(scenario, additive)
        efficient, feasible = merge(scenario, additive, scale)
        return _Found(efficient, scale, fallbacks(scenario, scale), feasible, None)
    space = enumerate_packages(scenario)
    return _Found(
        frontier(space),
        space.scale,
        space.disagreement,
        len(space.numbers),
        count_acceptable(space),
    )


def _note(scenario: Scenario, party: Party) -> str:
    if party.reservation is not None:
        return ""
    note = f"No reservation value is known for {party.name}; the solutions use 0 for it."
    if scenario.status_quo is None:
        return note
    worth = _worth(scenario, party)
    return (
        f"{note} The status quo is worth {worth} to it: if no agreement means that the status "
        f"quo stays, enter {worth} as its reservation."
    )


def _worth(scenario: Scenario, party: Party) -> str:
    """Return the status quo's utility in words people can enter, to 1e-9."""
    if scenario.status_quo is None:
        return ""
    exact = scenario.utility(party, scenario.status_quo)
    return written(Decimal(round(exact * 10**9)) / 10**9)


def _notes(scenario: Scenario) -> tuple[str, ...]:
    notes = []
    if scenario.transferable:
        notes.append(
            "Side payments are allowed in this negotiation; the solutions here do without them."
        )
    if scenario.status_quo is not None and not scenario.allows(scenario.status_quo):
        notes.append("The status quo itself does not meet the constraints.")
    return tuple(notes)


def _solution(
    scenario: Scenario,
    efficient: Efficient,
    bargain: Bargain,
    concept: Concept,
    rule: Rule,
    *,
    rational: bool,
) -> Solution:
    if rational and not len(bargain.rational):
        return Solution(concept, (), None, 0, NO_ZONE)
    optimum = rule(bargain)
    order = _tie_break(efficient, bargain, np.array(optimum.best))
    vectors = tuple(map(tuple, efficient.points[order].tolist()))
    return Solution(
        concept,
        vectors,
        scenario.package_of(int(efficient.packages[order[0]])),
        None if efficient.counts is None else int(efficient.counts[order].sum()),
        optimum.note,
    )


def _tie_break(
    efficient: Efficient, bargain: Bargain, tied: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Put the chosen one of the tied vectors first: leximin of shares, then package order."""
    if len(tied) == 1:
        return tied
    chosen = tied
    if len(bargain.rational) and any(bargain.ranges()):
        gains = bargain.gains()[tied]
        chosen = tied[leximin(normalised(gains, bargain.ranges()))]
    first = chosen[np.argmin(efficient.packages[chosen])]
    return np.concatenate(([first], tied[tied != first]))
