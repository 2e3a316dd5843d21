"""The form that corrects a draft: that of an account, and which act it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from goodoffices.desk.choices import facing
from goodoffices.desk.forms.account import AccountForm
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["NEW_ACT", "DraftForm"]

NEW_ACT = "new"


class DraftForm(AccountForm):
    tells_of = forms.ChoiceField(label=_("It tells of"))

    def __init__(self, data: Any = None, *, acts: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, acts=acts, **more)
        choice = cast("forms.ChoiceField", self.fields["tells_of"])
        choice.choices = [(NEW_ACT, say("a new act")), *acts]
        choice.widget.attrs.update(facing(acts))

    @property
    def act_chosen(self) -> str | None:
        """The act it joins; None for a new one."""
        chosen: str = self.cleaned_data["tells_of"]
        return None if chosen == NEW_ACT else chosen
