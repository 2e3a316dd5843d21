"""Lotteries between packages: the rules on the convex hull of what is feasible (NB 19).

Expected utilities of lotteries fill the hull of the frontier, so the classical theory applies: the
Nash solution is unique, and equal shares exist for two. Kalai-Smorodinsky and egalitarian are
linear programmes, one a step of the leximin. The Nash solution is found by linear programmes with
tangents to the logarithm added, which bound the logarithm of the product from above, until the
bound is within 1e-8 of what is reached. Floating point; each result names its gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import InputError, LimitError
from goodoffices.saying import say
from goodoffices.settlement import egalitarian, kalai_smorodinsky, nash
from goodoffices.settlement.bargain import Concept
from goodoffices.settlement.issues import Package
from goodoffices.suggesting import meant

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.settlement.result import Settlement

    Matrix = NDArray[np.float64]

GAP = 1e-8
MOST_TANGENTS = 100
LEAST = 1e-6
"""Chances below this are dropped; the rest are scaled to 1."""
SLACK = 1e-9
TIGHT = 1e-10


@dataclass(frozen=True, slots=True)
class Chance:
    package: Package
    values: dict[str, str | int | float]
    probability: float


@dataclass(frozen=True, slots=True)
class Lottery:
    """A rule's lottery: named packages with probabilities, and what each party may expect."""

    concept: Concept
    chances: tuple[Chance, ...]
    utilities: tuple[float, ...]
    gap: float
    note: str

    def words(self) -> tuple[str, ...]:
        if not self.chances:
            return (f"{self.concept.name} with lotteries: {self.note}",)
        expected = ", ".join(f"{u:.4g}" for u in self.utilities)
        parts = [
            f"  with probability {chance.probability:.1%}: "
            + ", ".join(f"{issue} {value}" for issue, value in chance.values.items())
            for chance in self.chances
        ]
        return (f"{self.concept.name} with lotteries (expected {expected}):", *parts)

    def to_dict(self) -> dict[str, object]:
        return {
            "name": self.concept.name,
            "definition": f"{self.concept.definition} Expected utilities of lotteries count.",
            "source": self.concept.source,
            "utilities": list(self.utilities),
            "lottery": [
                {"package": chance.values, "probability": chance.probability}
                for chance in self.chances
            ],
            "gap": self.gap,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Lotteries:
    """The Nash, Kalai-Smorodinsky and egalitarian solutions with lotteries allowed."""

    solutions: tuple[Lottery, ...]

    def solution(self, concept_id: str) -> Lottery:
        for lottery in self.solutions:
            if lottery.concept.id == concept_id:
                return lottery
        raise InputError(
            say("there is no lottery '{concept_id}'", concept_id=concept_id),
            remedy=meant(concept_id, [one.concept.id for one in self.solutions]),
        )

    def words(self) -> tuple[str, ...]:
        return tuple(line for lottery in self.solutions for line in lottery.words())

    def to_dict(self) -> dict[str, object]:
        return {lottery.concept.id: lottery.to_dict() for lottery in self.solutions}


def lotteries(settlement: Settlement) -> Lotteries:
    """Return each solution on the hull of the frontier; a few linear programmes each."""
    scale = settlement.scale
    d = np.array([value / scale for value in settlement.disagreement()])
    gains = np.array([settlement.utilities(v) for v in settlement.frontier.vectors]) - d
    concepts = (nash.CONCEPT, kalai_smorodinsky.CONCEPT, egalitarian.CONCEPT)
    count = gains.shape[1]
    tops = np.array([_most(gains, i) for i in range(count)])
    if not np.isfinite(tops).all():
        note = "No lottery gives every party at least its fallback."
        return Lotteries(tuple(Lottery(concept, (), (), 0.0, note) for concept in concepts))
    able = np.flatnonzero(tops > SLACK)
    note = ""
    if len(able) < count:
        stuck = [settlement.scenario.parties[i].name for i in range(count) if i not in able]
        note = f"Left out, since no lottery gives a gain: {', '.join(stuck)}."
    found = []
    for concept in concepts:
        if not len(able):
            chances, gap = _leximin(gains, np.ones(count), np.arange(count)), 0.0
        elif concept is nash.CONCEPT:
            chances, gap = _nash(gains, tops, able)
        else:
            size = tops if concept is kalai_smorodinsky.CONCEPT else np.ones(count)
            considered = able if concept is kalai_smorodinsky.CONCEPT else np.arange(count)
            chances, gap = _leximin(gains, size, considered), 0.0
        found.append(_lottery(settlement, concept, chances, gap, note))
    return Lotteries(tuple(found))


def _lottery(
    settlement: Settlement, concept: Concept, chances: Matrix, gap: float, note: str
) -> Lottery:
    kept = np.flatnonzero(chances > LEAST)
    kept = kept[np.argsort(-chances[kept], kind="stable")]
    parts = chances[kept] / chances[kept].sum()
    points = np.array([settlement.utilities(settlement.frontier.vectors[k]) for k in kept])
    named = []
    for k, part in zip(kept.tolist(), parts.tolist(), strict=True):
        package = settlement.scenario.package_of(settlement.frontier.packages[k])
        named.append(Chance(package, settlement.scenario.package_values(package), part))
    return Lottery(concept, tuple(named), tuple((parts @ points).tolist()), gap, note)


def _solve(goal: Matrix, below: Matrix, most: Matrix, points: int) -> Matrix | None:
    """Minimise goal.x with below.x <= most, the first `points` of x being chances."""
    from scipy.optimize import linprog  # noqa: PLC0415  # SciPy loads on first use

    width = len(goal)
    chances = np.concatenate([np.ones(points), np.zeros(width - points)])
    found = linprog(
        goal,
        A_ub=below,
        b_ub=most,
        A_eq=chances[None, :],
        b_eq=[1.0],
        bounds=[*[(0.0, None)] * points, *[(None, None)] * (width - points)],
        method="highs-ds",
        options={"primal_feasibility_tolerance": TIGHT, "dual_feasibility_tolerance": TIGHT},
    )
    return None if found.x is None else np.asarray(found.x)


def _most(gains: Matrix, party: int) -> float:
    """Return the most that a party can expect to gain in a lottery acceptable to all."""
    chances = _solve(-gains[:, party], -gains.T, np.zeros(gains.shape[1]), len(gains))
    return -np.inf if chances is None else max(0.0, float(chances @ gains[:, party]))


def _leximin(gains: Matrix, size: Matrix, able: NDArray[np.int64]) -> Matrix:
    """Raise the smallest of gains / size, fix the parties that cannot go higher, and go on."""
    points, count = gains.shape
    shares = gains[:, able] / size[able]
    floors: dict[int, float] = {}
    chances = np.zeros(points)
    while len(floors) < len(able):
        open_parties = [i for i in range(len(able)) if i not in floors]
        # chances, then the level that all open parties reach
        rows = [np.append(-gains[:, i], 0.0) for i in range(count)]
        limits = [SLACK] * count
        for i, floor in floors.items():
            rows.append(np.append(-shares[:, i], 0.0))
            limits.append(SLACK - floor)
        reach = [np.append(-shares[:, i], 1.0) for i in open_parties]
        goal = np.append(np.zeros(points), -1.0)
        found = _solve(goal, np.array(rows + reach), np.array(limits + [0.0] * len(reach)), points)
        if found is None:
            raise LimitError(
                say("the linear programme of a lottery was not solved"), where="lotteries"
            )
        chances, level = found[:points], float(found[-1])
        held = [np.append(row[:-1], 0.0) for row in reach]
        stuck = []
        for i in open_parties:
            best = _solve(
                np.append(-shares[:, i], 0.0),
                np.array(rows + held),
                np.array(limits + [SLACK - level] * len(held)),
                points,
            )
            if best is None or float(best[:points] @ shares[:, i]) <= level + 1e-7:
                stuck.append(i)
        floors |= dict.fromkeys(stuck or open_parties, level)
    return chances


def _nash(gains: Matrix, tops: Matrix, able: NDArray[np.int64]) -> tuple[Matrix, float]:
    """Maximise the sum of logarithms of shares by tangents; return chances and the gap."""
    points, count = gains.shape
    shares = gains[:, able] / tops[able]
    rows = [np.concatenate([-gains[:, i], np.zeros(len(able))]) for i in range(count)]
    limits = [0.0] * count
    place = _leximin(gains, tops, able) @ shares
    best, gap = np.zeros(points), np.inf
    for _ in range(MOST_TANGENTS):
        # log x <= log a + (x - a) / a, one row a party
        for i, a in enumerate(np.maximum(place, 1e-12)):
            tangent = np.zeros(points + len(able))
            tangent[:points], tangent[points + i] = -shares[:, i] / a, 1.0
            rows.append(tangent)
            limits.append(float(np.log(a)) - 1.0)
        goal = np.concatenate([np.zeros(points), -np.ones(len(able))])
        found = _solve(goal, np.array(rows), np.array(limits), points)
        if found is None:
            raise LimitError(
                say("the linear programme of a lottery was not solved"), where="lotteries"
            )
        chances = found[:points]
        place = chances @ shares
        if (place <= 0).any():
            continue
        above = float(-goal @ found) - float(np.log(place).sum())
        if above < gap:
            best, gap = chances, above
        if gap < GAP:
            break
    return best, max(0.0, gap)
