"""Tagging acts with topics, and taking tags away; the topics that a seat sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import InputError
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.topics import Tag, topic_key, topics_of
from goodoffices.saying import say
from goodoffices.service.about import about
from goodoffices.service.audiences import check_audience
from goodoffices.service.cases import nothing_here
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.record.audiences import Audience
    from goodoffices.record.topics import Topic
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = ["tag", "topic_of", "topics", "topics_of_act", "untag"]


@transaction.atomic
def tag(at: At, tag: Tag, audience: Audience, tag_id: str | None = None) -> str:
    """Tag an act that this seat sees (or, with `removed`, take the tag away), for an audience."""
    check_may(at.viewer, Action.FILE)
    check_audience(at, audience)
    if not queries.present(at.viewer, at.case_id, at.world.keys, [tag.act]):
        raise nothing_here()
    return append(
        at.case_id,
        NewEntry(
            genre=Genre.TAG,
            audience=audience,
            payload=to_plain(tag),
            entered=at.world.clock(),
            seat=at.seat,
            subject=tag.act,
            id=tag_id,
        ),
        at.world.keys,
        at.world.new_id,
    )


@transaction.atomic
def untag(at: At, act_id: str, topic: str) -> None:
    """Take a topic off an act, for all who were told of it and whom this seat writes for."""
    tags = [e for e in _tags(at, act_id) if topic_key(e.payload["topic"]) == topic_key(topic)]
    if not topics_of({act_id}, (from_plain(Tag, e.payload) for e in tags)):
        raise InputError(say("the act has no such topic"), where="topic")
    for audience in dict.fromkeys(e.audience for e in tags):
        tag(at, Tag(act_id, topic, removed=True), audience)


def _tags(at: At, act_id: str | None = None) -> tuple[Opened, ...]:
    return queries.entries(at.viewer, at.case_id, at.world.keys, Genre.TAG, subject=act_id)


def topics(at: At) -> tuple[Topic, ...]:
    """The topics of the acts that this seat sees, by name. Linear in the tags."""
    tags = [from_plain(Tag, e.payload) for e in _tags(at)]
    acts = queries.present(at.viewer, at.case_id, at.world.keys, {one.act for one in tags})
    return topics_of(acts, tags)


def topics_of_act(at: At, act_id: str, told: Iterable[Opened] | None = None) -> tuple[Topic, ...]:
    """The topics of one act, which this seat sees; `told` is what is entered about it, where that
    was read already.
    """
    tags = (e for e in (about(at, act_id) if told is None else told) if e.genre is Genre.TAG)
    return topics_of({act_id}, (from_plain(Tag, e.payload) for e in tags))


def topic_of(at: At, key: str) -> Topic:
    found = next((topic for topic in topics(at) if topic.key == key), None)
    if found is None:
        raise nothing_here()
    return found
