"""Simultaneous sanctions (SIM): improvements met by what the others do at the same moment."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import InputError, LimitError
from goodoffices.kernels.moves import allowed
from goodoffices.kernels.states import group
from goodoffices.saying import say
from goodoffices.stability.concept import Concept
from goodoffices.stability.parts import option_rules

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.kernels.moves import OptionRules
    from goodoffices.stability.frame import Frame

    Masks = NDArray[np.uint64]

__all__ = ["SIM"]

_JOINT = 1 << 22


def solve(frame: Frame, who: int) -> NDArray[np.bool_]:
    """Stable where each improvement meets a joint reply that makes it no better than s.

    Graph model definitions, "Simultaneous sanctions": a reply is made of one choice of
    each opponent, to stay or an improvement of its own from s, all applied together with
    the option changes of ``who``; a combination that is not feasible is no reply. One
    bool a state. Time is that of the joint replies, of which there are as many as the
    product of the opponents' improvements. Raises InputError in graph form.
    """
    return _Joint(frame).stable(who)


class _Joint:
    """Option combinations, and what each decision maker may change of one."""

    def __init__(self, frame: Frame) -> None:
        conflict = frame.conflict
        if conflict.moves is not None or conflict.states.labels is not None:
            raise InputError(
                say("simultaneous sanctions need moves by options, not a list of moves"),
                where="concepts",
                remedy=say("Leave out 'sim'."),
            )
        self.levels = frame.levels
        masks, owner = conflict.states.underlying()
        order = np.argsort(masks)
        self.masks: Masks = masks[order]
        self.owner = owner[order]
        self.parts = [
            _Part(self.masks, option_rules(conflict, dm.id)) for dm in conflict.decision_makers
        ]

    def stable(self, who: int) -> NDArray[np.bool_]:
        levels = self.levels[who]
        stable = np.ones(levels.size, dtype=np.bool_)
        deterred: dict[int, set[int]] = {}
        gains: dict[int, set[int]] = {}
        for place, (mask, state) in enumerate(
            zip(self.masks.tolist(), self.owner.tolist(), strict=True)
        ):
            own = self._improvements(who, place)
            if not own.size:
                continue
            ends = self._owners(own)[0]
            gains.setdefault(state, set()).update(ends.tolist())
            replies = own[:, None] ^ self._replies(who, place, mask)[None, :]
            met, feasible = self._owners(replies)
            held = (feasible & (levels[met] <= levels[state])).any(axis=1)
            deterred.setdefault(state, set()).update(ends[held].tolist())
        for state, ends_of in gains.items():
            stable[state] = ends_of <= deterred[state]
        return stable

    def _improvements(self, who: int, place: int) -> Masks:
        """Return the combinations that ``who`` can change this one to for the better."""
        ends = self.parts[who].ends(self.masks, place)
        levels, state = self.levels[who], self.owner[place]
        better: Masks = ends[levels[self._owners(ends)[0]] > levels[state]]
        return better

    def _replies(self, who: int, place: int, mask: int) -> Masks:
        """Return the opponents' joint changes, that of nobody among them."""
        here = np.uint64(mask)
        still = np.zeros(1, dtype=np.uint64)
        choices = [
            np.append(still, self._improvements(other, place) ^ here)
            for other in range(len(self.parts))
            if other != who
        ]
        if np.prod([float(one.size) for one in choices]) > _JOINT:
            raise LimitError(
                say("the opponents have too many joint replies"), remedy=say("Leave out 'sim'.")
            )
        return reduce(lambda done, one: (done[:, None] ^ one[None, :]).ravel(), choices, still)

    def _owners(self, masks: Masks) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """Return the state of each combination, and whether it is feasible at all."""
        places = np.minimum(np.searchsorted(self.masks, masks), self.masks.size - 1)
        return self.owner[places], self.masks[places] == masks


class _Part:
    """One decision maker's options: combinations that agree in all others stand together."""

    def __init__(self, masks: Masks, rules: OptionRules) -> None:
        self.rules = rules
        self.kind, kinds = group(masks & np.uint64(~rules.own & (2**64 - 1)))
        self.order = np.argsort(self.kind, kind="stable")
        self.starts = np.searchsorted(self.kind[self.order], np.arange(kinds + 1))

    def ends(self, masks: Masks, place: int) -> Masks:
        """Return the combinations that one move changes this one to."""
        kind = self.kind[place]
        ends = masks[self.order[self.starts[kind] : self.starts[kind + 1]]]
        fits = allowed(masks[place : place + 1], ends, self.rules)
        moved: Masks = ends[fits & (ends != masks[place])]
        return moved


SIM = Concept(
    id="sim",
    name="Stability against simultaneous sanctions",
    source="N. M. Fraser and K. W. Hipel, Conflict Analysis, North-Holland 1984",
    solve=solve,
    explained=False,
)
