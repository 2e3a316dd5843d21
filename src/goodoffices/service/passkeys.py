"""Passkeys (WebAuthn level 2): made and checked by the `webauthn` library, kept here.

A passkey is asked to verify its holder, so that it stands for password and second step together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.store.models import Authenticator

if TYPE_CHECKING:
    from goodoffices.service.world import World
    from goodoffices.store.models import Person

__all__ = ["Site", "add_passkey", "creation_options", "new_challenge", "request_options", "use"]

PASSKEY = "passkey"
_NAME = "Good Offices"
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Site:
    """Where the desk answers: a passkey is bound to it. `host` is without the port."""

    host: str
    origin: str


def new_challenge(world: World) -> str:
    """256 random bits in hexadecimal."""
    return world.new_id() + world.new_id()


def creation_options(site: Site, person: Person, challenge: str) -> str:
    """What the browser needs to make a passkey, as JSON."""
    known = Authenticator.objects.filter(person=person, kind=PASSKEY)
    return options_to_json(
        generate_registration_options(
            rp_id=site.host,
            rp_name=_NAME,
            user_id=bytes.fromhex(person.id),
            user_name=person.handle,
            challenge=bytes.fromhex(challenge),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=bytes(one.credential)) for one in known
            ],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
    )


def request_options(site: Site, challenge: str) -> str:
    """What the browser needs to answer with a passkey, as JSON; it names no person."""
    return options_to_json(
        generate_authentication_options(
            rp_id=site.host,
            challenge=bytes.fromhex(challenge),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


@transaction.atomic
def add_passkey(
    world: World, site: Site, person: Person, challenge: str, answer: str, name: str
) -> None:
    """Keep the passkey that answered the challenge."""
    label = name.strip()
    if not label or len(label) > _LONGEST_NAME:
        raise InputError(
            say("a passkey has a name of 1 to {most} characters", most=_LONGEST_NAME), where="name"
        )
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=bytes.fromhex(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise _not_taken() from error
    if Authenticator.objects.filter(credential=made.credential_id).exists():
        raise InputError(say("this passkey is known already"), where="passkey")
    Authenticator.objects.create(
        id=world.new_id(),
        person=person,
        kind=PASSKEY,
        name=label,
        credential=made.credential_id,
        material=made.credential_public_key,
        counter=made.sign_count,
        made=world.clock(),
    )


def use(site: Site, challenge: str, answer: str) -> Person:
    """Whose passkey answered the challenge; InputError where it is nobody's or does not fit."""
    try:
        credential = parse_authentication_credential_json(answer)
        row = (
            Authenticator.objects.select_related("person")
            .filter(kind=PASSKEY, credential=base64url_to_bytes(credential.id))
            .first()
        )
        if row is None or not row.person.is_active:
            raise _not_taken()
        checked = verify_authentication_response(
            credential=credential,
            expected_challenge=bytes.fromhex(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=bytes(row.material),
            credential_current_sign_count=row.counter,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise _not_taken() from error
    Authenticator.objects.filter(id=row.id).update(counter=checked.new_sign_count)
    return row.person


def _not_taken() -> InputError:
    return InputError(
        say("this passkey was not taken"),
        where="passkey",
        remedy=say("Try again, or sign in otherwise"),
    )
