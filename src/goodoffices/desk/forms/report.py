"""The form of a report: its text, pasted or uploaded, where it comes from and for whom it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from goodoffices.desk.forms.account import in_one_line
from goodoffices.desk.forms.uploads import bytes_of
from goodoffices.errors import InputError
from goodoffices.reading import Report as Readable
from goodoffices.reading import extract, read
from goodoffices.reading.furniture import set_furniture_aside
from goodoffices.record.audiences import Audience
from goodoffices.record.reports import Report
from goodoffices.record.texts import direction_of
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

    from goodoffices.desk.badges import AudienceChoice

__all__ = ["ReportForm"]

_MOST = 10_000_000
_LONGEST_TITLE = 120
_LINE = re.compile(r"[^\r\n]+")


class ReportForm(forms.Form):
    text = forms.CharField(
        label=_("The report"),
        required=False,
        strip=False,
        # not max_length, which would have the browser cut a pasted text unasked
        validators=[
            MaxLengthValidator(_MOST, _("The text has more than 10 million characters. Split it."))
        ],
        widget=forms.Textarea({"rows": 12}),
        help_text=_("Paste the whole page; menus and captions are set aside."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".txt,.html,.htm,.eml,.docx,.pdf,text/plain,text/html"}),
        help_text=_(
            "Text, HTML, e-mail, Word or PDF, at most 10 MB. A file chosen here takes the "
            "place of the text above."
        ),
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=_LONGEST_TITLE,
        help_text=_("Left empty, it is the headline or the first line."),
    )
    published = forms.DateField(
        label=_("Published on"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=_("“On Sunday” is counted from this day."),
        error_messages={"invalid": _("This is not a day. Write it as 2022-02-27.")},
    )
    origin = forms.CharField(
        label=_("From"),
        required=False,
        max_length=200,
        help_text=_("The newspaper, agency or office."),
    )
    language = forms.CharField(
        label=_("Language"), max_length=35, initial="en", help_text=_("A tag: en, uk, ru, ar, he …")
    )
    audience = forms.ChoiceField(label=_("For whom"))

    def __init__(
        self, data: Any = None, files: Any = None, *, audiences: Sequence[AudienceChoice]
    ) -> None:
        super().__init__(data, files)
        self.report: Report | None = None
        choice = cast("forms.ChoiceField", self.fields["audience"])
        choice.choices = [(a.key, a.words) for a in audiences]

    @property
    def audience_chosen(self) -> Audience:
        return Audience.parse(self.cleaned_data["audience"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        uploaded: UploadedFile[bytes] | None = data.get("file")
        if uploaded is not None:
            self._take(uploaded, data)
        elif "text" not in self.errors:
            # browsers end the lines of a form with two characters; what was pasted had one
            data["text"] = data.get("text", "").replace("\r\n", "\n")
            if not data["text"].strip():
                self.add_error(
                    "text", say("There is no text yet. Paste the report, or choose a file.")
                )
        if not self.errors:
            self.report = _report(data)
        return data

    def _take(self, uploaded: UploadedFile[bytes], data: dict[str, Any]) -> None:
        try:
            found = extract(
                bytes_of(uploaded, _MOST, say("a report")), uploaded.name or say("the file")
            )
            data["text"] = found.text
            if data.get("published") is None and found.published:
                data["published"] = forms.DateField().clean(found.published)
        except InputError as error:
            self.add_error("file", in_one_line(error))
        except forms.ValidationError:
            # the page states its day in a form of its own; the reader looks for it in the text
            data["published"] = None


def _report(data: dict[str, Any]) -> Report:
    language = data["language"].strip()
    return Report(
        title=data["title"].strip() or _shortened(_headline(data["text"])),
        text=data["text"],
        published=data["published"],
        origin=data["origin"].strip(),
        language=language,
        direction=direction_of(language),
    )


def _headline(text: str) -> str:
    """The line that stands as headline, else the first that is no menu, else the first of all."""
    aside = read(Readable(text), (set_furniture_aside,)).furniture
    headline = next((f.span for f in aside if f.kind == "headline"), None)
    if headline is not None:
        return " ".join(text[headline.start : headline.end].split())
    menus = [f.span for f in aside]
    lines = [line for line in _LINE.finditer(text) if line.group().strip()]
    inside = (n for n in lines if not any(m.start <= n.start() < m.end for m in menus))
    return next(inside, lines[0]).group().strip()


def _shortened(line: str) -> str:
    if len(line) <= _LONGEST_TITLE:
        return line
    return line[: _LONGEST_TITLE - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"
