"""Short names (ids) for what people name in their own words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import all_of, say

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["check_named", "derived_id", "new_id"]

_ID = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST = 24


def check_named(name: str) -> str:
    """The name in one line; InputError if there is none."""
    named = " ".join(name.split())
    if not named:
        raise InputError(say("it needs a name"), where="name")
    return named


def new_id(
    name: str, own: str, taken: Collection[str], fallback: str, reserved: Collection[str] = ()
) -> str:
    """The short name that was asked for, checked, or one made of the name."""
    own = own.strip()
    if not own:
        return derived_id(name, taken, fallback, reserved)
    if not _ID.fullmatch(own) or own in reserved:
        raise InputError(
            say("{name} cannot be a short name", name=repr(own[:40])),
            where="id",
            remedy=say(
                "Use lower-case letters, digits and underscores, beginning with a letter; "
                "{names} are taken.",
                names=all_of([repr(name) for name in sorted(reserved)]),
            )
            if reserved
            else say("Use lower-case letters, digits and underscores, beginning with a letter."),
        )
    if own in taken:
        raise InputError(
            say("the short name {name} is taken", name=repr(own)),
            where="id",
            remedy=say("Choose another."),
        )
    return own


def derived_id(
    name: str, taken: Collection[str], fallback: str, reserved: Collection[str] = ()
) -> str:
    """Make an id of a name: its first words in plain letters, a number behind if it is taken.

    A name without plain letters gets the fallback.
    """
    plain = unicodedata.normalize("NFKD", name.replace("’", "").replace("'", ""))
    ascii_only = plain.encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", " ", ascii_only).split()
    while words and not words[0][0].isalpha():
        words.pop(0)
    own = ""
    for word in words:
        longer = f"{own}_{word}" if own else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        own = longer
    if not own or own in reserved:
        own = fallback
    number, found = 1, own
    while found in taken:
        number += 1
        found = f"{own}_{number}"
    return found
