"""What each kind of intervention changes in a model, by its definition, and nothing else."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from conflict_models import build, graph_models, option_models, option_tree
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.casebook.conflicts import load_conflict
from goodoffices.conflict import Conflict, Direction, Option, loads
from goodoffices.conflict.writing import dumps
from goodoffices.errors import InputError
from goodoffices.stability import analyse
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
from intervention_questions import combinations_of, draw_candidate, fits, fitting, origins

if TYPE_CHECKING:
    from collections.abc import Callable


def made(conflict: Conflict, *interventions: Intervention) -> Conflict:
    return apply(conflict, [Candidate(f"c{k}", one) for k, one in enumerate(interventions)])


def orders_kept(before: Conflict, after: Conflict, home: list[int]) -> None:
    """Everybody compares what is left as before."""
    for name, preference in before.preferences.items():
        for p, q in product(range(len(home)), repeat=2):
            now = after.preferences[name].compare(p, q)
            assert now == preference.compare(home[p], home[q])


def moves_left(
    before: Conflict,
    after: Conflict,
    home: list[int],
    allowed: Callable[[str, Any, Any], bool],
) -> None:
    """Of today's moves those are left whose ends are, and that are allowed between two members."""
    plain, now = PlainModel(before), PlainModel(after)
    inside = [combinations_of(after, state) for state in range(len(home))]
    for who, name in enumerate(now.names):
        for start, end in product(range(len(home)), repeat=2):
            may = home[end] in plain.reach(who, home[start]) and any(
                allowed(name, a, b) and one_move(plain, who, a, b)
                for a, b in product(inside[start], inside[end])
            )
            assert (end in now.reach(who, start)) is may


def one_move(model: PlainModel, who: int, start: Any, end: Any) -> bool:
    """Whether the model lets these very combinations be changed into each other."""
    if model.conflict.moves is not None:
        return True
    text = ["".join("Y" if one[o.id] else "N" for o in model.options) for one in (start, end)]
    return model._changes_allowed(who, *text)


def every_combination(conflict: Conflict) -> list[dict[str, Any]]:
    return [
        one for state in range(len(conflict.states)) for one in combinations_of(conflict, state)
    ]


def compared_by(conflict: Conflict, name: str, keys: list[Any]) -> None:
    for p, q in product(range(len(keys)), repeat=2):
        sign = ">" if keys[p] > keys[q] else "<" if keys[p] < keys[q] else "~"
        assert conflict.preferences[name].compare(p, q) == sign


def changed_as_defined(conflict: Conflict, candidate: Candidate) -> None:
    after = apply(conflict, [candidate])
    home = origins(conflict, after)
    whole, left = every_combination(conflict), every_combination(after)

    def free(*_: Any) -> bool:
        return True

    match candidate.intervention:
        case MakeInfeasible(states):
            kept = [one for one in whole if not fits(conflict, one, str(states))]
            assert sorted(map(str, left)) == sorted(map(str, kept))
            orders_kept(conflict, after, home)
            moves_left(conflict, after, home, free)
        case ForbidMove(name, start, end):

            def still(who: str, a: Any, b: Any) -> bool:
                hit = fits(conflict, a, start) and fits(conflict, b, end)
                return not (who == name and hit)

            orders_kept(conflict, after, home)
            moves_left(conflict, after, home, still)
        case MakeIrreversible(option, direction):

            def way(_: str, a: Any, b: Any) -> bool:
                return a[option] == b[option] or b[option] is (direction is Direction.TAKE)

            orders_kept(conflict, after, home)
            moves_left(conflict, after, home, way)
        case RaiseStates(name, states, levels):
            assert len(home) == len(conflict.states)
            moves_left(conflict, after, home, free)
            raw = conflict.preferences[name].levels.tolist()
            for state in range(len(raw)):
                if all(fits(conflict, one, states) for one in combinations_of(conflict, state)):
                    raw[state] += levels
            compared_by(after, name, raw)
        case GiveOption() as given_:
            name = given_.option.id
            wide = [{**one, name: taken} for one in whole for taken in (False, True)]
            kept = [one for one in wide if not any(fits(after, one, t) for t in given_.infeasible)]
            assert sorted(map(_sorted, left)) == sorted(map(_sorted, kept))
            assert given_.option in after.decision_maker(given_.owner).options
            given_to(conflict, after, home, given_.priorities)
            moves_with(conflict, after, given_)


