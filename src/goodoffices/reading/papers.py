"""Whose a paper is: a statement, letter or report speaks for whoever wrote it (RR 5)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.memory import Memory, Source
from goodoffices.reading.model import Party
from goodoffices.reading.pronouns import is_pronoun
from goodoffices.reading.speech import mention as mention_at
from goodoffices.reading.subjects import subject_of
from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from goodoffices.reading.memory import Resolve
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Mention, Work

__all__ = ["by_owner", "paper", "paper_name"]

_FINDINGS = frozenset({"report", "survey", "study", "poll", "research", "paper", "review", "audit"})
# what somebody who spoke has sent or said
_MESSAGES = frozenset(
    {
        "statement",
        "communique",
        "communiqué",
        "letter",
        "memo",
        "message",
        "note",
        "email",
        "e-mail",
    }
    | {"tweet", "post", "speech", "address", "release", "telegram", "declaration", "interview"}
    | {"announcement", "remark", "broadcast", "bulletin", "cable", "dispatch", "blog", "text"}
    | {"resolution", "petition", "article", "column", "editorial", "decree", "edict"}
)
# what binds speaks for nobody unnamed
_NORMS = frozenset(
    {"guideline", "rule", "regulation", "law", "treaty", "charter", "motion", "text"}
)
_SITES = frozenset({"website", "site", "page", "account", "blog", "office"})
_SAME = frozenset({"the", "this", "that", "one", "another"})
_WRITE = lex.ISSUE | {"prepare", "compile", "commission", "author", "draft", "produce", "conduct"}


def paper(
    work: Work, mention: Mention, tree: Tree, tok: Tok, memory: Memory, resolve: Resolve
) -> Source | None:
    """`a BBC report`, `the joint statement`: the owner speaks, the paper is the medium."""
    if _body_named_so(work, tree, tok):
        return None
    medium = paper_name(tree, tok)
    told = _told_owner(work, mention, tree, tok, memory, resolve)
    if told is not None:
        return replace(told, medium=medium)
    before = _told_before(work, mention, tree, tok, memory, resolve)
    if before is not None:
        return before
    role = Role.MEDIA if tok.lemma == "report" else Role.DOCUMENT
    plural = tok.tag == "NNS"
    name = tok.lower if plural else medium
    return Source(Party(name, role), anonymous=plural and tok.lemma not in _NORMS)


def _told_owner(
    work: Work, mention: Mention, tree: Tree, tok: Tok, memory: Memory, resolve: Resolve
) -> Source | None:
    """Whose the words beside the paper say it is: a name before it, `by` somebody, a state, its."""
    owner = _before_it(tree, tok)
    signed = any(p.lower == "by" for p in tree.children(tok.i, "prep", "agent"))
    if owner is not None and (owner.dep == "poss" or (_is_name(owner) and not signed)):
        source = resolve(work, mention_at(tree, mention.paragraph, owner.i), memory)
        if source is not None:
            return source
    by = by_owner(work, tree, mention.paragraph, tok, memory, resolve)
    if by is not None:
        return by
    state = _of_state(work, tree, tok)
    if state is not None:
        return Source(Party(state, Role.STATE, state))
    its = _its_own(tree, tok)
    there = mention_at(tree, mention.paragraph, its.i) if its is not None else None
    return resolve(work, there, memory) if there is not None else None


def _told_before(
    work: Work, mention: Mention, tree: Tree, tok: Tok, memory: Memory, resolve: Resolve
) -> Source | None:
    """Whose it was where the report told of it before, with the paper as the medium."""
    medium = paper_name(tree, tok)
    bare = tok.tag == "NNS" and tree.child(tok.i, "det", "poss", "nummod") is None
    papers = [p for p in memory.papers if p[1].split()[-1] == tok.lemma and not bare]
    papers = [p for p in papers if set(p[1].split()) == set(medium.split())] or papers
    if papers:
        return replace(
            papers[-1][2], medium=medium if " " in medium else papers[-1][1], anaphoric=True
        )
    definite = tree.child(tok.i, "det", "nummod")
    if definite is not None and definite.lower in _SAME:
        before = _owner_before(work, mention, tok, memory, resolve)
        if before is not None:
            return replace(before, medium=medium, anaphoric=True)
    if definite is not None and definite.lower == "the" and tok.lemma in _MESSAGES:
        source = memory.last()
        if source is not None:
            return replace(source, medium=medium, anaphoric=True)
    return None


def _body_named_so(work: Work, tree: Tree, tok: Tok) -> bool:
    """`the US Geological Survey`: no survey of the US's, but a body called so."""
    before = tree.children(tok.i, "compound", "amod", "nmod")
    words = [t for t in before if t.tag.startswith(("NNP", "JJ")) and t.text[:1].isupper()]
    own = [t for t in words if not t.ent or t.ent == tok.ent == "ORG"]
    named = [t for t in own if not work.gazetteer.state_of(t.text)]
    return tok.tag == "NNP" and tok.text[:1].isupper() and bool(named)


