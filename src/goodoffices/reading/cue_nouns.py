"""Nouns and adjectives that report: `X's claim that P`, `its aim was that P`, `sure that P`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.cue import Cue
from goodoffices.reading.subjects import SUBJECTS, subject_of

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree

__all__ = ["judgement", "noun_cue", "stance"]


def judgement(tree: Tree, adj: Tok) -> Cue | None:
    comp = tree.child(adj.i, "ccomp") or _whether(tree, adj)
    verb = tree[adj.head]
    if adj.lemma in lex.MADE_SO:
        comp = next((c for c in tree.children(adj.i, "ccomp", "advcl") if _that(tree, c)), comp)
    if comp is None or not verb.is_verb or comp.i < adj.i:
        return None
    source, _ = subject_of(tree, verb)
    if source is None or tree[source].lower in lex.NO_SOURCE | {"it"}:
        return None
    if adj.lemma in lex.MADE_SO and verb.lemma != "make":
        return None
    mark = tree.child(comp.i, "mark")
    content = tuple(i for i in tree.subtree(comp.i) if mark is None or i != mark.i)
    return Cue(adj.i, adj.lemma, "that", source, content, comp.i)


def _that(tree: Tree, comp: Tok) -> bool:
    mark = tree.child(comp.i, "mark")
    return mark is not None and mark.lower == "that"


def _whether(tree: Tree, adj: Tok) -> Tok | None:
    """`was sceptical if they would come`."""
    for comp in tree.children(adj.i, "advcl") or tree.children(adj.head, "advcl"):
        mark = tree.child(comp.i, "mark")
        if mark is not None and mark.lower in {"if", "whether"} and mark.i == adj.i + 1:
            return comp
    return None


def noun_cue(tree: Tree, noun: Tok) -> Cue | None:
    """`X's claim that P`, `appeals by X to do P`: a noun with an owner and a clause."""
    comp = next(
        (c for c in tree.children(noun.i, "acl", "ccomp", "relcl") if c.is_verb and c.i > noun.i),
        None,
    )
    if comp is None:
        return None
    mark, to = tree.child(comp.i, "mark"), tree.child(comp.i, "aux")
    that = mark is not None and mark.lower == "that"
    if noun.lemma not in lex.SAY_NOUN:
        return None
    if not that and not (comp.tag == "VB" and to is not None and to.lower == "to"):
        return None
    owner = tree.child(noun.i, "poss")
    by = next(
        (p for p in tree.children(noun.i, "prep", "agent") if p.lower in {"by", "from", "of"}), None
    )
    if owner is None and by is not None:
        owner = tree.child(by.i, "pobj")
    voiced = _voiced_by(tree, noun) if owner is None and that else None
    if voiced is not None:
        owner = tree[voiced]
    if owner is None or owner.lower in {"its", "his", "her", "their"}:
        return None
    content = tuple(i for i in tree.subtree(comp.i) if mark is None or i != mark.i)
    return Cue(noun.i, noun.lemma, "noun", owner.i, content, comp.i)


def stance(tree: Tree, noun: Tok) -> Cue | None:
    """`The government's argument was that P`, `The official position remained that P`."""
    verb = tree[noun.head]
    if noun.dep not in SUBJECTS or verb.lemma not in {"be", "remain"}:
        return None
    comp = next(
        (c for c in tree.children(verb.i, "ccomp") if _that(tree, c) and c.i > verb.i), None
    )
    subjects = [t.i for t in tree.children(verb.i, *SUBJECTS)]
    owners = [o for i in subjects for o in tree.children(i, "poss")]
    for by in (p for i in subjects for p in tree.children(i, "prep") if p.lower in {"of", "from"}):
        owners.extend(tree.children(by.i, "pobj"))
    if comp is None or not owners or owners[0].tag == "PRP$":
        return None
    mark = tree.child(comp.i, "mark")
    content = tuple(i for i in tree.subtree(comp.i) if mark is None or i != mark.i)
    return Cue(noun.i, noun.lemma, "noun", owners[0].i, content, comp.i)


def _voiced_by(tree: Tree, noun: Tok) -> int | None:
    """`fired back with accusations that P`, `sounded a note of caution that P`: who does so."""
    for above in tree.ancestors(noun.i):
        if above.is_verb:
            hit_back = noun.dep == "pobj" and tree[noun.head].lower == "with"
            return subject_of(tree, above)[0] if above.lemma in lex.VOICE or hit_back else None
        if not (above.dep in {"pobj", "dobj"} or above.lower in {"with", "of"}):
            return None
    return None
