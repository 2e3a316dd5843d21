"""From a scenario to a settlement: the frontier, the agreement zone and each solution.

Ways of solving, the first that applies: list all packages; merge additive issues one by one;
search with bounds where a full frontier is out of reach; mixed-integer programs for utilities
that are not additive. Each result says which it was, and whether it is exact.
"""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING

from goodoffices.errors import LimitError
from goodoffices.kernels.deadline import Deadline
from goodoffices.saying import say
from goodoffices.settlement.agreement_zone import agreement_zone, count_acceptable
from goodoffices.settlement.answer import Answer
from goodoffices.settlement.bargain import Bargain
from goodoffices.settlement.beyond_listing import settle_additive, settle_by_merging
from goodoffices.settlement.exact import written
from goodoffices.settlement.frontier import frontier
from goodoffices.settlement.preferences import Additive, Outright
from goodoffices.settlement.programming import settle_by_programs
from goodoffices.settlement.proof import LISTING
from goodoffices.settlement.result import Fallback, Frontier, Settlement
from goodoffices.settlement.rules import all_solutions
from goodoffices.settlement.separable import separable
from goodoffices.settlement.space import enumerate_packages, most_listed

if TYPE_CHECKING:
    from goodoffices.settlement.scenario import Party, Scenario

NO_DEADLINE = Deadline()
LISTED_FOR_TWO = 20_000
"""Two parties' sums over more packages are merged first, which is quicker; packages that tie are
not counted then."""
NUMBERS_A_SECOND = 3_000_000
"""How many utilities can surely be listed and compared in a second, for choosing what to do."""


def settle(scenario: Scenario, deadline: Deadline = NO_DEADLINE) -> Settlement:
    """Return the frontier, the agreement zone and every solution of a scenario, with proofs.

    Lists all packages up to a cap: O(packages * parties) and the frontier's cost. Beyond it see
    `beyond_listing` (additive) and `programming` (other utilities). Where the deadline passes or
    a cap is met, results say that they are not exact and which bound was reached. Raises
    InputError where preferences are uncertain or no package is feasible, LimitError where
    numbers are too large.
    """
    answer = _answer(scenario, deadline)
    efficient = answer.efficient
    return Settlement(
        scenario=scenario,
        scale=answer.scale,
        feasible_count=answer.feasible,
        fallbacks=tuple(
            Fallback(party.id, party.reservation is not None, used, _note(scenario, party))
            for party, used in zip(scenario.parties, answer.disagreement, strict=True)
        ),
        frontier=Frontier(
            tuple(map(tuple, efficient.points.tolist())),
            tuple(efficient.packages.tolist()),
            None if efficient.counts is None else tuple(efficient.counts.tolist()),
            answer.rational,
            answer.frontier_proof,
            answer.precision,
        ),
        zone=answer.zone,
        solutions=answer.solutions,
        notes=_notes(scenario),
    )


def _answer(scenario: Scenario, deadline: Deadline) -> Answer:
    preferences = tuple(party.certain(scenario.issues) for party in scenario.parties)
    additive = tuple(p for p in preferences if isinstance(p, Additive))
    if (
        len(additive) == len(preferences) == 2  # noqa: PLR2004  # two parties are swept
        and LISTED_FOR_TWO < scenario.package_count <= most_listed(scenario)
    ):
        with suppress(LimitError):  # then they are listed
            task = separable(scenario, additive)
            if task.error == 0:
                return settle_by_merging(task, deadline)
    in_time = scenario.package_count * len(preferences) <= NUMBERS_A_SECOND * deadline.left
    if scenario.package_count <= most_listed(scenario) and (
        in_time or any(isinstance(p, Outright) for p in preferences)
    ):
        return list_all(scenario)
    if len(additive) == len(preferences):
        return settle_additive(scenario, additive, deadline)
    return settle_by_programs(scenario, preferences, deadline)


def list_all(scenario: Scenario) -> Answer:
    """Answer by listing every package; LimitError beyond the cap."""
    space = enumerate_packages(scenario)
    efficient = frontier(space)
    names = tuple(party.id for party in scenario.parties)
    bargain = Bargain(efficient.points, space.disagreement, names)
    return Answer(
        scale=space.scale,
        disagreement=space.disagreement,
        feasible=len(space.numbers),
        efficient=efficient,
        rational=len(bargain.rational),
        frontier_proof=LISTING,
        zone=agreement_zone(efficient, space.disagreement, count_acceptable(space)),
        solutions=all_solutions(scenario, efficient, bargain, LISTING),
    )


def _note(scenario: Scenario, party: Party) -> str:
    if party.reservation is not None:
        return ""
    note = say(
        "No reservation value is known for {party}; the solutions use 0 for it.", party=party.name
    )
    if scenario.status_quo is None:
        return note
    stays = say(
        "The status quo is worth {worth} to it: if no agreement means that the status quo stays, "
        "enter {worth} as its reservation.",
        worth=_worth(scenario, party),
    )
    return f"{note} {stays}"


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
            say(
                "Side payments are allowed in this negotiation; the solutions here do without them."
            )
        )
    if scenario.status_quo is not None and not scenario.allows(scenario.status_quo):
        notes.append(say("The status quo itself does not meet the constraints."))
    return tuple(notes)
