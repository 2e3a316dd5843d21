"""Where things stand, in a few sentences; and the list of open offers and requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.document import Block, Bullets, Grid, Paragraph, Run, Runs, Section
from goodoffices.brief.view import cite, text
from goodoffices.brief.words import capital, count, day, joined, when
from goodoffices.record.briefings import BriefingState
from goodoffices.record.contested import Point
from goodoffices.record.standing import StandingKind
from goodoffices.record.vocabulary import MEDIATION_ACTS, ActKind

if TYPE_CHECKING:
    from goodoffices.brief.view import View
    from goodoffices.record.acts import Act
    from goodoffices.record.frame import Side

from goodoffices.record.standing import Standing

__all__ = ["offers", "situation"]

_READY = (ActKind.READY_AT_VENUE, ActKind.AGREE_TO_TALK)
_LATEST = 3


def situation(view: View) -> Section:
    return Section("situation", "Situation", tuple(_situation(view)))


def _situation(view: View) -> list[Block]:
    if not view.past:
        return [Paragraph((text(f"The record holds no act up to {view.today}."),))]
    blocks: list[Block] = [_summary(view)]
    standing_open = [s for s in view.given.standings if s.is_open]
    mediation = [s for s in standing_open if view.by_id[s.act].kind in MEDIATION_ACTS]
    if mediation:
        blocks.append(Paragraph((text("Mediation offered or asked for, and not closed:"),)))
        blocks.append(Bullets(tuple(_one_line(view, standing) for standing in mediation)))
    blocks.append(Paragraph((text("Who is ready to talk:"),)))
    blocks.append(Bullets(tuple(_readiness(view, side) for side in view.given.frame.parties)))
    last = view.past[-_LATEST:]
    blocks.append(Paragraph((text("Last in the record:"),)))
    blocks.append(Bullets(tuple(view.told(act) for act in last)))
    return blocks


def _summary(view: View) -> Paragraph:
    given = view.given
    open_now = sum(s.is_open for s in given.standings)
    points = sum(len(act.contested) for act in view.past)
    overdue = sum(b.state is BriefingState.OVERDUE for b in given.briefings)
    days = [a.happened.earliest for a in view.past if a.happened and a.happened.earliest]
    first = f", the first of {day(min(days))}" if days else ""
    stand = "stands" if open_now == 1 else "stand"
    noun = count(open_now, "offer, request or proposal", "offers, requests and proposals")
    parts = [
        f"{noun} {stand} open",
        f"{count(points, 'point')} {'is' if points == 1 else 'are'} contested",
    ]
    if given.briefings:
        parts.append(f"{count(overdue, 'briefing')} {'is' if overdue == 1 else 'are'} overdue")
    acts = count(len(view.past), "act")
    return Paragraph(
        (
            text(
                f"On {view.today} the record shown here holds {acts}{first}. "
                f"{capital(joined(parts))}."
            ),
        )
    )


def _one_line(view: View, standing: Standing) -> Runs:
    act = view.by_id[standing.act]
    return (*view.told(act), text(": "), *_how_it_stands(view, standing))


def _how_it_stands(view: View, standing: Standing) -> Runs:
    since = f" since {day(standing.since)}" if standing.since else ", since when is not known"
    match standing.kind:
        case StandingKind.OPEN:
            return (text(f"open{since}; this record holds no answer."),)
        case StandingKind.LAPSED:
            return (text(f"lapsed{since}; its last day passed without an answer."),)
        case StandingKind.WITHDRAWN:
            return (text(f"withdrawn{since}."), cite(*standing.because))
        case StandingKind.NOT_REFUSED | StandingKind.ACCEPTED | StandingKind.DECLINED:
            lead = f"{standing.kind}{since}. The last word: "
    runs: list[Run] = [text(lead)]
    for number, one in enumerate(standing.because):
        runs += [text("; ")] if number else []
        runs += view.told(view.by_id[one], dated=False)
    return (*runs, text("."))


def _readiness(view: View, side: Side) -> Runs:
    own = [act for act in view.by_side(side) if act.kind in _READY]
    ready = [act for act in own if act.kind is ActKind.READY_AT_VENUE]
    willing = [act for act in own if act.kind is ActKind.AGREE_TO_TALK]
    if not own:
        return (
            text(side.name, strong=True),
            text(": nothing in this record says that it is ready to talk."),
        )
    latest = [acts[-1] for acts in (ready, willing) if acts]
    runs: list[Run] = [text(side.name, strong=True), text(": ")]
    for number, act in enumerate(sorted(latest, key=view.past.index, reverse=True)):
        runs += [text("; ")] if number else []
        runs += view.told(act)
        runs.append(text(_where_and_by_whom(act)))
    return (*runs, text("."))


def _where_and_by_whom(act: Act) -> str:
    account = act.leading
    parts = []
    contested = any(point.point is Point.PLACE for point in act.contested)
    if account.venue and not contested and account.venue.split(",")[0] not in act.title:
        parts.append(f"at {account.venue}")
    if account.attribution:
        parts.append(f"according to {account.attribution}")
    return f", {', '.join(parts)}" if parts else ""


def offers(view: View) -> Section | None:
    """Open ones with since when and why; those settled after them in a table."""
    standings = view.given.standings
    if not standings:
        return None
    blocks: list[Block] = []
    open_now = [s for s in standings if s.is_open]
    closed = [s for s in standings if not s.is_open]
    if open_now:
        blocks.append(Bullets(tuple(_open(view, standing) for standing in open_now)))
    else:
        blocks.append(Paragraph((text(f"None stands open on {view.today}."),)))
    if closed:
        rows = tuple(
            (
                view.told(view.by_id[s.act]),
                (text(capital(str(s.kind))),),
                (text(day(s.since) if s.since else "not known"),),
                (cite(*s.because),),
            )
            for s in closed
        )
        columns = ("What was offered or asked", "Standing", "Since", "Because of")
        blocks.append(Grid("Settled or closed", columns, rows))
    return Section("offers", "Open offers and requests", tuple(blocks))


def _open(view: View, standing: Standing) -> Runs:
    act = view.by_id[standing.act]
    return (
        text(act.title.rstrip("."), strong=True),
        cite(act.id),
        text(": " if _same_day(act, standing) else f" ({when(act.happened)}): "),
        *_how_it_stands(view, standing),
    )


def _same_day(act: Act, standing: Standing) -> bool:
    """Whether the day since when it stands so is the day on which it was made."""
    told = act.happened
    return bool(told and told.is_day and not told.is_qualified and told.earliest == standing.since)
