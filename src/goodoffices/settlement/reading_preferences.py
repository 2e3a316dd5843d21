"""Read a party's preference from its table in one of the forms of the format."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import all_of, say
from goodoffices.settlement.exact import as_decimal, decimal, shown
from goodoffices.settlement.preferences import (
    Additive,
    Box,
    HyperRectangles,
    Interval,
    Outright,
    Preference,
    Ranks,
    Uncertain,
    check_length,
)
from goodoffices.settlement.tables import Table, as_list, check_keys, tabled
from goodoffices.suggesting import meant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.settlement.issues import Issue

LINE_DIGITS = Context(prec=30)
ADDITIVE_KEYS = frozenset({"weights", "scores", "weight_ranks", "score_ranks", "graded"})
PARTY_KEYS = ADDITIVE_KEYS | {
    "id",
    "name",
    "utilities",
    "utility",
    "reservation",
    "red_lines",
    "notes",
}


def read_preference(table: Table, issues: tuple[Issue, ...], where: str) -> Preference:
    check_keys(table, frozenset(PARTY_KEYS), where)
    forms = [
        name
        for name, given in (
            (say("weights and scores"), bool(ADDITIVE_KEYS & table.keys())),
            ("utilities", "utilities" in table),
            ("utility", "utility" in table),
        )
        if given
    ]
    if len(forms) != 1:
        raise InputError(
            say("has {forms}", forms=all_of(forms)) if forms else say("has no preference"),
            where=where,
            remedy=say("Give one of: weights and scores, utilities, utility"),
        )
    if forms[0] == "utilities":
        return Outright(_numbers(table["utilities"], f"{where}.utilities"))
    if forms[0] == "utility":
        return _boxes(tabled(table["utility"], f"{where}.utility"), f"{where}.utility")
    return _additive(table, issues, where)


def _numbers(value: object, where: str) -> tuple[Decimal, ...]:
    return tuple(decimal(v, f"{where}[{k}]") for k, v in enumerate(as_list(value, where)))


def _by_issue(value: object, issues: tuple[Issue, ...], where: str) -> Mapping[str, object]:
    table = tabled(value, where)
    check_keys(table, frozenset(issue.id for issue in issues), where)
    return table


def _additive(table: Table, issues: tuple[Issue, ...], where: str) -> Preference:
    weight_step, score_step = _steps(table, where)
    weights = _weights(table, issues, weight_step, where)
    ranks = _weight_ranks(table, issues, where)
    score_table = _by_issue(table.get("scores", {}), issues, f"{where}.scores")
    rank_table = _by_issue(table.get("score_ranks", {}), issues, f"{where}.score_ranks")
    if weights is None and ranks is None:
        raise InputError(
            say("the weights are missing"), where=where, remedy=say("Give one an issue")
        )
    for issue in issues:
        if issue.id not in score_table and issue.id not in rank_table:
            raise InputError(
                say("the scores for {issue} are missing", issue=issue.id),
                where=f"{where}.scores",
                remedy=say("Give one a value"),
            )
    scores = tuple(
        _scores(score_table[issue.id], issue, score_step, f"{where}.scores.{issue.id}")
        if issue.id in score_table
        else None
        for issue in issues
    )
    score_ranks = tuple(
        _levels(rank_table[issue.id], f"{where}.score_ranks.{issue.id}")
        if issue.id in rank_table
        else None
        for issue in issues
    )
    known = tuple(s for s in scores if s is not None)
    certain = (
        weights is not None
        and ranks is None
        and not rank_table
        and all(interval.exact for column in (weights, *known) for interval in column)
    )
    if certain and weights is not None:
        for issue, found in zip(issues, known, strict=True):
            check_length(len(found), issue, f"{where}.scores.{issue.id}")
        numbers = tuple(tuple(interval.low for interval in found) for found in known)
        return Additive(tuple(interval.low for interval in weights), numbers)
    return Uncertain(weights, ranks, scores, score_ranks)


def _steps(table: Table, where: str) -> tuple[Decimal, Decimal]:
    """Read `graded`: numbers given to the nearest step stand for half a step to either side."""
    place = f"{where}.graded"
    given = tabled(table.get("graded", {}), place)
    check_keys(given, frozenset({"weights", "scores"}), place)
    steps = [decimal(given.get(key, 0), f"{place}.{key}") for key in ("weights", "scores")]
    if min(steps) < 0:
        raise InputError(
            say("a step is below 0"), where=place, remedy=say("Write steps such as 0.05")
        )
    return steps[0], steps[1]


def _scores(value: object, issue: Issue, step: Decimal, where: str) -> tuple[Interval, ...]:
    """Read scores one by one, or for numbers a line through [value, score] points."""
    if not isinstance(value, dict):
        return _intervals(value, step, where)
    check_keys(value, frozenset({"line"}), where)
    place = f"{where}.line"
    points = [_numbers(point, place) for point in as_list(value.get("line"), place)]
    if len(points) < 2 or any(len(point) != 2 for point in points):  # noqa: PLR2004  # two ends
        raise InputError(say("a line has two points or more, [value, score] each"), where=place)
    if any(b[0] <= a[0] for a, b in pairwise(points)):
        raise InputError(say("the points do not rise in value"), where=place)
    numbers = [v for v in issue.values if isinstance(v, Decimal)]
    if len(numbers) != len(issue.values):
        raise InputError(
            say("the values of {issue} are words, not numbers", issue=issue.id), where=place
        )
    if numbers and not points[0][0] <= min(numbers) <= max(numbers) <= points[-1][0]:
        raise InputError(
            say("the line does not reach all values of {issue}", issue=issue.id),
            where=place,
            remedy=say("It must go from {low} to {high}", low=min(numbers), high=max(numbers)),
        )
    return tuple(_interval_of(_on_line(points, number), step, where) for number in numbers)


def _on_line(points: list[tuple[Decimal, ...]], number: Decimal) -> Decimal:
    for (left, low), (right, high) in pairwise(points):
        if number <= right:
            rise = Fraction(high - low) * Fraction(number - left) / Fraction(right - left)
            return LINE_DIGITS.create_decimal(as_decimal(Fraction(low) + rise))
    raise AssertionError("the line was checked to reach the number")


def _intervals(value: object, step: Decimal, where: str) -> tuple[Interval, ...]:
    return tuple(
        _interval_of(entry, step, f"{where}[{k}]") for k, entry in enumerate(as_list(value, where))
    )


def _interval_of(value: object, step: Decimal, where: str) -> Interval:
    """Read a number, widened by half a step, or a list of its two ends."""
    if isinstance(value, list):
        ends = _numbers(value, where)
        if len(ends) != 2:  # noqa: PLR2004  # an interval has two ends
            raise InputError(say("an interval has two ends, low and high"), where=where)
        return Interval(*ends)
    number = decimal(value, where)
    low = number - step / 2
    return Interval(max(low, Decimal(0)) if step and number >= 0 else low, number + step / 2)


def _weights(
    table: Table, issues: tuple[Issue, ...], step: Decimal, where: str
) -> tuple[Interval, ...] | None:
    if "weights" not in table:
        return None
    given = _by_issue(table["weights"], issues, f"{where}.weights")
    for issue in issues:
        if issue.id not in given:
            raise InputError(
                say("the weight of {issue} is missing", issue=issue.id),
                where=f"{where}.weights",
                remedy=say(
                    "Give one an issue; write 0 where the issue does not matter to the party"
                ),
            )
    return tuple(
        _interval_of(given[issue.id], step, f"{where}.weights.{issue.id}") for issue in issues
    )


def _weight_ranks(table: Table, issues: tuple[Issue, ...], where: str) -> Ranks | None:
    if "weight_ranks" not in table:
        return None
    place = f"{where}.weight_ranks"
    ids = [issue.id for issue in issues]
    levels = []
    for entry in as_list(table["weight_ranks"], place):
        level = entry if isinstance(entry, list) else [entry]
        for name in level:
            if name not in ids:
                raise InputError(
                    say("there is no issue {name}", name=shown(name)),
                    where=place,
                    remedy=meant(str(name), ids),
                )
        levels.append(tuple(ids.index(str(name)) for name in level))
    return tuple(levels)


def _levels(value: object, where: str) -> Ranks:
    """Read value positions, best first; a list inside the list holds values that are tied."""
    levels = []
    for entry in as_list(value, where):
        level: list[int] = []
        for item in entry if isinstance(entry, list) else [entry]:
            if isinstance(item, bool) or not isinstance(item, int):
                raise InputError(
                    say("{item} is not a position", item=shown(item)),
                    where=where,
                    remedy=say("Count the values from 0, best first"),
                )
            level.append(item)
        levels.append(tuple(level))
    return tuple(levels)


def _boxes(table: Table, where: str) -> HyperRectangles:
    check_keys(table, frozenset({"kind", "divisor", "boxes"}), where)
    if table.get("kind") != "hyper-rectangles":
        raise InputError(
            say("{kind} is not a kind of utility", kind=shown(table.get("kind"))),
            where=f"{where}.kind",
            remedy=say("Known is 'hyper-rectangles'"),
        )
    if "boxes" not in table:
        raise InputError(say("the boxes are missing"), where=where)
    boxes = []
    for k, item in enumerate(as_list(table["boxes"], f"{where}.boxes")):
        place = f"{where}.boxes[{k}]"
        box = tabled(item, place)
        check_keys(box, frozenset({"worth", "within"}), place)
        within = [
            _interval(entry, f"{place}.within[{m}]")
            for m, entry in enumerate(as_list(box.get("within"), f"{place}.within"))
        ]
        boxes.append(Box(decimal(box.get("worth"), f"{place}.worth"), tuple(within)))
    return HyperRectangles(decimal(table.get("divisor", 1), f"{where}.divisor"), tuple(boxes))


def _interval(value: object, where: str) -> tuple[int, Decimal, Decimal]:
    parts = as_list(value, where)
    if len(parts) != 3:  # noqa: PLR2004  # issue number, low, high
        raise InputError(say("an interval is [issue number, low, high]"), where=where)
    number = decimal(parts[0], where)
    if number != int(number):
        raise InputError(say("{number} is not an issue number", number=number), where=where)
    return int(number), decimal(parts[1], where), decimal(parts[2], where)
