"""Forms of blind bids: what is bid on and by whom, a bid, its reveal, the next round."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodoffices.service.bidding import Plan
from goodoffices.talks import bids
from goodoffices.talks.bids import Direction, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.forms import BoundField

    from goodoffices.record.frame import Side

__all__ = ["DIRECTIONS", "RULES", "AgainForm", "BidForm", "BiddingForm", "RevealForm"]

_LONGEST_TITLE, _LONGEST_NUMBER, _MOST_NUMBERS = 120, 60, 6
_HOUR = 60
DIRECTIONS = {
    Direction.AT_MOST: _("bids the most that it would take"),
    Direction.AT_LEAST: _("bids the least that it would take"),
}
RULES = {
    Rule.MIDPOINT: _("the middle of the overlap"),
    Rule.LOWEST: _("its lowest number"),
    Rule.HIGHEST: _("its highest number"),
}


def instant_field(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )


def _number_field(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=_LONGEST_NUMBER,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"}),
    )


class BiddingForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=_LONGEST_TITLE)
    numbers = forms.CharField(
        label=_("What is bid on"),
        help_text=_("One line for each number, with its unit: Rent in euros a month."),
        max_length=_MOST_NUMBERS * _LONGEST_TITLE,
        widget=forms.Textarea({"rows": 3}),
    )
    rule = forms.ChoiceField(
        label=_("If bids overlap, what is agreed"),
        choices=[(rule.value, words) for rule, words in RULES.items()],
        initial=Rule.MIDPOINT.value,
    )
    rounds = forms.IntegerField(label=_("Rounds at most"), min_value=1, initial=3)
    until = instant_field(_("Bids until (UTC)"))
    reveal_hours = forms.IntegerField(
        label=_("Hours to reveal, once all have bid"), min_value=1, initial=24
    )

    def __init__(self, data: Any = None, *, parties: Sequence[Side]) -> None:
        super().__init__(data)
        self._parties = parties
        choices = [("", _("does not bid")), *((d.value, w) for d, w in DIRECTIONS.items())]
        given = [Direction.AT_MOST.value, Direction.AT_LEAST.value]
        for k, party in enumerate(parties):
            self.fields[f"side.{party.id}"] = forms.ChoiceField(
                label=party.name,
                choices=choices,
                required=False,
                initial=given[k % 2] if len(parties) == len(given) else "",
            )

    def sides(self) -> tuple[BoundField, ...]:
        return tuple(self[f"side.{party.id}"] for party in self._parties)

    def plan(self) -> Plan:
        """What was typed; InputError from whoever checks it where it is no bidding."""
        said = self.cleaned_data
        lines = (line.strip() for line in said["numbers"].splitlines())
        bidders = [p.id for p in self._parties if said[f"side.{p.id}"]]
        return Plan(
            title=said["title"].strip(),
            numbers=tuple(line for line in lines if line)[: _MOST_NUMBERS + 1],
            parties=tuple(bidders),
            sides=tuple(Direction(said[f"side.{party}"]) for party in bidders),
            rule=Rule(said["rule"]),
            rounds=said["rounds"],
            reveal_minutes=said["reveal_hours"] * _HOUR,
            until=said["until"].replace(tzinfo=UTC),
        )


class NumbersForm(forms.Form):
    """One field for each number that is bid on."""

    def __init__(self, data: Any = None, *, names: Sequence[str]) -> None:
        super().__init__(data)
        self._names = [f"number.{k}" for k in range(len(names))]
        for field, name in zip(self._names, names, strict=True):
            self.fields[field] = _number_field(name)

    def number_fields(self) -> tuple[BoundField, ...]:
        return tuple(self[name] for name in self._names)

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data[name] for name in self._names)


class BidForm(NumbersForm):
    kept = forms.BooleanField(
        label=_("Keep the receipt in our own room, so that we reveal by one press"),
        required=False,
        initial=True,
    )


class RevealForm(NumbersForm):
    nonce = forms.CharField(
        label=_("The random part, from the receipt"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}),
    )

    def bid(self) -> bids.Bid:
        plain = tuple(bids.read_number(number) for number in self.numbers)
        return bids.Bid(plain, self.cleaned_data["nonce"].strip())


class AgainForm(forms.Form):
    until = instant_field(_("Bids until (UTC)"))

    @property
    def deadline(self) -> datetime:
        found: datetime = self.cleaned_data["until"].replace(tzinfo=UTC)
        return found
