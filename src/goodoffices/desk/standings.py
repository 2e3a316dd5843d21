"""The standing of an offer as its page shows it: why it stands so, and how it came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from goodoffices.desk.acts import ActLink, act_link, standing_in_words
from goodoffices.record.date_words import day_in_words
from goodoffices.record.standing import STANDING_NAMES, StandingKind, history

if TYPE_CHECKING:
    from goodoffices.record.acts import Act
    from goodoffices.record.standing import Change
    from goodoffices.service.at import At
    from goodoffices.service.record import RecordView

__all__ = ["ChangeLine", "StandingReason", "standing_reason"]

_REASONS = {
    StandingKind.OPEN: mark("No answer to it, no withdrawal of it and no last day is told."),
    StandingKind.ACCEPTED: mark("Every side it was made to has accepted without reserve:"),
    StandingKind.DECLINED: mark(
        "It was refused, and that is the latest word of the side that refused:"
    ),
    StandingKind.NOT_REFUSED: mark("It was answered neither with a plain yes nor with a no:"),
    StandingKind.LAPSED: mark("The last day that it named is past, and it was not answered."),
    StandingKind.WITHDRAWN: mark("It was withdrawn:"),
}


@dataclass(frozen=True, slots=True)
class RestsOn:
    """An account by its source, where it stands."""

    address: str
    attribution: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What it became, on which day, by which acts, and the accounts that rests on."""

    day: str
    became: str
    by: tuple[ActLink, ...]
    rests_on: tuple[RestsOn, ...]


@dataclass(frozen=True, slots=True)
class StandingReason:
    words: str
    reason: str
    because: tuple[ActLink, ...]
    history: tuple[ChangeLine, ...]


def standing_reason(at: At, record: RecordView, act: Act) -> StandingReason | None:
    standing = record.standing_of(act.id)
    if standing is None:
        return None
    because = (act_link(at, record, other) for other in standing.because if other != act.id)
    return StandingReason(
        words=standing_in_words(standing),
        reason=_(_REASONS[standing.kind]),
        because=tuple(link for link in because if link),
        history=tuple(
            _line(at, record, act, change) for change in history(record.known, act, record.as_of)
        ),
    )


def _line(at: At, record: RecordView, act: Act, change: Change) -> ChangeLine:
    by = (act_link(at, record, other) for other in change.because if other != act.id)
    return ChangeLine(
        day=day_in_words(change.day) if change.day else _("Day not told"),
        became=STANDING_NAMES[change.kind],
        by=tuple(link for link in by if link),
        rests_on=tuple(
            RestsOn(f"{link.address}#account-{filed.id}", filed.account.attribution)
            for other in (act.id, *change.because)
            if (teller := record.act(other)) and (link := act_link(at, record, other))
            for filed in teller.accounts
            if filed.id in change.accounts
        ),
    )
