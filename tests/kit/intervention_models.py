"""Random candidates for a model, and how a changed model is read against that of today."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from goodoffices.conflict import Conflict, Direction, Option
from goodoffices.conflict.expressions import Columns, parse
from goodoffices.stability.interventions import (
    Candidate,
    ForbidMove,
    GiveOption,
    Intervention,
    MakeInfeasible,
    MakeIrreversible,
    Placed,
    RaiseStates,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

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


@st.composite
def _interventions(draw: st.DrawFn, conflict: Conflict, number: int) -> Intervention:
    makers = st.sampled_from([dm.id for dm in conflict.decision_makers])
    if conflict.states.labels is not None:
        states: st.SearchStrategy[Any] = st.sampled_from(conflict.states.labels)
        ends = st.one_of(st.none(), states)
        kinds = ["infeasible", "forbid", "raise", "raise"]
    else:
        width = conflict.states.width
        pattern = st.text("YN--", min_size=width, max_size=width)
        single = st.integers(0, len(conflict.states) - 1).map(conflict.states.label)
        states = ends = st.one_of(pattern, single)
        kinds = ["infeasible", "forbid", "irreversible", "option", "raise", "raise"]
    kind = draw(st.sampled_from(kinds))
    if kind == "infeasible":
        return MakeInfeasible(draw(states))
    if kind == "forbid":
        return ForbidMove(draw(makers), draw(ends), draw(ends))
    if kind == "raise":
        return RaiseStates(draw(makers), draw(states), draw(st.integers(1, 3)))
    if kind == "irreversible":
        option = draw(st.sampled_from([one.id for one in conflict.options]))
        return MakeIrreversible(option, draw(st.sampled_from([Direction.TAKE, Direction.DROP])))
    own, other = f"new{number}", conflict.options[0].id
    statements = st.sampled_from([own, f"!{own}", f"{own} & {other}", f"{own} iff {other}"])
    owner = draw(st.one_of(makers, st.just("mediator")))
    told = draw(st.lists(st.one_of(makers, st.just(owner)), max_size=2, unique=True))
    places = st.sampled_from(["first", "last"])
    return GiveOption(
        owner,
        Option(own, own, draw(st.sampled_from(list(Direction)))),
        infeasible=tuple(draw(st.lists(statements, max_size=1))),
        priorities={name: (Placed(draw(statements), draw(places)),) for name in told},
    )


def candidates_for(conflict: Conflict, number: int) -> st.SearchStrategy[Candidate]:
    """Candidates of every kind that a model of this form takes; some do not fit it."""
    costs = st.sampled_from([None, 1, 2, Decimal("0.5")])
    return st.builds(Candidate, st.just(f"c{number}"), _interventions(conflict, number), cost=costs)
