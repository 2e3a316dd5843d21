"""Every date of a report with the word it hangs on, as of the past and as of the future."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.reading.anchors import anchor, in_own_paper, looks_ahead
from goodoffices.reading.dates import DateMention, find_dates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.reading.work import Work


@dataclass(frozen=True, slots=True)
class Day:
    """A date of the report as of the past and as of the future, and the word it hangs on."""

    past: DateMention
    ahead: DateMention
    at: int
    quoted: bool
    own_paper: bool


def days_told(work: Work) -> Mapping[int, tuple[Day, ...]]:
    """Every date of the report with the word it hangs on, in order, resolved by that word's tense.

    `The following day` counts from the day told last before it outside quotation marks.
    """
    last: str | None = None
    found: dict[int, tuple[Day, ...]] = {}
    for number, tree in sorted(work.trees.items()):
        paragraph = work.paragraphs[number]
        text = work.report.text[paragraph.start : paragraph.end]
        past, ahead = (
            find_dates(text, work.reference, future=future, offset=paragraph.start)
            for future in (False, True)
        )
        later = {mention.span: mention for mention in ahead}
        here: list[Day] = []
        for mention in past:
            at = anchor(tree, mention)
            if at is None:
                continue
            quoted = any(q.span.covers(mention.span) for q in work.marks.get(number, ()))
            forward = later.get(mention.span, mention)
            if mention.from_last is not None:
                forward = replace(mention, iso=_days_on(last, mention.from_last))
            behind = forward if mention.from_last is not None else mention
            paper = in_own_paper(tree, mention)
            here.append(Day(behind, forward, at, quoted=quoted, own_paper=paper))
            chosen = forward if looks_ahead(tree, at) else behind
            if chosen.is_day and not quoted:
                last = chosen.iso
        found[number] = tuple(here)
    return found


def _days_on(day: str | None, days: int) -> str | None:
    if day is None:
        return None
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()
    except OverflowError:
        return None  # no calendar reaches there
