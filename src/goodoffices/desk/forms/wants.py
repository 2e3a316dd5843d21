"""What a party answers in its own room, read from plain form fields (NB 21).

`do` names what is answered: a comparison, the weights, the values of an issue by points or by
words, the fallback, or the one question that was asked. Whatever does not fit is one InputError.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.service.elicitation import in_order
from goodoffices.settlement.elicitation import (
    Accepts,
    Prefers,
    RateFallback,
    RateIssue,
    RateValue,
)
from goodoffices.settlement.elicitation.questions import FALLBACK_STEP, VALUE_STEP, WEIGHT_STEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from goodoffices.service.elicitation import Pairs
    from goodoffices.settlement.elicitation import Question, Shape

__all__ = ["FULL", "WORDS", "package_of", "read_answer", "written"]

FULL = 100
"""Sliders run from 0 to this."""
BELOW = -0.05
WORDS = (
    ("0", _("the worst")),
    ("1", _("poor")),
    ("2", _("middling")),
    ("3", _("good")),
    ("4", _("the best")),
)


def read_answer(post: QueryDict, shape: Shape) -> tuple[Pairs, str]:
    """The answers of a form, and what they are about as a whole."""
    what, _colon, place = post.get("do", "").partition(":")
    match what:
        case "compare":
            return _compared(post), ""
        case "accept":
            package = package_of(post.get("one", ""))
            return ((Accepts(package), _yes(post.get("answer", ""))),), ""
        case "weights" | "weights-order":
            points = [_points(post, f"weight.{j}") for j in range(shape.issues)]
            pairs = in_order(_apart(points)) if what == "weights-order" else _weights(points)
            return pairs, "weights"
        case "values" | "values-order" | "words":
            issue = _number(place, shape.issues)
            return _values(post, shape, what, issue), f"values.{issue}"
        case "fallback":
            return ((RateFallback(), _fallback(post)),), "fallback"
    raise InputError(say("there is no such step"))


def _compared(post: QueryDict) -> Pairs:
    one, other = package_of(post.get("one", "")), package_of(post.get("other", ""))
    match post.get("answer", ""):
        case "one":
            return ((Prefers(one, other), True),)
        case "other":
            return ((Prefers(other, one), True),)
        case "alike":
            return ((Prefers(one, other), True), (Prefers(other, one), True))
    raise InputError(say("no answer was chosen"), where=say("your answer"))


def _yes(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise InputError(say("no answer was chosen"), where=say("your answer"))
    return text == "yes"


def _weights(points: Sequence[float]) -> Pairs:
    """Points as parts of all that is at stake, to the nearest step."""
    whole = sum(points)
    if not whole:
        raise InputError(say("not every issue can be worth nothing"), where=say("your answer"))
    return tuple(
        (RateIssue(j), _stepped(point / whole, WEIGHT_STEP)) for j, point in enumerate(points)
    )


def _values(post: QueryDict, shape: Shape, what: str, issue: int) -> Pairs:
    points = [_points(post, f"value.{issue}.{v}") for v in range(shape.sizes[issue])]
    if what == "values-order":
        return in_order(_apart(points), issue)
    if what == "words":
        return _by_words(shape, issue, points)
    low, high = min(points), max(points)
    if low == high:
        raise InputError(say("the best value and the worst cannot be alike"), where="0 … 100")
    return tuple(
        (RateValue(issue, v), _stepped((point - low) / (high - low), VALUE_STEP))
        for v, point in enumerate(points)
    )


def _by_words(shape: Shape, issue: int, points: Sequence[float]) -> Pairs:
    """Words only put values in groups: each of a better word is at least as good as the next.

    A comparison of two packages that differ in this issue alone says so.
    """
    pairs: list[tuple[Question, bool]] = []
    levels = sorted(set(points), reverse=True)
    for better, worse in pairwise(levels):
        for v, one in enumerate(points):
            for w, other in enumerate(points):
                if one == better and other == worse:
                    pair = (_only(shape, issue, v), _only(shape, issue, w))
                    pairs.append((Prefers(*pair), True))
    if not pairs:
        raise InputError(say("the best value and the worst cannot be alike"))
    return tuple(pairs)


def _only(shape: Shape, issue: int, value: int) -> tuple[int, ...]:
    return tuple(value if j == issue else 0 for j in range(shape.issues))


def _apart(points: Sequence[float]) -> Sequence[float]:
    if len(set(points)) < len(points):
        raise InputError(
            say("two of them stand at the same place"),
            where=say("your answer"),
            remedy=say("Move one, or keep the numbers"),
        )
    return points


def _fallback(post: QueryDict) -> float:
    if post.get("below"):
        return BELOW
    return _stepped(_points(post, "fallback") / FULL, FALLBACK_STEP)


def _stepped(part: float, step: float) -> float:
    return round(round(part / step) * step, 10)


def _points(post: QueryDict, name: str) -> float:
    return float(_number(post.get(name, ""), FULL + 1))


def _number(text: str, below: int) -> int:
    if text.isascii() and text.isdigit() and len(text) <= len(str(FULL)) and int(text) < below:
        return int(text)
    raise InputError(say("“{text}” is no number from 0 to {most}", text=text[:20], most=below - 1))


def package_of(text: str) -> tuple[int, ...]:
    """A package as pages carry it: the positions of its values."""
    parts = text.split("-")
    if not all(part.isascii() and part.isdigit() and len(part) < len("1000000") for part in parts):
        raise InputError(say("that is not a package: {text}", text=text[:40]))
    return tuple(int(part) for part in parts)


def written(package: Sequence[int]) -> str:
    return "-".join(str(value) for value in package)
