"""Side payments, lotteries, red lines, the status quo as fallback, issues against issues."""

from __future__ import annotations

import itertools
import json
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from goodoffices.casebook.negotiations import load_negotiation, negotiation_text
from goodoffices.cli.app import build
from goodoffices.errors import InputError
from goodoffices.settlement import Issue, Outright, Party, Scenario, assess, loads, settle
from goodoffices.settlement.lotteries import lotteries
from goodoffices.settlement.side_payments import side_payments

if TYPE_CHECKING:
    from pathlib import Path

Points = list[tuple[int, ...]]


def scenario(vectors: Points, fallbacks: tuple[int, ...]) -> Scenario:
    issue = Issue("deal", "Deal", tuple(f"v{k}" for k in range(len(vectors))))
    return Scenario(
        (issue,),
        tuple(
            Party(f"p{i}", f"P{i}", Outright(tuple(Decimal(v[i]) for v in vectors)), Decimal(d))
            for i, d in enumerate(fallbacks)
        ),
    )


def points(parties: int) -> st.SearchStrategy[Points]:
    return st.lists(st.tuples(*[st.integers(0, 9)] * parties), min_size=1, max_size=6)


# NB 18
@given(points(3), st.tuples(*[st.integers(0, 4)] * 3))
def test_payments_split_the_largest_sum_alike(vectors: Points, d: tuple[int, int, int]) -> None:
    found = side_payments(settle(scenario(vectors, d)))
    best = max(map(sum, vectors))
    assert found.surplus == best - sum(d)
    assert sum(found.receives) == pytest.approx(0)
    if found.surplus < 0:
        assert found.payments == ()
        assert "Even with side payments" in found.words()[0]
        return
    over = [after - b for after, b in zip(found.after, d, strict=True)]
    assert over == pytest.approx([found.surplus / 3] * 3)
    assert len(found.payments) <= 2
    moved = dict.fromkeys(found.parties, 0.0)
    for payment in found.payments:
        assert payment.amount > 0
        moved[payment.payer] -= payment.amount
        moved[payment.payee] += payment.amount
    assert list(moved.values()) == pytest.approx(found.receives)
    # no package of the same sum asks for less money
    money = [
        sum(abs(b + Fraction(best - sum(d), 3) - u) for u, b in zip(v, d, strict=True))
        for v in vectors
        if sum(v) == best
    ]
    assert sum(map(abs, found.receives)) == pytest.approx(float(min(money)))


def upper_hull(vectors: Points, d: tuple[int, ...]) -> list[tuple[Fraction, Fraction]]:
    """Return points of all lotteries of two packages, above the fallbacks: a fine grid of edges."""
    ends = []
    for a, b in itertools.combinations_with_replacement(vectors, 2):
        for k in range(51):
            part = Fraction(k, 50)
            x, y = (part * u + (1 - part) * w for u, w in zip(a, b, strict=True))
            if x >= d[0] and y >= d[1]:
                ends.append((x - d[0], y - d[1]))
    return ends


@settings(max_examples=8)
@given(points(2), st.tuples(*[st.integers(0, 4)] * 2))
def test_two_parties_against_a_fine_grid_of_all_edges(vectors: Points, d: tuple[int, int]) -> None:
    found = lotteries(settle(scenario(vectors, d)))
    grid = upper_hull(vectors, d)
    if not grid:
        # an edge may still cross the zone between two points of the grid
        if found.solution("nash").chances:
            over = np.array(found.solution("nash").utilities) - d
            assert min(over) >= -1e-6
        return
    tops = [float(max(g[i] for g in grid)) for i in (0, 1)]
    gains = {s.concept.id: np.array(s.utilities) - d for s in found.solutions}
    assert all(min(over) >= -1e-6 for over in gains.values())
    nash = np.clip(gains["nash"], 0, None)
    assert nash.prod() >= max(float(x * y) for x, y in grid) * (1 - 1e-5) - 1e-9
    least = max(min(float(x), float(y)) for x, y in grid)
    assert min(gains["egalitarian"]) >= least - 1e-6
    if min(tops) > 0.2:
        shares = gains["kalai_smorodinsky"] / tops
        best = max(min(float(x) / tops[0], float(y) / tops[1]) for x, y in grid)
        assert min(shares) >= best - 0.04


# NB 19
@settings(max_examples=10)
@given(points(3))
def test_no_lottery_improves_on_the_nash_lottery(vectors: Points) -> None:
    """First-order condition: at the solution no point of the hull has a larger sum of u / g."""
    found = lotteries(settle(scenario(vectors, (0, 0, 0)))).solution("nash")
    gains = np.array(found.utilities)
    if min(gains) > 0:
        assert max(sum(np.array(v) / gains) for v in vectors) <= 3 + 5e-3
    assert found.gap < 1e-7
    assert len(found.chances) <= 4
    assert sum(chance.probability for chance in found.chances) == pytest.approx(1)
    worth = [[float(u) for u in vectors[chance.package[0]]] for chance in found.chances]
    mixed = np.array([c.probability for c in found.chances]) @ np.array(worth)
    assert mixed == pytest.approx(gains)


