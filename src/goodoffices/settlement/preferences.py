"""What a package is worth to a party, in the forms a scenario may give it.

`Additive`: the sum over issues of weight times score, as written (Keeney and Raiffa 1976).
`Outright`: one number a package. `HyperRectangles`: the worth of the boxes that hold, added and
divided (Ito, Klein and Hattori 2008, multi-issue negotiation with interdependent issues).
`Uncertain`: additive, with weights or scores known only as intervals or ranks; it is carried and
answered by `uncertain`, which says what holds whatever the numbers are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import all_of, listed, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.issues import Issue, Package


@dataclass(frozen=True, slots=True)
class Additive:
    """Weights by issue and scores by issue and value, in the order of the issues."""

    weights: tuple[Decimal, ...]
    scores: tuple[tuple[Decimal, ...], ...]

    def check(self, issues: Sequence[Issue], where: str) -> None:
        if len(self.weights) != len(issues) or len(self.scores) != len(issues):
            raise InputError(say("needs one weight and one list of scores an issue"), where=where)
        for issue, scores in zip(issues, self.scores, strict=True):
            check_length(len(scores), issue, f"{where}.scores.{issue.id}")

    def contribution(self, issue: int, position: int) -> Fraction:
        return Fraction(self.weights[issue]) * Fraction(self.scores[issue][position])

    def utility(self, package: Package, issues: Sequence[Issue]) -> Fraction:
        return sum(
            (self.contribution(j, package[j]) for j in range(len(issues))),
            start=Fraction(0),
        )


@dataclass(frozen=True, slots=True)
class Outright:
    """One utility a package, in the order of packages with the last issue fastest."""

    utilities: tuple[Decimal, ...]

    def check(self, issues: Sequence[Issue], where: str) -> None:
        needed = math.prod(len(issue.values) for issue in issues)
        if len(self.utilities) != needed:
            raise InputError(
                say(
                    "has {count} utilities for {needed} packages",
                    count=f"{len(self.utilities):,}",
                    needed=f"{needed:,}",
                ),
                where=f"{where}.utilities",
                remedy=say("Give one a package, the last issue changing fastest"),
            )

    def utility(self, package: Package, issues: Sequence[Issue]) -> Fraction:
        number = 0
        for issue, position in zip(issues, package, strict=True):
            number = number * len(issue.values) + position
        return Fraction(self.utilities[number])


@dataclass(frozen=True, slots=True)
class Box:
    """Worth `worth` where every named issue's value lies in its closed interval."""

    worth: Decimal
    within: tuple[tuple[int, Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class HyperRectangles:
    """The summed worth of the boxes that hold, over `divisor` (which need not be the maximum)."""

    divisor: Decimal
    boxes: tuple[Box, ...]

    def check(self, issues: Sequence[Issue], where: str) -> None:
        if self.divisor <= 0:
            raise InputError(
                say("the divisor {divisor} is not positive", divisor=self.divisor),
                where=f"{where}.utility.divisor",
                remedy=say("Write 1 to leave the worths as they are"),
            )
        for k, box in enumerate(self.boxes):
            for number, low, high in box.within:
                place = f"{where}.utility.boxes[{k}]"
                if not 0 <= number < len(issues):
                    raise InputError(
                        say("there is no issue number {number}", number=number),
                        where=place,
                        remedy=say("Issues are numbered 0 to {count}", count=len(issues) - 1),
                    )
                if high < low:
                    raise InputError(
                        say("the interval {low} to {high} is empty", low=low, high=high),
                        where=place,
                    )
                if not all(isinstance(v, Decimal) for v in issues[number].values):
                    raise InputError(
                        say(
                            "the values of {id} are words, so no interval holds them",
                            id=issues[number].id,
                        ),
                        where=place,
                    )

    def utility(self, package: Package, issues: Sequence[Issue]) -> Fraction:
        total = Fraction(0)
        for box in self.boxes:
            values = [(issues[j].values[package[j]], low, high) for j, low, high in box.within]
            if all(isinstance(v, Decimal) and low <= v <= high for v, low, high in values):
                total += Fraction(box.worth)
        return total / Fraction(self.divisor)


@dataclass(frozen=True, slots=True)
class Interval:
    low: Decimal
    high: Decimal

    @property
    def exact(self) -> bool:
        return self.low == self.high

    def check(self, where: str) -> None:
        if self.high < self.low:
            raise InputError(
                say("the interval {low} to {high} is empty", low=self.low, high=self.high),
                where=where,
            )


Ranks = tuple[tuple[int, ...], ...]
"""Levels, best or most important first; what stands in one level is tied."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Additive preferences of which something is known only roughly (NB 16).

    `weights`: an interval an issue (a single number has low = high), or None where only
    `weight_ranks` (levels of issue numbers) are known. `scores[j]` are the intervals of issue j's
    scores, or None where only `score_ranks[j]` (levels of value positions) are known.
    """

    weights: tuple[Interval, ...] | None
    weight_ranks: Ranks | None
    scores: tuple[tuple[Interval, ...] | None, ...]
    score_ranks: tuple[Ranks | None, ...]

    def check(self, issues: Sequence[Issue], where: str) -> None:
        if self.weights is None and self.weight_ranks is None:
            raise InputError(say("has neither weights nor weight_ranks"), where=where)
        for issue, interval in zip(issues, self.weights or (), strict=self.weights is not None):
            interval.check(f"{where}.weights.{issue.id}")
            if interval.low < 0:
                raise InputError(
                    say("the weight may be below 0 ({low})", low=interval.low),
                    where=f"{where}.weights.{issue.id}",
                    remedy=say(
                        "Uncertain weights are 0 or more; turn the scores of the issue around"
                    ),
                )
        if self.weight_ranks is not None:
            place = f"{where}.weight_ranks"
            _check_ranks(self.weight_ranks, len(issues), say("must name every issue once"), place)
            if self.weights is not None:
                tightened(self.weights, self.weight_ranks, place)
        for j, issue in enumerate(issues):
            scores, ranks = self.scores[j], self.score_ranks[j]
            if scores is None and ranks is None:
                raise InputError(
                    say("has neither scores nor score_ranks for {issue}", issue=issue.id),
                    where=where,
                )
            if scores is not None:
                check_length(len(scores), issue, f"{where}.scores.{issue.id}")
                for interval in scores:
                    interval.check(f"{where}.scores.{issue.id}")
            if ranks is not None:
                place = f"{where}.score_ranks.{issue.id}"
                message = say(
                    "must hold each position from 0 to {last} once, best first",
                    last=len(issue.values) - 1,
                )
                _check_ranks(ranks, len(issue.values), message, place)
                if scores is not None:
                    tightened(scores, ranks, place)

    def roughly_known(self, issues: Sequence[Issue]) -> str:
        """Name in words what is not a single number."""
        parts = []
        if self.weights is None:
            parts.append(say("its weights are known only as ranks"))
        else:
            pairs = zip(issues, self.weights, strict=True)
            rough = [issue.id for issue, interval in pairs if not interval.exact]
            if rough:
                parts.append(say("its weights are intervals for {issues}", issues=listed(rough)))
        ranked = [i.id for i, scores in zip(issues, self.scores, strict=True) if scores is None]
        if ranked:
            parts.append(
                say("its scores are known only as ranks for {issues}", issues=listed(ranked))
            )
        rated = [
            issue.id
            for issue, scores in zip(issues, self.scores, strict=True)
            if scores is not None and not all(interval.exact for interval in scores)
        ]
        if rated:
            parts.append(say("its scores are intervals for {issues}", issues=listed(rated)))
        return all_of(parts) or say("weight ranks stand beside its weights")


CertainPreference = Additive | Outright | HyperRectangles
Preference = CertainPreference | Uncertain


def check_length(found: int, issue: Issue, where: str) -> None:
    if found != len(issue.values):
        raise InputError(
            say(
                "has {found} scores for the {count} values of {issue}",
                found=found,
                count=len(issue.values),
                issue=issue.id,
            ),
            where=where,
            remedy=say("Give one score a value, in the order of the values"),
        )


def _check_ranks(ranks: Ranks, count: int, message: str, where: str) -> None:
    if sorted(position for level in ranks for position in level) != list(range(count)):
        raise InputError(message, where=where)


def tightened(intervals: Sequence[Interval], ranks: Ranks, where: str) -> tuple[Interval, ...]:
    """Return the intervals narrowed to what the ranks leave; InputError if they contradict."""
    low, high = [i.low for i in intervals], [i.high for i in intervals]
    bound = max(high)
    for level in ranks:
        bound = min([bound, *(high[k] for k in level)])
        for k in level:
            high[k] = bound
    bound = min(low)
    for level in reversed(ranks):
        bound = max([bound, *(low[k] for k in level)])
        for k in level:
            low[k] = bound
    if any(lo > hi for lo, hi in zip(low, high, strict=True)):
        raise InputError(
            say("the ranks contradict the numbers beside them"),
            where=where,
            remedy=say("Leave out one of the two, or mend the interval"),
        )
    return tuple(Interval(lo, hi) for lo, hi in zip(low, high, strict=True))
