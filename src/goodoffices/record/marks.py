"""The words by which accounts are found: marks for lists, texts for the search.

A mark is a field and a value that an account states.

Marks repeat what the account says, so that a list of 100,000 accounts is searched without opening
them. A list takes more than it needs by them, never less; what it shows follows from the acts
as composed.
"""

from __future__ import annotations

from datetime import UTC
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.record.accounts import LinkKind, Stance
from goodoffices.record.actors import folded_name
from goodoffices.record.phrases import headline
from goodoffices.saying import ENGLISH, spoken_by

if TYPE_CHECKING:
    from datetime import datetime

    from goodoffices.record.accounts import Account, Mention

__all__ = [
    "Field",
    "Marks",
    "marks_of",
    "named_in",
    "names_of",
    "texts_of",
    "until_mark",
]

Marks = frozenset[tuple[str, str]]


STATED = ("issue", "channel", "venue")


class Field(StrEnum):
    """Besides these each kind of link is a field, whose values are the acts linked to."""

    KIND = "kind"
    ACTOR = "actor"
    NAMED = "named"
    """Its value is the folded name of an actor, a target or a named source."""
    SOURCE = "source"
    SIDE = "side"
    """Its values are what a side may be known by, of actors and of targets: see `names_of`."""
    STATES = "states"
    """Its values are `issue`, `channel` and `venue`: that the account states one, whatever it is;
    and `reading`: that it is the team's own.
    """
    AT_ODDS = "at_odds"
    """Its value is an act that somebody may find contested on reading this account too."""
    UNTIL = "until"
    """Its value is the instant at which the entry is to be shredded (UTC, ISO 8601)."""


def marks_of(account: Account) -> Marks:
    found: set[tuple[str, str]] = {(Field.KIND, str(account.kind))}
    found.update((Field.ACTOR, name) for actor in account.actors for name in names_of(actor))
    found.update((Field.NAMED, name) for name in named_in(account))
    people = (*account.actors, *account.targets)
    found.update((Field.SIDE, name) for one in people for name in names_of(one))
    found.update((str(link.kind), link.act) for link in account.links)
    found.update((Field.STATES, name) for name in STATED if getattr(account, name))
    if account.stance is Stance.READING:
        found.add((Field.STATES, "reading"))
    if account.source:
        found.add((Field.SOURCE, account.source))
    if account.initiator:
        bears_on = (link.act for link in account.links if link.kind is LinkKind.BEARS_ON)
        found.update((Field.AT_ODDS, act) for act in bears_on)
    return frozenset(found)


def until_mark(until: datetime) -> tuple[str, str]:
    """That an entry is to be shredded at an instant; as text instants are in their own order."""
    return (Field.UNTIL, f"{until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")


def named_in(account: Account) -> frozenset[str]:
    """Everybody whom it names, by folded name."""
    names = [one.name for one in (*account.actors, *account.targets)]
    names += [carrier.name for carrier in account.chain if not carrier.anonymous]
    return frozenset(map(folded_name, names))


def names_of(mention: Mention) -> tuple[str, ...]:
    """What a side may be known by: see `Side.is_meant_by`."""
    return tuple(name.casefold() for name in (mention.name, mention.state) if name)


def texts_of(account: Account) -> tuple[str, ...]:
    """The texts of an account in which words are found, its own words first."""
    people = [*account.actors, *account.targets]
    with spoken_by(ENGLISH):  # what is kept does not hang on who files it
        title = account.title or headline(account)
    return (
        account.claim.text,
        *(parallel.words.text for parallel in account.parallels),
        *(parallel.title for parallel in account.parallels if parallel.title),
        title,
        *(f"{mention.name} {mention.state}" for mention in people),
        *(str(carrier) for carrier in account.chain),
        account.venue or "",
    )
