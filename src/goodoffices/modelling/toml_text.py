"""Plain values as the text of a TOML file, in the order of the format, comments in their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring as as_json
from typing import TYPE_CHECKING, TypeGuard

from goodoffices.modelling.comments import END, Comments

if TYPE_CHECKING:
    from goodoffices.modelling.comments import Place

__all__ = ["lists_as_toml", "to_toml"]

_WIDE = 96


def to_toml(tree: Mapping[str, object], comments: Comments | None = None) -> str:
    """Write scalars and lists first, lists of tables and tables after them.

    Every comment is written, even one whose place is no longer there: those come last.
    """
    return _Writer(comments or Comments()).whole(tree)


def lists_as_toml(
    lists: Mapping[str, Iterable[Mapping[str, object]]],
) -> Iterator[str]:
    """The text of a file that holds lists of tables alone, a table at a time: the whole is what
    `to_toml` makes of the lists that hold any, and nothing where none does.
    """
    between = ""
    for key, tables in lists.items():
        for table in tables:
            yield between + to_toml({key: [table]})
            between = "\n"


class _Writer:
    def __init__(self, comments: Comments) -> None:
        self.comments = comments
        self.lines: list[str] = []
        self.written: set[Place] = set()

    def whole(self, tree: Mapping[str, object]) -> str:
        for key, value in tree.items():
            if not isinstance(value, Mapping) and not _is_tabled(value):
                self._pair((key,), key, value)
        for key, value in tree.items():
            if _is_tabled(value):
                self._blocks((key,), value)
        for key, value in tree.items():
            if isinstance(value, Mapping):
                self._section((key,), value)
        self._rest()
        return "\n".join(self.lines) + "\n"

    def _above(self, place: Place, indent: str = "") -> None:
        self.lines += [indent + line for line in self.comments.above.get(place, ())]
        self.written.add(place)

    def _line(self, place: Place, line: str) -> None:
        beside = self.comments.beside.get(place, "")
        self.lines.append(f"{line}  {beside}" if beside else line)

    def _header(self, place: Place, line: str, indent: str = "") -> None:
        if self.lines:
            self.lines.append("")
        self._above(place, indent)
        self._line(place, indent + line)

    def _pair(self, place: Place, key: str, value: object, indent: str = "") -> None:
        if value is None:
            return
        if self.lines and not indent and place in self.comments.above:
            self.lines.append("")
        self._above(place, indent)
        start = f"{indent}{_key(key)} = "
        flat = _inline(value)
        listed = isinstance(value, (list, tuple)) and bool(value)
        if listed and (len(start) + len(flat) > _WIDE or self.comments.within(place)):
            self.lines.append(f"{start}[")
            assert isinstance(value, (list, tuple))  # noqa: S101 - `listed` says so
            self._items(place, value, indent + "  ")
            self._line(place, f"{indent}]")
        else:
            self._line(place, start + flat)

    def _items(self, place: Place, items: Sequence[object], indent: str) -> None:
        for number, item in enumerate(items):
            if item is None:
                continue
            here = (*place, item if isinstance(item, str) else str(number))
            if here not in self.written:
                self._above(here, indent)
                self._line(here, f"{indent}{_inline(item)},")
            else:
                self.lines.append(f"{indent}{_inline(item)},")

    def _blocks(self, place: Place, tables: Sequence[Mapping[str, object]]) -> None:
        """A list of tables, each a block of its own, the lists of tables in it one step in."""
        names = [part for number, part in enumerate(place) if number % 2 == 0]
        indent = "  " * (len(names) - 1)
        for number, table in enumerate(tables):
            here = (*place, _name(table, number))
            self._header(here, f"[[{'.'.join(map(_key, names))}]]", indent)
            apart = {k for k, v in table.items() if _is_tabled(v) or self._is_long(here, k, v)}
            for key, value in table.items():
                if key not in apart:
                    self._pair((*here, key), key, value, indent)
            for key in [k for k in table if k in apart]:
                value = table[key]
                if isinstance(value, Mapping):
                    self._inner((*here, key), ".".join(map(_key, (*names, key))), value)
                elif _is_tabled(value):
                    self._blocks((*here, key), value)

    def _is_long(self, here: Place, key: str, value: object) -> bool:
        """Whether a table in a block needs lines of its own."""
        if not isinstance(value, Mapping):
            return False
        return len(f"{_key(key)} = {_inline(value)}") > _WIDE or self.comments.within((*here, key))

    def _inner(self, place: Place, name: str, table: Mapping[str, object]) -> None:
        self._header(place, f"[{name}]", "  ")
        for key, value in table.items():
            self._pair((*place, key), key, value, "  ")

    def _section(self, place: Place, table: Mapping[str, object]) -> None:
        """Write a table: its own values first, then the tables in it, one deep."""
        name = ".".join(_key(part) for part in place)
        own = {k: v for k, v in table.items() if v is not None and not isinstance(v, Mapping)}
        inner = {k: v for k, v in table.items() if isinstance(v, Mapping)}
        if own or not table:
            self._header(place, f"[{name}]")
            for key, value in own.items():
                self._pair((*place, key), key, value)
        for key, value in inner.items():
            here = (*place, key)
            self._header(here, f"[{name}.{_key(key)}]")
            for part, one in value.items():
                self._pair((*here, part), part, one)

    def _rest(self) -> None:
        """Comments whose place was not written; what stood at the end stays there."""
        gone = [place for place in self.comments.above if place not in self.written]
        gone += [
            place
            for place in self.comments.beside
            if place not in self.written and place not in gone
        ]
        for place in sorted(gone, key=lambda one: one == END):
            self.lines += self.comments.above.get(place, ())
            if place in self.comments.beside:
                self.lines.append(self.comments.beside[place])


def _is_tabled(value: object) -> TypeGuard[list[Mapping[str, object]]]:
    return isinstance(value, list) and bool(value) and all(isinstance(v, Mapping) for v in value)


def _name(table: Mapping[str, object], number: int) -> str:
    own = table.get("id")
    return own if isinstance(own, str) else str(number)


def _inline(value: object) -> str:
    if isinstance(value, str):
        return _quoted(str(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        parts = (f"{_key(key)} = {_inline(one)}" for key, one in value.items() if one is not None)
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_inline(one) for one in value if one is not None) + "]"
    return _quoted(str(value))


def _decimal(value: Decimal) -> str:
    """As it was written, but that TOML wants a digit on both sides of a point."""
    if not value.is_finite():
        return "nan" if value.is_nan() else str(value).lower().replace("infinity", "inf")
    text = str(value)
    return text if "." in text or "E" in text else f"{text}.0"


@lru_cache(maxsize=1_000)
def _key(name: str) -> str:
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else _quoted(name)


def _quoted(text: str) -> str:
    """A basic TOML string; JSON's escapes are TOML's too, but for the delete character."""
    return as_json(text).replace("\x7f", "\\u007f")
