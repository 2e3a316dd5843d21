"""Words on venues: who proposed, favoured, accepted or refused a place. Definition MT 9."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.record.accounts import LinkKind, Stance
from goodoffices.record.days import day_of, in_order, told_by, took_place
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodoffices.record.accounts import Mention
    from goodoffices.record.acts import Act, FiledAccount
    from goodoffices.record.frame import Frame

__all__ = [
    "VENUE_KINDS",
    "Venue",
    "VenueWord",
    "WordKind",
    "key_of",
    "places_in",
    "side_id",
    "venues",
]

_LIST = re.compile(r",| or ", re.IGNORECASE)


class WordKind(StrEnum):
    PROPOSES = "proposes"
    FAVOURS = "favours"
    ACCEPTS = "accepts"
    REFUSES = "refuses"
    READY = "ready"
    MET = "met"


_K = ActKind
_KINDS = {
    **dict.fromkeys(
        (_K.PROPOSE, _K.OFFER_MEDIATION, _K.REQUEST_MEDIATION, _K.CALL_FOR_TALKS),
        WordKind.PROPOSES,
    ),
    _K.STATE_POSITION: WordKind.FAVOURS,
    **dict.fromkeys((_K.AGREEMENT, _K.ACCEPT_MEDIATION, _K.AGREE_TO_TALK), WordKind.ACCEPTS),
    **dict.fromkeys((_K.REJECT_MEDIATION, _K.REJECT_TALKS, _K.REJECT_TERMS), WordKind.REFUSES),
    _K.READY_AT_VENUE: WordKind.READY,
    **dict.fromkeys((_K.MEET, _K.NEGOTIATE, _K.MEDIATE), WordKind.MET),
}
VENUE_KINDS = frozenset(_KINDS)
_ANSWERS = frozenset({WordKind.ACCEPTS, WordKind.REFUSES})
_DEEDS = frozenset({WordKind.READY, WordKind.MET})


@dataclass(frozen=True, slots=True)
class VenueWord:
    """What one side says or does of a place; `account` is None where it answers a proposal."""

    kind: WordKind
    side: str
    """The id of a side of the frame, else the name as told."""
    act: str
    account: str | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Venue:
    """A place by the name it was first told under, with the words on it in order."""

    name: str
    words: tuple[VenueWord, ...]

    def sides(self, kind: WordKind) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word.side for word in self.words if word.kind is kind))


def key_of(place: str) -> str:
    return " ".join(place.casefold().split())


def places_in(venue: str | None) -> tuple[str, ...]:
    """`Gomel, Belarus` is Gomel; `Warsaw, Istanbul or Baku` are three places."""
    if not venue:
        return ()
    parts = _LIST.split(venue) if " or " in venue.casefold() else [venue.partition(",")[0]]
    return tuple(" ".join(part.split()) for part in parts if part.strip())


def side_id(frame: Frame, who: Mention) -> str:
    side = frame.side_of(who)
    return side.id if side else who.side


def venues(acts: Sequence[Act], frame: Frame, on: date) -> tuple[Venue, ...]:
    """Every place told of by the day `on`, that spoken of last first. Linear, but for the sort."""
    standing = sorted((act for act in acts if told_by(act, on)), key=in_order)
    by_id = {act.id: act for act in standing}
    names: dict[str, str] = {}
    words: dict[str, dict[VenueWord, None]] = {}
    for act in standing:
        for place, word in _words(act, by_id, frame, on):
            key = key_of(place)
            names.setdefault(key, place)
            words.setdefault(key, {})[word] = None
    found = [(key, Venue(names[key], tuple(words[key]))) for key in names]
    found.sort(key=lambda one: (one[1].words[-1].day or date.min, one[0]), reverse=True)
    return tuple(venue for _, venue in found)


def _words(
    act: Act, by_id: dict[str, Act], frame: Frame, on: date
) -> Iterator[tuple[str, VenueWord]]:
    for filed in act.accounts:
        kind = _KINDS.get(filed.account.kind)
        if kind is None or filed.account.stance is Stance.DENIES:
            continue
        if kind in _DEEDS and not took_place(act, on):
            continue
        for place in places_in(filed.account.venue):
            yield from ((place, word) for word in _by(filed, kind, act, filed.id, frame))
    kind = _KINDS.get(act.kind)
    if kind in _ANSWERS and act.leading.stance is not Stance.DENIES and not _venue_told(act):
        for answered in act.linked(LinkKind.ANSWERS):
            for place in _proposed(by_id.get(answered)):
                yield from ((place, word) for word in _by(act.accounts[0], kind, act, None, frame))


def _by(
    filed: FiledAccount, kind: WordKind, act: Act, account: str | None, frame: Frame
) -> Iterator[VenueWord]:
    for side in dict.fromkeys(side_id(frame, actor) for actor in filed.account.actors):
        yield VenueWord(kind, side, act.id, account, day_of(act))


def _venue_told(act: Act) -> bool:
    return any(f.account.venue for f in act.accounts)


def _proposed(offer: Act | None) -> tuple[str, ...]:
    """The places that a proposal proposes."""
    told = (
        f.account
        for f in (offer.accounts if offer else ())
        if _KINDS.get(f.account.kind) is WordKind.PROPOSES and f.account.stance is not Stance.DENIES
    )
    return tuple(dict.fromkeys(place for account in told for place in places_in(account.venue)))
