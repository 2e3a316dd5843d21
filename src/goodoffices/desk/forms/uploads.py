"""A text that is pasted or uploaded: one of the two, small enough, readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.errors import InputError, LimitError
from goodoffices.saying import say

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

__all__ = ["bytes_of"]


def bytes_of(file: UploadedFile[bytes], most: int, what: str) -> bytes:
    """All bytes of an uploaded file; refused by its size before any of it is read."""
    size = file.size or 0
    if size > most:
        raise LimitError(
            say(
                "the file has {size} MB, the limit for {what} is {most} MB",
                size=f"{size / 1000000:.1f}",
                what=what,
                most=most // 1000000,
            ),
            where="file",
            remedy=say("Choose a smaller one"),
        )
    data: bytes = file.read()
    if not data.strip():
        raise InputError(say("the file is empty"), where="file", remedy=say("Choose another"))
    return data
