"""`the group`, `the agency`, `the paper`: which bodies such a word may go back to (RR 5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from goodoffices.reading.model import Party
    from goodoffices.reading.tree import Tok

__all__ = ["KINDS", "is_such_a"]

_BASED = re.compile(r"(?:[A-Z][\w.]*\s)*[A-Z][\w.]*\s?-\s?based\s")
_DOMAIN = re.compile(r"[\w.-]+\.[A-Za-z]{2,6}")
_PAPER = (
    *("newspaper", "paper", "daily", "weekly", "magazine", "tabloid", "journal", "outlet"),
    *("publication", "website", "site"),
)
_SITES = frozenset({"website", "site"})
_ON_AIR = ("broadcaster", "network", "station", "channel")
_PAPERS = frozenset(
    {"times", "post", "herald", "tribune", "gazette", "journal", "telegraph", "guardian", "mail"}
    | {"star", "mirror", "sun", "independent", "observer", "chronicle", "globe", "standard"}
    | {"express", "inquirer", "monitor", "courier", "examiner", "bulletin", "today", "news"}
)
_CHANNELS = frozenset({"tv", "television", "radio", "channel", "network", "news", "broadcasting"})
_FIRM = ("company", "firm", "airline", "manufacturer", "operator", "carrier", "bank")
_LEAGUES = frozenset(
    {"group", "organisation", "organization", "association", "society", "foundation", "league"}
    | {"federation", "charity", "network", "movement", "front", "institute", "union", "centre"}
    | {"center", "forum", "initiative", "campaign", "brotherhood"}
)
_SEATED = frozenset({"committee", "council", "commission", "board", "agency", "alliance", "trust"})
# a house and the words in its name: `the hospital` is the Roe Medical Center
_PLACES = {
    "hospital": {"hospital", "clinic", "infirmary", "medical"},
    "clinic": {"clinic", "medical"},
    "university": {"university", "college", "institute"},
    "college": {"college"},
    "school": {"school", "college", "academy"},
    "church": {"church", "cathedral", "diocese", "archdiocese"},
    "museum": {"museum"},
    "airport": {"airport"},
    "club": {"club", "fc"},
    "board": {"board"},
    "commission": {"commission"},
    "committee": {"committee"},
    "institute": {"institute"},
    "foundation": {"foundation"},
    "centre": {"centre", "center"},
    "center": {"centre", "center"},
}
_GROUPS = frozenset({Role.ARMED_GROUP, Role.INTERNATIONAL_ORG, Role.UNION})
# the word -> roles of the bodies it may stand for, and words in their names
KINDS: dict[str, tuple[frozenset[Role], frozenset[str]]] = {
    **{word: (frozenset({Role.MEDIA}), _PAPERS | {word}) for word in _PAPER},
    **{word: (frozenset({Role.MEDIA}), _CHANNELS | {word}) for word in _ON_AIR},
    **{word: (frozenset({Role.COMPANY}), frozenset({word})) for word in _FIRM},
    "group": (_GROUPS, _LEAGUES),
    "organisation": (frozenset({Role.INTERNATIONAL_ORG}), _LEAGUES | _SEATED),
    "organization": (frozenset({Role.INTERNATIONAL_ORG}), _LEAGUES | _SEATED),
    "charity": (frozenset({Role.INTERNATIONAL_ORG}), _LEAGUES),
    "watchdog": (frozenset({Role.INTERNATIONAL_ORG}), _LEAGUES | {"commission", "agency"}),
    "movement": (frozenset({Role.ARMED_GROUP, Role.PARTY}), frozenset({"movement"})),
    "party": (frozenset({Role.PARTY}), frozenset({"party"})),
    "agency": (
        frozenset({Role.MEDIA, Role.OFFICE, Role.INTERNATIONAL_ORG}),
        frozenset({"agency", "service", "bureau", "survey", "administration", "department"})
        | {"authority", "office", "center", "centre", "institute", "commission", "centers"},
    ),
    "body": (
        frozenset({Role.INTERNATIONAL_ORG}),
        frozenset({"council", "commission", "committee", "assembly", "agency"}) | _LEAGUES,
    ),
    "bloc": (frozenset({Role.INTERNATIONAL_ORG}), frozenset({"union", "community"})),
    "alliance": (frozenset({Role.INTERNATIONAL_ORG}), frozenset({"alliance"})),
    "department": (frozenset({Role.MINISTRY}), frozenset({"department"})),
    "ministry": (frozenset({Role.MINISTRY}), frozenset({"ministry", "department"})),
    "embassy": (frozenset({Role.EMBASSY}), frozenset({"embassy"})),
    **{word: (frozenset(), frozenset(words)) for word, words in _PLACES.items()},
    "mission": (frozenset({Role.EMBASSY, Role.DELEGATION}), frozenset({"mission"})),
}


def is_such_a(text: str, tok: Tok, party: Party) -> bool:
    """Whether `the group` may go back to a body, by its role or the words of its name."""
    known = KINDS.get(tok.lemma)
    bare = _BASED.sub("", text)
    others = [word for word in bare.split()[1:] if word[:1].isupper()]
    if known is None or others or not party.name[:1].isupper():
        return False
    roles, words = known
    online = tok.lemma in _SITES and _DOMAIN.fullmatch(party.name) is not None
    return online or party.role in roles or bool(words & set(party.name.lower().split()))
