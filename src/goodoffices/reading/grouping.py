"""Step: which drafts tell the same act, who took the initiative, through which channel.

Accounts of one act share a number (`group`). Two drafts are accounts of one act if they do the
same act (an acceptance of, or contact about, an offer is another act), share a participant's side
on each end that both name, and their days do not differ. An initiative that is laid to somebody
counts to the contact it speaks of. A request for the same mediator bears on the group of the
offer. An acceptance, a refusal or the word that neither was given answers the offer or request told
last before it, not more than `ANSWERED` paragraphs away, in which its side has a part. A briefing
`before` or `after` a conversation is linked to the contact last told of whoever is named there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.model import Party
from goodoffices.record.vocabulary import MEDIATION_ACTS, Role
from goodoffices.record.vocabulary import ActKind as A

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.work import Claim, Work

COMPARED = 60
ANSWERED = 6
_BRIEFED = re.compile(
    r"\b(?P<when>before and after|before|after)\b"
    r"(?P<whose>[^.;]{0,60}?)\b(?:conversation|call|meeting|talks|visit|summit)\b"
    r"(?P<whom>[^.;]{0,60})"
)
_ANSWERS = frozenset({A.ACCEPT_MEDIATION, A.REJECT_MEDIATION, A.NO_ANSWER})
_ASKED = frozenset({A.OFFER_MEDIATION, A.REQUEST_MEDIATION})
_CHANNELS = (
    ("telephone", re.compile(r"\b(?:tele)?phone\b|\btelephon\w+|\bby phone\b", re.IGNORECASE)),
    ("meeting", re.compile(r"\b(?:met|meets?|meeting|summit|face to face)\b", re.IGNORECASE)),
    ("letter", re.compile(r"\bletters?\b", re.IGNORECASE)),
    ("statement", re.compile(r"\bstatement\b|\bcommuniqué?\b", re.IGNORECASE)),
)
_INITIATIVE = re.compile(r"\binitiative\b|\binitiated\b")
_REQUEST_OF = re.compile(
    r"\bat the request of (?P<a>[^,.;]+)|\bat (?P<b>[\w'’ ]+?)['’]s? request\b"
)
_CONTACTS = frozenset({A.PHONE_CALL, A.MEET, A.VISIT, A.OFFER_MEDIATION})


def group_accounts(work: Work) -> Work:
    claims = [_initiated(work, _channel(work, claim)) for claim in work.claims]
    numbers = _numbers(claims)
    offers = [
        (number, claim.mediator)
        for claim, number in zip(claims, numbers, strict=True)
        if claim.act is A.OFFER_MEDIATION and claim.mediator
    ]
    done = tuple(
        replace(
            claim,
            group=number,
            bears_on=_bears_on(claim, number, offers),
            links=(*_answers(k, claims, numbers), *_briefs(work, k, claims, numbers)),
        )
        for k, (claim, number) in enumerate(zip(claims, numbers, strict=True))
    )
    return replace(work, claims=done)


def _numbers(claims: list[Claim]) -> list[int]:
    """Give accounts of one act one number; only the last acts of some kind are compared."""
    recent: list[tuple[int, list[Claim]]] = []
    numbers: list[int] = []
    count = 0
    for claim in claims:
        number = next((k for k, members in recent if _same_act(members, claim)), None)
        if number is None:
            number = count
            count += 1
            if claim.act is not A.STATE_POSITION:
                recent = [*recent[-COMPARED:], (number, [])]
        for k, members in recent:
            if k == number:
                members.append(claim)
        numbers.append(number)
    return numbers


def _channel(work: Work, claim: Claim) -> Claim:
    words = " ".join(work.report.text[s.start : s.end] for s in claim.spans)
    said = claim.medium or ""
    for name, pattern in _CHANNELS:
        if claim.act in _CONTACTS | MEDIATION_ACTS and pattern.search(words):
            return replace(claim, channel=name)
    for name, pattern in _CHANNELS:
        if pattern.search(said):
            return replace(claim, channel=name)
    return claim


def _initiated(work: Work, claim: Claim) -> Claim:
    """Say who is told to have taken the initiative: an owner of it, or whoever asked or offered."""
    words = " ".join(work.report.text[s.start : s.end] for s in claim.spans)
    found = _REQUEST_OF.search(words)
    if found:
        states = work.gazetteer.states_in(found.group("a") or found.group("b"))
        if states:
            return replace(claim, initiator=Party(states[0], Role.STATE, states[0]))
    told = _INITIATIVE.search(words)
    if told and claim.act in _CONTACTS:
        states = work.gazetteer.states_in(words[: told.end()])
        if states:
            return replace(claim, initiator=Party(states[-1], Role.STATE, states[-1]))
    if claim.act in {A.REQUEST_MEDIATION, A.OFFER_MEDIATION} and claim.actor:
        return replace(claim, initiator=claim.actor[0])
    return claim


def _same_act(members: list[Claim], claim: Claim) -> bool:
    return any(_accounts_of_one(member, claim) for member in members)


def _accounts_of_one(one: Claim, other: Claim) -> bool:
    """Tell whether two drafts are accounts of one act; symmetric."""
    if one.act is None or other.act is None or A.STATE_POSITION in {one.act, other.act}:
        return False
    kinds = {one.act, other.act}
    alike = one.act is other.act or (
        kinds <= _CONTACTS and (_names_initiative(one) or _names_initiative(other))
    )
    confirms = A.CONFIRM in kinds and bool(kinds & {*one.also, *other.also})
    if not alike and not confirms:
        return False
    if one.act is other.act and one.act not in _CONTACTS | MEDIATION_ACTS | {
        A.BRIEF_THIRD_PARTY,
        A.AGREEMENT,
        A.NEGOTIATE,
    }:
        return False
    if _days_differ(one, other):
        return False
    return _meet(one.actor, other.actor) and (_meet(one.target, other.target) or alike is False)


def _names_initiative(claim: Claim) -> bool:
    return claim.initiator is not None and claim.act is not A.OFFER_MEDIATION


def _days_differ(one: Claim, other: Claim) -> bool:
    return one.date_of == other.date_of == "act" and one.date != other.date


def _meet(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    """Unknown sides never part two accounts; known ones must share a person or a state."""
    if not one or not other:
        return True
    return bool({_side_of(p) for p in one} & {_side_of(p) for p in other})


def _side_of(party: Party) -> str:
    return party.state or party.name


def _bears_on(claim: Claim, number: int, offers: list[tuple[int, str]]) -> tuple[int, ...]:
    if claim.act is not A.REQUEST_MEDIATION or claim.mediator is None:
        return ()
    return tuple(
        sorted({group for group, side in offers if side == claim.mediator and group != number})
    )


def _answers(k: int, claims: list[Claim], numbers: list[int]) -> tuple[tuple[str, int], ...]:
    claim = claims[k]
    if claim.act not in _ANSWERS:
        return ()
    sides = {_side_of(p) for p in (*claim.actor, *((claim.speaker,) if claim.speaker else ()))}
    if claim.mediator is not None:
        sides.add(claim.mediator)
    for j in _told_before(k, claims, numbers):
        other = claims[j]
        parts = {_side_of(p) for p in (*other.actor, *other.target)} | {other.mediator}
        if other.act in _ASKED and sides & parts:
            return (("answers", numbers[j]),)
    return ()


def _briefs(
    work: Work, k: int, claims: list[Claim], numbers: list[int]
) -> tuple[tuple[str, int], ...]:
    claim = claims[k]
    if claim.act is not A.BRIEF_THIRD_PARTY:
        return ()
    words = " ".join(work.report.text[s.start : s.end] for s in claim.spans)
    found = _BRIEFED.search(words)
    if found is None:
        return ()
    named = f"{found['whose']} {found['whom']}"
    states = set(work.gazetteer.states_in(named))
    for j in _told_before(k, claims, numbers):
        other = claims[j]
        parties = (*other.actor, *other.target)
        meant = any(p.name.split()[-1] in named or _side_of(p) in states for p in parties)
        if other.act in _CONTACTS and meant:
            moments = found["when"].split(" and ")
            return tuple((f"briefs_{moment}", numbers[j]) for moment in moments)
    return ()


def _told_before(k: int, claims: list[Claim], numbers: list[int]) -> Iterator[int]:
    """Yield the claims of other acts before a claim, the nearest first, a few paragraphs back."""
    for j in range(k - 1, -1, -1):
        if claims[k].paragraph - claims[j].paragraph > ANSWERED:
            return
        if numbers[j] != numbers[k]:
            yield j
