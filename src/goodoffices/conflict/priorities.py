"""Statements in order of priority: one a rank, or several that weigh the same.

Definition GM 2, option prioritisation. A rank of several statements compares states by
how many of them they make true; that number enters the comparison digit by digit, in
twos, so that all ranks together stay one vector of truth values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.expressions import parse
from goodoffices.conflict.fields import as_list, as_text, join
from goodoffices.errors import InputError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from goodoffices.conflict.expressions import Columns, Expression, Truth
    from goodoffices.conflict.states import States

    Rank = Sequence[Expression]

__all__ = ["rank_columns", "rank_in_words", "read_ranks"]


def read_ranks(value: object, options: Mapping[str, int], where: str) -> tuple[Rank, ...]:
    """Read a list of statements, in which a list is one rank. Raises InputError."""
    ranks = []
    for place, written in enumerate(as_list(value, where)):
        spot = join(where, place)
        if isinstance(written, (list, tuple)):
            if not written:
                raise InputError(
                    say("a rank of statements is empty"),
                    where=spot,
                    remedy=say("Name the statements that are equally important, or drop it."),
                )
            rank = [_statement(one, options, join(spot, k)) for k, one in enumerate(written)]
        else:
            rank = [_statement(written, options, spot)]
        ranks.append(tuple(rank))
    return tuple(ranks)


def _statement(written: object, options: Mapping[str, int], where: str) -> Expression:
    return parse(as_text(written, where), options, where=where)


def rank_columns(rank: Rank, states: States, columns: Columns) -> list[Truth]:
    """Return the digits of how many statements hold in each state, the highest first."""
    truths = [states.holds(statement, columns) for statement in rank]
    if len(truths) == 1:
        return truths
    held: NDArray[np.int64] = np.sum(truths, axis=0, dtype=np.int64)
    digits = []
    for digit in reversed(range(len(rank).bit_length())):
        column: Truth = (held >> digit & 1).astype(np.bool_)
        digits.append(column)
    return digits


def rank_in_words(written: object) -> str:
    """Return a rank as a file writes it: ``a & b``, or ``[a, b]`` for several statements."""
    if isinstance(written, (list, tuple)):
        return f"[{', '.join(map(str, written))}]"
    return str(written)
