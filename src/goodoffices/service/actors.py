"""People and bodies as one seat sees them: by what names, and everything they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may, may
from goodoffices.errors import InputError
from goodoffices.record.actors import (
    Actor,
    Proposal,
    Sameness,
    actors_of,
    folded_name,
    names_together,
    proposals,
)
from goodoffices.record.audiences import Audience
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.marks import Field
from goodoffices.saying import say
from goodoffices.service.audiences import check_audience
from goodoffices.service.cases import nothing_here
from goodoffices.service.chronology import Asked, Page, latest, page
from goodoffices.store import marks, queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from goodoffices.record.acts import Act
    from goodoffices.service.at import At

__all__ = ["ActorSeen", "Decided", "Named", "actor_seen", "decide", "decisions", "named"]

_LATEST = 200
_PROPOSED_AMONG = 5


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's decision on two names, as it stands in the record."""

    sameness: Sameness
    audience: Audience
    entered: datetime
    recorder: str


@dataclass(frozen=True, slots=True)
class Named:
    """Actors that are named, those that may be one; `all_of_them` unless only the latest acts
    were looked through.
    """

    actors: tuple[Actor, ...]
    proposals: tuple[Proposal, ...]
    all_of_them: bool


@dataclass(frozen=True, slots=True)
class ActorSeen:
    """One actor: the names that occur, the decisions on them, a page of the acts that name it."""

    actor: Actor
    decided: tuple[Decided, ...]
    proposals: tuple[Proposal, ...]
    page: Page


def decisions(at: At) -> tuple[Decided, ...]:
    """The decisions that this seat may see, in the order in which they were made."""
    opened = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.SAMENESS)
    return tuple(
        Decided(from_plain(Sameness, e.payload), e.audience, e.entered, e.seat) for e in opened
    )


@transaction.atomic
def decide(at: At, sameness: Sameness, audience: Audience, decision_id: str | None = None) -> None:
    """Say that two names are of one actor, or that they are not. Both must be named in what this
    seat sees; a decision is undone by a later one.
    """
    check_may(at.viewer, Action.FILE)
    check_audience(at, audience)
    occur = marks.values_of(at.viewer, at.case_id, Field.NAMED, values=sameness.pair)
    unknown = sorted(sameness.pair - set(occur))
    if unknown:
        raise InputError(
            say("nobody is named '{name}' in the record", name=unknown[0]), where="other"
        )
    append(
        at.case_id,
        NewEntry(
            genre=Genre.SAMENESS,
            audience=audience,
            payload=to_plain(sameness),
            entered=at.world.clock(),
            seat=at.seat,
            id=decision_id,
        ),
        at.world.keys,
        at.world.new_id,
    )


def named(at: At, holding: str = "") -> Named:
    """Who is named in the latest acts, or by a name that holds some letters."""
    made = [one.sameness for one in decisions(at)]
    if holding.strip():
        names = marks.values_of(at.viewer, at.case_id, Field.NAMED, holding=folded_name(holding))
        every = frozenset(n for name in names for n in names_together(name, made))
        actors = actors_of(_acts(at, every), made) if every else ()
        found = tuple(a for a in actors if any(a.is_known_as(name) for name in names))
        return Named(found, proposals(found, made), all_of_them=True)
    acts = [met.act for met in islice(latest(at), _LATEST + 1)]
    actors = actors_of(acts[:_LATEST], made)
    return Named(actors, proposals(actors, made), all_of_them=len(acts) <= _LATEST)


def _acts(at: At, names: Collection[str]) -> Iterable[Act]:
    asked = Asked(named=frozenset(names))
    return [met.act for met in islice(latest(at, asked), _LATEST)]


def actor_seen(at: At, name: str, *, after: str = "", before: str = "") -> ActorSeen:
    """One actor by any of their names; NotFoundError where no act that this seat sees names them.

    What is read is a page of the acts; for whoever may decide on names, the latest acts that name
    somebody alike too.
    """
    decided = decisions(at)
    made = [one.sameness for one in decided]
    together = names_together(name, made)
    found = page(at, Asked(named=together), after=after, before=before)
    # on a page beyond the last, who it is still follows from the latest acts
    acts = found.record.acts or tuple(_acts(at, together))
    actor = _the_one(actors_of(acts, made), together)
    near = _near(at, actor) if may(at.viewer, Action.FILE) else together
    others = actors_of([*acts, *_acts(at, near - together)], made) if near - together else ()
    them = _the_one(others, together) if others else actor
    return ActorSeen(
        actor=actor,
        decided=tuple(one for one in decided if one.sameness.pair <= together),
        proposals=tuple(p for p in proposals(others, made) if them in {p.one, p.other}),
        page=found,
    )


def _the_one(actors: Iterable[Actor], names: frozenset[str]) -> Actor:
    found = next((a for a in actors if any(folded_name(n) in names for n in a.names)), None)
    if found is None:
        raise nothing_here()
    return found


def _near(at: At, actor: Actor) -> frozenset[str]:
    """Names that share the longest word of one of the actor's names."""
    words = {max(folded_name(name).split(), key=len) for name in actor.names[:_PROPOSED_AMONG]}
    return frozenset(
        value
        for word in words
        for value in marks.values_of(at.viewer, at.case_id, Field.NAMED, holding=word)
    )
