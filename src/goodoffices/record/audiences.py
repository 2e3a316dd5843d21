"""Audiences: for whom an entry is meant.

Seven kinds (definitions: docs/audiences.md). An audience is a plain value with one canonical
spelling, its `key`; who belongs to it is decided in `goodoffices.access` and nowhere else.

    team                 the mediator's people
    group:G+H            those of the team who are in each of these groups, and the lead mediator
    caucus:PARTY         the delegation of PARTY and the team
    own:PARTY            the delegation of PARTY alone, the mediator not
    joint                all parties and the team
    briefed:O1,O2        the named observers and the team; with `+parties` the parties too
    public               everybody
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from goodoffices.errors import InputError
from goodoffices.saying import mark, say

__all__ = ["JOINT", "LEAD_ALONE", "PUBLIC", "TEAM", "Audience", "AudienceKind"]

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")


class AudienceKind(StrEnum):
    TEAM = "team"
    GROUP = "group"
    CAUCUS = "caucus"
    OWN_ROOM = "own"
    JOINT = "joint"
    BRIEFED = "briefed"
    PUBLIC = "public"


_OF_ONE_PARTY = frozenset({AudienceKind.CAUCUS, AudienceKind.OWN_ROOM})


@dataclass(frozen=True, slots=True)
class Audience:
    kind: AudienceKind
    party: str | None = None
    observers: frozenset[str] = frozenset()
    with_parties: bool = False
    groups: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if (self.party is not None) != (self.kind in _OF_ONE_PARTY):
            raise InputError(
                say(
                    mark("an audience '{kind}' names a party")
                    if self.party is None
                    else mark("an audience '{kind}' does not name a party"),
                    kind=self.kind,
                ),
                remedy=say("write caucus:PARTY or own:PARTY"),
            )
        if bool(self.observers) != (self.kind is AudienceKind.BRIEFED):
            raise InputError(
                say(
                    "only an audience of briefed observers names observers, and it names "
                    "one at least"
                ),
                remedy=say("write briefed:OBSERVER"),
            )
        if self.with_parties and self.kind is not AudienceKind.BRIEFED:
            raise InputError(say("'+parties' goes with briefed observers only"))
        if bool(self.groups) != (self.kind is AudienceKind.GROUP):
            raise InputError(
                say("only an audience of a group names groups, and it names one at least"),
                remedy=say("write group:GROUP"),
            )
        for name in (*self.observers, *self.groups, *([] if self.party is None else [self.party])):
            if not _IDENTIFIER.match(name):
                raise InputError(
                    say("'{name}' is not an id", name=name),
                    where="audience",
                    remedy=say("ids are lower-case letters, digits and _, beginning with a letter"),
                )

    @property
    def key(self) -> str:
        match self.kind:
            case AudienceKind.CAUCUS | AudienceKind.OWN_ROOM:
                return f"{self.kind}:{self.party}"
            case AudienceKind.BRIEFED:
                names = ",".join(sorted(self.observers))
                return f"{self.kind}:{names}{'+parties' if self.with_parties else ''}"
            case AudienceKind.GROUP:
                return f"{self.kind}:{'+'.join(sorted(self.groups))}"
            case _:
                return str(self.kind)

    @property
    def inside_team(self) -> bool:
        """Whether nobody outside the mediator's team reads it."""
        return self.kind in {AudienceKind.TEAM, AudienceKind.GROUP}

    @classmethod
    def parse(cls, key: str) -> Audience:
        """Read the canonical spelling back; anything else is an InputError."""
        audience = cls._read(key)
        if audience.key != key:
            raise InputError(
                say("'{key}' is not how that audience is written", key=key),
                remedy=say("Write '{key}'", key=audience.key),
            )
        return audience

    @classmethod
    def _read(cls, key: str) -> Audience:
        kind_text, _, rest = key.partition(":")
        try:
            kind = AudienceKind(kind_text)
        except ValueError:
            raise InputError(
                say("there is no audience '{key}'", key=key),
                remedy=say(
                    "use team, group:GROUP, caucus:PARTY, own:PARTY, joint, "
                    "briefed:OBSERVER or public"
                ),
            ) from None
        if kind in _OF_ONE_PARTY:
            return cls(kind, party=rest)
        if kind is AudienceKind.GROUP:
            return cls(kind, groups=frozenset(rest.split("+")))
        if kind is AudienceKind.BRIEFED:
            names, plus, parties = rest.partition("+")
            if plus and parties != "parties":
                raise InputError(
                    say("'+{parties}' is not '+parties'", parties=parties),
                    where=f"audience '{key}'",
                )
            return cls(kind, observers=frozenset(names.split(",")), with_parties=bool(plus))
        if rest:
            raise InputError(
                say("the audience '{kind}' takes no name", kind=kind), where=f"audience '{key}'"
            )
        return cls(kind)


TEAM = Audience(AudienceKind.TEAM)
JOINT = Audience(AudienceKind.JOINT)
PUBLIC = Audience(AudienceKind.PUBLIC)
LEAD_ALONE = Audience(AudienceKind.GROUP, groups=frozenset({"lead"}))
"""A group that nobody is put into: the lead mediator sees every group."""


def caucus(party: str) -> Audience:
    return Audience(AudienceKind.CAUCUS, party=party)


def own_room(party: str) -> Audience:
    return Audience(AudienceKind.OWN_ROOM, party=party)


def briefed(*observers: str, with_parties: bool = False) -> Audience:
    return Audience(AudienceKind.BRIEFED, observers=frozenset(observers), with_parties=with_parties)


def group(*groups: str) -> Audience:
    return Audience(AudienceKind.GROUP, groups=frozenset(groups))
