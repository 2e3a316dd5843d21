"""What changed since an earlier day: what was entered since, and how offers stand otherwise.

That day counts as after: what was entered on it, later than a brief was taken, is not missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.document import Block, Bullets, Paragraph, Runs, Section, Subheading
from goodoffices.brief.view import cite, text
from goodoffices.brief.words import day
from goodoffices.record.standing import OFFERS, STANDING_NAMES
from goodoffices.saying import say

if TYPE_CHECKING:
    from datetime import date

    from goodoffices.brief.view import View
    from goodoffices.record.acts import Act

__all__ = ["changed"]


def changed(view: View, most: int | None = None) -> Section | None:
    """None where no earlier day is named; `most` of each kind."""
    since = view.given.since
    if since is None:
        return None
    fresh, more = [], []
    for act in view.given.acts:
        late = [filed.id for filed in act.accounts if filed.entered.date() >= since]
        if len(late) == len(act.accounts):
            fresh.append(act)
        elif late:
            more.append(act)
    blocks: list[Block] = []
    for heading, items in (
        (say("New in the record"), [view.told(act) for act in fresh]),
        (say("Told of anew, by further accounts"), [view.told(act) for act in more]),
        (say("Offers and requests that stand otherwise"), _standings(view, since)),
    ):
        if items:
            blocks.append(Subheading((text(heading),)))
            blocks.append(Bullets(tuple(items[:most])))
            left = len(items) - len(items[:most])
            if left:
                blocks.append(Paragraph((text(say("and {number} more", number=left)),)))
    if not blocks:
        blocks = [Paragraph((text(say("Nothing that is shown here.")),))]
    return Section("changed", say("Changed since {day}", day=day(since)), tuple(blocks))


def _standings(view: View, since: date) -> list[Runs]:
    """Those whose last change is not before the day, with what they were before it."""
    items: list[Runs] = []
    for standing in view.given.standings:
        act = view.by_id[standing.act]
        if act.kind not in OFFERS or standing.since is None or standing.since < since:
            continue
        before = _before(view, act, since)
        if before is None:
            continue
        told = say(": {now}, before {before}", now=STANDING_NAMES[standing.kind], before=before)
        items.append((*view.told(act, dated=False), text(told), cite(*standing.because)))
    return items


def _before(view: View, act: Act, since: date) -> str | None:
    """How it stood when that day began; None where it had not been made."""
    known = [c for c in view.histories[act.id] if c.day and c.day < since]
    return STANDING_NAMES[known[-1].kind] if known else None
