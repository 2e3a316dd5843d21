"""Conditions read out: an implication as if and then, and a value as it stands in quotation."""

from __future__ import annotations

import pytest

from goodoffices.settlement.condition_words import in_words
from goodoffices.settlement.issues import Issue

ISSUES = (Issue("venue", "Venue", ("A -> B", "Minsk")), Issue("price", "Price", (1, 2, 3)))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("price >= 2", "Price is at least 2"),
        ("venue = 'A -> B'", "Venue is “A -> B”"),
        (
            "venue = 'Minsk' -> price != 1 & price < 3",
            "if Venue is “Minsk”, then Price is not 1 and Price is below 3",
        ),
        ("!(price = 1 -> venue = 'Minsk')", "not (Price is 1 -> Venue is “Minsk”)"),
    ],
)
def test_a_condition_is_read_out(condition, words):
    assert in_words(condition, ISSUES) == words
