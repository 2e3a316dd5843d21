"""The forms of the mediator's tools: a briefing to be given, a declaration, a pin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodoffices.desk.choices import facing
from goodoffices.desk.forms.offered import offer
from goodoffices.record.declarations import DeclarationKind
from goodoffices.record.fundamentals import Fundamental

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.desk.badges import AudienceChoice

__all__ = [
    "DECLARATION_KINDS",
    "FUNDAMENTALS",
    "BriefingForm",
    "BriefingRevision",
    "DeclarationForm",
    "PinForm",
]

Choices = list[tuple[str, str]]
_SHORT = 400
_DAY = _("As in 2022-02-27.")
DECLARATION_KINDS = {
    DeclarationKind.TIE: _("a tie with a side"),
    DeclarationKind.LEVERAGE: _("leverage toward a side"),
    DeclarationKind.INTEREST: _("an interest of one’s own"),
}
FUNDAMENTALS = {
    Fundamental.PREPAREDNESS: _("Preparedness"),
    Fundamental.CONSENT: _("Consent"),
    Fundamental.IMPARTIALITY: _("Impartiality"),
    Fundamental.INCLUSIVITY: _("Inclusivity"),
    Fundamental.NATIONAL_OWNERSHIP: _("National ownership"),
    Fundamental.INTERNATIONAL_LAW: _("International law and normative frameworks"),
    Fundamental.COHERENCE: _("Coherence, coordination and complementarity"),
    Fundamental.QUALITY_AGREEMENTS: _("Quality peace agreements"),
}


def _day(label: Any, help_text: Any = _DAY) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


def _words(label: Any, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=_SHORT, strip=True
    )


class BriefingRevision(forms.Form):
    """What a revision may change: contact, recipient and readers stay."""

    by = _words(_("By whom"), _("Who gives the briefing, if that is settled."))
    due = _day(_("Not later than"))
    embargo = _words(
        _("Under which embargo"), _("What may not be done with it yet; empty if nothing is held.")
    )
    embargo_until = _day(
        _("The embargo is lifted on"), _("Left empty, it holds until a day is given here.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("embargo_until") and not cleaned.get("embargo"):
            self.add_error("embargo", _("An embargo that ends says what it forbids."))
        return cleaned


class BriefingForm(BriefingRevision):
    contact = forms.ChoiceField(label=_("On which contact"))
    who = _words(
        _("Who is to be briefed"), _("A side of the case, or another body."), required=True
    )
    moment = forms.ChoiceField(
        label=_("When"),
        choices=[("before", _("before the contact")), ("after", _("after the contact"))],
    )
    audience = forms.ChoiceField(label=_("For whom this plan is"))

    def __init__(
        self,
        data: Any,
        contacts: Choices,
        audiences: Sequence[AudienceChoice],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial=initial)
        offer(self, "contact", contacts)
        self.fields["contact"].widget.attrs.update(facing(contacts))
        offer(self, "audience", [(a.key, a.words) for a in audiences])


class DeclarationForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is declared"), choices=[(str(k), v) for k, v in DECLARATION_KINDS.items()]
    )
    words = forms.CharField(
        label=_("In words"), max_length=4_000, widget=forms.Textarea({"rows": 3})
    )
    about = forms.ChoiceField(label=_("Which side it concerns"), required=False)
    by = _words(_("Whose it is"), _("Left empty: of the mediator as such."))
    since = _day(_("Since"))
    rests_on = forms.MultipleChoiceField(
        label=_("It rests on these acts"),
        required=False,
        help_text=_("Acts of the record that show it."),
    )
    audience = forms.ChoiceField(label=_("For whom"))

    def __init__(
        self,
        data: Any,
        sides: Choices,
        acts: Choices,
        audiences: Sequence[AudienceChoice],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial=initial)
        offer(self, "about", [("", gettext("none in particular")), *sides])
        offer(self, "rests_on", acts)
        offer(self, "audience", [(a.key, a.words) for a in audiences])
        self.fields["rests_on"].widget.attrs.update(facing(acts))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        concerns_a_side = cleaned.get("kind") in {"tie", "leverage"}
        if concerns_a_side and not cleaned.get("about"):
            self.add_error("about", _("A tie and leverage are with one side: choose it."))
        return cleaned


class PinForm(forms.Form):
    act = forms.ChoiceField(label=_("Which act"))
    fundamental = forms.ChoiceField(
        label=_("Under which fundamental"), choices=[(str(k), v) for k, v in FUNDAMENTALS.items()]
    )
    why = _words(_("Why"), _("A word on what it shows."))

    def __init__(self, data: Any, acts: Choices, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        offer(self, "act", acts)
        self.fields["act"].widget.attrs.update(facing(acts))
