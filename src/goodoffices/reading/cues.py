"""Words that report, found in a parsed paragraph, each with its source and its content.

Clauses (ccomp), parentheses (`..., X said`), infinitives, objects, `according to X`, participles
(`warning that`), judgements (`sceptical that`) and nouns (`X's claim that`). The rules follow the
syntactic approach to indirect quotation (Krestel, Bergler and Witte 2008; Pareti et al. 2013).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.cue import Cue
from goodoffices.reading.cue_clauses import clause, infinitive, parenthesis
from goodoffices.reading.cue_edges import with_edges
from goodoffices.reading.cue_nouns import judgement, noun_cue, stance
from goodoffices.reading.cue_objects import named_so, object_of, rumoured
from goodoffices.reading.cue_phrases import whole_phrase
from goodoffices.reading.cue_surface import by_surface, per, shown_behind, to_the_stop
from goodoffices.reading.may_speak import can_speak
from goodoffices.reading.subjects import SUBJECTS, subject_of

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree

_REFERS = frozenset({"it", "them", "him", "her", "this", "these"})
SHORT_OBJECT = 5
_FINDERS = (clause, parenthesis, infinitive, object_of, named_so, rumoured, whole_phrase)
_MODALS = frozenset({"must", "should", "may", "can"})


def find_cues(tree: Tree, quoted: frozenset[int] = frozenset()) -> tuple[Cue, ...]:
    found: list[Cue] = []
    for tok in tree.toks:
        if tok.i in quoted:
            continue
        if tok.lower == "according":
            cue = _according(tree, tok)
        elif tok.lower == "per" and tok.tag == "IN":
            cue = per(tree, tok)
        elif tok.is_verb:
            cue = _verb(tree, tok, quoted)
        elif tok.lemma in lex.SAY_ADJ | lex.MADE_SO:
            cue = judgement(tree, tok)
        elif tok.tag in {"NN", "NNS"} and tok.lemma in lex.SAY_NOUN | lex.STANCE:
            cue = stance(tree, tok) or noun_cue(tree, tok)
        else:
            cue = None
        if cue is not None and cue.content:
            found.append(cue)
    found.extend(by_surface(tree, quoted, {cue.word for cue in found}))
    found.extend(shown_behind(tree, quoted, {cue.word for cue in found}))
    merged = _merge_same(tree, sorted(found, key=lambda cue: cue.word))
    return with_edges(tree, merged, quoted)


def _merge_same(tree: Tree, cues: list[Cue]) -> tuple[Cue, ...]:
    """`condemned it, calling it ...`: a second verb on the same object is the same report."""
    by_word = {cue.word: cue for cue in cues}
    for cue in cues:
        verb = tree[cue.word]
        beside = [c for c in cues if c.word < cue.word and tree[c.word].head == verb.head]
        first = by_word.get(verb.head) or (beside[-1] if beside else None)
        if (
            first is None
            or first.word not in by_word
            or cue.frame not in {"object", "named"}
            or verb.dep not in {"conj", "advcl"}
        ):
            continue
        obj = tree.child(cue.word, "dobj") or tree[cue.content[0]]
        if obj.lower in _REFERS and first.frame == "object":
            joined = sorted({*first.content, *tree.subtree(cue.word)})
            by_word[first.word] = replace(first, content=tuple(joined))
            del by_word[cue.word]
    return tuple(by_word.values())


def _verb(tree: Tree, verb: Tok, quoted: frozenset[int]) -> Cue | None:
    lemma = verb.lemma
    source, unnamed = subject_of(tree, verb)
    if source is not None and (tree[source].lower in lex.NO_SOURCE or source in quoted):
        return None
    if source is not None and tree[source].is_punct:
        return None
    if source is None and unnamed is None:
        return None
    for finder in _FINDERS:
        made = finder(tree, verb)
        if made is not None and not _reflexive(tree, made[1]):
            frame, content, root = made
            weak = frame != "that" or lemma in lex.INFER
            if (
                weak
                and source is not None
                and not (can_speak(tree[source]) or _bare_name(tree, tree[source]))
            ):
                return None
            if frame == "object" and _in_passing(tree, verb):
                return None
            return Cue(verb.i, lemma, frame, source, content, root, unnamed)
    return None


def _bare_name(tree: Tree, tok: Tok) -> bool:
    """A singular noun in capitals that nothing determines is a name."""
    return tok.tag == "NN" and tok.text[:1].isupper() and not tree.kids[tok.i]


def _in_passing(tree: Tree, verb: Tok) -> bool:
    """`When announcing the law, she said P`; `must not cite any person`: nothing is reported."""
    while_saying = [t.lower for t in tree.children(verb.i, "advmod", "mark")]
    if verb.tag == "VBG" and {"when", "while"} & set(while_saying):
        return True
    modals = {aux.lower for aux in tree.children(verb.i, "aux")} & _MODALS
    return bool(modals) and verb.lemma in {"cite", "mention", "claim", "refer"}


def _reflexive(tree: Tree, content: tuple[int, ...]) -> bool:
    return tree[content[0]].lower.endswith(("self", "selves"))


def _according(tree: Tree, tok: Tok) -> Cue | None:
    to = tree.child(tok.i, "prep")
    if to is None and tok.i + 1 < len(tree.toks) and tree[tok.i + 1].lower == "to":
        to = tree[tok.i + 1]
    source = tree.child(to.i, "pobj") if to is not None else None
    if source is None:
        return None
    named = _named_first(tree, to) if to is not None else None
    if named is not None:
        content = to_the_stop(tree, named + 1)
        root = next((tree[i] for i in content if tree[i].is_verb), tree[named])
        return Cue(tok.i, "according", "that", named, content, root.i)
    said = next((c for c in tree.children(source.i, "acl") if c.tag == "VBN"), None)
    agent = tree.child(said.i, "agent") if said is not None else None
    by = tree.child(agent.i, "pobj") if agent is not None else None
    source = by or source
    root = tree[tok.head]
    if root.i == tok.i:
        return None
    if not root.is_verb:
        root = next((a for a in tree.ancestors(root.i) if a.is_verb), root)
    who = tree.child(root.i, *SUBJECTS)
    if who is not None and who.tag in {"WP", "WDT"} and tok.i < who.i and root.head != root.i:
        root = tree[root.head]  # `P, according to the police, who said Q`
    mark = tree.child(root.i, "mark")
    because = mark is not None and mark.lower in {"because", "since", "so"} and tok.i > root.i
    if because or (root.tag in {"VBG", "VBN"} and root.dep in {"acl", "amod"} and tok.i > root.i):
        root = next((a for a in tree.ancestors(root.i) if a.is_verb), root)
    if tok.i > root.i:
        root = _first_of_all(tree, root)
    content = tree.subtree(root.i, without=[tok.i, *_gone_on(tree, root, tok)])
    return Cue(tok.i, "according", "that", source.i, content, root.i)


def _gone_on(tree: Tree, root: Tok, tok: Tok) -> tuple[int, ...]:
    """`P, according to X, but Q`: Q is the reporter's."""
    if tok.i < root.i:
        return ()
    return tuple(
        t.i
        for t in tree.children(root.i, "conj")
        if t.i > tok.i and tree.child(t.i, *SUBJECTS) is not None
    )


def _first_of_all(tree: Tree, last: Tok) -> Tok:
    """`A is so, but B is so, according to X`: both are laid to X, if nobody says the first."""
    known = lex.SAY_THAT | lex.SAY_TO | lex.SAY_NP | lex.THINK_THAT
    top, first = last, last
    while top.dep == "conj" and tree[top.head].is_verb and top.head != top.i:
        begins = min(tree.subtree(top.i))
        parted = any(tree[k].text == "," for k in range(max(0, begins - 2), begins))
        top = tree[top.head]
        if top.lemma in known or top.dep not in {"conj", "ROOT"}:
            return last
        strung = any(c.i < top.i and c.is_verb for c in tree.children(top.i, "ccomp"))
        first = top if parted or strung else first
    return first


def _named_first(tree: Tree, to: Tok) -> int | None:
    """`According to Roe the property was returned`: a name, and the clause with no comma."""
    last = to.i
    while last + 1 < len(tree.toks) and tree[last + 1].tag in {"NNP", "NNPS"}:
        last += 1
    opens = last > to.i and last + 1 < len(tree.toks) and tree[last + 1].tag in {"DT", "PRP"}
    begins = tree[to.i - 1].i == tree.sentence(to.sent)[0].i
    return last if opens and begins else None
