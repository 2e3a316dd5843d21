"""Edits of a draft's decision makers and options, each of which gives another draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.conflict.expressions import KEYWORDS
from goodoffices.conflict.fields import as_list, as_table, as_text, shown
from goodoffices.conflict.model import Direction
from goodoffices.conflict.turning import (
    check_unnamed,
    lists_states,
    options_of,
    reordered,
    shifted,
)
from goodoffices.errors import InputError
from goodoffices.modelling.short_names import check_named, new_id
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodoffices.conflict.draft import Draft, DraftMaker
    from goodoffices.conflict.turning import Table

__all__ = [
    "add_maker",
    "add_option",
    "change_option",
    "move_maker",
    "move_option",
    "remove_maker",
    "remove_option",
    "rename_maker",
    "retitle",
    "set_today",
]

_MAKERS = "decision_makers"


def retitle(draft: Draft, title: str, source: str) -> Draft:
    as_text(title, "title")
    as_text(source, "source")
    return draft.retitled(title, source)


def add_maker(draft: Draft, name: str, own: str = "") -> Draft:
    """Add a decision maker, indifferent so far; its id is made of its name if none is given."""
    named = _named(name)
    if "moves" in draft.tree:
        raise lists_states("moves")
    makers = _makers(draft)
    own = _new_id(draft, named, own, f"side_{len(makers) + 1}")
    preferences = {**draft.preferences, own: {}}
    return draft.having(
        decision_makers=[*makers, {"id": own, "name": named}], preferences=preferences
    )


def rename_maker(draft: Draft, maker: str, name: str) -> Draft:
    named = _named(name)
    return _with_maker(draft, maker, lambda one: {**one, "name": named})


def remove_maker(draft: Draft, maker: str) -> Draft:
    """Remove a decision maker, its options and its preferences.

    Refused while a statement of anybody else names one of its options.
    """
    own = {option.id for option in _one(draft, maker).options}
    if "moves" in draft.tree:
        raise lists_states("moves")
    check_unnamed(draft, own, besides=maker)
    changed = draft
    for key in ("preferences", "beliefs", "forbidden_moves", "pairwise"):
        if key in draft.tree:
            table = as_table(draft.tree[key], key)
            kept = {k: _without(v, maker) if key == "beliefs" else v for k, v in table.items()}
            kept.pop(maker, None)
            changed = changed.having(**{key: kept or (kept if key == "preferences" else None)})
    changed = reordered(changed, [one for one in _makers(draft) if one.get("id") != maker])
    return changed.moving(("preferences", maker), None).moving((_MAKERS, maker), None)


def _without(table: object, name: str) -> dict[str, object]:
    return {key: value for key, value in as_table(table, "beliefs").items() if key != name}


def move_maker(draft: Draft, maker: str, by: int) -> Draft:
    _one(draft, maker)
    return reordered(draft, shifted(_makers(draft), _number(_makers(draft), maker), by))


def add_option(
    draft: Draft, maker: str, name: str, own: str = "", moves: Direction = Direction.BOTH
) -> Draft:
    """Give a decision maker one more option, not taken today."""
    named = _named(name)
    _one(draft, maker)
    own = _new_id(draft, named, own, f"option_{len(draft.options) + 1}")
    added: dict[str, object] = {"id": own, "name": named}
    if moves is not Direction.BOTH:
        added["moves"] = moves.value
    first = not draft.options
    makers = [
        {**one, "options": [*options_of(one), added]} if one.get("id") == maker else one
        for one in _makers(draft)
    ]
    changed = reordered(draft, makers)
    return changed.having(status_quo="N") if first else changed


def change_option(draft: Draft, option: str, name: str, moves: Direction) -> Draft:
    named = _named(name)

    def changed(one: Table) -> Table:
        kept = {**one, "name": named, "moves": moves.value}
        if moves is Direction.BOTH and "moves" not in one:
            del kept["moves"]
        return kept

    makers = [
        {**one, "options": [changed(o) if o.get("id") == option else o for o in options_of(one)]}
        if any(o.get("id") == option for o in options_of(one))
        else one
        for one in _makers(draft)
    ]
    return draft.having(decision_makers=makers)


def remove_option(draft: Draft, option: str) -> Draft:
    """Remove an option; refused while a statement names it."""
    check_unnamed(draft, {option})
    maker = _owner(draft, option)
    changed = reordered(draft, _options_changed(draft, maker, lambda own: _drop(own, option)))
    return changed.moving((_MAKERS, maker, "options", option), None)


def _drop(options: list[Table], option: str) -> list[Table]:
    return [one for one in options if one.get("id") != option]


def move_option(draft: Draft, option: str, by: int) -> Draft:
    maker = _owner(draft, option)

    def moved(own: list[Table]) -> list[Table]:
        return shifted(own, _number(own, option), by)

    return reordered(draft, _options_changed(draft, maker, moved))


def set_today(draft: Draft, letters: str | None) -> Draft:
    """Say which options are taken today, a letter each; None: today's state is not named."""
    if letters is not None and len(letters) != len(draft.options):
        raise InputError(say("today's state needs a letter for each option"), where="status_quo")
    return draft.having(status_quo=letters or None)


def _named(name: str) -> str:
    return check_named(as_text(name, "name"))


def _new_id(draft: Draft, name: str, own: str, fallback: str) -> str:
    taken = {maker.id for maker in draft.makers} | {option.id for option in draft.options}
    return new_id(name, own, taken, fallback, KEYWORDS)


def _makers(draft: Draft) -> list[Table]:
    return [as_table(one, _MAKERS) for one in as_list(draft.tree.get(_MAKERS, []), _MAKERS)]


def _one(draft: Draft, maker: str) -> DraftMaker:
    found = next((one for one in draft.makers if one.id == maker), None)
    if found is None:
        raise InputError(
            say("no decision maker is called {maker}", maker=shown(maker)), where=_MAKERS
        )
    return found


def _owner(draft: Draft, option: str) -> str:
    for maker in draft.makers:
        if any(one.id == option for one in maker.options):
            return maker.id
    raise InputError(say("no option is called {option}", option=shown(option)), where=_MAKERS)


def _number(tables: Sequence[Table], own: str) -> int:
    return next(number for number, one in enumerate(tables) if one.get("id") == own)


def _with_maker(draft: Draft, maker: str, change: Callable[[Table], Table]) -> Draft:
    _one(draft, maker)
    makers = [change(one) if one.get("id") == maker else one for one in _makers(draft)]
    return draft.having(decision_makers=makers)


def _options_changed(
    draft: Draft, maker: str, change: Callable[[list[Table]], list[Table]]
) -> list[Table]:
    makers: list[Table] = []
    for one in _makers(draft):
        if one.get("id") == maker:
            own = change(options_of(one))
            kept = {key: value for key, value in one.items() if key != "options"}
            makers.append({**kept, "options": own} if own else kept)
        else:
            makers.append(one)
    return makers
