"""Who can move from where to where, without a table of states by states.

A decision maker's states fall into *classes*: states between which nothing tells
apart where it can go or from where it can come. Moves are then a graph of classes. In
option form a class holds the states that agree in the others' options and in the
irreversible ones, and it leads to itself; irreversible options add edges between
classes; in graph form each state is a class of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import LimitError
from goodoffices.kernels.states import group
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.uint64]
    Index = NDArray[np.int32]
    Offset = NDArray[np.int64]

__all__ = ["MoveTable", "OptionRules", "allowed", "moves_by_edges", "moves_by_options", "ranges"]

_PAIRS = 1 << 31  # pairs of classes that may be looked at
_CHUNK = 1 << 22


@dataclass(frozen=True, slots=True, eq=False)
class MoveTable:
    """One decision maker's moves.

    ``class_of`` (int32, one a state); class c leads to the classes
    ``targets[offsets[c]:offsets[c + 1]]``, increasing, itself included where its
    states can move to one another. R(s) = states of those classes, without s.
    ``transitive``: two moves in a row are one move, or lead back.
    """

    class_of: Index
    offsets: Offset
    targets: Index
    transitive: bool

    @property
    def classes(self) -> int:
        return int(self.offsets.size - 1)

    @property
    def reversible(self) -> bool:
        """Whether each class leads to itself and nowhere else, so that any move can be undone."""
        every = np.arange(self.classes + 1)
        return np.array_equal(self.targets, every[:-1]) and np.array_equal(self.offsets, every)


@dataclass(frozen=True, slots=True)
class OptionRules:
    """What one decision maker may do to options: masks of bits.

    ``own``: all its options; ``take_only``: may go from N to Y only; ``drop_only``:
    from Y to N only. ``forbidden``: transitions (fixed, taken) to (fixed, taken).
    """

    own: int
    take_only: int = 0
    drop_only: int = 0
    forbidden: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


def ranges(starts: Offset, lengths: Offset) -> Offset:
    """Return ``start, start + 1, …`` for each start, one after another."""
    total = int(lengths.sum())
    ends = np.cumsum(lengths)
    shift = np.repeat(starts - (ends - lengths), lengths)
    found: Offset = np.arange(total, dtype=np.int64) + shift
    return found


def moves_by_edges(count: int, edges: Sequence[tuple[int, int]]) -> MoveTable:
    """Return the table of an explicit graph; two moves in a row are not taken for one."""
    pairs = np.array(edges, dtype=np.int64).reshape(-1, 2)
    return MoveTable(
        np.arange(count, dtype=np.int32),
        *_csr(pairs[:, 0], pairs[:, 1], count),
        transitive=False,
    )


def moves_by_options(masks: Mask, owner: Index, count: int, rules: OptionRules) -> MoveTable:
    """Return the table of option form.

    ``masks``: every feasible combination of options; ``owner``: the state that it
    belongs to, of ``count`` states (several combinations for a coalesced state, which
    can be moved to if any of them can, and left from any of them).

    After Fang, Hipel and Kilgour 1993: a move changes only own options, each in an
    allowed direction, several at once; both ends are feasible, what lies between need
    not be. Time is that of grouping the masks, plus the pairs of classes that agree in
    the others' options. Raises LimitError where there are too many such pairs.
    """
    directed = rules.take_only | rules.drop_only
    kind, kinds = group(masks & np.uint64(~(rules.own & ~directed) & (2**64 - 1)))
    if rules.forbidden:
        kind, kinds = _split(masks, kind, rules)
    single = np.bincount(owner, minlength=count) == 1
    plain = single[owner]
    if not directed and not rules.forbidden and bool(plain.all()):
        class_of = np.empty(count, dtype=np.int32)
        class_of[owner] = kind
        every = np.arange(kinds, dtype=np.int32)
        return MoveTable(class_of, np.arange(kinds + 1, dtype=np.int64), every, transitive=True)
    sample = np.empty(kinds, dtype=np.uint64)
    sample[kind] = masks
    start, end = _edges(sample, rules)
    return _with_coalesced(
        kind, kinds, owner, plain, count, (start, end), transitive=_at_once(rules)
    )


def _at_once(rules: OptionRules) -> bool:
    """Say whether two moves in a row are one move, as far as rules tell.

    They are where each forbidden transition hangs on the mover's own options at one of its
    ends at most. Say that s to s1 and s1 to s2 are allowed, and s to s2 is not. If all three
    states fit where such moves end, s to s1 is not allowed; if they fit where these begin,
    s1 to s2 is not.
    """
    return not any(fixed & rules.own and to & rules.own for (fixed, _), (to, _) in rules.forbidden)


def _split(masks: Mask, kind: Index, rules: OptionRules) -> tuple[Index, int]:
    """Part each class by the patterns of forbidden moves, so that these hold of whole classes."""
    kinds = 0
    for ends in rules.forbidden:
        for fixed, taken in ends:
            inside = (masks & np.uint64(fixed)) == np.uint64(taken)
            kind, kinds = group(kind.astype(np.uint64) * np.uint64(2) + inside)
    return kind, kinds


def _edges(sample: Mask, rules: OptionRules) -> tuple[Offset, Offset]:
    """Return allowed (from, to) pairs of classes, given one mask of each."""
    family, families = group(sample & np.uint64(~rules.own & (2**64 - 1)))
    order = np.argsort(family, kind="stable")
    sizes = np.bincount(family, minlength=families).astype(np.int64)
    firsts = np.cumsum(sizes) - sizes
    if int((sizes * sizes).sum()) > _PAIRS:
        raise LimitError(
            say("one decision maker's irreversible options make too many different moves"),
            remedy=say("Make fewer options irreversible, or rule out more states."),
        )
    starts, ends = [], []
    per_class = sizes[family]
    cuts = np.searchsorted(np.cumsum(per_class), np.arange(_CHUNK, per_class.sum(), _CHUNK))
    for part in np.split(np.arange(sample.size, dtype=np.int64), cuts):
        lengths = sizes[family[part]]
        start = np.repeat(part, lengths)
        end = order[ranges(firsts[family[part]], lengths)]
        kept = allowed(sample[start], sample[end], rules)
        starts.append(start[kept])
        ends.append(end[kept])
    return np.concatenate(starts), np.concatenate(ends)


def allowed(start: Mask, end: Mask, rules: OptionRules) -> NDArray[np.bool_]:
    """Say which changes of own options, from one mask to another, the rules allow."""
    taken, dropped = end & ~start, start & ~end
    free: NDArray[np.bool_] = (taken & np.uint64(rules.drop_only)) == 0
    free &= (dropped & np.uint64(rules.take_only)) == 0
    for (fixed, value), (to_fixed, to_value) in rules.forbidden:
        leaves = (start & np.uint64(fixed)) == np.uint64(value)
        enters = (end & np.uint64(to_fixed)) == np.uint64(to_value)
        free &= ~(leaves & enters)
    return free


def _with_coalesced(
    kind: Index,
    kinds: int,
    owner: Index,
    plain: NDArray[np.bool_],
    count: int,
    edges: tuple[Offset, Offset],
    *,
    transitive: bool,
) -> MoveTable:
    """Give each coalesced state a class of its own, reached and left through its members.

    A class of option combinations then stands for several final classes: the plain
    states in it, and each coalesced state with a member in it.
    """
    loose, first = np.unique(owner[~plain], return_inverse=True)
    holds = np.unique(kind[plain])
    number = np.full(kinds, -1, dtype=np.int64)
    number[holds] = np.arange(holds.size)
    class_of = np.empty(count, dtype=np.int32)
    class_of[owner[plain]] = number[kind[plain]]
    class_of[loose] = holds.size + np.arange(loose.size)
    stands = np.unique(
        np.concatenate(
            [
                np.stack([holds, number[holds]], axis=1).astype(np.int64),
                np.stack([kind[~plain], holds.size + first], axis=1).astype(np.int64),
            ]
        ),
        axis=0,
    )
    begin = np.searchsorted(stands[:, 0], np.arange(kinds + 1))
    start, end = edges
    # each end in turn is replaced by the final classes that stand in its place
    final_end, start = _replaced(end, start, begin, stands)
    final_start, final_end = _replaced(start, final_end, begin, stands)
    keep = (final_start != final_end) | (final_start < holds.size)
    final_start, final_end = final_start[keep], final_end[keep]
    leaves = bool(np.any(final_start >= holds.size))
    return MoveTable(
        class_of,
        *_csr(final_start, final_end, holds.size + loose.size),
        transitive=transitive and not leaves,
    )


def _replaced(
    these: Offset, beside: Offset, begin: Offset, stands: Offset
) -> tuple[Offset, Offset]:
    lengths = begin[these + 1] - begin[these]
    return stands[ranges(begin[these], lengths), 1], np.repeat(beside, lengths)


def _csr(start: Offset, end: Offset, classes: int) -> tuple[Offset, Index]:
    pairs = np.unique(start.astype(np.int64) * classes + end)
    first, second = np.divmod(pairs, max(classes, 1))
    offsets = np.zeros(classes + 1, dtype=np.int64)
    np.cumsum(np.bincount(first, minlength=classes), out=offsets[1:])
    return offsets, second.astype(np.int32)
