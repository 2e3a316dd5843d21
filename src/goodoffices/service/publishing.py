"""Whether strangers may open a case: its owner says so after a plain question, and ends it at once.

What strangers then see is what is for everybody, and nothing more (`access`); the question is what
they can infer from it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.access.viewers import PUBLIC_VIEWER
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.record.audiences import LEAD_ALONE, TEAM
from goodoffices.record.codec import to_plain
from goodoffices.saying import say
from goodoffices.service.following import newest
from goodoffices.store.append import NewEntry, append, writing_to
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from goodoffices.service.at import At

__all__ = ["Found", "close_to_strangers", "found_by_strangers", "open_to_strangers"]

_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Found:
    """What a stranger would find: the acts that happened last, by title. `fingerprint` stands for
    exactly these, under this title and these names.
    """

    titles: tuple[str, ...]
    fingerprint: str


def found_by_strangers(at: At) -> Found:
    """For the lead mediator, before they open the case and after."""
    check_may(at.viewer, Action.MANAGE)
    seen = newest(replace(at, viewer=PUBLIC_VIEWER))
    frame = at.frame
    names = [frame.title, frame.note, *(s.name for s in (frame.mediator, *frame.parties))]
    spelled = "\n".join([*names, *(f"{one.entry} {one.title}" for one in seen)])
    digest = hashlib.sha256(spelled.encode()).hexdigest()
    return Found(tuple(one.title for one in seen), digest[:32])


@transaction.atomic
def open_to_strangers(at: At, because: str, fingerprint: str, *, looked: bool) -> None:
    """Open the case to everybody, to show exactly what was looked at; `because` says why what can
    be inferred from it puts nobody at risk.
    """
    check_may(at.viewer, Action.MANAGE)
    writing_to(at.case_id)
    if not looked:
        raise InputError(say("look at the list first, and say so"), where="looked")
    reason = because.strip()
    if not reason:
        raise InputError(
            say("say why nobody is put at risk"),
            where="because",
            remedy=say("Leave the case closed if you are not sure"),
        )
    if len(reason) > _LONGEST:
        raise InputError(
            say("this is longer than {most} characters", most=f"{_LONGEST:,}"), where="because"
        )
    if fingerprint != found_by_strangers(at).fingerprint:
        raise ConflictingEditError(
            say("what a stranger would find has changed meanwhile"), remedy=say("Look at it again")
        )
    _set(at, public=True, reason=reason)


@transaction.atomic
def close_to_strangers(at: At) -> None:
    """Close it again, at once. What was read meanwhile was read."""
    check_may(at.viewer, Action.MANAGE)
    writing_to(at.case_id)
    _set(at, public=False, reason="")


def _set(at: At, *, public: bool, reason: str) -> None:
    if at.frame.public is public:
        return
    frame = to_plain(replace(at.frame, public=public))
    said = {"public": public, "reason": reason}
    for genre, audience, payload in (
        (Genre.FRAME, TEAM, frame),
        (Genre.OPENING, LEAD_ALONE, said),
    ):
        append(
            at.case_id,
            NewEntry(genre, audience, payload, at.world.clock(), at.seat, subject=at.case_id),
            at.world.keys,
            at.world.new_id,
        )
