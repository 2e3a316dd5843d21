"""Comments on acts: written by whoever sees the act, shown at once or held until somebody approves.

What a member of the case writes is there at once, for an audience that sees the act, and as a note
until an instant that they name, when `tick` shreds it. What is written without a seat is held for
the mediator's team; approved, it becomes a public comment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.access.decisions import narrower
from goodoffices.errors import InputError, LimitError
from goodoffices.record.audiences import PUBLIC, TEAM, Audience
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.comments import Comment
from goodoffices.record.marks import until_mark
from goodoffices.saying import say
from goodoffices.service.attempts import too_often
from goodoffices.service.audiences import check_audience
from goodoffices.service.cases import nothing_here
from goodoffices.service.readers import audiences_for
from goodoffices.service.record import act_of
from goodoffices.service.shredding import shred_entries
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.erasing import over
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = [
    "FiledComment",
    "approve",
    "audiences_of_comments",
    "comment",
    "comments_of",
    "held",
    "refuse",
    "shred_notes",
]

_OF_A_MEMBER = (20, timedelta(minutes=5))
_OF_AN_ADDRESS = (3, timedelta(minutes=5))
_OF_ALL_STRANGERS = (60, timedelta(minutes=5))
_LONGEST_NOTE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class FiledComment:
    id: str
    act: str
    audience: Audience
    comment: Comment
    entered: datetime
    seat: str
    by_stranger: bool = False


def audiences_of_comments(at: At, act_id: str) -> tuple[Audience, ...]:
    """For whom this seat may comment on an act: readers who see an account of it, as far as this
    seat knows; narrowest first.
    """
    return tuple(one for one in audiences_for(at) if _sees_it(at, one, act_id))


def _sees_it(at: At, audience: Audience, act_id: str) -> bool:
    """Whether an account that was not withdrawn is for these readers; one that was revised for
    fewer is still what the others see.
    """
    told = queries.entries(
        at.viewer, at.case_id, at.world.keys, Genre.ACCOUNT, Genre.WITHDRAWAL, subject=act_id
    )
    gone = {e.payload["entry"] for e in told if e.genre is Genre.WITHDRAWAL}
    seen = {e.audience for e in told if e.genre is Genre.ACCOUNT and e.id not in gone}
    return any(narrower(audience, one) == audience for one in seen)


@transaction.atomic
def comment(
    at: At,
    act_id: str,
    said: Comment,
    audience: Audience | None = None,
    address: str = "",
    comment_id: str | None = None,
) -> FiledComment | None:
    """Comment on an act that this seat sees; None where it is held for approval.

    Somebody without a seat comments on what is public, from an address that is counted.
    """
    act, _record = act_of(at, act_id)
    if at.viewer.preview:
        raise nothing_here()
    if not at.seat:
        _check_pace(at, f"comment from {address}", _OF_AN_ADDRESS)
        _check_pace(at, f"comments of strangers in {at.case_id}", _OF_ALL_STRANGERS)
        _keep(at, act.id, replace(said, until=None), TEAM, comment_id)
        return None
    _check_pace(at, f"comment of {at.seat}", _OF_A_MEMBER)
    wanted = audience or TEAM
    check_audience(at, wanted)
    if not _sees_it(at, wanted, act.id):
        raise InputError(
            say("some of these readers do not see the act"),
            where="audience",
            remedy=say("Choose fewer"),
        )
    _check_until(at, said.until)
    return _keep(at, act.id, replace(said, name=""), wanted, comment_id)


def _check_until(at: At, until: datetime | None) -> None:
    now = at.world.clock()
    if until is not None and not now < until <= now + _LONGEST_NOTE:
        raise InputError(
            say("a note is shredded at a time that is to come, within a year"),
            where="until",
            remedy=say("Leave it empty to keep the comment"),
        )


def _check_pace(at: At, what: str, pace: tuple[int, timedelta]) -> None:
    if too_often(at.world, what, *pace):
        raise LimitError(
            say("there were many comments in a short time"), remedy=say("Wait a few minutes")
        )


def _keep(
    at: At,
    act_id: str,
    said: Comment,
    audience: Audience,
    comment_id: str | None = None,
    supersedes: str | None = None,
) -> FiledComment:
    entered = at.world.clock()
    entry_id = append(
        at.case_id,
        NewEntry(
            genre=Genre.COMMENT,
            audience=audience,
            payload=to_plain(said),
            entered=entered,
            seat=at.seat,
            subject=act_id,
            supersedes=supersedes,
            marks=frozenset({until_mark(said.until)}) if said.until else frozenset(),
            id=comment_id,
        ),
        at.world.keys,
        at.world.new_id,
    )
    return FiledComment(entry_id, act_id, audience, said, entered, at.seat)


def comments_of(at: At, act_id: str) -> tuple[FiledComment, ...]:
    """The comments on an act that this seat sees, the first first; those held are not among them.

    Linear in the comments on the act.
    """
    told, now = _opened(at, act_id), at.world.clock()
    found = (_filed(e) for e in told if not _is_held(e))
    # what is over is gone at once, whenever it is shredded
    return tuple(one for one in found if one.comment.until is None or now < one.comment.until)


def shred_notes(at: At) -> tuple[str, ...]:
    """Shred the notes whose time is over, whoever reads them; a tombstone of each stays. Linear in
    them.
    """
    check_may(at.viewer, Action.MANAGE)
    ids = over(at.case_id, at.world.clock())
    return shred_entries(at.world, at.case_id, ids, say("a note, until the time that it named"))


def held(at: At) -> tuple[FiledComment, ...]:
    """What waits for approval, the first first; for those of the team who write for others."""
    check_may(at.viewer, Action.TELL)
    told = _opened(at)
    settled = {e.supersedes for e in told if e.supersedes}
    refused = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.MODERATION)
    settled.update(e.payload["comment"] for e in refused)
    return tuple(_filed(e) for e in told if _is_held(e) and e.id not in settled)


@transaction.atomic
def approve(at: At, comment_id: str) -> None:
    """Publish what was held, as it was written."""
    waiting = _held_one(at, comment_id)
    _keep(at, waiting.act, waiting.comment, PUBLIC, supersedes=waiting.id)


@transaction.atomic
def refuse(at: At, comment_id: str) -> None:
    """Leave what was held unpublished."""
    waiting = _held_one(at, comment_id)
    append(
        at.case_id,
        NewEntry(
            genre=Genre.MODERATION,
            audience=TEAM,
            payload={"comment": waiting.id},
            entered=at.world.clock(),
            seat=at.seat,
            subject=waiting.act,
        ),
        at.world.keys,
        at.world.new_id,
    )


def _held_one(at: At, comment_id: str) -> FiledComment:
    found = next((one for one in held(at) if one.id == comment_id), None)
    if found is None:
        raise nothing_here()
    return found


def _is_held(e: Opened) -> bool:
    """Written without a seat, and not yet taken over by somebody who has one."""
    return not e.seat


def _opened(at: At, act_id: str | None = None) -> tuple[Opened, ...]:
    return queries.entries(at.viewer, at.case_id, at.world.keys, Genre.COMMENT, subject=act_id)


def _filed(e: Opened) -> FiledComment:
    return FiledComment(
        e.id,
        e.subject,
        e.audience,
        from_plain(Comment, e.payload),
        e.entered,
        e.seat,
        by_stranger=bool(e.supersedes) or not e.seat,
    )
