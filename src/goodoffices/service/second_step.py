"""The second step of signing in: one-time codes (RFC 6238) and recovery codes.

The secret of one-time codes is sealed under a key of its own in the key file. A code is taken
once: the time step of the last one taken is kept and never goes back.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

import pyotp
from django.db import transaction

from goodoffices.errors import InputError
from goodoffices.journal.sealing import new_key, seal, unseal
from goodoffices.record.audiences import TEAM
from goodoffices.saying import say
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre
from goodoffices.store.models import Authenticator, Person, RecoveryCode, Seat, SignedIn

if TYPE_CHECKING:
    from datetime import datetime

    from goodoffices.service.world import World

__all__ = [
    "add_codes",
    "clear_second_step",
    "codes_left",
    "has_second_step",
    "make_recovery_codes",
    "new_secret",
    "otpauth",
    "remove_authenticator",
    "take_code",
]

CODES = "codes"
_STEP_SECONDS = 30
_DRIFT = 1
"""Steps before and after the present one whose code is taken."""
_RECOVERY_CODES = 10
_SECRET_BYTES = 20


def new_secret(world: World) -> str:
    """160 random bits, as an authenticator reads them."""
    return base64.b32encode(bytes.fromhex(world.new_id() + world.new_id())[:_SECRET_BYTES]).decode()


def otpauth(secret: str, person: Person) -> str:
    """The address that an authenticator scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.handle, issuer_name="Good Offices")


def has_second_step(person: Person) -> bool:
    return Authenticator.objects.filter(person=person, kind=CODES).exists()


@transaction.atomic
def add_codes(world: World, person: Person, secret: str, code: str) -> None:
    """Take a secret into use, once a code made from it shows that it arrived."""
    now = world.clock()
    step = _step_of(secret, code, now)
    if step is None:
        raise InputError(
            say("this is not the code of this moment"), where="code", remedy=say("Try the next")
        )
    if has_second_step(person):
        raise InputError(say("one-time codes are in use already"), where="code")
    made = world.new_id()
    key = new_key()
    world.keys.keep({made: key})
    Authenticator.objects.create(
        id=made,
        person=person,
        kind=CODES,
        material=seal(secret.encode(), key, made),
        counter=step,
        made=now,
    )


def take_code(world: World, person: Person, code: str) -> bool:
    """Whether this is a code of the person that was not taken before: one-time, or recovery."""
    typed = "".join(code.split()).replace("-", "")
    return _take_one_time(world, person, typed) or _take_recovery(world, person, typed)


def _take_one_time(world: World, person: Person, typed: str) -> bool:
    row = Authenticator.objects.filter(person=person, kind=CODES).first()
    if row is None:
        return False
    key = world.keys.fetch([row.id]).get(row.id)
    if key is None:
        return False
    secret = unseal(bytes(row.material), key, row.id).decode()
    step = _step_of(secret, typed, world.clock())
    if step is None:
        return False
    # the update decides between two who come at once with one code
    unused = Authenticator.objects.filter(id=row.id, counter__lt=step)
    return bool(unused.update(counter=step))


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step whose code this is, within the drift allowed."""
    present = int(now.timestamp()) // _STEP_SECONDS
    totp = pyotp.TOTP(secret)
    typed = code.encode()
    found = None
    for step in range(present - _DRIFT, present + _DRIFT + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), typed):
            found = step
    return found


def _take_recovery(world: World, person: Person, typed: str) -> bool:
    unused = RecoveryCode.objects.filter(code_hash=_hash(typed), person=person, used=None)
    return bool(unused.update(used=world.clock()))


@transaction.atomic
def make_recovery_codes(world: World, person: Person) -> tuple[str, ...]:
    """Ten fresh codes of 80 bits, shown this once; those before them work no more."""
    RecoveryCode.objects.filter(person=person).delete()
    codes = []
    for _ in range(_RECOVERY_CODES):
        plain = base64.b32encode(bytes.fromhex(world.new_id())[:10]).decode()
        RecoveryCode.objects.create(code_hash=_hash(plain), person=person)
        codes.append("-".join(plain[i : i + 4] for i in range(0, 16, 4)))
    return tuple(codes)


def codes_left(person: Person) -> int:
    return RecoveryCode.objects.filter(person=person, used=None).count()


@transaction.atomic
def remove_authenticator(world: World, person: Person, authenticator: str) -> None:
    """Take a way of signing in away; the secret of one-time codes is shredded."""
    gone, _ = Authenticator.objects.filter(person=person, id=authenticator).delete()
    if not gone:
        raise InputError(say("there is no such way of signing in"), where="id")
    world.keys.shred([authenticator])
    if not Authenticator.objects.filter(person=person).exists():
        RecoveryCode.objects.filter(person=person).delete()


@transaction.atomic
def clear_second_step(world: World, handle: str) -> tuple[str, ...]:
    """For whoever holds the machine: somebody who lost what they sign in with begins anew. Their
    codes and passkeys are taken away and their sessions ended, and each case in which they have a
    seat says so in its journal. Returns the addresses of those cases.
    """
    person = Person.objects.filter(handle=handle.strip()).first()
    if person is None:
        raise InputError(
            say("nobody here signs in as '{handle}'", handle=handle.strip()),
            where="handle",
            remedy=say("Write the name with which they sign in"),
        )
    ways = list(Authenticator.objects.filter(person=person).values_list("id", flat=True))
    if not ways:
        raise InputError(say("they have no second step"), where="handle")
    Authenticator.objects.filter(id__in=ways).delete()
    RecoveryCode.objects.filter(person=person).delete()
    SignedIn.objects.filter(person=person).delete()
    seats = Seat.objects.filter(person=person, left=None).select_related("case")
    for seat in seats.order_by("case__slug"):
        payload = {"seat": seat.id, "second_step": "cleared"}
        entry = NewEntry(Genre.SEAT, TEAM, payload, world.clock(), subject=seat.id)
        append(seat.case_id, entry, world.keys, world.new_id)
    world.keys.shred(ways)
    return tuple(sorted(seat.case.slug for seat in seats))


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.upper().encode()).digest()
