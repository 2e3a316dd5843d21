"""Bytes of a file become the text of a report: plain text as it is, HTML by trafilatura, e-mail,
Word and PDF by `documents`.

Encodings: a byte order mark decides; else the one an HTML page declares; else UTF-8; else the old
Cyrillic, Arabic, Hebrew or Western code page whose commonest letters the bytes spell.
Limit: 10 MB (design, section 6). HTML is stripped of scripts and styles before extraction, and
nothing of it is ever run.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from goodoffices.errors import InputError, LimitError
from goodoffices.reading.documents import text_of_mail, text_of_pdf, text_of_word
from goodoffices.reading.documents.mail import looks_like_mail
from goodoffices.saying import say

MAX_BYTES = 10_000_000
MAX_CONTROL_SHARE = 0.02

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_DECLARED = re.compile(rb"""(?i)charset\s*=\s*["']?\s*([a-z0-9_-]{2,20})""")
# code pages of old texts, each with the commonest letters of the languages written in it
_OLD_PAGES = (
    ("cp1251", "оеаинтсрвліОЕАИНТ"),
    ("koi8-r", "оеаинтсрвлОЕАИНТ"),
    ("cp1256", "اليمونترب"),
    ("cp1255", "יוהלאמרתבש"),
)
_MOSTLY = 0.3
_HTML = re.compile(r"(?is)^\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b")
_DEAD = re.compile(r"(?is)<(script|style|noscript|template|iframe|svg)\b.*?(?:</\1\s*>|\Z)")
_TAG = re.compile(r"(?s)<[^>]{0,5000}>")
_BLOCK = re.compile(
    r"(?i)</?(?:p|div|br|h[1-6]|li|tr|section|article|blockquote|figcaption)\b[^>]*>"
)


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """The text that all offsets count, where it came from, and the date its page states."""

    text: str
    kind: str
    published: str | None = None


def extract(data: bytes, name: str) -> ExtractedText:
    """Turn a file's bytes into text, or say in one line why not. O(length of the file)."""
    if len(data) > MAX_BYTES:
        raise LimitError(
            say(
                "the report has {count} bytes, more than the limit of {max_bytes}",
                count=f"{len(data):,}",
                max_bytes=f"{MAX_BYTES:,}",
            ),
            where=name,
            remedy=say("Split it, or save the article alone"),
        )
    if data.startswith(_PICTURES):
        raise InputError(
            say("this is a picture, not text"),
            where=name,
            remedy=say("Save it as plain text or HTML"),
        )
    if data[:1024].lstrip().startswith(b"%PDF"):
        return _checked(ExtractedText(text_of_pdf(data, name), "pdf"), name)
    if data.startswith(b"PK\x03\x04"):
        return _checked(ExtractedText(text_of_word(data, name), "word"), name)
    if name.lower().endswith(".eml") or looks_like_mail(data):
        text, day = text_of_mail(data, name, _decode, lambda page: _from_html(page).text)
        return _checked(ExtractedText(_printable(text, name), "mail", day), name)
    text = _decode(data, name)
    if _HTML.match(text[:5000]) or name.lower().endswith((".html", ".htm", ".xhtml")):
        found = _from_html(text)
    else:
        found = ExtractedText(text, "text")
    return _checked(found, name)


def _checked(found: ExtractedText, name: str) -> ExtractedText:
    if not found.text.strip():
        raise InputError(
            say("there is no text in this file"),
            where=name,
            remedy=say("Paste the report's text into it"),
        )
    return found


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _printable(data[len(mark) :].decode(encoding), name)
            except UnicodeDecodeError as error:
                raise InputError(
                    say(
                        "the file begins as {encoding} but byte {start} is not",
                        encoding=encoding,
                        start=error.start + len(mark),
                    ),
                    where=name,
                    remedy=say("Save it again as UTF-8"),
                ) from error
    declared = _DECLARED.search(data[:2048])
    for encoding in (declared[1].decode("ascii") if declared else "utf-8", "utf-8"):
        try:
            return _printable(data.decode(encoding), name)
        except (UnicodeDecodeError, LookupError):
            continue
    return _printable(data.decode(_old_page(data), errors="replace"), name)


def _old_page(data: bytes) -> str:
    """Say which code page the bytes were written in, by the letters they would spell."""
    sample = data[:20_000]
    high = sum(byte >= 0x80 for byte in sample)  # noqa: PLR2004  the upper half of a code page
    letters = sum(bytes([byte]).isalpha() for byte in sample)
    if high < _MOSTLY * (high + letters):
        return "cp1252"
    spelled = {
        page: sum(sample.decode(page, errors="replace").count(letter) for letter in common)
        for page, common in _OLD_PAGES
    }
    best = max(spelled, key=lambda page: spelled[page])
    return best if spelled[best] > _MOSTLY * high else "cp1252"


def _printable(text: str, name: str) -> str:
    at = text.find("\0")
    controls = sum(text.count(chr(code)) for code in (*range(1, 9), *range(14, 32), 127))
    if at >= 0 or controls > MAX_CONTROL_SHARE * len(text) + 1:
        where = f"{name}, character {at}" if at >= 0 else name
        raise InputError(
            say("this looks like a binary file, not a report"),
            where=where,
            remedy=say("Save it as plain text or HTML"),
        )
    return text


def _from_html(html: str) -> ExtractedText:
    html = _DEAD.sub(" ", html)
    try:
        import trafilatura  # noqa: PLC0415  an optional part, loaded when a page is read
    except ModuleNotFoundError:
        return ExtractedText(_plain(html), "html")
    text = trafilatura.extract(html, include_comments=False, include_tables=False) or ""
    found = trafilatura.extract_metadata(html)
    published = getattr(found, "date", None) if found is not None else None
    if not text.strip():
        text = _plain(html)
    return ExtractedText(text.replace("\n", "\n\n"), "html", published)


def _plain(html: str) -> str:
    import html as entities  # noqa: PLC0415  only needed without trafilatura

    text = entities.unescape(_TAG.sub("", _BLOCK.sub("\n\n", html)))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.splitlines())).strip()
