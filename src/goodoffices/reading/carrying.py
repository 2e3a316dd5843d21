"""Where the day of a statement goes on to the next one.

It goes on within a sentence, to what the same speaker says in the sentence beside if he is named
there by a pronoun, quoted or adds something, and to the next paragraph where that opens with `it
said`, `the statement said` or with the quotation of a saying dated itself (`said on Friday`); from
a meeting to what is said at or after it; and back to the summary that a dated quotation follows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.anchors import PAPERS, looks_ahead
from goodoffices.reading.frames import TALKS
from goodoffices.reading.subjects import subject_of
from goodoffices.record.vocabulary import ActKind as A

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.reading.days import Day
    from goodoffices.reading.tree import Tree
    from goodoffices.reading.work import Claim, Work

_ADDING = frozenset({"add", "continue", "conclude", "elaborate", "clarify", "reiterate"})
_BEFORE = frozenset(
    {"had", "'d", "’d", "previously", "earlier", "formerly", "once", "originally", "repeatedly"}
)
_HAS = frozenset({"has", "have", "'ve", "’ve"})
_ON = frozenset({"after", "following", "at", "during", "in"})
_KNOWN = frozenset({"the", "this", "that", "these", "their", "his", "her"})
_POSITIONS = frozenset({A.STATE_POSITION, A.WARN})
_SPOKE = frozenset({"speak", "address", "talk", "brief", "testify"})
_PUT = frozenset({"ask", "question", "interview", "quiz", "press", "quote", "hear"})
CONTACTS = frozenset({A.MEET, A.NEGOTIATE, A.PHONE_CALL})


def carried(work: Work, claim: Claim, before: Sequence[Claim]) -> Claim:
    """Carry the day of a statement on to what goes on with it."""
    contact = _contact(work, claim, before)
    if contact is not None:
        kind = "act" if claim.told else "statement"
        return replace(claim, date=contact.date, date_text=contact.date_text, date_of=kind)
    last = next((earlier for earlier in reversed(before) if not earlier.told), None)
    if claim.told or last is None or last.date_text is None or of_before(work, claim):
        return claim
    if _now(work, claim) and not _now(work, last):
        return claim
    if _same_sentence(work, claim, last):
        direct = last.dated_saying
    elif last.speaker is None or _of_deed(last):
        return claim
    elif last.paragraph == claim.paragraph and _goes_on(work, claim, last):
        direct = False
    elif last.paragraph + 1 == claim.paragraph and _next_paragraph(work, claim, last):
        direct = last.dated_saying
    else:
        return claim
    return replace(
        claim,
        date=last.date,
        date_text=last.date_text,
        date_of="statement",
        dated_saying=direct,
    )


def _now(work: Work, claim: Claim) -> bool:
    """`insists`, where the sentence before has `said`."""
    tree = work.trees.get(claim.paragraph)
    return tree is not None and claim.cue is not None and tree[claim.cue].tag in {"VBZ", "VBP"}


def _contact(work: Work, claim: Claim, before: Sequence[Claim]) -> Claim | None:
    """`The ministers met on Monday. They called on ...`; `... The envoy joined the talks`: what
    those who met say as `they`, what is said at or after the meeting, and who came to it, are of
    the day of the meeting told last, if nothing of another day stands between.
    """
    contact = _met_last(claim, before)
    tree = work.trees.get(claim.paragraph)
    at = claim.root if claim.told else claim.cue
    if contact is None or tree is None or at is None:
        return None
    if claim.told:
        talks = tree.child(at, "dobj")
        joined = claim.act in CONTACTS and talks is not None and talks.lemma in TALKS
        return contact if joined and claim.paragraph == contact.paragraph else None
    subject = tree.child(at, "nsubj")
    they = subject is not None and subject.lower == "they"
    return contact if they or _on_that_occasion(tree, at) else None


def at_the_time(work: Work, claim: Claim, days: Sequence[Day]) -> Claim:
    """`The talks broke off on Monday. At the time, Roe said P`: on the day told last before."""
    tree = work.trees.get(claim.paragraph)
    verb = claim.root if claim.told else claim.cue
    if tree is None or verb is None:
        return claim
    opening = [t for t in tree.sentence(tree[verb].sent) if not t.text.isspace()][:3]
    words = tuple(t.lower for t in opening)
    if words not in {("at", "the", "time"), ("at", "the", "occasion"), ("on", "that", "occasion")}:
        return claim
    before = [d for d in days if d.past.span.start < opening[0].start and d.past.is_day]
    if not before or before[-1].quoted:
        return claim
    kind = "act" if claim.told else "statement"
    day = before[-1].past
    return replace(claim, date=day.iso, date_text=day.words, date_of=kind)


def _on_that_occasion(tree: Tree, at: int) -> bool:
    """`After the talks, Roe said`, `Roe told reporters at the meeting`: the one told before."""
    for prep in tree.children(at, "prep"):
        event = tree.child(prep.i, "pobj")
        if prep.lower not in _ON or event is None or event.lemma not in TALKS | {"visit", "call"}:
            continue
        known = {tok.lower for tok in tree.children(event.i, "det", "poss")}
        if known & _KNOWN and not any(
            tree[k].ent in {"DATE", "TIME"} for k in tree.subtree(prep.i)
        ):
            return True
    return False


def _met_last(claim: Claim, before: Sequence[Claim]) -> Claim | None:
    """The dated meeting told last, not further back than the paragraph before."""
    days: set[str | None] = set()
    for earlier in reversed(before):
        if claim.paragraph - earlier.paragraph > 1:
            return None
        days.add(earlier.date_text)
        if earlier.told and earlier.act in CONTACTS:
            return earlier if days == {earlier.date_text} and earlier.date_text else None
    return None


def _same_sentence(work: Work, claim: Claim, last: Claim) -> bool:
    tree = work.trees.get(claim.paragraph)
    if tree is None or last.paragraph != claim.paragraph or claim.cue is None or last.cue is None:
        return False
    known = claim.speaker is not None or tree[claim.cue].dep == "conj"
    same = tree[claim.cue].sent == tree[last.cue].sent and claim.speaker == last.speaker
    return known and same


def in_perfect(tree: Tree, verb: int) -> bool:
    """`has said`, not `having said`."""
    return any(tok.lower in _HAS for tok in tree.children(verb, "aux"))


def of_before(work: Work, claim: Claim) -> bool:
    """`had previously called it ...`: said before what the sentence beside tells; `has called it
    ...`: at no one time, so English puts no day to it.
    """
    tree = work.trees.get(claim.paragraph)
    if tree is None or claim.cue is None:
        return False
    beside = {tok.lower for tok in tree.children(claim.cue, "aux", "advmod")}
    return bool(beside & _BEFORE) or in_perfect(tree, claim.cue)


def _of_deed(last: Claim) -> bool:
    """The day is that of a deed told of in what was said (`said troops left on Monday`)."""
    return last.date_of == "act" and (last.from_quotation or last.act in _POSITIONS)


def _goes_on(work: Work, claim: Claim, last: Claim) -> bool:
    """The speaker is a pronoun, is quoted on, adds something, speaks in the same speech or
    paper, or within what the other tells.
    """
    same = claim.speaker == last.speaker or claim.attribution[:1] == last.attribution[:1]
    tree = work.trees.get(claim.paragraph)
    adds = tree is not None and claim.cue is not None and _adds(tree, claim.cue)
    quoted = claim.from_quotation and last.dated_saying and claim.speaker == last.speaker
    quoted = quoted and not (tree is not None and _later_on(tree, claim))
    medium = claim.attribution[:1] == last.attribution[:1] and "(" in "".join(claim.attribution[:1])
    going_on = claim.anaphoric or claim.inherits or adds or quoted or medium
    return same and (going_on or _within(claim, last))


def _adds(tree: Tree, cue: int) -> bool:
    """`she added`, `she also said`."""
    also = any(tok.lower == "also" for tok in tree.children(cue, "advmod"))
    return also or tree[cue].lemma in _ADDING


def _later_on(tree: Tree, claim: Claim) -> bool:
    """`Following the vote, Roe told reporters, "..."`: another occasion than the one before."""
    if claim.cue is None:
        return False
    first = next((t for t in tree.sentence(tree[claim.cue].sent) if not t.text.isspace()), None)
    return first is not None and first.lower in {"after", "following", "later", "afterwards"}


def _within(claim: Claim, last: Claim) -> bool:
    """`The Gazette reported on Friday ...` goes on in `the mayor denied it, the Gazette said`."""
    return len(claim.attribution) > 1 and (
        claim.attribution[0] == last.attribution[0]
        or any(last.speaker and a.split(" (")[0] == last.speaker.name for a in claim.attribution)
    )


def _next_paragraph(work: Work, claim: Claim, last: Claim) -> bool:
    tree = work.trees.get(claim.paragraph)
    if tree is None:
        return False
    subject = tree.child(claim.cue, "nsubj") if claim.cue is not None else None
    paper = subject is not None and (subject.lower == "it" or subject.lemma in PAPERS)
    carrier = last.attribution[0].split(" (")[0] if last.attribution else None
    if claim.from_quotation and claim.speaker is not None:
        opens = claim.start == work.paragraphs[claim.paragraph].start or paper
        same = claim.speaker == last.speaker or (claim.anaphoric and claim.speaker.name == carrier)
        read_out = subject is not None and subject.lemma in PAPERS
        return same and opens and (last.dated_saying or claim.inherits or read_out)
    return (paper and _goes_on(work, claim, last)) or (
        claim.attribution[:1] == last.attribution[:1] and _within(claim, last)
    )


def led_to(work: Work, claim: Claim, following: Claim) -> bool:
    """`Roe called for calm. "We must wait", she said on Monday`: the summary before is of the day
    of the quotation.
    """
    summed = not claim.told and not claim.from_quotation and claim.date_text is None
    quoted = following.from_quotation and following.anaphoric and following.dated_saying
    known = claim.speaker is not None and claim.speaker == following.speaker
    if not (summed and quoted and known and claim.paragraph == following.paragraph):
        return False
    tree = work.trees.get(claim.paragraph)
    if tree is None or claim.cue is None or of_before(work, claim):
        return False
    first = next((tok for tok in tree.toks if tok.start >= following.start), None)
    return first is not None and first.sent == tree[claim.cue].sent + 1


def beside(tree: Tree, claim: Claim, days: tuple[Day, ...]) -> Claim:
    """`On Monday Roe spoke to the council. "It is late", she added`: the day of the sentence
    before, where its subject is the speaker and its main verb is what is dated.
    """
    first = next((tok for tok in tree.toks if tok.start >= claim.start), None)
    if claim.told or claim.speaker is None or first is None:
        return claim
    name = claim.speaker.name.split()[-1]
    said_by = tree.child(claim.cue, "nsubj") if claim.cue is not None else None
    if said_by is None or not (said_by.tag == "PRP" or said_by.text == name):
        return claim
    for date in days:
        verb = tree[date.at]
        found = subject_of(tree, verb)[0]
        subject = tree[found] if found is not None else None
        spoke = tree.child(verb.i, "nsubjpass") is None or verb.lemma in _PUT
        before = verb.dep == "ROOT" and verb.sent == first.sent - 1 and not date.quoted and spoke
        if subject is None or not before:
            continue
        row = {t.text for t in tree.children(subject.i, "conj", "appos")}
        again = said_by.tag == "PRP" or name in row or verb.lemma in _SPOKE
        if again and name in {subject.text, *row}:
            mention = date.ahead if looks_ahead(tree, verb.i) else date.past
            return replace(claim, date=mention.iso, date_text=mention.words, date_of="statement")
    return claim
