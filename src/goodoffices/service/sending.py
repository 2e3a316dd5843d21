"""Sending an entry or the brief by mail: to one's own address, or to members who may see it.

Whoever is sent something gets what their own seat sees and no more, at the address that they gave
themselves; nobody types an address. How much of it the mail holds is a rule of the case.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from goodoffices.access.acting import Action, may
from goodoffices.access.decisions import may_read, may_see
from goodoffices.access.viewers import SeatKind, reader_of
from goodoffices.errors import InputError, LimitError
from goodoffices.record.audiences import JOINT
from goodoffices.record.rules import MailCap, MailHolds
from goodoffices.saying import say
from goodoffices.service.at import At
from goodoffices.service.attempts import too_often
from goodoffices.service.cases import nothing_here, place_of_seat_id
from goodoffices.service.contributors import contributors
from goodoffices.service.exports import copy_of_brief, mark_of_copy
from goodoffices.service.readable import Readable, readable
from goodoffices.service.rules import rules_of
from goodoffices.store.models import Notices

if TYPE_CHECKING:
    from collections.abc import Collection

    from goodoffices.access.viewers import Viewer
    from goodoffices.brief.document import Brief
    from goodoffices.service.brief import Order

__all__ = ["Addressee", "Errand", "SentEntry", "addressees", "brief_sent", "entry_sent", "errands"]

_MOST, _WITHIN = 60, timedelta(minutes=5)
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Addressee:
    """A seat that may be sent something, in words for the one who sends it."""

    seat: str
    words: str
    is_oneself: bool


@dataclass(frozen=True, slots=True)
class Errand:
    """One message to one person. `place` is theirs, `sender` the seat that sends it."""

    place: At
    sender: At
    address: str
    language: str
    """Of the person; empty where they never chose one."""
    holds: MailHolds

    @property
    def by(self) -> str:
        """Who sends it, as far as the one who gets it may know."""
        return contributors(self.place)[self.sender.seat]


@dataclass(frozen=True, slots=True)
class SentEntry:
    """The words of an entry as a copy of its own: with its mark, and the line that says whose."""

    title: str
    text: str
    line: str


def addressees(at: At, one: Readable | None = None) -> tuple[Addressee, ...]:
    """Who may be sent this entry (the brief, where there is none) from this seat, oneself first.

    Each has given an address. Others are named to those only who write for readers outside the
    team, as far as they want mail, and by the audience of the entry: to whom it was granted one by
    one the lead mediator alone knows.
    """
    if rules_of(at).mail is MailCap.NONE:
        return ()
    others = bool(may(at.viewer, Action.TELL)) and not at.viewer.preview
    rows = Notices.objects.filter(seat__case_id=at.case_id, seat__left=None).exclude(address="")
    if not others:
        rows = rows.filter(seat_id=at.seat)
    names, found = contributors(at), []
    for row in rows.select_related("seat__case").order_by("seat__kind", "seat__side", "seat_id"):
        viewer, is_oneself = place_of_seat_id(at.world, row.seat).viewer, row.seat_id == at.seat
        if not is_oneself and (row.how == MailCap.NONE or not _is_known_to_read(at, viewer, one)):
            continue
        words = say("yourself") if is_oneself else names[row.seat_id]
        found.append(Addressee(row.seat_id, words, is_oneself))
    return tuple(sorted(found, key=lambda a: not a.is_oneself))


def _is_known_to_read(at: At, reader: Viewer, one: Readable | None) -> bool:
    if reader.undeclared:
        return False
    if one is None:
        return True
    if at.viewer.kind is SeatKind.LEAD:
        return bool(may_read(reader, one.id, one.audience))
    return bool(may_see(reader, one.audience))


def errands(at: At, seats: Collection[str], one: Readable | None = None) -> tuple[Errand, ...]:
    """What is to be carried to these seats. InputError where there is none of them, LimitError
    beyond sixty messages in five minutes, NotFoundError for a seat that may not be sent this.
    """
    if not at.seat or at.viewer.preview:
        raise nothing_here()
    if not seats:
        raise InputError(say("nobody is chosen"), where="to", remedy=say("Choose at least one"))
    if not set(seats) <= {a.seat for a in addressees(at, one)}:
        raise nothing_here()
    rows = Notices.objects.filter(seat_id__in=seats).select_related("seat__case", "seat__person")
    found, holds = [], rules_of(at).sending
    for row in rows.order_by("seat_id"):
        if too_often(at.world, f"mail {at.seat}", _MOST, _WITHIN):
            raise LimitError(say("that is too much mail at once"), remedy=say("Wait five minutes"))
        place = place_of_seat_id(at.world, row.seat)
        found.append(Errand(place, at, row.address, row.seat.person.language, holds))
    return tuple(found)


def entry_sent(errand: Errand, entry_id: str) -> SentEntry | None:
    """The entry as its reader sees it, entered in the export register; None where the rules of the
    case let no more than a link out, or it is longer than a letter.
    """
    one = readable(errand.place, entry_id)
    if errand.holds is MailHolds.LINK or len(one.words.text) > _LONGEST:
        return None
    if errand.holds is MailHolds.JOINT and not may_see(reader_of(JOINT), one.audience):
        return None
    mark, line = mark_of_copy(errand.place, "mail", errand.sender)
    return SentEntry(one.title + mark, one.words.text + mark, line)


def brief_sent(errand: Errand, form: str, order: Order) -> Brief | None:
    """The brief of the one who gets it, entered in the export register; None as for an entry."""
    if errand.holds is MailHolds.LINK:
        return None
    place = errand.place
    if errand.holds is MailHolds.JOINT:
        shared = replace(place.viewer, shared_with=reader_of(JOINT))
        place = replace(place, viewer=shared)
    return copy_of_brief(place, form, replace(order, audience=""), errand.sender)
