"""Edits of a draft's statements: conditions on states, and preferences in order of priority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.conflict.expressions import parse
from goodoffices.conflict.fields import as_table, as_text
from goodoffices.conflict.turning import shifted
from goodoffices.errors import InputError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.conflict.draft import Draft

__all__ = [
    "add_condition",
    "add_statement",
    "change_condition",
    "change_statement",
    "equal_to_above",
    "move_rank",
    "on_its_own",
    "remove_condition",
    "remove_statement",
]

_PRIORITIES = "priorities"


def add_condition(draft: Draft, key: str, text: str) -> Draft:
    return draft.having(**{key: [*draft.conditions(key), _statement(draft, text, key)]})


def change_condition(draft: Draft, key: str, number: int, text: str) -> Draft:
    lines = list(draft.conditions(key))
    old = lines[_within(number, lines, key)]
    lines[number] = _statement(draft, text, key)
    return draft.having(**{key: lines}).moving((key, old), (key, lines[number]))


def remove_condition(draft: Draft, key: str, number: int) -> Draft:
    lines = list(draft.conditions(key))
    old = lines.pop(_within(number, lines, key))
    changed = draft.having(**{key: lines or None})
    return changed if old in lines else changed.moving((key, old), None)


def add_statement(draft: Draft, maker: str, text: str) -> Draft:
    """Add a statement as the least important one."""
    spot = f"preferences.{maker}"
    return _with_ranks(draft, maker, [*draft.ranks(maker), (_statement(draft, text, spot),)])


def change_statement(draft: Draft, maker: str, rank: int, place: int, text: str) -> Draft:
    ranks = [list(one) for one in draft.ranks(maker)]
    old = _statement_at(ranks, maker, rank, place)
    new = _statement(draft, text, f"preferences.{maker}")
    ranks[rank][place] = new
    return _with_ranks(draft, maker, ranks).moving(_spot(maker, old), _spot(maker, new))


def remove_statement(draft: Draft, maker: str, rank: int, place: int) -> Draft:
    ranks = [list(one) for one in draft.ranks(maker)]
    old = _statement_at(ranks, maker, rank, place)
    del ranks[rank][place]
    changed = _with_ranks(draft, maker, ranks)
    still = any(old in one for one in changed.ranks(maker))
    return changed if still else changed.moving(_spot(maker, old), None)


def move_rank(draft: Draft, maker: str, rank: int, by: int) -> Draft:
    ranks = list(draft.ranks(maker))
    return _with_ranks(draft, maker, shifted(ranks, _within(rank, ranks, maker), by))


def equal_to_above(draft: Draft, maker: str, rank: int) -> Draft:
    """Let the statements of a rank weigh the same as those of the rank above."""
    ranks = list(draft.ranks(maker))
    if _within(rank, ranks, maker) > 0:
        ranks[rank - 1 : rank + 1] = [(*ranks[rank - 1], *ranks[rank])]
    return _with_ranks(draft, maker, ranks)


def on_its_own(draft: Draft, maker: str, rank: int, place: int) -> Draft:
    """Take a statement out of its rank, to be less important than what stays there."""
    ranks = [list(one) for one in draft.ranks(maker)]
    text = _statement_at(ranks, maker, rank, place)
    del ranks[rank][place]
    ranks.insert(rank + 1, [text])
    return _with_ranks(draft, maker, ranks)


def _with_ranks(draft: Draft, maker: str, ranks: Sequence[Sequence[str]]) -> Draft:
    form = draft.form(maker)
    if form not in {"", _PRIORITIES}:
        raise InputError(
            say("the preferences of {maker} are written as {form}", maker=repr(maker), form=form),
            where=f"preferences.{maker}",
            remedy=say("Change them in the text."),
        )
    written = [list(rank) if len(rank) > 1 else rank[0] for rank in ranks if rank]
    table = as_table(draft.preferences.get(maker, {}), "")
    kept = {key: value for key, value in table.items() if key != _PRIORITIES}
    changed = {_PRIORITIES: written, **kept} if written else kept
    return draft.having(preferences={**draft.preferences, maker: changed})


def _spot(maker: str, text: str) -> tuple[str, ...]:
    return ("preferences", maker, _PRIORITIES, text)


def _statement_at(ranks: list[list[str]], maker: str, rank: int, place: int) -> str:
    own = ranks[_within(rank, ranks, maker)]
    return own[_within(place, own, maker)]


def _within(number: int, items: Sequence[object], where: str) -> int:
    if not 0 <= number < len(items):
        raise InputError(say("this is no longer there"), where=where)
    return number


def _statement(draft: Draft, text: str, where: str) -> str:
    written = " ".join(text.split())
    parse(as_text(written, where), draft.option_bits, where=where)
    return written
