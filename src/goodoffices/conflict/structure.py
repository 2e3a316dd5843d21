"""A conflict with other options, owners or states: the model written down anew.

Whatever is said of options by their place (patterns, listed states) is moved to the new
places, whatever is said of single states is said of those that stand for them now, and
the whole is read again as any file is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.expressions import Columns, parse
from goodoffices.conflict.fields import as_list, join, known, shown
from goodoffices.conflict.layout import Layout
from goodoffices.conflict.model import NOT_OF_ANOTHER
from goodoffices.conflict.reading import read_tree
from goodoffices.conflict.writing import to_tree
from goodoffices.errors import InputError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from goodoffices.conflict.expressions import Truth
    from goodoffices.conflict.model import Conflict, Option
    from goodoffices.conflict.states import States

    Tree = dict[str, object]
    Places = NDArray[np.int64]

__all__ = ["Structure"]


class Structure:
    """One conflict, to be changed in its options or states; each change is a new `Conflict`."""

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        self.makers = list(conflict.decision_makers)
        self.bits = conflict.option_bits

    def ruled_out(self, statements: Sequence[str]) -> Conflict:
        if self.conflict.states.labels is not None:
            return self._without_labelled(statements)
        return self._rebuilt({}, statements)

    def with_option(self, owner: str, option: Option) -> Conflict:
        self._has_no_listed_moves(option.id)
        who = self._number(owner)
        self.makers[who] = replace(self.makers[who], options=(*self.makers[who].options, option))
        return self._rebuilt({})

    def without_option(self, option: str, *, taken: bool) -> Conflict:
        known(option, self.bits, "option", "options")
        self._drop(option)
        return self._rebuilt({self.bits[option]: taken})

    def with_owner(self, option: str, owner: str) -> Conflict:
        known(option, self.bits, "option", "options")
        self._has_no_listed_moves(option)
        who = self._number(owner)
        moved = self._drop(option)
        self.makers[who] = replace(self.makers[who], options=(*self.makers[who].options, moved))
        return self._rebuilt({})

    def _number(self, owner: str) -> int:
        ids = [dm.id for dm in self.makers]
        known(owner, ids, "decision maker", "decision_makers")
        return ids.index(owner)

    def _drop(self, option: str) -> Option:
        found = self.conflict.options[self.bits[option]]
        self.makers = [
            replace(dm, options=tuple(one for one in dm.options if one.id != option))
            for dm in self.makers
        ]
        return found

    def _has_no_listed_moves(self, option: str) -> None:
        if self.conflict.moves is not None:
            raise InputError(
                say(
                    "the moves of this model are listed, and do not say who could "
                    "change this option"
                ),
                where=shown(option),
                remedy=say("Give the model options and no list of moves."),
            )

    def _layout(self, settled: dict[int, bool]) -> Layout:
        return Layout(self.bits, tuple(one.id for dm in self.makers for one in dm.options), settled)

    def _rebuilt(self, settled: dict[int, bool], ruled_out: Sequence[str] = ()) -> Conflict:
        """Write the model with the new decision makers, and read it again."""
        layout = self._layout(settled)
        tree = to_tree(replace(self.conflict, decision_makers=tuple(self.makers), status_quo=None))
        gone = self._gone(settled, ruled_out)
        infeasible = self._statements("infeasible", layout)
        if "states" not in tree or "infeasible" in tree:
            tree["infeasible"] = [*infeasible, *ruled_out]
        if "coalesce" in tree:
            tree["coalesce"] = self._statements("coalesce", layout, gone)
        if "states" in tree:
            tree["states"] = self._lines(layout, gone)
        tree["forbidden_moves"] = {
            name: [
                (leaves, enters)
                for pair in pairs
                for leaves, enters in [[layout.letters(one) for one in pair]]
                if leaves is not None and enters is not None
            ]
            for name, pairs in self.conflict.forbidden_moves.items()
        }
        states = _read_bare(tree)
        return self._filled(tree, states, layout, layout.origin(states, self.conflict.states))

    def _gone(self, settled: dict[int, bool], ruled_out: Sequence[str]) -> Truth:
        """Say which combinations of options are ruled out, or settled otherwise."""
        masks = self.conflict.states.underlying()[0]
        columns = Columns(masks)
        gone = np.zeros(masks.size, dtype=np.bool_)
        for place, text in enumerate(ruled_out):
            gone |= parse(text, self.bits, where=join("infeasible", place)).holds(columns)
        for bit, taken in settled.items():
            gone |= columns.option(bit) != taken
        return gone

    def _statements(self, key: str, layout: Layout, gone: Truth | None = None) -> list[str]:
        """Rewrite what is infeasible or coalesced; leave out what speaks of nothing any more."""
        masks = self.conflict.states.underlying()[0]
        columns = Columns(masks)
        texts = []
        for place, text in enumerate(as_list(self.conflict.written.get(key, ()), key)):
            spot = join(key, place)
            left = layout.statement(str(text), spot)
            if left is True:
                raise InputError(
                    say("{text} would hold in every state", text=shown(text)),
                    where=spot,
                    remedy=say("Change that first."),
                )
            holds = parse(str(text), self.bits).holds(columns)
            if left is not False and (gone is None or bool((holds & ~gone).any())):
                texts.append(left)
        return texts

    def _lines(self, layout: Layout, gone: Truth) -> list[str]:
        """Return the list of states, without those that are gone, in every form of a new option."""
        states = self.conflict.states
        owner = states.underlying()[1]
        whole = np.bincount(owner, minlength=len(states))
        out = np.bincount(owner, weights=gone, minlength=len(states)).astype(np.int64)
        partly = np.flatnonzero((out > 0) & (out < whole))
        if partly.size and not layout.settled and "infeasible" not in self.conflict.written:
            raise InputError(
                say(
                    "the statements rule out a part of {label} only",
                    label=repr(states.label(int(partly[0]))),
                ),
                where="infeasible",
                remedy=say("A coalesced state of the list stays whole, or goes as a whole."),
            )
        lines = [
            layout.letters(states.label(place), "-" if place in states.members else mark)
            for mark in "NY"
            for place in np.flatnonzero(out < whole).tolist()
        ]
        return list(dict.fromkeys(line for line in lines if line is not None))

    def _without_labelled(self, labels: Sequence[str]) -> Conflict:
        states = self.conflict.states
        gone = {states.find(label, join("infeasible", k)) for k, label in enumerate(labels)}
        origin = np.array([k for k in range(len(states)) if k not in gone], dtype=np.int64)
        if not origin.size:
            raise InputError(say("every state is infeasible"), where="infeasible")
        tree = to_tree(replace(self.conflict, status_quo=None))
        tree["states"] = [states.label(place) for place in origin.tolist()]
        layout = self._layout({})
        return self._filled(tree, _read_bare(tree), layout, origin)

    def _filled(self, tree: Tree, states: States, layout: Layout, origin: Places) -> Conflict:
        """Say of the new states what was said of those they stand for, and read the whole."""
        conflict = self.conflict
        pairs: Tree = {}
        preferences: Tree = {}
        for name, one in conflict.preferences.items():
            preferences[name], stated = layout.preference(one, states, origin)
            if stated:
                pairs[name] = stated
        tree |= {"preferences": preferences, "pairwise": pairs}
        if not pairs:
            del tree["pairwise"]
        if conflict.beliefs:
            tree["beliefs"] = {
                holder: {
                    name: layout.preference(one, states, origin)[0] for name, one in held.items()
                }
                for holder, held in conflict.beliefs.items()
            }
        if conflict.moves is not None:
            place = {old: new for new, old in enumerate(origin.tolist())}
            tree["moves"] = {
                name: [[place[a], place[b]] for a, b in edges if a in place and b in place]
                for name, edges in conflict.moves.items()
            }
        if conflict.status_quo is not None:
            now = np.flatnonzero(origin == conflict.status_quo)
            if not now.size:
                raise InputError(
                    say(
                        "today's state, {label}, would not be feasible",
                        label=repr(conflict.states.label(conflict.status_quo)),
                    ),
                    where="status_quo",
                    remedy=say("Name another with with_status_quo, or None, first."),
                )
            tree["status_quo"] = states.label(int(now[0]))
        return read_tree({key: one for key, one in tree.items() if key not in NOT_OF_ANOTHER})


def _read_bare(tree: Tree) -> States:
    """Read the states of a model of which nothing else is said yet."""
    ids = [dm["id"] for dm in as_list(tree["decision_makers"], "") if isinstance(dm, dict)]
    keys = ("format", "decision_makers", "infeasible", "coalesce", "states")
    bare = {key: tree[key] for key in keys if key in tree}
    if "moves" in tree:
        bare["moves"] = {name: [] for name in ids}
    return read_tree({**bare, "preferences": {name: {} for name in ids}}).states
