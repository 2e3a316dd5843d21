"""What each rule promises, on small negotiations whose answer can be seen."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goodoffices.errors import InputError
from goodoffices.settlement import (
    Additive,
    Interval,
    Issue,
    Outright,
    Party,
    Scenario,
    Uncertain,
    settle,
)


def outright(
    vectors: list[tuple[str, ...]], fallbacks: list[str | None], **more: object
) -> Scenario:
    """One issue whose value k gives party i the k-th vector's i-th utility."""
    issue = Issue("deal", "Deal", tuple(f"v{k}" for k in range(len(vectors))))
    parties = tuple(
        Party(
            f"p{i}",
            f"Party {i}",
            Outright(tuple(Decimal(v[i]) for v in vectors)),
            None if d is None else Decimal(d),
        )
        for i, d in enumerate(fallbacks)
    )
    return Scenario((issue,), parties, **more)  # type: ignore[arg-type]  # the test names what it adds


def best(scenario: Scenario, concept: str) -> list[list[float]]:
    settlement = settle(scenario)
    return [settlement.utilities(v) for v in settlement.solution(concept).vectors]


def test_two_losses_never_multiply_to_a_gain() -> None:
    scenario = outright([("0", "0"), ("3", "3.5"), ("4", "3")], ["3", "3"])
    assert best(scenario, "nash") == [[4.0, 3.0]]
    only_losses = outright([("0", "0"), ("1", "2")], ["3", "3"])
    assert best(only_losses, "nash") == []


def test_zero_product_counts_gaining_parties_first() -> None:
    vectors = [("9", "0", "0"), ("1", "1", "0"), ("2", "1", "0")]
    scenario = outright(vectors, ["0", "0", "0"])
    assert best(scenario, "nash") == [[2.0, 1.0, 0.0]]
    assert "at most 2 of 3" in settle(scenario).solution("nash").note


# NB 6
def test_ideal_point_is_over_the_acceptable_packages() -> None:
    # the first party's 100 leaves the second below its fallback, so it does not count
    scenario = outright([("100", "0"), ("10", "4"), ("6", "6"), ("4", "10")], ["0", "2"])
    assert best(scenario, "kalai_smorodinsky") == [[6.0, 6.0]]
    tilted = outright([("100", "2"), ("10", "4"), ("60", "3"), ("4", "10")], ["0", "2"])
    # shares (10%, 25%) and (60%, 12.5%): the smaller one decides
    assert best(tilted, "kalai_smorodinsky") == [[60.0, 3.0]]


# NB 7
def test_leximin_passes_over_a_dominated_maximin_package() -> None:
    scenario = outright([("6", "6"), ("6", "7"), ("8", "6")], ["0", "0"])
    assert best(scenario, "egalitarian") == [[8.0, 6.0]]


# NB 8
def test_utilitarian_says_over_what() -> None:
    scenario = outright([("10", "0"), ("4", "4")], ["0", "2"])
    assert best(scenario, "utilitarian") == [[10.0, 0.0]]
    assert best(scenario, "utilitarian_rational") == [[4.0, 4.0]]


# NB 5
def test_nash_does_not_change_with_a_partys_scale_and_zero() -> None:
    vectors = [("1", "8"), ("4", "5"), ("5", "3"), ("7", "1")]
    scaled = [(v[0], str(Decimal(v[1]) * 13 + 100)) for v in vectors]
    one = settle(outright(vectors, ["0", "0"])).solution("nash").package
    other = settle(outright(scaled, ["0", "100"])).solution("nash").package
    assert one == other


# NB 9
def test_ties_are_all_kept_and_broken_by_shares_then_order() -> None:
    scenario = outright([("1", "6"), ("2", "3"), ("3", "2"), ("6", "1")], ["0", "0"])
    solution = settle(scenario).solution("nash")
    assert set(solution.vectors) == {(1, 6), (2, 3), (3, 2), (6, 1)}
    assert solution.package == (1,)
    assert solution.package_count == 4


# NB 2
def test_equal_within_the_tolerance_is_equal() -> None:
    scenario = outright([("0.3333333333", "1"), ("0.33333333333333", "1")], ["0", "0"])
    settlement = settle(scenario)
    assert settlement.frontier.vectors == ((333333333, 1000000000),)
    assert settlement.frontier.counts == (2,)


