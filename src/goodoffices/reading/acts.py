"""Step: the act of each claim, from its cue and from the frames of its own words.

By lemma, dependency frame and class of object, with negation, modality, conditional and tense off
the tree. Quotations whose sentences do different acts are split. What fits no frame is a stated
position.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import frames as fr
from goodoffices.reading.conditions import (
    DONE,
    FUTURE,
    background,
    has_subject,
    lemmas_of,
    may_head,
    negated,
    possible,
)
from goodoffices.reading.model import Span
from goodoffices.reading.wordings import act_by_wording, class_words
from goodoffices.record.vocabulary import ActKind as A

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Claim, Work

DEEP = 5
_LIGHT = frozenset({"be", "have", "take", "go", "make", "hold", "begin", "continue"})
_MADE = {"request": A.REQUEST_MEDIATION, "appeal": A.REQUEST_MEDIATION, "offer": A.OFFER_MEDIATION}
DEEPEST = 4
_NAMING = frozenset(
    {"describe", "characterize", "characterise", "label", "brand", "dub", "portray"}
)
_HEDGES = frozenset(
    {"may", "might", "could", "would", "possibly", "perhaps", "reportedly", "apparently"}
)
_SOFT = frozenset({"open", "likely", "possible", "seem", "appear", "consider"})
_ARGUMENTS = (
    "dobj",
    "pobj",
    "prep",
    "xcomp",
    "ccomp",
    "attr",
    "acomp",
    "nsubjpass",
    "agent",
    "dative",
    "pcomp",
    "oprd",
    "nsubj",
    "intj",
    "compound",
    "amod",
    "conj",
    "acl",
    "advcl",
    "poss",
    "prt",
    "neg",
    "aux",
    "det",
    "appos",
)


def name_acts(work: Work) -> Work:
    claims: list[Claim] = []
    about_mediation = _about_mediation(work)
    for claim in work.claims:
        tree = work.trees.get(claim.paragraph)
        if tree is None:
            claims.append(replace(claim, act=claim.act or A.STATE_POSITION, sure=False))
        elif claim.told:
            claims.append(_modal(tree, claim))
        elif claim.from_quotation:
            claims.extend(_split(tree, claim, about_mediation=about_mediation))
        else:
            claims.append(
                _modal(tree, _name(tree, claim, claim.spans, about_mediation=about_mediation))
            )
    return replace(work, claims=tuple(claims))


def _about_mediation(work: Work) -> bool:
    return any(tok.lemma in fr.MEDIATION for tree in work.trees.values() for tok in tree.toks)


def within(tree: Tree, spans: Iterable[Span]) -> tuple[Tok, ...]:
    places = tuple(spans)
    return tuple(
        tok for tok in tree.toks if any(s.start <= tok.start and tok.end <= s.end for s in places)
    )


def depth(tree: Tree, tok: Tok) -> int:
    return sum(1 for _ in tree.ancestors(tok.i))


def below(tree: Tree, i: int, allowed: frozenset[int]) -> dict[str, int]:
    """Return the lemmas among the arguments of a word, each with its token, to a depth of five.

    Of a verb that says little itself (`be`, `have`, `take`) only the nearest count.
    """
    found: dict[str, int] = {}
    level = [i]
    for _ in range(2 if tree[i].lemma in _LIGHT else DEEP):
        level = [
            k for j in level for k in tree.kids[j] if k in allowed and tree[k].dep in _ARGUMENTS
        ]
        for k in level:
            found.setdefault(tree[k].lemma, k)
            found.setdefault(tree[k].lower, k)
    return found


def _about(tree: Tree, words: dict[str, int], kind: frozenset[str]) -> bool:
    """Tell whether a word of the class is there; `talks` must be the noun."""
    nouns_only = kind is fr.TALK_NOUNS
    return any(w in words and (not nouns_only or tree[words[w]].tag.startswith("NN")) for w in kind)


def match(
    tree: Tree, tokens: tuple[Tok, ...], *, told: bool = False
) -> tuple[A, int, tuple[A, ...]] | None:
    """Return the first frame that holds, its predicate, and further acts that hold too."""
    allowed = frozenset(tok.i for tok in tokens)
    hits: list[tuple[int, int, A, int]] = []
    top = min((depth(tree, tok) for tok in tokens), default=0)
    stands_for = class_words(_text(tokens))
    everything = {tok.lemma for tok in tokens} | {tok.lower for tok in tokens} | stands_for
    for tok in tokens:
        headed = [pair for lemma in lemmas_of(tok) for pair in fr.BY_PREDICATE.get(lemma, ())]
        if not headed or background(tree, tok, allowed) or depth(tree, tok) - top > DEEPEST:
            continue
        for rank, frame in headed:
            if told and not frame.told:
                continue
            if may_head(tree, tok, frame) and _holds(
                tree, tok, frame, allowed, everything, stands_for
            ):
                hits.append((depth(tree, tok), rank, frame.act, tok.i))
    if not hits:
        return None
    best = min(hits)
    others = tuple(dict.fromkeys(h[2] for h in sorted(hits) if h[2] is not best[2]))
    return best[2], best[3], others[:2]


def _text(tokens: tuple[Tok, ...]) -> str:
    """The words of the tokens as they stand in the text, spaces evened out."""
    parts = [tok.text for tok in tokens[:1]]
    for before, tok in itertools.pairwise(tokens):
        parts.append(tok.text if before.end == tok.start else f" {tok.text}")
    return "".join(parts)


def _holds(
    tree: Tree,
    tok: Tok,
    frame: fr.Frame,
    allowed: frozenset[int],
    everything: set[str] | frozenset[str],
    stands_for: frozenset[str],
) -> bool:
    if frame.near and not frame.near & everything:
        return False
    if frame.negated is not None and negated(tree, tok.i) != frame.negated:
        return False
    if frame.subject and not has_subject(tree, tok, frame.subject):
        return False
    if frame.modal and not possible(tree, tok, frame):
        return False
    if frame.about & stands_for and frame.act not in DONE:
        return True
    return not frame.about or _about(tree, below(tree, tok.i, allowed), frame.about)


def _name(tree: Tree, claim: Claim, spans: Iterable[Span], *, about_mediation: bool) -> Claim:
    tokens = within(tree, spans)
    found = _initiative(tokens) or match(tree, tokens)
    lemmas = {tok.lemma for tok in tokens} | class_words(_text(tokens))
    cue = _cue_means(tree, claim) if not claim.from_quotation else None
    if claim.cue_lemma == "speak" and "against" in lemmas:
        cue = A.CONDEMN
    if claim.frame == "named" or _names(tree, claim):
        cue = A.ACCUSE if fr.CHARGED & lemmas else None
        cue = A.CONDEMN if cue is None and fr.FOUL & lemmas else cue
    turned = _turned_round(tree, claim, cue, lemmas)
    if turned is not None:
        by = claim.cue if claim.cue is not None else claim.root
        return replace(claim, act=turned, act_token=by, because=_because(tree, claim, by))
    if found is None and about_mediation:
        found = _offer_words(tree, tokens)
    worded = _by_wording(tokens)
    if found is None or (worded and (found[0], worded[0]) == (A.USE_FORCE, A.DENY)):
        found = worded
    if cue is None and found is None:
        return replace(claim, act=A.STATE_POSITION, act_token=claim.root)
    if cue is None and found is not None:
        act, token, others = found
        return replace(
            claim, act=act, act_token=token, also=others, because=_because(tree, claim, token)
        )
    assert cue is not None  # noqa: S101  the two branches above leave only this
    if claim.cue_lemma in _NAMING and fr.CHARGED & lemmas:
        cue = A.ACCUSE
    elif claim.cue_lemma in _NAMING and fr.FOUL & lemmas:
        cue = A.CONDEMN
    act = _by_cue(claim, cue, lemmas, found[0] if found else None, about_mediation=about_mediation)
    by = claim.cue if claim.cue is not None else claim.root
    also = (found[0],) if found and found[0] is not act else ()
    return replace(claim, act=act, act_token=by, also=also, because=_because(tree, claim, by))


def _cue_means(tree: Tree, claim: Claim) -> A | None:
    """The act of the reporting verb: `ruled out the plan` rejects it, `ruled that` does not; a plea
    of guilty confirms and one of innocence denies; who vows to help threatens nobody; who approves
    of something praises it.
    """
    if claim.cue_lemma in fr.TELLING_CUES and claim.frame != "to":
        return None
    act = fr.CUES.get(claim.cue_lemma)
    if claim.cue is None:
        return act
    if act is A.THREATEN and claim.root is not None and tree[claim.root].lemma in fr.KIND:
        return None
    if claim.cue_lemma == "approve" and tree.child(claim.cue, "prep") is not None:
        return A.PRAISE
    beside = {tok.lower: tok.i for tok in tree.children(claim.cue)}
    if claim.cue_lemma in fr.WITH_PARTICLE and not fr.PARTICLES & beside.keys():
        return None
    if claim.cue_lemma == "plead" and beside.keys() & {"guilty", "innocent"}:
        guilty = "guilty" in beside and not negated(tree, beside["guilty"])
        return A.CONFIRM if guilty and "not" not in beside else A.DENY
    return act


def _names(tree: Tree, claim: Claim) -> bool:
    """`calls itself a movement`, `calling it a "sham"`: a name given, not an appeal."""
    if claim.cue_lemma != "call" or claim.cue is None:
        return False
    if tree.child(claim.cue, "oprd") is not None:
        return True
    return claim.frame == "half" and tree.child(claim.cue, "prep", "xcomp", "prt") is None


def _turned_round(tree: Tree, claim: Claim, cue: A | None, lemmas: set[str]) -> A | None:
    """`did not rule out talks`, `would not confirm it`: a refusal or denial that is not made."""
    if claim.cue is None or claim.from_quotation or not negated(tree, claim.cue):
        return None
    if cue in {A.DENY, A.CONFIRM}:
        return A.NO_ANSWER
    if cue is A.REJECT_TERMS:
        if fr.MEDIATION & lemmas:
            return A.ACCEPT_MEDIATION
        return A.AGREE_TO_TALK if fr.TALKS & lemmas else A.STATE_POSITION
    return None


def _offer_words(tree: Tree, tokens: tuple[Tok, ...]) -> tuple[A, int, tuple[A, ...]] | None:
    """In a report about mediation, an offer taken up or turned down is the offer to mediate."""
    allowed = frozenset(tok.i for tok in tokens)
    for tok in tokens:
        words = below(tree, tok.i, allowed)
        passive = tree.child(tok.i, "nsubjpass")
        if tok.lemma == "make" and passive is not None and passive.lemma in _MADE:
            return _MADE[passive.lemma], tok.i, ()
        if not ({"offer", "initiative"} & set(words)):
            continue
        if tok.lemma in {"open", "accept", "welcome", "receptive", "agree"} and not negated(
            tree, tok.i
        ):
            return A.ACCEPT_MEDIATION, tok.i, ()
        if tok.lemma in fr.REFUSING:
            return A.REJECT_MEDIATION, tok.i, ()
    return None


def _by_wording(tokens: tuple[Tok, ...]) -> tuple[A, int, tuple[A, ...]] | None:
    """The act of a set phrase, laid to the token it begins with."""
    words = _text(tokens)
    found = act_by_wording(words)
    if found is None:
        return None
    act, at = found
    passed = 0
    for before, tok in itertools.pairwise(tokens):
        passed += len(before.text) + (before.end != tok.start)
        if passed > at:
            return act, before.i, (A.STATE_POSITION,)
    return act, tokens[-1].i, (A.STATE_POSITION,)


def _initiative(tokens: tuple[Tok, ...]) -> tuple[A, int, tuple[A, ...]] | None:
    lemmas = {tok.lemma: tok.i for tok in tokens}
    if "initiative" in lemmas and fr.PHONE & set(lemmas):
        return A.PHONE_CALL, lemmas["initiative"], ()
    return None


def _by_cue(claim: Claim, cue: A, lemmas: set[str], found: A | None, *, about_mediation: bool) -> A:
    lemma = claim.cue_lemma
    if lemma in fr.ASKING_CUES:
        if fr.MEDIATION & lemmas or ("host" in lemmas and fr.TALKS & lemmas):
            return A.REQUEST_MEDIATION
        return (
            A.CALL_FOR_TALKS
            if found in {A.MEET, A.NEGOTIATE, A.AGREE_TO_TALK}
            or ((fr.TALK_NOUNS | {"negotiate"}) & lemmas and claim.frame != "that")
            else cue
        )
    if lemma == "offer":
        helps = fr.HELP & lemmas and fr.DISPUTE & lemmas
        return (
            A.OFFER_MEDIATION
            if fr.MEDIATION & lemmas or helps or {"service", "office"} & lemmas
            else cue
        )
    if cue is A.REJECT_TERMS or lemma == "dismiss":
        if fr.MEDIATION & lemmas or (about_mediation and "offer" in lemmas):
            return A.REJECT_MEDIATION
        if lemma in {"refuse", "decline"} and {"comment", "say", "disclose"} & lemmas:
            return A.NO_ANSWER
        if fr.CLAIMS & lemmas and lemma not in {"object", "oppose"}:
            return A.DENY
        return (
            A.REJECT_TALKS
            if fr.TALKS & lemmas and not {"plan", "proposal"} & lemmas
            else A.REJECT_TERMS
        )
    if lemma == "welcome" and fr.MEDIATION & lemmas and {"offer", "proposal"} & lemmas:
        return A.ACCEPT_MEDIATION
    return cue


def _because(tree: Tree, claim: Claim, token: int | None) -> dict[str, str]:
    reason = dict(claim.because)
    if token is not None:
        reason["act"] = tree[token].text
    return reason


def _split(tree: Tree, claim: Claim, *, about_mediation: bool) -> list[Claim]:
    """Name each sentence of a quotation; part it where two sentences do different marked acts."""
    parts: list[Claim] = []
    for span in claim.spans:
        for sentence in _sentences(tree, span):
            named = _name(
                tree,
                replace(claim, spans=(sentence,)),
                (sentence,),
                about_mediation=about_mediation,
            )
            last = parts[-1] if parts else None
            if last is None:
                parts.append(named)
            elif A.STATE_POSITION in {named.act, last.act} or named.act is last.act:
                keep = last if last.act is not A.STATE_POSITION else named
                parts[-1] = replace(keep, spans=(Span(last.start, sentence.end),))
            else:
                parts.append(named)
    return [_modal(tree, part) for part in parts]


def _sentences(tree: Tree, span: Span) -> list[Span]:
    """Cut a quotation at full stops that end a sentence of the parse."""
    inside = [tok for tok in tree.toks if span.start <= tok.start < span.end]
    cuts: list[int] = []
    for tok, following in itertools.pairwise(inside):
        if tok.text in {".", "!", "?"} and following.text[:1].isupper():
            cuts.append(tok.end)
    edges = [span.start, *cuts, span.end]
    pieces: list[Span] = []
    for start, end in itertools.pairwise(edges):
        first = next(
            (tok.start for tok in inside if tok.start >= start and not tok.text.isspace()), start
        )
        if end - first > 1:
            pieces.append(Span(first, end))
    return pieces or [span]


def _modal(tree: Tree, claim: Claim) -> Claim:
    """Tell whether the act lies ahead and whether it is weakened or conditional."""
    tokens = within(tree, claim.spans)
    token = claim.act_token if claim.act_token is not None else claim.root
    if not tokens:
        return claim
    tops = {token, claim.root} if token is not None else {tokens[0].i}
    words = {
        child.lower
        for top in tops
        if top is not None
        for child in (*tree.children(top), *(tree.children(tree[top].head)))
    }
    here = {tok.lower for tok in tokens}
    planned = bool(words & FUTURE) or bool(
        re.search(
            r"\b(?:due|set|plan\w*|schedul\w*) (?:to|at|for|a)\b", " ".join(t.lower for t in tokens)
        )
    )
    hedged = bool(words & _HEDGES) or "if" in here or bool(_SOFT & {tok.lemma for tok in tokens})
    return replace(claim, planned=planned, hedged=hedged)
