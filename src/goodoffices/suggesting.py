"""The way out after a name that is not known: which one was meant, or which there are."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from goodoffices.saying import listed, say

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["meant"]

# as many as fit one line
_SHOWN = 8


def meant(found: str, names: Iterable[str]) -> str:
    """`Did you mean 'b'?`, else `Known here: a, b, c`; nothing where nothing is known."""
    known = list(names)
    close = get_close_matches(found, known, n=1)
    if close:
        return say("Did you mean '{close}'?", close=close[0])
    if not known:
        return ""
    more = ["…"] if len(known) > _SHOWN else []
    return say("Known here: {names}", names=listed([*known[:_SHOWN], *more]))
