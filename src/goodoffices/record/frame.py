"""The frame of a case: its title, the mediator, the parties and observers by name.

The frame is what every seat of the case is shown at the top of each page; it is the one thing
that all of them share (docs/audiences.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from goodoffices.errors import InputError
from goodoffices.record.accounts import Direction, Mention
from goodoffices.saying import say

__all__ = ["CaucusRule", "Frame", "Side"]

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_SLUG_LENGTH = 60


class CaucusRule(StrEnum):
    """What may be done with what a party says in caucus."""

    CLOSED_UNLESS_RELEASED = "closed_unless_released"
    MAY_BE_PASSED_ON = "may_be_passed_on"


@dataclass(frozen=True)
class Side:
    """A mediator, party or observer; `stands_for` are the states or bodies accounts name it by.

    No slots: its folded names are asked for with every mention.
    """

    id: str
    name: str
    stands_for: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _IDENTIFIER.match(self.id):
            raise InputError(
                say("'{value}' is not an id", value=self.id),
                remedy=say("ids are lower-case letters, digits and _, beginning with a letter"),
            )
        if not self.name.strip():
            raise InputError(say("the side '{value}' has no name", value=self.id))

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(name.casefold() for name in (self.name, *self.stands_for))

    def is_meant_by(self, mention: Mention) -> bool:
        return mention.state.casefold() in self.names or mention.name.casefold() in self.names


@dataclass(frozen=True)
class Frame:
    """No slots: its sides by name are asked for with every mention."""

    title: str
    slug: str
    mediator: Side
    parties: tuple[Side, ...]
    observers: tuple[Side, ...] = ()
    language: str = "en"
    direction: Direction = Direction.LTR
    caucus_rule: CaucusRule = CaucusRule.CLOSED_UNLESS_RELEASED
    public: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise InputError(say("the case has no title"), where="title")
        if not _SLUG.match(self.slug) or len(self.slug) > _SLUG_LENGTH:
            raise InputError(
                say("'{slug}' cannot stand in an address", slug=self.slug[:80]),
                where="slug",
                remedy=say(
                    "use at most {slug_length} lower-case letters, digits and hyphens",
                    slug_length=_SLUG_LENGTH,
                ),
            )
        if len(self.parties) < 2:  # noqa: PLR2004 (a mediation has two sides at least)
            raise InputError(say("a mediation has two parties at least"), where="parties")
        ids = [side.id for side in (self.mediator, *self.parties, *self.observers)]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise InputError(
                say("the id '{twice}' is given twice", twice=twice[0]), where="parties"
            )

    def party(self, party_id: str) -> Side:
        return next(side for side in self.parties if side.id == party_id)

    @property
    def party_names(self) -> dict[str, str]:
        return {party.id: party.name for party in self.parties}

    def name_of(self, side_id: str) -> str:
        for side in (self.mediator, *self.parties, *self.observers):
            if side.id == side_id:
                return side.name
        return side_id

    def side_of(self, mention: Mention) -> Side | None:
        """The first side, in the order of the frame, that is meant by a mention."""
        by_name = self._by_name
        found = (by_name.get(mention.state.casefold()), by_name.get(mention.name.casefold()))
        first = min((place for place in found if place is not None), default=None)
        return None if first is None else self.sides[first]

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        return (self.mediator, *self.parties, *self.observers)

    @cached_property
    def _by_name(self) -> dict[str, int]:
        """The place of the first side that each folded name stands for."""
        found: dict[str, int] = {}
        for place, side in enumerate(self.sides):
            for name in side.names:
                found.setdefault(name, place)
        return found
