"""One party: its preferences, its fallback and what it will not do without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goodoffices.desk.builder.controls import (
    Button,
    Composer,
    Line,
    RestLink,
)
from goodoffices.desk.builder.negotiation.conditions import composer, condition
from goodoffices.desk.builder.negotiation.scored import Scored, scored

if TYPE_CHECKING:
    from goodoffices.desk.builder.grounds import Rests
    from goodoffices.desk.builder.state import State
    from goodoffices.settlement.draft import Draft

__all__ = ["PartyPart", "RedLines", "party_part", "red_lines"]


@dataclass(frozen=True, slots=True)
class RedLines:
    """What a party will not do without, one line each, and the field for one more."""

    lines: tuple[Line, ...]
    composer: Composer


@dataclass(frozen=True, slots=True)
class PartyPart:
    id: str
    name: str
    scored: Scored
    red: RedLines
    rests: tuple[RestLink, ...]
    fallback_rests: tuple[RestLink, ...]
    buttons: tuple[Button, ...]


def party_part(state: State[Draft], rests: Rests) -> PartyPart:
    own = state.subject
    draft = state.draft
    name = draft.name_of(own)
    return PartyPart(
        id=own,
        name=name,
        scored=scored(state, own),
        red=red_lines(
            state,
            rests,
            _("One more condition that %(party)s will not do without") % {"party": name},
        ),
        rests=tuple(
            link
            for kind in ("", ".weights", ".scores")
            for link in rests.about(f"parties.{own}{kind}")
        ),
        fallback_rests=rests.about(f"parties.{own}.reservation"),
        buttons=(
            rests.button(state, f"parties.{own}.reservation", _("its fallback")),
            rests.button(state, f"parties.{own}.weights", _("how much issues matter to it")),
        ),
    )


def red_lines(state: State[Draft], rests: Rests, label: str) -> RedLines:
    """The red lines of the party that is shown; `label` names the field for one more."""
    lines = tuple(
        condition(state, rests, f"red.{number}", text)
        for number, text in enumerate(state.draft.red_lines(state.subject))
    )
    return RedLines(lines, composer(state, "red", label))
