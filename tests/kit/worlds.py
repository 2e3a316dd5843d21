"""Worlds for tests: a clock and ids that follow from the action alone, keys in memory.

Two worlds in which the same action happens give it the same instant and the same ids, whatever
else happens in them; so what a reader receives of it can be compared byte for byte.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.journal.keyfile import KeyFile
from goodoffices.record.frame import Frame, Side
from goodoffices.service.at import At
from goodoffices.service.cases import give_seat, open_case
from goodoffices.service.interests import declare_interests
from goodoffices.service.world import World
from goodoffices.store.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

CURRENT: dict[str, World] = {}
"""The world the desk answers from, for tests that name `worlds.current_world` in WORLD."""


def current_world() -> World:
    return CURRENT["world"]


START = datetime(2022, 2, 28, 8, 0, tzinfo=UTC)


class MemoryKeys(KeyFile):
    """A key file that is gone with the test."""

    def __init__(self) -> None:
        super().__init__(Path("unused"))
        self.kept: dict[str, bytes] = {}

    def keep(self, keys: Mapping[str, bytes]) -> dict[str, bytes]:
        return {entry: self.kept.setdefault(entry, key) for entry, key in keys.items()}

    def fetch(self, entries: Iterable[str]) -> dict[str, bytes]:
        return {e: self.kept[e] for e in entries if e in self.kept}

    def shred(self, entries: Iterable[str]) -> None:
        for entry in entries:
            self.kept.pop(entry, None)


class Actions:
    """The source of instants and ids: `begin` names the action that asks for them."""

    def __init__(self) -> None:
        self._name = ""
        self._asked = 0
        self._hours = 0.0
        self._asides = 0

    def begin(self, name: str, hours: float = 0.0) -> None:
        self._name, self._asked, self._hours = name, 0, hours

    @contextmanager
    def aside(self, name: str) -> Iterator[None]:
        """Something done in the midst of an action, however often, such as signing in."""
        before = self._name, self._asked
        self._asides += 1
        self._name, self._asked = f"{name} {self._asides}", 0
        yield
        self._name, self._asked = before

    def new_id(self) -> str:
        self._asked += 1
        return hashlib.sha256(f"{self._name} {self._asked}".encode()).hexdigest()[:32]

    def clock(self) -> datetime:
        return START + timedelta(hours=self._hours)


def make_world() -> tuple[World, Actions]:
    actions = Actions()
    return World(keys=MemoryKeys(), clock=actions.clock, new_id=actions.new_id), actions


FRAME = Frame(
    title="A river and a border",
    slug="river",
    mediator=Side("mediator", "The third state", ("Third State",)),
    parties=(Side("a", "Side A", ("Alpha",)), Side("b", "Side B", ("Beta",))),
    observers=(Side("o", "Observer state", ("Omega",)),),
    public=True,
)


def make_person(world: World, handle: str) -> Person:
    return Person.objects.create_person(world.new_id(), handle)


def make_case(world: World, actions: Actions, frame: Frame = FRAME) -> dict[str, At]:
    """A case with a lead, a member and a clerk of the team, two delegates and an observer."""
    actions.begin("people")
    people = {n: make_person(world, n) for n in ("lead", "team", "clerk", "a", "b", "o")}
    actions.begin("open")
    lead = open_case(world, frame, people["lead"])
    places = {"lead": lead}
    seats = [
        ("team", SeatKind.TEAM, None),
        ("clerk", SeatKind.CLERK, None),
        ("a", SeatKind.DELEGATE, "a"),
        ("b", SeatKind.DELEGATE, "b"),
        ("o", SeatKind.OBSERVER, "o"),
    ]
    for name, kind, side in seats:
        actions.begin(f"seat {name}")
        viewer = give_seat(lead, people[name], kind, side)
        at = At(world, lead.case_id, frame, viewer)
        if viewer.undeclared:
            declare_interests(at, "", none=True)
        places[name] = replace(at, viewer=replace(viewer, undeclared=False))
    places["public"] = At(world, lead.case_id, frame, Viewer(SeatKind.PUBLIC))
    return places
