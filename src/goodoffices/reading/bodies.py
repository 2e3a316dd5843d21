"""The body that a noun phrase names, whole or with a word of its kind beside it (RR 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.gazetteer import clean
from goodoffices.reading.kinds import KINDS
from goodoffices.reading.person_roles import PERSONAL
from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from goodoffices.reading.memory import Memory
    from goodoffices.reading.model import Party
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Work

__all__ = ["known_body", "proper_name"]

# `the Kremlin press service`, `the Reuters news agency`: the body itself
_SPEAKS_FOR = frozenset(
    {"press", "service", "leadership", "statement", "office", "authority", "delegation", "side"}
    | {"website", "account", "administration"}
)
_CALLED = frozenset({Role.MEDIA, Role.ARMED_GROUP, Role.PARTY})
_NO_NAME = frozenset({"both", "a", "an", "neither", "either", "all"})
_IN_THE_NAME = frozenset({"assembly", "parliament", "legislature", "media", "television", "radio"})


def known_body(work: Work, chain: str, tok: Tok, memory: Memory) -> Party | None:
    """`the Kremlin press service` speaks for the Kremlin, `Kremlin officials` do not."""
    cut = tok.text.islower() and not _people(work, tok)
    speaks = tok.lemma in _SPEAKS_FOR
    name = clean(chain)
    words = name.split()
    known = work.gazetteer.body(chain)
    for k in range(1, len(words)):
        known = known or work.gazetteer.body(" ".join(words[k:]))
        before = work.gazetteer.body(" ".join(words[:-k])) if cut else None
        if known is None and before is not None and (speaks or before.role in _CALLED):
            known = before
    if known is None and len(words) == 1 and name[:1].isupper():
        known = next((m for m in reversed(memory.media) if m.name.split()[-1] == name), None)
    return known


def proper_name(tree: Tree, tok: Tok) -> str:
    left = [
        k
        for k in tree.subtree(tok.i)
        if k <= tok.i
        and tree[k].dep in {"compound", "nmod", "amod", "det"} | {tok.dep}
        and tree[k].lower not in _NO_NAME
    ]
    return " ".join(tree[k].text for k in left if k <= tok.i)


def _people(work: Work, tok: Tok) -> bool:
    """A common noun for persons: `officials`, `peacekeepers`; no newspaper or broadcaster."""
    if tok.lemma in KINDS:
        return False
    roles = {work.gazetteer.titles.get(tok.lower), work.gazetteer.titles.get(tok.lemma)}
    titled = bool(roles & PERSONAL) and tok.lemma not in _IN_THE_NAME
    return tok.lower in lex.UNNAMED or titled or tok.lemma.endswith(lex.PERSONAL_ENDINGS)
