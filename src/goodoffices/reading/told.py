"""Step: acts that the report tells in its own voice, outside every claim.

Only predicates at the top of a clause count, whose doer is somebody (a named person, a state, a
body, a group), so that background is left out. O(tokens × frames).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.acts import match, within
from goodoffices.reading.frames import MEDIATION, MEETINGS, PACTS, RALLIES, TALK_NOUNS
from goodoffices.reading.lexicon import GROUP_NOUNS, SAY_NP, SAY_THAT, SAY_TO
from goodoffices.reading.parties import party_at
from goodoffices.reading.speech import mention, quoted_tokens
from goodoffices.reading.subjects import subject_of
from goodoffices.reading.work import Claim
from goodoffices.record.vocabulary import ActKind as A

if TYPE_CHECKING:
    from goodoffices.reading.model import Span
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Work

SHORTEST = 4
_REPORTING = SAY_THAT | SAY_TO | SAY_NP
_TOPS = frozenset({"ROOT", "conj", "ccomp", "relcl", "advcl"})
_BESIDE = frozenset({"after", "before", "following", "amid", "despite"})
_BARE = frozenset(
    {"nothing", "something", "anything", "it", "there", "this", "that", "which", "what"}
)
_NOUN_ACTS = RALLIES | {
    *("talk", "negotiation", "meeting", "mediation", "ceasefire", "truce", "summit"),
}


def find_told_acts(work: Work) -> Work:
    claimed: dict[int, list[Span]] = {}
    for claim in work.claims:
        claimed.setdefault(claim.paragraph, []).extend(claim.spans)
    told: list[Claim] = []
    for number, tree in work.trees.items():
        taken = claimed.get(number, [])
        quoted = quoted_tokens(work, number, tree)
        for tok in tree.toks:
            act = _apart(tree, _told(work, tree, number, tok, quoted), taken)
            if act is not None and not any(s.overlaps(t) for s in act.spans for t in taken):
                told.append(act)
                taken.extend(act.spans)
    return replace(work, claims=tuple(sorted([*work.claims, *told], key=lambda claim: claim.spans)))


def _apart(tree: Tree, act: Claim | None, taken: list[Span]) -> Claim | None:
    """`Roe met the envoy, where both called for calm`: the act ends before a clause that is a claim
    of its own.
    """
    if act is None or act.root is None:
        return act
    clauses = [
        min(tree.subtree(i))
        for i in tree.subtree(act.root)
        if tree[i].dep in {"relcl", "advcl"}
        and i > act.root
        and any(span.start <= tree[i].start < span.end for span in taken)
    ]
    indices = [tok.i for tok in within(tree, act.spans) if not clauses or tok.i < min(clauses)]
    while indices and tree[indices[-1]].dep in {"cc", "punct", "mark", "advmod"}:
        indices.pop()
    span = tree.span(indices) if clauses and len(indices) >= SHORTEST else None
    return act if span is None else replace(act, spans=(span,))


def _told(work: Work, tree: Tree, number: int, tok: Tok, quoted: frozenset[int]) -> Claim | None:
    if tok.i in quoted:
        return None
    noun = tok.tag in {"NN", "NNS"} and tok.lemma in {
        "appeal",
        "request",
        "plea",
        "offer",
        "call",
        "invitation",
    }
    if not noun and not (tok.is_verb and tok.dep in {"ROOT", "conj", "ccomp"}):
        return None
    if not noun and not _has_doer(work, tree, tok):
        return None
    span = tree.span(_noun_phrase(tree, tok) if noun else _clause(tree, tok))
    if span is None:
        return None
    tokens = within(tree, (span,))
    if noun:
        found = _asked_for(work, tree, number, tok, tokens)
    else:
        found = match(tree, _near(tree, tok, tokens), told=True)
    if found is None:
        return None
    act, token, also = found
    if not _heads(tree, tok, token) or len(within(tree, (span,))) < SHORTEST:
        return None
    source, _ = (None, None) if noun else subject_of(tree, tok)
    if act is A.MEET and not noun and not _with_somebody(work, tree, number, tok):
        return None
    return Claim(
        spans=(span,),
        paragraph=number,
        told=True,
        root=tok.i,
        act=act,
        also=also,
        act_token=token,
        source=mention(tree, number, source) if source is not None else None,
        because={"act": tree[token].text},
    )


def _heads(tree: Tree, tok: Tok, token: int) -> bool:
    """The act's word is the clause's verb or hangs on it, not as its purpose; also over `due`."""
    above = tree[tree[token].head]
    over = above.i == tok.i or (above.lower == "due" and above.head == tok.i)
    return token == tok.i or (over and tree[token].dep != "advcl")


def _near(tree: Tree, tok: Tok, tokens: tuple[Tok, ...]) -> tuple[Tok, ...]:
    """The predicate, and of the rest only what is not a clause of its own, save what it was for
    (`gathered to discuss`).
    """
    closed = {
        k
        for child in tree.children(tok.i, "advcl", "relcl")
        if child.dep == "relcl" or not _purpose(tree, child)
        for k in tree.subtree(child.i)
    }
    return tuple(t for t in tokens if t.i not in closed)


def _purpose(tree: Tree, tok: Tok) -> bool:
    return tok.tag == "VB" and any(aux.lower == "to" for aux in tree.children(tok.i, "aux"))


def _has_doer(work: Work, tree: Tree, tok: Tok) -> bool:
    source, _ = subject_of(tree, tok)
    if source is None:
        own = tree.child(tok.i, "nsubjpass")
        if own is None:
            return False
        source = own.i
    doer = tree[source]
    if doer.lower in _BARE:
        return False
    if (
        doer.lemma in _NOUN_ACTS
        or (doer.lemma in PACTS and doer.dep == "nsubjpass" and not _none(tree, doer))
        or doer.ent in {"PERSON", "ORG", "GPE", "NORP"}
        or doer.tag == "PRP"
    ):
        return True
    return (
        doer.tag.startswith("NNP")
        or work.gazetteer.role_in(doer.text) is not None
        or doer.lemma in {"hundred", "thousand"} | GROUP_NOUNS
    )


def _none(tree: Tree, noun: Tok) -> bool:
    """`no agreement was reached`."""
    return any(word.lower in {"no", "neither"} for word in tree.children(noun.i, "det"))


def _with_somebody(work: Work, tree: Tree, number: int, tok: Tok) -> bool:
    """Troops meet resistance, ministers meet ministers: the object must be somebody, or nothing."""
    obj = tree.child(tok.i, "dobj")
    if obj is None or obj.lemma in MEETINGS | TALK_NOUNS:
        return True
    known = party_at(work, tree, number, obj) is not None
    return known or work.gazetteer.role_in(obj.text) is not None


def _asked_for(
    work: Work, tree: Tree, number: int, tok: Tok, tokens: tuple[Tok, ...]
) -> tuple[A, int, tuple[A, ...]] | None:
    """A noun of asking or offering with an owner, and mediation as what it is for."""
    if not _owned(work, tree, number, tok) or not MEDIATION & {t.lemma for t in tokens}:
        return None
    act = A.OFFER_MEDIATION if tok.lemma == "offer" else A.REQUEST_MEDIATION
    return act, tok.i, ()


def _owned(work: Work, tree: Tree, number: int, tok: Tok) -> bool:
    """`Ukrainian appeals`, `an offer by Norway`: somebody is named whose appeal it is."""
    owners = [*tree.children(tok.i, "amod", "poss", "compound")]
    for prep in tree.children(tok.i, "prep"):
        if prep.lower in {"by", "from"}:
            owners.extend(tree.children(prep.i, "pobj"))
    return any(party_at(work, tree, number, owner) is not None for owner in owners)


def _clause(tree: Tree, tok: Tok) -> list[int]:
    """Return the clause of a verb without clauses joined to it that have their own subject."""
    closed = [
        other.i
        for other in tree.children(tok.i, "conj", "ccomp", "parataxis", "advcl", "relcl")
        if other.is_verb
        and (other.dep != "advcl" or other.i > tok.i)
        and (_own_clause(tree, other) or (other.tag == "VBG" and other.lemma in _REPORTING))
    ]
    indices = list(tree.subtree(tok.i, without=[*closed, *_lead(tree, tok)]))
    if closed:
        first = min(closed)
        cut = min(tree.subtree(first))
        if first > tok.i:
            indices = [i for i in indices if i < cut]
    for other in tree.toks:
        if other.i in indices and other.dep == "relcl" and other.i > tok.i:
            first = min(tree.subtree(other.i))
            if first and tree[first - 1].text == ",":
                indices = [i for i in indices if i < first]
    for other in tree.children(tok.i, "prep"):
        if other.lower in _BESIDE and other.i > tok.i and tree[other.i - 1].text == ",":
            indices = [i for i in indices if i < other.i]
    while indices and tree[indices[-1]].dep in {"cc", "punct", "mark", "advmod"}:
        indices.pop()
    return indices


def _lead(tree: Tree, tok: Tok) -> tuple[int, ...]:
    """What opens the sentence before the subject (`Meanwhile, in the capital,`), clauses aside."""
    subject = tree.child(tok.i, "nsubj", "nsubjpass")
    if subject is None:
        return ()
    first = min(tree.subtree(subject.i))
    return tuple(
        part.i
        for part in tree.children(tok.i, "prep", "advmod", "npadvmod", "punct", "mark", "cc")
        if part.i < first
    )


def _own_clause(tree: Tree, tok: Tok) -> bool:
    return tree.child(tok.i, "nsubj", "nsubjpass") is not None or tok.dep == "conj"


def _noun_phrase(tree: Tree, tok: Tok) -> list[int]:
    top = tok
    head = tree[tok.head]
    if tok.dep == "pobj" and head.lower == "of" and tree[head.head].is_noun:
        top = tree[head.head]
    return list(tree.subtree(top.i))
