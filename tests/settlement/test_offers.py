"""Offers on the table: their quality, the distance between the sides, and who moves."""

from __future__ import annotations

import itertools
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from goodoffices.casebook.negotiations import load_negotiation, negotiation_text
from goodoffices.cli.app import build
from goodoffices.errors import InputError
from goodoffices.settlement import (
    Additive,
    Issue,
    Outright,
    Party,
    Scenario,
    load,
    settle,
)
from goodoffices.settlement.differences import differences
from goodoffices.settlement.judging import judge, named_package
from goodoffices.settlement.offers import Offer, load_offers, loads_offers
from goodoffices.settlement.progress import progress

if TYPE_CHECKING:
    from pathlib import Path


def price(parties: int = 2) -> Scenario:
    """Return one number from 0 to 10: the first wants it high, the others low; fallbacks 0."""
    issue = Issue("price", "Price", tuple(Decimal(v) for v in range(11)))
    up, down = tuple(map(Decimal, range(11))), tuple(map(Decimal, range(10, -1, -1)))
    return Scenario(
        (issue,),
        tuple(
            Party(f"p{i}", f"Party {i}", Additive((Decimal(1),), (down if i else up,)), Decimal(0))
            for i in range(parties)
        ),
    )


def offered(*pairs: tuple[int, int]) -> list[Offer]:
    return [Offer(by, (value,)) for by, value in pairs]


# NB 15
def test_distance_is_what_the_farther_side_would_give_up() -> None:
    found = progress(price(), offered((0, 9), (1, 2), (0, 7)))
    assert found.distances == (0.7, 0.5)
    assert found.shrinking
    assert [move.kind for move in found.moves] == ["first", "first", "concession"]
    assert found.moves[2].changes == (pytest.approx(-0.2), pytest.approx(0.2))
    assert found.open_issues == ("Price",)
    assert found.meeting_point is not None
    # halfway between 7 and 2: steps of 2 and 3, or 3 and 2; the first package
    assert sorted(gap.step for gap in found.gaps) == [pytest.approx(0.2), pytest.approx(0.3)]


def test_the_lower_risk_limit_concedes_next() -> None:
    # by hand: accepting costs the first 7 of the 9 it hopes for, the second 7 of its 8
    found = progress(price(), offered((0, 9), (1, 2)))
    assert [gap.risk for gap in found.gaps] == [pytest.approx(7 / 9), pytest.approx(7 / 8)]
    assert found.concedes_next == "p0"
    assert progress(price(), offered((0, 9), (1, 1))).concedes_next is None


# NB 15
def test_zeuthens_concessions_end_at_the_nash_solution() -> None:
    """Harsanyi 1956: who has the lower risk limit makes the least concession that turns it."""
    barter = load_negotiation("nash_1950_barter")
    settlement = settle(barter)
    points = [
        (v, barter.package_of(n))
        for v, n in zip(settlement.frontier.vectors, settlement.frontier.packages, strict=True)
        if min(v) >= 0
    ]
    standing = [max(points, key=lambda p: p[0][0]), max(points, key=lambda p: p[0][1])]
    for _ in range(20):
        table = [Offer(0, standing[0][1]), Offer(1, standing[1][1])]
        mover = progress(barter, table, settlement).concedes_next
        if mover is None:
            break
        i = 0 if mover == "bill" else 1
        own, other = standing[i][0], standing[1 - i][0]
        lower = [p for p in points if p[0][i] < own[i]]
        # the least concession after which its product of gains is no longer smaller
        product = other[0] * other[1]
        better = [p for p in lower if p[0][0] * p[0][1] >= product]
        if not better:
            standing[i] = standing[1 - i]
            break
        standing[i] = max(better, key=lambda p: p[0][i])
    nash = settlement.solution("nash").units
    assert nash in {standing[0][0], standing[1][0]}


