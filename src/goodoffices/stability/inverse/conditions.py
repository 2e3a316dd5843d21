"""What one decision maker's order must fulfil for the wanted state, as conditions on blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.kernels.neighbours import Neighbours
from goodoffices.kernels.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from goodoffices.kernels.moves import MoveTable
    from goodoffices.stability.inverse.orders import Blocks

    Levels = np.ndarray[tuple[int, ...], np.dtype[np.int32]]

__all__ = ["DECOUPLED", "Condition", "conditions"]

DECOUPLED = ("nash", "gmr", "smr")

Condition = frozenset[frozenset[int]]
"""Alternatives, of which one must be fulfilled: blocks none of which is above the wanted state."""


def conditions(
    tables: Sequence[MoveTable],
    who: int,
    blocks: Blocks,
    state: int,
    concept: str,
    levels: Sequence[Levels] | None = None,
) -> tuple[Condition, ...] | None:
    """Return what must hold of the blocks that may move, or None if nothing can help.

    Implements "Inverse problem" of the graph model definitions (Kinsara, Kilgour and
    Hipel 2015) for Nash, GMR and SMR: with U the states preferred to the wanted one,
    each state that ``who`` can move to is outside U, or (GMR) some answer of the others
    is, or (SMR) such an answer and whatever ``who`` can move on to from it are. With
    ``levels`` the answers are improvements by these levels, as SEQ and SSEQ have them
    while the others' orders stay what they are. No conditions: every order will do.
    """
    own = Neighbours(tables[who])
    others = [number for number in range(len(tables)) if number != who]

    def answers(first: int) -> Iterable[int]:
        if concept == "nash":
            return ()
        walked = walk(
            [tables[number] for number in others],
            first,
            None if levels is None else [levels[number] for number in others],
        )
        ends: list[int] = np.flatnonzero(walked.fewest() > 0).tolist()
        return ends

    outcome = _outcomes(own, blocks, answered=concept in ("smr", "sseq"))
    found: set[Condition] = set()
    for first in own.of(state).tolist():
        stays = _outside([int(blocks.of[first])], blocks)
        if stays is not None and not stays:
            continue
        alternatives = set() if stays is None else {stays}
        for end in answers(first):
            alternative = outcome(end)
            if alternative is not None:
                alternatives.add(alternative)
        if frozenset() in alternatives:
            continue
        if not alternatives:
            return None
        found.add(frozenset(_least(alternatives)))
    return tuple(sorted(found, key=lambda one: sorted(map(sorted, one))))


def _outcomes(
    own: Neighbours, blocks: Blocks, *, answered: bool
) -> Callable[[int], frozenset[int] | None]:
    """Blocks that a sanction needs outside U: its own and, if answered, those in reach of it."""
    cache: dict[tuple[int, int], frozenset[int] | None] = {}

    def of(end: int) -> frozenset[int] | None:
        block = int(blocks.of[end])
        key = (int(own.table.class_of[end]), block) if answered else (-1, block)
        if key not in cache:
            needed = {block}
            if answered:
                needed |= set(blocks.of[own.of(end)].tolist())
            cache[key] = _outside(needed, blocks)
        return cache[key]

    return of


def _outside(needed: Iterable[int], blocks: Blocks) -> frozenset[int] | None:
    """Return those of the blocks that must be kept outside U; None if one is always inside."""
    open_blocks = []
    for block in needed:
        above = blocks.above(block)
        if above:
            return None
        if above is None:
            open_blocks.append(block)
    return frozenset(open_blocks)


def _least(alternatives: set[frozenset[int]]) -> list[frozenset[int]]:
    """Leave out alternatives that ask for more than another one does."""
    singles = {one for one in alternatives if len(one) == 1}
    covered = frozenset().union(*singles)
    kept: list[frozenset[int]] = list(singles)
    for one in sorted(alternatives - singles, key=len):
        if covered.isdisjoint(one) and not any(other <= one for other in kept if len(other) > 1):
            kept.append(one)
    return kept
