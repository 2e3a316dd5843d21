"""Read `goodoffices-division/1` from TOML or JSON: two parties, items, and their points."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Literal

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.settlement.division.model import TWO, Claimant, Estate, Item
from goodoffices.settlement.exact import decimal, shown
from goodoffices.settlement.files import IGNORED, check_format, read_text, read_tree, source_text
from goodoffices.settlement.tables import Table, check_keys, entries, tabled, text

FORMAT = "goodoffices-division/1"
KEYS = frozenset({"format", "title", "source", "items", "parties"}) | IGNORED


def load_division(path: Path | str) -> Estate:
    """Read a division from a TOML or JSON file; each error names the file and the place in it."""
    path = Path(path)
    try:
        words = read_text(path)
        as_json = path.suffix.lower() == ".json" or words.lstrip()[:1] == "{"
        return loads_division(words, "json" if as_json else "toml")
    except InputError as error:
        raise error.at(str(path)) from None


def loads_division(words: str, format: Literal["json", "toml"] = "json") -> Estate:  # noqa: A002  # the public name of the argument
    return read_division(read_tree(words, format, FORMAT))


def read_division(tree: Table) -> Estate:
    check_format(tree, FORMAT)
    check_keys(tree, KEYS, "")
    items = tuple(_item(table, f"items[{k}]") for k, table in enumerate(entries(tree, "items", "")))
    tables = entries(tree, "parties", "")
    if len(tables) != TWO:
        raise InputError(
            say("there are {count} parties, and the procedure is for two", count=len(tables)),
            where="parties",
            remedy=say("For more, make each item an issue of a negotiation and use settle"),
        )
    first, second = (_claimant(t, items, f"parties[{k}]") for k, t in enumerate(tables))
    return Estate(
        items, (first, second), text(tree, "title", "", ""), source_text(tree.get("source", ""))
    )


def _item(table: Table, where: str) -> Item:
    check_keys(table, frozenset({"id", "name", "divisible", "notes"}), where)
    item_id = text(table, "id", where)
    divisible = table.get("divisible", True)
    if not isinstance(divisible, bool):
        raise InputError(
            say("{divisible} is not true or false", divisible=shown(divisible)),
            where=f"{where}.divisible",
        )
    return Item(item_id, text(table, "name", where, item_id), divisible)


def _claimant(table: Table, items: tuple[Item, ...], where: str) -> Claimant:
    check_keys(table, frozenset({"id", "name", "points", "entitlement", "notes"}), where)
    party_id = text(table, "id", where)
    place = f"party {party_id}.points"
    given = tabled(table.get("points"), place)
    check_keys(given, frozenset(item.id for item in items), place)
    missing = [item.id for item in items if item.id not in given]
    if missing:
        raise InputError(
            say("the points for {missing} are missing", missing=missing[0]),
            where=place,
            remedy=say("Write 0 where the item does not matter to the party"),
        )
    return Claimant(
        party_id,
        text(table, "name", where, party_id),
        tuple(decimal(given[item.id], f"{place}.{item.id}") for item in items),
        decimal(table.get("entitlement", Decimal(1)), f"party {party_id}.entitlement"),
    )
