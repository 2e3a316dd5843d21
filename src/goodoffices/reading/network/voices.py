"""Whose words a claim is, as the network sees it: which words of the report name that speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.reading.model import Span

__all__ = ["Voices", "standing"]

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, eq=False)
class Voices:
    """Of the paragraphs shown together: where each of n pieces begins and ends in the report, at
    which pieces each word stands, what a piece asks for (n × d), and what answers: first nobody,
    then each piece (n + 1 × d).

    How well an answer fits is their product by the root of d (Vaswani et al. 2017, section 3.2.1).
    """

    places: tuple[tuple[int, int], ...]
    words: Mapping[str, tuple[int, ...]]
    asks: NDArray[np.float32]
    answers: NDArray[np.float32]

    def shares(self, spans: Sequence[Span]) -> NDArray[np.float32] | None:
        """How likely each piece names whoever says the words of these spans; together with what
        is left for nobody here they make one. None where no piece lies within. O(n · d).
        """
        inside = [
            k
            for k, (start, end) in enumerate(self.places)
            if any(span.start <= start and end <= span.end for span in spans)
        ]
        if not inside:
            return None
        asked = self.asks[inside].mean(axis=0)
        fits = self.answers @ asked / np.sqrt(np.float32(len(asked)))
        raised = np.exp(fits - fits.max())
        shares: NDArray[np.float32] = (raised / raised.sum())[1:]
        return shares

    def at(self, words: Iterable[str]) -> list[int]:
        """The pieces at which any of these words stands, in small letters."""
        return sorted({k for word in words for k in self.words.get(word, ())})


def standing(text: str, places: Sequence[tuple[int, int]]) -> Mapping[str, tuple[int, ...]]:
    """At which pieces each word of the text stands, whole and in small letters. O(text)."""
    found: dict[str, list[int]] = {}
    if not places:
        return {}
    words = list(_WORD.finditer(text, places[0][0], places[-1][1]))
    starts = [word.start() for word in words]
    for k, (start, _) in enumerate(places):
        n = bisect_right(starts, start) - 1
        if n >= 0 and start < words[n].end():
            found.setdefault(words[n].group().lower(), []).append(k)
    return {word: tuple(pieces) for word, pieces in found.items()}
