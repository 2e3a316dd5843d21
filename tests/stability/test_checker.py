"""The independent checker knows every concept, and refuses what it does not."""

from __future__ import annotations

import pytest
from conflict_models import build, option_tree

from goodoffices.casebook.conflicts import load_conflict
from goodoffices.errors import InputError
from goodoffices.stability import Checker, CoalitionChecker, Objection, check_equilibrium


def test_objections_name_who_leaves_and_for_what() -> None:
    """In chicken nobody stays where both give way: each would rather have won."""
    conflict = load_conflict("chicken")
    states = range(len(conflict.states))
    both = [state for state in states if len(check_equilibrium(conflict, "nash", state)) == 2]
    for state in both:
        for one in check_equilibrium(conflict, "nash", state):
            preference = conflict.preferences[one.decision_maker]
            assert preference.compare(one.to, state) == ">"
    assert len(both) == 2  # both give way, both go on
    assert {one for state in states for one in check_equilibrium(conflict, "l1", state)} == {
        one for state in states for one in check_equilibrium(conflict, "nash", state)
    }


def test_prisoners_object_together_to_their_dilemma() -> None:
    conflict = load_conflict("prisoners_dilemma")
    (nash,) = (s for s in range(4) if not check_equilibrium(conflict, "nash", s))
    ((one, *more), alone) = (
        CoalitionChecker(conflict).objections("cnash", nash),
        CoalitionChecker(conflict, [["prisoner_one"], ["prisoner_2"]]).objections("cnash", nash),
    )
    assert one.decision_maker == "prisoner_one+prisoner_2"
    assert not more
    assert alone == ()


def test_a_strong_sanction_is_far_worse() -> None:
    """dm0 gains by YN; dm1 answers with YY, which is worse but not far worse than NN."""
    prefs = {"dm0": {"ranking": ["YN", "NN", "YY", ">>", "NY"]}, "dm1": {"priorities": ["o1"]}}
    conflict = build(option_tree([0, 1], prefs))
    behaviour = {"dm0": "seq", "dm1": "gmr"}
    assert Objection("dm0", 1) in Checker(conflict, strong=True).objections(behaviour, 0)
    named = [one.decision_maker for one in Checker(conflict).objections(behaviour, 0)]
    assert "dm0" not in named


@pytest.mark.parametrize(
    ("case", "concept", "said"),
    [
        ("chicken", "smt", "Did you mean"),
        ("elmira_12state", "l2", "'l2' is not defined for this model"),
        ("elmira_12state", "nonmyopic", "'nonmyopic' is not defined for this model"),
        ("chicken", "l100", "no concept is called 'l100'"),
    ],
)
def test_what_is_not_defined_is_refused(case: str, concept: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        check_equilibrium(load_conflict(case), concept, 0)


def test_strength_and_coalitions_have_concepts_of_their_own() -> None:
    conflict = load_conflict("chicken")
    with pytest.raises(InputError, match="'nash' is not defined"):
        Checker(conflict, strong=True).objections("nash", 0)
    with pytest.raises(InputError, match="no concept is called 'seq'"):
        CoalitionChecker(conflict).objections("seq", 0)
