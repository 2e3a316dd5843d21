"""Records as plain JSON values and back, checked on the way in.

`to_plain` writes a frozen record as dicts, lists, strings, numbers, booleans and None; what
equals its default is left out. `from_plain` builds the record again from outside data: every
unknown key, missing field and wrong type is one InputError that names the place.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any, TypeVar

from goodoffices.errors import GoodOfficesError, InputError
from goodoffices.record.accounts import Carrier, Link, Mention
from goodoffices.record.audiences import Audience
from goodoffices.record.dates import RecordDate
from goodoffices.saying import say
from goodoffices.suggesting import meant

__all__ = ["from_plain", "to_plain"]

T = TypeVar("T")
_Reader = Callable[[Any, str], Any]
_OFTEN = frozenset({Mention, Carrier, Link, RecordDate})
"""What comes up again and again in a record, and is built once."""
_KEPT = 10_000
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")


def _default(field: Field[Any]) -> object:
    """`MISSING`, which no value is, where it has none; records are frozen, and so are these."""
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    """The names and defaults of the fields of a record; nothing of what is none."""
    return tuple((field.name, _default(field)) for field in fields(kind))


def to_plain(value: Any) -> Any:
    if type(value) is str:
        return value
    if isinstance(value, Audience):
        return value.key
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        said = ((name, getattr(value, name), default) for name, default in _defaults(type(value)))
        return {name: to_plain(one) for name, one, default in said if one != default}
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
    asked: Any = kind
    result: T = _reader(asked)(plain, where)
    return result


def _wrong(kind: str, plain: Any, where: str) -> InputError:
    said = "nothing" if plain is None else f"{type(plain).__name__} {str(plain)[:40]!r}"
    return InputError(say("expected {kind}, found {said}", kind=kind, said=said), where=where)


@cache
def _reader(kind: Any) -> _Reader:
    """How a value of this type is read; types do not change while a program runs."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        return _maybe(next(a for a in arguments if a is not types.NoneType))
    if origin in {tuple, frozenset}:
        return _several(origin, arguments[0])
    if kind is Audience:
        return _read_audience
    if issubclass(kind, Enum):
        return _one_of(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind)
    if kind is date:
        return _read_day
    if kind is datetime:
        return _read_instant
    return _read_text if kind is str else _simple(kind)


def _maybe(kind: Any) -> _Reader:
    read = _reader(kind)
    return lambda plain, where: None if plain is None else read(plain, where)


def _several(collect: Callable[[Iterable[Any]], Any], kind: Any) -> _Reader:
    read = _reader(kind)

    def read_list(plain: Any, where: str) -> Any:
        if not isinstance(plain, list):
            raise _wrong(say("a list"), plain, where)
        return collect(read(item, f"{where}[{index}]") for index, item in enumerate(plain))

    return read_list


def _one_of(kind: type[Enum]) -> _Reader:
    def read_name(plain: Any, where: str) -> Enum:
        try:
            return kind(plain)
        except ValueError:
            raise _unknown(str(plain), [str(m.value) for m in kind], where) from None

    return read_name


def _read_audience(plain: Any, where: str) -> Audience:
    if not isinstance(plain, str):
        raise _wrong(say("an audience"), plain, where)
    try:
        return Audience.parse(plain)
    except InputError as error:
        raise _placed(error, where) from None


def _read_text(plain: Any, where: str) -> str:
    if not isinstance(plain, str):
        raise _wrong(say("text"), plain, where)
    if not plain.isascii() and _HALF_A_CHARACTER.search(plain):
        raise InputError(say("the text holds half a character (a lone surrogate)"), where=where)
    return plain


def _simple(kind: type) -> _Reader:
    name = {"int": say("a whole number"), "float": say("a number"), "bool": say("true or false")}[
        kind.__name__
    ]

    def read_it(plain: Any, where: str) -> Any:
        if kind is float and type(plain) is int:
            return float(plain)
        if type(plain) is not kind:
            raise _wrong(name, plain, where)
        return plain

    return read_it


def _read_day(plain: Any, where: str) -> date:
    try:
        return plain if type(plain) is date else date.fromisoformat(plain)
    except (TypeError, ValueError):
        raise _wrong(say("an ISO date"), plain, where) from None


def _read_instant(plain: Any, where: str) -> datetime:
    try:
        moment = plain if type(plain) is datetime else datetime.fromisoformat(plain)
    except (TypeError, ValueError):
        raise _wrong(say("an ISO datetime"), plain, where) from None
    if moment.tzinfo is None:
        raise InputError(say("the instant has no zone"), where=where, remedy=say("End it with Z"))
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise _wrong(say("an instant in the years 1 to 9999"), plain, where) from None


def _record(kind: type) -> _Reader:
    hints = typing.get_type_hints(kind)
    known = {field.name: _reader(hints[field.name]) for field in fields(kind) if field.init}
    needed = {
        field.name: None
        for field in fields(kind)
        if field.init and field.default is MISSING and field.default_factory is MISSING
    }

    if kind in _OFTEN:

        @lru_cache(maxsize=_KEPT, typed=True)
        def build(names: tuple[str, ...], *values: Any) -> Any:
            return read_table(dict(zip(names, values, strict=True)), "")

        def read_again(plain: Any, where: str) -> Any:
            try:
                return build(tuple(plain), *plain.values())
            except (InputError, TypeError, AttributeError):
                return read_table(plain, where)  # which says what is wrong, and where

    def read_table(plain: Any, where: str) -> Any:
        if not isinstance(plain, dict):
            raise _wrong(say("a table"), plain, where)
        prefix = f"{where}." if where else ""
        if not known.keys() >= plain.keys():
            key = next(one for one in plain if one not in known)
            raise _unknown(str(key), list(known), where)
        if not needed.keys() <= plain.keys():
            name = next(one for one in needed if one not in plain)
            raise InputError(say("'{name}' is missing", name=name), where=where)
        values = {name: known[name](value, prefix + name) for name, value in plain.items()}
        try:
            return kind(**values)
        except InputError as error:
            raise _placed(error, where) from None

    return read_again if kind in _OFTEN else read_table


def _placed(error: InputError, where: str) -> GoodOfficesError:
    return error.at(where) if where else error


def _unknown(found: str, known: list[str], where: str) -> InputError:
    return InputError(
        say("'{found}' is not known here", found=found[:60]),
        where=where,
        remedy=meant(found, known),
    )
