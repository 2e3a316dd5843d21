"""Forms of a session: its plan, a delegation, minutes."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from goodoffices.desk.forms.for_audience import ForAudienceForm
from goodoffices.talks.sessions import Delegation, Plan
from goodoffices.talks.sessions.events import Name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.desk.badges import AudienceChoice
    from goodoffices.record.frame import Side

__all__ = ["MinutesForm", "NameForm", "PlanForm", "typed_from"]

_SHORT, _LONG, _MOST_ROUNDS = 200, 20_000, 999


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class PlanForm(forms.Form):
    round = forms.IntegerField(label=_("Round"), min_value=1, max_value=_MOST_ROUNDS, initial=1)
    begins = forms.DateTimeField(
        label=_("Begins (UTC)"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )
    parties = forms.MultipleChoiceField(
        label=_("Who is invited"), widget=forms.CheckboxSelectMultiple
    )
    venue = forms.CharField(label=_("Venue"), required=False, max_length=_SHORT)
    online = forms.CharField(
        label=_("Or online, at"),
        required=False,
        max_length=_SHORT,
        help_text=_("An address or how to join; shown to those invited alone."),
    )
    agenda = forms.CharField(
        label=_("Agenda, one point a line"),
        required=False,
        max_length=_LONG,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )

    def __init__(
        self, data: Any = None, *, sides: Sequence[Side], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        choices = [(side.id, side.name) for side in sides]
        cast("forms.MultipleChoiceField", self.fields["parties"]).choices = choices

    def plan(self) -> Plan:
        typed = self.cleaned_data
        return Plan(
            typed["round"],
            typed["begins"].replace(tzinfo=UTC),
            tuple(typed["parties"]),
            _lines(typed["agenda"]),
            typed["venue"].strip(),
            typed["online"].strip(),
        )


def typed_from(plan: Plan) -> dict[str, Any]:
    """The plan as it would be typed."""
    return {
        "round": plan.round,
        "begins": plan.begins,
        "parties": list(plan.parties),
        "venue": plan.venue,
        "online": plan.online,
        "agenda": "\n".join(plan.agenda),
    }


class NameForm(forms.Form):
    names = forms.CharField(
        label=_("Who comes, one name a line"),
        max_length=_LONG,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )

    def event(self, party: str) -> Name:
        return Name(Delegation(party, _lines(self.cleaned_data["names"])))


class MinutesForm(ForAudienceForm):
    words = forms.CharField(
        label=_("Minutes"),
        max_length=_LONG,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
    )

    def __init__(
        self, data: Any = None, *, audiences: Sequence[AudienceChoice], every: str = ""
    ) -> None:
        super().__init__(data, audiences=audiences)
        if every:
            choice = cast("forms.ChoiceField", self.fields["audience"])
            choice.choices = [*cast("list[tuple[str, str]]", choice.choices), ("every", every)]
