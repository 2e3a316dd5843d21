"""Where texts that tell of the same thing differ, word by word.

Two texts are laid side by side along their longest matching blocks of words (the method of
Ratcliff and Metzener, "Pattern matching: the gestalt approach", Dr. Dobb's Journal, July 1988).
Of several texts a word is common if it is matched in every other one, else it differs. Words are
compared without case and without the punctuation around them, and written as they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Run", "differences", "only_here"]

_AROUND = ".,;:!?…()[]\"'“”‘’«»،؛؟"
_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text that is common to all, or that stands so in this one only."""

    text: str
    differs: bool


def differences(texts: Sequence[str]) -> tuple[tuple[Run, ...], ...]:
    """The runs of each text; joined they give the text back. Quadratic in the number of texts,
    and in their length where little of them agrees.
    """
    pieces = [_WORD.findall(text) for text in texts]
    bare = [[_bare(piece) for piece in one] for one in pieces]
    common = [[True] * len(one) for one in pieces]
    for one in range(len(texts)):
        for other in range(one + 1, len(texts)):
            matched: tuple[set[int], set[int]] = (set(), set())
            matcher = SequenceMatcher(None, bare[one], bare[other], autojunk=False)
            for here, there, size in matcher.get_matching_blocks():
                matched[0].update(range(here, here + size))
                matched[1].update(range(there, there + size))
            for text, kept in zip((one, other), matched, strict=True):
                common[text] = [was and k in kept for k, was in enumerate(common[text])]
    return tuple(_runs(one, kept) for one, kept in zip(pieces, common, strict=True))


def _bare(piece: str) -> str:
    word = piece.strip().casefold()
    return word.strip(_AROUND) or word


def _runs(pieces: Sequence[str], common: Sequence[bool]) -> tuple[Run, ...]:
    marked = zip(pieces, common, strict=True)
    runs: list[Run] = []
    space = ""
    for kept, group in groupby(marked, key=lambda pair: pair[1]):
        text = space + "".join(piece for piece, _ in group)
        # the space behind a word that differs is no difference
        space = "" if kept else text[len(text.rstrip()) :]
        runs.append(Run(text if kept else text.rstrip(), differs=not kept))
    return (*runs, Run(space, differs=False)) if space else tuple(runs)


def only_here(runs: Sequence[Run]) -> tuple[str, ...]:
    """The words that stand so in this text only, for whoever sees no marks."""
    return tuple(run.text.strip() for run in runs if run.differs and run.text.strip())