# NB 2
def test_sums_are_rounded_once_not_each_part() -> None:
    # two parts of 0.4e-9 make 0.8e-9, three 1.2e-9: rounded apart they would vanish
    issues = tuple(Issue(f"i{k}", "", ("no", "yes")) for k in range(3))
    part = Decimal("0.0000000004")
    first = Additive((Decimal(1),) * 3, ((Decimal(0), part),) * 3)
    second = Additive((Decimal(0),) * 3, ((Decimal(0), Decimal(0)),) * 3)
    settlement = settle(Scenario(issues, (Party("a", "A", first), Party("b", "B", second))))
    assert settlement.frontier.vectors == ((1, 0),)
    assert settlement.frontier.packages == (3,)
    assert settlement.frontier.counts == (4,)


# NB 1
def test_weights_are_never_normalised() -> None:
    issue = Issue("price", "Price", ("low", "high"))
    scores = ((Decimal(0), Decimal(10)),)
    a = Party("a", "A", Additive((Decimal(50),), scores), Decimal(0))
    b = Party("b", "B", Additive((Decimal("0.5"),), scores), Decimal(0))
    settlement = settle(Scenario((issue,), (a, b)))
    assert settlement.utilities(settlement.frontier.vectors[0]) == [500.0, 5.0]


def test_very_large_utilities_do_not_overflow() -> None:
    top = "999999999999999999"
    scenario = outright([(top, "0.000000001"), ("1", top)], ["0", "0"])
    settlement = settle(scenario)
    assert settlement.frontier.vectors == (
        (int(top) * 10**9, 1),
        (10**9, int(top) * 10**9),
    )
    assert settlement.solution("nash").package == (1,)


# NB 3
def test_no_agreement_zone_is_said_with_the_smallest_relaxation() -> None:
    scenario = outright([("1", "8"), ("5", "5"), ("8", "1")], ["6", "7"])
    settlement = settle(scenario)
    assert settlement.zone.count == 0
    assert settlement.zone.nearest == 1
    assert settlement.zone.shortfalls == (1, 2)
    tree = settlement.to_dict()
    assert tree["solutions"]["nash"]["utilities"] is None  # type: ignore[index]  # a tree for JSON
    assert "smallest relaxation" in tree["solutions"]["nash"]["note"]  # type: ignore[index]  # a tree for JSON
    relaxation = tree["agreement_zone"]["smallest_relaxation"]  # type: ignore[index]  # a tree for JSON
    assert relaxation["moves_least"] == "p0"
    assert relaxation["moves_most"] == "p1"
    assert settlement.solution("utilitarian").package is not None


def test_missing_fallback_is_shown_as_missing() -> None:
    scenario = outright([("1", "8"), ("5", "5")], ["1", None], status_quo=(0,))
    fallback = settle(scenario).to_dict()["disagreement"][1]  # type: ignore[index]  # a tree for JSON
    assert fallback["reservation"] is None
    assert fallback["known"] is False
    assert fallback["used"] == 0
    assert "worth 8 to it" in fallback["note"]


def test_a_party_that_cannot_gain_is_left_out_and_named() -> None:
    scenario = outright([("1", "8"), ("1", "5"), ("1", "9")], ["1", "0"])
    solution = settle(scenario).solution("kalai_smorodinsky")
    assert solution.vectors == ((1, 9),)
    assert "p0" in solution.note


def test_uncertain_preferences_are_carried_and_not_solved() -> None:
    issue = Issue("price", "Price", ("low", "high"))
    rough = Uncertain(
        (Interval(Decimal("0.2"), Decimal("0.4")),),
        None,
        ((Interval(Decimal(0), Decimal(0)), Interval(Decimal(1), Decimal(1))),),
        (None,),
    )
    sure = Additive((Decimal(1),), ((Decimal(1), Decimal(0)),))
    scenario = Scenario((issue,), (Party("a", "A", rough), Party("b", "B", sure)))
    with pytest.raises(InputError, match="intervals for price"):
        settle(scenario)
