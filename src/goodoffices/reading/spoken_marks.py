"""Which words in marks are somebody's, and not a title, a term or part of a report around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.quotation_cues import FINITE, LED_BY, SENTENCE_END, issues

if TYPE_CHECKING:
    from goodoffices.reading.quotations import Quotation
    from goodoffices.reading.tree import Tree
    from goodoffices.reading.work import Work

__all__ = ["is_cued", "is_title", "part_of_report"]

LONG_WORD = 3
_NAMING = frozenset({"name", "title", "entitle", "dub", "baptise", "baptize"})


def part_of_report(work: Work, quotation: Quotation) -> bool:
    """Words in marks that a report in the reporter's words began before, and goes on with."""
    span, tree = quotation.span, work.trees.get(quotation.paragraph)
    begins = work.report.text[span.start : span.end].strip("\"“”'‘’.… [")[:1].islower()
    opened = work.report.text[: span.start].rstrip()[-1:] in {":", "—", "–"}
    if opened or tree is None or (quotation.sentence_like and not begins):
        return False
    led = [t for t in tree.toks if t.end <= span.start]
    if len(led) > 1 and led[-1].text == "," and led[-2].is_verb and led[-2].lemma in lex.SAY_THAT:
        return False  # `also observing, "it is late"`
    for claim in work.claims:
        if claim.paragraph != quotation.paragraph or claim.frame not in {"that", "to"}:
            continue
        for own in claim.spans:
            if own.start < span.start < own.end and own.end >= span.end - 2:
                led = [t for t in tree.toks if own.start <= t.start < span.start]
                return sum(not t.is_punct for t in led) >= LED_BY
    return False


def is_title(work: Work, quotation: Quotation) -> bool:
    """`in an episode of "The Morning Show"`: capitals throughout after a preposition are a name."""
    tree = work.trees.get(quotation.paragraph)
    if _name_in_italics(work, quotation):
        return True
    if tree is None or work.report.text[: quotation.span.start].rstrip()[-1:] in {",", ":"}:
        return False
    before = [t for t in tree.toks if t.end <= quotation.span.start]
    inside = [t for t in tree.toks if quotation.span.start < t.start < quotation.span.end]
    words = [t for t in inside if not t.is_punct and len(t.text) > LONG_WORD]
    small = any(t.text[:1].islower() for t in words)
    led = bool(before) and (before[-1].tag == "IN" or before[-1].lemma in _NAMING)
    return led and bool(words) and not small


def _name_in_italics(work: Work, quotation: Quotation) -> bool:
    """`''The Daily Paper'' reports`: two single marks are italics, here of a name."""
    marked = work.report.text[quotation.span.start : quotation.span.end]
    words = marked.strip("'").split()
    return marked.startswith("''") and all(w[:1].isupper() or len(w) <= LONG_WORD for w in words)


def is_cued(work: Work, quotation: Quotation) -> bool:
    """A short or lower-case quotation counts where a comma and a verb of saying follow it."""
    text, end = work.report.text, quotation.span.end
    inside = text[quotation.span.start + 1 : end - 1].rstrip()
    tree = work.trees.get(quotation.paragraph)
    lead = text[: quotation.span.start].rstrip()
    if tree is not None and _said_at_once(work, tree, quotation):
        return True
    if tree is not None and lead.endswith((",", ":")) and _clause(tree, quotation):
        return True
    if tree is not None and lead.endswith((",", ":", ";")):
        near = [t for t in tree.toks if t.start < quotation.span.start]
        if len(near) > 1 and near[-2].tag in {"VBD", "VBZ"} and quotation.words > 1:
            return True
        if any(issues(tree, t) and t.sent == near[-1].sent for t in near):
            return True
    if inside[-1:] not in {",", "?", "!"} or text[end : end + 1] != " ":
        return False
    if tree is not None and quotation.words <= LED_BY and inside[:1].islower():
        led = [t for t in tree.toks if t.end <= quotation.span.start]
        if led and led[-1].tag in {"DT", "JJ", "POS", "PRP$"}:
            return False  # `addresses the "greenhouse effect," and`: a term
    opens = not lead or lead[-1] in '.!?:,;"”' or quotation.span.start == _begin(work, quotation)
    return quotation.words > 1 or (opens and tree is not None and _answered(tree, quotation))


def _begin(work: Work, quotation: Quotation) -> int:
    return work.paragraphs[quotation.paragraph].start


def _said_at_once(work: Work, tree: Tree, quotation: Quotation) -> bool:
    """`but he replied "I cannot do that"`: a whole sentence right behind the verb."""
    before = [t for t in tree.toks if t.end <= quotation.span.start]
    opening = work.report.text[quotation.span.start : quotation.span.end].strip("\"“”'‘’ ")[:1]
    return (
        bool(before)
        and before[-1].is_verb
        and (
            (before[-1].lemma in lex.CRIES and quotation.words > 1)
            or (
                before[-1].lemma in lex.SAY_THAT
                and quotation.words > LED_BY
                and (opening.isupper() or _sentences(work, quotation) or _clause(tree, quotation))
            )
        )
    )


def _clause(tree: Tree, quotation: Quotation) -> bool:
    """A subject and a finite verb stand in the marks."""
    inside = [t for t in tree.toks if quotation.span.start < t.start < quotation.span.end]
    numbers = {t.i for t in inside}
    finite = [t for t in inside if t.tag in FINITE | {"MD"}]
    subjects = [t for t in inside if t.dep in {"nsubj", "nsubjpass"} and t.head in numbers]
    return bool(finite and subjects) and inside[0].tag in {"PRP", "DT", "NNP", "NNS", "PRP$", "EX"}


def _sentences(work: Work, quotation: Quotation) -> bool:
    """More than one sentence in the marks: no mere part of the reporter's own."""
    inner = work.report.text[quotation.span.start + 1 : quotation.span.end - 1]
    return SENTENCE_END.search(inner) is not None


def _answered(tree: Tree, quotation: Quotation) -> bool:
    """`"No," replied the envoy.`: a verb of saying at once behind the marks."""
    behind = [t for t in tree.toks if t.start >= quotation.span.end][:LED_BY]
    return any(t.is_verb and t.lemma in lex.SAY_THAT for t in behind)
