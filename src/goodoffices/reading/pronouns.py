"""Whom a pronoun stands for: a person, one body or several (RR 5).

First whoever the clause above or the sentence before is about, if it fits; else the last fitting
source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.he_or_she import PERSONS, he_or_she
from goodoffices.reading.kinds import KINDS
from goodoffices.reading.may_speak import can_speak
from goodoffices.reading.person_or_body import one_body, one_person, several
from goodoffices.reading.speech import mention as mention_at
from goodoffices.reading.subjects_near import (
    opened_above,
    subject_above,
    subject_beside,
    subject_told,
    subjects_before,
)

if TYPE_CHECKING:
    from goodoffices.reading.memory import Memory, Resolve, Source
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Mention, Work

__all__ = ["PRONOUNS", "is_pronoun", "one_of_them", "stands_for"]

_THINGS = frozenset({"it", "its", "itself"})
_GROUPS = frozenset({"they", "them", "their", "we"})
PRONOUNS = PERSONS | _THINGS | _GROUPS


def is_pronoun(tok: Tok) -> bool:
    relative = tok.tag in {"WP", "WDT"} and not tok.text.isupper()
    return relative or tok.lower in PRONOUNS


def one_of_them(work: Work, mention: Mention) -> str | None:
    """`The reporters rose. One asked ...`: the last people named before, as one."""
    tree = work.trees[mention.paragraph]
    if mention.head is None or tree.child(mention.head, "prep") is not None:
        return None
    for number in (mention.paragraph, mention.paragraph - 1):
        for tok in reversed(work.trees[number].toks if number in work.trees else ()):
            people = tok.tag == "NNS" and (tok.lower in lex.UNNAMED or tok.lemma in lex.UNNAMED)
            if people and tok.start < mention.span.start:
                return tok.lemma
    return None


def stands_for(work: Work, mention: Mention, memory: Memory, resolve: Resolve) -> Source | None:
    """Say whom a pronoun of the parse stands for; None where nobody fits."""
    tree, head = work.trees[mention.paragraph], mention.head
    lower = tree[head].lower if head is not None else ""
    told = subject_told(work, mention)
    if lower in _THINGS:
        near = _first(work, memory, resolve, [*told, *_nearest_things(work, mention)])
        return near or memory.last(one_body) or memory.last(lambda p: not one_person(work, p))
    if lower in _GROUPS:
        above = subject_above(work, mention)
        if above is not None and (above.tag in {"NNS", "NNPS"} or above.lemma in KINDS):
            found = resolve(work, mention_at(tree, mention.paragraph, above.i), memory)
            if above.lemma not in KINDS or (found and found.party.name[:1].isupper()):
                return found
        before = [*subjects_before(work, mention, 2), *opened_above(work, mention)]
        rows = [(n, t) for n, t in (*told, *before) if _row(work.trees[n], t) and can_speak(t)]
        near = _first(work, memory, resolve, rows)
        return near or memory.last(several) or memory.last()
    return he_or_she(work, mention, memory, resolve, lower)


def _first(
    work: Work, memory: Memory, resolve: Resolve, near: list[tuple[int, Tok]]
) -> Source | None:
    """The first of the nouns that resolves to a body, or to more than one."""
    for number, tok in near:
        if tok.tag.startswith("NN"):
            tree = work.trees[number]
            found = resolve(work, mention_at(tree, number, tok.i), memory)
            body = found is not None and (one_body(found.party) or found.medium is not None)
            if body or tok.ent == "ORG" or _row(tree, tok):
                return found
    return None


def _nearest_things(work: Work, mention: Mention) -> list[tuple[int, Tok]]:
    above = subject_above(work, mention)
    beside = subject_beside(work, mention)
    here = (above, beside, _paper_in_front(work, mention))
    near = [(mention.paragraph, tok) for tok in here if tok is not None]
    return [*near, *subjects_before(work, mention, 1)]


def _paper_in_front(work: Work, mention: Mention) -> Tok | None:
    """`In the report published by the ministry, it warns ...`: whoever wrote the paper."""
    tree = work.trees[mention.paragraph]
    if mention.head is None:
        return None
    for prep in tree.children(tree[mention.head].head, "prep"):
        obj = tree.child(prep.i, "pobj")
        if obj is not None and obj.i < mention.head and obj.lemma in lex.DOCUMENTS | lex.EVIDENCE:
            return obj
    return None


def _row(tree: Tree, tok: Tok) -> bool:
    """`Norway and Chad`, `Jane Roe, John Doe and others`, `the ministers`: more than one."""
    beside = (tok, *tree.children(tok.i, "appos"))
    row = any(tree.child(t.i, "conj") is not None for t in beside)
    return row or tok.tag in {"NNS", "NNPS"}
