"""Step: words in marks that no cue claims, put down to the subject of their clause.

`The envoy saw reason for "guarded optimism"` reports the envoy's words without a verb of saying:
the claim is what the verb says of its subject, if that is a person or body and not the report
itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.model import Span
from goodoffices.reading.parties import party_at
from goodoffices.reading.speech import mention
from goodoffices.reading.subjects import subject_of
from goodoffices.reading.work import Claim

if TYPE_CHECKING:
    from goodoffices.reading.quotations import Quotation
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Work

_SAYING = lex.SAY_THAT | lex.SAY_TO | lex.SAY_NP
FARTHEST = 8
SHORT_WORD = 3
_COMPLEMENTS = ("dobj", "xcomp", "ccomp", "oprd", "acomp", "attr", "prep")
_HEADS = frozenset({"government", "side", "opposition", "ministry", "party", "union", "group"})


def claim_half_quotes(work: Work) -> Work:
    beside: dict[int, list[Claim]] = {}
    for claim in work.claims:
        beside.setdefault(claim.paragraph, []).append(claim)
    longer = (_gone_on(work, claim, beside[claim.paragraph]) for claim in work.claims)
    work = replace(work, claims=tuple(longer))
    taken = [span for claim in work.claims for span in claim.spans]
    made: list[Claim] = []
    for quotation in work.quotations:
        tree = work.trees.get(quotation.paragraph)
        if tree is None or quotation.words < 2 or any(quotation.span.overlaps(t) for t in taken):  # noqa: PLR2004  one word in marks is a name
            continue
        half = _claim(work, tree, quotation)
        if half is not None and not any(s.overlaps(t) for s in half.spans for t in taken):
            made.append(half)
            taken.extend(half.spans)
    return replace(work, claims=tuple(sorted([*work.claims, *made], key=lambda c: c.spans)))


def _gone_on(work: Work, claim: Claim, beside: list[Claim]) -> Claim:
    """`said it was late, but "the talks go on"`: a report goes on with the words in marks."""
    tree = work.trees.get(claim.paragraph)
    if tree is None or claim.cue is None or claim.root is None:
        return claim
    told = claim.frame == "that"
    if not told and claim.frame not in {"object", "to"}:
        return claim
    end = claim.spans[-1].end
    if claim.from_quotation or tree[claim.cue].start > end or claim.told:
        return claim
    taken = [span for other in beside if other is not claim for span in other.spans]
    sentence = tree.sentence(tree[claim.root].sent)
    for quotation in work.marks.get(claim.paragraph, ()):
        span = quotation.span
        if not end <= span.start < sentence[-1].end or any(span.overlaps(t) for t in taken):
            continue
        between = [t for t in sentence if end <= t.start < span.start]
        led = told and bool(between) and between[0].text in {",", "but", "and"}
        at_once = not between and quotation.words > 1
        if (
            not (led or at_once)
            or any(t.lemma in _SAYING for t in between)
            or len(between) > FARTHEST
        ):
            return claim
        rest = [t for t in sentence if t.start >= span.start]
        last = _before_next(rest, span.end)
        return replace(claim, spans=(*claim.spans[:-1], Span(claim.spans[-1].start, last)))
    return claim


def _before_next(rest: list[Tok], end: int) -> int:
    """Where the quotation and what follows it up to a verb of saying or the stop ends."""
    place = end
    for tok in rest:
        if tok.start < end:
            continue
        if tok.text in {".", "!", "?"}:
            return place
        if tok.lemma in _SAYING and tok.is_verb:
            return end
        if not tok.is_punct or tok.text in {'"', "''"}:
            place = tok.end
    return place


def _claim(work: Work, tree: Tree, quotation: Quotation) -> Claim | None:
    inside = [
        t
        for t in tree.toks
        if quotation.span.start < t.start < quotation.span.end and not t.is_punct
    ]
    if not inside or not any(t.text[:1].islower() and len(t.text) > SHORT_WORD for t in inside):
        return None  # capitals throughout are a title
    top = min(inside, key=lambda tok: sum(1 for _ in tree.ancestors(tok.i)))
    verb = next((t for t in tree.ancestors(top.i) if t.is_verb and t not in inside), None)
    if verb is None or verb.i > top.i or verb.lemma == "be":
        return None  # `he is a "good man"`: somebody else's words
    source, _ = subject_of(tree, verb)
    if source is None or not _somebody(work, tree, quotation.paragraph, tree[source]):
        return None
    content = [
        i
        for part in tree.children(verb.i, *_COMPLEMENTS)
        if part.i > verb.i
        for i in tree.subtree(part.i)
    ]
    span = tree.span(content)
    if span is None or not span.covers(Span(inside[0].start, inside[-1].start + 1)):
        return None
    inner = work.report.text[quotation.span.start : quotation.span.end].rstrip("\"”’'")
    end = quotation.span.end if inner.endswith(",") else max(span.end, quotation.span.end)
    span = Span(min(span.start, quotation.span.start), end)
    return Claim(
        spans=(span,),
        paragraph=quotation.paragraph,
        root=verb.i,
        cue=verb.i,
        cue_lemma="say",
        cue_words=verb.text,
        frame="half",
        source=mention(tree, quotation.paragraph, source),
        sure=False,
    )


def _somebody(work: Work, tree: Tree, paragraph: int, tok: Tok) -> bool:
    if tok.tag in {"PRP", "WP"}:
        return tok.lower in {"he", "she", "they"}
    return party_at(work, tree, paragraph, tok) is not None or tok.lemma in _HEADS
