"""Topics: what acts are tagged with, so that all on one subject can be read together.

A tag names an act and a topic; a later tag on the same two may take it away again. The topic of a
tag is compared without case and punctuation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["Tag", "Topic", "topic_key", "topics_of"]

_LONGEST = 80


def topic_key(name: str) -> str:
    """The topic as it stands in an address: letters and digits, parted by hyphens."""
    bare = "".join(c if c.isalnum() else " " for c in name.casefold())
    return "-".join(bare.split())


@dataclass(frozen=True, slots=True)
class Tag:
    act: str
    topic: str
    removed: bool = False

    def __post_init__(self) -> None:
        if not topic_key(self.topic):
            raise InputError(
                say("a topic has a name"), where="topic", remedy=say("Write a word or several")
            )
        if len(self.topic) > _LONGEST:
            raise InputError(
                say("a topic has at most {longest} characters", longest=_LONGEST), where="topic"
            )


@dataclass(frozen=True, slots=True)
class Topic:
    """`acts` are ids, in the order in which they were tagged; `name` as it was first written."""

    key: str
    name: str
    acts: tuple[str, ...]


def topics_of(acts: Collection[str], tags: Iterable[Tag]) -> tuple[Topic, ...]:
    """The topics of these acts (ids), by name; `tags` come in the order in which they were made.

    A tag on an act that is not among them shows nothing. Linear but for the sort.
    """
    names: dict[str, str] = {}
    tagged: dict[str, dict[str, bool]] = {}
    present = frozenset(acts)
    for tag in tags:
        if tag.act in present:
            key = topic_key(tag.topic)
            names.setdefault(key, " ".join(tag.topic.split()))
            tagged.setdefault(key, {})[tag.act] = not tag.removed
    found = (
        Topic(key, names[key], tuple(act for act, holds in held.items() if holds))
        for key, held in tagged.items()
    )
    return tuple(sorted((t for t in found if t.acts), key=lambda t: (t.name.casefold(), t.key)))