def test_every_kind_of_move() -> None:
    deal = Issue("deal", "Deal", tuple(f"v{k}" for k in range(7)))
    vectors = [(5, 5, 5), (4, 6, 5), (6, 4, 5), (6, 6, 6), (4, 5, 4), (5, 5, 6), (4, 6, 4)]
    parties = tuple(
        Party(f"p{i}", f"P{i}", Outright(tuple(Decimal(v[i]) for v in vectors)), Decimal(0))
        for i in range(3)
    )
    scenario = Scenario((deal,), parties)
    kinds = [progress(scenario, [Offer(0, (0,)), Offer(0, (k,))]).moves[1].kind for k in range(7)]
    assert kinds == [
        "silent",
        "concession",
        "selfish",
        "fortunate",
        "unfortunate",
        "nice",
        "mixed",
    ]


def test_three_sides_and_their_meeting_point_by_trying_everything() -> None:
    issues = tuple(Issue(f"i{j}", f"I{j}", ("a", "b", "c")) for j in range(3))
    rows = [
        [[4, 1, 0], [0, 3, 1], [1, 0, 2]],
        [[0, 2, 5], [1, 1, 0], [3, 0, 0]],
        [[1, 0, 0], [4, 0, 2], [0, 5, 1]],
    ]
    parties = tuple(
        Party(
            f"p{i}",
            f"P{i}",
            Additive((Decimal(1),) * 3, tuple(tuple(map(Decimal, c)) for c in row)),
            Decimal(0),
        )
        for i, row in enumerate(rows)
    )
    scenario = Scenario(issues, parties)
    offers = [Offer(0, (0, 1, 2)), Offer(1, (2, 0, 0)), Offer(2, (0, 0, 1))]
    found = progress(scenario, offers)
    best = [sum(max(c) for c in row) for row in rows]

    def share(i: int, package: tuple[int, ...]) -> Fraction:
        return Fraction(int(scenario.utility(parties[i], package)), best[i])

    def steps(package: tuple[int, ...]) -> list[Fraction]:
        own = [share(i, offer.package) for i, offer in enumerate(offers)]
        return sorted((own[i] - share(i, package) for i in range(3)), reverse=True)

    everything = list(itertools.product(range(3), repeat=3))
    assert found.meeting_point is not None
    assert steps(found.meeting_point) == min(steps(p) for p in everything)
    assert found.concedes_next is None
    gaps = [
        max(share(i, offers[i].package) - share(i, offers[k].package) for k in range(3))
        for i in range(3)
    ]
    assert [gap.gap for gap in found.gaps] == [float(gap) for gap in gaps]
    assert found.moves_least == f"p{gaps.index(min(gaps))}"


def test_without_a_zone_no_distance_is_made_up() -> None:
    issue = Issue("deal", "Deal", ("a", "b"))
    parties = tuple(
        Party(n, n, Outright((Decimal(1), Decimal(2))), Decimal(9)) for n in ("p0", "p1")
    )
    found = progress(Scenario((issue,), parties), offered((0, 0), (1, 1)))
    assert found.distances == ()
    assert found.meeting_point is None
    assert "No package is acceptable to all" in found.words()[-1]


def test_a_judged_offer_names_the_better_package_and_who_pays(root: Path) -> None:
    scenario = load(root / "examples" / "february-2022" / "negotiation.toml")
    offers = load_offers(root / "examples" / "offers-february-2022.toml", scenario)
    settlement = settle(scenario)
    for offer in offers:
        found = judge(scenario, offer.package, settlement)
        if found.better is not None:
            assert not found.assessment.efficient
            assert not found.better.comparison.losing
            assert found.better.comparison.gaining
        for trade in found.trades:
            assert trade.comparison.logroll
        json.dumps(found.to_dict())
    nash = settlement.solution("nash").package
    assert nash is not None
    at_nash = judge(scenario, nash, settlement)
    assert at_nash.better is None
    assert at_nash.to_nash is None
    assert any("It is efficient" in line for line in at_nash.words())


