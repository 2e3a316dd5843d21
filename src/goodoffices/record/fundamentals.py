"""The eight fundamentals of mediation, each shown from entries, without scores: MT 12."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.record.accounts import LinkKind, Stance
from goodoffices.record.audiences import Audience
from goodoffices.record.contacts import contacts
from goodoffices.record.days import in_order, told_by
from goodoffices.record.stance import said_in_public
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from goodoffices.record.acts import Act
    from goodoffices.record.frame import Frame, Side

__all__ = [
    "SIGNS",
    "FiledPin",
    "Fundamental",
    "Pin",
    "Shown",
    "Sign",
    "fundamentals",
    "shown_by",
]


class Fundamental(StrEnum):
    PREPAREDNESS = "preparedness"
    CONSENT = "consent"
    IMPARTIALITY = "impartiality"
    INCLUSIVITY = "inclusivity"
    NATIONAL_OWNERSHIP = "national_ownership"
    INTERNATIONAL_LAW = "international_law"
    COHERENCE = "coherence"
    QUALITY_AGREEMENTS = "quality_agreements"


@dataclass(frozen=True, slots=True)
class Pin:
    """The team sets an act under a fundamental, and says why."""

    act: str
    fundamental: Fundamental
    why: str = ""
    taken_down: bool = False

    def __post_init__(self) -> None:
        if not self.act.strip():
            raise InputError(say("a pin names an act"), where="act")


@dataclass(frozen=True, slots=True)
class FiledPin:
    id: str
    audience: Audience
    pin: Pin
    entered: datetime
    supersedes: str | None = None

    @property
    def ended(self) -> bool:
        return self.pin.taken_down


@dataclass(frozen=True, slots=True)
class Shown:
    """One fundamental: the acts that show it, in order, and those the team has pinned to it."""

    fundamental: Fundamental
    acts: tuple[str, ...]
    pins: tuple[FiledPin, ...]


_K = ActKind
_TALKS = frozenset({_K.AGREE_TO_TALK, _K.READY_AT_VENUE, _K.REJECT_TALKS, _K.HALT_TALKS})
_CONSENT = frozenset(
    {_K.REQUEST_MEDIATION, _K.OFFER_MEDIATION, _K.ACCEPT_MEDIATION, _K.REJECT_MEDIATION}
)
_OWN = frozenset({_K.PROPOSE, _K.REQUEST_MEDIATION, _K.CALL_FOR_TALKS})
_LAW = frozenset({_K.DECLARE_CEASEFIRE, _K.END_CEASEFIRE, _K.USE_FORCE, _K.ACCUSE, _K.CONDEMN})
_AGREEMENTS = frozenset({_K.AGREEMENT, _K.REJECT_TERMS})


@dataclass(frozen=True, slots=True)
class Sign:
    """What an account says of every act that shows a fundamental, so that an index finds them: one
    of some kinds, or a link of some kind, or that it is the team's reading, or that somebody
    outside the frame acts.
    """

    kinds: frozenset[ActKind] = frozenset()
    link: LinkKind | None = None
    reading: bool = False
    others: bool = False


SIGNS: Mapping[Fundamental, tuple[Sign, ...]] = MappingProxyType(
    {
        Fundamental.PREPAREDNESS: (
            Sign(frozenset({_K.APPOINT})),
            Sign(link=LinkKind.BRIEFS_BEFORE),
            Sign(reading=True),
        ),
        Fundamental.CONSENT: (Sign(_CONSENT | _TALKS),),
        Fundamental.INCLUSIVITY: (Sign(others=True),),
        Fundamental.NATIONAL_OWNERSHIP: (Sign(_OWN),),
        Fundamental.INTERNATIONAL_LAW: (Sign(_LAW),),
        Fundamental.COHERENCE: (
            Sign(frozenset({_K.OFFER_MEDIATION, _K.MEDIATE, _K.BRIEF_THIRD_PARTY})),
        ),
        Fundamental.QUALITY_AGREEMENTS: (Sign(_AGREEMENTS),),
    }
)
"""An act that shows a fundamental has one of its signs; of impartiality the contacts and the
public words tell (MT 5, MT 7).
"""


def fundamentals(
    acts: Sequence[Act], pins: Sequence[FiledPin], frame: Frame, on: date
) -> tuple[Shown, ...]:
    """All eight, in the order of the guidance. Linear, but for the sort.

    Pins of acts that are not among `acts` are left out.
    """
    standing = sorted((act for act in acts if told_by(act, on)), key=in_order)
    impartial = {contact.act for contact in contacts(standing, frame, on)}
    impartial |= {s.act for s in said_in_public(standing, frame, on) if s.by == frame.mediator.id}
    found: dict[Fundamental, list[str]] = {one: [] for one in Fundamental}
    for act in standing:
        for one, shows in _rules(act, frame, impartial).items():
            if shows:
                found[one].append(act.id)
    present = {act.id for act in acts}
    kept = [pin for pin in pins if pin.pin.act in present]
    return tuple(
        Shown(one, tuple(found[one]), tuple(p for p in kept if p.pin.fundamental is one))
        for one in Fundamental
    )


def shown_by(act: Act, frame: Frame) -> frozenset[Fundamental]:
    """What one act shows by itself: all but impartiality."""
    return frozenset(one for one, shows in _rules(act, frame, set()).items() if shows)


def _rules(act: Act, frame: Frame, impartial: set[str]) -> Mapping[Fundamental, bool]:
    """The table of MT 12, row by row."""
    kind = act.kind
    actors = [frame.side_of(m) for m in act.actors]
    targets = [frame.side_of(m) for m in act.targets]
    parties = set(frame.parties)
    by_party = any(side in parties for side in actors)
    with_party = by_party or any(side in parties for side in targets)
    briefing = kind is _K.BRIEF_THIRD_PARTY
    reading = any(f.account.stance is Stance.READING for f in act.accounts)
    before = briefing and bool(act.linked(LinkKind.BRIEFS_BEFORE))
    return {
        Fundamental.PREPAREDNESS: kind is _K.APPOINT or reading or before,
        Fundamental.CONSENT: (kind in _CONSENT or kind in _TALKS) and with_party,
        Fundamental.IMPARTIALITY: act.id in impartial,
        Fundamental.INCLUSIVITY: None in actors,
        Fundamental.NATIONAL_OWNERSHIP: kind in _OWN and by_party,
        Fundamental.INTERNATIONAL_LAW: kind in _LAW,
        Fundamental.COHERENCE: _coheres(act, frame.mediator, actors)
        or (briefing and any(side not in parties for side in targets)),
        Fundamental.QUALITY_AGREEMENTS: kind in _AGREEMENTS,
    }


def _coheres(act: Act, mediator: Side, actors: Sequence[Side | None]) -> bool:
    """An offer or mediation by somebody else than the mediator."""
    offers = act.kind in {_K.OFFER_MEDIATION, _K.MEDIATE}
    return offers and any(side != mediator for side in actors)
