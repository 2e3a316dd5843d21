"""People, and links that sign one of them in once. Of a link's token only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.store.models import Person, SignInLink

if TYPE_CHECKING:
    from goodoffices.service.world import World

__all__ = ["create_person", "find_or_create_person", "make_link", "set_password", "use_link"]

_TOKEN_BYTES = 32
_HANDLE_LENGTH = 150


def create_person(world: World, handle: str, password: str | None = None) -> Person:
    """Make a person; without a password they sign in by link alone."""
    handle = handle.strip()
    if not handle or len(handle) > _HANDLE_LENGTH:
        raise InputError(
            say(
                "a name to sign in with has 1 to {handle_length} characters",
                handle_length=_HANDLE_LENGTH,
            ),
            where="handle",
        )
    if password is not None:
        _check_password(password)
    try:
        with transaction.atomic():
            return Person.objects.create_person(world.new_id(), handle, password)
    except IntegrityError:
        raise InputError(
            say("there is somebody called '{handle}' already", handle=handle),
            where="handle",
            remedy=say("Choose another"),
        ) from None


def find_or_create_person(world: World, handle: str) -> Person:
    """The person of this name; if there is none, a new one who signs in by link."""
    return Person.objects.filter(handle=handle.strip()).first() or create_person(world, handle)


def set_password(person: Person, current: str, password: str) -> None:
    """Give a person a password, or another one; whoever has one already names it first."""
    if person.has_usable_password() and not person.check_password(current):
        raise InputError(
            say("this is not your password"), where="current", remedy=say("Type it again")
        )
    _check_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])


def _check_password(password: str, person: Person | None = None) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise InputError(" ".join(error.messages), where="password") from None


def make_link(world: World, person: Person, hours: float) -> str:
    """Return the token of a link that signs `person` in once within `hours`."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    SignInLink.objects.create(
        token_hash=_hash(token), person=person, expires=world.clock() + timedelta(hours=hours)
    )
    return token


@transaction.atomic
def use_link(world: World, token: str) -> Person | None:
    """Use a link up and return whom it signs in; None if it is unknown, used or too old."""
    now = world.clock()
    fresh = SignInLink.objects.filter(
        token_hash=_hash(token), used=None, expires__gt=now, person__is_active=True
    )
    # the update decides between two who come at once
    if not fresh.update(used=now):
        return None
    return SignInLink.objects.select_related("person").get(token_hash=_hash(token)).person


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
