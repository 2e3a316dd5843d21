"""What a field of a form offers to choose from, where that is known only when the form is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django import forms

__all__ = ["offer"]


def offer(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """Let a choice field of the form offer these: (value, words)."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)
