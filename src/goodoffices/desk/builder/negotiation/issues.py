"""What it is about, and between whom: issues with their values, and parties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goodoffices.desk.builder.controls import (
    Button,
    Field,
    RestLink,
    button_fault,
    button_of,
    field_of,
    moving,
    removing,
)
from goodoffices.desk.builder.negotiation.links import form_in_words
from goodoffices.desk.builder.state import NEW
from goodoffices.settlement.editing_issues import values_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.desk.builder.grounds import Rests
    from goodoffices.desk.builder.state import State
    from goodoffices.settlement.draft import Draft
    from goodoffices.settlement.issues import Issue

__all__ = ["IssuesPart", "issues_part"]


@dataclass(frozen=True, slots=True)
class IssueBlock:
    id: str
    name: str
    field: Field
    values: Field | None
    """One value a line; None where they come from a range."""
    rows: int
    span: tuple[tuple[str, Field], ...]
    buttons: tuple[Button, ...]
    fault: str
    rests: tuple[RestLink, ...]


@dataclass(frozen=True, slots=True)
class PartyRow:
    id: str
    field: Field
    note: str
    buttons: tuple[Button, ...]
    fault: str
    rests: tuple[RestLink, ...]


@dataclass(frozen=True, slots=True)
class IssuesPart:
    cited: Field
    issues: tuple[IssueBlock, ...]
    parties: tuple[PartyRow, ...]
    new: Field
    new_id: Field
    new_values: Field
    new_span: tuple[tuple[str, Field], ...]
    sides: tuple[Button, ...]
    """The sides of the case that are not in the model yet."""
    new_party: Field
    new_party_id: Field
    other: tuple[RestLink, ...]


def _span_names() -> dict[str, str]:
    return {"from": _("from"), "to": _("to"), "step": _("in steps of")}


def issues_part(state: State[Draft], rests: Rests, sides: Sequence[tuple[str, str]]) -> IssuesPart:
    draft = state.draft
    issues = draft.issues
    new = f"{NEW}.issue"
    return IssuesPart(
        cited=field_of(state, "cited", draft.source),
        issues=tuple(
            _issue_block(state, rests, issue, place, len(issues) - 1)
            for place, issue in enumerate(issues)
        ),
        parties=tuple(
            _party_row(state, rests, str(table["id"]), place)
            for place, table in enumerate(draft.parties)
        ),
        new=field_of(state, new, ""),
        new_id=field_of(state, f"{new}.id", ""),
        new_values=field_of(state, f"{new}.values", ""),
        new_span=tuple(
            (words, field_of(state, f"{new}.{key}", "")) for key, words in _span_names().items()
        ),
        sides=tuple(
            button_of(state, f"side:{own}:{name}", name, _("Add %(name)s") % {"name": name})
            for own, name in sides
            if own not in {table["id"] for table in draft.parties}
        ),
        new_party=field_of(state, f"{NEW}.party", ""),
        new_party_id=field_of(state, f"{NEW}.party.id", ""),
        other=rests.elsewhere(),
    )


def _issue_block(
    state: State[Draft], rests: Rests, issue: Issue, place: int, last: int
) -> IssueBlock:
    buttons = (
        *moving(state, "issue", issue.id, issue.name, place, last),
        removing(state, f"issue.{issue.id}", issue.name),
        rests.button(state, f"issues.{issue.id}", issue.name),
    )
    span = state.draft.span(issue.id)
    return IssueBlock(
        id=issue.id,
        name=issue.name,
        field=field_of(state, f"issue.{issue.id}", issue.name),
        values=field_of(state, f"values.{issue.id}", values_in_words(issue))
        if span is None
        else None,
        rows=min(len(issue.values) + 1, 12),
        span=tuple(
            (words, field_of(state, f"{key}.{issue.id}", value))
            for (key, words), value in zip(_span_names().items(), span or (), strict=False)
        ),
        buttons=buttons,
        fault=button_fault(state, buttons),
        rests=rests.about(f"issues.{issue.id}"),
    )


def _party_row(state: State[Draft], rests: Rests, own: str, place: int) -> PartyRow:
    draft = state.draft
    name = draft.name_of(own)
    buttons = (
        *moving(state, "party", own, name, place, len(draft.parties) - 1),
        removing(state, f"party.{own}", name),
        rests.button(state, f"parties.{own}", name),
    )
    return PartyRow(
        own,
        field_of(state, f"party.{own}", name),
        form_in_words(draft, own),
        buttons,
        button_fault(state, buttons),
        rests.about(f"parties.{own}"),
    )
