"""Statements about states: precedence, patterns, and what is refused."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.conflict.expressions import Columns, parse, parse_pattern
from goodoffices.errors import InputError

IDS = {"a": 0, "b": 1, "c": 2, "d": 3}
ALL = np.arange(16, dtype=np.uint64)


def truth(text: str) -> list[bool]:
    return parse(text, IDS).holds(Columns(ALL)).tolist()


def by_hand(rule: Any) -> list[bool]:
    return [bool(rule(*((value >> bit & 1) == 1 for bit in range(4)))) for value in range(16)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a", lambda a, b, c, d: a),
        ("!a & b", lambda a, b, c, d: not a and b),
        ("a | b & c", lambda a, b, c, d: a or (b and c)),
        ("a if b | c", lambda a, b, c, d: a or not (b or c)),
        ("a if b if c", lambda a, b, c, d: (a or not b) or not c),
        ("a iff b if c", lambda a, b, c, d: a == (b or not c)),
        ("a iff b iff c", lambda a, b, c, d: (a == b) == c),
        ("!(a iff b)", lambda a, b, c, d: a != b),
        ("!!a", lambda a, b, c, d: a),
        ("((a))&(b|!c)", lambda a, b, c, d: a and (b or not c)),
        ("Y-N-", lambda a, b, c, d: a and not c),
        ("----", lambda a, b, c, d: True),
    ],
)
def test_truth(text: str, rule: Any) -> None:
    assert truth(text) == by_hand(rule)


def written() -> st.SearchStrategy[tuple[str, Any]]:
    """Random statements, fully in parentheses, with what they mean in Python."""
    leaves = st.sampled_from(sorted(IDS)).map(lambda name: (name, lambda s: s[name]))
    signs = {
        "&": lambda x, y: x and y,
        "|": lambda x, y: x or y,
        "if": lambda x, y: x or not y,
        "iff": lambda x, y: x == y,
    }

    def joined(parts: Any) -> Any:
        (left, x), sign, (right, y) = parts
        return f"({left}) {sign} ({right})", lambda s: signs[sign](x(s), y(s))

    def grown(inner: Any) -> Any:
        negated = inner.map(lambda one: (f"!({one[0]})", lambda s: not one[1](s)))
        return negated | st.tuples(inner, st.sampled_from(sorted(signs)), inner).map(joined)

    return st.recursive(leaves, grown, max_leaves=8)


@given(written())
def test_truth_of_random_statements(case: tuple[str, Any]) -> None:
    text, rule = case
    expected = [
        bool(rule({name: bool(value >> bit & 1) for name, bit in IDS.items()}))
        for value in range(16)
    ]
    assert truth(text) == expected


@given(st.text("abcdeYN-!&|() if", max_size=40))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    said = ""
    try:
        parse(text, IDS)
    except InputError as error:
        said = str(error)
    assert "\n" not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("a &", "the end"),
        ("a b", "unexpected"),
        ("(a", "not closed"),
        ("a)", "unexpected"),
        ("a & nope", "nope"),
        ("if", "expected an option"),
        ("a @ b", "cannot read"),
        ("YN", "2 marks"),
        ("(" * 500 + "a" + ")" * 500, "nest"),
    ],
)
def test_refusals(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse(text, IDS)


def test_a_near_miss_is_suggested() -> None:
    with pytest.raises(InputError, match="Did you mean 'withdraw'"):
        parse("withdrew", {"withdraw": 0, "escalate": 1})


def test_a_pattern_is_the_states_that_fit_letter_by_letter() -> None:
    for marks in itertools.product("YN-", repeat=3):
        pattern = parse_pattern("".join(marks), 3)
        fits = pattern.holds(Columns(np.arange(8, dtype=np.uint64))).tolist()
        letters = ["".join("NY"[value >> bit & 1] for bit in range(3)) for value in range(8)]
        assert fits == [
            all(mark in ("-", letter) for mark, letter in zip(marks, one, strict=True))
            for one in letters
        ]
