"""Reading values out of a parsed file: the right type or one clear line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from goodoffices.errors import InputError
from goodoffices.saying import mark, say
from goodoffices.suggesting import meant

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Named", "as_list", "as_table", "as_text", "join", "known", "only", "shown"]

Named = Literal[
    "concept",
    "decision maker",
    "extension",
    "kind of intervention",
    "option",
    "way of changing",
]
_SHOWN = 60
_NOT_CALLED: Mapping[Named, str] = {
    "concept": mark("no concept is called {name} here"),
    "decision maker": mark("no decision maker is called {name}"),
    "extension": mark("no extension is called {name}"),
    "kind of intervention": mark("no kind of intervention is called {name}"),
    "option": mark("no option is called {name}"),
    "way of changing": mark("no way of changing is called {name}"),
}
# controls other than tab and line ends, and halves of surrogate pairs
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def shown(value: object) -> str:
    """Return a value short enough for an error line."""
    if isinstance(value, (Mapping, list, tuple)) and len(value) > 8:  # noqa: PLR2004 - do not spell out what is long
        count = len(value)
        if isinstance(value, Mapping):
            return say("a table of {count}", count=count)
        return say("a list of {count}", count=count)
    try:
        text = str(value) if isinstance(value, Decimal) else repr(value)
    except ValueError:  # an integer with thousands of digits
        text = say("a very long number")
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def join(where: str, part: str | int) -> str:
    """Return the place of a part: ``preferences.moe``, ``states[3]``."""
    if isinstance(part, int):
        return f"{where}[{part}]"
    return f"{where}.{part}" if where else part


def as_table(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise InputError(say("expected a table, found {value}", value=shown(value)), where=where)
    return value


def as_list(value: object, where: str) -> Sequence[object]:
    if not isinstance(value, (list, tuple)):
        raise InputError(say("expected a list, found {value}", value=shown(value)), where=where)
    return value


def as_text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise InputError(say("expected text, found {value}", value=shown(value)), where=where)
    if _UNPRINTABLE.search(value):
        raise InputError(
            say("control characters in {value}", value=shown(value)),
            where=where,
            remedy=say("Write plain text."),
        )
    return value


def only(table: Mapping[str, object], allowed: Iterable[str], where: str) -> None:
    """Refuse a key that is not one of ``allowed``, and say which was meant."""
    names = tuple(allowed)
    for key in table:
        if key not in names:
            raise InputError(
                say("unknown key {key}", key=shown(key)),
                where=where,
                remedy=meant(str(key), names),
            )


def known(name: str, names: Iterable[str], what: Named, where: str) -> str:
    """Return ``name`` if it is one of ``names``; otherwise say which was meant."""
    listed = tuple(names)
    if name not in listed:
        raise InputError(
            say(_NOT_CALLED[what], name=shown(name)),
            where=where,
            remedy=meant(name, listed),
        )
    return name
