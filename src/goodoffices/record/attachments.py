"""Pictures and files on an act: what they are, what they show, and whom they are owed to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodoffices.errors import InputError
from goodoffices.record.texts import Words
from goodoffices.saying import Names, mark, say

__all__ = ["Attachment", "MediaType"]

_LONGEST_NAME = 120


class MediaType(StrEnum):
    """What may be kept: two forms of picture, and documents that open everywhere."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"
    TEXT = "text/plain"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ODT = "application/vnd.oasis.opendocument.text"

    @property
    def is_picture(self) -> bool:
        return self in {MediaType.JPEG, MediaType.PNG}

    @property
    def ending(self) -> str:
        return _ENDINGS[self]

    @property
    def kind(self) -> str:
        """What it is, in a word."""
        return say(_KINDS[self])


_ENDINGS = {
    MediaType.JPEG: ".jpg",
    MediaType.PNG: ".png",
    MediaType.PDF: ".pdf",
    MediaType.TEXT: ".txt",
    MediaType.DOCX: ".docx",
    MediaType.XLSX: ".xlsx",
    MediaType.ODT: ".odt",
}
_KINDS = Names(
    {
        MediaType.JPEG: mark(mark("Picture")),
        MediaType.PNG: mark(mark("Picture")),
        MediaType.PDF: mark("PDF"),
        MediaType.TEXT: mark("Text"),
        MediaType.DOCX: mark(mark("Word document")),
        MediaType.XLSX: mark(mark("Excel sheet")),
        MediaType.ODT: mark(mark("OpenDocument text")),
    }
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or file of an act; `alternative` says what a picture shows to who cannot see it."""

    name: str
    media_type: MediaType
    size: int
    caption: Words
    credit: str = ""
    alternative: str = ""
    width: int = 0
    height: int = 0

    def __post_init__(self) -> None:
        if not self.name.strip() or any(not c.isprintable() or c in '/\\"' for c in self.name):
            raise InputError(
                say("'{name}' cannot be the name of a file", name=self.name[:40]), where="name"
            )
        if len(self.name) > _LONGEST_NAME:
            raise InputError(
                say("the name has more than {most} characters", most=_LONGEST_NAME), where="name"
            )
        if not self.caption.text.strip():
            raise InputError(
                say("there is no caption"), where="caption", remedy=say("Say what it is")
            )
        if self.media_type.is_picture and not self.alternative.strip():
            raise InputError(
                say("the picture has no words for who cannot see it"),
                where="alternative",
                remedy=say("Say what it shows"),
            )
