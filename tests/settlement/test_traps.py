"""Traps that other tools fall into, one test each."""

from __future__ import annotations

import itertools
import json
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from goodoffices.errors import InputError
from goodoffices.settlement import Additive, Issue, Outright, Party, Scenario, load, loads, settle
from goodoffices.settlement.judging import judge

if TYPE_CHECKING:
    from pathlib import Path

DOMAIN = """<negotiation_template><utility_space number_of_issues="2"><objective index="0">
<issue index="1" name="price" type="discrete">
<item index="1" value="low"/><item index="2" value="high"/></issue>
<issue index="2" name="days" type="integer" lowerbound="10" upperbound="12"/>
</objective></utility_space></negotiation_template>"""
PARTY = """<utility_space><objective index="0">
<weight index="1" value="0.5"/><weight index="2" value="0.5"/>
<issue index="1" name="price" type="discrete">
<item index="1" value="low" evaluation="{low}"/>
<item index="2" value="high" evaluation="{high}"/></issue>
<issue index="2" name="days" type="integer" lowerbound="10" upperbound="12">
<evaluator ftype="linear" offset="{offset}" slope="{slope}"/></issue>
</objective>{more}</utility_space>"""


def genius(folder: Path, first: str, second: str, domain: str = DOMAIN) -> Scenario:
    for name, words in (("domain", domain), ("party1", first), ("party2", second)):
        (folder / f"{name}.xml").write_text(words, encoding="utf-8")
    return load(folder)


def test_trap_1_evaluations_are_divided_by_their_maximum_before_the_weight(tmp_path: Path) -> None:
    first = PARTY.format(low=2, high=8, offset=0, slope="0.5", more='<reservation value="0.6"/>')
    second = PARTY.format(low=30, high=10, offset=1, slope="-0.5", more="")
    scenario = genius(tmp_path, first, second)
    a, b = scenario.parties
    # 2/8 and 8/8, not 2 and 8; the second's 10/30 is a third
    assert scenario.utility(a, (0, 0)) == Fraction(1, 8)
    assert scenario.utility(a, (1, 0)) == Fraction(1, 2)
    assert float(scenario.utility(b, (1, 2))) == pytest.approx(1 / 6)
    # the line begins at the lower bound 10, not at 0; the reservation is on the normalised scale
    assert scenario.utility(a, (1, 2)) == 1
    assert scenario.utility(b, (0, 0)) == 1
    assert a.reservation == Decimal("0.6")
    assert b.reservation is None
    found = settle(scenario)
    assert found.utilities(found.frontier.vectors[0])[0] == 1
    assert found.zone.exists


def test_trap_1_hyper_rectangles_are_closed_on_both_sides(tmp_path: Path) -> None:
    domain = """<negotiation_template><utility_space><objective index="0">
    <issue index="1" name="x" type="integer" lowerbound="0" upperbound="9"/>
    </objective></utility_space></negotiation_template>"""
    party = """<utility_space><utility maxutility="10"><ufun weight="1" aggregation="sum">
    <hyperRectangle utility="5"><INCLUDES index="1" min="2" max="4"/></hyperRectangle>
    <hyperRectangle utility="3"><INCLUDES index="1" min="4" max="6"/></hyperRectangle>
    </ufun></utility></utility_space>"""
    scenario = genius(tmp_path, party, party, domain)
    worth = [scenario.utility(scenario.parties[0], (x,)) * 10 for x in range(10)]
    assert worth == [0, 0, 5, 5, 8, 3, 3, 0, 0, 0]


def test_trap_2_sums_of_floats_make_no_false_efficient_points() -> None:
    # 0.1 + 0.2 and 0.3 tie; in binary floating point the first is larger
    issues = (Issue("a", "A", ("no", "yes")), Issue("b", "B", ("no", "yes")))
    weights = (Decimal(1), Decimal(1))
    first = Additive(weights, ((Decimal(0), Decimal("0.1")), (Decimal("0.3"), Decimal("0.2"))))
    second = Additive(weights, ((Decimal(0), Decimal("0.2")), (Decimal("0.3"), Decimal("0.1"))))
    found = settle(Scenario(issues, (Party("p", "P", first), Party("q", "Q", second))))
    assert 0.1 + 0.2 != 0.3
    best = found.frontier.vectors[0]
    assert found.utilities(best) == [0.4, 0.5]
    plain = {
        tuple(round(found.scenario.utility(p, package), 9) for p in found.scenario.parties)
        for package in itertools.product((0, 1), repeat=2)
    }
    assert (Fraction(3, 10), Fraction(3, 10)) in plain
    assert len(plain) == 3


def test_trap_3_every_number_stands_beside_its_definition() -> None:
    tree = settle(deal([(1, 2), (2, 1)], ("0", "0"))).to_dict()
    for solution in tree["solutions"].values():  # type: ignore[union-attr]  # a tree for JSON
        assert len(solution["definition"]) > 40
        assert solution["source"]
    assert tree["frontier"]["definition"]  # type: ignore[index]  # a tree for JSON
    assert tree["tolerance"] == 1e-9


