"""The preferences of a party: a field for each number or rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goodoffices.desk.builder.controls import (
    Button,
    Field,
    button_of,
    field_of,
)
from goodoffices.desk.builder.negotiation.fields import by_line
from goodoffices.settlement.draft import OTHER, POINTS, RANKS

if TYPE_CHECKING:
    from goodoffices.desk.builder.state import State
    from goodoffices.settlement.draft import Draft
    from goodoffices.settlement.issues import Issue

__all__ = ["Scored", "scored"]

_MOST_SCORED = 260
"""With more values in all, scores are changed in the text: the page would be too long."""


@dataclass(frozen=True, slots=True)
class ScoreField:
    label: str
    field: Field


@dataclass(frozen=True, slots=True)
class IssueScores:
    """One issue as a party sees it: how much it matters, and what each value is worth."""

    name: str
    weight: Field
    scores: tuple[ScoreField, ...]
    is_line: bool
    kept: bool
    """Whether its scores are written in a way that is changed in the text only."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A party's preferences: a field for each number or rank."""

    other: bool
    ranked: bool
    turn: Button
    """Into the other form."""
    issues: tuple[IssueScores, ...]
    fallback: Field
    too_many: bool


def scored(state: State[Draft], own: str) -> Scored:
    """The fields of a party's preferences, in the form in which they are written."""
    draft = state.draft
    form = draft.form(own)
    count = sum(len(i.values) for i in draft.issues if not by_line(draft, i))
    too_many = count > _MOST_SCORED
    other = {POINTS: RANKS, RANKS: POINTS}.get(form, POINTS)
    says = _("Write them in ranks") if other == RANKS else _("Write them in points")
    return Scored(
        other=form == OTHER,
        ranked=form == RANKS,
        turn=button_of(state, f"form:{other}", says, says),
        issues=tuple(_scores(state, own, issue, form, too_many=too_many) for issue in draft.issues)
        if form != OTHER
        else (),
        fallback=field_of(state, "fallback", draft.reservation(own)),
        too_many=too_many,
    )


def _scores(
    state: State[Draft], own: str, issue: Issue, form: str, *, too_many: bool
) -> IssueScores:
    draft = state.draft
    name = f"weight.{issue.id}"
    if form == RANKS:
        weight = draft.weight_ranks(own).get(issue.id, "")
        row: tuple[str, ...] | None = draft.score_ranks(own, issue)
    else:
        weight, row = draft.weight(own, issue.id), draft.scores(own, issue)
    line = form != RANKS and by_line(draft, issue)
    fields: tuple[ScoreField, ...] = ()
    kept = too_many
    if line:
        ends = draft.ends(own, issue)
        kept = ends is None
        labels = (issue.label(0), issue.label(len(issue.values) - 1))
        fields = tuple(
            ScoreField(label, field_of(state, f"score.{issue.id}.{key}", value))
            for label, key, value in zip(labels, ("low", "high"), ends or (), strict=False)
        )
    elif row is None:
        kept = True
    elif not too_many:
        fields = tuple(
            ScoreField(issue.label(k), field_of(state, f"score.{issue.id}.{k}", value))
            for k, value in enumerate(row)
        )
    return IssueScores(issue.name, field_of(state, name, weight), fields, line, kept)
