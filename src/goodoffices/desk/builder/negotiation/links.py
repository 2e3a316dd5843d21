"""The parts of the builder of a negotiation, as links, and how much is there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.desk.builder.flow import PartLink
from goodoffices.desk.builder.negotiation.places import ISSUES, PARTY, TOGETHER
from goodoffices.saying import listed
from goodoffices.settlement.draft import OTHER, POINTS, RANKS
from goodoffices.settlement.exact import counted

if TYPE_CHECKING:
    from goodoffices.desk.builder.state import State
    from goodoffices.settlement.draft import Draft

__all__ = ["form_in_words", "part_links", "summary_words"]


def part_links(state: State[Draft]) -> tuple[PartLink, ...]:
    draft = state.draft
    parts = [
        (ISSUES, _("What it is about, and between whom"), str(len(draft.issues))),
        (TOGETHER, _("What cannot be together"), str(len(draft.constraints))),
    ]
    for table in draft.parties:
        own = str(table["id"])
        name = _("Preferences of %(party)s") % {"party": draft.name_of(own)}
        parts.append((f"{PARTY}.{own}", name, form_in_words(draft, own)))
    return tuple(PartLink(value, name, note, value == state.part) for value, name, note in parts)


def form_in_words(draft: Draft, own: str) -> str:
    table = draft.party(own)
    if not {"weights", "weight_ranks", "utilities", "utility"} & table.keys():
        return _("not yet")
    return {POINTS: _("points"), RANKS: _("ranks"), OTHER: _("own form")}[draft.form(own)]


def summary_words(draft: Draft) -> str:
    """`3 issues, 2 sides: 24 packages`; empty where there is nothing yet."""
    if not draft.issues and not draft.parties:
        return ""
    issues, sides = len(draft.issues), len(draft.parties)
    packages = math.prod(len(issue.values) for issue in draft.issues) if issues else 0
    parts = [
        ngettext("%(n)d issue", "%(n)d issues", issues) % {"n": issues},
        ngettext("%(n)d side", "%(n)d sides", sides) % {"n": sides},
        ngettext("%(n)s package", "%(n)s packages", packages) % {"n": counted(packages)},
    ]
    return listed(parts)
