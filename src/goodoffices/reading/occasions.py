"""Statements that are of the same occasion as a dated sentence before: a ruling, a plea, an
announcement, one paper, one event.

A court rules on one day: what it finds, holds or orders, and what is pleaded before it, is of the
day told last for it. What a person announced (`made the announcement`) was announced once. What
stands `in the same post` was written with the rest of it, and what is said `at the debate` at the
one told last. Definition RR 6; one look back over the days of this paragraph and the one before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.anchors import PAPERS, looks_ahead
from goodoffices.reading.frames import TALKS
from goodoffices.reading.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.reading.days import Day
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Claim, Work

_BENCH = frozenset({"court", "tribunal", "judge", "justice", "magistrate", "jury", "panel"})
_TITLES = frozenset({"judge", "justice", "magistrate"})
_RULED = frozenset(
    {
        *("rule", "find", "hold", "order", "decide", "sentence", "convict", "acquit", "uphold"),
        *("overturn", "quash", "dismiss", "strike", "annul", "reject", "grant", "deny", "bar"),
        *("block", "affirm", "reverse", "remand", "jail", "award", "conclude", "determine"),
    }
)
_GAVE = frozenset({"issue", "hand", "deliver", "give", "make", "announce", "publish", "release"})
_RULING = frozenset(
    {"ruling", "judgment", "judgement", "verdict", "decision", "sentence", "injunction", "order"}
)
_BEFORE_COURT = frozenset({"appear", "admit", "plead", "stand", "confess", "testify", "arraign"})
_OF_BENCH = _RULED | {"say", "agree", "note", "state", "write", "add", "call", "tell"}
_ANNOUNCED = frozenset({"announcement", "statement", "remark", "comment", "speech", "address"})
_EVENTS = TALKS | {
    *("debate", "speech", "rally", "ceremony", "hearing", "trial", "interview", "event", "visit"),
    *("session", "briefing", "forum", "gathering", "funeral", "reception", "dinner", "march"),
}
_MADE = frozenset({"make", "give", "deliver", "issue"})


def of_occasion(
    work: Work, claim: Claim, before: Sequence[Claim], days: Mapping[int, tuple[Day, ...]]
) -> Claim:
    """The claim with the day of the ruling, announcement or paper it belongs to, if any."""
    tree = work.trees.get(claim.paragraph)
    verb = claim.root if claim.told else claim.cue
    if tree is None or verb is None or _finite(tree, verb).tag not in {"VBD", "VBG"}:
        return claim
    kind = "act" if claim.told else "statement"
    paper = _same_paper(tree, claim, before)
    if paper is not None:
        return replace(claim, date=paper.date, date_text=paper.date_text, date_of=kind)
    found = _told_last(work, claim, tree[verb].sent, days)
    if found is None:
        return claim
    there, day = found
    one, other = tree[verb], there[day.at]
    same = _same_court(there, other, tree, one) or _announced(there, other, tree, one)
    if not (same or _at_event(there, other, tree, one, claim)):
        return claim
    return replace(claim, date=day.past.iso, date_text=day.past.words, date_of=kind)


def _finite(tree: Tree, verb: int) -> Tok:
    """`went on to say`: the verb that has the tense."""
    tok = tree[verb]
    while tok.dep == "xcomp" and tok.tag == "VB":
        tok = tree[tok.head]
    return tok


def _same_paper(tree: Tree, claim: Claim, before: Sequence[Claim]) -> Claim | None:
    """`She wrote in the same letter`: the statement told last, if it is dated itself."""
    last = next((earlier for earlier in reversed(before) if not earlier.told), None)
    if claim.told or claim.cue is None or last is None or last.date_text is None:
        return None
    if claim.paragraph - last.paragraph > 1 or last.date_of != "statement":
        return None
    nouns = (tree.child(prep.i, "pobj") for prep in tree.children(claim.cue, "prep"))
    same = any(
        noun.lemma in PAPERS | TALKS
        and any(tok.lower == "same" for tok in tree.children(noun.i, "amod"))
        for noun in nouns
        if noun is not None
    )
    return last if same else None


def _told_last(
    work: Work, claim: Claim, sent: int, days: Mapping[int, tuple[Day, ...]]
) -> tuple[Tree, Day] | None:
    """The day told last for a main verb before the claim's sentence, not further back than the
    paragraph before, if that verb is of the past.
    """
    for number in (claim.paragraph, claim.paragraph - 1):
        tree = work.trees.get(number)
        if tree is None:
            continue
        for day in reversed(days.get(number, ())):
            verb = tree[day.at]
            here = number == claim.paragraph
            if day.quoted or (here and verb.sent >= sent) or not _is_main(tree, verb):
                continue
            iso = day.past.iso or ""
            known = "-" in iso and "/" not in iso and not looks_ahead(tree, verb.i)
            return (tree, day) if known else None
    return None


def _is_main(tree: Tree, verb: Tok) -> bool:
    return verb.dep == "ROOT" or (verb.dep == "conj" and tree[verb.head].dep == "ROOT")


def _same_court(there: Tree, other: Tok, tree: Tree, one: Tok) -> bool:
    """`A court ruled on Monday ...` and `The judge ordered ...`; `Roe appeared in court on Monday`
    and `Roe pleaded guilty`.
    """
    who, subject = _subject(there, other), _subject(tree, one)
    if who is None or subject is None:
        return False
    gave = there.child(other.i, "dobj")
    ruled = _on_bench(there, who) and (
        other.lemma in _RULED
        or (other.lemma in _GAVE and gave is not None and gave.lemma in _RULING)
    )
    heard = other.lemma in _BEFORE_COURT
    if who.tag == subject.tag == "NNP" and _is_titled(there, who) and _is_titled(tree, subject):
        return who.lower == subject.lower and ruled and one.lemma in _OF_BENCH
    if _on_bench(tree, subject):
        known = _is_known(tree, subject) or _name(tree, subject) == _name(there, who)
        in_court = heard and any(tok.lemma == "court" for tok in _all_under(there, other))
        return known and one.lemma in _OF_BENCH and (ruled or in_court)
    return heard and one.lemma == "plead" and _are_one(there, who, subject)


def _at_event(there: Tree, other: Tok, tree: Tree, one: Tok, claim: Claim) -> bool:
    """`On Monday Roe spoke at a debate in Lowra` and `During the debate, Doe said`."""
    held = {tok.lemma for tok in _all_under(there, other) if tok.dep in {"pobj", "dobj"}}
    for prep in tree.sentence(one.sent):
        event = tree.child(prep.i, "pobj") if prep.lower in {"at", "during"} else None
        if event is None or event.lemma not in held & _EVENTS:
            continue
        if any(span.covers(Span(prep.start, prep.end)) for span in claim.spans):
            continue
        if any(tok.lower in {"the", "this", "that"} for tok in tree.children(event.i, "det")):
            return len(tree.children(event.i)) == 1
    return False


def _announced(there: Tree, other: Tok, tree: Tree, one: Tok) -> bool:
    """`Roe resigned on Monday` and `Roe made the announcement at noon`; `Roe announced a plan on
    Monday` and `Roe announced the plan at noon`.
    """
    who, subject, thing = _subject(there, other), _subject(tree, one), tree.child(one.i, "dobj")
    if who is None or subject is None or thing is None:
        return False
    if not _are_one(there, who, subject):
        return False
    if not any(tok.lower in {"the", "this"} for tok in tree.children(thing.i, "det")):
        return False
    again = one.lemma == other.lemma == "announce"
    return again or (one.lemma in _MADE and thing.lemma in _ANNOUNCED)


def _subject(tree: Tree, verb: Tok) -> Tok | None:
    """The subject, also of the verb it goes on from; for `when she made it` that verb's too."""
    subject = tree.child(verb.i, "nsubj", "nsubjpass")
    while verb.dep in {"conj", "advcl"} and (subject is None or subject.tag == "PRP"):
        verb = tree[verb.head]
        subject = tree.child(verb.i, "nsubj", "nsubjpass") or subject
    return subject


