"""How many states a draft has, and how many of them each of its statements is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.composing import option_ids
from goodoffices.conflict.draft import CONDITIONS
from goodoffices.conflict.expressions import Columns, Pattern, parse
from goodoffices.conflict.preferences import Reader
from goodoffices.conflict.reading import read_states, read_tree
from goodoffices.conflict.states import States
from goodoffices.errors import GoodOfficesError, InputError, LimitError
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.conflict.draft import Draft

__all__ = ["Count", "Counted", "count", "fault_of", "levels", "rank_counts"]

_MOST_NAMED = 20
_MOST_STATES = 1 << 20  # more take too long to count at every step of building


@dataclass(frozen=True, slots=True)
class Count:
    """How many a statement is true of; ``fault`` says in one line why that is not known."""

    number: int | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """`combinations` of options there are; `states` remain once the conditions are applied.

    `conditions[key][k]` counts, for `infeasible`, the combinations that the statement rules
    out by itself; for `coalesce`, the states that it makes one.
    """

    combinations: int
    states: States | None
    fault: str
    conditions: Mapping[str, tuple[Count, ...]]

    @property
    def remaining(self) -> int | None:
        return len(self.states) if self.states is not None else None


def count(draft: Draft) -> Counted:
    """Linear in the states and in the combinations of the options that one condition names."""
    width = len(draft.options)
    states, fault = None, ""
    if width or "states" in draft.tree:
        try:
            states = read_states(draft.tree, draft.option_bits, _MOST_STATES)
        except LimitError:
            fault = say(
                "more than {count} states: too many to count while it is built",
                count=f"{_MOST_STATES:,}",
            )
        except InputError as error:
            fault = str(error)
    ruled_out = tuple(_ruled_out(draft, text) for text in draft.conditions(CONDITIONS[0]))
    joined = tuple(_joined(draft, text) for text in draft.conditions(CONDITIONS[1]))
    conditions = {CONDITIONS[0]: ruled_out, CONDITIONS[1]: joined}
    return Counted(1 << width, states, fault, conditions)


def rank_counts(draft: Draft, maker: str, counted: Counted) -> tuple[tuple[Count, ...], ...]:
    """In how many states each statement of a decision maker holds, rank by rank."""
    states = counted.states
    if states is None:
        return tuple(tuple(Count(None) for _ in rank) for rank in draft.ranks(maker))
    columns, bits = states.columns(), draft.option_bits

    def held(text: str) -> Count:
        try:
            statement = parse(text, bits)
        except InputError as error:
            return Count(None, str(error))
        return Count(int(np.count_nonzero(states.holds(statement, columns))))

    return tuple(tuple(held(text) for text in rank) for rank in draft.ranks(maker))


def levels(draft: Draft, maker: str, counted: Counted) -> int | None:
    """How many levels of states a decision maker tells apart; None where that is not known."""
    if counted.states is None:
        return None
    reader = Reader(draft.option_bits, counted.states)
    try:
        told = reader.read(draft.preferences.get(maker, {}), (), f"preferences.{maker}", "pairwise")
    except InputError:
        return None
    return int(told.levels.max(initial=0)) + 1


def fault_of(draft: Draft) -> str:
    """What keeps the draft from being a model, in one line; empty where nothing does."""
    try:
        read_tree(draft.tree)
    except GoodOfficesError as error:
        return str(error)
    return ""


def _ruled_out(draft: Draft, text: str) -> Count:
    """Count over the options that the statement names; the others double it each."""
    width = len(draft.options)
    named = sorted(option_ids(text))
    try:
        statement = parse(text, draft.option_bits)
        if isinstance(statement, Pattern):
            return Count(1 << width - statement.fixed.bit_count())
        if len(named) > _MOST_NAMED:
            return Count(None, say("it names more than {count} options", count=_MOST_NAMED))
        small = parse(text, {own: bit for bit, own in enumerate(named)})
    except InputError as error:
        return Count(None, str(error))
    every = Columns(np.arange(1 << len(named), dtype=np.uint64))
    return Count(int(np.count_nonzero(small.holds(every))) << width - len(named))


def _joined(draft: Draft, text: str) -> Count:
    """Count the feasible states that a statement makes one, were it the only one to do so."""
    if draft.is_graph:
        return Count(None)
    tree = {key: value for key, value in draft.tree.items() if key != CONDITIONS[1]}
    try:
        statement = parse(text, draft.option_bits)
        states = read_states(tree, draft.option_bits, _MOST_STATES)
    except InputError as error:
        return Count(None, str(error))
    return Count(int(np.count_nonzero(states.holds(statement, states.columns()))))
