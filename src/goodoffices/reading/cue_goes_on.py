"""What is told goes on: clauses beside the one that a verb of saying governs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.subjects import SUBJECTS

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree

__all__ = ["backshifted", "on_both_sides", "run_on"]

_PRONOUNS = frozenset({"he", "she", "they", "it"})
_STANDS = frozenset({"be", "have", "need", "want", "know", "do"})


def backshifted(tree: Tree, verb: Tok, comp: Tok) -> tuple[int, ...]:
    """`told him that A, but B had ...`: a clause in the past of the past is still told."""
    if comp.i < verb.i or verb.tag not in {"VBD", "VBN", "VBZ"} or to_do(tree, comp):
        return ()
    known = lex.SAY_THAT | lex.SAY_TO | lex.SAY_NP | lex.THINK_THAT
    tops = [verb, *(a for a in tree.ancestors(verb.i) if a.is_verb and a.sent == verb.sent)]
    return tuple(
        other.i
        for top in tops[:3]
        for other in tree.children(top.i, "conj", "ccomp")
        if other.i > comp.i
        and other.i != verb.i
        and other.lemma not in known
        and comp.i not in {a.i for a in tree.ancestors(other.i)}
        and _still_told(tree, verb, other)
    )


def to_do(tree: Tree, comp: Tok) -> bool:
    """`reported him to be alive`: nothing finite goes on from an infinitive."""
    to = tree.child(comp.i, "aux")
    return comp.tag == "VB" and to is not None and to.lower == "to"


def _still_told(tree: Tree, verb: Tok, other: Tok) -> bool:
    """In the past of the past, or how things stood (`he had access`) with whoever was named."""
    subject = tree.child(other.i, *SUBJECTS)
    helpers = {aux.lower for aux in tree.children(other.i, "aux")}
    if verb.tag == "VBZ":  # `says he is ill, but he will come`
        ahead = {aux.lower for aux in tree.children(verb.i, "aux")} | {"will"}
        return subject is not None and subject.lower in _PRONOUNS and "will" in helpers & ahead
    shifted = bool(helpers & {"had", "would", "could"})
    if subject is None:
        return shifted and other.head == verb.i and tree.child(verb.i, "aux") is None
    return shifted or (other.lemma in _STANDS and other.tag == "VBD" and subject.lower in _PRONOUNS)


def run_on(tree: Tree, verb: Tok, comp: Tok) -> tuple[int, ...]:
    """`said that A and B was C`: a clause that follows at once, with no comma, is told too.

    So is one behind words in marks that the parse hung on the verb of saying (`said it was "late,"
    and has been since`), where its form is not that of the verb.
    """
    if comp.i < verb.i or to_do(tree, comp):
        return ()
    found: list[int] = []
    end = max(tree.subtree(comp.i))
    for other in tree.children(verb.i, "conj", "ccomp", "advcl"):
        whole = tree.subtree(other.i)
        between = [tree[k] for k in range(end + 1, min(whole))]
        if other.i > comp.i and (
            _behind_marks(tree, verb, other, between)
            or _that_again(tree, other, between)
            or _at_once(tree, other, between)
            or _hence(tree, other, between)
        ):
            found.append(other.i)
            end = max(whole)
    return tuple(found)


def _at_once(tree: Tree, other: Tok, between: list[Tok]) -> bool:
    known = lex.SAY_THAT | lex.SAY_TO | lex.SAY_NP | lex.THINK_THAT
    return (
        other.dep != "advcl"
        and other.is_verb
        and other.tag not in {"VBG", "VB"}
        and other.lemma not in known
        and all(t.dep in {"cc", "mark"} for t in between)
        and (tree.child(other.i, *SUBJECTS) is not None or not between)
    )


def on_both_sides(tree: Tree, verb: Tok, comp: Tok) -> tuple[int, ...]:
    """`It is late, said the envoy, and needs time`: what goes on behind the cue is told too."""
    if comp.i > verb.i or verb.tag != "VBD":
        return ()
    return tuple(
        other.i
        for other in tree.children(verb.i, "conj")
        if other.i > verb.i
        and other.tag in {"VB", "VBP", "VBZ"}
        and tree.child(other.i, *SUBJECTS, "aux") is None
    )


def _hence(tree: Tree, other: Tok, between: list[Tok]) -> bool:
    """`said that A, so B`."""
    so = tree.child(other.i, "mark", "advmod", "cc")
    aim = {aux.lower for aux in tree.children(other.i, "aux")} & {"can", "could", "may", "might"}
    return not aim and so is not None and so.lower == "so" and all(t.is_punct for t in between)


def _that_again(tree: Tree, other: Tok, between: list[Tok]) -> bool:
    """`said A, but that B`."""
    that = tree.child(other.i, "mark")
    return (
        that is not None
        and that.lower == "that"
        and all(t.is_punct or t.dep == "cc" for t in between)
    )


def _behind_marks(tree: Tree, verb: Tok, other: Tok, between: list[Tok]) -> bool:
    """`"late," and has been since`, `ready to "take them on," end it`: not what the speaker did."""
    closed = any(t.text in {'"', "''"} for t in between)
    bare = all(t.is_punct or t.dep == "cc" or t.text in {'"', "''"} for t in between)
    helper = tree.child(other.i, "aux")
    form = helper.tag if helper is not None else other.tag
    told = verb.tag == "VBD" and form in {"VB", "VBP", "VBZ"}
    return closed and bare and told and tree.child(other.i, *SUBJECTS, "mark") is None
