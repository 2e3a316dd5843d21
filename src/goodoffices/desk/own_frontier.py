"""A party's own frontier as a small picture, and the same numbers as a table (NB 21)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.elicitation import OwnFrontier
    from goodoffices.settlement.issues import Package

__all__ = ["FrontierPicture", "PackagePoint", "frontier_picture"]

_LEFT, _TOP, _WIDTH, _HEIGHT = 4.0, 4.0, 92.0, 52.0


@dataclass(frozen=True, slots=True)
class PackagePoint:
    """A package by its number in the picture; what it gives, keeps and could keep in per cent."""

    number: int
    name: str
    address: str
    given: int
    kept: int
    most: int
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class FrontierPicture:
    """`line` and `fallback` are places in the drawing; no fallback where any package is better."""

    line: str
    fallback: str
    points: tuple[PackagePoint, ...]


def frontier_picture(
    frontier: OwnFrontier, named: Sequence[tuple[str, str, Package]], fallback: float
) -> FrontierPicture:
    """Draw the packages that have a name and an address against the own frontier."""
    points = []
    for number, (name, address, package) in enumerate(named, 1):
        found = frontier.of(package)
        points.append(
            PackagePoint(
                number,
                name,
                address,
                given=round(100 * found.given),
                kept=round(100 * found.kept),
                most=round(100 * found.most),
                x=_across(found.given),
                y=_up(found.kept),
            )
        )
    line = " ".join(f"{_across(given)},{_up(kept)}" for given, kept in frontier.corners)
    return FrontierPicture(line, _up(fallback) if fallback > 0 else "", tuple(points))


def _across(given: float) -> str:
    return f"{_LEFT + _WIDTH * given:.1f}"


def _up(kept: float) -> str:
    return f"{_TOP + _HEIGHT * (1 - kept):.1f}"
