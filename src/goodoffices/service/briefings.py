"""Planning briefings, and what a reader may know from them. Definitions MT 3 and MT 4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.record.briefings import BriefingDuty, FiledDuty, Recipients
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.dates import RecordDate
from goodoffices.record.revisions import in_force
from goodoffices.service.audiences import check_audience
from goodoffices.service.cases import nothing_here
from goodoffices.service.revising import check_revises
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Collection

    from goodoffices.record.audiences import Audience
    from goodoffices.record.frame import Side
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = ["contacts_of_duties", "duties_of", "duty_of", "filed_duty", "plan_briefing"]


@transaction.atomic
def plan_briefing(
    at: At,
    duty: BriefingDuty,
    audience: Audience,
    *,
    supersedes: str | None = None,
    duty_id: str | None = None,
) -> str:
    """Write down that somebody is to be briefed; a revision keeps contact and audience."""
    check_may(at.viewer, Action.FILE)
    check_audience(at, audience)
    contact = duty.contact
    if supersedes is not None:
        contact = check_revises(at, supersedes, Genre.DUTY, audience).subject
    return append(
        at.case_id,
        NewEntry(
            genre=Genre.DUTY,
            audience=audience,
            payload=to_plain(duty),
            entered=at.world.clock(),
            seat=at.seat,
            subject=contact,
            supersedes=supersedes,
            when=RecordDate(duty.due.isoformat()) if duty.due else None,
            id=duty_id,
        ),
        at.world.keys,
        at.world.new_id,
    )


def filed_duty(opened: Opened) -> FiledDuty:
    return FiledDuty(
        id=opened.id,
        audience=opened.audience,
        duty=from_plain(BriefingDuty, opened.payload),
        entered=opened.entered,
        supersedes=opened.supersedes,
    )


def contacts_of_duties(at: At, reader: Side | None = None) -> frozenset[str]:
    """The contacts for which this seat sees a briefing planned, called off or not; of one reader
    where it is named.
    """
    if reader is None:
        return queries.subjects_in(at.viewer, at.case_id, Genre.DUTY)
    opened = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.DUTY)
    same = Recipients(at.frame)
    own = same.named(reader.name)
    return frozenset(one.subject for one in opened if same.named(filed_duty(one).duty.who) == own)


def duties_of(at: At, contacts: Collection[str]) -> tuple[FiledDuty, ...]:
    """The duties in force that this seat sees planned for these contacts."""
    opened = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.DUTY, subjects=contacts)
    return in_force(map(filed_duty, opened))


def duty_of(at: At, duty_id: str) -> FiledDuty:
    """One duty in force that this seat sees, to be revised; NotFoundError otherwise."""
    opened = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.DUTY)
    found = (one for one in in_force(map(filed_duty, opened)) if one.id == duty_id)
    duty = next(found, None)
    if duty is None:
        raise nothing_here()
    return duty
