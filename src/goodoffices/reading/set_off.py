"""Step: what a colon behind a verb of saying sets off, though no quotation marks stand round it.

Pages that set quotations in italics or as a block lose that when they are pasted. What such a colon
opens is the source's: the rest of the paragraph, up to a sentence with a report of its own; if the
colon closes the paragraph, the whole of the next. More than one sentence, none of them in the first
person, is less sure. O(tokens).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.model import Span
from goodoffices.reading.speech import listener_of, mention, quoted_tokens
from goodoffices.reading.subjects import subject_of
from goodoffices.reading.work import Claim

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Work

__all__ = ["claim_set_off"]

FEWEST_WORDS = 4
_SAYING = lex.SAY_THAT | {"conclude", "continue", "sum", "go"}
_FIRST_PERSON = frozenset({"i", "we", "our", "my", "us", "me"})
_MARKS = "\"“„«‘'‹"


def claim_set_off(work: Work) -> Work:
    claims = list(work.claims)
    for number, tree in work.trees.items():
        quoted = quoted_tokens(work, number, tree)
        for colon in tree.toks[1:]:
            if colon.text != ":" or colon.i in quoted:
                continue
            made = _set_off(work, number, tree, colon, quoted)
            if made is not None:
                inside = [c for c in claims if made.spans[0].covers(c.spans[-1]) and c is not made]
                claims = [c for c in claims if c not in inside]
                claims.append(made)
    return replace(work, claims=tuple(sorted(claims, key=lambda claim: claim.spans)))


def _set_off(
    work: Work, number: int, tree: Tree, colon: Tok, quoted: frozenset[int]
) -> Claim | None:
    verb = _verb_before(tree, colon, quoted)
    source = subject_of(tree, verb)[0] if verb is not None else None
    if verb is None or source is None or tree[source].lower in lex.NO_SOURCE:
        return None
    place = _in_this_paragraph(work, number, tree, colon)
    if place is None and colon.i == _last(tree):
        place = _next_paragraph(work, number)
    if place is None:
        return None
    where, span, sure = place
    return Claim(
        spans=(span,),
        paragraph=where,
        root=None if where != number else verb.i,
        cue=verb.i if where == number else None,
        cue_lemma=verb.lemma,
        cue_words=verb.text,
        frame="quote",
        source=mention(tree, number, source),
        listener=listener_of(tree, number, verb),
        sure=sure,
    )


def _verb_before(tree: Tree, colon: Tok, quoted: frozenset[int]) -> Tok | None:
    """The verb of saying that the colon closes: nothing but its own words between them."""
    for tok in reversed(tree.toks[: colon.i]):
        if tok.sent != colon.sent or tok.text in {".", "!", "?", ":"} or tok.i in quoted:
            return None
        closes = colon.i == _last(tree) and tok.lemma in lex.SAY_NP
        if tok.is_verb and (tok.lemma in _SAYING or closes):
            return tok
        if tok.is_verb and tok.tag in {"VBD", "VBZ", "VBP"}:
            return None
    return None


def _last(tree: Tree) -> int:
    return next((tok.i for tok in reversed(tree.toks) if not tok.text.isspace()), -1)


def _in_this_paragraph(
    work: Work, number: int, tree: Tree, colon: Tok
) -> tuple[int, Span, bool] | None:
    behind = [tok for tok in tree.toks[colon.i + 1 :] if not tok.text.isspace()]
    if not behind or behind[0].text[:1] in _MARKS:
        return None
    sentences = _sentences(behind, whole=behind[0].text[:1].isupper())
    kept: list[Tok] = []
    for k, sentence in enumerate(sentences):
        place = Span(sentence[0].start, sentence[-1].end)
        spoken = any(q.span.overlaps(place) for q in work.marks.get(number, ()))
        reports = any(
            c.cue is not None and c.paragraph == number and sentence[0].i <= c.cue <= sentence[-1].i
            for c in work.claims
        )
        if reports and not k:
            return None  # `wrote the opposite: he had left, it said`: told, not set off
        if k and (spoken or reports):
            break
        kept.extend(sentence)
    words = [tok for tok in kept if not tok.is_punct]
    if len(words) < FEWEST_WORDS:
        return None
    own = any(tok.lower in _FIRST_PERSON for tok in words)
    span = tree.span(tok.i for tok in kept)
    alone = kept[-1].i <= sentences[0][-1].i
    return (number, span, own or alone) if span is not None else None


def _sentences(behind: list[Tok], *, whole: bool) -> list[list[Tok]]:
    groups: list[list[Tok]] = [[]]
    for tok in behind:
        groups[-1].append(tok)
        if tok.text in {".", "!", "?"}:
            groups.append([])
    found = [group for group in groups if group]
    return found if whole else found[:1]


def _next_paragraph(work: Work, number: int) -> tuple[int, Span, bool] | None:
    tree = work.trees.get(number + 1)
    if tree is None or work.marks.get(number + 1):
        return None
    words = [tok for tok in tree.toks if not tok.is_punct]
    stop = _last(tree)
    if len(words) < FEWEST_WORDS or tree[stop].text not in {".", "!", "?", "…"}:
        return None
    span = tree.span(tok.i for tok in tree.toks)
    own = any(tok.lower in _FIRST_PERSON for tok in words)
    return (number + 1, span, own) if span is not None else None
