"""Candidate files: `goodoffices-candidates/1`, TOML or JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from goodoffices.conflict.expressions import ID
from goodoffices.conflict.fields import as_list, as_table, as_text, join, known, only, shown
from goodoffices.conflict.files import load_tree
from goodoffices.conflict.model import Direction, Option
from goodoffices.errors import GoodOfficesError, InputError
from goodoffices.saying import say
from goodoffices.stability.interventions.kinds import (
    Candidate,
    ForbidMove,
    GiveOption,
    Intervention,
    MakeInfeasible,
    MakeIrreversible,
    Placed,
    RaiseStates,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    Table = Mapping[str, object]

__all__ = ["FORMAT", "load_candidates", "read_candidates"]

FORMAT = "goodoffices-candidates/1"
_ALWAYS = ("id", "name", "cost", "kind", "notes")
_KEYS = {
    "infeasible": ("states",),
    "forbid": ("decision_maker", "from", "to"),
    "irreversible": ("option", "moves"),
    "option": ("owner", "owner_name", "option", "option_name", "moves", "infeasible", "priorities"),
    "raise": ("decision_maker", "states", "levels"),
}


def load_candidates(path: str | PathLike[str]) -> tuple[Candidate, ...]:
    """Read a file of candidates. Raises InputError, one line that begins with the path."""
    tree = load_tree(path)
    try:
        return read_candidates(tree)
    except GoodOfficesError as error:
        raise error.at(str(path)) from error


def read_candidates(tree: object) -> tuple[Candidate, ...]:
    """Read `goodoffices-candidates/1` from a parsed tree. Raises InputError, naming the place."""
    whole = as_table(tree, "")
    if whole.get("format") != FORMAT:
        raise InputError(
            say("unknown format {format}", format=shown(whole["format"]))
            if "format" in whole
            else say("the key 'format' is missing"),
            where="format",
            remedy=say("Begin with format = '{format}'.", format=FORMAT),
        )
    only(whole, ("format", "title", "source", "notes", "licence", "candidates"), "")
    entries = as_list(whole.get("candidates", ()), "candidates")
    if not entries:
        raise InputError(
            say("there are no candidates"), where="candidates", remedy=say("Give [[candidates]].")
        )
    return tuple(
        _candidate(entry, join("candidates", place)) for place, entry in enumerate(entries)
    )


def _candidate(entry: object, where: str) -> Candidate:
    table = as_table(entry, where)
    kind = known(_text(table, "kind", where), _KEYS, "kind of intervention", join(where, "kind"))
    only(table, (*_ALWAYS, *_KEYS[kind]), where)
    own = _text(table, "id", where)
    if not ID.fullmatch(own):
        raise InputError(
            say("{id} cannot be an id", id=shown(own)),
            where=join(where, "id"),
            remedy=say("Use lower-case letters, digits and underscores, beginning with a letter."),
        )
    cost = table.get("cost")
    if cost is not None and (isinstance(cost, bool) or not isinstance(cost, (int, Decimal))):
        raise InputError(
            say("expected a number, found {cost}", cost=shown(cost)), where=join(where, "cost")
        )
    name = as_text(table.get("name", ""), join(where, "name"))
    intervention = _intervention(kind, table, where)
    try:
        return Candidate(own, intervention, name, cost)
    except InputError as error:
        raise error.at(where) from None


def _intervention(kind: str, table: Table, where: str) -> Intervention:
    if kind == "infeasible":
        return MakeInfeasible(_states(table, "states", where))
    if kind == "raise":
        levels = table.get("levels", 1)
        if isinstance(levels, bool) or not isinstance(levels, int):
            raise InputError(
                say("expected a whole number, found {levels}", levels=shown(levels)),
                where=join(where, "levels"),
            )
        return RaiseStates(
            _text(table, "decision_maker", where), _states(table, "states", where), levels
        )
    if kind == "forbid":
        if "from" not in table and "to" not in table:
            raise InputError(say("a forbidden move needs 'from', 'to' or both"), where=where)
        ends = [_states(table, key, where) if key in table else None for key in ("from", "to")]
        return ForbidMove(_text(table, "decision_maker", where), *ends)
    if kind == "irreversible":
        return MakeIrreversible(_text(table, "option", where), _direction(table, where))
    return _given(table, where)


def _given(table: Table, where: str) -> GiveOption:
    option = _text(table, "option", where)
    spot = join(where, "infeasible")
    statements = as_list(table.get("infeasible", ()), spot)
    priorities = {}
    for name, value in as_table(table.get("priorities", {}), join(where, "priorities")).items():
        place = join(join(where, "priorities"), name)
        priorities[name] = tuple(
            _placed(one, join(place, number)) for number, one in enumerate(as_list(value, place))
        )
    return GiveOption(
        _text(table, "owner", where),
        Option(
            option,
            as_text(table.get("option_name", option), join(where, "option_name")),
            _direction(table, where) if "moves" in table else Direction.BOTH,
        ),
        as_text(table.get("owner_name", ""), join(where, "owner_name")),
        tuple(as_text(one, join(spot, place)) for place, one in enumerate(statements)),
        priorities,
    )


def _placed(entry: object, where: str) -> Placed:
    if isinstance(entry, str):
        return Placed(as_text(entry, where))
    table = as_table(entry, where)
    only(table, ("statement", "place"), where)
    place = table.get("place", "last")
    if place in {"first", "last"} or type(place) is int:
        return Placed(_text(table, "statement", where), place)
    raise InputError(
        say("a place cannot be {place}", place=shown(place)),
        where=join(where, "place"),
        remedy=say("Write 'first', 'last', or the number of the statement to stand before."),
    )


def _text(table: Table, key: str, where: str) -> str:
    if key not in table:
        raise InputError(say("the key {key} is missing", key=repr(key)), where=where)
    return as_text(table[key], join(where, key))


def _states(table: Table, key: str, where: str) -> str | int:
    value = table.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return _text(table, key, where)


def _direction(table: Table, where: str) -> Direction:
    written = _text(table, "moves", where)
    if written not in [one.value for one in Direction]:
        raise InputError(
            say("moves cannot be {written}", written=shown(written)),
            where=join(where, "moves"),
            remedy=say("Write 'both', 'N->Y' or 'Y->N'."),
        )
    return Direction(written)
