"""Sessions: each has a row of its own, and ends with it; two limits end it by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goodoffices.store.models import SignedIn
from goodoffices.store.statements import asked, every, instant, is_same

if TYPE_CHECKING:
    from goodoffices.service.world import World
    from goodoffices.store.models import Person

__all__ = ["begin", "end", "end_others", "goes_on", "is_fresh", "sessions_of"]

IDLE = timedelta(hours=1)
ABSOLUTE = timedelta(hours=12)
FRESH = timedelta(minutes=15)
"""How long after signing in one may change the ways of signing in."""
_NOTED_EVERY = timedelta(minutes=1)
_LONGEST_DEVICE = 200


def begin(world: World, person: Person, device: str) -> str:
    """Write down that somebody signed in; what is long over goes."""
    now = world.clock()
    SignedIn.objects.filter(person=person, started__lt=now - ABSOLUTE).delete()
    row = SignedIn.objects.create(
        id=world.new_id(), person=person, started=now, seen=now, device=device[:_LONGEST_DEVICE]
    )
    return row.id


def goes_on(world: World, session: str, person: Person) -> bool:
    """Whether the session still holds; notes at most once a minute that it was used."""
    now = world.clock()
    held = every((is_same("id", session), is_same("person_id", person.id)))
    rows = asked("started, seen FROM store_signedin", held)
    if not rows:
        return False
    started, seen = map(instant, rows[0])
    if now - started >= ABSOLUTE or now - seen >= IDLE:
        SignedIn.objects.filter(id=session, person=person).delete()
        return False
    if now - seen >= _NOTED_EVERY:
        SignedIn.objects.filter(id=session).update(seen=now)
    return True


def is_fresh(world: World, session: str) -> bool:
    row = SignedIn.objects.filter(id=session).first()
    return row is not None and world.clock() - row.started < FRESH


def sessions_of(person: Person) -> tuple[SignedIn, ...]:
    return tuple(SignedIn.objects.filter(person=person).order_by("-seen", "id"))


def end(person: Person, session: str) -> bool:
    return bool(SignedIn.objects.filter(person=person, id=session).delete()[0])


def end_others(person: Person, session: str) -> None:
    SignedIn.objects.filter(person=person).exclude(id=session).delete()
