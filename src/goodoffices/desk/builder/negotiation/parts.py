"""The parts of a negotiation that is built: issues and sides, conditions, preferences."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.desk.builder.controls import (
    Button,
    Composer,
    Field,
    Line,
    RestLink,
    button_fault,
    button_of,
    composer_of,
    field_of,
    moving,
)
from goodoffices.desk.builder.flow import PartLink
from goodoffices.desk.builder.negotiation.fields import MOST_LISTED, by_line
from goodoffices.desk.builder.negotiation.places import ISSUES, PARTY, TOGETHER
from goodoffices.desk.builder.state import NEW
from goodoffices.desk.questions import Choice
from goodoffices.errors import InputError
from goodoffices.settlement.condition_words import JOINERS, in_words, ruled_out
from goodoffices.settlement.draft import OTHER, POINTS, RANKS
from goodoffices.settlement.editing_issues import values_in_words
from goodoffices.settlement.exact import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.desk.builder.grounds import Rests
    from goodoffices.desk.builder.state import State
    from goodoffices.settlement.draft import Draft
    from goodoffices.settlement.issues import Issue

__all__ = [
    "IssuesPart",
    "PartyPart",
    "RedLines",
    "TogetherPart",
    "issues_part",
    "part_links",
    "party_part",
    "red_lines",
    "scored",
    "together_part",
]

_MOST_SCORED = 260
"""With more values in all, scores are changed in the text: the page would be too long."""


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


def part_links(state: State[Draft]) -> tuple[PartLink, ...]:
    draft = state.draft
    parts = [
        (ISSUES, _("What it is about, and between whom"), str(len(draft.issues))),
        (TOGETHER, _("What cannot be together"), str(len(draft.constraints))),
    ]
    for table in draft.parties:
        own = str(table["id"])
        name = _("Preferences of %(party)s") % {"party": draft.name_of(own)}
        parts.append((f"{PARTY}.{own}", name, _note(draft, own)))
    return tuple(PartLink(value, name, note, value == state.part) for value, name, note in parts)


def _note(draft: Draft, own: str) -> str:
    table = draft.party(own)
    if not {"weights", "weight_ranks", "utilities", "utility"} & table.keys():
        return _("not yet")
    return {POINTS: _("points"), RANKS: _("ranks"), OTHER: _("own form")}[draft.form(own)]


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
        button_of(
            state, f"remove:issue.{issue.id}", "×", _("Remove %(name)s") % {"name": issue.name}
        ),
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
        button_of(state, f"remove:party.{own}", "×", _("Remove %(name)s") % {"name": name}),
        rests.button(state, f"parties.{own}", name),
    )
    return PartyRow(
        own,
        field_of(state, f"party.{own}", name),
        _note(draft, own),
        buttons,
        button_fault(state, buttons),
        rests.about(f"parties.{own}"),
    )


def together_part(state: State[Draft], rests: Rests) -> TogetherPart:
    draft = state.draft
    today = draft.today
    lines = tuple(
        _condition(state, rests, f"constraints.{number}", text)
        for number, text in enumerate(draft.constraints)
    )
    return TogetherPart(
        lines=lines,
        composer=_composer(
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


def _condition(state: State[Draft], rests: Rests, name: str, text: str) -> Line:
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
    buttons = [button_of(state, f"remove:{name}", "×", _("Remove %(name)s") % {"name": text})]
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


def _composer(state: State[Draft], key: str, label: str) -> Composer:
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
    joiners = {"->": _("then"), "&": _("and"), "|": _("or")}
    return composer_of(
        state,
        key,
        label,
        lambda text: in_words(text, issues),
        tuple(Choice(sign, joiners[sign], False) for sign in JOINERS),
        owned,
        (_("choose a value"), _("holds"), _("does not hold")),
    )


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
        _condition(state, rests, f"red.{number}", text)
        for number, text in enumerate(state.draft.red_lines(state.subject))
    )
    return RedLines(lines, _composer(state, "red", label))


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
    return ", ".join(parts)
