"""Short forms of the record: a topic for an act, and that two names are of one actor."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from goodoffices.desk.forms.for_audience import ForAudienceForm

__all__ = ["SamenessForm", "TopicForm"]


class TopicForm(ForAudienceForm):
    topic = forms.CharField(
        label=_("Topic"),
        max_length=80,
        widget=forms.TextInput({"list": "known-topics", "autocomplete": "off"}),
        help_text=_("A word or several, as in “prisoners” or “humanitarian corridors”."),
    )


class SamenessForm(ForAudienceForm):
    other = forms.CharField(
        label=_("Is the same as"),
        max_length=200,
        help_text=_("Another name, as accounts of the record give it."),
    )
