"""Standing of offers and requests: derived from the acts that answer them, never typed in.

Rules, for an offer (or request, proposal, call for talks) as one reader sees it on a day:

1. An act that withdraws it, not later than the day: *withdrawn* since then.
2. Else by the latest word of each side that answered: any refusal in force: *declined*;
   every addressee accepted without reserve (or, with no addressee known, anyone): *accepted*;
   any other answer ("no answer", "did not say no", "open to"): *not refused*.
3. Else, if it named a last day and that day is past: *lapsed* since the day after.
4. Else *open* since the day on which it was made.

Answers planned or without a date count as standing; one dated after the day does not.

The history of an offer is its standing on each day from the one on which it was made, as far as
it changed: what it became, from which day on, by which acts, and on which accounts that rests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.record.accounts import LinkKind
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import Names, mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.record.acts import Act

__all__ = [
    "OFFERS",
    "STANDING_NAMES",
    "Change",
    "Standing",
    "StandingKind",
    "histories",
    "history",
    "standing",
    "standings",
]

OFFERS = frozenset(
    {
        ActKind.OFFER_MEDIATION,
        ActKind.REQUEST_MEDIATION,
        ActKind.PROPOSE,
        ActKind.CALL_FOR_TALKS,
    }
)
_CLOSING = frozenset({LinkKind.ANSWERS, LinkKind.WITHDRAWS})
_YES = frozenset({ActKind.ACCEPT_MEDIATION, ActKind.AGREE_TO_TALK, ActKind.AGREEMENT})
_NO = frozenset({ActKind.REJECT_MEDIATION, ActKind.REJECT_TALKS, ActKind.REJECT_TERMS})


class StandingKind(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NOT_REFUSED = "not refused"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


STANDING_NAMES = Names(
    {
        StandingKind.OPEN: mark("open"),
        StandingKind.ACCEPTED: mark("accepted"),
        StandingKind.DECLINED: mark("declined"),
        StandingKind.NOT_REFUSED: mark("not refused"),
        StandingKind.LAPSED: mark("lapsed"),
        StandingKind.WITHDRAWN: mark("withdrawn"),
    }
)


@dataclass(frozen=True, slots=True)
class Standing:
    """`since` is None where no date is told; `because` are the acts it rests on."""

    act: str
    kind: StandingKind
    since: date | None
    because: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return self.kind in {StandingKind.OPEN, StandingKind.NOT_REFUSED}


@dataclass(frozen=True, slots=True)
class Change:
    """What an offer became on a day (None: no day is told), because of which acts.

    `accounts` are those that tell so: of the answers that are linked to it, else of the offer.
    """

    day: date | None
    kind: StandingKind
    because: tuple[str, ...]
    accounts: tuple[str, ...]


def standings(acts: Sequence[Act], on: date) -> tuple[Standing, ...]:
    """The standing of every offer among `acts` made by the day `on`, newest first.

    Linear in acts and links.
    """
    answers = _answers(acts)
    found = [
        standing(act, answers.get(act.id, ()), on)
        for act in acts
        if act.kind in OFFERS and _stands(act, on)
    ]
    return tuple(sorted(found, key=lambda s: (s.since or date.min, s.act), reverse=True))


def _answers(acts: Sequence[Act]) -> dict[str, list[tuple[LinkKind, Act]]]:
    answers: dict[str, list[tuple[LinkKind, Act]]] = {}
    for act in acts:
        for link in act.links:
            if link.kind in _CLOSING:
                answers.setdefault(link.act, []).append((link.kind, act))
    return answers


def history(acts: Sequence[Act], offer: Act, on: date) -> tuple[Change, ...]:
    """How the standing of an offer among `acts` changed up to the day `on`, the first first.

    Applies the rules on each day on which something bears on it; linear in acts and links, and
    quadratic in the answers.
    """
    return histories(acts, [offer], on)[offer.id]


def histories(
    acts: Sequence[Act], offers: Iterable[Act], on: date
) -> dict[str, tuple[Change, ...]]:
    """The same of several offers, by act; the answers are gathered once."""
    answers = _answers(acts)
    return {offer.id: _history(offer, answers.get(offer.id, []), on) for offer in offers}


def _history(offer: Act, answers: Sequence[tuple[LinkKind, Act]], on: date) -> tuple[Change, ...]:
    if offer.kind not in OFFERS or not _stands(offer, on):
        return ()
    made = _day(offer) or date.min
    expires = offer.leading.expires
    lapses = {expires.latest + timedelta(days=1)} if expires and expires.latest else set()
    days = {max(made, day) for day in (made, *lapses, *(_day(act) or made for _, act in answers))}
    changes: list[Change] = []
    for day in sorted(day for day in days if day <= on):
        now = standing(offer, answers, day)
        if not changes or (now.kind, now.because) != (changes[-1].kind, changes[-1].because):
            told = None if day == date.min else day
            rests = _rests_on(offer, [act for _, act in answers], now.because)
            changes.append(Change(told, now.kind, now.because, rests))
    return tuple(changes)


def _rests_on(offer: Act, answering: Sequence[Act], because: Sequence[str]) -> tuple[str, ...]:
    """The accounts that tell of the answers, or the one that leads for the offer itself."""
    found = [
        filed.id
        for act in dict.fromkeys(answering)
        if act.id in because
        for filed in act.accounts
        if any(link.act == offer.id and link.kind in _CLOSING for link in filed.account.links)
    ]
    return tuple(dict.fromkeys(found)) or (offer.accounts[0].id,)


def standing(offer: Act, answers: Sequence[tuple[LinkKind, Act]], on: date) -> Standing:
    """Apply rules 1 to 4 to one offer."""
    in_force = [(kind, act) for kind, act in answers if _stands(act, on)]
    withdrawn = [act for kind, act in in_force if kind is LinkKind.WITHDRAWS]
    if withdrawn:
        first = min(withdrawn, key=_when)
        return Standing(offer.id, StandingKind.WITHDRAWN, _day(first), (first.id,))
    replies = [act for kind, act in in_force if kind is LinkKind.ANSWERS]
    if replies:
        return _answered(offer, replies)
    expires = offer.leading.expires
    if expires is not None and expires.latest is not None and expires.latest < on:
        return Standing(
            offer.id, StandingKind.LAPSED, expires.latest + timedelta(days=1), (offer.id,)
        )
    return Standing(offer.id, StandingKind.OPEN, _day(offer), (offer.id,))


def _answered(offer: Act, replies: Sequence[Act]) -> Standing:
    last_word: dict[str, Act] = {}
    for act in sorted(replies, key=_when):
        sides = {actor.side.casefold() for actor in act.actors} or {""}
        last_word.update(dict.fromkeys(sides, act))
    words = list(last_word.values())
    refusals = [act for act in words if act.kind in _NO]
    if refusals:
        return _since(offer, StandingKind.DECLINED, refusals)
    yes = {side for side, act in last_word.items() if act.kind in _YES and not act.leading.hedged}
    addressees = {target.side.casefold() for target in offer.targets}
    if yes and yes >= addressees:
        return _since(offer, StandingKind.ACCEPTED, [last_word[side] for side in yes])
    return _since(offer, StandingKind.NOT_REFUSED, words)


def _since(offer: Act, kind: StandingKind, because: Sequence[Act]) -> Standing:
    days = [day for day in map(_day, because) if day]
    since = max(days) if kind is StandingKind.ACCEPTED and days else min(days, default=None)
    return Standing(offer.id, kind, since, tuple(sorted({act.id for act in because})))


def _day(act: Act) -> date | None:
    return act.happened.earliest if act.happened else None


def _when(act: Act) -> tuple[date, datetime, str]:
    """By day, and within a day in the order in which they were entered."""
    return _day(act) or date.min, min(f.entered for f in act.accounts), act.id


def _stands(act: Act, on: date) -> bool:
    day = _day(act)
    return day is None or day <= on
