"""Whether a noun may speak at all: no mere thing does (RR 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok

__all__ = ["can_speak"]


def can_speak(tok: Tok) -> bool:
    """A name, a pronoun, a number of people, a paper, or a noun for persons; no mere thing."""
    if tok.is_verb:
        return False
    if not tok.tag.startswith("NN") or tok.tag.startswith("NNP") or tok.ent not in {"", "DATE"}:
        return True
    known = lex.UNNAMED | lex.GROUP_NOUNS | lex.DOCUMENTS | lex.EVIDENCE | lex.SPEAKERS
    return tok.lemma in known or tok.lower in known or tok.lemma.endswith(lex.PERSONAL_ENDINGS)
