"""Words as the search index holds them: without case, marks and presentation forms."""

from __future__ import annotations

import unicodedata

__all__ = ["folded", "terms"]

_MOST_TERMS = 12


def folded(text: str) -> str:
    """Decomposed, marks dropped (accents, Arabic vowels, Hebrew points), casefolded."""
    spread = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in spread if not unicodedata.combining(c) and c != "\N{ARABIC TATWEEL}")
    return " ".join(bare.casefold().split())


def terms(query: str) -> tuple[str, ...]:
    """The words of a query, folded; no more than twelve."""
    return tuple(folded(query).split()[:_MOST_TERMS])
