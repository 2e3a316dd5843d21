"""Interventions against the trying of every set, by the plain definitions."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Any

from conflict_models import graph_models, option_models
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.conflict import Conflict, Direction, Option
from goodoffices.errors import InputError
from goodoffices.stability import check_equilibrium
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
    intervene,
)
from goodoffices.stability.plain import PlainModel

if TYPE_CHECKING:
    from collections.abc import Sequence

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def letters(conflict: Conflict, state: int) -> list[dict[str, bool]]:
    """Every option combination of a state, by option id."""
    values = conflict.states.members.get(state, conflict.states.values[state : state + 1])
    return [
        {option.id: bool(int(value) >> bit & 1) for bit, option in enumerate(conflict.options)}
        for value in values
    ]


def origins(before: Conflict, after: Conflict) -> list[int]:
    """The state of today that each state is, read option by option (or by its label)."""
    if before.states.labels is not None:
        return [before.states.labels.index(label) for label in after.states.labels or ()]
    names = [option.id for option in before.options]
    home = {
        tuple(one[name] for name in names): state
        for state in range(len(before.states))
        for one in letters(before, state)
    }
    return [
        home[tuple(letters(after, state)[0][name] for name in names)]
        for state in range(len(after.states))
    ]


def as_asked(
    before: Conflict,
    after: Conflict,
    concept: str,
    wanted: Sequence[set[int]],
    unwanted: Sequence[set[int]],
) -> bool:
    model = PlainModel(after)
    holds = {
        origin
        for state, origin in enumerate(origins(before, after))
        if all(model.stable(who, concept, state) for who in model.everybody)
    }
    return all(holds & one for one in wanted) and not any(holds & one for one in unwanted)


def tried(
    conflict: Conflict,
    candidates: Sequence[Candidate],
    concept: str,
    wanted: Sequence[set[int]],
    unwanted: Sequence[set[int]],
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


@st.composite
def interventions(draw: st.DrawFn, conflict: Conflict, number: int) -> Intervention:
    makers = st.sampled_from([dm.id for dm in conflict.decision_makers])
    if conflict.states.labels is not None:
        states: st.SearchStrategy[Any] = st.sampled_from(conflict.states.labels)
        ends = st.one_of(st.none(), states)
        kinds = ["infeasible", "forbid", "raise", "raise"]
    else:
        width = conflict.states.width
        pattern = st.text("YN--", min_size=width, max_size=width)
        single = st.integers(0, len(conflict.states) - 1).map(conflict.states.label)
        states = st.one_of(pattern, single)
        ends = st.one_of(pattern, single)
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
    places = st.sampled_from(["first", "last"])
    owner = draw(st.one_of(makers, st.just("mediator")))
    told = draw(st.lists(st.one_of(makers, st.just(owner)), max_size=2, unique=True))
    return GiveOption(
        owner,
        Option(own, own, draw(st.sampled_from(list(Direction)))),
        infeasible=tuple(draw(st.lists(statements, max_size=1))),
        priorities={name: (Placed(draw(statements), draw(places)),) for name in told},
    )


@st.composite
def questions(draw: st.DrawFn, models: st.SearchStrategy[Conflict]) -> tuple[Any, ...]:
    conflict = draw(models)
    count = draw(st.integers(1, 5))
    candidates = []
    for number in range(count):
        intervention = draw(interventions(conflict, number))
        cost = draw(st.sampled_from([None, 1, 2, Decimal("0.5")]))
        one = Candidate(f"c{number}", intervention, cost=cost)
        try:
            apply(conflict, [one])
        except InputError:
            continue
        candidates.append(one)
    state = st.integers(0, len(conflict.states) - 1)
    wanted = draw(st.lists(state, max_size=2, unique=True))
    unwanted = draw(st.lists(state.filter(lambda one: one not in wanted), max_size=2, unique=True))
    if not wanted and not unwanted:
        wanted = [0]
    return conflict, candidates, wanted, unwanted


def agree(question: tuple[Any, ...]) -> None:
    conflict, candidates, wanted, unwanted = question
    for concept in CONCEPTS:
        result = intervene(conflict, candidates, wanted, unwanted, concept, at_most=100)
        best, sets = tried(
            conflict, candidates, concept, [{one} for one in wanted], [{one} for one in unwanted]
        )
        assert result.complete
        assert result.cost == result.at_least == best
        assert sorted(tuple(c.id for c in one.candidates) for one in result.sets) == sorted(sets)
        for one in result.sets:
            check(conflict, result, one)


def check(conflict: Conflict, result: Any, one: Any) -> None:
    """Check one set with the independent checker, on the model as it would be written."""
    after = apply(conflict, one.candidates)
    for target, outcome in zip(result.targets, one.outcomes, strict=True):
        assert outcome.as_asked
        for view in outcome.states:
            assert after.states.label(view.position) == view.state
            objections = check_equilibrium(after, result.concept, view.position)
            left = {objection.decision_maker for objection in objections}
            assert {name: name not in left for name in view.stable} == dict(view.stable)
        assert outcome.holds == target.wanted


@settings(max_examples=60)
@given(st.data())
def test_every_set_tried_option_form(data: st.DataObject) -> None:
    agree(data.draw(questions(option_models(coalesced=True, forbidden=data.draw(st.booleans())))))


@settings(max_examples=40)
@given(questions(graph_models()))
def test_every_set_tried_graph_form(question: tuple[Any, ...]) -> None:
    agree(question)
