"""The brief of a case, made for one seat from what that seat may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from goodoffices.access.acting import Action, check_may, may
from goodoffices.access.viewers import SeatKind, reader_of
from goodoffices.brief.compose import compose_brief
from goodoffices.brief.document import Length
from goodoffices.brief.given import BriefInput, ConflictPart, SettlementPart, Source
from goodoffices.brief.words import audience_words
from goodoffices.errors import InputError
from goodoffices.record.audiences import (
    JOINT,
    LEAD_ALONE,
    PUBLIC,
    TEAM,
    Audience,
    briefed,
    caucus,
    group,
    own_room,
)
from goodoffices.saying import all_of, say
from goodoffices.service.analysis import solved_conflict, solved_negotiation
from goodoffices.service.brief_part import latest_part
from goodoffices.service.cases import label_of
from goodoffices.service.offers import marks, offers_in_order, offers_on_the_table
from goodoffices.service.record import view
from goodoffices.service.reports import reports

if TYPE_CHECKING:
    from goodoffices.brief.document import Brief
    from goodoffices.record.acts import Act
    from goodoffices.service.at import At

__all__ = ["AS_SEEN", "Order", "audience_named", "brief_of", "choices", "meant_for"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is wished for: how long, for whom (empty: the seat itself), changed since when."""

    length: Length = Length.FULL
    audience: str = ""
    since: date | None = None


AS_SEEN = Order()


def brief_of(at: At, order: Order = AS_SEEN, most: int | None = None) -> Brief:
    """Compose the brief of this case, from what its reader may see now.

    That is this seat; the mediator's team may write it for another audience, which then gets
    what everybody of that audience may see, and nothing more. A record of more than `most`
    accounts is told from its latest acts on (`latest_part`), and the brief says so.
    """
    meant = audience_named(at, order.audience) if order.audience else meant_for(at)
    reader = label_of(at.frame, at.viewer)
    if order.audience:
        reader = say(
            "{reader}, for {audience}", reader=reader, audience=audience_words(meant.key, at.frame)
        )
        at = replace(at, viewer=reader_of(meant))
    part = None if most is None else latest_part(at, most)
    record = part.record if part else view(at)
    return compose_brief(
        BriefInput(
            frame=at.frame,
            reader=reader,
            audience=meant.key,
            length=order.length,
            since=order.since,
            as_of=record.as_of,
            acts=record.acts,
            standings=record.standings,
            briefings=record.briefings,
            conflict=_conflict(at, record.acts),
            settlement=_settlement(at, record.acts),
            reports=_cited(at, record.acts),
            latest=part.latest if part else (),
        )
    )


def _cited(at: At, acts: tuple[Act, ...]) -> dict[str, Source]:
    """The reports that accounts of these acts rest on, as far as this seat sees them."""
    named = {f.account.source for act in acts for f in act.accounts if f.account.source}
    return {
        filed.id: Source(filed.report.title, filed.report.origin, filed.report.published)
        for filed in reports(at, named)
    }


def choices(at: At) -> tuple[Audience, ...]:
    """The audiences for which this seat may have the brief written, beside itself."""
    if not may(at.viewer, Action.TELL):
        return ()
    frame = at.frame
    return (
        TEAM,
        *(caucus(party.id) for party in frame.parties),
        JOINT,
        *(briefed(observer.id) for observer in frame.observers),
        PUBLIC,
    )


def audience_named(at: At, key: str) -> Audience:
    """The audience of this case for which the brief is to be written; InputError if it is none."""
    check_may(at.viewer, Action.TELL)
    chosen = Audience.parse(key)
    if chosen not in choices(at):
        reader_of(chosen)
        raise InputError(
            say("there is no audience '{key}' in this case", key=key),
            where="audience",
            remedy=say("Known: {known}", known=all_of(tuple(one.key for one in choices(at)))),
        )
    return chosen


def meant_for(at: At) -> Audience:
    """The narrowest of what the seat sees: what a brief may hold decides who may have it."""
    viewer = at.viewer
    match viewer.kind:
        case SeatKind.LEAD:
            return LEAD_ALONE if at.groups else TEAM
        case SeatKind.TEAM | SeatKind.CLERK:
            return group(*viewer.groups) if viewer.groups else TEAM
        case SeatKind.DELEGATE:
            return own_room(viewer.side or "")
        case SeatKind.OBSERVER:
            return briefed(viewer.side or "")
        case SeatKind.PUBLIC:
            return PUBLIC


def _conflict(at: At, acts: tuple[Act, ...]) -> ConflictPart | None:
    solved = solved_conflict(at, acts)
    if solved is None:
        return None
    model = solved.saved.model
    return ConflictPart(solved.result, model.assumptions, illustrative=model.illustrative)


def _settlement(at: At, acts: tuple[Act, ...]) -> SettlementPart | None:
    solved = solved_negotiation(at, acts)
    if solved is None:
        return None
    model, scenario = solved.saved.model, solved.settlement.scenario
    tabled = offers_on_the_table(at, scenario.issues)
    return SettlementPart(
        solved.settlement,
        model.assumptions,
        illustrative=model.illustrative,
        offers=marks(tabled),
        made=offers_in_order(at, scenario, tabled),
    )
