"""Where things stand, in a few sentences; and the list of open offers and requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.document import Block, Bullets, Grid, Paragraph, Run, Runs, Section
from goodoffices.brief.view import cite, text
from goodoffices.brief.words import capital, count, day, joined, when
from goodoffices.record.briefings import BriefingState
from goodoffices.record.contested import Point
from goodoffices.record.standing import STANDING_NAMES, StandingKind
from goodoffices.record.vocabulary import MEDIATION_ACTS, ActKind
from goodoffices.saying import say, say_counted

if TYPE_CHECKING:
    from goodoffices.brief.view import View
    from goodoffices.record.acts import Act
    from goodoffices.record.frame import Side

from goodoffices.record.standing import Standing

__all__ = ["offers", "situation"]

_READY = (ActKind.READY_AT_VENUE, ActKind.AGREE_TO_TALK)
_LATEST = 3


def situation(view: View) -> Section:
    return Section("situation", say("Situation"), tuple(_situation(view)))


def _situation(view: View) -> list[Block]:
    if not view.past:
        return [Paragraph((text(say("The record holds no act up to {today}.", today=view.today)),))]
    blocks: list[Block] = [*_how_far_back(view), _summary(view)]
    standing_open = [s for s in view.given.standings if s.is_open]
    mediation = [s for s in standing_open if view.by_id[s.act].kind in MEDIATION_ACTS]
    if mediation:
        blocks.append(Paragraph((text(say("Mediation offered or asked for, and not closed:")),)))
        blocks.append(Bullets(tuple(_one_line(view, standing) for standing in mediation)))
    blocks.append(Paragraph((text(say("Who is ready to talk:")),)))
    blocks.append(Bullets(tuple(_readiness(view, side) for side in view.given.frame.parties)))
    last = view.past[-_LATEST:]
    blocks.append(Paragraph((text(say("Last in the record:")),)))
    blocks.append(Bullets(tuple(view.told(act) for act in last)))
    return blocks


def _how_far_back(view: View) -> list[Block]:
    """Of a record that is too long to be told as a whole, what is told."""
    told = view.given.latest
    if not told:
        return []
    oldest = view.by_id[told[-1]]
    words = say_counted(
        "This record is long. Told here is its last act, of {day}, and what stands open of the "
        "latest offers and requests. All else stands in the record.",
        "This record is long. Told here are its last {number} acts, back to {day}, and what "
        "stands open of the latest offers and requests. All else stands in the record.",
        len(told),
        number=len(told),
        day=when(oldest.happened),
    )
    return [Paragraph((text(words, strong=True),))]


def _summary(view: View) -> Paragraph:
    given = view.given
    open_now = sum(s.is_open for s in given.standings)
    points = sum(len(act.contested) for act in view.past)
    overdue = sum(b.state is BriefingState.OVERDUE for b in given.briefings)
    days = [a.happened.earliest for a in view.past if a.happened and a.happened.earliest]
    since = day(min(days)) if days else ""
    parts = [
        say_counted(
            "{number} offer, request or proposal stands open",
            "{number} offers, requests and proposals stand open",
            open_now,
            number=count(open_now),
        ),
        say_counted(
            "{number} point is contested",
            "{number} points are contested",
            points,
            number=count(points),
        ),
    ]
    if given.briefings:
        parts.append(
            say_counted(
                "{number} briefing is overdue",
                "{number} briefings are overdue",
                overdue,
                number=count(overdue),
            )
        )
    many = len(view.past)
    acts = say_counted("{number} act", "{number} acts", many, number=count(many))
    holds = (
        say(
            "On {today} the record shown here holds {acts}, the first of {day}.",
            today=view.today,
            acts=acts,
            day=since,
        )
        if since
        else say("On {today} the record shown here holds {acts}.", today=view.today, acts=acts)
    )
    return Paragraph((text(f"{holds} {capital(joined(parts))}."),))


def _one_line(view: View, standing: Standing) -> Runs:
    act = view.by_id[standing.act]
    return (*view.told(act), text(": "), *_how_it_stands(view, standing))


def _how_it_stands(view: View, standing: Standing) -> Runs:
    since = (
        say("since {date}", date=day(standing.since))
        if standing.since
        else say("since when is not known")
    )
    match standing.kind:
        case StandingKind.OPEN:
            return (text(say("open {since}; this record holds no answer.", since=since)),)
        case StandingKind.LAPSED:
            told = say("lapsed {since}; its last day passed without an answer.", since=since)
            return (text(told),)
        case StandingKind.WITHDRAWN:
            return (text(say("withdrawn {since}.", since=since)), cite(*standing.because))
        case StandingKind.NOT_REFUSED | StandingKind.ACCEPTED | StandingKind.DECLINED:
            kind = STANDING_NAMES[standing.kind]
            lead = say("{standing} {since}. The last word: ", standing=kind, since=since)
    runs: list[Run] = [text(lead)]
    for number, one in enumerate(standing.because):
        runs += [text(say("; "))] if number else []
        runs += view.told(view.by_id[one], dated=False)
    return (*runs, text("."))


def _readiness(view: View, side: Side) -> Runs:
    own = [act for act in view.by_side(side) if act.kind in _READY]
    ready = [act for act in own if act.kind is ActKind.READY_AT_VENUE]
    willing = [act for act in own if act.kind is ActKind.AGREE_TO_TALK]
    if not own:
        return (
            text(side.name, strong=True),
            text(say(": nothing told here says that it is ready to talk.")),
        )
    latest = [acts[-1] for acts in (ready, willing) if acts]
    runs: list[Run] = [text(side.name, strong=True), text(": ")]
    for number, act in enumerate(sorted(latest, key=view.past.index, reverse=True)):
        runs += [text(say("; "))] if number else []
        runs += view.told(act)
        runs.append(text(_where_and_by_whom(act)))
    return (*runs, text("."))


def _where_and_by_whom(act: Act) -> str:
    account = act.leading
    parts = []
    contested = any(point.point is Point.PLACE for point in act.contested)
    if account.venue and not contested and account.venue.split(",")[0] not in act.title:
        parts.append(say("at {venue}", venue=account.venue))
    if account.attribution:
        parts.append(say("according to {attribution}", attribution=account.attribution))
    return "".join(say(", ") + part for part in parts)


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
        blocks.append(Paragraph((text(say("None stands open on {today}.", today=view.today)),)))
    if closed:
        rows = tuple(
            (
                view.told(view.by_id[s.act]),
                (text(capital(STANDING_NAMES[s.kind])),),
                (text(day(s.since) if s.since else say("not known")),),
                (cite(*s.because),),
                _before(view, view.by_id[s.act]),
            )
            for s in closed
        )
        columns = (
            say("What was offered or asked"),
            say("Standing"),
            say("Since"),
            say("Because of"),
            say("Before that"),
        )
        blocks.append(Grid(say("Settled or closed"), columns, rows))
    return Section("offers", say("Open offers and requests"), tuple(blocks))


def _open(view: View, standing: Standing) -> Runs:
    act = view.by_id[standing.act]
    before = _before(view, act)
    return (
        text(act.title.rstrip("."), strong=True),
        cite(act.id),
        text(": " if _same_day(act, standing) else f" ({when(act.happened)}): "),
        *_how_it_stands(view, standing),
        *((text(say(" Before that: ")), *before, text(".")) if before else ()),
    )


def _before(view: View, act: Act) -> Runs:
    """How it stood before, day by day, each with the acts that brought it about."""
    runs: list[Run] = []
    for change in view.histories[act.id][:-1]:
        stood = STANDING_NAMES[change.kind]
        words = (
            say("{standing} from {day}", standing=stood, day=day(change.day))
            if change.day
            else stood
        )
        runs += [text(say("; "))] if runs else []
        runs += [text(words), cite(*change.because)]
    return tuple(runs)


def _same_day(act: Act, standing: Standing) -> bool:
    """Whether the day since when it stands so is the day on which it was made."""
    told = act.happened
    return bool(told and told.is_day and not told.is_qualified and told.earliest == standing.since)