def moves_with(conflict: Conflict, after: Conflict, given_: GiveOption) -> None:
    """A move changes what could be changed today and, if the owner makes it, the new option."""
    plain, now = PlainModel(conflict), PlainModel(after)
    name, direction = given_.option.id, given_.option.moves
    inside = [combinations_of(after, state) for state in range(len(after.states))]

    def may(who: int, owner: str, a: Any, b: Any) -> bool:
        if owner in conflict.preferences:
            rest = one_move(plain, who, a, b)
        else:
            rest = _sorted(a, name) == _sorted(b, name)
        way = Direction.TAKE if b[name] else Direction.DROP
        changed = owner == given_.owner and direction in (Direction.BOTH, way)
        return rest and (a[name] == b[name] or changed)

    for who, dm in enumerate(after.decision_makers):
        for start, end in product(range(len(inside)), repeat=2):
            pairs = product(inside[start], inside[end])
            found = start != end and any(may(who, dm.id, a, b) for a, b in pairs)
            assert (end in now.reach(who, start)) is found


def _sorted(one: dict[str, bool], without: str = "") -> list[tuple[str, bool]]:
    return sorted((name, taken) for name, taken in one.items() if name != without)


def given_to(conflict: Conflict, after: Conflict, home: list[int], priorities: Any) -> None:
    """Statements placed first or last come before or after everything said today."""
    for dm in after.decision_makers:
        before = conflict.preferences.get(dm.id)
        keys = []
        for state, old in enumerate(home):
            truths: dict[str, list[bool]] = {"first": [], "last": []}
            for one in priorities.get(dm.id, ()):
                held = [fits(after, c, one.statement) for c in combinations_of(after, state)]
                truths[one.place].append(all(held))
            today = 0 if before is None else int(before.levels[old])
            keys.append((truths["first"], today, truths["last"]))
        compared_by(after, dm.id, keys)


# GM 20
@settings(max_examples=30)
@given(st.data())
def test_each_kind_changes_what_it_says_option_form(data: st.DataObject) -> None:
    conflict = data.draw(option_models(coalesced=True, forbidden=data.draw(st.booleans())))
    for one in fitting(data.draw(st.randoms()), conflict, 2):
        changed_as_defined(conflict, one)


@settings(max_examples=25)
@given(st.data())
def test_each_kind_changes_what_it_says_graph_form(data: st.DataObject) -> None:
    conflict = data.draw(graph_models().filter(lambda one: len(one.states) > 1))
    for one in fitting(data.draw(st.randoms()), conflict, 2):
        changed_as_defined(conflict, one)


@settings(max_examples=30)
@given(st.data())
def test_what_is_made_can_be_written_and_read_again(data: st.DataObject) -> None:
    models = st.one_of(option_models(coalesced=True, forbidden=True), graph_models())
    conflict = data.draw(models.filter(lambda one: len(one.states) > 1))
    draw = data.draw(st.randoms())
    chosen = [draw_candidate(draw, conflict, number) for number in range(2)]
    try:
        after = apply(conflict, chosen)
    except InputError:
        return
    again = loads(dumps(after))
    assert again.states.written() == after.states.written()
    found, second = analyse(after), analyse(again)
    for concept in found.concepts:
        assert (found.stable[concept] == second.stable[concept]).all()
    for name, preference in after.preferences.items():
        assert (again.preferences[name].levels == preference.levels).all()


def test_korea_2017_with_an_invasion_that_cannot_be_undone() -> None:
    base, published = (
        load_conflict(f"korea_2017_{name}") for name in ("base", "irreversible_invasion")
    )
    one_way = [
        option.id
        for option, now in zip(base.options, published.options, strict=True)
        if option.moves is not now.moves
    ]
    after = made(base, *(MakeIrreversible(name, Direction.TAKE) for name in one_way))
    assert one_way
    found, expected = analyse(after), analyse(published)
    for concept in found.concepts:
        assert (found.stable[concept] == expected.stable[concept]).all()


def two(priorities: list[Any]) -> Conflict:
    """One decision maker, options o0 and o1, four states NN, YN, NY, YY."""
    return build(option_tree([0, 0], {"dm0": {"priorities": priorities}}))


def order(conflict: Conflict, name: str = "dm0") -> list[set[str]]:
    label = conflict.states.label
    return [{label(state) for state in tied} for tied in conflict.preferences[name].ranking()]


