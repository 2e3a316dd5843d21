"""Where the sides could meet: who is ready, what was missed, and who said what of which place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.document import Block, Bullets, Grid, Paragraph, Runs, Section
from goodoffices.brief.view import cite, text
from goodoffices.brief.words import day
from goodoffices.record.readiness import ChanceState, chances
from goodoffices.record.venues import WordKind, venues
from goodoffices.saying import mark, say

if TYPE_CHECKING:
    from goodoffices.brief.view import View
    from goodoffices.record.readiness import Chance
    from goodoffices.record.venues import Venue

__all__ = ["meeting_places"]

_MOST = 12
_COLUMNS = {
    WordKind.PROPOSES: mark("Proposed by"),
    WordKind.ACCEPTS: mark("Accepted by"),
    WordKind.REFUSES: mark("Refused by"),
    WordKind.MET: mark("Met there"),
}


def meeting_places(view: View) -> Section | None:
    """Definitions MT 9 and MT 10; the places spoken of last."""
    given = view.given
    found = venues(given.acts, given.frame, given.as_of)
    if not found:
        return None
    blocks: list[Block] = []
    waited = chances(given.acts, given.frame, given.as_of)[:_MOST]
    if waited:
        blocks.append(Bullets(tuple(_chance(view, one) for one in waited)))
    columns = (say("Place"), *(say(head) for head in _COLUMNS.values()))
    rows = tuple(_row(view, venue) for venue in found[:_MOST])
    blocks.append(Grid(say("Places spoken of, the last first"), columns, rows))
    if len(found) > _MOST:
        more = say("{number} more places were spoken of before.", number=len(found) - _MOST)
        blocks.append(Paragraph((text(more),)))
    return Section("venues", say("Venues and delegations"), tuple(blocks))


def _chance(view: View, one: Chance) -> Runs:
    name = view.given.frame.name_of
    words = {
        ChanceState.MET: mark("{ready} stood ready at {place}, and {other} came."),
        ChanceState.AWAITED: mark(
            "{ready} stands ready at {place} since {start}; {other} is awaited."
        ),
        ChanceState.MISSED: mark(
            "{ready} stood ready at {place} from {start} until {end}; {other} did not come."
        ),
    }
    told = say(
        words[one.state],
        ready=name(one.ready.party),
        other=name(one.other),
        place=one.ready.place,
        start=day(one.ready.start),
        end=day(one.ready.end) if one.ready.end else "",
    )
    return (text(told), cite(*one.rests_on))


def _row(view: View, venue: Venue) -> tuple[Runs, ...]:
    return ((text(venue.name),), *(_cell(view, venue, kind) for kind in _COLUMNS))


def _cell(view: View, venue: Venue, kind: WordKind) -> Runs:
    runs: list[Runs] = []
    for side in venue.sides(kind):
        acts = [word.act for word in venue.words if (word.kind, word.side) == (kind, side)]
        name = view.given.frame.name_of(side)
        runs.append((text(f"; {name}" if runs else name), cite(*acts)))
    return tuple(run for pair in runs for run in pair)
