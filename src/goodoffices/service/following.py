"""Following a case, an actor or a topic; and what is new of it, for one seat.

What is new is found when it is asked for, among the entries that the seat sees at that moment:
nothing is noted beforehand, so nothing hidden can have left a trace. What was released or granted
is new for those who read it since, once, from that instant on. Names that this seat finds joined
are followed as one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from goodoffices.access.decisions import may_see
from goodoffices.errors import InputError
from goodoffices.record.actors import folded_name, names_together
from goodoffices.record.audiences import JOINT, PUBLIC
from goodoffices.record.topics import topic_key
from goodoffices.saying import say
from goodoffices.service.actors import decisions
from goodoffices.service.cases import nothing_here
from goodoffices.service.record import around, filed
from goodoffices.service.seats import granted_when
from goodoffices.service.topics import topics_of_act
from goodoffices.store import marks, queries
from goodoffices.store.genres import Genre
from goodoffices.store.models import MARK_LENGTH, Follow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodoffices.record.acts import FiledAccount
    from goodoffices.service.at import At

__all__ = ["FollowKind", "Followed", "News", "follow", "followed", "newest", "news", "unfollow"]

_MOST_FOLLOWED = 50
_MOST_NEWS = 50
_ACCOUNTS_OF_A_FEED = 200


class FollowKind(StrEnum):
    CASE = "case"
    ACTOR = "actor"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Followed:
    id: str
    kind: FollowKind
    value: str
    since: datetime


@dataclass(frozen=True, slots=True)
class News:
    """An act of which something new is told, as the seat sees it."""

    entry: str
    act: str
    title: str
    entered: datetime
    is_joint: bool
    """Whether every party may know of it: it may be named in mail where mail may name anything."""


def follow(at: At, kind: FollowKind, value: str = "") -> None:
    """Follow something; what one follows already stays followed. Who has no seat follows a feed."""
    _check_seat(at)
    value = "" if kind is FollowKind.CASE else value.strip()
    if kind is not FollowKind.CASE and not value:
        raise InputError(say("there is nothing named to follow"), where="value")
    if len(value) > MARK_LENGTH:
        raise InputError(say("the name is too long"), where="value")
    if Follow.objects.filter(seat_id=at.seat).count() >= _MOST_FOLLOWED:
        raise InputError(
            say("a seat follows at most {most} things", most=_MOST_FOLLOWED),
            remedy=say("Leave another first"),
        )
    try:
        with transaction.atomic():
            Follow.objects.create(
                id=at.world.new_id(),
                seat_id=at.seat,
                kind=kind,
                value=value,
                since=at.world.clock(),
            )
    except IntegrityError:
        return


def unfollow(at: At, follow_id: str) -> None:
    """Leave what is followed; what was left already stays left."""
    _check_seat(at)
    Follow.objects.filter(seat_id=at.seat, id=follow_id).delete()


def followed(at: At) -> tuple[Followed, ...]:
    rows = Follow.objects.filter(seat_id=at.seat).order_by("kind", "value") if at.seat else ()
    return tuple(Followed(row.id, FollowKind(row.kind), row.value, row.since) for row in rows)


def _check_seat(at: At) -> None:
    if not at.seat or at.viewer.preview:
        raise nothing_here()


def news(at: At, since: datetime) -> tuple[News, ...]:
    """What is new of what this seat follows, by others than itself, the latest first; fifty at
    most. Linear in what was written since.
    """
    wanted = followed(at)
    if not wanted:
        return ()
    fresh = _written_since(at, since)
    actors = _actors(at, wanted)
    matching = [f for f in fresh if f.recorder != at.seat and _matches(at, f, wanted, actors)]
    return _told(at, matching)


def newest(at: At) -> tuple[News, ...]:
    """The acts that happened last as this seat sees them, for a feed; fifty at most."""
    steps = marks.walk(
        at.viewer, at.case_id, Genre.ACCOUNT, backwards=True, most=_ACCOUNTS_OF_A_FEED
    )
    acts = list(dict.fromkeys(step.subject for step in steps))[:_MOST_NEWS]
    record = around(at, set(acts))
    return _told(at, (f for act in record.acts for f in act.accounts))


def _written_since(at: At, since: datetime) -> list[FiledAccount]:
    """Accounts that were filed since, or opened to this seat since and so new to it then."""
    place = (at.viewer, at.case_id, at.world.keys)
    fresh = {e.id: filed(e) for e in queries.entries(*place, Genre.ACCOUNT, since=since)}
    released = queries.released_since(*place, since)
    granted = granted_when(at.world, at.case_id, at.viewer) if at.viewer.granted else {}
    opened = {**granted, **released}
    for e in queries.entries_of(*place, opened.keys()):
        if e.genre is Genre.ACCOUNT and (e.id in released or not may_see(at.viewer, e.audience)):
            # what was granted before it was released is no news again
            when = min(opened[e.id], granted.get(e.id, opened[e.id]))
            if when > since:
                fresh[e.id] = replace(filed(e), entered=when)
            else:
                fresh.pop(e.id, None)
    return list(fresh.values())


def _actors(at: At, wanted: Iterable[Followed]) -> dict[str, frozenset[str]]:
    """For each actor that is followed all names that are the same one's, as this seat knows."""
    names = {one.value for one in wanted if one.kind is FollowKind.ACTOR}
    made = [one.sameness for one in decisions(at)] if names else []
    return {name: names_together(name, made) for name in names}


def _matches(
    at: At,
    one: FiledAccount,
    wanted: Iterable[Followed],
    actors: Mapping[str, frozenset[str]],
) -> bool:
    mentions = (*one.account.actors, *one.account.targets)
    names = {folded_name(mention.name) for mention in mentions}
    topics: frozenset[str] | None = None
    for follow_ in wanted:
        if one.entered <= follow_.since:
            continue
        if follow_.kind is FollowKind.CASE:
            return True
        if follow_.kind is FollowKind.ACTOR and actors[follow_.value] & names:
            return True
        if follow_.kind is FollowKind.TOPIC:
            if topics is None:
                topics = frozenset(t.key for t in topics_of_act(at, one.act))
            if topic_key(follow_.value) in topics:
                return True
    return False


def _told(at: At, accounts: Iterable[FiledAccount]) -> tuple[News, ...]:
    """By act, the latest first; an act that no longer stands is no news."""
    latest: dict[str, FiledAccount] = {}
    for one in sorted(accounts, key=lambda f: (f.entered, f.id), reverse=True):
        latest.setdefault(one.act, one)
    kept = dict(list(latest.items())[:_MOST_NEWS])
    record = around(at, set(kept))
    found = []
    for act_id, one in kept.items():
        act = record.act(act_id)
        if act is not None:
            # the title is that of the leading account
            joint = act.accounts[0].audience in {JOINT, PUBLIC}
            found.append(News(one.id, act_id, act.title, one.entered, joint))
    return tuple(found)
