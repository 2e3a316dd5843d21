"""What the README says of the two models is what the engines find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodoffices.conflict.files import loads as read_conflict
from goodoffices.record.models import ModelKind
from goodoffices.settlement.engine import settle
from goodoffices.settlement.files import loads as read_scenario
from goodoffices.stability.analysis import analyse

if TYPE_CHECKING:
    from conftest import ExampleCase
    from goodoffices.conflict.model import Conflict
    from goodoffices.settlement.scenario import Scenario
    from goodoffices.stability.result import StabilityResult

STATUS_QUO = "NNNNNNNNN"
TALKS_UNDER_FIRE = "YNNNYNYYN"
TALKS_WITH_PAUSE_AND_STATUS = "YYNNYYYYN"
BORDER_UNDER_FIRE = "NNNYNNNNN"
BORDER_WITH_PAUSE = "NYNYNNNNN"


def source(case: ExampleCase, kind: ModelKind) -> str:
    return next(model.source for _, model in case.models.values() if model.kind is kind)


@pytest.fixture(scope="module")
def conflict(february: ExampleCase) -> Conflict:
    return read_conflict(source(february, ModelKind.CONFLICT))


@pytest.fixture(scope="module")
def result(conflict: Conflict) -> StabilityResult:
    return analyse(conflict)


@pytest.fixture(scope="module")
def scenario(february: ExampleCase) -> Scenario:
    return read_scenario(source(february, ModelKind.NEGOTIATION), "toml")


def holds_under(result: StabilityResult, state: str) -> set[str]:
    place = result.conflict.find(state)
    return {concept for concept, found in result.equilibria.items() if place in found}


def test_the_conflict_is_small_enough_to_print(conflict: Conflict) -> None:
    assert len(conflict.options) == 9
    assert len(conflict.states) == 39
    assert conflict.status_quo == conflict.find(STATUS_QUO)


@pytest.mark.parametrize(
    ("state", "concepts"),
    [
        (STATUS_QUO, {"gmr", "smr"}),
        (TALKS_UNDER_FIRE, {"nash", "gmr", "smr", "seq", "sseq"}),
        (TALKS_WITH_PAUSE_AND_STATUS, {"gmr", "smr", "seq", "sseq"}),
        (BORDER_UNDER_FIRE, {"gmr", "smr"}),
        (BORDER_WITH_PAUSE, {"gmr", "smr", "seq", "sseq"}),
    ],
)
def test_which_states_hold(result: StabilityResult, state: str, concepts: set[str]) -> None:
    assert holds_under(result, state) == concepts


def test_only_the_mediator_moves_from_the_status_quo(result: StabilityResult) -> None:
    start = result.conflict.find(STATUS_QUO)
    stable = {
        dm.id: result.is_stable("nash", dm.id, start) for dm in result.conflict.decision_makers
    }
    assert stable == {"russia": True, "ukraine": True, "mediator": False}


def test_improvements_lead_from_the_offer_to_talks_under_fire(conflict: Conflict) -> None:
    steps = [
        ("mediator", STATUS_QUO, "NNNNNNYYN"),
        ("ukraine", "NNNNNNYYN", "NNNNYNYYN"),
        ("russia", "NNNNYNYYN", TALKS_UNDER_FIRE),
    ]
    for who, start, end in steps:
        assert prefers(conflict, who, end, start)
        own = conflict.owned_bits(who)
        assert all(start[bit] == end[bit] for bit in range(9) if bit not in own)


def test_both_sides_gain_by_the_exchange_and_neither_by_its_half(conflict: Conflict) -> None:
    for who in ("russia", "ukraine"):
        assert prefers(conflict, who, TALKS_WITH_PAUSE_AND_STATUS, TALKS_UNDER_FIRE)
    assert not prefers(conflict, "russia", "YYNNYNYYN", TALKS_UNDER_FIRE)
    assert not prefers(conflict, "ukraine", "YNNNYYYYN", TALKS_UNDER_FIRE)


def prefers(conflict: Conflict, who: str, first: str, second: str) -> bool:
    levels = conflict.preferences[who].ranking()
    level = {state: depth for depth, tied in enumerate(levels) for state in tied}
    return level[conflict.find(first)] < level[conflict.find(second)]


def test_the_rules_disagree_on_the_venue(scenario: Scenario) -> None:
    found = settle(scenario).to_dict()
    chosen = {rule: one["package"]["venue"] for rule, one in found["solutions"].items()}
    assert chosen["nash"] == chosen["kalai_smorodinsky"] == "Jerusalem"
    assert chosen["egalitarian"] == "the border near the Pripyat"
    assert found["agreement_zone"]["strict"]
    assert all(party.reservation is not None for party in scenario.parties)


def test_trading_across_issues_beats_a_compromise_on_each(scenario: Scenario) -> None:
    package = tuple(compromise(scenario, issue) for issue in range(len(scenario.issues)))
    assert scenario.allows(package)
    worth = [scenario.utility(party, package) for party in scenario.parties]
    points = settle(scenario).to_dict()["frontier"]["points"]
    assert any(all(a > b for a, b in zip(point, worth, strict=True)) for point in points)


def compromise(scenario: Scenario, issue: int) -> int:
    """The value on which the side worse off, each on its own range of 0 to 1, is best off."""
    values = range(len(scenario.issues[issue].values))
    shares = []
    for party in scenario.parties:
        worth = [party.preference.contribution(issue, value) for value in values]
        least, most = min(worth), max(worth)
        shares.append([(one - least) / (most - least) for one in worth])
    return max(values, key=lambda value: sorted(share[value] for share in shares))
