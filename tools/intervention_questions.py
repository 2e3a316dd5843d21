"""Random candidates for a model, and every set of them tried by the plain definitions."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.conflict import Conflict, Direction, Option
from goodoffices.conflict.expressions import Columns, parse
from goodoffices.errors import InputError
from goodoffices.stability.interventions import (
    Candidate,
    ForbidMove,
    GiveOption,
    Intervention,
    MakeInfeasible,
    MakeIrreversible,
    Placed,
    RaiseStates,
    apply,
)
from goodoffices.stability.plain import PlainModel

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

__all__ = [
    "as_asked",
    "combinations_of",
    "draw_candidate",
    "fits",
    "fitting",
    "origins",
    "tried",
]

_HALF = 0.5
Combination = dict[str, Any]
"""Options by id, taken or not; in graph form the label under "label"."""


def combinations_of(conflict: Conflict, state: int) -> list[Combination]:
    """Every option combination of a state."""
    if conflict.states.labels is not None:
        return [{"label": conflict.states.labels[state]}]
    values = conflict.states.members.get(state, conflict.states.values[state : state + 1])
    return [
        {option.id: bool(int(value) >> bit & 1) for bit, option in enumerate(conflict.options)}
        for value in values
    ]


def fits(conflict: Conflict, combination: Mapping[str, Any], text: str | int | None) -> bool:
    """Whether a statement or pattern (None: anything; in graph form a label) holds."""
    if text is None:
        return True
    if "label" in combination:
        return bool(combination["label"] == text)
    taken = sum(combination[option.id] << bit for bit, option in enumerate(conflict.options))
    columns = Columns(np.array([taken], dtype=np.uint64))
    return bool(parse(str(text), conflict.option_bits).holds(columns)[0])


def origins(before: Conflict, after: Conflict) -> list[int]:
    """The state of today that each state is, read option by option (or by its label)."""
    names = list(combinations_of(before, 0)[0])
    home = {
        tuple(one[name] for name in names): state
        for state in range(len(before.states))
        for one in combinations_of(before, state)
    }
    return [
        home[tuple(combinations_of(after, state)[0][name] for name in names)]
        for state in range(len(after.states))
    ]


def draw_candidate(
    draw: random.Random, conflict: Conflict, number: int, giving: float = 0.0
) -> Candidate:
    """Return a candidate of any kind that a model of this form takes; some do not fit it.

    ``giving``: the least part of them that give an option, where options have moves.
    """
    cost = draw.choice([None, 1, 2, Decimal("0.5")])
    if conflict.states.labels is None and draw.random() < giving:
        return Candidate(f"c{number}", _given(draw, conflict, f"new{number}"), cost=cost)
    return Candidate(f"c{number}", _intervention(draw, conflict, number), cost=cost)


def _intervention(draw: random.Random, conflict: Conflict, number: int) -> Intervention:
    graph = conflict.states.labels is not None
    kinds = ["infeasible", "forbid", "raise", "raise"]
    kind = draw.choice(kinds if graph else [*kinds, "irreversible", "option"])
    maker = draw.choice(conflict.decision_makers).id
    if kind == "infeasible":
        return MakeInfeasible(_states(draw, conflict))
    if kind == "forbid":
        return ForbidMove(maker, _end(draw, conflict), _end(draw, conflict))
    if kind == "raise":
        return RaiseStates(maker, _states(draw, conflict), draw.randint(1, 3))
    if kind == "irreversible":
        option = draw.choice(conflict.options).id
        return MakeIrreversible(option, draw.choice([Direction.TAKE, Direction.DROP]))
    return _given(draw, conflict, f"new{number}")


def _states(draw: random.Random, conflict: Conflict) -> str:
    if conflict.states.labels is None and draw.random() < _HALF:
        return "".join(draw.choice("YN--") for _ in conflict.options)
    return conflict.states.label(draw.randrange(len(conflict.states)))


def _end(draw: random.Random, conflict: Conflict) -> str | None:
    return None if draw.randrange(4) == 0 else _states(draw, conflict)


def _given(draw: random.Random, conflict: Conflict, own: str) -> GiveOption:
    other = draw.choice(conflict.options).id
    statements = [own, f"!{own}", f"{own} & {other}", f"{own} iff {other}"]
    names = [dm.id for dm in conflict.decision_makers]
    owner = draw.choice([*names, "mediator"])
    told = {draw.choice([*names, owner]) for _ in range(draw.randrange(3))}
    return GiveOption(
        owner,
        Option(own, own, draw.choice(list(Direction))),
        infeasible=(draw.choice(statements),) if draw.random() < _HALF else (),
        priorities={
            name: (Placed(draw.choice(statements), draw.choice(["first", "last"])),)
            for name in sorted(told)
        },
    )


def fitting(
    draw: random.Random, conflict: Conflict, most: int, giving: float = 0.0
) -> list[Candidate]:
    """Return up to ``most`` candidates that the model takes."""
    found = []
    for number in range(draw.randint(1, most)):
        one = draw_candidate(draw, conflict, number, giving)
        try:
            apply(conflict, [one])
        except InputError:
            continue
        found.append(one)
    return found


def as_asked(
    before: Conflict,
    after: Conflict,
    concept: str,
    wanted: Sequence[int],
    unwanted: Sequence[int],
) -> bool:
    """Whether the changed model is as asked, by the plain definitions of GM 5 and GM 20."""
    model = PlainModel(after)
    holds = {
        origin
        for state, origin in enumerate(origins(before, after))
        if all(model.stable(who, concept, state) for who in model.everybody)
    }
    return holds.issuperset(wanted) and holds.isdisjoint(unwanted)


def tried(
    conflict: Conflict,
    candidates: Sequence[Candidate],
    concept: str,
    wanted: Sequence[int],
    unwanted: Sequence[int],
) -> tuple[Decimal | None, list[tuple[str, ...]]]:
    """Try every set of candidates: the least cost, and the sets of that cost."""
    best: Decimal | None = None
    sets: list[tuple[str, ...]] = []
    for size in range(len(candidates) + 1):
        for chosen in combinations(candidates, size):
            cost = sum((one.price for one in chosen), Decimal(0))
            if best is not None and cost > best:
                continue
            try:
                after = apply(conflict, chosen)
            except InputError:
                continue
            if not as_asked(conflict, after, concept, wanted, unwanted):
                continue
            if best is None or cost < best:
                best, sets = cost, []
            sets.append(tuple(one.id for one in chosen))
    return best, sets
