"""The brief of a case, made for one seat from what that seat may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.access.viewers import SeatKind
from goodoffices.brief.compose import compose_brief
from goodoffices.brief.given import BriefInput, ConflictPart, SettlementPart, Source
from goodoffices.record.audiences import (
    LEAD_ALONE,
    PUBLIC,
    TEAM,
    Audience,
    briefed,
    group,
    own_room,
)
from goodoffices.service.analysis import solved_conflict, solved_negotiation
from goodoffices.service.cases import label_of
from goodoffices.service.record import view
from goodoffices.service.reports import reports

if TYPE_CHECKING:
    from goodoffices.brief.document import Brief
    from goodoffices.record.acts import Act
    from goodoffices.service.at import At

__all__ = ["brief_of", "meant_for"]


def brief_of(at: At) -> Brief:
    """Compose the brief of this case as this seat sees it now."""
    record = view(at)
    return compose_brief(
        BriefInput(
            frame=at.frame,
            reader=label_of(at.frame, at.viewer),
            audience=meant_for(at).key,
            as_of=record.as_of,
            acts=record.acts,
            standings=record.standings,
            briefings=record.briefings,
            conflict=_conflict(at, record.acts),
            settlement=_settlement(at, record.acts),
            reports={
                filed.id: Source(filed.report.title, filed.report.origin, filed.report.published)
                for filed in reports(at)
            },
        )
    )


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
    model = solved.saved.model
    return SettlementPart(solved.settlement, model.assumptions, illustrative=model.illustrative)
