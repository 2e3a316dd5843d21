"""Step: who does each act, to whom, which third party mediates, and where.

Actor is the subject of the act's predicate where the claim names one, else the speaker; targets
are its objects (after `to`, `with`, `against`, `between`), read as people of the cast, states or
bodies. Capitals stand for governments except under `in` and `at`, where they are venues.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.acts import within
from goodoffices.reading.model import Party
from goodoffices.reading.subjects import subject_of
from goodoffices.record.vocabulary import MEDIATION_ACTS, Role
from goodoffices.record.vocabulary import ActKind as A

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Claim, Work

_OF_A_THIRD = frozenset({A.OFFER_MEDIATION, A.MEDIATE})
_SPEECH_ACTS = frozenset(
    {
        A.APPEAL,
        A.CONDEMN,
        A.ACCUSE,
        A.DENY,
        A.CONFIRM,
        A.PRAISE,
        A.THREATEN,
        A.WARN,
        A.STATE_POSITION,
        A.CALL_FOR_TALKS,
        A.REJECT_TERMS,
        A.PROPOSE,
    }
)
_VENUE_ACTS = frozenset(
    {
        A.MEET,
        A.NEGOTIATE,
        A.READY_AT_VENUE,
        A.AGREEMENT,
        A.MEDIATE,
        A.REQUEST_MEDIATION,
        A.OFFER_MEDIATION,
        A.CALL_FOR_TALKS,
        A.AGREE_TO_TALK,
        A.PROTEST,
        A.VISIT,
        A.HALT_TALKS,
    }
)
_TOWARD = frozenset(
    {"to", "with", "against", "between", "at", "by", "of", "on", "toward", "towards", "upon"}
)
_OWNED = frozenset({A.CONDEMN, A.ACCUSE, A.PRAISE, A.DENY, A.WARN, A.ACCEPT_MEDIATION})
_DIRECTED = frozenset({A.BRIEF_THIRD_PARTY, A.PHONE_CALL, A.MEET})
_SIDES = frozenset(
    {"side", "government", "leader", "minister", "president", "official", "delegation"}
)
_CONTACT_NOUNS = frozenset({"conversation", "call", "meeting", "talk", "talks"})
_PLACED = frozenset({"in", "at"})


def name_parties(work: Work) -> Work:
    claims: list[Claim] = []
    for claim in work.claims:
        named = _parties(work, claim)
        same = next((c for c in reversed(claims) if c.act is named.act and c.actor), None)
        if same is not None and _told_again(work, claim):
            named = replace(named, actor=same.actor, target=same.target, mediator=same.mediator)
        claims.append(named)
    return replace(work, claims=tuple(claims))


def _told_again(work: Work, claim: Claim) -> bool:
    """`The request was made`: who asked whom was said where the request was first told."""
    tree = work.trees.get(claim.paragraph)
    if tree is None or claim.act_token is None or claim.act not in MEDIATION_ACTS:
        return False
    return tree[claim.act_token].lemma == "make" and bool(tree.child(claim.act_token, "nsubjpass"))


def party_at(work: Work, tree: Tree, paragraph: int, tok: Tok) -> Party | None:
    """Read a token as a person of the cast, a body or a state; None for anything else."""
    if work.cast is not None:
        person = work.cast.at(paragraph, tok.i)
        if person is not None:
            return person
    left = [k for k in tree.subtree(tok.i) if k <= tok.i and tree[k].dep == "compound"]
    name = " ".join(tree[k].text for k in (*left, tok.i))
    body = work.gazetteer.body(name) or work.gazetteer.body(tok.text)
    if body is not None:
        return body
    state = work.gazetteer.state_of(name) or work.gazetteer.state_of(tok.text)
    if state is not None:
        return Party(state, Role.STATE, state)
    if tok.lemma in {
        "side",
        "government",
        "leader",
        "people",
        "troop",
        "force",
        "army",
        "minister",
        "official",
    }:
        owner = tree.child(tok.i, "amod", "poss", "compound")
        state = work.gazetteer.state_of(owner.text) if owner is not None else None
        if state is not None:
            return Party(state, Role.STATE, state)
    return None


def _parties(work: Work, claim: Claim) -> Claim:
    tree = work.trees.get(claim.paragraph)
    if tree is None or claim.act is None:
        return replace(claim, actor=(claim.speaker,) if claim.speaker else ())
    tokens = within(tree, claim.spans)
    named = _named(work, tree, claim, tokens)
    actor = _actor(work, tree, claim)
    actors: tuple[Party, ...] = (actor,) if actor is not None else ()
    if claim.told and actor is not None:
        actors = _coordinated(work, tree, claim, actor)
    venue = _venue(work, tree, claim, tokens)
    if not named and claim.addressee is not None and work.cast is not None:
        heard = work.cast.by_last_name(claim.addressee)
        named = (heard,) if heard is not None else ()
    targets = tuple(
        party
        for party in named
        if party.name not in {a.name for a in actors} and party.name != venue
    )[:3]
    if claim.act in _OF_A_THIRD:  # `the premier of Norway offered to mediate between A and B`
        own = {actor.state for actor in actors}
        targets = tuple(p for p in targets if p.role is not Role.STATE or p.name not in own)
    if claim.speaker is not None and claim.act in _SPEECH_ACTS:
        targets = tuple(p for p in targets if p.name != claim.speaker.name)[:2]
    return replace(
        claim, actor=actors, target=targets, venue=venue, mediator=_mediator(claim, actors, targets)
    )


def _actor(work: Work, tree: Tree, claim: Claim) -> Party | None:
    if claim.act in _SPEECH_ACTS and claim.speaker is not None and not claim.told:
        return claim.speaker
    token = claim.act_token if claim.act_token is not None else claim.root
    doer = _doer(work, tree, claim, token) if token is not None else None
    if doer is not None:
        return doer
    if claim.act is A.BRIEF_THIRD_PARTY and claim.speaker is not None and claim.speaker.state:
        return Party(claim.speaker.state, Role.STATE, claim.speaker.state)
    if claim.told:
        known = claim.doer is not None and (claim.doer.role is not Role.OTHER or claim.doer.state)
        return claim.doer if known else None
    return claim.speaker


def _doer(work: Work, tree: Tree, claim: Claim, token: int) -> Party | None:
    """Climb from the act's word to the first verb or adjective that has somebody as its subject."""
    for top in (tree[token], *list(tree.ancestors(token))[:2]):
        if top.is_verb:
            source, _ = subject_of(tree, top)
            if source is not None and tree[source].lower in {"we", "i"}:
                return claim.speaker
            return (
                party_at(work, tree, claim.paragraph, tree[source]) if source is not None else None
            )
        near = tree.children(top.i, "nsubj", "nsubjpass")
        near += tree.children(top.i, "amod", "poss") if top.i == token else ()
        for tok in near:
            party = party_at(work, tree, claim.paragraph, tok)
            if party is not None:
                return party
    return None


