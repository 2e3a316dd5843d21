"""Take typed parts out of a tree read from TOML or JSON; each error names its place."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from goodoffices.errors import InputError
from goodoffices.settlement.exact import shown

Table = Mapping[str, object]


def check_keys(table: Table, known: frozenset[str], where: str) -> None:
    for name in table:
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            raise InputError(
                f"the key {shown(name)} is not known here",
                where=where,
                remedy=f"Did you mean '{near[0]}'?"
                if near
                else f"Known are {', '.join(sorted(known))}",
            )


def text(table: Table, key: str, where: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if value is None:
        raise InputError(f"the {key} is missing", where=where)
    if not isinstance(value, str):
        raise InputError(f"{shown(value)} is not text", where=f"{where}.{key}" if where else key)
    return value


def texts(table: Table, key: str, where: str) -> tuple[str, ...]:
    place = f"{where}.{key}" if where else key
    value = listed(table.get(key, []), place)
    for k, item in enumerate(value):
        if not isinstance(item, str):
            raise InputError(f"{shown(item)} is not text", where=f"{place}[{k}]")
    return tuple(str(item) for item in value)


def listed(value: object, where: str) -> list[object]:
    if not isinstance(value, list):
        raise InputError(f"{shown(value)} is not a list", where=where)
    return value


def tabled(value: object, where: str) -> Table:
    if not isinstance(value, dict):
        raise InputError(f"{shown(value)} is not a table", where=where)
    return value


def entries(table: Table, key: str, where: str) -> list[Table]:
    place = f"{where}.{key}" if where else key
    if key not in table:
        raise InputError(f"{key} are missing", where=where)
    found = listed(table[key], place)
    if not found:
        raise InputError(f"there are no {key}", where=place, remedy="Give at least one")
    return [tabled(item, f"{place}[{k}]") for k, item in enumerate(found)]