def _are_one(there: Tree, who: Tok, subject: Tok) -> bool:
    """`The secretary, Jane Roe, ...` and `Roe ...`."""
    names = {who.lower, *(tok.lower for tok in there.children(who.i, "appos"))}
    return subject.lower in names


def _name(tree: Tree, noun: Tok) -> tuple[str, ...]:
    """The words of a name, with what follows `of` in it."""
    kept = (tree[i] for i in tree.subtree(noun.i))
    return tuple(tok.lower for tok in kept if tok.tag.startswith(("NNP", "JJ")) or tok == noun)


def _on_bench(tree: Tree, noun: Tok) -> bool:
    return noun.lemma in _BENCH or _is_titled(tree, noun)


def _is_titled(tree: Tree, noun: Tok) -> bool:
    """`Judge Roe`."""
    return any(tok.lower in _TITLES for tok in tree.children(noun.i, "compound", "nmod"))


def _is_known(tree: Tree, noun: Tok) -> bool:
    """`the court`, `the judge`, `Judge Roe`; not `the High Court of the North`."""
    beside = tree.children(noun.i)
    return _is_titled(tree, noun) or (
        any(tok.lower in {"the", "this"} for tok in beside)
        and not any(tok.tag.startswith("NNP") or tok.lower == "of" for tok in beside)
    )


def _all_under(tree: Tree, verb: Tok) -> list[Tok]:
    return [tree[i] for i in tree.subtree(verb.i)]
