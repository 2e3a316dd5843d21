"""Reading values out of a parsed file: the right type or one clear line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from goodoffices.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["as_list", "as_table", "as_text", "join", "known", "only", "shown"]

_SHOWN = 60
# controls other than tab and line ends, and halves of surrogate pairs
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def shown(value: object) -> str:
    """Return a value short enough for an error line."""
    if isinstance(value, (Mapping, list, tuple)) and len(value) > 8:  # noqa: PLR2004 - do not spell out what is long
        return f"a {'table' if isinstance(value, Mapping) else 'list'} of {len(value)}"
    try:
        text = str(value) if isinstance(value, Decimal) else repr(value)
    except ValueError:  # an integer with thousands of digits
        text = "a very long number"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def join(where: str, part: str | int) -> str:
    """Return the place of a part: ``preferences.moe``, ``states[3]``."""
    if isinstance(part, int):
        return f"{where}[{part}]"
    return f"{where}.{part}" if where else part


def as_table(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise InputError(f"expected a table, found {shown(value)}", where=where)
    return value


def as_list(value: object, where: str) -> Sequence[object]:
    if not isinstance(value, (list, tuple)):
        raise InputError(f"expected a list, found {shown(value)}", where=where)
    return value


def as_text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"expected text, found {shown(value)}", where=where)
    if _UNPRINTABLE.search(value):
        raise InputError(
            f"control characters in {shown(value)}", where=where, remedy="Write plain text."
        )
    return value


def only(table: Mapping[str, object], allowed: Iterable[str], where: str) -> None:
    """Refuse a key that is not one of ``allowed``, and say which was meant."""
    names = tuple(allowed)
    for key in table:
        if key not in names:
            raise InputError(
                f"unknown key {shown(key)}", where=where, remedy=_meant(str(key), names)
            )


def known(name: str, names: Iterable[str], what: str, where: str) -> str:
    """Return ``name`` if it is one of ``names``; otherwise say which was meant."""
    listed = tuple(names)
    if name not in listed:
        raise InputError(
            f"no {what} is called {shown(name)}", where=where, remedy=_meant(name, listed)
        )
    return name


def _meant(name: str, names: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    if near:
        return f"Did you mean {near[0]!r}?"
    return f"Known here: {', '.join(names)}." if names else ""
