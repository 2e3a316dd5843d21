"""Names as long as the report itself gives them (RR 5).

A body the gazetteer knows keeps the longest of its names that stands in the report, and none that
does not, save where a lexicon of one's own says how it is called; an abbreviation is written out
where the report does so (`the Reform Council (RC)`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from goodoffices.reading.gazetteer import Gazetteer
    from goodoffices.reading.model import Party

__all__ = ["as_named", "shortens", "written_out"]

_SMALL = frozenset({"of", "the", "and", "for", "on", "in", "to", "de", "du", "la"})
_REACH = 120
_SHORTEST, _LONGEST = 2, 8


def as_named(gazetteer: Gazetteer, text: str, party: Party) -> Party:
    """Give a body the longest of its names that the report uses. O(names known + text)."""
    if party.role is Role.STATE or party.name in gazetteer.own or party.name in text:
        return party
    names = [party.name, *(name for name, known in gazetteer.bodies.items() if known is party)]
    used = [found for name in names if (found := _spelled(name, text)) is not None]
    return replace(party, name=max(used, key=len)) if used else party


def written_out(text: str, short: str) -> str:
    """Return `Long Name (LN)` where the report introduces `LN` so; else the name as it is."""
    letters = short.removeprefix("the ").removeprefix("The ")
    if not (_SHORTEST <= len(letters) <= _LONGEST and letters.isalpha() and letters.isupper()):
        return short
    at = text.find(f"({letters})")
    if at < 0:
        return _spelled_out(text, letters) or short
    before = text[max(0, at - _REACH) : at].split() if at > 0 else []
    first = len(before)
    while first > 0 and (before[first - 1][:1].isupper() or before[first - 1] in _SMALL):
        first -= 1
    for k in range(first, len(before)):
        capitals = [word[0] for word in before[k:] if word[:1].isupper()]
        if before[k][:1] == letters[:1] and capitals[-1:] == [letters[-1]]:
            return f"{' '.join(before[k:])} ({letters})"
    return short


def _spelled_out(text: str, letters: str) -> str | None:
    """The one name of the report with these initials: `BPB` is the Border Peace Board."""
    word = r"\s(?:(?:of|for|the|and|in|on)\s)*"
    names = word.join(rf"{letter}[a-zà-ÿ]+" for letter in letters)
    small = len(letters) <= _SHORTEST
    found = set() if small else set(re.findall(rf"(?<![\w-]){names}(?![\w-])", text))
    return found.pop() if len(found) == 1 else None


def shortens(short: str, name: str) -> bool:
    """`RPV` is the Reform Party of Velia, where that was named before."""
    capitals = "".join(word[0] for word in name.split() if word[:1].isupper())
    return len(short) > _SHORTEST and short == capitals and short.isupper()


def _spelled(name: str, text: str) -> str | None:
    """The name as it stands in the report: `Organisation` is `Organization`."""
    parts = re.split(r"(?<=i)[sz](?=ation)", name)
    spelling = "[sz]".join(re.escape(part) for part in parts)
    found = re.search(rf"(?<!\w){spelling}(?!\w)", text)
    return found[0] if found else None
