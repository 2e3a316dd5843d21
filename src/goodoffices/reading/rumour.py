"""Passives of telling that name nobody who tells: `is said to have left`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree

_RUMOURED = frozenset({"say", "report", "rumour", "rumor", "allege"})


def is_rumour(tree: Tree, verb: Tok) -> bool:
    """`is said to`, `are reported`: a passive of telling that names nobody who tells."""
    if verb.lemma not in _RUMOURED or verb.tag != "VBN" or tree.child(verb.i, "agent") is not None:
        return False
    if any(p.lower == "as" for p in tree.children(verb.i, "prep")):
        return False  # `is reported as saying`
    if verb.dep == "relcl" or any(p.lower == "to" for p in tree.children(verb.i, "prep")):
        return False  # `with whom he is said to`, `is reported to the board`
    bare = verb.lemma == "report" and not tree.children(verb.i, "xcomp", "ccomp")
    return bare or said_to(tree, verb) is not None


def said_to(tree: Tree, verb: Tok) -> Tok | None:
    """The verb of `is said to have left`."""
    for done in tree.children(verb.i, "xcomp"):
        if any(aux.lower == "to" for aux in tree.children(done.i, "aux")):
            return done
    return None
