"""The form of a picture or file: the file itself, its caption, its credit, what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goodoffices.desk.forms.for_audience import ForAudienceForm
from goodoffices.record.texts import Words, direction_of
from goodoffices.service.attachments import About

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from goodoffices.service.attachments import FiledAttachment

__all__ = ["AboutForm", "AttachmentForm", "typed_from"]

_LONG = 2000
_KINDS = ".jpg,.jpeg,.png,.webp,.gif,.pdf,.txt,.docx,.xlsx,.odt"


class AboutForm(ForAudienceForm):
    """What is said of a file that is kept already."""

    caption = forms.CharField(
        label=_("Caption"), max_length=_LONG, help_text=_("What it is, and when and where from.")
    )
    language = forms.CharField(
        label=_("Language of the caption"),
        max_length=35,
        initial="en",
        help_text=_("A tag: en, uk, ru, ar, he …"),
    )
    credit = forms.CharField(
        label=_("Credit"),
        required=False,
        max_length=400,
        help_text=_("Who made it, and by whose leave it stands here."),
    )
    alternative = forms.CharField(
        label=_("What the picture shows"),
        required=False,
        max_length=_LONG,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("In words, for whoever cannot see it. Every picture needs this."),
    )

    @property
    def about(self) -> About:
        typed = self.cleaned_data
        language = typed["language"].strip()
        words = Words(typed["caption"], language, direction_of(language))
        return About(words, typed["credit"], typed["alternative"])


class AttachmentForm(AboutForm):
    file = forms.FileField(
        label=_("Picture or file"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": _KINDS}),
        help_text=_(
            "A picture (JPEG, PNG, WebP, GIF), a PDF, plain text, or a Word, Excel or OpenDocument "
            "file; at most 25 MB. Of a picture only the points are kept: place, camera and author "
            "are taken out. A document is kept as it is, with what it says of its author."
        ),
        error_messages={"required": _("Choose a file of at most 25 MB.")},
    )

    def __init__(self, data: Any = None, files: Any = None, **more: Any) -> None:
        super().__init__(data, files, **more)
        self.order_fields(["file"])

    @property
    def upload(self) -> UploadedFile[bytes]:
        chosen: UploadedFile[bytes] = self.cleaned_data["file"]
        return chosen


def typed_from(filed: FiledAttachment) -> dict[str, str]:
    """What is said of it, as it would be typed."""
    kept = filed.attachment
    return {
        "caption": kept.caption.text,
        "language": kept.caption.language,
        "credit": kept.credit,
        "alternative": kept.alternative,
        "audience": filed.audience.key,
    }
