"""Forms of what is shown to sides and of what a side says: who reads it, chosen from a few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from goodoffices.record.audiences import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.desk.badges import AudienceChoice

__all__ = ["ReadersForm"]


class ReadersForm(forms.Form):
    """For whom, among the audiences that make sense here."""

    audience = forms.ChoiceField(label=_("For whom"))

    def __init__(self, data: Any = None, *, audiences: Sequence[AudienceChoice]) -> None:
        super().__init__(data)
        choice = cast("forms.ChoiceField", self.fields["audience"])
        choice.choices = [(a.key, a.words) for a in audiences]

    @property
    def audience_chosen(self) -> Audience:
        return Audience.parse(self.cleaned_data["audience"])
