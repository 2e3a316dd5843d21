"""Placing labels beside points so that they collide with nothing.

Positions are in pixels of the plot, y downwards. Each label tries rings of places around its
point and takes the one that overlaps least with the labels placed before it and the obstacles and
lies inside the plot, and of several such the nearest; a label that ends up apart gets a line to
its point.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LEADING", "Box", "Label", "Placed", "place", "text_width", "wrapped"]

LEADING = 1.25
"""Height of a line in sizes of its letters."""
_MOST = 26
_FAR = 2.0
_SQUARE = "\u2e80"
"""From here on letters are square."""
_APART = 19.0
_MARK = 9.0

_NARROW = frozenset("fijlrtI.,:;'|!()[]’‘·- ")
_WIDE = frozenset("mwMWQOGD@%—")


def text_width(text: str, size: float) -> float:
    """Width in pixels, a little on the safe side; exact metrics are the font's own business."""
    em = 0.0
    for letter in text:
        if letter in _NARROW:
            em += 0.36
        elif letter in _WIDE:
            em += 0.92
        elif letter.isupper():
            em += 0.70
        elif letter >= _SQUARE:
            em += 1.0
        else:
            em += 0.58
    return em * size


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """Shared area in square pixels."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0

    def outside(self, width: float, height: float) -> float:
        """How much of it lies outside the plot, weighed heavily."""
        beyond = max(0.0, -self.left) + max(0.0, self.right - width)
        beyond += max(0.0, -self.top) + max(0.0, self.bottom - height)
        return beyond * 100.0


@dataclass(frozen=True, slots=True)
class Label:
    """Words for the point (x, y)."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A label in lines of its own; `box` is what it covers, `leader` a line from point to box."""

    lines: tuple[str, ...]
    box: Box
    leader: tuple[float, float, float, float] | None = None


def wrapped(text: str, most: int) -> tuple[str, ...]:
    """The words in lines of at most `most` letters, where words allow."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def place(
    labels: Sequence[Label],
    obstacles: Sequence[Box],
    width: float,
    height: float,
    size: float = 13.0,
    background: Sequence[Box] = (),
) -> tuple[Placed, ...]:
    """Greedy, in the order given: O(labels * places * (labels + obstacles)).

    What lies in the `background` is avoided only where that costs nothing else.
    """
    taken: list[Box] = list(obstacles)
    placed = []
    for label in labels:
        lines = wrapped(label.text, _MOST)
        wide = max((text_width(line, size) for line in lines), default=0.0)
        high = len(lines) * size * LEADING
        scored = []
        for rank, (left, top) in enumerate(_places(label, wide, high)):
            box = Box(left, top, left + wide, top + high)
            hidden = sum(box.overlap(other) for other in taken) * 10.0
            hidden += box.outside(width, height)
            cost = sum(box.overlap(other) for other in background) + rank * _FAR
            scored.append((hidden, cost, box))
        box = min(scored, key=lambda one: one[:2])[2]
        taken.append(box)
        placed.append(Placed(lines, box, _leader(label, box)))
    return tuple(placed)


def _leader(label: Label, box: Box) -> tuple[float, float, float, float] | None:
    """A line from near the point to the nearest place of the box, where the two stand apart."""
    x = min(max(label.x, box.left), box.right)
    y = min(max(label.y, box.top), box.bottom)
    away = math.hypot(x - label.x, y - label.y)
    if away < _APART:
        return None
    near = _MARK / away
    return label.x + (x - label.x) * near, label.y + (y - label.y) * near, x, y


def _places(label: Label, wide: float, high: float) -> list[tuple[float, float]]:
    """Left edges and tops around the point, nearest first."""
    places = []
    for away in (12.0, 18.0, 28.0, 42.0, 60.0, 84.0, 112.0, 146.0, 188.0):
        slanted = away * 0.7
        right, left = label.x + away, label.x - away - wide
        up, down = label.y - away - high, label.y + away
        level, centre = label.y - high / 2, label.x - wide / 2
        places += [
            (right, level),
            (label.x + slanted, label.y - slanted - high),
            (label.x - slanted - wide, label.y + slanted),
            (left, level),
            (label.x + slanted, label.y + slanted),
            (label.x - slanted - wide, label.y - slanted - high),
            (centre, up),
            (centre, down),
        ]
    return places
