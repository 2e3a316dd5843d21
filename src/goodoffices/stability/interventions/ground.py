"""The states once some are ruled out and options are given, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.expressions import Columns, parse
from goodoffices.conflict.layout import Layout
from goodoffices.conflict.model import Conflict, DecisionMaker
from goodoffices.conflict.states import States
from goodoffices.errors import InputError, LimitError
from goodoffices.kernels.states import STATE_LIMIT, group
from goodoffices.saying import say
from goodoffices.stability.interventions.kinds import GiveOption, MakeInfeasible

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.conflict.expressions import Mask
    from goodoffices.stability.interventions.resolved import Resolved

    Places = NDArray[np.int64]

__all__ = ["Ground", "ground_of", "together"]

_OPTIONS = 64


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """States after an intervention.

    ``origin`` (one a state): the state of today that it is, new options left aside.
    ``layout``: where today's options stand now. ``written``: what a file would say of
    these states.
    """

    makers: tuple[DecisionMaker, ...]
    states: States
    origin: Places
    layout: Layout
    written: Mapping[str, object]

    @property
    def option_bits(self) -> dict[str, int]:
        return {name: bit for bit, name in enumerate(self.layout.options)}

    def widen(self, pattern: str) -> str:
        """Return a pattern over today's options as one that leaves the new ones open."""
        return str(self.layout.letters(pattern))

    @property
    def fresh(self) -> np.uint64:
        """The new options, as a mask."""
        return _fresh(self.layout)


def _fresh(layout: Layout) -> np.uint64:
    return np.uint64(sum(1 << bit for bit, old in enumerate(layout.source) if old is None))


def ground_of(conflict: Conflict, chosen: Sequence[Resolved]) -> Ground:
    """Return the states that are left, with the options that are given.

    Implements "Interventions" of the graph model definitions for what is made infeasible
    and for new options: statements of today keep their meaning, patterns leave new
    options open, and a coalesced state stays one. Linear in option combinations. Raises
    InputError where no state is left, and where a listed state would be cut in two.
    """
    removed = [one for one in chosen if isinstance(one.candidate.intervention, MakeInfeasible)]
    if conflict.states.labels is not None:
        return _labelled(conflict, removed)
    given = [one.candidate.intervention for one in chosen]
    options = [one for one in given if isinstance(one, GiveOption)]
    makers = _makers(conflict.decision_makers, options)
    total = tuple(option.id for dm in makers for option in dm.options)
    if len(total) > _OPTIONS:
        raise LimitError(say("more than {options} options", options=_OPTIONS), where="candidates")
    old = _Widening(conflict, Layout(conflict.option_bits, total, {}))
    ruled_out = [
        *(old.wide(one.statement) for one in removed),
        *(text for one in options for text in one.infeasible),
    ]
    bits = {name: bit for bit, name in enumerate(total)}
    left = np.ones(old.masks.size, dtype=np.bool_)
    columns = Columns(old.masks)
    for text in ruled_out:
        left &= ~parse(text, bits).holds(columns)
    if not left.any():
        raise InputError(say("every state is made infeasible"), where="states")
    written = {key: value for key, value in conflict.written.items() if key != "pairwise"}
    if "states" in written and "infeasible" not in written:
        old.refuse_cut(left)
    elif ruled_out or "infeasible" in written:
        written["infeasible"] = [*old.texts("infeasible"), *ruled_out]
    states, origin = old.states(left)
    if "states" in written:
        written["states"] = states.written()
    if "coalesce" in written:
        columns = Columns(old.masks[left])
        together = old.texts("coalesce")
        written["coalesce"] = [one for one in together if parse(one, bits).holds(columns).any()]
    return Ground(makers, states, origin, old.layout, written)


def _labelled(conflict: Conflict, removed: Sequence[Resolved]) -> Ground:
    """Return what is left of a graph without options."""
    kept = np.ones(len(conflict.states), dtype=np.bool_)
    for one in removed:
        kept &= ~one.states
    if not kept.any():
        raise InputError(say("every state is made infeasible"), where="states")
    origin = np.flatnonzero(kept)
    labels = tuple(conflict.states.label(int(place)) for place in origin)
    states = States(0, np.zeros(origin.size, dtype=np.uint64), labels=labels)
    layout = Layout({}, (), {})
    return Ground(conflict.decision_makers, states, origin, layout, {"states": list(labels)})