def test_a_statement_comes_in_at_its_place() -> None:
    given_n = Option("n", "n")

    def placed(place: Any) -> list[set[str]]:
        said = {"dm0": (Placed("n", place),)}
        return order(made(two(["o0", "o1"]), GiveOption("dm0", given_n, priorities=said)))

    at_the_end = ["YYY", "YYN", "YNY", "YNN", "NYY", "NYN", "NNY", "NNN"]
    assert placed("last") == placed(3) == [{one} for one in at_the_end]
    between = ["YYY", "YNY", "YYN", "YNN", "NYY", "NNY", "NYN", "NNN"]
    assert placed(2) == [{one} for one in between]
    at_the_start = ["YYY", "YNY", "NYY", "NNY", "YYN", "YNN", "NYN", "NNN"]
    assert placed("first") == placed(1) == [{one} for one in at_the_start]


def test_a_raised_state_counts_as_those_of_its_new_level() -> None:
    # today YY > YN > NY > NN; NN raised by 2 ties with YN, also before the statement at place 2
    said = {"dm0": (Placed("n", 2),)}
    after = made(
        two(["o0", "o1"]),
        GiveOption("dm0", Option("n", "n"), priorities=said),
        RaiseStates("dm0", "NN", 2),
    )
    assert order(after) == [
        {"YYY"},
        {"YNY", "NNY"},
        {"YYN"},
        {"YNN", "NNN"},
        {"NYY"},
        {"NYN"},
    ]


def test_raises_add_up_and_go_beyond_the_best() -> None:
    after = made(two(["o0", "o1"]), RaiseStates("dm0", "NN", 2), RaiseStates("dm0", "N-", 2))
    # NN from 0 to 4, NY from 1 to 3, YY stays at 3 and YN at 2
    assert order(after) == [{"NN"}, {"NY", "YY"}, {"YN"}]


def test_marks_of_strength_stay_between_the_levels_they_part() -> None:
    tree = option_tree([0, 0], {"dm0": {"ranking": ["YY", ">>", "YN", "NY", "NN"]}})
    after = made(build(tree), RaiseStates("dm0", "NN", 2))
    assert order(after) == [{"YY"}, {"YN", "NN"}, {"NY"}]
    assert after.preferences["dm0"].strong == {2}
    beside = made(build(tree), RaiseStates("dm0", "YN", 1))
    assert order(beside) == [{"YY", "YN"}, {"NY"}, {"NN"}]
    assert beside.preferences["dm0"].strong == {2}
    assert not made(build(tree), MakeInfeasible("YY")).preferences["dm0"].strong


def test_statements_stay_statements_where_they_say_the_same() -> None:
    said = {"dm0": (Placed("n", 2),), "dm9": (Placed("!n"),)}
    after = made(
        two(["o0", ["o1", "o0"]]),
        GiveOption("dm9", Option("n", "Guarantee"), "A guarantor", priorities=said),
    )
    assert after.preferences["dm0"].written == {"priorities": ["o0", "n", ["o1", "o0"]]}
    assert after.preferences["dm9"].written == {"priorities": ["!n"]}
    assert after.decision_maker("dm9").name == "A guarantor"


def test_today_is_kept_or_no_longer_named() -> None:
    tree = option_tree([0, 1], {"dm0": {}, "dm1": {}}, status_quo="YN")
    given_n = GiveOption("dm0", Option("n", "n"))
    after = made(build(tree), given_n)
    assert after.status_quo is not None
    assert after.states.label(after.status_quo) == "YNN"
    assert made(build(tree), MakeInfeasible("o0")).status_quo is None
    only_with = GiveOption("dm0", Option("n", "n"), infeasible=("!n & o0",))
    assert made(build(tree), only_with).status_quo is None


def test_beliefs_go_on() -> None:
    tree = option_tree([0, 1], {"dm0": {}, "dm1": {}})
    tree["beliefs"] = {"dm0": {"dm1": {"ranking": ["YY", ["YN", "NY"], "NN"]}}}
    after = made(build(tree), MakeInfeasible("NY"))
    assert [len(tied) for tied in after.beliefs["dm0"]["dm1"].ranking()] == [1, 1, 1]


LISTED = option_tree([0, 0, 1], {"dm0": {}, "dm1": {}}, states=["N-N", "Y-N", "NNY"])


