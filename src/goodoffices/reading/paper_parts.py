"""Whose words a part of a paper, a phrase in it or an account of the event gives (RR 5)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.appositions import before
from goodoffices.reading.memory import Memory, Source
from goodoffices.reading.model import Party
from goodoffices.reading.papers import by_owner, paper
from goodoffices.reading.speech import mention as mention_at
from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from goodoffices.reading.memory import Resolve
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Mention, Work

__all__ = ["written"]

_PARTS = frozenset(
    {"part", "excerpt", "extract", "section", "portion", "paragraph", "passage", "rest", "end"}
    | {"line", "copy", "page", "chapter", "sentence", "summary", "half", "version", "preamble"}
)
_PHRASES = frozenset({"phrase", "line", "passage", "sentence", "word", "quotation", "sentiment"})
_HOLD = frozenset({"include", "contain", "feature", "use", "carry", "bear"})
_ACCOUNTS = frozenset({"report", "account", "testimony", "statement", "description", "story"})
_OF = frozenset({"of", "from", "in"})
_RULINGS = frozenset({"ruling", "decision", "judgment", "judgement", "verdict", "opinion"})
_OUTLETS = frozenset({"television", "radio", "newspaper", "paper", "press"})


def written(
    work: Work, mention: Mention, tree: Tree, tok: Tok, memory: Memory, resolve: Resolve
) -> Source | None:
    """Who speaks in a paper, a part of one, an account or figures; None for what is no paper."""
    whole = _whole(tree, tok)
    if whole is not None:
        return resolve(work, mention_at(tree, mention.paragraph, whole.i), memory)
    watched = _watchers(tree, tok)
    if watched is not None:
        return Source(Party(watched, Role.PUBLIC), anonymous=True)
    court = _court_of(work, mention, tree, tok)
    if court is not None:
        number, named = court
        there = mention_at(work.trees[number], number, named.i)
        found = resolve(work, there, memory)
        return replace(found, medium=tok.lemma) if found is not None else None
    if tok.lemma in lex.DOCUMENTS - _OUTLETS:
        return paper(work, mention, tree, tok, memory, resolve)
    counted = tok.lemma in lex.FIGURES
    return by_owner(work, tree, mention.paragraph, tok, memory, resolve) if counted else None


def _whole(tree: Tree, tok: Tok) -> Tok | None:
    """The paper that `part of the letter`, `the letter read in part` or a phrase in it is of."""
    over = tree[tok.head]
    if tok.lemma == "part" and tok.dep == "pobj" and over.lower == "in":
        return _read_in_part(tree, tok)
    if tok.lemma in _PARTS:
        for prep in tree.children(tok.i, "prep"):
            held = tree.child(prep.i, "pobj")
            if held is not None and prep.lower in _OF and held.lemma in lex.DOCUMENTS:
                return held
    if tok.lemma in _PHRASES and tok.dep == "dobj" and over.lemma in _HOLD:
        holder = tree.child(over.i, "nsubj")
        return holder if holder is not None and holder.lemma in lex.DOCUMENTS else None
    return None


def _court_of(work: Work, mention: Mention, tree: Tree, tok: Tok) -> tuple[int, Tok] | None:
    """`the summary of the ruling`: a ruling is the words of the court last named. O(tokens)."""
    ruling = tok
    for prep in tree.children(tok.i, "prep"):
        held = tree.child(prep.i, "pobj")
        ruling = held if held is not None and prep.lower == "of" else ruling
    det = tree.child(ruling.i, "det")
    below = tree.children(ruling.i, "poss", "compound", "prep", "acl", "nmod")
    owned = any(t.lemma != "read" for t in below)
    if ruling.lemma not in _RULINGS or det is None or det.lower != "the" or owned:
        return None
    if ruling.i == tok.i and tok.lemma not in lex.DOCUMENTS:
        return None
    for number, _, other in before(work, mention):
        if other.tag == "NNP" and other.lower in {"court", "tribunal"}:
            return number, other
    return None


def _read_in_part(tree: Tree, tok: Tok) -> Tok | None:
    """`the summary of the ruling read in part`: the paper, whatever `read` hangs on."""
    read = tree[tree[tok.head].head]
    subject = tree.child(read.i, "nsubj")
    if subject is None and read.dep in {"acl", "relcl"}:
        near = tree[read.head]
        over = tree[tree[near.head].head] if near.dep == "pobj" else near
        subject = over if over.lemma in lex.DOCUMENTS else near
    return subject if subject is not None and subject.i < tok.i else None


def _watchers(tree: Tree, tok: Tok) -> str | None:
    """`eyewitness reports`, `witness accounts`: those who saw it say so, unnamed."""
    if tok.lemma not in _ACCOUNTS or tree.child(tok.i, "poss") is not None:
        return None
    beside = tree.children(tok.i, "compound", "amod", "nmod")
    who = next((t for t in beside if t.lemma.lower() in {"witness", "eyewitness"}), None)
    return f"{who.lower}es" if who is not None else None
