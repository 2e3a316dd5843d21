"""The form of a model: its file, pasted or uploaded, and for whom it is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from goodoffices.desk.forms.account import in_one_line
from goodoffices.desk.forms.uploads import bytes_of
from goodoffices.errors import InputError
from goodoffices.record.audiences import Audience
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.models import Assumption
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

    from goodoffices.desk.badges import AudienceChoice

__all__ = ["ModelForm", "read", "written"]

_MOST_BYTES = 5_000_000
_LONGEST_TITLE = 200


class ModelForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=_LONGEST_TITLE)
    source = forms.CharField(
        label=_("The model, as text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 18, "class": "source-text", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or from a file"),
        required=False,
        widget=forms.FileInput({"accept": ".toml,text/plain"}),
        help_text=_("TOML, at most 5 MB. A file chosen here takes the place of the text above."),
    )
    illustrative = forms.BooleanField(
        label=_("Illustrative: its figures are assumed, no side has stated them"), required=False
    )
    audience = forms.ChoiceField(label=_("For whom"))
    base = forms.CharField(required=False, widget=forms.HiddenInput())
    assumptions = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        audiences: Sequence[AudienceChoice],
        kept: tuple[Assumption, ...] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial=initial)
        self._kept = kept
        choice = cast("forms.ChoiceField", self.fields["audience"])
        choice.choices = [(a.key, a.words) for a in audiences]

    @property
    def audience_chosen(self) -> Audience:
        return Audience.parse(self.cleaned_data["audience"])

    @property
    def made_from(self) -> str | None:
        """The version it was made from, empty if from none; None where the form did not say."""
        return str(self.cleaned_data["base"]) if "base" in self.data else None

    @property
    def assumptions_written(self) -> str:
        return written(self.cleaned_data["assumptions"])

    def clean_assumptions(self) -> tuple[Assumption, ...]:
        """Those that the form carries; without any, those of the present version."""
        return read(self.cleaned_data["assumptions"], self._kept)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        uploaded: UploadedFile[bytes] | None = data.get("file")
        if uploaded is not None:
            try:
                data["source"] = _text_of(uploaded)
            except InputError as error:
                self.add_error("file", in_one_line(error))
                return data
        elif "file" not in self.errors and not data.get("source", "").strip():
            self.add_error("source", say("There is no model yet. Paste one, or choose a file."))
        return data

    def refuse(self, error: InputError) -> None:
        """Say what is wrong with the model beside where it came from, its text kept to mend."""
        place = "source"
        if self.cleaned_data.get("file"):
            place = "file"
            # what was uploaded stands in the text field now, so that it can be mended there
            self.data = {**dict(self.data.items()), "source": self.cleaned_data["source"]}
        self.add_error(place, _with_place(error))


def written(assumptions: tuple[Assumption, ...]) -> str:
    """Assumptions as a form carries them."""
    return json.dumps([to_plain(one) for one in assumptions], ensure_ascii=False)


def read(text: str, kept: tuple[Assumption, ...]) -> tuple[Assumption, ...]:
    """What `written` wrote; `kept` where there is nothing, or nothing that can be read."""
    try:
        return tuple(from_plain(Assumption, one) for one in json.loads(text))
    except (ValueError, TypeError, RecursionError, InputError):
        return kept


def _text_of(uploaded: UploadedFile[bytes]) -> str:
    data = bytes_of(uploaded, _MOST_BYTES, say("a model"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            say("this is not a text file (byte {start} is not UTF-8)", start=error.start),
            remedy=say("Save it as UTF-8 text"),
        ) from None
    return text


def _with_place(error: InputError) -> str:
    line = in_one_line(error)
    return f"{error.where}: {line[:1].lower()}{line[1:]}" if error.where else line
