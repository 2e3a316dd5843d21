"""Step: what the network reads as reported speech, beside what the rules have found.

Where both found much the same stretch of the reporter's words, the network says where it begins and
ends. What only the network found is a claim if it is sure of it and a word that reports stands
nearby, or the stretch is in quotation marks; its source is whoever does that word by the rules,
else whom the network names nearest. Where it is certain neither need be found here: then it is a
claim if somebody is found who says it (see `who_speaks`). A clause that only the rules found, and
the network holds for the reporter's own, is none. O(claims × stretches of a paragraph).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.model import Span
from goodoffices.reading.speech import listener_of, mention
from goodoffices.reading.subjects import subject_of
from goodoffices.reading.subjects_by_place import is_day
from goodoffices.reading.work import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.reading.network import Opinion
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Mention, Work

__all__ = ["ask_the_network"]

LIKELY, CERTAIN = 0.75, 0.9
"""The least that what only the network found is likely to be reported, with a word that reports
and a source beside it and without.
"""
DOUBTED, DOUBTED_QUOTATION = 0.2, 0.02
"""What the rules found and is less likely than this is dropped."""
UNSURE = 0.5
SAME, APART = 0.1, 0.2
FEWEST_WORDS = 3
A_WORD_OR_TWO = 2
NEAR = 160
_LOOSE = " ,;:.—–-"
_OPENING, _CLOSING = '"“', '"”'


def ask_the_network(work: Work) -> Work:
    english = work.report.language.lower().startswith("en")
    if work.network is None or not work.trees or not english:
        return work
    numbers = [number for number, tree in sorted(work.trees.items()) if tree.toks]
    parsed = [Span(work.trees[n][0].start, work.trees[n].toks[-1].end) for n in numbers]
    opinions = dict(zip(numbers, work.network.read(work.report.text, parsed), strict=True))
    claims = [c for c in work.claims if c.told or c.paragraph not in opinions]
    for number, opinion in opinions.items():
        rules = [c for c in work.claims if c.paragraph == number and not c.told]
        claims.extend(_together(work, number, rules, opinion))
    found = tuple(sorted(claims, key=lambda claim: claim.spans))
    return replace(work, claims=found, opinions=opinions)


def _together(work: Work, number: int, rules: list[Claim], opinion: Opinion) -> list[Claim]:
    text, tree = work.report.text, work.trees[number]
    stretches = [s for span in opinion.claims if (s := _trimmed(text, span)) is not None]
    held = [claim for claim in rules if not _doubted(claim, opinion)]
    found = [_corrected(text, claim, stretches, held, opinion) for claim in held]
    for stretch in stretches:
        shared = sum(stretch.shared(span) for claim in found for span in claim.spans)
        words = len(text[stretch.start : stretch.end].split())
        likely = opinion.likely([stretch]) or 0.0
        if (
            shared <= APART * (stretch.end - stretch.start)
            and likely >= LIKELY
            and words >= FEWEST_WORDS
        ):
            made = _claims(text, tree, number, stretch, opinion)
            found.extend(c for c in made if not c.needs_speaker or likely >= CERTAIN)
    return found


def _doubted(claim: Claim, opinion: Opinion) -> bool:
    """A clause or quotation that is hardly anybody's words; what a verb alone says somebody did
    (`rejected the plan`) stays, less sure.
    """
    likely = opinion.likely(claim.spans)
    least = DOUBTED_QUOTATION if claim.from_quotation else DOUBTED
    whole = claim.from_quotation or claim.frame in {"that", "to"}
    return whole and likely is not None and likely < least


def _corrected(
    text: str, claim: Claim, stretches: list[Span], beside: list[Claim], opinion: Opinion
) -> Claim:
    """The claim with the bounds the network gives it, if it shares its stretch with no other."""
    others = [span for other in beside if other is not claim for span in other.spans]
    likely = opinion.likely(claim.spans)
    if likely is not None and likely < UNSURE:
        claim = replace(claim, sure=False)
    own = [s for s in stretches if any(s.overlaps(span) for span in claim.spans)]
    if claim.from_quotation or len(claim.spans) != 1 or len(own) != 1:
        return claim
    if any(own[0].overlaps(span) for span in others):
        return claim
    span = claim.spans[0]
    whole = max(own[0].end, span.end) - min(own[0].start, span.start)
    if own[0].shared(span) < SAME * whole:
        return claim
    return replace(claim, spans=(_bounds(text, span, own[0]),))


def _bounds(text: str, rules: Span, network: Span) -> Span:
    """The network's, save where it is off the rules' by a word or two."""

    def near(one: int, other: int) -> bool:
        return len(text[min(one, other) : max(one, other)].split()) <= A_WORD_OR_TWO

    start = rules.start if near(rules.start, network.start) else network.start
    end = rules.end if near(rules.end, network.end) else network.end
    return Span(start, end) if start < end else rules


def _claims(text: str, tree: Tree, number: int, stretch: Span, opinion: Opinion) -> Iterable[Claim]:
    """A claim for a stretch that only the network found; none where it is said to be nobody's."""
    inside = [tok for tok in tree.toks if stretch.start <= tok.start < stretch.end]
    cue = _cue(tree, stretch, inside, opinion) if inside else None
    if not inside or (cue is not None and _nobody(tree, cue)):
        return
    quoted = text[stretch.start] in _OPENING and text[stretch.end - 1] in _CLOSING
    source = _doer(tree, number, stretch, cue) if cue is not None else None
    source = source or _named(tree, number, stretch, opinion)
    lacks = source is None or (cue is None and not quoted)
    root = min(inside, key=lambda tok: sum(1 for _ in tree.ancestors(tok.i)))
    claim = Claim(
        spans=(stretch,),
        paragraph=number,
        root=root.i,
        source=None if lacks else source,
        from_quotation=text[stretch.start] in _OPENING,
        needs_speaker=lacks,
        sure=False,
        because={"claim": "reads like reported speech"},
    )
    if cue is None:
        yield claim
        return
    heard = listener_of(tree, number, cue)
    yield replace(claim, cue=cue.i, cue_lemma=cue.lemma, cue_words=cue.text, listener=heard)


