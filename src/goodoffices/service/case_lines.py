"""The lines of a journal that goes out whole (`goodoffices-case/2`, docs/architecture.md).

A line is an entry: what it says, in plain words, and all from which its digest is made again. Of
a text that was shredded the sealed bytes are there and no key; of one that is closed to whoever
takes the case away the digest alone, and its line stands in a file encrypted for itself.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from goodoffices.errors import InputError
from goodoffices.journal.canonical import canonical
from goodoffices.journal.sealing import nonce_of, seal, unseal
from goodoffices.record.attachments import Attachment
from goodoffices.record.audiences import Audience
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.saying import say
from goodoffices.store.archive import Carried
from goodoffices.store.genres import Genre
from goodoffices.store.hashing import file_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Back",
    "check_line",
    "content_of",
    "line_of",
    "open_line",
    "read_line",
    "written",
]

_HEX = re.compile(r"[0-9a-f]*\Z")
_ID = re.compile(r"[0-9a-f]{32}\Z")
_KEY, _NONCE, _DIGEST = 32, 12, 32
_LONGEST_PLACE = 81
_SEALED = ".sealed"


@dataclass(frozen=True, slots=True)
class FileLine:
    """The file of an entry: beside the journal under `path`, or here; sealed if without nonce."""

    path: str = ""
    here: str = ""
    nonce: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is written in a journal; what it says stands beside, under `says`."""

    id: str
    genre: Genre
    subject: str
    entered: datetime
    place: str
    audience: Audience
    digest: str
    seat: str = ""
    supersedes: str = ""
    key: str = ""
    nonce: str = ""
    sealed: str = ""
    file: FileLine | None = None


@dataclass(frozen=True, slots=True)
class Back:
    """An entry that was read from a line, what it says (None if shredded), its sealed file."""

    carried: Carried
    says: Any
    file: bytes | None


def written(line: dict[str, Any]) -> bytes:
    return canonical(line) + b"\n"


def _file_path(one: Carried, says: Any) -> str:
    """Where the file of an entry stands beside the journal."""
    ending = _SEALED if says is None else from_plain(Attachment, says).media_type.ending
    return f"files/{one.id}{ending}"


def line_of(one: Carried, sealed_file: bytes | None) -> dict[str, Any]:
    """The line of an entry. What is closed has its file in the line, others beside the journal."""
    says = None if one.key is None else json.loads(unseal(one.sealed, one.key, one.id))
    kept = None
    if sealed_file is not None:
        nonce = "" if one.key is None else nonce_of(sealed_file).hex()
        kept = FileLine(_file_path(one, says), "", nonce)
        if one.closed:
            kept = FileLine("", base64.b64encode(content_of(one, sealed_file)).decode(), nonce)
    line = Line(
        one.id,
        one.genre,
        one.subject,
        one.entered,
        one.place,
        Audience.parse(one.audience),
        one.digest.hex(),
        one.seat,
        one.supersedes,
        "" if one.key is None else one.key.hex(),
        "" if one.key is None else nonce_of(one.sealed).hex(),
        base64.b64encode(one.sealed).decode() if one.key is None else "",
        kept,
    )
    plain = to_plain(line)
    return plain if one.key is None else {**plain, "says": says}


def content_of(one: Carried, sealed: bytes) -> bytes:
    """What a file holds; of one that was shredded its sealed bytes."""
    return sealed if one.key is None else unseal(sealed, one.key, file_of(one.id))


def read_line(raw: bytes, where: str) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise InputError(say("it is not a JSON object"), where=where)
    return found


def check_line(item: dict[str, Any], where: str) -> tuple[Line, bytes | None]:
    """What a line says of its entry, and the key of the entry; what the entry says is not read."""
    line = from_plain(Line, {k: v for k, v in item.items() if k != "says"}, where)
    for name, value in (("id", line.id), ("subject", line.subject)):
        if not _ID.match(value):
            raise InputError(
                say("{value} is not an id", value=repr(value[:40])),
                where=f"{where}.{name}",
                remedy=say("Ids are 32 hexadecimal digits"),
            )
    for name, value in (("seat", line.seat), ("supersedes", line.supersedes)):
        if value and not _ID.match(value):
            raise InputError(
                say("{value} is not an id", value=repr(value[:40])), where=f"{where}.{name}"
            )
    if len(line.place) > _LONGEST_PLACE:
        raise InputError(say("the name is too long"), where=f"{where}.place")
    return line, _hex(line.key, _KEY, f"{where}.key") if line.key else None


def open_line(item: dict[str, Any], file: Callable[[str], bytes], where: str) -> Back:
    """Read a line and seal it again; `file` gives what stands beside the journal under a name."""
    line, key = check_line(item, where)
    says = item.get("says")
    if key is None:
        sealed, says = _base64(line.sealed, f"{where}.sealed"), None
    else:
        nonce = _hex(line.nonce, _NONCE, f"{where}.nonce")
        try:
            sealed = seal(canonical(says), key, line.id, nonce)
        except (ValueError, RecursionError):
            raise InputError(say("it does not say anything that is kept"), where=where) from None
    sealed_file = None
    if line.file is not None:
        place = f"{where}.file"
        content = file(line.file.path) if line.file.path else _base64(line.file.here, place)
        if key is None:
            sealed_file = content
        else:
            nonce = _hex(line.file.nonce, _NONCE, place)
            sealed_file = seal(content, key, file_of(line.id), nonce)
    carried = Carried(
        line.id,
        line.genre,
        line.subject,
        line.seat,
        line.entered,
        line.supersedes,
        line.place,
        line.audience.key,
        sealed,
        None,
        key,
        _hex(line.digest, _DIGEST, f"{where}.digest"),
    )
    return Back(carried, says, sealed_file)


def _hex(text: str, size: int, where: str) -> bytes:
    if len(text) != 2 * size or not _HEX.match(text):
        raise InputError(say("it is not {digits} hexadecimal digits", digits=2 * size), where=where)
    return bytes.fromhex(text)


def _base64(text: str, where: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise InputError(say("it is not base64"), where=where) from None
