"""Changes to a text shown as redlines before they are made: by a form, or from a Word file.

The page carries the changes along as what they are, so that what is confirmed is what was shown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext as _

from goodoffices.access.acting import Room
from goodoffices.desk.badges import AudienceChoice, choice_of
from goodoffices.desk.clauses import name_of_clause, redlined
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.shell import shell_of
from goodoffices.errors import InputError
from goodoffices.record.accounts import Direction
from goodoffices.record.audiences import JOINT, TEAM
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.texts import direction_of
from goodoffices.saying import say
from goodoffices.talks import text
from goodoffices.talks.text import Piece
from goodoffices.talks.text.events import Add, Remark, Revise, Strike

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At
    from goodoffices.service.texts import SeenText
    from goodoffices.talks.text import Clause

__all__ = ["Shown", "confirmed", "look_at", "readers_of"]

_UNPROCESSABLE = 422
Change = Add | Remark | Revise | Strike
_CHANGES: dict[str, type[Change]] = {kind.name: kind for kind in (Add, Remark, Revise, Strike)}


@dataclass(frozen=True, slots=True)
class Shown:
    """One change: its redlines by language, and what the page carries along."""

    number: int
    heading: str
    note: str
    redlines: tuple[tuple[str, Direction, tuple[Piece, ...]], ...]
    carried: str


@dataclass(frozen=True, slots=True)
class LookPage(CasePage):
    template: ClassVar[str] = "talks/redline.html"

    title: str
    back: str
    changes: tuple[Shown, ...]
    chosen: bool
    """Whether each change is ticked or left out; a single one is simply made."""
    check: str
    tabled: bool
    notes: tuple[str, ...]
    audiences: tuple[AudienceChoice, ...]


def readers_of(at: At, seen: SeenText) -> tuple[AudienceChoice, ...]:
    """Who reads what is changed: all parties once the text is before them."""
    return (choice_of(at, JOINT if seen.view.tabled else TEAM),)


def look_at(
    request: HttpRequest,
    at: At,
    seen: SeenText,
    changes: tuple[Change, ...],
    *,
    back: str,
    chosen: bool,
    notes: tuple[str, ...] = (),
) -> HttpResponse:
    page = LookPage(
        shell=shell_of(request, at, Room.TALKS),
        title=seen.title,
        back=back,
        changes=tuple(_shown(seen, change, k) for k, change in enumerate(changes)),
        chosen=chosen,
        check=seen.check,
        tabled=seen.view.tabled,
        notes=notes,
        audiences=readers_of(at, seen),
    )
    return show(request, page)


def _shown(seen: SeenText, change: Change, number: int) -> Shown:
    view = seen.view
    numbers = {c.id: k for k, c in enumerate(view.standing, 1)}
    before = None if isinstance(change, Add) else view.clause(change.clause)
    match change:
        case Add():
            after = numbers.get(change.after)
            heading = (
                say("A new clause after clause {number}", number=after)
                if after
                else _("A new clause at the end")
            )
            pieces, note = redlined(view, None, change.version), ""
        case Remark():
            heading = say("A comment on clause {number}", number=numbers.get(change.clause, 0))
            language = view.authoritative
            pieces = ((language, direction_of(language), text.redline("", change.words)),)
            note = _("It becomes a comment for the mediator’s team alone.")
        case Revise():
            heading = name_of_clause(numbers.get(change.clause, 0))
            pieces = redlined(view, before.version if before else None, change.version)
            note = _falls(before)
        case Strike():
            heading = say("Clause {number} is struck", number=numbers.get(change.clause, 0))
            gone = before.version.wordings if before else ()
            pieces = tuple((w.language, w.direction, text.redline(w.text, "")) for w in gone)
            note = _falls(before)
    carried = json.dumps({"event": change.name, "data": to_plain(change)}, ensure_ascii=False)
    return Shown(number, heading, note, pieces, carried)


def _falls(clause: Clause | None) -> str:
    if clause is None or not (clause.brackets or clause.accepted):
        return ""
    return _("Brackets and acceptances of it fall; reservations stay.")


def confirmed(request: HttpRequest) -> tuple[Change, ...]:
    """The changes that were shown and are now taken; InputError for anything else."""
    taken = request.POST.getlist("take")
    if not taken:
        raise InputError(say("nothing was ticked"), remedy=say("Tick what is to be taken over"))
    return tuple(_read(request.POST.get(f"change.{number}", "")) for number in taken)


def _read(carried: str) -> Change:
    try:
        plain = json.loads(carried)
        kind, data = _CHANGES[plain["event"]], plain["data"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(say("the change did not come back as it was shown")) from None
    return from_plain(kind, data)
