"""The few colours of a chart, by what they stand for, on paper, on a dark page and in print.

Chosen so that neighbouring meanings differ in lightness as well as hue; no chart relies on them
alone (shape, dash and words say the same).
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Literal

from goodoffices.errors import InputError
from goodoffices.saying import say

__all__ = ["FONT", "PAPER", "Palette", "ThemeName", "swaps"]

FONT = "Noto Serif"
FAMILY = "'Noto Serif', 'Noto Naskh Arabic', Georgia, serif"
ThemeName = Literal["light", "dark", "print"]


@dataclass(frozen=True, slots=True)
class Palette:
    ground: str
    ink: str
    quiet: str
    """Secondary words."""
    line: str
    faint: str
    """Points and cells in the background."""
    panel: str
    accent: str
    warn: str


PAPER = Palette(
    ground="#fbfaf6",
    ink="#1d1c19",
    quiet="#5c5a54",
    line="#d5d2c8",
    faint="#b5b2a8",
    panel="#efece4",
    accent="#1d4c5e",
    warn="#8a3a10",
)
_THEMES: dict[str, Palette] = {
    "light": PAPER,
    "dark": Palette(
        ground="#191b1c",
        ink="#ebe8e0",
        quiet="#aaa69c",
        line="#3d4042",
        faint="#66696a",
        panel="#25282a",
        accent="#8cc3d6",
        warn="#e79a6c",
    ),
    "print": Palette(
        ground="#ffffff",
        ink="#000000",
        quiet="#404040",
        line="#c0c0c0",
        faint="#9a9a9a",
        panel="#eeeeee",
        accent="#10303c",
        warn="#6b2a08",
    ),
}


def swaps(theme: str) -> dict[str, str]:
    """Which colour of paper becomes which colour of the theme."""
    if theme not in _THEMES:
        raise InputError(
            say("there is no theme '{theme}'", theme=theme),
            remedy=say("Known: {themes}", themes=", ".join(sorted(_THEMES))),
        )
    return dict(zip(astuple(PAPER), astuple(_THEMES[theme]), strict=True))
