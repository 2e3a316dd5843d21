"""The text of an e-mail (.eml, RFC 5322): subject, then the plain body, else the HTML one.

Attachments are left alone. The day of sending is the day of publication. O(length).
"""

from __future__ import annotations

import email
import email.errors
import email.policy
import email.utils
import re
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage

__all__ = ["looks_like_mail", "text_of_mail"]

_HEAD = re.compile(
    rb"(?i)^(?:From|Received|Return-Path|Delivered-To|MIME-Version|Subject|Date|Message-ID): "
)
_MARKS = re.compile(rb"(?im)^(?:From|Date|Subject|MIME-Version|Message-ID): ")
_MARKUP = re.compile(r"(?i)<(?:script|style|html|body|table|div|p)\b")


def looks_like_mail(data: bytes) -> bool:
    head = data[:4000].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    return bool(_HEAD.match(head)) and len(_MARKS.findall(head)) >= 3  # noqa: PLR2004  from, date, subject


def text_of_mail(
    data: bytes, name: str, decode: Callable[[bytes, str], str], page: Callable[[str], str]
) -> tuple[str, str | None]:
    """Return text and day; `decode` reads bytes of unknown encoding, `page` takes HTML apart."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        part = message.get_body(("plain", "html"))
        payload = part.get_payload(decode=True) if part is not None else b""
        kind = part.get_content_type() if part is not None else "text/plain"
        charset = part.get_content_charset() if part is not None else None
        subject = str(message.get("Subject", "") or "")
        day = _day(message)
    except (email.errors.MessageError, ValueError, LookupError, TypeError, AttributeError,
            RecursionError, OverflowError) as error:  # fmt: skip
        raise InputError(
            say("this e-mail is broken"), where=name, remedy=say("Paste its text instead")
        ) from error
    raw = payload if isinstance(payload, bytes) else b""
    body = _body(raw, charset, name, decode)
    if kind == "text/html" or _MARKUP.search(body):
        body = page(body)
    if _MARKUP.search(subject):
        subject = page(subject)
    text = body.replace("\r\n", "\n")
    return (f"{subject.strip()}\n\n{text}" if subject.strip() else text), day


def _body(raw: bytes, charset: str | None, name: str, decode: Callable[[bytes, str], str]) -> str:
    if charset is not None:
        try:
            return raw.decode(charset)
        except (LookupError, ValueError):
            pass  # the declaration is wrong: see what the bytes themselves say
    return decode(raw, name)


def _day(message: EmailMessage) -> str | None:
    written = message.get("Date")
    if written is None:
        return None
    try:
        return email.utils.parsedate_to_datetime(str(written)).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
