"""A text that is pasted or uploaded: one of the two, small enough, readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.errors import InputError, LimitError

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

__all__ = ["bytes_of"]


def bytes_of(file: UploadedFile[bytes], most: int, what: str) -> bytes:
    """All bytes of an uploaded file; refused by its size before any of it is read."""
    size = file.size or 0
    if size > most:
        raise LimitError(
            f"the file has {size / 1_000_000:.1f} MB, the limit for {what} is "
            f"{most // 1_000_000} MB",
            where="file",
            remedy="Choose a smaller one",
        )
    data: bytes = file.read()
    if not data.strip():
        raise InputError("the file is empty", where="file", remedy="Choose another")
    return data