def test_kalai_smorodinsky_shares_are_equal_on_the_hull_of_the_barter() -> None:
    # the most in a lottery acceptable to all is 18 for Bill, and 8.5 for Jack, half way from (2, 8)
    # to (-2, 9); the edge from (12, 5) to (6, 7) meets (18 t, 8.5 t) at t = 18/29
    found = lotteries(settle(load_negotiation("nash_1950_barter")))
    assert found.solution("kalai_smorodinsky").utilities == pytest.approx(
        (18 * 18 / 29, 8.5 * 18 / 29)
    )
    assert found.solution("nash").utilities == pytest.approx((12, 5), abs=1e-3)
    assert found.solution("egalitarian").utilities == pytest.approx((6.75, 6.75))


def test_a_lottery_can_open_a_zone_that_no_package_opens() -> None:
    found = settle(scenario([(10, 0), (0, 10)], (4, 4)))
    assert not found.zone.exists
    assert lotteries(found).solution("nash").utilities == pytest.approx((5, 5), abs=1e-3)
    closed = lotteries(settle(scenario([(10, 0), (0, 10)], (6, 6))))
    assert closed.solution("nash").chances == ()
    assert "No lottery" in closed.words()[0]


def sale(**more: object) -> dict:
    return {
        "format": "goodoffices-negotiation/1",
        "issues": [
            {"id": "low", "range": {"from": 0, "to": 3, "step": 1}},
            {"id": "high", "range": {"from": 0, "to": 3, "step": 1}},
        ],
        "parties": [
            {
                "id": "a",
                "weights": {"low": 1, "high": 1},
                "scores": {key: [0, 1, 2, 3] for key in ("low", "high")},
            },
            {
                "id": "b",
                "weights": {"low": 1, "high": 1},
                "scores": {key: [3, 2, 1, 0] for key in ("low", "high")},
            },
        ],
        **more,
    }


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">=", "=", "!="])
def test_an_issue_is_compared_with_an_issue(sign: str) -> None:
    one = loads(json.dumps(sale(constraints=[f"low {sign} high"])))
    python = {"=": "=="}.get(sign, sign)
    for package in itertools.product(range(4), repeat=2):
        wanted = eval(f"{package[0]} {python} {package[1]}")  # noqa: S307  # two small numbers
        assert one.allows(package) == wanted
    assert settle(one).feasible_count == sum(
        one.allows(p) for p in itertools.product(range(4), repeat=2)
    )


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"constraints": ["low < nowhere"]}, "no issue 'nowhere'"),
        ({"constraints": ["low < low & low"]}, "comparison"),
        ({"constraints": ["low < 'x' "]}, "compares numbers"),
        ({"no_agreement": "war"}, "'war' is not what no agreement may lead to"),
        ({"no_agreement": "status_quo"}, "there is no status quo"),
        ({"lotteries": "yes"}, "'yes' is not true or false"),
        ({"transferable": 1}, "1 is not true or false"),
    ],
)
def test_bad_settings_are_one_line(more: dict, message: str) -> None:
    with pytest.raises(InputError, match=message):
        loads(json.dumps(sale(**more)))


def test_the_status_quo_is_the_fallback_of_whoever_states_none() -> None:
    tree = sale(status_quo={"low": 1, "high": 2}, no_agreement="status_quo")
    tree["parties"][1]["reservation"] = 5
    one = loads(json.dumps(tree))
    assert [party.reservation for party in one.parties] == [Decimal(3), Decimal(5)]


def test_a_red_line_is_kept_and_named() -> None:
    tree = sale()
    tree["parties"][0]["red_lines"] = ["low >= 2"]
    one = loads(json.dumps(tree))
    assert settle(one).feasible_count == 8
    assert assess(one, (0, 0)).broken == ("low >= 2",)
    tree["parties"][1]["red_lines"] = ["low < 2"]
    with pytest.raises(InputError, match="no package meets all constraints"):
        settle(loads(json.dumps(tree)))
    tree["parties"][1]["red_lines"] = ["low < "]
    with pytest.raises(InputError, match=r"party b.red_lines\[0\]"):
        loads(json.dumps(tree))


def test_the_command_shows_what_the_scenario_allows(tmp_path: Path) -> None:
    tree = json.loads(negotiation_text("nash_1950_barter"))
    path = tmp_path / "barter.json"
    path.write_text(json.dumps({**tree, "transferable": True, "lotteries": True}), "utf-8")
    shown = CliRunner().invoke(build(), ["settle", str(path)]).stdout
    assert "Bill pays Jack 5." in shown
    assert "with probability 86.2%" in shown
    found = json.loads(CliRunner().invoke(build(), ["settle", str(path), "--json"]).stdout)
    assert found["side_payments"]["after"] == [9, 9]
    assert found["lotteries"]["egalitarian"]["utilities"] == pytest.approx([6.75, 6.75])