@pytest.mark.parametrize(
    ("tree", "interventions", "said"),
    [
        ({}, [MakeInfeasible("o9")], "candidate c0: states: no option is called 'o9'"),
        ({}, [MakeInfeasible("o0 & !o0")], "holds in no feasible state"),
        ({}, [MakeInfeasible("o0"), MakeInfeasible("!o0")], "every state is made infeasible"),
        ({}, [ForbidMove("dm7", "YN")], "no decision maker is called 'dm7'"),
        ({}, [ForbidMove("dm0", "Y")], "has 1 marks, but the model has 2 options"),
        ({}, [ForbidMove("dm0", 3)], "expected a pattern, found 3"),
        ({}, [MakeIrreversible("o7", Direction.TAKE)], "no option is called 'o7'"),
        (
            {},
            [MakeIrreversible("o0", Direction.TAKE), MakeIrreversible("o0", Direction.DROP)],
            "candidates c0 and c1: both make 'o0' irreversible, in opposite directions",
        ),
        ({}, [RaiseStates("dm0", "YN"), RaiseStates("dm0", "YN", 2)], "both raise the same states"),
        (
            {},
            [GiveOption("dm0", Option("n", "n")), GiveOption("dm1", Option("n", "n"))],
            "both name something new 'n'",
        ),
        ({}, [GiveOption("dm0", Option("o1", "n"))], "the model has 'o1' already"),
        ({}, [GiveOption("o1", Option("n", "n"))], "the model has 'o1' already"),
        ({}, [GiveOption("dm0", Option("if", "n"))], "cannot be an id"),
        ({}, [GiveOption("dm0", Option("n", "n"), infeasible=("YNY",))], "is a pattern"),
        ({}, [GiveOption("dm0", Option("n", "n"), infeasible=("m",))], "no option is called 'm'"),
        (
            {},
            [GiveOption("dm0", Option("n", "n"), priorities={"dm1": (Placed("n", 2),)})],
            "'dm1' has no list of priorities",
        ),
        (
            {},
            [GiveOption("dm0", Option("n", "n"), priorities={"dm0": (Placed("n", 3),)})],
            "there is no place 3 among the priorities of 'dm0'",
        ),
        (
            {},
            [GiveOption("dm0", Option("n", "n"), priorities={"dm4": (Placed("n"),)})],
            "no decision maker is called 'dm4'",
        ),
        (LISTED, [MakeInfeasible("o1")], "'N-N' would be cut in two"),
        (
            option_tree([0, 0], {"dm0": {}}, ["N->Y", "both"]),
            [MakeIrreversible("o0", Direction.DROP)],
            "irreversible the other way already",
        ),
    ],
)
def test_what_does_not_fit_is_one_clear_line(
    tree: dict[str, Any], interventions: list[Intervention], said: str
) -> None:
    plain = option_tree([0, 1], {"dm0": {"priorities": ["o0"]}, "dm1": {"weights": {"o1": 1}}})
    with pytest.raises(InputError) as caught:
        made(build(tree or plain), *interventions)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("intervention", "said"),
    [
        (MakeIrreversible("a", Direction.TAKE), "no option is called"),
        (GiveOption("dm0", Option("n", "n")), "needs moves by options"),
        (MakeInfeasible("s7"), "not a feasible state"),
    ],
)
def test_graph_form_takes_what_it_can(intervention: Intervention, said: str) -> None:
    tree = {
        "format": "goodoffices-conflict/1",
        "decision_makers": [{"id": "dm0"}],
        "states": ["s0", "s1"],
        "moves": {"dm0": [[0, 1]]},
        "preferences": {"dm0": {}},
    }
    with pytest.raises(InputError, match=said):
        made(build(tree), intervention)


@pytest.mark.parametrize("cost", [0, -1, 10**10])
def test_a_cost_is_above_nothing(cost: int) -> None:
    with pytest.raises(InputError, match="cannot be a cost"):
        Candidate("a", MakeInfeasible("o0"), cost=cost)


def test_ids_are_used_once_and_unknown_preferences_refused() -> None:
    conflict = two(["o0"])
    same = [Candidate("a", MakeInfeasible("o0")), Candidate("a", MakeInfeasible("o1"))]
    with pytest.raises(InputError, match="'a' is used twice"):
        apply(conflict, same)
    tree = option_tree([0], {"dm0": {"unknown": [["N", "Y"]]}})
    with pytest.raises(InputError, match="unknown preferences"):
        made(build(tree), MakeInfeasible("o0"))
