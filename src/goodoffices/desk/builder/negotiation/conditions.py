"""A condition over values: in words with what it rules out, and the field for one more."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goodoffices.desk.builder.controls import (
    Composer,
    Line,
    button_fault,
    composer_of,
    field_of,
    removing,
)
from goodoffices.desk.builder.negotiation.fields import MOST_LISTED
from goodoffices.desk.questions import Choice
from goodoffices.errors import InputError
from goodoffices.settlement.condition_words import JOINERS, in_words, ruled_out
from goodoffices.settlement.exact import counted

if TYPE_CHECKING:
    from goodoffices.desk.builder.grounds import Rests
    from goodoffices.desk.builder.state import State
    from goodoffices.settlement.draft import Draft

__all__ = ["composer", "condition"]


def condition(state: State[Draft], rests: Rests, name: str, text: str) -> Line:
    issues = state.draft.issues
    counts, fault = "", ""
    try:
        number = ruled_out(text, issues)
    except InputError as error:
        fault = str(error)
    else:
        if number is not None:
            of = counted(math.prod(len(issue.values) for issue in issues))
            counts = _("rules out %(number)s of %(all)s") % {"number": counted(number), "all": of}
    kind = name.partition(".")[0]
    buttons = [removing(state, name, text)]
    if kind == "constraints":
        buttons.append(rests.button(state, f"constraints.{text}", text))
    return Line(
        field=field_of(state, name, text),
        label=_("Condition %(number)d") % {"number": int(name.rpartition(".")[2]) + 1},
        rank="",
        words=in_words(text, issues),
        counted=counts,
        fault=button_fault(state, buttons) or fault,
        buttons=tuple(buttons),
        rests=rests.about(f"{kind}.{text}"),
    )


def composer(state: State[Draft], key: str, label: str) -> Composer:
    issues = state.draft.issues
    owned = tuple(
        (
            issue.name,
            tuple(
                Choice(f"{issue.id}:{k}", issue.label(k), False) for k in range(len(issue.values))
            ),
        )
        for issue in issues
        if len(issue.values) <= MOST_LISTED
    )
    return composer_of(
        state,
        key,
        label,
        lambda text: in_words(text, issues),
        tuple(Choice(sign, words, False) for sign, words in JOINERS.items()),
        owned,
        (_("choose a value"), _("holds"), _("does not hold")),
    )
