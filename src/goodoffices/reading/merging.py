"""A report and the quotations that stand in it: what is left of the report beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.model import Span
from goodoffices.reading.quotation_cues import FINITE

if TYPE_CHECKING:
    from goodoffices.reading.work import Claim, Work

__all__ = ["merged_with"]


def merged_with(work: Work, claim: Claim, made: list[Claim]) -> Claim | None:
    """Drop a report that a quotation stands for; widen one that a quotation sticks out of."""
    covered = sum(s.shared(q) for s in claim.spans for m in made for q in m.spans)
    length = sum(s.end - s.start for s in claim.spans)
    if covered > length / 2:
        return None
    if covered:
        trimmed = tuple(t for s in claim.spans if (t := _before(work, s, made)) is not None)
        if not trimmed or (claim.frame == "that" and not _says(work, claim.paragraph, trimmed)):
            return None
        claim = replace(claim, spans=trimmed)
    spans = []
    for span in claim.spans:
        start, end = span.start, span.end
        for q in work.marks.get(claim.paragraph, ()):
            free = not any(q.span in m.spans for m in made)
            if free and q.span.overlaps(Span(start, end)):
                start, end = min(start, q.span.start), max(end, q.span.end)
        spans.append(Span(start, end))
    return replace(claim, spans=_union(spans))


def _says(work: Work, paragraph: int, spans: tuple[Span, ...]) -> bool:
    """What is left beside a quotation is a report of its own only with a finite verb."""
    tree = work.trees.get(paragraph)
    inside = (
        [t for t in tree.toks if any(s.start <= t.start < s.end for s in spans)] if tree else []
    )
    return tree is None or any(t.tag in FINITE | {"MD"} for t in inside)


def _before(work: Work, span: Span, made: list[Claim]) -> Span | None:
    inner = [q for m in made for q in m.spans if q.overlaps(span)]
    if not inner:
        return span
    first = inner[0]
    text = work.report.text
    if first.start - span.start > span.end - first.end:
        end = len(text[: first.start].rstrip(" ,:;"))
        return Span(span.start, end) if end > span.start else None
    last = inner[-1]
    if text[last.start : last.end].rstrip("\"”’'").endswith(","):
        return None  # `said "P," and the flag is at half-mast`: the reporter goes on
    start = last.end + len(text[last.end : span.end]) - len(text[last.end : span.end].lstrip(" ,;"))
    return Span(start, span.end) if start < span.end else None


def _union(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
