"""Annotated reports as a network learns from them: pieces of paragraphs and their labels.

A claim's words are labelled from the annotation. Who is named as its source and which word reports
is not annotated: both are taken from the rules where these lay the claim to whom the annotation
lays it, else from the words of the sentence (the speaker's last name outside the claim, the verb of
saying nearest to it); where neither is found the paragraph teaches nothing of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotated_reports import names, share_of_words
from goodoffices.reading import Report
from goodoffices.reading import lexicon as lex
from goodoffices.reading.network import WINDOW
from goodoffices.reading.network.wordpiece import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from annotated_reports import Annotated, Entry
    from goodoffices.reading import Reader
    from goodoffices.reading.model import Span
    from goodoffices.reading.work import Claim, Work

__all__ = ["UNTOLD", "Example", "examples", "labels"]

UNTOLD = -100
"""The label of a piece of which nothing is known."""
SHORTEST = 25
HALF = 0.5
_SAID = lex.SAY_THAT | {"according"}
_STOPS = (". ", '." ', ".” ")


@dataclass(frozen=True, slots=True)
class Example:
    """A paragraph: numbers of its pieces, whether they begin with a capital, and three labels each:
    of claims and of sources (0 neither, 1 begins, 2 goes on), and whether it reports (0 or 1).
    """

    numbers: tuple[int, ...]
    capital: tuple[bool, ...]
    claims: tuple[int, ...]
    sources: tuple[int, ...]
    cues: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Taught:
    spans: tuple[tuple[int, int], ...]
    source: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None


def examples(report: Annotated, reader: Reader, vocabulary: Mapping[str, int]) -> Iterator[Example]:
    """The paragraphs of a report, as the reader cuts them. O(claims × claims of the rules)."""
    work = reader.work(Report(report.text, report.published))
    longest = max(map(len, vocabulary))
    taught = [
        _taught(report.text, entry, work)
        for entry in report.entries
        if entry.speaker or not entry.acts
    ]
    for paragraph in work.paragraphs:
        if paragraph.end - paragraph.start < SHORTEST:
            continue
        words = report.text[paragraph.start : paragraph.end]
        found = pieces(words, vocabulary, longest)[:WINDOW]
        places = [(paragraph.start + p.start, paragraph.start + p.end) for p in found]
        here = [t for t in taught if any(_within(span, paragraph) for span in t.spans)]
        known = [t for t in here if t.source is not None]
        claims = labels(places, [span for t in here for span in t.spans])
        sources = labels(places, [t.source for t in known if t.source is not None])
        cues = tuple(min(1, x) for x in labels(places, [t.cue for t in known if t.cue is not None]))
        if len(known) < len(here):
            sources = tuple(x or UNTOLD for x in sources)
            cues = tuple(x or UNTOLD for x in cues)
        capital = tuple(report.text[start].isupper() for start, _ in places)
        yield Example(tuple(p.number for p in found), capital, claims, sources, cues)


def labels(places: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """1 for the first piece within each span, 2 for those that go on with it, 0 for the others."""
    found = [0] * len(places)
    for start, end in spans:
        inside = [k for k, (a, b) in enumerate(places) if start <= a and b <= end]
        for k in inside:
            found[k] = 1 if k == inside[0] else 2
    return tuple(found)


def _within(span: tuple[int, int], paragraph: Span) -> bool:
    return paragraph.start <= span[0] < paragraph.end


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
