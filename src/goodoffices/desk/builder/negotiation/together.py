"""What cannot be together, and the package that is in force today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goodoffices.desk.builder.controls import (
    Composer,
    Line,
    RestLink,
)
from goodoffices.desk.builder.negotiation.conditions import composer, condition
from goodoffices.desk.questions import Choice

if TYPE_CHECKING:
    from goodoffices.desk.builder.grounds import Rests
    from goodoffices.desk.builder.state import State
    from goodoffices.settlement.draft import Draft
    from goodoffices.settlement.issues import Issue

__all__ = ["TogetherPart", "together_part"]


@dataclass(frozen=True, slots=True)
class TodayRow:
    id: str
    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TogetherPart:
    lines: tuple[Line, ...]
    composer: Composer
    can: bool
    today: tuple[Choice, ...]
    rows: tuple[TodayRow, ...]
    rests: tuple[RestLink, ...]


def together_part(state: State[Draft], rests: Rests) -> TogetherPart:
    draft = state.draft
    today = draft.today
    lines = tuple(
        condition(state, rests, f"constraints.{number}", text)
        for number, text in enumerate(draft.constraints)
    )
    return TogetherPart(
        lines=lines,
        composer=composer(
            state, "constraints", _("One more condition that every package must meet")
        ),
        can=bool(draft.issues),
        today=(
            Choice("unknown", _("is not named"), today is None),
            Choice("named", _("is this"), today is not None),
        ),
        rows=tuple(
            TodayRow(issue.id, issue.name, _values(issue, today and today.get(issue.id)))
            for issue in draft.issues
        ),
        rests=rests.about("constraints"),
    )


def _values(issue: Issue, chosen: object) -> tuple[Choice, ...]:
    place = 0 if chosen is None else issue.position(chosen, "")
    return tuple(Choice(str(k), issue.label(k), k == place) for k in range(len(issue.values)))
