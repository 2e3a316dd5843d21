"""Step: words in marks that no cue claims, put down to the subject of their clause.

`The envoy saw reason for "guarded optimism"` reports the envoy's words without a verb of saying:
the claim is what the verb says of its subject, if that is a person or body and not the report
itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.model import Span
from goodoffices.reading.parties import party_at
from goodoffices.reading.speech import mention
from goodoffices.reading.subjects import subject_of
from goodoffices.reading.work import Claim

if TYPE_CHECKING:
    from goodoffices.reading.quotations import Quotation
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Work

_COMPLEMENTS = ("dobj", "xcomp", "ccomp", "oprd", "acomp", "attr", "prep")
_HEADS = frozenset({"government", "side", "opposition", "ministry", "party", "union", "group"})


def claim_half_quotes(work: Work) -> Work:
    taken = [span for claim in work.claims for span in claim.spans]
    made: list[Claim] = []
    for quotation in work.quotations:
        tree = work.trees.get(quotation.paragraph)
        if tree is None or quotation.words < 2 or any(quotation.span.overlaps(t) for t in taken):  # noqa: PLR2004  one word in marks is a name
            continue
        claim = _claim(work, tree, quotation)
        if claim is not None and not any(s.overlaps(t) for s in claim.spans for t in taken):
            made.append(claim)
            taken.extend(claim.spans)
    return replace(work, claims=tuple(sorted([*work.claims, *made], key=lambda c: c.spans)))


def _claim(work: Work, tree: Tree, quotation: Quotation) -> Claim | None:
    inside = [
        t
        for t in tree.toks
        if quotation.span.start < t.start < quotation.span.end and not t.is_punct
    ]
    if not inside:
        return None
    top = min(inside, key=lambda tok: sum(1 for _ in tree.ancestors(tok.i)))
    verb = next((t for t in tree.ancestors(top.i) if t.is_verb and t not in inside), None)
    if verb is None or verb.i > top.i:
        return None
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
    span = Span(min(span.start, quotation.span.start), max(span.end, quotation.span.end))
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
