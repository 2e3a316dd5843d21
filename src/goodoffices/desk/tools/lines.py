"""Acts as one line of a list, and sides, days and readings in the words of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goodoffices.desk.acts import act_address
from goodoffices.desk.badges import Badge, badges
from goodoffices.record.date_words import day_in_words, in_words
from goodoffices.record.phrases import KIND_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from goodoffices.record.acts import Act
    from goodoffices.service.at import At
    from goodoffices.service.record import RecordView

__all__ = ["ActLine", "Acts", "act_line", "day_words"]


@dataclass(frozen=True, slots=True)
class ActLine:
    address: str
    title: str
    kind: str
    when: str
    contested: bool
    badges: tuple[Badge, ...]


def act_line(at: At, act: Act) -> ActLine:
    return ActLine(
        address=act_address(at, act.id),
        title=act.title,
        kind=KIND_NAMES[act.kind],
        when=in_words(act.happened) if act.happened else _("date not known"),
        contested=bool(act.contested),
        badges=badges(at, act.audiences),
    )


def day_words(day: date | None) -> str:
    return day_in_words(day) if day else _("date not known")


class Acts:
    """The acts of a record by their ids, as lines; those that are not there are left out."""

    def __init__(self, at: At, record: RecordView) -> None:
        self._at = at
        self._acts = {act.id: act for act in (*record.beside, *record.acts)}

    def __getitem__(self, act_id: str) -> ActLine:
        return act_line(self._at, self._acts[act_id])

    def lines(self, ids: Iterable[str]) -> tuple[ActLine, ...]:
        return tuple(self[one] for one in ids if one in self._acts)

    def title(self, act_id: str) -> str:
        return self._acts[act_id].title
