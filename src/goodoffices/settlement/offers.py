"""Offers on the table: who offered which package, when; and how they are read from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.settlement.exact import shown
from goodoffices.settlement.files import IGNORED, check_format, read_text, read_tree
from goodoffices.settlement.issues import Package
from goodoffices.settlement.tables import Table, check_keys, entries, text
from goodoffices.suggesting import meant

if TYPE_CHECKING:
    from goodoffices.settlement.scenario import Scenario

FORMAT = "goodoffices-offers/1"
KEYS = frozenset({"format", "title", "source", "offers"}) | IGNORED


@dataclass(frozen=True, slots=True)
class Offer:
    """A package put forward by a party (its number in the scenario), on a day if that is known."""

    by: int
    package: Package
    on: date | None = None


def load_offers(path: Path | str, scenario: Scenario) -> tuple[Offer, ...]:
    """Read the offers made in a negotiation from a TOML or JSON file, oldest first."""
    path = Path(path)
    try:
        words = read_text(path)
        as_json = path.suffix.lower() == ".json" or words.lstrip()[:1] == "{"
        return loads_offers(words, scenario, "json" if as_json else "toml")
    except InputError as error:
        raise error.at(str(path)) from None


def loads_offers(
    words: str,
    scenario: Scenario,
    format: Literal["json", "toml"] = "json",  # noqa: A002  # the public name of the argument
) -> tuple[Offer, ...]:
    tree = read_tree(words, format, FORMAT)
    check_format(tree, FORMAT)
    check_keys(tree, KEYS, "")
    offers = [
        _offer(table, scenario, f"offers[{k}]")
        for k, table in enumerate(entries(tree, "offers", ""))
    ]
    days = [offer.on for offer in offers if offer.on is not None]
    if days and len(days) < len(offers):
        missing = next(k for k, offer in enumerate(offers) if offer.on is None)
        raise InputError(
            say("has no day, and others have one"),
            where=f"offers[{missing}]",
            remedy=say("Give every offer its day, or none and list them in order"),
        )
    return tuple(sorted(offers, key=lambda offer: offer.on or date.min))


def _offer(table: Table, scenario: Scenario, where: str) -> Offer:
    check_keys(table, frozenset({"by", "on", "package", "notes"}), where)
    ids = [party.id for party in scenario.parties]
    by = text(table, "by", where)
    if by not in ids:
        raise InputError(
            say("there is no party {by}", by=shown(by)),
            where=f"{where}.by",
            remedy=meant(by, ids),
        )
    package = table.get("package")
    if not isinstance(package, Mapping):
        raise InputError(
            say("the package is missing"), where=where, remedy=say("Settle every issue in it")
        )
    return Offer(
        ids.index(by),
        scenario.read_package(package, f"{where}.package"),
        _day(table.get("on"), f"{where}.on"),
    )


def _day(value: object, where: str) -> date | None:
    if value is None or type(value) is date:
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise InputError(
            say("{value} is not a day", value=shown(value)),
            where=where,
            remedy=say("Write it as 2022-02-27"),
        ) from None
