"""Random statements, each with what it means, worked out word for word."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

Said = tuple[str, Callable[[str], bool]]
"""A statement as text, and whether it holds of a state's letters."""

WIDTH = 4


def _joined(word: str, one: Said, other: Said) -> Said:
    means: dict[str, Callable[[bool, bool], bool]] = {
        "&": lambda a, b: a and b,
        "|": lambda a, b: a or b,
        "if": lambda a, b: a or not b,
        "iff": lambda a, b: a == b,
    }
    text = f"({one[0]}) {word} ({other[0]})"
    return text, lambda letters: means[word](one[1](letters), other[1](letters))


OPTION = st.integers(0, WIDTH - 1).map(lambda k: (f"o{k}", lambda letters: letters[k] == "Y"))
STATEMENT = st.recursive(
    OPTION,
    lambda parts: st.one_of(
        parts.map(lambda one: (f"!({one[0]})", lambda letters: not one[1](letters))),
        st.builds(_joined, st.sampled_from(["&", "|", "if", "iff"]), parts, parts),
    ),
    max_leaves=5,
)
