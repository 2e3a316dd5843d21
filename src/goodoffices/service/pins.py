"""Pinning acts to the fundamentals, and taking pins down; for the team alone. Definition MT 12."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.record.audiences import TEAM
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.fundamentals import FiledPin, Pin
from goodoffices.record.revisions import in_force
from goodoffices.service.record import act_of
from goodoffices.service.revising import check_revises
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = ["pin_act", "pins", "take_down"]


@transaction.atomic
def pin_act(at: At, pin: Pin, *, pin_id: str | None = None) -> str:
    """Pin an act that this seat sees."""
    check_may(at.viewer, Action.PREPARE)
    act_of(at, pin.act)
    return _write(at, pin, subject=pin.act, pin_id=pin_id)


@transaction.atomic
def take_down(at: At, pin_id: str) -> str:
    check_may(at.viewer, Action.PREPARE)
    earlier = check_revises(at, pin_id, Genre.PIN, TEAM)
    pin = replace(from_plain(Pin, earlier.payload), taken_down=True)
    return _write(at, pin, subject=earlier.subject, supersedes=pin_id)


def _write(
    at: At, pin: Pin, *, subject: str, supersedes: str | None = None, pin_id: str | None = None
) -> str:
    return append(
        at.case_id,
        NewEntry(
            genre=Genre.PIN,
            audience=TEAM,
            payload=to_plain(pin),
            entered=at.world.clock(),
            seat=at.seat,
            subject=subject,
            supersedes=supersedes,
            id=pin_id,
        ),
        at.world.keys,
        at.world.new_id,
    )


def pins(at: At) -> tuple[FiledPin, ...]:
    opened = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.PIN)
    return in_force(_filed(one) for one in opened)


def _filed(opened: Opened) -> FiledPin:
    return FiledPin(
        id=opened.id,
        audience=opened.audience,
        pin=from_plain(Pin, opened.payload),
        entered=opened.entered,
        supersedes=opened.supersedes,
    )