def test_solutions_differ_in_what_they_measure() -> None:
    found = differences(settle(load_negotiation("nash_1950_barter")))
    by_rule = {rule: chosen for chosen in found.chosen for rule in chosen.rules}
    assert by_rule["nash"].product == 60 == max(c.product for c in found.chosen)
    best = max(c.smallest_gain for c in found.chosen)
    assert by_rule["egalitarian"].smallest_gain == 6 == best
    assert by_rule["utilitarian_rational"].total == 18
    assert any("Egalitarian" in line and "instead of 5" in line for line in found.words)
    assert differences(settle(price())).to_dict()["words"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"by": "x"}, "there is no party 'x'"),
        ({"on": "yesterday"}, "'yesterday' is not a day"),
        ({"on": None}, "has no day, and others have one"),
        ({"package": {"price": 11}}, "'?11'? is not a value"),
        ({"package": 3}, "the package is missing"),
        ({"colour": 1}, "the key 'colour' is not known"),
    ],
)
def test_bad_offers_are_one_line(change: dict, message: str) -> None:
    offers = [{"by": "p0", "on": "2022-02-0" + d, "package": {"price": 4}} for d in "12"]
    offers[0].update(change)
    with pytest.raises(InputError, match=message):
        loads_offers(json.dumps({"format": "goodoffices-offers/1", "offers": offers}), price())


def test_offers_are_taken_in_the_order_of_their_days() -> None:
    offers = [
        {"by": "p0", "on": day, "package": {"price": value}}
        for day, value in (("2022-03-02", 4), ("2022-02-27", 6))
    ]
    words = json.dumps({"format": "goodoffices-offers/1", "offers": offers})
    assert [offer.on for offer in loads_offers(words, price())] == [
        date(2022, 2, 27),
        date(2022, 3, 2),
    ]


def test_packages_are_named_by_rule_or_by_value() -> None:
    settlement = settle(price())
    assert named_package(settlement, "price = 4") == (4,)
    assert named_package(settlement, "price=4.0;") == (4,)
    assert named_package(settlement, "nash") == settlement.solution("nash").package
    for words, message in (
        ("status_quo", "no status quo"),
        ("justice", "there is no solution 'justice'"),
        ("price=99", "is not a value"),
        ("price=1; fish", "does not say which issue"),
    ):
        with pytest.raises(InputError, match=message):
            named_package(settlement, words)


def test_the_commands_answer_people_and_programs(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "barter.json"
    path.write_text(negotiation_text("nash_1950_barter"), encoding="utf-8")

    def run(*words: str) -> str:
        result = CliRunner().invoke(build(), list(words))
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "nobody's scale" not in run("settle", str(path), "--offer", "status_quo")
    tree = json.loads(run("settle", str(path), "--offer", "status_quo", "--json"))
    assert tree["format"] == "goodoffices-judgement/1"
    assert tree["efficient"] is False
    assert tree["nash_fraction"] == 0
    swapped = json.loads(run("settle", str(path), "--compare", "status_quo", "nash", "--json"))
    assert [p["change"] for p in swapped["parties"]] == [12, 5]
    assert "Bill (−2) gives way to Jack (+4)" in run(
        "settle", str(path), "--compare", "status_quo", "nash"
    )
    both = CliRunner().invoke(
        build(), ["settle", str(path), "--offer", "nash", "--compare", "nash", "nash"]
    )
    assert isinstance(both.exception, InputError)
    sheet = run("settle", str(path), "--table", "csv")
    assert sheet.splitlines()[1].startswith("Nash,12.0,5.0,goes to Jack,goes to Jack")
    assert run("settle", str(path), "--table", "latex").count(r"\begin{tabular}") == 2
    files = [
        str(root / "examples" / name)
        for name in ("february-2022/negotiation.toml", "offers-february-2022.toml")
    ]
    assert "would have to move least" in run("offers", *files)
    assert json.loads(run("offers", *files, "--json"))["shrinking"] is True
