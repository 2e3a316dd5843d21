"""Links that a small parser gets wrong so often, and in so plain a way, that they are mended here.

Each mend is a fact of English that the parse went against: a finite verb is not coordinate with an
infinitive, and what stands between a verb of saying and a finite verb without a subject is that
verb's subject. O(tokens × depth).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.tree import FINITE, Tree

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok

__all__ = ["mended"]

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_TAKES_CLAUSE = lex.SAY_THAT | lex.THINK_THAT
_TAKES_OBJECT = lex.SAY_NP | lex.SAY_TO


def mended(tree: Tree) -> Tree:
    for mend in _MENDS:
        tree = mend(tree)
    return tree


def _beside_semicolon(tree: Tree) -> Tree:
    """`A did this; B said that`: the first clause hangs on nothing behind the semicolon."""
    toks = list(tree.toks)
    for stop in (t.i for t in tree.toks if t.text == ";"):
        for tok in tree.toks[:stop]:
            form = {tok.tag, *(aux.tag for aux in tree.children(tok.i, "aux", "auxpass"))}
            if tok.head > stop and tok.dep in {"ccomp", "advcl"} and form & FINITE:
                toks[tok.i] = replace(tok, head=tok.i, dep="ROOT")
    return Tree(tuple(toks))


def _verb_for_noun(tree: Tree) -> Tree:
    """`denies such claims and accuses Roe`: a noun in -s with an object is a verb."""
    toks = list(tree.toks)
    for tok in tree.toks[1:-1]:
        before, after = tree[tok.i - 1], tree[tok.i + 1]
        noun = tok.tag in {"NNS", "VBZ"} and tok.dep == "conj" and tree[tok.head].tag[:2] == "NN"
        if not noun or tok.lemma not in _TAKES_OBJECT or before.tag != "CC":
            continue
        verb = next((a for a in tree.ancestors(tok.i) if a.tag in {"VBZ", "VBP"}), None)
        if verb is None or verb.i > tok.i or after.tag not in {"NNP", "DT", "PRP", "PRP$"}:
            continue
        toks[tok.i] = replace(tok, tag="VBZ", dep="conj", head=verb.i)
        toks[before.i] = replace(before, dep="cc", head=verb.i)
        beyond = [t for t in tree.toks[tok.i + 1 :] if t.head in {tok.i, tok.head, verb.i}]
        for other in beyond:
            if other.sent == tok.sent and other.dep != "punct" and toks[other.i] == other:
                toks[other.i] = replace(other, head=tok.i)
        first = next((t for t in tree.toks[tok.i + 1 :] if t.tag.startswith("NN")), None)
        if first is not None:
            toks[first.i] = replace(toks[first.i], dep="dobj", head=tok.i)
    return Tree(tuple(toks))


def _beside_infinitive(tree: Tree) -> Tree:
    """`urged them to leave and spoke with the envoy`: who urged also spoke."""
    toks = list(tree.toks)
    for tok in tree.toks:
        head = tree[tok.head]
        if tok.dep != "conj" or tok.tag not in {"VBD", "VBZ"} or head.tag != "VB":
            continue
        to = tree.child(head.i, "aux")
        if to is None or to.lower != "to" or tree.child(tok.i, *_SUBJECTS, "aux") is not None:
            continue
        above = next((a for a in tree.ancestors(head.i) if a.tag == tok.tag), None)
        if above is not None:
            toks[tok.i] = replace(tok, head=above.i)
            for mark in tree.children(head.i, "cc"):
                if head.i < mark.i < tok.i:
                    toks[mark.i] = replace(mark, head=above.i)
    return Tree(tuple(toks))


def _own_subject(tree: Tree) -> Tree:
    """`reported the drills, held at sea, lasted two hours`: it is the drills that lasted."""
    toks = list(tree.toks)
    for verb in tree.toks:
        if verb.lemma not in _TAKES_CLAUSE or not verb.is_verb:
            continue
        obj = tree.child(verb.i, "dobj")
        if obj is None or obj.i < verb.i or tree.child(verb.i, "nsubjpass") is not None:
            continue
        told = _without_subject(tree, verb, obj)
        if told is not None:
            toks[obj.i] = replace(obj, head=told.i, dep="nsubj")
            toks[told.i] = replace(told, head=verb.i, dep="ccomp")
    return Tree(tuple(toks))


def _without_subject(tree: Tree, verb: Tok, obj: Tok) -> Tok | None:
    for clause in tree.children(verb.i, "ccomp", "advcl", "conj"):
        if clause.i < obj.i or tree.child(clause.i, *_SUBJECTS, "mark") is not None:
            continue
        helper = tree.child(clause.i, "aux", "auxpass")
        form = helper.tag if helper is not None else clause.tag
        begins = min(k for k in (clause.i, *(h.i for h in tree.children(clause.i))) if k > obj.i)
        between = tree.toks[obj.i + 1 : begins]
        words = [t for t in between if not t.is_punct]
        joined = bool(words) and words[-1].dep == "cc"
        if form in FINITE and not joined:
            return clause
    return None


def _in_a_statement(tree: Tree) -> Tree:
    """`said in a statement released on Monday that P`: P is said, not released."""
    toks = list(tree.toks)
    for clause in tree.toks:
        mark = tree.child(clause.i, "mark")
        if clause.dep not in {"acl", "ccomp", "relcl"} or mark is None or mark.lower != "that":
            continue
        path: list[Tok] = []
        for above in tree.ancestors(clause.i):
            if above.is_verb and above.lemma in lex.SAY_THAT and above.i < clause.i:
                written = any(t.dep == "pobj" and t.lemma in lex.DOCUMENTS for t in path)
                if written and tree.child(above.i, "ccomp", "dobj") is None:
                    toks[clause.i] = replace(clause, head=above.i, dep="ccomp")
                break
            if above.dep not in {"pobj", "prep", "acl"}:
                break
            path.append(above)
    return Tree(tuple(toks))


def _said_by(tree: Tree) -> Tree:
    """`P, argued the envoy's lawyer.`: who stands behind the verb argued."""
    toks = list(tree.toks)
    for verb in tree.toks[1:]:
        if verb.lemma not in lex.SAY_THAT or verb.tag != "VBD" or tree[verb.i - 1].text != ",":
            continue
        obj = tree.child(verb.i, "dobj")
        alone = tree.child(verb.i, *_SUBJECTS, "ccomp", "xcomp", "aux") is None
        if obj is None or not alone or verb.dep not in {"conj", "dep", "advcl", "parataxis"}:
            continue
        person = obj.ent in {"PERSON", "ORG", "GPE", "NORP"} or obj.lemma in lex.SPEAKERS
        ends = max(tree.subtree(obj.i)) + 1
        closed = ends >= len(tree.toks) or tree[ends].is_punct
        if closed and (person or obj.lemma.endswith(lex.PERSONAL_ENDINGS)) and obj.i > verb.i:
            toks[obj.i] = replace(obj, dep="nsubj")
            toks[verb.i] = replace(verb, dep="parataxis")
    return Tree(tuple(toks))


_MENDS = (
    _beside_semicolon,
    _verb_for_noun,
    _said_by,
    _beside_infinitive,
    _own_subject,
    _in_a_statement,
)
