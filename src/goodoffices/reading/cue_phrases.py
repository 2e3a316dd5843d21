"""Verbs that are the whole of what is said: `apologised for the delay`, `pleaded guilty`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.reading.cue_clauses import Found
    from goodoffices.reading.tree import Tok, Tree

__all__ = ["whole_phrase"]

_WHOLE = frozenset({"apologise", "apologize"})
_UNANSWERED = frozenset({"respond", "answer", "comment", "reply", "elaborate", "explain"})
_BESIDE = ("nsubj", "nsubjpass", "cc", "conj", "advcl", "parataxis", "npadvmod")


def whole_phrase(tree: Tree, verb: Tok) -> Found | None:
    unanswered = verb.lemma in _UNANSWERED and tree.child(verb.i, "neg") is not None
    pleaded = verb.lemma == "plead" and tree.child(verb.i, "acomp", "oprd", "dobj") is not None
    if not unanswered and not pleaded and verb.lemma not in _WHOLE:
        return None
    beside = [t.i for t in tree.children(verb.i, *_BESIDE)]
    helpers = [t.i for t in tree.children(verb.i, "aux")]
    first = min([verb.i, *helpers])
    content = tuple(i for i in tree.subtree(verb.i, without=beside) if i >= first)
    return "phrase", content, verb.i
