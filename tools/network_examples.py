"""Annotated reports as a network learns from them: pieces of paragraphs and their labels.

A claim's words are labelled from the annotation, and so is wherever the report names its speaker.
Who is named as its source beside it and which word reports is not annotated: both are taken from
the rules where these lay the claim to whom the annotation lays it, else from the words of the
sentence (the speaker's last name outside the claim, the verb of saying nearest to it); where
neither is found the paragraph teaches nothing of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotated_reports import names, share_of_words
from goodoffices.reading import Report
from goodoffices.reading import lexicon as lex
from goodoffices.reading.network import WINDOW
from goodoffices.reading.network.windows import windows
from goodoffices.reading.network.wordpiece import Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from annotated_reports import Annotated, Entry
    from goodoffices.reading import Reader
    from goodoffices.reading.work import Claim, Work

__all__ = ["UNTOLD", "Ask", "Example", "examples", "labels"]

UNTOLD = -100
"""The label of a piece of which nothing is known."""
SHORTEST = 25
MARK = "[SEP]"
NEAR = 2
SMALL = frozenset({"the", "of", "an", "a", "to", "in", "for", "and", "on"})
HALF = 0.5
_SAID = lex.SAY_THAT | {"according"}
_STOPS = (". ", '." ', ".” ")


@dataclass(frozen=True, slots=True)
class Ask:
    """Whose words: the pieces of a claim, and those that name its speaker elsewhere, if any do."""

    claim: tuple[int, ...]
    named: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """Paragraphs that are shown together, a mark behind each: numbers of their pieces, whether they
    begin with a capital, and three labels each: of claims and of sources (0 neither, 1 begins, 2
    goes on), and whether it reports (0 or 1); and who says each claim that is told in them.
    """

    numbers: tuple[int, ...]
    capital: tuple[bool, ...]
    claims: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()
    cues: tuple[int, ...] = ()
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class _Taught:
    spans: tuple[tuple[int, int], ...]
    source: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    pieces: tuple[Piece, ...]

    @property
    def places(self) -> list[tuple[int, int]]:
        return [(self.start + p.start, self.start + p.end) for p in self.pieces]


def examples(report: Annotated, reader: Reader, vocabulary: Mapping[str, int]) -> Iterator[Example]:
    """The report in windows, as the network is shown it. O(claims × claims of the rules)."""
    work = reader.work(Report(report.text, report.published))
    longest = max(map(len, vocabulary))
    told = [entry for entry in report.entries if entry.speaker or not entry.acts]
    taught = [_taught(report.text, entry, work) for entry in told]
    named = [_named(report.text, entry.speaker) for entry in told]
    paragraphs = [
        _Paragraph(p.start, tuple(pieces(report.text[p.start : p.end], vocabulary, longest)))
        for p in work.paragraphs
        if p.end - p.start >= SHORTEST
    ]
    paragraphs = [replace(p, pieces=p.pieces[: WINDOW - 1]) for p in paragraphs]
    for window in windows([len(p.pieces) for p in paragraphs], WINDOW):
        shown = [paragraphs[k] for k in window.shown]
        yield _example(report.text, shown, taught, named, vocabulary[MARK])


def _example(
    text: str,
    paragraphs: Sequence[_Paragraph],
    taught: Sequence[_Taught],
    named: Sequence[Sequence[tuple[int, int]]],
    mark: int,
) -> Example:
    numbers: list[int] = []
    rows: list[list[int]] = [[], [], []]
    places: list[tuple[int, int] | None] = []
    for paragraph in paragraphs:
        numbers += [*(p.number for p in paragraph.pieces), mark]
        places += [*paragraph.places, None]
        for row, own in zip(rows, _rows(paragraph.places, taught), strict=True):
            row += [*own, UNTOLD]

    def at(spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
        stand = ((k, place) for k, place in enumerate(places) if place is not None)
        return tuple(k for k, (a, b) in stand if any(s <= a and b <= e for s, e in spans))

    asks = []
    for one, spots in zip(taught, named, strict=True):
        claim = at(one.spans)
        if claim:
            asks.append(Ask(claim, tuple(k for k in at(spots) if k not in claim)))
    capital = tuple(place is not None and text[place[0]].isupper() for place in places)
    claims, sources, cues = map(tuple, rows)
    return Example(tuple(numbers), capital, claims, sources, cues, tuple(asks))


def _rows(places: list[tuple[int, int]], taught: Sequence[_Taught]) -> Iterator[tuple[int, ...]]:
    """The labels of one paragraph: claims, sources, words that report."""
    end = places[-1][1] if places else 0
    here = [t for t in taught if places and any(places[0][0] <= s < end for s, _ in t.spans)]
    known = [t for t in here if t.source is not None]
    untold = UNTOLD if len(known) < len(here) else 0
    yield labels(places, [span for t in here for span in t.spans])
    yield tuple(x or untold for x in labels(places, [t.source for t in known if t.source]))
    cues = labels(places, [t.cue for t in known if t.cue is not None])
    yield tuple(min(1, x) or untold for x in cues)


def _named(text: str, speaker: str) -> list[tuple[int, int]]:
    """Where the report names a speaker: by the last word of the name, or by two words of it near
    each other.
    """
    words = re.findall(r"\w+", speaker.lower())
    wanted = names(speaker) or set(words) - SMALL
    last = [word for word in words if word in wanted][-1:]
    found = [(m.start(), m.end(), m.group().lower()) for m in re.finditer(r"\w+", text)]
    spots = []
    for k, (start, end, word) in enumerate(found):
        near = {other for _, _, other in found[max(0, k - NEAR) : k + NEAR + 1]} - {word}
        if word in wanted and (word in last or near & wanted):
            spots.append((start, end))
    return spots


def labels(places: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """1 for the first piece within each span, 2 for those that go on with it, 0 for the others."""
    found = [0] * len(places)
    for start, end in spans:
        inside = [k for k, (a, b) in enumerate(places) if start <= a and b <= end]
        for k in inside:
            found[k] = 1 if k == inside[0] else 2
    return tuple(found)


def _taught(text: str, entry: Entry, work: Work) -> _Taught:
    for claim in work.claims:
        spans = tuple((span.start, span.end) for span in claim.spans)
        if share_of_words(text, entry.spans, spans) < HALF:
            continue
        if claim.speaker is not None and names(claim.speaker.name) & names(entry.speaker):
            return _by_rules(entry, claim, work)
    return _by_words(text, entry)


def _by_rules(entry: Entry, claim: Claim, work: Work) -> _Taught:
    tree = work.trees.get(claim.paragraph)
    source = claim.source.span if claim.source is not None else None
    cue = tree[claim.cue] if tree is not None and claim.cue is not None else None
    return _Taught(
        entry.spans,
        (source.start, source.end) if source is not None else None,
        (cue.start, cue.end) if cue is not None else None,
    )


def _by_words(text: str, entry: Entry) -> _Taught:
    first, last = entry.spans[0][0], entry.spans[-1][1]
    begin = max(text.rfind("\n", 0, first), *(text.rfind(s, 0, first) for s in _STOPS)) + 1
    ends = [k for k in (text.find("\n", last), text.find(". ", last)) if k >= 0]
    end = min(ends, default=len(text))

    def outside(pattern: str) -> list[tuple[int, int]]:
        found = (
            (begin + m.start(), begin + m.end()) for m in re.finditer(pattern, text[begin:end])
        )
        return [place for place in found if not any(a <= place[0] < b for a, b in entry.spans)]

    words = re.findall(r"\w+", entry.speaker)
    named = outside(rf"\b(?:[A-Z][\w.'’-]* )*{re.escape(words[-1])}\b") if words else []
    if not named:
        return _Taught(entry.spans)
    source = min(named, key=lambda place: min(abs(place[0] - first), abs(place[0] - last)))
    said = [p for p in outside(r"\b\w+\b") if _reports(text[p[0] : p[1]])]
    cue = min(said, key=lambda place: abs(place[0] - source[0]), default=None)
    return _Taught(entry.spans, source, cue)


def _reports(word: str) -> bool:
    """A verb of saying in one of its plain forms."""
    lower = word.lower()
    stems = {lower, lower.removesuffix("s"), lower.removesuffix("ed"), lower.removesuffix("d")}
    stems |= {lower.removesuffix("ing"), lower.removesuffix("ied") + "y"}
    return lower in {"said", "told", "wrote", "saying"} or bool(stems & _SAID)
