"""A form whose entry is for an audience."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from goodoffices.record.audiences import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.desk.badges import AudienceChoice

__all__ = ["ForAudienceForm"]


class ForAudienceForm(forms.Form):
    audience = forms.ChoiceField(label=_("Audience"))

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        audiences: Sequence[AudienceChoice],
        **more: Any,
    ) -> None:
        super().__init__(data, files, **more)
        # for whom it is comes last, above "Who will see this"
        self.fields["audience"] = self.fields.pop("audience")
        choice = cast("forms.ChoiceField", self.fields["audience"])
        choice.choices = [(a.key, a.words) for a in audiences]

    @property
    def audience_chosen(self) -> Audience:
        return Audience.parse(self.cleaned_data["audience"])
