"""Forms of talks: a proposal, to whom it goes and until when, an answer, a reply."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from goodoffices.record.texts import direction_of
from goodoffices.talks import shuttle
from goodoffices.talks.shuttle import AnswerKind
from goodoffices.talks.wording import MOST_CHARACTERS, Choice, Wording

if TYPE_CHECKING:
    from goodoffices.record.frame import Side

__all__ = ["AnswerForm", "OfferForm", "PrepareForm", "ReplyForm"]

_LONGEST_TITLE, _LONGEST_ANSWER = 120, 4_000
_KINDS = (
    (AnswerKind.YES.value, _("Yes, we accept it as it stands")),
    (AnswerKind.NO.value, _("No")),
    (AnswerKind.YES_IF.value, _("Yes, if …")),
    (AnswerKind.COUNTER.value, _("We propose instead …")),
    (AnswerKind.QUESTION.value, _("A question to the mediator first")),
)
_ANNOUNCED = (
    (shuttle.Announce.OUTCOME_ONLY.value, _("Only that there is no agreement")),
    (shuttle.Announce.WHO_ACCEPTED.value, _("Who accepted")),
)


class OfferForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=_LONGEST_TITLE)
    text = forms.CharField(
        label=_("What is proposed"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea({"rows": 8}),
    )
    language = forms.CharField(label=_("Language of the text"), max_length=35)

    def offer(self, package: tuple[Choice, ...] = ()) -> shuttle.Offer:
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        language = self.cleaned_data["language"].strip()
        wording = Wording(text, language, direction_of(language))
        return shuttle.Offer(wording, package, self.cleaned_data["title"])


class PrepareForm(forms.Form):
    to = forms.MultipleChoiceField(label=_("To whom"), widget=forms.CheckboxSelectMultiple)
    deadline = forms.DateTimeField(
        label=_("Answers until (UTC)"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )
    announce = forms.ChoiceField(
        label=_("If not all accept, the parties are told"),
        choices=_ANNOUNCED,
        widget=forms.RadioSelect,
        initial=shuttle.Announce.OUTCOME_ONLY.value,
    )

    def __init__(
        self, data: Any = None, *, parties: tuple[Side, ...], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        cast("forms.MultipleChoiceField", self.fields["to"]).choices = [
            (party.id, party.name) for party in parties
        ]

    def event(self) -> shuttle.Prepare:
        return shuttle.Prepare(
            tuple(self.cleaned_data["to"]),
            self.cleaned_data["deadline"].replace(tzinfo=UTC),
            shuttle.Announce(self.cleaned_data["announce"]),
        )


class AnswerForm(forms.Form):
    kind = forms.ChoiceField(label=_("Choose one"), choices=_KINDS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("The condition, the counter-proposal, or the question"),
        required=False,
        max_length=_LONGEST_ANSWER,
        widget=forms.Textarea({"rows": 4}),
    )

    def event(self, package: tuple[Choice, ...] = ()) -> shuttle.Answer:
        """The answer; a package that was composed goes with a counter-proposal alone."""
        kind = AnswerKind(self.cleaned_data["kind"])
        carried = package if kind is AnswerKind.COUNTER else ()
        return shuttle.Answer(kind, self.cleaned_data["words"].strip(), carried)


class ReplyForm(forms.Form):
    party = forms.CharField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Reply"), max_length=_LONGEST_ANSWER, widget=forms.Textarea({"rows": 3})
    )

    def event(self) -> shuttle.Reply:
        return shuttle.Reply(self.cleaned_data["party"], self.cleaned_data["words"])
