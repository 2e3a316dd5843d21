"""Which paragraphs of a report are looked at together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Window", "windows"]


@dataclass(frozen=True, slots=True)
class Window:
    """Numbers of the paragraphs that are looked at together: the last of those shown are asked
    about, the ones before them are there for these to be understood.
    """

    shown: range
    asked: range


def windows(lengths: Sequence[int], most: int) -> Iterator[Window]:
    """Paragraphs of so many pieces, in their order, in windows of at most `most` pieces, a mark
    behind each paragraph included: about as many are asked about in each, and what stands before
    them is shown as far as there is room. One that is longer has a window to itself. O(paragraphs
    × windows).
    """
    total = sum(length + 1 for length in lengths)
    full = total / max(1, -(-total // most))
    first = held = 0
    for k, length in enumerate(lengths):
        if held and (held >= full or held + length + 1 > most):
            yield _window(lengths, first, k, most)
            first, held = k, 0
        held += length + 1
    if held:
        yield _window(lengths, first, len(lengths), most)


def _window(lengths: Sequence[int], first: int, end: int, most: int) -> Window:
    room = most - sum(length + 1 for length in lengths[first:end])
    before = first
    while before > 0 and lengths[before - 1] + 1 <= room:
        before -= 1
        room -= lengths[before] + 1
    return Window(range(before, end), range(first, end))