def _its_own(tree: Tree, tok: Tok) -> Tok | None:
    """`According to its statement, the league was late`: whoever the clause behind it is about."""
    its = tree.child(tok.i, "poss")
    if its is None or its.tag != "PRP$" or tree.sentence(tok.sent)[0].lower != "according":
        return None
    behind = (t for t in tree.sentence(tok.sent) if t.i > tok.i and t.dep == "nsubj")
    return next((t for t in behind if not is_pronoun(t)), None)


def _of_state(work: Work, tree: Tree, tok: Tok) -> str | None:
    """`the Velian statement`: a state's, where it is a message."""
    if tok.lemma not in _MESSAGES:
        return None
    before = (t for t in tree.children(tok.i, "amod") if t.ent == "NORP" and t.text[:1].isupper())
    return next((s for t in before if (s := work.gazetteer.state_of(t.text))), None)


def _owner_before(
    work: Work, mention: Mention, tok: Tok, memory: Memory, resolve: Resolve
) -> Source | None:
    """`The ministry issued a report. ... The report says`: whose it was where it was told of.

    Where no report was told of, `a survey by the ministry` was meant.
    """
    last: Source | None = None
    for number in sorted((n for n in work.trees if n <= mention.paragraph), reverse=True):
        tree = work.trees[number]
        for other in reversed(tree.toks):
            kin = {other.lemma.lower(), tok.lemma} <= _FINDINGS
            if other.start >= mention.span.start or not (kin or other.lemma == tok.lemma):
                continue
            if tok.tag == "NNS" and other.tag != "NNS":
                continue
            if other.lemma != tok.lemma and (last is not None or not other.text.islower()):
                continue
            owner = _owner(tree, other)
            found = (
                resolve(work, mention_at(tree, number, owner.i), memory)
                if owner is not None
                else by_owner(work, tree, number, other, memory, resolve)
            )
            if found is not None and other.lemma == tok.lemma:
                return found
            last = last or found
    return last


def _before_it(tree: Tree, paper: Tok) -> Tok | None:
    """`a March 14 NATO release`: the first noun before it that is no day."""
    before = tree.children(paper.i, "poss", "compound", "nmod")
    return next((t for t in before if t.ent not in {"DATE", "TIME"}), None)


def _is_name(tok: Tok) -> bool:
    """`NATO release`, and no `Media reports` at the head of a sentence."""
    named = tok.tag.startswith("NNP") or tok.ent != ""
    return tok.text[:1].isupper() and named and tok.lower not in {"media", "press", "news"}


def _owner(tree: Tree, paper: Tok) -> Tok | None:
    """The name before it, or whoever sent it out."""
    before = _before_it(tree, paper)
    named = before is not None and (before.dep == "poss" or _is_name(before))
    if before is not None and named and not is_pronoun(before):
        return before
    verb = tree[paper.head]
    if paper.dep in {"dobj", "nsubjpass"} and verb.lemma in lex.ISSUE:
        source, _ = subject_of(tree, verb)
        known = source is not None and source != paper.i and not is_pronoun(tree[source])
        return tree[source] if known and source is not None else None
    return None


def paper_name(tree: Tree, obj: Tok) -> str:
    words = [t.text for t in tree.children(obj.i, "amod", "compound") if t.text[:1].islower()]
    return " ".join([*words[-2:], obj.lemma])


def by_owner(
    work: Work, tree: Tree, paragraph: int, paper: Tok, memory: Memory, resolve: Resolve
) -> Source | None:
    """`a letter from the envoy`, `the report published by the ministry`."""
    stack = [paper.i]
    beside = [p for p in tree.children(paper.head, "prep", "agent") if p.i > paper.i]
    for prep in beside:
        obj = tree.child(prep.i, "pobj")
        if prep.lower == "by" and obj is not None:
            return resolve(work, mention_at(tree, paragraph, obj.i), memory)
    while stack:
        k = stack.pop()
        written = [t.i for t in tree.children(k, "acl") if t.lemma in _WRITE]
        hung = [t for j in (k, *written) for t in tree.children(j, "prep", "agent")]
        for prep in hung:
            obj = tree.child(prep.i, "pobj")
            if obj is None:
                continue
            posted = next(iter(tree.children(obj.i, "compound", "poss")), None)
            if prep.lower == "on" and obj.lemma in _SITES and posted is not None:
                return resolve(work, mention_at(tree, paragraph, posted.i), memory)
            site = prep.lower == "of" and paper.lemma in {
                "website",
                "site",
                "page",
                "account",
                "blog",
            }
            dated = obj.ent in {"DATE", "TIME"}  # `a study from March`
            if (prep.lower in {"by", "from"} or site) and not dated:
                return resolve(work, mention_at(tree, paragraph, obj.i), memory)
            stack.append(obj.i)
    return None
