"""The export register: who took a copy away or was sent one, when and how; whose a text is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may, may
from goodoffices.brief.watermark import hidden_mark, marks_in, watermarked
from goodoffices.record.audiences import LEAD_ALONE
from goodoffices.saying import say
from goodoffices.service.brief import AS_SEEN, Order, brief_of, meant_for
from goodoffices.service.cases import label_of
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre
from goodoffices.store.models import Seat

if TYPE_CHECKING:
    from goodoffices.brief.document import Brief
    from goodoffices.service.at import At

__all__ = [
    "Exported",
    "copies",
    "copy_line",
    "copy_of_brief",
    "last_taken",
    "mark_of_copy",
    "whose_copy",
]


@dataclass(frozen=True, slots=True)
class Exported:
    """A copy that left the desk: its number, whose it is and of which seat, when and how."""

    number: str
    name: str
    seat: str
    form: str
    when: datetime
    sent_by: str = ""
    """Who sent it by mail; empty where it was taken away by hand."""


@transaction.atomic
def copy_of_brief(at: At, form: str, order: Order = AS_SEEN, sender: At | None = None) -> Brief:
    """The brief of this seat as a copy of its own: entered in the register, and marked.

    In a preview nothing leaves for that seat, so nothing is entered; the brief says so.
    """
    composed = brief_of(at, order)
    readers = _readers(at, order.audience)
    number, line = _entered(at, form, composed.reader, sender, readers)
    return watermarked(composed, number, line)


@transaction.atomic
def mark_of_copy(at: At, form: str, sender: At) -> tuple[str, str]:
    """Enter a copy of an entry that is sent to this seat: the mark in its words, and its line."""
    number, line = _entered(at, form, label_of(at.frame, at.viewer), sender)
    return hidden_mark(number), line


@transaction.atomic
def copy_line(at: At, form: str) -> str:
    """Enter a copy that this seat takes away in the register; the line that says whose it is."""
    return _entered(at, form, label_of(at.frame, at.viewer))[1]


def _readers(at: At, audience: str) -> str:
    """The key of those for whom a brief is made."""
    return audience or meant_for(at).key


def last_taken(at: At, audience: str = "") -> date | None:
    """The day on which a brief for the same readers was last taken away, as the register has it.

    The register is the lead mediator's: another seat has no such day, and None.
    """
    if not may(at.viewer, Action.MANAGE):
        return None
    readers = _readers(at, audience)
    told = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.EXPORT)
    days = [one.entered.date() for one in told if one.payload.get("brief") == readers]
    return max(days, default=None)


def _entered(
    at: At, form: str, reader: str, sender: At | None = None, brief: str = ""
) -> tuple[str, str]:
    """The number of the copy, and the line on it.

    `sender` is set where another seat sent it, `brief` to the readers for whom a brief is made.
    """
    if at.viewer.preview:
        return "0" * 8, say("{reader}; a preview by the lead mediator", reader=reader)
    now = at.world.clock()
    copy_id = at.world.new_id()
    number = copy_id[:8]
    name = _handle(at.seat)
    payload = {"number": number, "name": name, "seat": at.seat, "form": form}
    if brief:
        payload["brief"] = brief
    if sender is not None:
        payload["sent_by"] = _handle(sender.seat)
    append(
        at.case_id,
        NewEntry(
            Genre.EXPORT,
            LEAD_ALONE,
            {**payload, "label": reader},
            now,
            (sender or at).seat,
            id=copy_id,
        ),
        at.world.keys,
        at.world.new_id,
    )
    line = say(
        "{reader} ({name}); copy {number}, taken on {day} at {time} UTC",
        reader=reader,
        name=name or label_of(at.frame, at.viewer),
        number=number,
        day=now.date().isoformat(),
        time=f"{now:%H:%M}",
    )
    return number, line


def _handle(seat_id: str) -> str:
    seat = Seat.objects.filter(id=seat_id).select_related("person").first()
    return seat.person.handle if seat else ""


def copies(at: At) -> tuple[Exported, ...]:
    """The register, newest first; for the lead mediator."""
    check_may(at.viewer, Action.MANAGE)
    told = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.EXPORT)
    return tuple(
        Exported(
            e.payload["number"],
            e.payload["name"],
            e.payload["label"],
            e.payload["form"],
            e.entered,
            e.payload.get("sent_by", ""),
        )
        for e in reversed(told)
    )


def whose_copy(at: At, text: str) -> tuple[Exported, ...]:
    """The copies from which a text was taken, by the marks that it carries."""
    found = set(marks_in(text))
    return tuple(one for one in copies(at) if one.number in found)
