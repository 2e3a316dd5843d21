"""GMCR+ save files (`.gmcr`, JSON) as trees of our own format.

The format belongs to GMCR+ (R. Kinsara, O. Petersons, K. Hipel and M. Kilgour,
"Advanced decision support for the graph model for conflict resolution", Journal of
Decision Systems 24, 2015). A file holds `options` (name, permittedDirection fwd, back
or both), `decisionMakers` (name, option numbers, preferences most important first,
preferenceRanking by state numbers from 1) and `infeasibles`. A condition is a list of
[option number, "Y" or "N"], all of which hold; a compound one holds if any member does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from goodoffices.conflict.fields import as_list, as_table, as_text, join, shown
from goodoffices.errors import InputError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["looks_like_gmcr_plus", "tree_of"]

_DIRECTIONS = {"both": "both", "fwd": "N->Y", "back": "Y->N"}
_RANKED = ("useManualPreferenceRanking", "useManualPreferenceVectors")


def looks_like_gmcr_plus(tree: object) -> bool:
    """Tell a GMCR+ file that goes by another ending."""
    return isinstance(tree, Mapping) and "format" not in tree and "decisionMakers" in tree


def tree_of(value: object) -> dict[str, object]:
    """Turn the tree of a GMCR+ file into one of `goodoffices-conflict/1`."""
    whole = as_table(value, "")
    options = as_list(whole.get("options", ()), "options")
    makers = as_list(whole.get("decisionMakers", ()), "decisionMakers")
    if not options or not makers:
        raise InputError(
            say("this is not a GMCR+ file: options or decisionMakers are missing or empty")
        )
    ids = _Ids()
    tables: list[dict[str, object]] = []
    option_ids: dict[int, str] = {}
    for place, entry in enumerate(makers):
        where = join("decisionMakers", place)
        table = as_table(entry, where)
        own = ids.make(_name(table, where), "dm")
        mine = []
        for number in as_list(table.get("options", ()), join(where, "options")):
            at = _number(number, len(options), join(where, "options"))
            if at in option_ids:
                raise InputError(
                    say("option {at} belongs to two decision makers", at=at),
                    where=join(where, "options"),
                )
            made = _option(options[at], join("options", at), ids, own)
            option_ids[at] = str(made["id"])
            mine.append(made)
        tables.append({"id": own, "name": _name(table, where), "options": mine})
    for at in range(len(options)):
        if at not in option_ids:
            raise InputError(
                say("an option belongs to no decision maker"), where=join("options", at)
            )
    bits = _bits(tables, option_ids)
    tree: dict[str, object] = {
        "format": "goodoffices-conflict/1",
        "title": "GMCR+ model",
        "decision_makers": tables,
        "infeasible": [
            _statement(condition, option_ids, join("infeasibles", place))
            if isinstance(condition, Mapping)
            else _pattern(condition, bits, join("infeasibles", place))
            for place, condition in enumerate(as_list(whole.get("infeasibles", ()), "infeasibles"))
        ],
        "preferences": {
            str(table["id"]): _preference(whole, entry, option_ids, join("decisionMakers", place))
            for place, (table, entry) in enumerate(zip(tables, makers, strict=True))
        },
    }
    if any(as_table(entry, "decisionMakers").get("misperceptions") for entry in makers):
        tree["notes"] = "The misperceptions in the GMCR+ file were left aside."
    return tree


class _Ids:
    """Ids made from names, each used once."""

    def __init__(self) -> None:
        self.taken = {"if", "iff"}

    def make(self, name: str, fallback: str, prefix: str = "") -> str:
        plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
        base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
        if not base or not base[0].isalpha():
            base = f"{fallback}_{base}".rstrip("_")
        if base in self.taken and prefix:
            base = f"{prefix}_{base}"
        made, number = base, 2
        while made in self.taken:
            made, number = f"{base}_{number}", number + 1
        self.taken.add(made)
        return made


def _name(table: Mapping[str, object], where: str) -> str:
    return as_text(table.get("name", ""), join(where, "name"))


def _option(value: object, where: str, ids: _Ids, owner: str) -> dict[str, object]:
    table = as_table(value, where)
    direction = table.get("permittedDirection", "both")
    if not isinstance(direction, str) or direction not in _DIRECTIONS:
        raise InputError(
            say("permittedDirection cannot be {direction}", direction=shown(direction)),
            where=where,
            remedy=say("GMCR+ writes 'fwd', 'back' or 'both'."),
        )
    name = _name(table, where)
    return {
        "id": ids.make(name, "option", owner),
        "name": name,
        "moves": _DIRECTIONS[direction],
    }


def _number(value: object, count: int, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < count:
        raise InputError(say("there is no option number {value}", value=shown(value)), where=where)
    return value


def _bits(tables: Sequence[Mapping[str, object]], option_ids: Mapping[int, str]) -> dict[int, int]:
    """Return where each numbered option stands once options go by decision maker."""
    order = [
        as_table(option, "")["id"]
        for table in tables
        for option in as_list(table["options"], "options")
    ]
    return {number: order.index(own) for number, own in option_ids.items()}


def _condition(value: object, count: int, where: str) -> list[tuple[int, bool]]:
    marks = []
    for place, entry in enumerate(as_list(value, where)):
        spot = join(where, place)
        pair = as_list(entry, spot)
        if len(pair) != 2 or pair[1] not in ("Y", "N"):  # noqa: PLR2004 - option, mark
            raise InputError(
                say("expected [option number, 'Y' or 'N'], found {entry}", entry=shown(entry)),
                where=spot,
            )
        marks.append((_number(pair[0], count, spot), pair[1] == "Y"))
    if not marks:
        raise InputError(say("a condition is empty"), where=where)
    return marks


def _pattern(value: object, bits: Mapping[int, int], where: str) -> str:
    marks = ["-"] * len(bits)
    for number, taken in _condition(value, len(bits), where):
        marks[bits[number]] = "Y" if taken else "N"
    return "".join(marks)


def _statement(value: object, option_ids: Mapping[int, str], where: str) -> str:
    if isinstance(value, Mapping):
        members = as_list(value.get("members", ()), where)
        if not members:
            raise InputError(say("a compound condition has no members"), where=where)
        return " | ".join(f"({_statement(one, option_ids, where)})" for one in members)
    marks = _condition(value, len(option_ids), where)
    return " & ".join(("" if taken else "!") + option_ids[number] for number, taken in marks)


def _preference(
    whole: Mapping[str, object], entry: object, option_ids: Mapping[int, str], where: str
) -> dict[str, object]:
    table = as_table(entry, where)
    if any(whole.get(key) is True for key in _RANKED):
        ranking = table.get("preferenceRanking", table.get("preferenceVector"))
        spot = join(where, "preferenceRanking")
        return {"ranking": [_level(level, spot) for level in as_list(ranking, spot)]}
    spot = join(where, "preferences")
    return {
        "priorities": [
            _statement(one, option_ids, join(spot, place))
            for place, one in enumerate(as_list(table.get("preferences", ()), spot))
        ]
    }


def _level(value: object, where: str) -> list[int]:
    tied = value if isinstance(value, (list, tuple)) else [value]
    level = []
    for number in tied:
        if isinstance(number, bool) or not isinstance(number, int) or number < 1:
            raise InputError(
                say("expected a state number from 1, found {number}", number=shown(number)),
                where=where,
            )
        level.append(number - 1)
    return level
