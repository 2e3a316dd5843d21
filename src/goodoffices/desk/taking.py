"""Taking a step that a form or a button asks for, and saying on the same page why it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.desk.forms.account import beside_its_field
from goodoffices.desk.saving import UNPROCESSABLE
from goodoffices.errors import ConflictingEditError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpResponse

__all__ = ["take"]

_CONFLICT = 409


def take(
    form: forms.Form | None,
    step: Callable[[], HttpResponse],
    page: Callable[..., HttpResponse],
) -> HttpResponse:
    """Answer with what the step answers, else with the page as it stands now.

    `page` takes the form, an error to be told first and the status: 422 for what was typed, told
    beside its field too where that is shown; 409 for what somebody else has done meanwhile.
    """
    if form is not None and not form.is_valid():
        return page(form=form, status=UNPROCESSABLE)
    try:
        return step()
    except ConflictingEditError as fault:
        return page(error=fault.what, status=_CONFLICT)
    except InputError as fault:
        if form is not None:
            beside_its_field(form, fault)
        return page(form=form, error=str(fault), status=UNPROCESSABLE)
