"""Elicitation: what answers teach, which question comes next, and how good the proposals are."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from math import prod

import numpy as np
import pytest

from goodoffices.errors import InputError
from goodoffices.settlement import Additive, Issue, Party, Scenario
from goodoffices.settlement.constraints import parse
from goodoffices.settlement.elicitation import (
    Accepts,
    Kind,
    Mediation,
    NextIssue,
    NextValue,
    Prefers,
    RateFallback,
    RateIssue,
    RateValue,
    Shape,
    Verdict,
    consistent,
    prior,
    told,
)
from goodoffices.settlement.elicitation.climbing import climb, gains, starts
from goodoffices.settlement.elicitation.proposing import distinct
from goodoffices.settlement.elicitation.simulated import simulated

SIZES = (4, 3, 5, 3)
SHAPE = Shape(SIZES)
BOTH = frozenset(Kind)
ALONE = frozenset({Kind.COMPARISONS})
EVERY = list(itertools.product(*map(range, SIZES)))


def scenario(seed: int, parties: int = 2, fallback: str = "0.3") -> Scenario:
    """Weights in steps of 5% and scores in steps of 10%: what ratings show exactly."""
    draw = random.Random(seed)
    issues = tuple(
        Issue(f"i{j}", f"Issue {j}", tuple(Decimal(v) for v in range(size)))
        for j, size in enumerate(SIZES)
    )
    made = []
    for k in range(parties):
        cuts = sorted(draw.sample(range(1, 20), len(SIZES) - 1))
        weights = tuple(Decimal(b - a) / 20 for a, b in itertools.pairwise([0, *cuts, 20]))
        scores = []
        for size in SIZES:
            between = [Decimal(draw.randrange(11)) / 10 for _ in range(size - 2)]
            column = [Decimal(0), Decimal(1), *between]
            draw.shuffle(column)
            scores.append(tuple(column))
        made.append(
            Party(f"p{k}", f"Party {k}", Additive(weights, tuple(scores)), Decimal(fallback))
        )
    return Scenario(issues, tuple(made))


def parties_of(one: Scenario, error: float = 0.0, seed: int = 0):
    return [simulated(p, p.certain(one.issues), error, f"{p.id} {seed}") for p in one.parties]


def fractions(one: Scenario) -> dict[tuple[int, ...], float]:
    """The Nash fraction of every package, by enumeration."""
    people = parties_of(one)
    products = {p: prod(max(0.0, q.utility(p) - q.fallback) for q in people) for p in EVERY}
    return {package: value / max(products.values()) for package, value in products.items()}


def asked(one: Scenario, questions: int, error: float = 0.0, kinds=BOTH, seed: int = 0, **more):
    people = parties_of(one, error, seed)
    mediation = Mediation.begin(
        one.issues, len(people), error=error, kinds=kinds, seed=seed, **more
    )
    for _ in range(questions):
        for number, question in enumerate(mediation.questions()):
            mediation = mediation.answered(number, question, people[number].answer(question))
    return mediation


# NB 21
@pytest.mark.parametrize(
    ("questions", "error", "kinds", "least"),
    [(35, 0.0, BOTH, 0.95), (50, 0.1, BOTH, 0.9), (100, 0.0, ALONE, 0.85)],
)
def test_proposals_come_near_the_nash_package(questions, error, kinds, least):
    found = []
    for seed in range(4):
        one = scenario(seed, parties=2 + seed % 2)
        proposal = asked(one, questions, error, kinds, seed).proposal()
        found.append(fractions(one)[proposal.package])
        assert proposal.verdict is Verdict.ZONE
    assert sum(found) / len(found) >= least


def test_it_is_said_that_there_is_no_agreement_zone():
    for seed in range(2):
        one = scenario(seed)
        every = fractions(one)
        best = max(EVERY, key=every.__getitem__)
        raised = [
            replace(p, reservation=Decimal(repr(q.utility(best) + 0.1)))
            for p, q in zip(one.parties, parties_of(one), strict=True)
        ]
        assert asked(replace(one, parties=tuple(raised)), 60).proposal().verdict is Verdict.NO_ZONE


def test_before_any_answer_nothing_is_claimed():
    proposal = Mediation.begin(scenario(1).issues, 2).proposal()
    assert proposal.verdict is Verdict.OPEN
    assert 0 < proposal.fraction < 1


def test_the_same_answers_lead_to_the_same_questions():
    one = scenario(3)
    assert asked(one, 10).questions() == asked(one, 10).questions()


def test_nothing_is_rated_twice():
    for number in range(2):
        rated = [
            question
            for who, question, _ in asked(scenario(4), 40).answers
            if who == number and isinstance(question, RateIssue | RateValue | RateFallback)
        ]
        assert len(rated) == len(set(rated)) > 5


def test_an_answer_touches_what_is_known_of_its_party_alone():
    before = asked(scenario(5), 5)
    after = before.answered(0, Accepts((0, 0, 0, 0)), answer=True)
    assert after.beliefs[1] is before.beliefs[1]
    assert not np.array_equal(after.beliefs[0].mean, before.beliefs[0].mean)


def test_conditions_on_packages_are_kept():
    one = scenario(6)
    rule = parse("i0 = 2 & i1 != 1", one.issues, "constraints")
    mediation = asked(one, 15, conditions=[rule])
    package = mediation.proposal().package
    assert (package[0], package[1] != 1) == (2, True)
    nothing = parse("i0 = 2 & i0 = 1", one.issues, "constraints")
    stuck = Mediation.begin(one.issues, 2, conditions=[nothing])
    with pytest.raises(InputError, match="no package that meets all conditions"):
        stuck.questions()
    with pytest.raises(InputError, match="no package that meets all conditions"):
        stuck.proposal()


@pytest.mark.parametrize("error", [0.0, 0.1])
def test_a_comparison_keeps_mean_and_covariance_of_the_half_that_is_left(error):
    """Against 400,000 draws of the same normal law, weighted by the chance of the answer."""
    belief = prior((2, 2), error)
    draws = np.random.default_rng(1).multivariate_normal(
        belief.mean, belief.spread, 400_000, method="eigh"
    )
    learnt = told(belief, NextIssue(), 1)
    right = draws[:, 1] > draws[:, 0]
    weights = np.where(right, 1 - error, error)
    mean = np.average(draws, axis=0, weights=weights)
    spread = np.cov(draws.T, aweights=weights)
    assert np.abs(learnt.mean - mean).max() < 0.004
    assert np.abs(learnt.spread - spread).max() < 0.004


def test_a_rating_leaves_what_rounding_leaves_open():
    belief = told(prior(SIZES), RateValue(0, 1), 0.7)
    place = belief.shape.score(0, 1)
    assert abs(belief.mean[place] - 0.7) < 0.002
    assert abs(belief.spread[place, place] - 0.1**2 / 12) < 1e-5


def test_a_climb_ends_where_no_single_change_helps():
    draw = np.random.default_rng(2)
    parts = draw.random((30, 3, SHAPE.values))
    fallbacks = draw.random((30, 3)) * 1.5
    ends, scores = climb(SHAPE, parts, fallbacks, starts(SHAPE, parts, draw))
    for issue, size in enumerate(SIZES):
        for value in range(size):
            other = ends.copy()
            other[:, issue] = value
            moved = gains(SHAPE, parts, fallbacks, other)
            small = np.minimum(moved - 0.01, 0)
            score = (np.log(np.maximum(moved, 0.01)) + 100 * small).sum(axis=1)
            assert (score <= scores + 1e-9).all()


def test_from_several_starts_a_climb_finds_the_best_package():
    draw = np.random.default_rng(3)
    parts = np.repeat(draw.random((1, 2, SHAPE.values)), 40, axis=0)
    none = np.zeros((40, 2))
    _, scores = climb(SHAPE, parts, none, starts(SHAPE, parts, draw))
    table = parts[0][:, SHAPE.first + np.array(EVERY)].sum(axis=2)
    assert abs(scores.max() - np.log(table).sum(axis=0).max()) < 1e-9


def truth(party) -> np.ndarray:
    parts = [w * s for w, column in zip(party.weights, party.scores, strict=True) for s in column]
    return np.array([*party.weights, *parts, party.fallback])


@pytest.mark.parametrize("seed", range(2))
def test_what_is_consistent_holds_the_truth_and_claims_nothing_false(seed):
    one = scenario(seed)
    mediation = asked(one, 25, seed=seed)
    draw = random.Random(seed)
    claimed = 0
    for number, party in enumerate(parties_of(one)):
        for ranked in ((), (0,)):
            issue, value = NextIssue(ranked), NextValue(2, ranked)
            for question in (issue, value):
                answer = party.answer(question)
                mediation = mediation.answered(number, question, answer)
        found = mediation.consistent(number)
        assert found.holds(truth(party))
        assert not found.empty
        for _ in range(15):
            first, second = draw.choice(EVERY), draw.choice(EVERY)
            if found.always_prefers(first, second):
                claimed += 1
                assert party.utility(first) >= party.utility(second) - 1e-9
            if found.always_accepts(first):
                claimed += 1
                assert party.utility(first) >= party.fallback - 1e-9
    assert claimed


def test_answers_that_cannot_all_be_right_are_noticed():
    ratings = [(RateValue(0, 0), 0.2), (RateValue(0, 1), 0.8), (RateIssue(0), 0.5)]
    first = (Prefers((0, 0, 0, 0), (1, 0, 0, 0)), True)
    assert not consistent(SHAPE, ratings).empty
    assert not consistent(SHAPE, [first]).empty
    assert consistent(SHAPE, [first, *ratings]).empty


def test_wrong_answers_are_as_stated():
    one = scenario(7)
    party = parties_of(one, error=1.0)[0]
    honest = parties_of(one)[0]
    question = Prefers((0, 1, 2, 0), (3, 0, 0, 2))
    assert party.answer(question) is not honest.answer(question)
    assert party.answer(Accepts((0, 0, 0, 0))) is not honest.answer(Accepts((0, 0, 0, 0)))
    assert abs(party.answer(RateFallback()) - honest.answer(RateFallback())) == pytest.approx(0.05)
    by_weight = sorted(range(4), key=lambda j: (-honest.weights[j], j))
    assert party.answer(NextIssue()) == by_weight[1]
    assert honest.answer(NextIssue(tuple(by_weight[:3]))) == by_weight[3]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (Prefers((0, 0, 0, 0), (1, 0, 0, 0)), 1),
        (Accepts((0, 0, 0, 0)), 0.5),
        (RateIssue(0), 1.5),
        (RateValue(0, 0), True),
        (RateFallback(), 2),
        (RateFallback(), False),
        (NextIssue((1,)), 1),
        (NextIssue(), True),
        (NextValue(1), 3),
    ],
)
def test_an_answer_that_does_not_answer_is_refused(question, answer):
    with pytest.raises(InputError) as caught:
        told(prior(SIZES), question, answer)
    assert "\n" not in str(caught.value)


def test_what_cannot_be_asked_is_refused():
    issues = scenario(1).issues
    with pytest.raises(InputError, match="leaves nothing to learn"):
        Mediation.begin(issues, 2, error=0.5)
    with pytest.raises(InputError, match="no kind"):
        Mediation.begin(issues, 2, kinds=frozenset())


@pytest.mark.parametrize("size", [2, 3, 4, 7])
def test_before_any_answer_scores_have_the_moments_of_their_scale(size):
    """Against 200,000 draws: one value the worst, one the best, the others anywhere between."""
    draw = np.random.default_rng(size)
    ends = np.zeros((200_000, size))
    ends[:, 1] = 1
    ends[:, 2:] = draw.random((200_000, size - 2))
    scores = draw.permuted(ends, axis=1)
    belief = prior((size, 3))
    place = belief.shape.scores(0)
    assert np.abs(belief.mean[place] - scores.mean(axis=0)).max() < 0.005
    assert np.abs(belief.spread[place, place] - np.cov(scores.T)).max() < 0.005


@pytest.mark.parametrize(
    ("answers", "last"),
    [
        ([(RateValue(1, 0), 1.0), (RateValue(1, 1), 0.4)], 0.0),
        ([(RateValue(1, 0), 0.0), (RateValue(1, 1), 0.4)], 1.0),
        ([(NextValue(1), 0), (RateValue(1, 1), 0.4)], 0.0),
    ],
)
def test_the_last_value_of_an_issue_is_its_best_or_its_worst_if_no_other_is(answers, last):
    belief = prior(SIZES)
    for question, answer in answers:
        belief = told(belief, question, answer)
    place = SHAPE.score(1, 2)
    assert abs(belief.mean[place] - last) < 0.01
    assert belief.rated[place]
    # with both ends named, nothing follows
    both = told(told(prior(SIZES), RateValue(1, 0), 1.0), RateValue(1, 1), 0.0)
    assert not both.rated[place]
    assert both.spread[place, place] > 0.01


def test_where_answers_may_be_wrong_the_last_value_may_still_be_asked():
    belief = prior(SIZES, 0.1)
    for question, answer in [(RateValue(1, 0), 1.0), (RateValue(1, 1), 0.4)]:
        belief = told(belief, question, answer)
    place = SHAPE.score(1, 2)
    assert belief.mean[place] < 0.3
    assert not belief.rated[place]


def test_the_best_value_named_stands_at_the_top():
    belief = told(prior(SIZES), NextValue(2), 3)
    place = SHAPE.score(2, 3)
    assert abs(belief.mean[place] - 1) < 0.01
    assert belief.ends(2) == (False, True)
    others = np.delete(belief.mean[SHAPE.scores(2)], 3)
    assert (others < 0.5).all()


@pytest.mark.parametrize("sizes", [SIZES, (2,) * 70])
def test_packages_are_counted_as_a_plain_count_does(sizes):
    """In one number a package, and where that does not fit in 64 bits."""
    draw = np.random.default_rng(7)
    packages = draw.integers(0, 2, (40, len(sizes)))[draw.integers(0, 6, 40)]
    found, counts = distinct(Shape(sizes), packages)
    plain = Counter(tuple(row) for row in packages.tolist())
    assert dict(zip(map(tuple, found.tolist()), counts.tolist(), strict=True)) == plain
    assert sorted(map(tuple, found.tolist())) == list(map(tuple, found.tolist()))


def test_gains_and_worth_in_all_worlds_are_the_plain_sums():
    draw = np.random.default_rng(8)
    parts, fallbacks = draw.random((5, 3, SHAPE.values)), draw.random((5, 3))
    packages = np.array([draw.choice(EVERY) for _ in range(5)])
    found = gains(SHAPE, parts, fallbacks, packages)
    for w, package in enumerate(packages):
        for i in range(3):
            plain = sum(parts[w, i, SHAPE.first[j] + v] for j, v in enumerate(package))
            assert abs(found[w, i] - (plain - fallbacks[w, i])) < 1e-12
    chosen = parts[0] @ SHAPE.chosen(packages).T
    assert np.allclose(chosen[:, 0] - fallbacks[0], found[0])


def test_rating_first_nothing_is_compared_until_all_is_rated():
    one = scenario(9)
    party, mediation = parties_of(one)[0], Mediation.begin(one.issues, 2)
    kinds = []
    for _ in range(30):
        question = mediation.question(0, outright=True)
        kinds.append(isinstance(question, Prefers | Accepts))
        mediation = mediation.answered(0, question, party.answer(question))
    assert kinds == sorted(kinds)
    assert not kinds[10]
    assert kinds[-1]
