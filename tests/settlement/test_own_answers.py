"""One party's answers looked at alone (NB 21, alone)."""

from __future__ import annotations

import random
from itertools import islice, product

import numpy as np
import pytest
from scipy.optimize import linprog

from goodoffices.settlement.elicitation import (
    Against,
    Kind,
    Own,
    OwnFrontier,
    Prefers,
    RateFallback,
    RateIssue,
    RateValue,
)
from goodoffices.settlement.elicitation.simulated import SimulatedParty
from goodoffices.settlement.issues import Issue

ISSUES = tuple(Issue(f"i{j}", f"Issue {j}", tuple(f"v{k}" for k in range(3))) for j in range(3))
PACKAGES = [(a, b, c) for a in range(3) for b in range(3) for c in range(3)]


def party(seed: int) -> SimulatedParty:
    draw = random.Random(seed)
    weights = [draw.random() + 0.05 for _ in ISSUES]
    scores = []
    for _ in ISSUES:
        middle = [0.0, draw.random(), 1.0]
        draw.shuffle(middle)
        scores.append(tuple(middle))
    whole = tuple(w / sum(weights) for w in weights)
    return SimulatedParty(whole, tuple(scores), draw.uniform(0.1, 0.6), 0.0, draw)


def everything(by: SimulatedParty) -> list:
    asked = [RateIssue(j) for j in range(3)]
    asked += [RateValue(j, v) for j in range(3) for v in range(3)] + [RateFallback()]
    return [(question, by.answer(question)) for question in asked]


@pytest.mark.parametrize("seed", range(5))
def test_with_everything_rated_packages_stand_where_they_are(seed):
    by = party(seed)
    own = Own.of(ISSUES, 1, everything(by))
    best = max(PACKAGES, key=by.utility)
    for one in own.stands([best, *PACKAGES[::5]]):
        true = by.utility(one.package)
        assert abs(one.expected - true) < 0.1
        assert one.low - 0.05 <= true <= one.high + 0.05
        if one.against is not Against.OPEN:
            assert (one.against is Against.BETTER) is (true >= by.fallback)
    assert by.utility(own.best()) > 0.95 * by.utility(best)
    assert own.foretold() > 0.9


def test_before_any_answer_nothing_is_claimed():
    own = Own.of(ISSUES, 2, ())
    (one,) = own.stands([(0, 0, 0)])
    assert one.high - one.low > 0.3
    assert 0.5 <= own.foretold() < 0.8


# NB 21
@pytest.mark.parametrize("seed", range(3))
def test_questions_asked_alone_teach_the_order(seed):
    by, answers = party(seed), []
    for _ in range(20):
        question = Own.of(ISSUES, 1, answers).next_question(frozenset(Kind))
        answers.append((question, by.answer(question)))
    own = Own.of(ISSUES, 1, answers)
    order = [one.expected for one in own.stands(PACKAGES)]
    ranked = sorted(range(27), key=order.__getitem__)
    true = sorted(range(27), key=lambda k: by.utility(PACKAGES[k]))
    place = {k: n for n, k in enumerate(true)}
    off = sum(abs(place[k] - n) for n, k in enumerate(ranked)) / 27
    assert off < 2.5


def test_comparisons_alone_and_passing_over():
    own = Own.of(ISSUES, 1, ())
    alone = frozenset({Kind.COMPARISONS})
    asked = {own.next_question(alone, k) for k in range(4)}
    assert len(asked) > 1
    assert all(isinstance(q, Prefers) or hasattr(q, "package") for q in asked)
    assert own.next_question(alone) == own.next_question(alone)


# NB 21
def test_the_own_frontier_is_the_most_that_can_be_kept():
    """Held against the linear program that says the same: give ground, keep as much as can be."""
    chance = np.random.default_rng(5)
    for _ in range(20):
        sizes = chance.integers(2, 4, chance.integers(1, 5))
        stakes = chance.dirichlet(np.ones(len(sizes)))
        scores = tuple(tuple(chance.random(size)) for size in sizes)
        frontier = OwnFrontier(tuple(stakes), scores)
        for package in islice(product(*(range(size) for size in sizes)), 10):
            found = frontier.of(package)
            held = [own[value] for own, value in zip(scores, package, strict=True)]
            assert found.given == pytest.approx(1 - np.mean(held))
            assert found.kept == pytest.approx(np.dot(stakes, held))
            whole = {"A_eq": [np.ones(len(sizes))], "b_eq": [sum(held)], "bounds": (0, 1)}
            assert found.most == pytest.approx(-linprog(-stakes, **whole).fun)
            assert found.kept <= found.most + 1e-9


def test_the_own_frontier_runs_from_the_best_package_to_the_worst():
    own = Own.of(ISSUES, 1, everything(party(1)))
    frontier = own.frontier()
    best = frontier.of(own.best())
    assert (best.given, best.kept, best.most) == pytest.approx((0, 1, 1), abs=0.05)
    assert frontier.corners[0] == (0, 1)
    assert frontier.corners[-1] == pytest.approx((1, 0))
    blank = Own.of(ISSUES, 1, ()).frontier()
    assert blank.of((0, 0, 0)).given == pytest.approx(blank.of((2, 2, 2)).given)
