"""The mediator's public stance, and what the parties say of the mediator. Definition MT 7."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.record.accounts import Words
from goodoffices.record.audiences import PUBLIC
from goodoffices.record.days import day_of, in_order, took_place
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.record.acts import Act
    from goodoffices.record.frame import Frame, Side

__all__ = ["STANCE_KINDS", "Said", "Tone", "said_in_public"]


class Tone(StrEnum):
    PRAISE = "praise"
    CONDEMNATION = "condemnation"
    APPEAL = "appeal"
    STATEMENT = "statement"


_K = ActKind
_TONES = {
    _K.PRAISE: Tone.PRAISE,
    **dict.fromkeys(
        (_K.CONDEMN, _K.ACCUSE, _K.PROTEST, _K.THREATEN, _K.RECALL_ENVOY), Tone.CONDEMNATION
    ),
    **dict.fromkeys((_K.APPEAL, _K.CALL_FOR_TALKS, _K.WARN), Tone.APPEAL),
    **dict.fromkeys((_K.STATE_POSITION, _K.CONFIRM, _K.DENY), Tone.STATEMENT),
}

STANCE_KINDS = frozenset(_TONES)


@dataclass(frozen=True, slots=True)
class Said:
    """One public word: `by` is the mediator or a party, `toward` the sides it is about."""

    act: str
    account: str
    day: date | None
    tone: Tone
    by: str
    toward: tuple[str, ...]
    words: Words


def said_in_public(acts: Sequence[Act], frame: Frame, on: date) -> tuple[Said, ...]:
    """What the mediator says of the parties and they of the mediator, in order. Linear, but for
    the sort.
    """
    return tuple(
        said
        for act in sorted(acts, key=in_order)
        if took_place(act, on)
        for said in _of(act, frame)
    )


def _of(act: Act, frame: Frame) -> list[Said]:
    public = next((f for f in act.accounts if f.audience == PUBLIC), None)
    tone = _TONES.get(public.account.kind) if public else None
    if public is None or tone is None:
        return []
    told = public.account
    mediator = frame.mediator

    def said(by: Side, toward: tuple[str, ...]) -> Said:
        return Said(act.id, public.id, day_of(act), tone, by.id, toward, told.claim)

    found = []
    if any(mediator.is_meant_by(actor) for actor in told.actors):
        parties = [p.id for p in frame.parties if any(p.is_meant_by(t) for t in told.targets)]
        found.append(said(mediator, tuple(parties)))
    if any(mediator.is_meant_by(target) for target in told.targets):
        found += [
            said(party, (mediator.id,))
            for party in frame.parties
            if any(party.is_meant_by(actor) for actor in told.actors)
        ]
    return found