def _coordinated(work: Work, tree: Tree, claim: Claim, actor: Party) -> tuple[Party, ...]:
    if claim.source is None or claim.source.head is None:
        return (actor,)
    heads = [claim.source.head, *(t.i for t in tree.children(claim.source.head, "conj"))]
    found = [p for k in heads if (p := party_at(work, tree, claim.paragraph, tree[k])) is not None]
    return tuple(dict.fromkeys(found)) or (actor,)


def _named(work: Work, tree: Tree, claim: Claim, tokens: tuple[Tok, ...]) -> tuple[Party, ...]:
    """Return the parties the claim names as objects, in order; those that hang deep come last."""
    found: dict[str, tuple[int, Party]] = {}
    for tok in tokens:
        if not (
            tok.tag.startswith(("NN", "JJ")) and (tok.text[:1].isupper() or tok.lemma == "side")
        ):
            continue
        owns = tok.dep in {"amod", "poss"} and tree[tok.head].lemma not in _SIDES
        if tok.dep == "compound" or (owns and claim.act not in _OWNED):
            continue
        party = party_at(work, tree, claim.paragraph, tok)
        if party is None or party.role is Role.MEDIA:
            continue
        head = tree[tok.head]
        top = _first_of_row(tree, tok)
        rank = 0 if top.dep in {"dobj", "nsubjpass", "dative"} else 1
        if tok.dep == "pobj":
            rank = 1 if head.lower in _TOWARD else 3
            spoken_to = tree[head.head].lemma in _CONTACT_NOUNS and head.lower in {"with", "to"}
            if spoken_to and claim.act is not A.BRIEF_THIRD_PARTY:
                rank = 0
        elif tok.dep in {"amod", "poss"}:
            rank = 2
        if party.name not in found or rank < found[party.name][0]:
            found[party.name] = (rank, party)
    ordered = sorted(found.values(), key=lambda pair: pair[0])
    best = ordered[0][0] if ordered and claim.act in MEDIATION_ACTS | _DIRECTED else 2
    return tuple(party for rank, party in ordered if rank <= min(best, 2))


def _first_of_row(tree: Tree, tok: Tok) -> Tok:
    """`Ukraine and the US were briefed`: what is coordinated stands where the first one does."""
    while tok.dep == "conj" and tree[tok.head].i != tok.i:
        tok = tree[tok.head]
    return tok


def _venue(work: Work, tree: Tree, claim: Claim, tokens: tuple[Tok, ...]) -> str | None:
    if claim.act not in _VENUE_ACTS:
        return None
    for tok in tokens:
        head = tree[tok.head]
        if tok.dep != "pobj" or head.lower not in _PLACED:
            continue
        if tok.lemma in {"city", "town", "village", "capital", "province", "island", "state"}:
            of = tree.child(tok.i, "prep")
            name = tree.child(of.i, "pobj") if of is not None and of.lower == "of" else None
            owner = tree.child(tok.i, "amod", "poss")
            state = work.gazetteer.state_of(owner.text) if owner is not None else None
            if name is not None:
                return f"{name.text}, {state}" if state and state != name.text else name.text
        if tok.ent in {"GPE", "LOC", "FAC"} or work.gazetteer.state_of(tok.text):
            left = [k for k in tree.subtree(tok.i) if k <= tok.i and tree[k].dep == "compound"]
            return " ".join(tree[k].text for k in (*left, tok.i))
    return None


def _mediator(claim: Claim, actors: tuple[Party, ...], targets: tuple[Party, ...]) -> str | None:
    """Name the third party: the one who offers or mediates, the one who is asked or answered."""
    if claim.act not in MEDIATION_ACTS:
        return None
    who = actors if claim.act in {A.OFFER_MEDIATION, A.MEDIATE} else targets
    if not who:
        return None
    first = who[0]
    return first.state if first.state and first.role is not Role.MEDIATOR else first.name
