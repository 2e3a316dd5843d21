"""What a small trained network reads as reported speech, by whom and by which word.

The network (`weights.npz` and `vocabulary.txt`, their card beside them) labels the pieces of a
paragraph: begins a claim, goes on with one, neither; likewise for who is named as its source; and
whether it is the word that reports. It is made by `tools/train_network.py` from annotated reports.
The labels are decoded so that nothing goes on that did not begin (Viterbi 1967). O(pieces²) for a
paragraph, of which no more than `WINDOW` pieces are looked at together.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from goodoffices.reading.model import Span
from goodoffices.reading.network.layers import Encoder
from goodoffices.reading.network.wordpiece import Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from numpy.typing import NDArray

__all__ = ["Network", "Opinion", "ReadsSpeech", "decoded"]

WINDOW = 380
AT_ONCE = 1500
MOST = 2_000
"""More pieces of one report are not looked at: no page may hold the reader up."""
CLAIM, SOURCE, CUE = slice(0, 3), slice(3, 6), slice(6, 8)
_NEITHER, _BEGINS, _GOES_ON = 0, 1, 2
_FIRST, _LAST = "[CLS]", "[SEP]"


@dataclass(frozen=True, slots=True)
class Opinion:
    """Of one paragraph: stretches read as claims and as sources, and words that report; for each
    piece where it begins and ends in the report, and how likely it is reported.
    """

    claims: tuple[Span, ...] = ()
    sources: tuple[Span, ...] = ()
    cues: tuple[Span, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    reported: tuple[float, ...] = ()

    def likely(self, spans: Sequence[Span]) -> float | None:
        """How likely the words of these spans are reported, on average; None without words."""
        inside = [
            share
            for (start, end), share in zip(self.places, self.reported, strict=True)
            if any(span.start <= start and end <= span.end for span in spans)
        ]
        return sum(inside) / len(inside) if inside else None


class ReadsSpeech(Protocol):
    """Whoever has an opinion on the paragraphs of a text."""

    def read(self, text: str, paragraphs: Sequence[Span], /) -> tuple[Opinion, ...]: ...


@dataclass(frozen=True)
class Network:
    """The encoder, its vocabulary, and what holds the library of matrices to one thread."""

    encoder: Encoder
    vocabulary: Mapping[str, int]
    longest: int
    threads: Any = None

    @staticmethod
    def load() -> Network:
        """Load the network that is shipped."""
        folder = files(__package__)
        with folder.joinpath("weights.npz").open("rb") as file, np.load(file) as kept:
            encoder = Encoder.of({name: kept[name] for name in kept.files})
        words = folder.joinpath("vocabulary.txt").read_text(encoding="utf-8").split("\n")
        vocabulary = {word: number for number, word in enumerate(words) if word}
        return Network(encoder, vocabulary, max(map(len, vocabulary)), _threads())

    def read(self, text: str, paragraphs: Sequence[Span], /) -> tuple[Opinion, ...]:
        """The opinion on each of these paragraphs of the text."""
        found = self._pieces(text, paragraphs)
        starts = [p.start for p in paragraphs]
        windows = [
            (k, part)
            for k, whole in enumerate(found)
            for first in range(0, len(whole), WINDOW)
            for part in (whole[first : first + WINDOW],)
        ]
        scores: dict[int, list[NDArray[np.float32]]] = {}
        with self._single():
            for group in _groups(windows):
                rows = [self._row(text, starts[k], part) for k, part in group]
                for (k, _), rated in zip(group, self.encoder(rows), strict=True):
                    scores.setdefault(k, []).append(rated[2:-1])
        return tuple(
            _opinion(np.concatenate(scores[k]), whole, starts[k]) if k in scores else Opinion()
            for k, whole in enumerate(found)
        )

    def _pieces(self, text: str, paragraphs: Sequence[Span]) -> list[list[Piece]]:
        """The pieces of each paragraph, of none behind the first `MOST` pieces."""
        found: list[list[Piece]] = []
        left = MOST
        for p in paragraphs:
            words = text[p.start : p.end] if left > 0 else ""
            found.append(pieces(words, self.vocabulary, self.longest))
            left -= len(found[-1])
        return found

    def _row(
        self, text: str, start: int, part: list[Piece]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        first, last = self.vocabulary[_FIRST], self.vocabulary[_LAST]
        capital = [text[start + p.start].isupper() for p in part]
        numbers = [first, last, *(p.number for p in part), last]
        return np.array(numbers), np.array([False, False, *capital, False])

    def _single(self) -> AbstractContextManager[Any]:
        return self.threads.limit(limits=1) if self.threads is not None else nullcontext()


def _groups(windows: list[tuple[int, list[Piece]]]) -> Iterator[list[tuple[int, list[Piece]]]]:
    """Windows in groups of `AT_ONCE` pieces or a few more."""
    group: list[tuple[int, list[Piece]]] = []
    held = 0
    for window in windows:
        group.append(window)
        held += len(window[1])
        if held >= AT_ONCE:
            yield group
            group, held = [], 0
    if group:
        yield group


def _opinion(scores: NDArray[np.float32], found: list[Piece], start: int) -> Opinion:
    places = tuple((start + p.start, start + p.end) for p in found)
    cues = np.flatnonzero(scores[:, CUE].argmax(axis=1))
    reported = 1.0 - _shares(scores[:, CLAIM])[:, _NEITHER]
    return Opinion(
        _stretches(decoded(scores[:, CLAIM]), places),
        _stretches(decoded(scores[:, SOURCE]), places),
        tuple(Span(*places[i]) for i in cues),
        places,
        tuple(float(share) for share in reported),
    )


def decoded(scores: NDArray[np.float32]) -> tuple[int, ...]:
    """The likeliest row of labels in which nothing goes on that did not begin. O(pieces)."""
    if not len(scores):
        return ()
    gains = np.log(_shares(scores) + np.float32(1e-9))
    best = gains[0].copy()
    best[_GOES_ON] = -np.inf
    back: list[NDArray[np.intp]] = []
    for gain in gains[1:]:
        ways = np.repeat(best[:, None], 3, axis=1)
        ways[_NEITHER, _GOES_ON] = -np.inf
        back.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + gain
    labels = [int(best.argmax())]
    for way in reversed(back):
        labels.append(int(way[labels[-1]]))
    return tuple(reversed(labels))


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float32] = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _stretches(labels: Sequence[int], places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    found: list[Span] = []
    for label, (start, end) in zip(labels, places, strict=True):
        if label == _BEGINS:
            found.append(Span(start, end))
        elif label == _GOES_ON:
            found[-1] = Span(found[-1].start, end)
    return tuple(found)


def _threads() -> Any:
    try:
        from threadpoolctl import ThreadpoolController  # noqa: PLC0415  an optional part
    except ModuleNotFoundError:
        return None
    return ThreadpoolController()
