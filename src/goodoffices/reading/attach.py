"""Step: each quotation finds the words that attribute it.

In order: a verb of saying after it in the same sentence, one before it in the same sentence, the
quotation before it in the paragraph (a quotation broken by its cue is one claim of two spans),
else the last speaker of the paragraph before (a carried quotation). Reports found by
`find_speech` that a quotation covers are merged with it; half-quoted reports are widened to the
closing mark.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.merging import merged_with
from goodoffices.reading.model import Span
from goodoffices.reading.patterns import cue_by_pattern
from goodoffices.reading.quotation_cues import (
    cue_after,
    cue_before,
    leads_to_the_next,
    limit_after,
    source_of,
)
from goodoffices.reading.speech import listener_of, mention, quoted_tokens
from goodoffices.reading.spoken_marks import is_cued, is_title, part_of_report
from goodoffices.reading.work import Claim, Mention

if TYPE_CHECKING:
    from goodoffices.reading.quotations import Quotation
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Work

NEAR = 14


def attach_quotations(work: Work) -> Work:
    claims = list(work.claims)
    made: list[Claim] = []
    for quotation in work.quotations:
        if _goes_on(work, quotation, made):
            quotation = replace(quotation, sentence_like=True)  # noqa: PLW2901  as read from here
        if part_of_report(work, quotation) or is_title(work, quotation):
            continue
        if not quotation.sentence_like and not is_cued(work, quotation):
            continue
        claim = _attribute(work, quotation, made)
        if claim is None:
            continue
        before = made[-1] if made else None
        if before is not None and before.paragraph == claim.paragraph and claim.inherits:
            claim = replace(
                claim,
                source=before.source,
                cue=before.cue,
                cue_lemma=before.cue_lemma,
                cue_words=before.cue_words,
                carriers=before.carriers,
                listener=before.listener,
                unnamed=before.unnamed,
                inherits=before.inherits,
            )
        made.append(claim)
    made = _opened_before(work, made)
    near: dict[int, list[Claim]] = {}
    for claim in made:
        near.setdefault(claim.paragraph, []).append(claim)
    kept = [merged_with(work, claim, near.get(claim.paragraph, [])) for claim in claims]
    whole = [claim for claim in kept if claim is not None]
    return replace(work, claims=tuple(sorted([*whole, *made], key=lambda claim: claim.spans)))


def _goes_on(work: Work, quotation: Quotation, made: list[Claim]) -> bool:
    """`"I would," she said. "I would."`: few words, but a whole sentence after a quotation."""
    if quotation.sentence_like or not made or made[-1].paragraph != quotation.paragraph:
        return False
    text, span = work.report.text, quotation.span
    inner = text[span.start : span.end].strip("\"“”'‘’ ")
    before = text[: span.start].rstrip()
    return inner[:1].isupper() and inner[-1:] in {".", "!", "?"} and before[-1:] in {".", "!", "?"}


def _opened_before(work: Work, made: list[Claim]) -> list[Claim]:
    """A paragraph left open belongs to whoever speaks in the next, which opens with a mark too."""
    carried = {q.span for q in work.quotations if q.carried}
    result = list(made)
    for k in range(len(made) - 2, -1, -1):
        later = result[k + 1]
        if result[k].source is None and later.source is not None and later.spans[0] in carried:
            result[k] = replace(
                result[k],
                source=later.source,
                listener=later.listener,
                cue_words=later.cue_words,
                inherits=False,
            )
    return result


def _attribute(work: Work, quotation: Quotation, made: list[Claim]) -> Claim | None:
    tree = work.trees.get(quotation.paragraph)
    base = Claim(
        spans=(quotation.span,), paragraph=quotation.paragraph, frame="quote", from_quotation=True
    )
    if tree is None:
        return _by_pattern(work, quotation, base, made)
    quoted = quoted_tokens(work, quotation.paragraph, tree)
    verb = cue_after(work, tree, quotation, quoted)
    if verb is None or leads_to_the_next(work, quotation):
        verb = cue_before(work, tree, quotation, quoted) or verb
    owner = _in_the_words_of(tree, quotation) if verb is None else None
    if owner is not None:
        return replace(base, cue_lemma="say", source=mention(tree, quotation.paragraph, owner))
    added = _added(work, tree, verb, quoted, made) if verb is not None else None
    if verb is not None and added is not None:
        return replace(
            _laid_to_whom(base, added), cue=verb.i, cue_lemma=verb.lemma, cue_words=verb.text
        )
    if verb is not None:
        source, unnamed = source_of(tree, verb, quoted)
        if source is not None or unnamed is not None:
            base = _whole_clause(work, quotation, base)
            return replace(
                base,
                cue=verb.i,
                cue_lemma=verb.lemma,
                cue_words=verb.text,
                source=mention(tree, quotation.paragraph, source) if source is not None else None,
                listener=listener_of(tree, quotation.paragraph, verb),
                unnamed=unnamed,
            )
    covering = _reported(work, quotation) if verb is None else None
    if covering is not None:
        return replace(
            _laid_to_whom(base, covering),
            cue=covering.cue,
            cue_lemma=covering.cue_lemma,
            cue_words=covering.cue_words,
        )
    return _by_pattern(work, quotation, base, made)


def _laid_to_whom(claim: Claim, other: Claim) -> Claim:
    """Lay the claim to whoever the other is laid to, through whom it came."""
    return replace(claim, source=other.source, carriers=other.carriers, unnamed=other.unnamed)


def _added(
    work: Work, tree: Tree, verb: Tok, quoted: frozenset[int], made: list[Claim]
) -> Claim | None:
    """`"P", adding, "Q"`, `According to the envoy, P, adding, "Q"`: whose words went before."""
    if verb.tag != "VBG" or verb.dep != "advcl":
        return None
    last = made[-1] if made else None
    here = last is not None and tree[0].start <= last.spans[-1].end <= verb.start
    if verb.head in quoted and here:
        return last
    laid = (c for c in work.claims if c.cue_lemma == "according" and c.root == verb.head)
    return next((c for c in laid if c.spans[0].start <= verb.start), None)


def _reported(work: Work, quotation: Quotation) -> Claim | None:
    """`According to the envoy, "P"`: the report in whose words the quotation stands."""
    laid = (c for c in work.claims if c.cue_lemma == "according")
    for claim in laid:
        here = claim.paragraph == quotation.paragraph
        if here and any(span.overlaps(quotation.span) for span in claim.spans):
            return claim
    return None


def _in_the_words_of(tree: Tree, quotation: Quotation) -> int | None:
    """`in the words of the envoy, "P"`, `in the envoy's words, "P"`."""
    before = [t for t in tree.toks if t.end <= quotation.span.start]
    same = [t for t in before if t.sent == before[-1].sent]
    for word in reversed(same):
        if word.lower == "words" and tree[word.head].lower == "in":
            of = next((p for p in tree.children(word.i, "prep") if p.lower == "of"), None)
            owner = tree.child(of.i, "pobj") if of is not None else tree.child(word.i, "poss")
            return owner.i if owner is not None else None
    return None


def _whole_clause(work: Work, quotation: Quotation, base: Claim) -> Claim:
    """A few words in marks that the sentence goes on with after them: the claim is both."""
    text, span = work.report.text, quotation.span
    rest = text[span.end : limit_after(work, quotation)]
    inside = text[span.start : span.end].rstrip("\"“”'’")[-1:]
    if quotation.sentence_like or inside in {",", ".", "?", "!"} or not rest[:2].strip().islower():
        return base
    goes_on = _says_more(work, quotation)
    rest = rest if goes_on is None else text[span.end : goes_on]
    end = span.end + len(rest.rstrip(" .,;\n"))
    return replace(base, spans=(Span(span.start, end),))


def _says_more(work: Work, quotation: Quotation) -> int | None:
    """`said "P" and said that Q`: where the second report begins."""
    tree = work.trees[quotation.paragraph]
    for tok in tree.toks:
        near = tree.toks[tok.i + 1 : tok.i + 3]
        said = any(t.tag in {"VBD", "VBZ"} and t.lemma in lex.SAY_THAT for t in near)
        if tok.start >= quotation.span.end and tok.lower in {"and", "but"} and said:
            return tok.start
    return None


def _by_pattern(work: Work, quotation: Quotation, base: Claim, made: list[Claim]) -> Claim | None:
    found = cue_by_pattern(work, quotation)
    if found is not None:
        return replace(
            base, source=found.source, cue_words=found.words, cue_lemma="say", sure=False
        )
    previous = made[-1] if made else None
    led = _led_in(work, quotation, made)
    if led is not None:
        return replace(base, source=led, cue_lemma="say", sure=False)
    if (
        quotation.sentence_like
        and previous is not None
        and (
            previous.paragraph == quotation.paragraph
            or quotation.paragraph - previous.paragraph == 1
        )
    ):
        return replace(base, inherits=True)
    if quotation.sentence_like and quotation.words > NEAR // 2:
        return replace(base, inherits=True, sure=False)
    return None


def _led_in(work: Work, quotation: Quotation, made: list[Claim]) -> Mention | None:
    """`The senator issued a statement. "I am ..."`: whoever the sentence before is about.

    Not if that sentence holds a quotation of its own: then this one goes on from it.
    """
    number = quotation.paragraph
    tree = work.trees.get(number)
    if tree is None or not quotation.sentence_like:
        return None
    before = [t for t in tree.toks if t.end <= quotation.span.start and not t.text.isspace()]
    if not before and number - 1 in work.trees:  # the paragraph before may end in a colon
        number, tree = number - 1, work.trees[number - 1]
        before = [t for t in tree.toks if not t.text.isspace()]
        before = before if before and before[-1].text == ":" else []
    if not before or before[-1].text not in {".", ":"}:
        return None
    lead = tree.sentence(before[-1].sent)
    if any(s.start < lead[-1].end and lead[0].start < s.end for m in made for s in m.spans):
        return None
    root = next((t for t in lead if t.dep == "ROOT"), None)
    subject = tree.child(root.i, "nsubj") if root is not None and root.is_verb else None
    opening = [t for t in before if t.sent == before[-1].sent]
    if opening[-1].text == ":" and not any(t.is_verb for t in opening):
        people = [t for t in opening if t.ent == "PERSON"]  # `Jane Roe: "..."`
        subject = people[-1] if people else None
    if subject is None:
        return None
    known = work.cast is not None and work.cast.at(number, subject.i) is not None
    if not known and subject.lower not in {"he", "she"}:
        return None
    return mention(tree, number, subject.i)
