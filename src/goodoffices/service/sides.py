"""What is negotiated, shown to the sides; what each side wants, as far as a seat may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import InputError
from goodoffices.record.audiences import Audience
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.models import ModelKind
from goodoffices.record.sides import Matter, Preferences
from goodoffices.saying import say
from goodoffices.service.audiences import check_audience
from goodoffices.service.cases import nothing_here
from goodoffices.service.models import current
from goodoffices.settlement.draft import Draft
from goodoffices.settlement.sides import in_own_terms, matter_of, preferences_of
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from typing import Any

    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = [
    "KnownSide",
    "SharedMatter",
    "known_sides",
    "matter",
    "share_estimate",
    "share_matter",
    "state_preferences",
]


@dataclass(frozen=True, slots=True)
class SharedMatter:
    """What is negotiated, as this seat was shown it last."""

    matter: Matter
    audience: Audience
    entered: datetime


@dataclass(frozen=True, slots=True)
class KnownSide:
    """What this seat knows of a side's preferences, and for whom that was said."""

    preferences: Preferences
    audience: Audience
    entered: datetime


@transaction.atomic
def share_matter(at: At, audience: Audience) -> None:
    """Show the issues of the newest model to an audience, and nothing of what anybody wants."""
    check_may(at.viewer, Action.MODEL)
    check_audience(at, audience)
    saved = current(at, ModelKind.NEGOTIATION)
    if saved is None:
        raise nothing_here()
    shown = Matter(saved.model.title, matter_of(saved.model.source))
    _append(at, Genre.MATTER, audience, to_plain(shown))


def matter(at: At) -> SharedMatter | None:
    opened = queries.latest(at.viewer, at.case_id, at.world.keys, Genre.MATTER)
    if opened is None:
        return None
    return SharedMatter(from_plain(Matter, opened.payload), opened.audience, opened.entered)


@transaction.atomic
def state_preferences(at: At, source: str, audience: Audience) -> None:
    """A delegate says what its own side wants; they must fit what is negotiated."""
    check_may(at.viewer, Action.STATE_PREFERENCES)
    check_audience(at, audience)
    party, shared = at.viewer.side, matter(at)
    if party is None or shared is None:
        raise nothing_here()
    in_own_terms(shared.matter.source, party, source)
    _append(at, Genre.PREFERENCES, audience, to_plain(Preferences(party, source)))


@transaction.atomic
def share_estimate(at: At, party: str, audience: Audience) -> None:
    """Show what the team's newest model assumes of a side, marked as an estimate."""
    check_may(at.viewer, Action.MODEL)
    check_audience(at, audience)
    saved = current(at, ModelKind.NEGOTIATION)
    if saved is None:
        raise nothing_here()
    if party not in {str(table["id"]) for table in Draft.opened(saved.model.source).parties}:
        raise InputError(say("the model has no side '{party}'", party=party[:40]), where="party")
    told = Preferences(party, preferences_of(saved.model.source, party), stated=False)
    _append(at, Genre.PREFERENCES, audience, to_plain(told))


def _append(at: At, genre: Genre, audience: Audience, payload: Any) -> None:
    append(
        at.case_id,
        NewEntry(genre, audience, payload, at.world.clock(), seat=at.seat),
        at.world.keys,
        at.world.new_id,
    )


def known_sides(at: At, *, stated: bool | None = None) -> dict[str, KnownSide]:
    """The newest that this seat may know of each side: its own word before an estimate.

    With `stated`, only words of the sides themselves, or only estimates.
    """
    opened = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.PREFERENCES)
    told = [_side(entry) for entry in opened]
    if stated is not None:
        told = [one for one in told if one.preferences.stated is stated]
    # what a side says itself stands before what others make of it
    told.sort(key=lambda one: one.preferences.stated)
    return {one.preferences.party: one for one in told}


def _side(entry: Opened) -> KnownSide:
    return KnownSide(from_plain(Preferences, entry.payload), entry.audience, entry.entered)
