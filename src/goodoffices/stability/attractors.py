"""Attractors: where improvements of everybody end up, and cannot get out of again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from goodoffices.kernels.moves import ranges
from goodoffices.stability.frame import require_order
from goodoffices.stability.parts import move_tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.conflict.model import Conflict
    from goodoffices.kernels.moves import MoveTable
    from goodoffices.stability.frame import Levels

    Places = NDArray[np.int64]
    Pairs = tuple[Places, Places]

__all__ = ["attractors"]


def attractors(conflict: Conflict) -> tuple[tuple[int, ...], ...]:
    """Return every attractor as a set of states, by increasing lowest state.

    Implements "Attractors" of the graph model definitions: the strongly connected
    components of the graph of all improvements that no improvement leaves. A single
    state is one just where it is a Nash equilibrium. Improvements are not listed one by
    one: all states of a class at or above a level are reached through one further node,
    which leads on to the next level up, so that time is near linear in states times
    decision makers (plus the pairs of classes, with irreversible options).
    """
    require_order(conflict)
    count = len(conflict.states)
    tables = move_tables(conflict)
    starts, ends = [], []
    nodes = count
    for table, dm in zip(tables, conflict.decision_makers, strict=True):
        steps = _Steps(table, conflict.preferences[dm.id].levels, nodes)
        for start, end in steps.links():
            starts.append(start)
            ends.append(end)
        nodes += steps.size
    start, end = np.concatenate(starts), np.concatenate(ends)
    links = coo_array((np.ones(start.size, dtype=np.int8), (start, end)), shape=(nodes, nodes))
    labels = connected_components(links, directed=True, connection="strong")[1]
    left = np.zeros(int(labels.max()) + 1, dtype=np.bool_)
    left[labels[start[labels[start] != labels[end]]]] = True
    own = labels[:count]
    inside = np.flatnonzero(~left[own])
    found: dict[int, list[int]] = {}
    for state in inside.tolist():
        found.setdefault(int(own[state]), []).append(state)
    return tuple(tuple(states) for states in found.values())


class _Steps:
    """One decision maker's levels within each class, each a node above the states."""

    def __init__(self, table: MoveTable, levels: Levels, first: int) -> None:
        self.table = table
        self.levels = levels.astype(np.int64)
        self.width = int(levels.max()) + 1
        self.first = first
        key = table.class_of.astype(np.int64) * self.width + self.levels
        self.keys, self.node_of = np.unique(key, return_inverse=True)
        self.size = int(self.keys.size)

    def links(self) -> list[Pairs]:
        """Return links from nodes to states and to the next node up, and from states to nodes."""
        states = np.arange(self.levels.size, dtype=np.int64)
        nodes = np.arange(self.size, dtype=np.int64)
        kind = self.keys // self.width
        up = np.flatnonzero(kind[1:] == kind[:-1])
        return [
            (self.first + self.node_of, states),
            (self.first + nodes[up], self.first + nodes[up] + 1),
            self._improving(states),
        ]

    def _improving(self, states: Places) -> Pairs:
        """For each state and class it can move to, the lowest level there that is better."""
        lengths = np.diff(self.table.offsets)[self.table.class_of]
        places = ranges(self.table.offsets[self.table.class_of], lengths)
        target = self.table.targets[places].astype(np.int64)
        start = np.repeat(states, lengths)
        node = np.searchsorted(self.keys, target * self.width + self.levels[start], "right")
        inside = node < self.size
        inside[inside] = self.keys[node[inside]] // self.width == target[inside]
        return start[inside], self.first + node[inside]
