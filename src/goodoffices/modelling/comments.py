"""The comments of a TOML file, each with the place in the file that it is about.

A place is the path of keys from the top: ``("preferences", "moe", "priorities", "a & b")``. A
table in a list is named by its `id` and a text in a list by itself, so that a comment stays
with what it is about when lists change.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["END", "Comments", "Place", "comments_of"]

Place = tuple[str, ...]
END: Place = ()
"""The place of comments that nothing follows."""

_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2}(?!"))|'
    r"'''.*?'''(?:'{0,2}(?!'))|"
    r'"(?:[^"\\\n]|\\.)*"|'
    r"'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")
_REST = re.compile(r"#[^\n]*")
_SPACE = re.compile(r"[ \t\r\n]+")

_Spot = tuple[str | int, ...]


@dataclass(slots=True)
class Comments:
    """`above` are the lines before a place, `beside` the one at the end of its line."""

    above: dict[Place, tuple[str, ...]] = field(default_factory=dict)
    beside: dict[Place, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.above or self.beside)

    def within(self, place: Place) -> bool:
        """Whether anything inside of that place has a comment."""
        deep = len(place)
        return any(len(one) > deep and one[:deep] == place for one in (*self.above, *self.beside))

    def moved(self, old: Place, new: Place | None) -> Comments:
        """The same, with what was at `old` and within now at `new`; dropped where that is None."""
        found = Comments()
        for place, lines in self.above.items():
            there = _there(place, old, new)
            if there is not None:
                found.above[there] = found.above.get(there, ()) + lines
        for place, line in self.beside.items():
            there = _there(place, old, new)
            if there is not None:
                found.beside[there] = line
        return found


def _there(place: Place, old: Place, new: Place | None) -> Place | None:
    if place[: len(old)] != old:
        return place
    return None if new is None else (*new, *place[len(old) :])


def comments_of(text: str, tree: Mapping[str, object]) -> Comments:
    """Find the comments of valid TOML, of which `tree` is what it says. Linear in the text."""
    if "#" not in text:
        return Comments()
    scan = _Scan(text)
    scan.whole()
    found = Comments()
    for spot, lines in scan.above:
        place = _named(spot, tree)
        found.above[place] = found.above.get(place, ()) + tuple(lines)
    for spot, line in scan.beside:
        place = _named(spot, tree)
        if place in found.beside:
            found.above[place] = (*found.above.get(place, ()), line)
        else:
            found.beside[place] = line
    return found


def _named(spot: _Spot, tree: object) -> Place:
    """Turn numbers of list items into what names them."""
    parts: list[str] = []
    here = tree
    for part in spot:
        if isinstance(part, int):
            here = here[part] if isinstance(here, list) and part < len(here) else None
            name = here.get("id") if isinstance(here, Mapping) else here
            parts.append(name if isinstance(name, str) else str(part))
        else:
            here = here.get(part) if isinstance(here, Mapping) else None
            parts.append(part)
    return tuple(parts)


class _Scan:
    """One pass over the text; what is not understood is stepped over, for it is valid already."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.place = 0
        self.above: list[tuple[_Spot, list[str]]] = []
        self.beside: list[tuple[_Spot, str]] = []
        self.waiting: list[str] = []
        self.counts: dict[_Spot, int] = {}

    def whole(self) -> None:
        table: _Spot = ()
        while True:
            self._gather()
            if self.place >= len(self.text):
                break
            if self.text.startswith("[", self.place):
                table = self._header()
                here = table
            else:
                here = (*table, *self._keys())
                self._over("=")
                self._release(here)
                self._value(here)
            self._end_of_line(here)
        if self.waiting:
            self.above.append((END, self.waiting))

    def _gather(self) -> None:
        """Step over white space, and keep whole-line comments for what follows."""
        while True:
            found = _SPACE.match(self.text, self.place)
            self.place = found.end() if found else self.place
            comment = _REST.match(self.text, self.place)
            if not comment:
                return
            self.waiting.append(comment[0].rstrip())
            self.place = comment.end()

    def _release(self, here: _Spot) -> None:
        if self.waiting:
            self.above.append((here, self.waiting))
            self.waiting = []

    def _end_of_line(self, here: _Spot) -> None:
        self._blanks()
        comment = _REST.match(self.text, self.place)
        if comment:
            self.beside.append((here, comment[0].rstrip()))
            self.place = comment.end()

    def _blanks(self) -> None:
        while self.place < len(self.text) and self.text[self.place] in " \t\r":
            self.place += 1

    def _over(self, mark: str) -> None:
        self._blanks()
        if self.text.startswith(mark, self.place):
            self.place += len(mark)
        self._blanks()

    def _header(self) -> _Spot:
        several = self.text.startswith("[[", self.place)
        self.place += 2 if several else 1
        found: list[str | int] = []
        keys = self._keys()
        for number, key in enumerate(keys):
            found.append(key)
            spot = tuple(found)
            if several and number == len(keys) - 1:
                self.counts[spot] = self.counts.get(spot, -1) + 1
            if spot in self.counts:
                found.append(self.counts[spot])
        here = tuple(found)
        self._over("]]" if several else "]")
        self._release(here)
        return here

    def _keys(self) -> tuple[str, ...]:
        keys = []
        while True:
            self._blanks()
            string = _STRING.match(self.text, self.place)
            bare = _BARE.match(self.text, self.place)
            if string:
                keys.append(_decoded(string[0]))
                self.place = string.end()
            elif bare:
                keys.append(bare[0])
                self.place = bare.end()
            else:  # no key: a step, so that the scan always ends
                self.place += 1
                return tuple(keys)
            self._blanks()
            if not self.text.startswith(".", self.place):
                return tuple(keys)
            self.place += 1

    def _value(self, here: _Spot) -> None:
        string = _STRING.match(self.text, self.place)
        if string:
            self.place = string.end()
        elif self.text.startswith("[", self.place):
            self.place += 1
            self._items(here)
        elif self.text.startswith("{", self.place):
            self.place += 1
            self._pairs(here)
        else:
            scalar = _SCALAR.match(self.text, self.place)
            self.place = scalar.end() if scalar else self.place + 1

    def _items(self, here: _Spot) -> None:
        number = -1
        self._blanks()
        opening = _REST.match(self.text, self.place)
        if opening:  # beside the opening bracket: about the list
            self.above.append((here, [opening[0].rstrip()]))
            self.place = opening.end()
        while self.place < len(self.text):
            if number >= 0:
                self._end_of_line((*here, number))
            self._gather()
            mark = self.text[self.place : self.place + 1]
            if mark == "]":
                self.place += 1
                # what stands before the closing bracket is about the list
                self._release(here)
                return
            if mark == ",":
                self.place += 1
                continue
            number += 1
            self._release((*here, number))
            self._value((*here, number))

    def _pairs(self, here: _Spot) -> None:
        while self.place < len(self.text):
            self._gather()
            mark = self.text[self.place : self.place + 1]
            if mark in {"}", ","}:
                self.place += 1
                if mark == "}":
                    return
                continue
            keys = self._keys()
            self._over("=")
            self._value((*here, *keys))


def _decoded(written: str) -> str:
    value: str = tomllib.loads(f"x = {written}")["x"]
    return value
