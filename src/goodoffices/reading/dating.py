"""Step: the day of each act or statement, where the text states it.

A date counts for a claim if it hangs on the claim's own predicate (the act's day) or on the word
that reports it (the day of the statement). It carries over from the sentence beside only where the
later claim points back (`it said`, `the statement said`, a quotation that goes on), or where the
same speaker goes on in the next paragraph after `said on Friday`. Else the day stays open.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.dates import DateMention, find_dates
from goodoffices.reading.lexicon import SAY_THAT
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Claim, Work

_FUTURE = frozenset(
    {"will", "shall", "'ll", "due", "plan", "schedule", "set", "expect", "tomorrow"}
)
# what these say happened on a day did, but the statement was not made on it
_UNDATED = frozenset({ActKind.STATE_POSITION, ActKind.WARN})
_SPOKEN = frozenset({"today", "tonight", "yesterday", "tomorrow"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "pcomp"})
_NOUN_HOPS = frozenset(
    {
        "prep",
        "pobj",
        "dobj",
        "nsubj",
        "npadvmod",
        "attr",
        "nsubjpass",
        "compound",
        "nmod",
        "agent",
        "dative",
        "conj",
    }
)


def date_claims(work: Work) -> Work:
    claims: list[Claim] = []
    known: dict[tuple[int, bool], tuple[DateMention, ...]] = {}
    for claim in work.claims:
        tree = work.trees.get(claim.paragraph)
        dated = _own(work, tree, claim, known) if tree is not None else claim
        if dated.date_text is None and claims:
            dated = _carried(work, dated, claims)
        claims.append(dated)
    return replace(work, claims=tuple(_by_contact(claims)))


def _own(
    work: Work, tree: Tree, claim: Claim, known: dict[tuple[int, bool], tuple[DateMention, ...]]
) -> Claim:
    paragraph = work.paragraphs[claim.paragraph]
    future = claim.planned or any(
        tok.lemma in _FUTURE and not tok.tag.startswith("NN") for tok in _root_words(tree, claim)
    )
    key = claim.paragraph, future
    if key not in known:
        text = work.report.text[paragraph.start : paragraph.end]
        known[key] = find_dates(text, work.reference, future=future, offset=paragraph.start)
    marks = work.marks.get(claim.paragraph, ())
    cue, direct = None, False
    for mention in known[key]:
        quoted = any(q.span.covers(mention.span) for q in marks)
        if quoted and (not claim.from_quotation or mention.words.lower() in _SPOKEN):
            continue
        inside = any(span.covers(mention.span) for span in claim.spans)
        anchor = _anchor(tree, mention)
        if anchor is None:
            continue
        if not inside and claim.cue is not None and anchor == claim.cue:
            cue, direct = mention, True
        elif (
            inside
            and _dates_itself(tree, anchor, claim)
            and (
                _own_predicate(tree, anchor, claim)
                or (claim.from_quotation and _is_root_of_quote(tree, anchor, claim))
            )
        ):
            return _dated(claim, mention, "act")
        elif not inside and claim.cue is not None and _same_saying(tree, anchor, claim.cue):
            cue = cue or mention
    if cue is None:
        return claim
    return replace(_dated(claim, cue, "statement"), dated_saying=direct)


def _dates_itself(tree: Tree, anchor: int, claim: Claim) -> bool:
    """What a position or warning tells of has no day of its own, save a plain deed of the past."""
    verb = tree[anchor]
    plain = anchor == claim.root and verb.tag == "VBD" and verb.lemma != "be"
    return claim.act not in _UNDATED or (plain and not claim.from_quotation)


def _own_predicate(tree: Tree, anchor: int, claim: Claim) -> bool:
    """The claim's predicate, or an infinitive of purpose under it, where the parser often hangs a
    date that closes the clause.
    """
    tops = {claim.root, claim.act_token}
    tok = tree[anchor]
    return anchor in tops or (
        tok.tag == "VB" and tok.dep in {"advcl", "xcomp"} and tok.head in tops
    )


def _root_words(tree: Tree, claim: Claim) -> tuple[Tok, ...]:
    root = claim.root
    return (tree[root], *tree.children(root)) if root is not None else ()


def _dated(claim: Claim, mention: DateMention, kind: str) -> Claim:
    return replace(claim, date=mention.iso, date_text=mention.words, date_of=kind)


def _anchor(tree: Tree, mention: DateMention) -> int | None:
    """Climb from the date through nouns and prepositions to the verb it belongs to."""
    inside = [t for t in tree.toks if mention.span.start <= t.start < mention.span.end]
    if not inside:
        return None
    tok = next(
        (t for t in inside if not mention.span.start <= tree[t.head].start < mention.span.end),
        inside[0],
    )
    hops = 0
    while not tok.is_verb and tok.head != tok.i:
        if tok.dep in _CLAUSES and hops:
            return None
        tok = tree[tok.head]
        hops += 1
    if tok.tag in {"VBN", "VBG"} and tok.dep in {"acl", "relcl", "amod", "pcomp"}:
        return tok.i
    return tok.i


def _is_root_of_quote(tree: Tree, anchor: int, claim: Claim) -> bool:
    return (
        tree[anchor].dep in {"ROOT", "ccomp", "conj"} and claim.spans[0].start <= tree[anchor].start
    )


def _same_saying(tree: Tree, anchor: int, cue: int) -> bool:
    """The date hangs on the verb above the cue (`said today ..., vowing`) or on its lead-in."""
    word, verb = tree[cue], tree[anchor]
    if verb.dep == "acl" and any(t.i == verb.head for t in tree.children(cue, "nsubj")):
        return True
    if word.dep == "relcl" and verb.dep == "acl" and verb.head == word.head:
        return True
    if word.dep in {"advcl", "acl", "conj", "xcomp", "relcl", "ccomp"} and anchor in {
        t.i for t in list(tree.ancestors(cue))[:3]
    }:
        return word.dep not in {"conj", "ccomp"} or verb.lemma in SAY_THAT
    lead = verb.dep in {"acl", "amod", "relcl", "advcl"} and verb.tag in {"VBN", "VBG"}
    if lead and any(t.i == cue for t in list(tree.ancestors(anchor))[:6]):
        return tree[verb.head].lemma in {
            "remark",
            "statement",
            "report",
            "interview",
            "speech",
            "address",
            "letter",
            "conference",
            "release",
            cue,
        }
    return False


def _carried(work: Work, claim: Claim, before: list[Claim]) -> Claim:
    """Carry the day of a statement on to what goes on with it."""
    if claim.told:
        return claim
    for last in reversed(before):
        if last.told:
            continue
        near = claim.paragraph - last.paragraph <= 1
        if last.date_text is None or not near or last.speaker is None:
            return claim
        same = claim.speaker == last.speaker or claim.attribution[:1] == last.attribution[:1]
        same_sentence = _same_sentence(work, claim, last)
        goes_on = (
            claim.anaphoric
            or claim.inherits
            or (len(claim.attribution) > 1 and claim.attribution[0] == last.attribution[0])
            or any(a.split(" (")[0] == last.speaker.name for a in claim.attribution[:-1])
        )
        if last.from_quotation and last.date_of == "act":
            return claim
        quoting_on = (
            claim.from_quotation
            and last.date_of == "statement"
            and last.paragraph < claim.paragraph
        )
        if (
            same_sentence
            or (same and (goes_on or quoting_on))
            or (goes_on and claim.attribution[:1] == last.attribution[:1])
        ):
            return replace(claim, date=last.date, date_text=last.date_text, date_of="statement")
        return claim
    return claim


def _same_sentence(work: Work, claim: Claim, last: Claim) -> bool:
    tree = work.trees.get(claim.paragraph)
    if tree is None or last.paragraph != claim.paragraph or claim.cue is None or last.cue is None:
        return False
    return tree[claim.cue].sent == tree[last.cue].sent and claim.speaker == last.speaker


def _by_contact(claims: list[Claim]) -> list[Claim]:
    """What one person is said to have told another was said when the report dates their contact."""
    contacts = {
        frozenset(p.name for p in (*c.actor, *c.target)): c
        for c in claims
        if c.date_of == "act" and c.date is not None and len(c.actor) == 1 and len(c.target) == 1
    }
    return [_told_at_contact(claim, contacts) for claim in claims]


def _told_at_contact(claim: Claim, contacts: Mapping[frozenset[str], Claim]) -> Claim:
    if claim.date_text is not None or claim.speaker is None or claim.addressee is None:
        return claim
    contact = contacts.get(frozenset({claim.speaker.name, claim.addressee}))
    if contact is None:
        return claim
    return replace(claim, date=contact.date, date_text=contact.date_text, date_of="act")
