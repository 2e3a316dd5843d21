"""Records as plain JSON values and back, checked on the way in.

`to_plain` writes a frozen record as dicts, lists, strings, numbers, booleans and None; what
equals its default is left out. `from_plain` builds the record again from outside data: every
unknown key, missing field and wrong type is one InputError that names the place.
"""

from __future__ import annotations

import difflib
import re
import types
import typing
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from goodoffices.errors import GoodOfficesError, InputError
from goodoffices.record.audiences import Audience

__all__ = ["from_plain", "to_plain"]

T = TypeVar("T")
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")


def _is_default(field: Field[Any], value: object) -> bool:
    if field.default is not MISSING:
        return bool(value == field.default)
    if field.default_factory is not MISSING:
        return bool(value == field.default_factory())
    return False


def to_plain(value: Any) -> Any:
    if isinstance(value, Audience):
        return value.key
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(getattr(value, field.name))
            for field in fields(value)
            if not _is_default(field, getattr(value, field.name))
        }
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(to_plain(item) for item in value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_plain(kind: type[T], plain: Any, where: str = "") -> T:
    """Build a `kind` from plain data; `where` is the place named in errors."""
    result: T = _build(kind, plain, where)
    return result


def _wrong(kind: str, plain: Any, where: str) -> InputError:
    said = "nothing" if plain is None else f"{type(plain).__name__} {str(plain)[:40]!r}"
    return InputError(f"expected {kind}, found {said}", where=where)


def _build(kind: Any, plain: Any, where: str) -> Any:  # noqa: C901, PLR0911, PLR0912 (one arm per form of type)
    origin = typing.get_origin(kind)
    arguments = typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        if plain is None and type(None) in arguments:
            return None
        return _build(next(a for a in arguments if a is not type(None)), plain, where)
    if origin in {tuple, frozenset}:
        if not isinstance(plain, list):
            raise _wrong("a list", plain, where)
        return origin(
            _build(arguments[0], item, f"{where}[{index}]") for index, item in enumerate(plain)
        )
    if kind is Audience:
        if not isinstance(plain, str):
            raise _wrong("an audience", plain, where)
        try:
            return Audience.parse(plain)
        except InputError as error:
            raise _placed(error, where) from None
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(plain)
        except ValueError:
            raise _unknown(str(plain), [str(m.value) for m in kind], where) from None
    if is_dataclass(kind) and isinstance(kind, type):
        return _build_record(kind, plain, where)
    if kind in {datetime, date}:
        return _build_moment(kind, plain, where)
    if kind is float and isinstance(plain, int) and not isinstance(plain, bool):
        return float(plain)
    if kind is Any:
        return plain
    if not isinstance(plain, kind) or (kind is int and isinstance(plain, bool)):
        raise _wrong(
            {"str": "text", "int": "a whole number", "bool": "true or false"}.get(
                kind.__name__, kind.__name__
            ),
            plain,
            where,
        )
    if kind is str and not plain.isascii() and _HALF_A_CHARACTER.search(plain):
        raise InputError("the text holds half a character (a lone surrogate)", where=where)
    return plain


def _build_moment(kind: Any, plain: Any, where: str) -> Any:
    try:
        moment = plain if type(plain) is kind else kind.fromisoformat(plain)
    except (TypeError, ValueError):
        raise _wrong(f"an ISO {kind.__name__}", plain, where) from None
    if kind is date:
        return moment
    if moment.tzinfo is None:
        raise InputError("the instant has no zone", where=where, remedy="End it with Z")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise _wrong("an instant in the years 1 to 9999", plain, where) from None


@cache
def _plan(kind: type) -> tuple[dict[str, Any], dict[str, Field[Any]]]:
    """The types and fields of a record; they do not change while a program runs."""
    known = {field.name: field for field in fields(kind) if field.init}
    return typing.get_type_hints(kind), known


def _build_record(kind: type, plain: Any, where: str) -> Any:
    if not isinstance(plain, dict):
        raise _wrong("a table", plain, where)
    hints, known = _plan(kind)
    for key in plain:
        if key not in known:
            raise _unknown(str(key), list(known), where)
    values = {}
    for name, field in known.items():
        place = f"{where}.{name}" if where else name
        if name in plain:
            values[name] = _build(hints[name], plain[name], place)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise InputError(f"'{name}' is missing", where=where)
    try:
        return kind(**values)
    except InputError as error:
        raise _placed(error, where) from None


def _placed(error: InputError, where: str) -> GoodOfficesError:
    return error.at(where) if where else error


def _unknown(found: str, known: list[str], where: str) -> InputError:
    close = difflib.get_close_matches(found, known, n=1)
    remedy = f"Did you mean '{close[0]}'?" if close else f"Known: {', '.join(known[:12])}"
    return InputError(f"'{found[:60]}' is not known here", where=where, remedy=remedy)