def deal(vectors: list[tuple[int, int]], fallbacks: tuple[str | None, str | None]) -> Scenario:
    issue = Issue("deal", "Deal", tuple(f"v{k}" for k in range(len(vectors))))
    return Scenario(
        (issue,),
        tuple(
            Party(
                f"p{i}",
                f"P{i}",
                Outright(tuple(Decimal(v[i]) for v in vectors)),
                None if d is None else Decimal(d),
            )
            for i, d in enumerate(fallbacks)
        ),
    )


def test_trap_4_the_largest_sum_is_looked_for_everywhere_and_the_fallback_is_as_stated() -> None:
    found = settle(deal([(10, 1), (4, 4)], ("2", "2")))
    assert found.solution("utilitarian").vectors == ((10, 1),)
    assert found.solution("utilitarian_rational").vectors == ((4, 4),)
    # the worst package is worth 4 and 1: the stated fallback below it is not raised to that
    low = settle(deal([(10, 1), (4, 4)], ("-3", "0")))
    assert low.disagreement() == (-3, 0)


def test_trap_5_without_a_zone_nothing_is_called_acceptable() -> None:
    found = settle(deal([(3, 1), (1, 3)], ("2", "2")))
    assert not found.zone.exists
    assert found.zone.count == 0
    assert found.frontier.rational == 0
    assert found.solution("nash").package is None
    assert not judge(found.scenario, (0,), found).assessment.rational


def test_trap_6_where_no_small_step_helps_everybody_the_better_package_is_still_found() -> None:
    # from (0, 0, 0) every change of one or two issues hurts somebody; all three help both
    issues = tuple(Issue(f"i{j}", f"I{j}", ("old", "new")) for j in range(3))
    gains = (((0, 4), (0, -3), (0, 0)), ((0, -3), (0, 0), (0, 4)))
    parties = tuple(
        Party(
            f"p{i}",
            f"P{i}",
            Additive((Decimal(1),) * 3, tuple(tuple(map(Decimal, c)) for c in column)),
            Decimal(0),
        )
        for i, column in enumerate(gains)
    )
    scenario = Scenario(issues, parties, constraints=("i2 = 'new' -> i1 = 'new'",))
    found = judge(scenario, (0, 0, 0))
    assert found.trades == ()
    assert found.assessment.dominated_by == (1, 1, 1)
    assert found.assessment.better_for_all


def line(points: object, step: object = 10) -> dict:
    span = {"from": 0, "to": 100} if step is None else {"from": 0, "to": 100, "step": step}
    return {
        "format": "goodoffices-negotiation/1",
        "issues": [{"id": "price", "range": span}],
        "parties": [
            {"id": "a", "weights": {"price": 1}, "scores": {"price": {"line": points}}},
            {"id": "b", "weights": {"price": 1}, "scores": {"price": {"line": [[0, 1], [100, 0]]}}},
        ],
    }


def test_a_range_is_scored_by_a_line_through_points() -> None:
    scenario = loads(json.dumps(line([[0, 0], [50, 0.9], [100, 1]])))
    worth = [scenario.utility(scenario.parties[0], (k,)) for k in range(11)]
    assert worth[1] == Fraction(18, 100)
    assert worth[5] == Fraction(9, 10)
    assert worth[6] == Fraction(92, 100)
    assert settle(scenario).solution("nash").package == (5,)


@pytest.mark.parametrize(
    ("points", "step", "message"),
    [
        ([[0, 1]], 10, "two points or more"),
        ([[0, 1], [0, 2]], 10, "do not rise"),
        ([[0, 1], [50, 2]], 10, "does not reach all values"),
        ([[0, 1], [50]], 10, "two points or more"),
        ([[0, 1], [100, 2]], None, "the range has no step"),
    ],
)
def test_a_bad_line_is_one_line(points: object, step: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        loads(json.dumps(line(points, step)))


def test_a_geniusweb_number_issue_and_reservation_bid_keep_their_scale(tmp_path: Path) -> None:
    domain = {
        "name": "d",
        "issuesValues": {"price": {"range": {"low": "1", "high": "3", "step": "1"}}},
    }
    for name, ends in (("one", ("0", "1")), ("two", ("1", "0"))):
        space = {
            "name": name,
            "domain": domain,
            "issueWeights": {"price": 1},
            "issueUtilities": {
                "price": {
                    "NumberValueSetUtilities": {
                        "lowValue": "1",
                        "lowUtility": ends[0],
                        "highValue": "3",
                        "highUtility": ends[1],
                    }
                }
            },
            "reservationBid": {"issuevalues": {"price": "2"}},
        }
        words = json.dumps({"LinearAdditiveUtilitySpace": space})
        (tmp_path / f"{name}.json").write_text(words, encoding="utf-8")
    scenario = load(tmp_path)
    assert [p.reservation for p in scenario.parties] == [Decimal("0.5"), Decimal("0.5")]
    # only the bid itself is acceptable to both
    assert settle(scenario).zone.count == 1
