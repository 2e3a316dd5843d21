"""What a small trained network reads as reported speech, by whom and by which word.

The network (`network.onnx` and `vocabulary.txt`, their card beside them) labels the pieces of a
report: begins a claim, goes on with one, neither; likewise for who is named as its source; and
whether it is the word that reports. For the words of a claim it also says which pieces name whoever
speaks (`voices`). It is made by `tools/train_network.py` from annotated reports and run by
onnxruntime on one thread; up to `WINDOW` pieces, most reports whole, are looked at together. The
labels are decoded so that nothing goes on that did not begin (Viterbi 1967). O(pieces · `WINDOW`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodoffices.reading.model import Span
from goodoffices.reading.network.voices import Voices, standing
from goodoffices.reading.network.windows import windows
from goodoffices.reading.network.wordpiece import Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Network", "Opinion", "Rated", "ReadsSpeech", "decoded", "run_by_library"]

Numbers: TypeAlias = NDArray[np.int64]
Scores: TypeAlias = NDArray[np.float32]

WINDOW = 480
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
    voices: Voices | None = None

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


@dataclass(frozen=True, slots=True)
class Rated:
    """Of n pieces: their scores (n × labels), what they ask for (n × d), and what answers: first
    nobody, then each of them (n + 1 × d).
    """

    scores: Scores
    asks: Scores
    answers: Scores


@dataclass(frozen=True, slots=True)
class _Part:
    """Pieces of one paragraph, and the paragraph's number and where it begins."""

    paragraph: int
    start: int
    pieces: list[Piece]

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        return tuple((self.start + p.start, self.start + p.end) for p in self.pieces)


@dataclass(frozen=True)
class Network:
    """The vocabulary, and what rates pieces by their numbers and whether each begins with a
    capital.
    """

    rate: Callable[[Numbers, Numbers], Rated]
    vocabulary: Mapping[str, int]
    longest: int

    @staticmethod
    def load() -> Network | None:
        """Load the network that is shipped; None where the library that runs it is not."""
        folder = files(__package__)
        rate = run_by_library(folder.joinpath("network.onnx").read_bytes())
        if rate is None:
            return None
        words = folder.joinpath("vocabulary.txt").read_text(encoding="utf-8").split("\n")
        vocabulary = {word: number for number, word in enumerate(words) if word}
        return Network(rate, vocabulary, max(map(len, vocabulary)))

    def read(self, text: str, paragraphs: Sequence[Span], /) -> tuple[Opinion, ...]:
        """The opinion on each of these paragraphs of the text."""
        parts = self._parts(text, paragraphs)
        opinions = [Opinion()] * len(paragraphs)
        for window in windows([len(part.pieces) for part in parts], WINDOW):
            shown = [parts[k] for k in window.shown]
            found = list(self._opinions(text, shown))
            for number, opinion in found[len(window.shown) - len(window.asked) :]:
                opinions[number] = _joined(opinions[number], opinion)
        return tuple(opinions)

    def _parts(self, text: str, paragraphs: Sequence[Span]) -> list[_Part]:
        parts: list[_Part] = []
        left = MOST
        for number, p in enumerate(paragraphs):
            words = text[p.start : p.end] if left > 0 else ""
            found = pieces(words, self.vocabulary, self.longest)
            left -= len(found)
            cuts = range(0, len(found), WINDOW - 1)
            parts.extend(_Part(number, p.start, found[k : k + WINDOW - 1]) for k in cuts)
        return parts

    def _opinions(self, text: str, parts: list[_Part]) -> Iterator[tuple[int, Opinion]]:
        """Of parts that are shown together."""
        numbers = [self.vocabulary[_FIRST], self.vocabulary[_LAST]]
        capital, rows = [0, 0], []
        for part in parts:
            rows.append(slice(len(numbers), len(numbers) + len(part.pieces)))
            numbers += [*(p.number for p in part.pieces), self.vocabulary[_LAST]]
            capital += [*(int(text[start].isupper()) for start, _ in part.places), 0]
        rated = self.rate(np.array(numbers), np.array(capital))
        there = [k for row in rows for k in range(row.start, row.stop)]
        places = tuple(place for part in parts for place in part.places)
        answers = rated.answers[[0, *(k + 1 for k in there)]]
        voices = Voices(places, standing(text, places), rated.asks[there], answers)
        for part, row in zip(parts, rows, strict=True):
            yield part.paragraph, _opinion(rated.scores[row], part.places, voices)


def run_by_library(graph: bytes) -> Callable[[Numbers, Numbers], Rated] | None:
    """What a graph makes of pieces, as `tools/network_graph.py` writes it; None without the
    library that runs it.
    """
    try:
        import onnxruntime  # noqa: PLC0415  an optional part, slow to load
    except ModuleNotFoundError:
        return None
    told = onnxruntime.SessionOptions()
    told.intra_op_num_threads = told.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(graph, told, providers=["CPUExecutionProvider"])

    def rate(numbers: Numbers, capital: Numbers) -> Rated:
        asked = {"numbers": numbers[None, :], "capital": capital[None, :]}
        scores, asks, answers = session.run(["scores", "asks", "answers"], asked)
        return Rated(scores[0], asks[0], answers[0])

    return rate


def _joined(one: Opinion, other: Opinion) -> Opinion:
    """Two parts of one paragraph; whose words they are is told by the first."""
    return Opinion(
        one.claims + other.claims,
        one.sources + other.sources,
        one.cues + other.cues,
        one.places + other.places,
        one.reported + other.reported,
        one.voices or other.voices,
    )


def _opinion(scores: Scores, places: tuple[tuple[int, int], ...], voices: Voices) -> Opinion:
    cues = np.flatnonzero(scores[:, CUE].argmax(axis=1))
    reported = 1.0 - _shares(scores[:, CLAIM])[:, _NEITHER]
    return Opinion(
        _stretches(decoded(scores[:, CLAIM]), places),
        _stretches(decoded(scores[:, SOURCE]), places),
        tuple(Span(*places[i]) for i in cues),
        places,
        tuple(float(share) for share in reported),
        voices,
    )


def decoded(scores: Scores) -> tuple[int, ...]:
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


def _shares(scores: Scores) -> Scores:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Scores = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _stretches(labels: Sequence[int], places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    found: list[Span] = []
    for label, (start, end) in zip(labels, places, strict=True):
        if label == _BEGINS:
            found.append(Span(start, end))
        elif label == _GOES_ON:
            found[-1] = Span(found[-1].start, end)
    return tuple(found)
