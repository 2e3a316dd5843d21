"""Step: what one speaker goes on saying is joined, once each part is named.

A quotation broken by its cue is one where both parts do the same; a quotation after a sentence that
names an act does that act; force that one side lays to another is an accusation.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.record.vocabulary import ActKind as A

if TYPE_CHECKING:
    from goodoffices.reading.work import Claim, Work

__all__ = ["join_broken"]

_STOP = re.compile(r"[.!?…][\]\"”’]*\s")
_ELABORATED = frozenset(
    {
        A.CONDEMN,
        A.ACCUSE,
        A.DENY,
        A.PRAISE,
        A.OFFER_MEDIATION,
        A.ACCEPT_MEDIATION,
        A.REJECT_MEDIATION,
        A.REJECT_TALKS,
    }
)


def join_broken(work: Work) -> Work:
    """Step: join what one speaker goes on saying, where both parts do the same act."""
    joined: list[Claim] = []
    for named in work.claims:
        claim = _blamed(work, named)
        last = joined[-1] if joined else None
        if last is not None and _elaborates(last, claim):
            joined.append(replace(claim, act=last.act, also=(A.STATE_POSITION,)))
        elif last is not None and _same_act(last, claim) and _goes_on(work, last, claim):
            joined[-1] = replace(last, spans=(*last.spans, *claim.spans))
        else:
            joined.append(claim)
    return replace(work, claims=tuple(joined))


def _same_act(last: Claim, claim: Claim) -> bool:
    """The same act, or a quotation that goes on from one that does what was named before it."""
    plain = claim.act is A.STATE_POSITION and claim.from_quotation and last.from_quotation
    return last.act is claim.act or (plain and A.STATE_POSITION in last.also)


def _blamed(work: Work, claim: Claim) -> Claim:
    """Force that one side on the record lays to another is an accusation."""
    tree = work.trees.get(claim.paragraph)
    if claim.act is not A.USE_FORCE or claim.told or claim.anonymous or claim.speaker is None:
        return claim
    if tree is None or claim.act_token is None:
        return claim
    subject = tree.child(claim.act_token, "nsubj")
    if subject is None or subject.tag == "PRP":
        return claim
    words = work.report.text[tree[min(tree.subtree(subject.i))].start : subject.end]
    states = work.gazetteer.states_in(words)
    if states and claim.speaker.state == states[0]:
        return claim
    return replace(claim, act=A.ACCUSE, also=(A.USE_FORCE,))


def _elaborates(last: Claim, claim: Claim) -> bool:
    """`X denounced it. "It is ...," he said`: the quotation does what the sentence before names."""
    return (
        claim.from_quotation
        and not last.from_quotation
        and claim.act is A.STATE_POSITION
        and last.act in _ELABORATED
        and claim.paragraph == last.paragraph
        and claim.speaker == last.speaker
        and last.speaker is not None
    )


def _adds(work: Work, claim: Claim) -> bool:
    """`"P," she said, adding "Q"`: a participle of saying begins another."""
    tree = work.trees.get(claim.paragraph)
    return tree is not None and claim.cue is not None and tree[claim.cue].tag == "VBG"


def _goes_on(work: Work, last: Claim, claim: Claim) -> bool:
    if claim.paragraph != last.paragraph or claim.told or last.told:
        return False
    if work.report.text[last.spans[-1].end : claim.start].rstrip().endswith(":"):
        return False
    if claim.from_quotation and last.from_quotation:
        between = work.report.text[last.spans[-1].end : claim.start]
        ended = _STOP.search(work.report.text[last.spans[-1].start : claim.start])
        begun = between.lstrip(" \n\"”’'")[:1].isupper() and ended is not None
        another = begun or _STOP.search(between) is not None
        again = claim.cue is not None and claim.cue != last.cue and (another or _adds(work, claim))
        return claim.speaker == last.speaker and claim.speaker is not None and not again
    if last.from_quotation and _STOP.search(work.report.text[last.spans[-1].start : claim.start]):
        return False  # a sentence of its own after the quotation
    return claim.cue is not None and claim.cue == last.cue and not claim.from_quotation
