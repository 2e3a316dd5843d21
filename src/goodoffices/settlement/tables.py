"""Take typed parts out of a tree read from TOML or JSON; each error names its place."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.settlement.exact import shown
from goodoffices.suggesting import meant

Table = Mapping[str, object]


def check_keys(table: Table, known: frozenset[str], where: str) -> None:
    for name in table:
        if name not in known:
            raise InputError(
                say("the key {name} is not known here", name=shown(name)),
                where=where,
                remedy=meant(name, sorted(known)),
            )


def text(table: Table, key: str, where: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if value is None:
        raise InputError(say("the {key} is missing", key=key), where=where)
    if not isinstance(value, str):
        raise InputError(
            say("{value} is not text", value=shown(value)), where=f"{where}.{key}" if where else key
        )
    return value


def texts(table: Table, key: str, where: str) -> tuple[str, ...]:
    place = f"{where}.{key}" if where else key
    value = as_list(table.get(key, []), place)
    for k, item in enumerate(value):
        if not isinstance(item, str):
            raise InputError(say("{item} is not text", item=shown(item)), where=f"{place}[{k}]")
    return tuple(str(item) for item in value)


def as_list(value: object, where: str) -> list[object]:
    if not isinstance(value, list):
        raise InputError(say("{value} is not a list", value=shown(value)), where=where)
    return value


def tabled(value: object, where: str) -> Table:
    if not isinstance(value, dict):
        raise InputError(say("{value} is not a table", value=shown(value)), where=where)
    return value


def entries(table: Table, key: str, where: str) -> list[Table]:
    place = f"{where}.{key}" if where else key
    if key not in table:
        raise InputError(say("{key} are missing", key=key), where=where)
    found = as_list(table[key], place)
    if not found:
        raise InputError(
            say("there are no {key}", key=key), where=place, remedy=say("Give at least one")
        )
    return [tabled(item, f"{place}[{k}]") for k, item in enumerate(found)]
