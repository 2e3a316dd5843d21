"""Whether a party is a person, a body or several, by its role and its name (RR 5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from goodoffices.reading.model import Party
    from goodoffices.reading.work import Work

BODIES = frozenset(
    {
        Role.STATE,
        Role.OFFICE,
        Role.MINISTRY,
        Role.EMBASSY,
        Role.INTERNATIONAL_ORG,
        Role.MEDIA,
        Role.COMPANY,
        Role.PARTY,
        Role.ARMED_GROUP,
        Role.DOCUMENT,
        Role.UNION,
        Role.MILITARY,
        Role.LEGISLATURE,
        Role.DELEGATION,
    }
)
_BODY_WORDS = frozenset(
    {"force", "party", "society", "union", "association", "federation", "council", "committee"}
    | {"commission", "board", "department", "agency", "office", "bureau", "group", "institute"}
    | {"organisation", "organization", "foundation", "university", "hospital", "church", "bank"}
    | {"center", "centre", "company", "corporation", "court", "club", "league", "alliance"}
    | {"coalition", "front", "movement", "army", "navy", "guard", "trust", "fund", "authority"}
    | {"administration", "service", "network", "academy", "college", "school", "congress"}
    | {"senate", "assembly", "chamber", "ministry", "embassy", "mission", "campaign", "forum"}
)


def one_body(party: Party) -> bool:
    """A body by its role, by a name in capitals alone (`ISAF`), or by a word for one in it."""
    short = party.name.isupper() and party.name.isalpha() and len(party.name) > 1
    head = _head(party)
    called = head != party.name and head[:1].isupper() and head.lower() in _BODY_WORDS
    return party.role in BODIES or (party.role is Role.OTHER and (short or called))


def one_person(work: Work, party: Party) -> bool:
    """Somebody of the cast or of a personal office; no body, and no thing taken for one."""
    cast = work.cast.people if work.cast is not None else ()
    named = " " in party.name and any(person.name == party.name for person in cast)
    if several(party) and not named:
        return False
    last = _head(party)
    known = party.role is not Role.OTHER or any(person.name == party.name for person in cast)
    surname = last == party.name and last[:1].isupper() and not last.isupper()
    return known or surname or last.lower() in lex.UNNAMED | work.gazetteer.titles.keys()


def several(party: Party) -> bool:
    """More than one, or a body: whom `they` may stand for."""
    last = _head(party)
    many = last.endswith("s") or last in {"people", "men", "women"}
    return party.role in BODIES or (many and last.islower())


def _head(party: Party) -> str:
    """`people` of `people in the port`."""
    return re.split(r" (?:in|of|for|at|from|with) ", party.name)[0].split()[-1]