def _cue(tree: Tree, stretch: Span, inside: list[Tok], opinion: Opinion) -> Tok | None:
    """The word that reports, as the network has it, in the sentences of the stretch."""
    sentences = {inside[0].sent, inside[-1].sent}
    near = [
        (_gap(stretch, Span(tok.start, tok.end)), tok.i)
        for tok in tree.toks
        if tok.sent in sentences
        and not stretch.start <= tok.start < stretch.end
        and (tok.is_verb or tok.is_noun or tok.lower in {"according", "per"})
        and any(span.start < tok.end and tok.start < span.end for span in opinion.cues)
    ]
    return tree[min(near)[1]] if near else None


def _nobody(tree: Tree, cue: Tok) -> bool:
    """`Nobody said that P`, `I think`: the reporter's own, or nobody's."""
    who = tree.child(cue.i, "nsubj")
    return who is not None and who.lower in lex.NO_SOURCE


def _doer(tree: Tree, number: int, stretch: Span, cue: Tok) -> Mention | None:
    """Whoever does the word that reports, by the rules."""
    if cue.lower == "according":
        to = tree.child(cue.i, "prep")
        named = tree.child(to.i, "pobj") if to is not None else None
        who = named.i if named is not None else None
    else:
        who = subject_of(tree, cue)[0] if cue.is_verb else None
    if who is None or not tree[who].is_noun or is_day(tree[who]):
        return None
    return None if stretch.start <= tree[who].start < stretch.end else mention(tree, number, who)


def _named(tree: Tree, number: int, stretch: Span, opinion: Opinion) -> Mention | None:
    """Whom the network names as a source, nearest to the stretch."""
    near = [
        (_gap(stretch, span), span)
        for span in opinion.sources
        if not span.overlaps(stretch) and _gap(stretch, span) <= NEAR
    ]
    if not near:
        return None
    span = min(near)[1]
    toks = [tok for tok in tree.toks if span.start <= tok.start < span.end]
    numbers = {tok.i for tok in toks}
    tops = [t for t in toks if t.head not in numbers or t.head == t.i]
    nouns = [t for t in toks if t.is_noun and t.tag != "DT"]
    heads = [t for t in nouns if t in tops] or nouns
    if not heads:  # `the`, of a noun it left out; a noun that the parse took for a verb
        heads = [h for t in toks if t.tag == "DT" and (h := tree[t.head]).is_noun] or tops
    head = heads[-1] if heads else None
    named = head is not None and not is_day(head) and head.lower not in lex.NO_SOURCE
    return mention(tree, number, head.i) if head is not None and named else None


def _trimmed(text: str, span: Span) -> Span | None:
    """The stretch without the stops and spaces around it."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip(_LOOSE))
    end = span.start + len(words.rstrip(_LOOSE))
    return Span(start, end) if start < end else None


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