def _makers(
    makers: Sequence[DecisionMaker], options: Sequence[GiveOption]
) -> tuple[DecisionMaker, ...]:
    """Give each owner its new options, after its own; new owners come last."""
    table = {dm.id: dm for dm in makers}
    for one in options:
        owner = table.get(one.owner) or DecisionMaker(one.owner, one.owner_name or one.owner)
        table[one.owner] = DecisionMaker(owner.id, owner.name, (*owner.options, one.option))
    return tuple(table.values())


def together(conflict: Conflict) -> NDArray[np.bool_]:
    """Say which of today's states are coalesced, those of a single combination included."""
    loose = np.zeros(len(conflict.states), dtype=np.bool_)
    loose[list(conflict.states.members)] = True
    masks, owner = conflict.states.underlying()
    for key in ("coalesce", "states"):
        value = conflict.written.get(key, ())
        for place, text in enumerate(value if isinstance(value, (list, tuple)) else ()):
            if key == "states":
                loose[place] |= "-" in str(text)
                continue
            inside = parse(str(text), conflict.option_bits).holds(Columns(masks))
            loose[owner[inside]] = True
    return loose


class _Widening:
    """Today's option combinations, each with every choice of the new options."""

    def __init__(self, conflict: Conflict, layout: Layout) -> None:
        self.conflict = conflict
        self.layout = layout
        old, owner = conflict.states.underlying()
        fresh = [bit for bit, source in enumerate(layout.source) if source is None]
        if old.size << len(fresh) > STATE_LIMIT:
            raise LimitError(
                say("the model has more than {state_limit} states", state_limit=f"{STATE_LIMIT:,}"),
                where="candidates",
            )
        masks = np.zeros(old.size, dtype=np.uint64)
        for bit, source in enumerate(layout.source):
            if source is not None:
                masks |= ((old >> np.uint64(source)) & np.uint64(1)) << np.uint64(bit)
        for bit in fresh:
            masks = np.concatenate([masks, masks | np.uint64(1 << bit)])
        self.masks: Mask = masks
        self.owner = np.tile(owner.astype(np.int64), 1 << len(fresh))

    def wide(self, text: str) -> str:
        """Return a statement of today that leaves new options open."""
        return str(self.layout.statement(text))

    def texts(self, key: str) -> list[str]:
        value = self.conflict.written.get(key, ())
        return [self.wide(str(one)) for one in value] if isinstance(value, (list, tuple)) else []

    def states(self, left: NDArray[np.bool_]) -> tuple[States, Places]:
        """Return the states made of the combinations left, and today's state of each."""
        masks, owner = self.masks[left], self.owner[left]
        loose = together(self.conflict)[owner]
        # a coalesced state keeps one key; of the others each combination is a state
        key = np.where(loose, owner, len(self.conflict.states) + np.arange(owner.size))
        number, count = group(key.astype(np.uint64))
        lowest = np.full(count, np.iinfo(np.uint64).max, dtype=np.uint64)
        np.minimum.at(lowest, number, masks)
        today = np.zeros(count, dtype=np.int64)
        today[number] = owner
        order = np.argsort(lowest, kind="stable")
        if "states" in self.conflict.written:
            order = np.lexsort((today, lowest & _fresh(self.layout)))
        place = np.empty(count, dtype=np.int64)
        place[order] = np.arange(count)
        sizes = np.bincount(number, minlength=count)
        members = {
            int(place[one]): np.sort(masks[number == one]) for one in np.flatnonzero(sizes > 1)
        }
        return States(len(self.layout.options), lowest[order], members), today[order]

    def refuse_cut(self, left: NDArray[np.bool_]) -> None:
        """Refuse to part a state that is listed with options left open."""
        loose = together(self.conflict)[self.owner]
        gone = np.unique(self.owner[loose & ~left])
        cut = gone[np.isin(gone, self.owner[loose & left])]
        if cut.size:
            raise InputError(
                say(
                    "{label} would be cut in two",
                    label=repr(self.conflict.states.label(int(cut[0]))),
                ),
                where="states",
                remedy=say(
                    "Rule out all of a state that stands for several combinations, or none."
                ),
            )
