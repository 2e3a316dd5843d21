"""Forms of an agreement: putting it together, an obligation, a signature, what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodoffices.agreement import Fact, Obligation, Told
from goodoffices.agreement.signing import Foresee, Oblige, Sign, Tell
from goodoffices.desk.forms.for_audience import ForAudienceForm
from goodoffices.desk.forms.offered import offer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms.boundfield import BoundField

    from goodoffices.conflict import Conflict
    from goodoffices.desk.badges import AudienceChoice

__all__ = [
    "NewAgreementForm",
    "ObligationForm",
    "OutcomeForm",
    "SignForm",
    "TellForm",
    "options_named",
]

_LONGEST_TITLE, _LONG, _SHORT = 120, 2_000, 400
_DAY = _("As in 2022-02-27.")
_AND = " & "
_DONE = (("", _("left open")), ("yes", _("is done")), ("no", _("is not done")))
_FACTS = (
    (Fact.PERFORMED.value, _("It was performed")),
    (Fact.PARTLY.value, _("It was performed in part")),
    (Fact.VIOLATED.value, _("It was violated")),
)


class NewAgreementForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=_LONGEST_TITLE)
    proposals = forms.MultipleChoiceField(
        label=_("Proposals that all accepted"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    texts = forms.MultipleChoiceField(
        label=_("Texts that all agreed"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: Any = None,
        *,
        proposals: Sequence[tuple[str, str]],
        texts: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        offer(self, "proposals", proposals)
        offer(self, "texts", texts)


class ObligationForm(forms.Form):
    term = forms.ChoiceField(label=_("The term it rests on"))
    who = forms.ChoiceField(label=_("Who owes it"))
    what = forms.CharField(
        label=_("What is to be done"), max_length=_LONG, widget=forms.Textarea({"rows": 2})
    )
    due = forms.DateField(
        label=_("By when"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=_("Empty: from the beginning on."),
    )
    guarantor = forms.CharField(label=_("Who guarantees it"), required=False, max_length=_SHORT)
    verification = forms.CharField(label=_("How it is verified"), required=False, max_length=_SHORT)

    def __init__(
        self,
        data: Any = None,
        *,
        terms: Sequence[tuple[str, str]],
        parties: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        offer(self, "term", terms)
        offer(self, "who", parties)

    def event(self, new_id: str) -> Oblige:
        typed = self.cleaned_data
        names = ("term", "who", "what", "due", "guarantor", "verification")
        return Oblige(Obligation(new_id, **{name: typed[name] for name in names}))


def options_named(model: Conflict, outcome: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The options that an outcome, as the form below writes it, says are done and not done.

    One that the model no longer has goes by its id.
    """
    names = {option.id: option.name for option in model.options}
    said = [one for one in outcome.split(_AND) if one]
    done = tuple(names.get(one, one) for one in said if not one.startswith("!"))
    return done, tuple(names.get(one[1:], one[1:]) for one in said if one.startswith("!"))


class OutcomeForm(forms.Form):
    """What an agreement comes to in a model: each option done, not done, or left open.

    A model whose states are known by their names only offers these.
    """

    def __init__(self, data: Any = None, *, model: Conflict, outcome: str) -> None:
        super().__init__(data, prefix="o")
        self._model = model
        self.labels = model.states.labels
        if self.labels is not None:
            states = [("", _("none")), *((one, one) for one in self.labels)]
            self.fields["state"] = forms.ChoiceField(
                label=_("State"), choices=states, required=False, initial=outcome
            )
            return
        said = set(outcome.split(_AND))
        for option in model.options:
            initial = "yes" if option.id in said else "no" if f"!{option.id}" in said else ""
            self.fields[option.id] = forms.ChoiceField(
                label=option.name, choices=_DONE, required=False, initial=initial
            )

    @property
    def owned(self) -> tuple[tuple[str, tuple[BoundField, ...]], ...]:
        """The fields by decision maker."""
        if self.labels is not None:
            return (("", (self["state"],)),)
        return tuple(
            (maker.name, tuple(self[option.id] for option in maker.options))
            for maker in self._model.decision_makers
            if maker.options
        )

    def event(self) -> Foresee:
        typed = self.cleaned_data
        if self.labels is not None:
            return Foresee(typed["state"])
        marks = {"yes": "", "no": "!"}
        return Foresee(_AND.join(f"{marks[how]}{name}" for name, how in typed.items() if how))


class SignForm(forms.Form):
    names = forms.CharField(
        label=_("Who signs, one name a line"),
        max_length=_LONG,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )

    def event(self, check: str) -> Sign:
        lines = self.cleaned_data["names"].splitlines()
        return Sign(check, tuple(line.strip() for line in lines if line.strip()))


class TellForm(ForAudienceForm):
    obligation = forms.ChoiceField(label=_("Obligation"))
    fact = forms.ChoiceField(label=_("What happened"), choices=_FACTS)
    on = forms.DateField(
        label=_("On"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=_DAY,
    )
    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=_LONG,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        obligations: Sequence[tuple[str, str]],
        audiences: Sequence[AudienceChoice],
    ) -> None:
        super().__init__(data, audiences=audiences, auto_id="tell_%s")
        offer(self, "obligation", obligations)

    def event(self, by: str) -> Tell:
        typed = self.cleaned_data
        told = Told(typed["obligation"], Fact(typed["fact"]), typed["on"], by, typed["words"])
        return Tell(told, self.audience_chosen)
