"""Entries that a later one of the same kind revises: duties, declarations, pins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.saying import say
from goodoffices.service.cases import nothing_here
from goodoffices.store import queries

if TYPE_CHECKING:
    from goodoffices.record.audiences import Audience
    from goodoffices.service.at import At
    from goodoffices.store.genres import Genre
    from goodoffices.store.opened import Opened

__all__ = ["check_revises"]


def check_revises(at: At, earlier: str, genre: Genre, audience: Audience) -> Opened:
    """The entry to be revised; an error where it is not there, for others, or revised already.

    A revision is for the readers of what it revises, so that each of them sees both or neither.
    """
    found = queries.entry(at.viewer, at.case_id, at.world.keys, earlier)
    if found is None or found.genre is not genre:
        raise nothing_here()
    if found.audience != audience:
        raise InputError(
            say("what it revises is for '{key}'", key=found.audience.key),
            where="audience",
            remedy=say("A revision keeps the audience"),
        )
    later = queries.entries(at.viewer, at.case_id, at.world.keys, genre, subject=found.subject)
    if any(other.supersedes == earlier for other in later):
        raise ConflictingEditError(
            say("somebody else has revised this meanwhile"),
            remedy=say("Open it again; both texts are kept"),
        )
    return found
