"""Step: the tagger's second opinion on what the rules took for reported speech.

What only the tagger finds becomes a claim that is less sure: a stretch that no claim overlaps, that
is likely, and beside which a word of saying has a source and no quotation already; a stretch with
no verb has to be the object of one, of a source that can speak. Where the network was asked it has
to be in doubt too. What only the rules find in their own words (no quotation marks) and the tagger
holds for no report is marked less sure. O(tokens).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.may_speak import can_speak
from goodoffices.reading.speech import mention, quoted_tokens
from goodoffices.reading.subjects import subject_of
from goodoffices.reading.work import Claim

if TYPE_CHECKING:
    from goodoffices.reading.model import Span
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Work

LIKELY = 0.5
DOUBTED = 0.1
FEWEST_WORDS = 4
NEAR = 12
_SAYING = lex.SAY_THAT | lex.SAY_TO | lex.SAY_NP


def ask_the_tagger(work: Work) -> Work:
    if work.tagger is None:
        return work
    opinions: dict[int, tuple[float, ...]] = {}
    made: list[Claim] = []
    spoken_for = {(claim.paragraph, claim.cue) for claim in work.claims if claim.from_quotation}
    for number, tree in work.trees.items():
        quoted = quoted_tokens(work, number, tree)
        opinions[number], runs = work.tagger.opinion(tree, quoted)
        taken = [s for claim in work.claims if claim.paragraph == number for s in claim.spans]
        for first, last in runs:
            span = tree.span(range(first, last + 1))
            words = sum(not tree[i].is_punct for i in range(first, last + 1))
            cited = tree[first].is_verb and tree[first].lemma in _SAYING
            if (
                span is None
                or cited
                or words < FEWEST_WORDS
                or any(span.overlaps(s) for s in taken)
            ):
                continue
            if min(opinions[number][first : last + 1]) < LIKELY or _denied(work, number, span):
                continue
            claim = _claim(tree, number, first, last)
            if claim is not None and (number, claim.cue) not in spoken_for:
                made.append(replace(claim, spans=(span,)))
    kept = [_doubted(work, claim, opinions.get(claim.paragraph, ())) for claim in work.claims]
    return replace(work, claims=tuple(sorted([*kept, *made], key=lambda c: c.spans)))


def _denied(work: Work, number: int, span: Span) -> bool:
    """Whether the network holds the stretch for the reporter's own words."""
    opinion = work.opinions.get(number)
    likely = opinion.likely([span]) if opinion is not None else None
    return likely is not None and likely < LIKELY


def _doubted(work: Work, claim: Claim, opinion: tuple[float, ...]) -> Claim:
    """Leave the claim as it is unless the tagger thinks little of its words on average."""
    if claim.from_quotation or claim.told or not opinion:
        return claim
    toks = work.trees[claim.paragraph].toks
    inside = [
        opinion[t.i]
        for t in toks
        if any(s.start <= t.start and t.end <= s.end for s in claim.spans)
    ]
    if not inside or sum(inside) / len(inside) >= DOUBTED:
        return claim
    return replace(claim, sure=False)


def _claim(tree: Tree, number: int, first: int, last: int) -> Claim | None:
    cue = _cue(tree, first, last)
    if cue is None:
        return None
    if cue.lower == "according":
        to = tree.child(cue.i, "prep")
        named = tree.child(to.i, "pobj") if to is not None else None
        source = named.i if named is not None else None
    else:
        source, _ = subject_of(tree, cue)
    if source is None or first <= source <= last or tree[source].lower in lex.NO_SOURCE:
        return None
    obj = tree.child(cue.i, "dobj")
    if obj is not None and cue.lemma == "claim" and obj.lemma in lex.TAKEN:
        return None
    says = any(tree[i].is_finite for i in range(first, last + 1))
    if not says and (cue.i > first or not can_speak(tree[source])):
        return None
    root = min(range(first, last + 1), key=lambda i: sum(1 for _ in tree.ancestors(i)))
    return Claim(
        spans=(),
        paragraph=number,
        root=root,
        cue=cue.i,
        cue_lemma=cue.lemma,
        cue_words=cue.text,
        source=mention(tree, number, source),
        sure=False,
        because={"claim": "reads like reported speech"},
    )


def _cue(tree: Tree, first: int, last: int) -> Tok | None:
    """The nearest word of saying outside the stretch, in the sentences it begins or ends in."""
    here = {tree[first].sent, tree[last].sent}
    near = [
        (min(abs(tok.i - first), abs(tok.i - last)), tok.i)
        for tok in tree.toks[max(0, first - NEAR) : last + NEAR]
        if not first <= tok.i <= last
        and tok.sent in here
        and ((tok.is_verb and tok.lemma in _SAYING) or tok.lower == "according")
        and not any(aux.lower == "to" for aux in tree.children(tok.i, "aux"))
    ]
    return tree[min(near)[1]] if near else None
