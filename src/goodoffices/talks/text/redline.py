"""What changed from one wording to another, word by word (TK 5).

Words, spaces and marks are compared as units by longest matching blocks (Ratcliff and Metzener,
*Dr. Dobb's Journal*, July 1988, as in the standard library's difflib): the kept and the taken out
together are the old text, the kept and the added together the new one. O(words^2) at worst.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

__all__ = ["Change", "Piece", "redline"]

_UNITS = re.compile(r"\s+|\w+|[^\w\s]")


class Change(StrEnum):
    KEPT = "kept"
    ADDED = "added"
    TAKEN_OUT = "taken_out"


@dataclass(frozen=True, slots=True)
class Piece:
    change: Change
    text: str


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in reading order; what is taken out stands before what replaces it."""
    before, after = _UNITS.findall(old), _UNITS.findall(new)
    found = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece(Change.KEPT, "".join(before[i:j])))
            continue
        found += [Piece(Change.TAKEN_OUT, "".join(before[i:j]))] if j > i else []
        found += [Piece(Change.ADDED, "".join(after[k:m]))] if m > k else []
    return tuple(found)
