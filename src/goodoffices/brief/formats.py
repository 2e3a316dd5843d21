"""The formats in which a brief is taken away, by the ending of a file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import either_of, say

if TYPE_CHECKING:
    from goodoffices.brief.document import Brief

__all__ = ["CONTENT_TYPES", "check_format", "written"]

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


def check_format(ending: str, where: str = "") -> None:
    """Whether there is one of that ending; else a line that names those there are."""
    if ending not in CONTENT_TYPES:
        raise InputError(
            say("a brief cannot be written as '{ending}'", ending=ending),
            where=where,
            remedy=say("It can be {formats}", formats=either_of(tuple(CONTENT_TYPES))),
        )


def written(brief: Brief, ending: str) -> bytes:
    """The file; each writer is loaded when it is asked for."""
    check_format(ending)
    match ending:
        case "pdf":
            from goodoffices.brief.printed import printed  # noqa: PLC0415 (only when asked for)
            from goodoffices.documents.pdf import to_pdf  # noqa: PLC0415 (the same)

            return to_pdf(printed(brief))
        case "docx":
            from goodoffices.brief.printed import printed  # noqa: PLC0415 (the same)
            from goodoffices.documents.word import to_word  # noqa: PLC0415 (the same)

            return to_word(printed(brief))
        case "html":
            from goodoffices.brief.html import to_html  # noqa: PLC0415 (the same)

            return to_html(brief).encode()
        case "md":
            from goodoffices.brief.markdown import to_markdown  # noqa: PLC0415 (the same)

            return to_markdown(brief).encode()
    from goodoffices.brief.plain_json import to_json  # noqa: PLC0415 (the same)

    return to_json(brief).encode()
