"""The rules of a case that its lead mediator sets: how long texts are kept, and what mail may say.

A text is kept for so many days after it was written down, by the kind of entry and, if that is
said, by the kind of audience. Where several rules fit, the shortest time holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.record.audiences import AudienceKind
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

__all__ = ["Keep", "MailCap", "MailHolds", "Rules", "due"]

_MOST_DAYS = 36_500


class MailCap(StrEnum):
    """The most that mail of a case may be."""

    NONE = "none"
    DIGEST = "digest"
    SINGLE = "single"


class MailHolds(StrEnum):
    """The most that an entry or a brief which somebody sends by mail may hold."""

    LINK = "link"
    """An address on the desk and no words."""
    JOINT = "joint"
    """What all parties may know of; a link to the rest."""
    SEEN = "seen"
    """All that the one who gets it may see."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Entries of a kind, for any audience or for one kind of audience, are kept so many days."""

    kind: str
    days: int
    audience: AudienceKind | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.days <= _MOST_DAYS:
            raise InputError(
                say("{days} days is no time to keep", days=self.days),
                where="days",
                remedy=say("Write from 0 to {most}", most=_MOST_DAYS),
            )

    def fits(self, kind: str, audience: AudienceKind) -> bool:
        return self.kind == kind and self.audience in {None, audience}


@dataclass(frozen=True, slots=True)
class Rules:
    keep: tuple[Keep, ...] = ()
    mail: MailCap = MailCap.SINGLE
    words_in_mail: bool = False
    """Whether mail names what is new; else it says only that there is something."""
    sending: MailHolds = MailHolds.LINK


def due(
    rules: Rules, kind: str, audience: AudienceKind, entered: datetime, now: datetime
) -> Keep | None:
    """The rule by which this entry is no longer kept; None where it is. Linear in the rules."""
    fitting: Iterable[Keep] = (one for one in rules.keep if one.fits(kind, audience))
    shortest = min(fitting, key=lambda one: one.days, default=None)
    if shortest is not None and entered + timedelta(days=shortest.days) <= now:
        return shortest
    return None
