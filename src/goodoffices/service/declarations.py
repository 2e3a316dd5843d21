"""Declaring ties, leverage and interests, and revising what was declared. Definition MT 8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import InputError
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.declarations import Declaration, FiledDeclaration
from goodoffices.record.revisions import in_force
from goodoffices.saying import say
from goodoffices.service.audiences import check_audience
from goodoffices.service.cases import nothing_here
from goodoffices.service.revising import check_revises
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from goodoffices.record.audiences import Audience
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = ["declaration_of", "declarations", "declare"]


@transaction.atomic
def declare(
    at: At,
    declaration: Declaration,
    audience: Audience,
    *,
    supersedes: str | None = None,
    declaration_id: str | None = None,
) -> str:
    """Write a declaration down; a revision keeps its readers."""
    check_may(at.viewer, Action.FILE)
    check_audience(at, audience)
    frame = at.frame
    sides = {s.id for s in (frame.mediator, *frame.parties, *frame.observers)}
    if declaration.about and declaration.about not in sides:
        raise InputError(
            say("the case has no side '{about}'", about=declaration.about), where="about"
        )
    entry_id = declaration_id or at.world.new_id()
    subject = entry_id
    if supersedes is not None:
        subject = check_revises(at, supersedes, Genre.DECLARATION, audience).subject
    return append(
        at.case_id,
        NewEntry(
            genre=Genre.DECLARATION,
            audience=audience,
            payload=to_plain(declaration),
            entered=at.world.clock(),
            seat=at.seat,
            subject=subject,
            supersedes=supersedes,
            id=entry_id,
        ),
        at.world.keys,
        at.world.new_id,
    )


def declarations(at: At) -> tuple[FiledDeclaration, ...]:
    """What is declared and this seat may read, in the order in which it was entered."""
    opened = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.DECLARATION)
    return in_force(_filed(one) for one in opened)


def declaration_of(at: At, declaration_id: str) -> FiledDeclaration:
    found = next((one for one in declarations(at) if one.id == declaration_id), None)
    if found is None:
        raise nothing_here()
    return found


def _filed(opened: Opened) -> FiledDeclaration:
    return FiledDeclaration(
        id=opened.id,
        audience=opened.audience,
        declaration=from_plain(Declaration, opened.payload),
        entered=opened.entered,
        recorder=opened.seat,
        supersedes=opened.supersedes,
    )
