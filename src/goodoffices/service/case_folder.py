"""A case as a plain folder (`goodoffices-case/1`, docs/architecture.md): import, ids kept."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from goodoffices.errors import InputError, LimitError
from goodoffices.record.accounts import Account
from goodoffices.record.actors import Sameness
from goodoffices.record.audiences import Audience
from goodoffices.record.briefings import BriefingDuty
from goodoffices.record.codec import from_plain
from goodoffices.record.declarations import Declaration
from goodoffices.record.frame import Frame
from goodoffices.record.fundamentals import Pin
from goodoffices.record.models import Model
from goodoffices.record.reports import Report
from goodoffices.record.texts import Words
from goodoffices.record.topics import Tag
from goodoffices.saying import say
from goodoffices.service.actors import decide
from goodoffices.service.attachments import About, attach
from goodoffices.service.briefings import plan_briefing
from goodoffices.service.cases import open_case
from goodoffices.service.declarations import declare
from goodoffices.service.models import save_model
from goodoffices.service.pins import pin_act
from goodoffices.service.record import file_account, withdraw
from goodoffices.service.reports import keep_report
from goodoffices.service.topics import tag

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.service.at import At
    from goodoffices.service.world import World
    from goodoffices.store.models import Person

__all__ = ["import_case", "is_public"]

_FORMAT = "goodoffices-case/1"
_ID = re.compile(r"[0-9a-f]{32}\Z")
_MOST_BYTES = 25_000_000


def is_public(folder: Path) -> bool:
    """Whether strangers may open the case of a folder, whole or not, once it has come in."""
    frame = _toml(folder, "case.toml").get("frame")
    return isinstance(frame, dict) and bool(frame.get("public"))


@transaction.atomic
def import_case(world: World, folder: Path, lead: Person) -> At:
    """Open the case of a folder; nothing is kept if any part of it is wrong."""
    head = _toml(folder, "case.toml")
    if head.get("format") != _FORMAT:
        raise InputError(
            say("the format is {head}", head=f"{str(head.get('format'))[:40]!r}"),
            where="case.toml",
            remedy=say("This reads {format}", format=_FORMAT),
        )
    frame = from_plain(Frame, head.get("frame"), "case.toml: frame")
    with _at("case.toml"):
        at = open_case(world, frame, lead, case_id=_id(head, "case.toml"))
    for item, place in _items(folder, "reports.toml", "reports"):
        _import_report(at, folder, item, place)
    record = _toml(folder, "record.toml", optional=True)
    for item, place in _rows(record, "record.toml", "accounts"):
        _import_account(at, item, place)
    _import_tools(at, record)
    for item, place in _rows(record, "record.toml", "tags"):
        said = from_plain(Tag, item.get("tag"), place)
        with _at(place):
            tag(at, said, _audience(item, place), _id(item, place))
    for item, place in _rows(record, "record.toml", "samenesses"):
        names = from_plain(Sameness, item.get("sameness"), place)
        with _at(place):
            decide(at, names, _audience(item, place), _id(item, place))
    for item, place in _items(folder, "attachments.toml", "attachments"):
        _import_attachment(at, folder, item, place)
    for item, place in _rows(record, "record.toml", "withdrawals"):
        reason = from_plain(str, item.get("reason", ""), f"{place}.reason")
        with _at(place):
            withdraw(at, _hex(item.get("entry"), f"{place}.entry"), reason)
    for item, place in _items(folder, "models.toml", "models"):
        _import_model(at, folder, item, place)
    return at


def _import_tools(at: At, record: dict[str, Any]) -> None:
    """Duties, declarations and pins."""
    for item, place in _rows(record, "record.toml", "duties"):
        duty = from_plain(BriefingDuty, item.get("duty"), place)
        with _at(place):
            plan_briefing(
                at,
                duty,
                _audience(item, place),
                supersedes=_supersedes(item, place),
                duty_id=_id(item, place),
            )
    for item, place in _rows(record, "record.toml", "declarations"):
        declaration = from_plain(Declaration, item.get("declaration"), place)
        with _at(place):
            declare(
                at,
                declaration,
                _audience(item, place),
                supersedes=_supersedes(item, place),
                declaration_id=_id(item, place),
            )
    for item, place in _rows(record, "record.toml", "pins"):
        pin = from_plain(Pin, item.get("pin"), place)
        with _at(place):
            pin_act(at, pin, pin_id=_id(item, place))


def _import_report(at: At, folder: Path, item: dict[str, Any], place: str) -> None:
    about = {k: v for k, v in item.items() if k not in {"id", "file", "audience"}}
    text = _text(folder, str(item.get("file", "")), place)
    report = from_plain(Report, {**about, "text": text}, place)
    with _at(place):
        keep_report(at, report, _audience(item, place), _id(item, place))


def _import_account(at: At, item: dict[str, Any], place: str) -> None:
    account = from_plain(Account, item.get("account"), place)
    with _at(place):
        file_account(
            at,
            account,
            _audience(item, place),
            act=_hex(item.get("act"), f"{place}.act"),
            supersedes=_supersedes(item, place),
            account_id=_id(item, place),
        )


def _import_attachment(at: At, folder: Path, item: dict[str, Any], place: str) -> None:
    """A picture is made anew here too: nothing that comes from outside is believed."""
    about = About(
        from_plain(Words, item.get("caption"), f"{place}.caption"),
        from_plain(str, item.get("credit", ""), f"{place}.credit"),
        from_plain(str, item.get("alternative", ""), f"{place}.alternative"),
    )
    data = _bytes(folder, str(item.get("file", "")), place)
    name = from_plain(str, item.get("name"), f"{place}.name")
    with _at(place):
        attach(
            at,
            _hex(item.get("act"), f"{place}.act"),
            (name, data),
            about,
            _audience(item, place),
            supersedes=_supersedes(item, place),
            attachment_id=_id(item, place),
        )


def _import_model(at: At, folder: Path, item: dict[str, Any], place: str) -> None:
    about = {k: v for k, v in item.items() if k not in {"id", "file", "audience"}}
    source = _text(folder, str(item.get("file", "")), place)
    model = from_plain(Model, {**about, "source": source}, place)
    with _at(f"{item.get('file')}"):
        save_model(at, model, _audience(item, place), _id(item, place))


class _at:  # noqa: N801 (reads as a preposition: with _at(place))
    """Name the place in the folder on every error inside."""

    def __init__(self, place: str) -> None:
        self._place = place

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, InputError):
            raise error.at(self._place) from None
        if isinstance(error, IntegrityError):
            raise InputError(say("something with this id is there already"), where=self._place)


def _items(folder: Path, name: str, key: str) -> list[tuple[dict[str, Any], str]]:
    return _rows(_toml(folder, name, optional=True), name, key)


def _rows(table: dict[str, Any], name: str, key: str) -> list[tuple[dict[str, Any], str]]:
    rows = table.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError(say("'{key}' is not a list of tables", key=key), where=name)
    return [(row, f"{name}: {key}[{index}]") for index, row in enumerate(rows)]


def _toml(folder: Path, name: str, *, optional: bool = False) -> dict[str, Any]:
    path = folder / name
    if optional and not path.exists():
        return {}
    try:
        return tomllib.loads(_text(folder, name, str(folder)))
    except tomllib.TOMLDecodeError as error:
        raise InputError(say("not TOML: {error}", error=error), where=name) from None


def _text(folder: Path, name: str, place: str) -> str:
    try:
        # newlines as they are: spans count characters
        return _bytes(folder, name, place).decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(say("'{name}' is not UTF-8 text", name=name), where=place) from None


def _bytes(folder: Path, name: str, place: str) -> bytes:
    root = folder.resolve()
    try:
        path = (root / name).resolve()
    except (ValueError, RuntimeError):  # a name that no file can have, links in a circle
        path = root
    if not name or root not in path.parents:
        raise InputError(say("'{name}' is not a file of the folder", name=name), where=place)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise LimitError(
                say(
                    "'{name}' is larger than {most_bytes} MB",
                    name=name,
                    most_bytes=_MOST_BYTES // 1000000,
                ),
                where=place,
            )
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            say("'{name}' does not open: {reason}", name=name, reason=error.strerror),
            where=place,
        ) from None


def _hex(value: object, place: str) -> str:
    if not isinstance(value, str) or not _ID.match(value):
        raise InputError(
            say("{value} is not an id", value=f"{str(value)[:40]!r}"),
            where=place,
            remedy=say("Ids are 32 hexadecimal digits"),
        )
    return value


def _id(item: dict[str, Any], place: str) -> str:
    return _hex(item.get("id"), f"{place}.id")


def _supersedes(item: dict[str, Any], place: str) -> str | None:
    before = item.get("supersedes")
    return None if before is None else _hex(before, f"{place}.supersedes")


def _audience(item: dict[str, Any], place: str) -> Audience:
    return from_plain(Audience, item.get("audience"), f"{place}.audience")
