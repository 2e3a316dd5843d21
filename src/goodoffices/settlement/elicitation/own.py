"""One party's answers looked at alone: the next question, where packages stand, how sure that is.

The other parties are in it as unknown as before any answer, so nothing of theirs can show in what
is asked or told (NB 21, *alone*).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.settlement.elicitation.climbing import gains
from goodoffices.settlement.elicitation.mediation import Mediation
from goodoffices.settlement.elicitation.proposing import outlook
from goodoffices.settlement.issues import Package

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.settlement.constraints import Condition
    from goodoffices.settlement.elicitation.questions import Answer, Kind, Question
    from goodoffices.settlement.issues import Issue

__all__ = ["Against", "Ground", "Own", "OwnFrontier", "Stands"]

WORLDS = 200
SURE = 0.95
ENDS = (5, 95)
"""The percentiles between which a package is said to stand."""


class Against(StrEnum):
    """A package held against no agreement, as far as the answers tell."""

    BETTER = "better"
    WORSE = "worse"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a package stands from the worst (0) to the best (1): expected, and from low to high."""

    package: Package
    expected: float
    low: float
    high: float
    against: Against


@dataclass(frozen=True, slots=True)
class Ground:
    """How much ground a package gives, what the party keeps by it, and the most for as much."""

    given: float
    kept: float
    most: float


@dataclass(frozen=True, slots=True)
class OwnFrontier:
    """The most that a party keeps for the ground it gives, by its own answers alone (NB 21).

    `stakes`: the weights, 1 in all; `scores`: what is expected of each value of each issue, from
    the worst (0) to the best (1); of one that nothing is known of, neither.
    """

    stakes: tuple[float, ...]
    scores: tuple[tuple[float, ...], ...]

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Ground given and worth kept, as one issue after the other is given whole.

        The issue on which least hangs goes first; between two corners the line is straight.
        """
        stakes = sorted(self.stakes)
        found, kept = [(0.0, 1.0)], 1.0
        for count, stake in enumerate(stakes, 1):
            kept -= stake
            found.append((count / len(stakes), max(0.0, kept)))
        return tuple(found)

    def of(self, package: Package) -> Ground:
        """Where a package stands against the frontier; O(issues log issues)."""
        held = [own[value] for own, value in zip(self.scores, package, strict=True)]
        given = 1 - sum(held) / len(held)
        kept = sum(w * s for w, s in zip(self.stakes, held, strict=True))
        across, up = zip(*self.corners, strict=True)
        return Ground(given, kept, float(np.interp(given, across, up)))


@dataclass(frozen=True)
class Own:
    """The answers of one party; `others` is how many parties there are beside it."""

    mediation: Mediation

    @classmethod
    def of(
        cls,
        issues: Sequence[Issue],
        others: int,
        answers: Iterable[tuple[Question, Answer]],
        conditions: Sequence[Condition] = (),
    ) -> Own:
        """Take up a party's answers; O(answers * unknowns^2)."""
        mediation = Mediation.begin(issues, others + 1, conditions=conditions)
        for question, answer in answers:
            mediation = mediation.answered(0, question, answer)
        return cls(mediation)

    def next_question(self, kinds: frozenset[Kind], passed: int = 0) -> Question:
        """What to ask next; `passed` is how many questions were passed over before it.

        Ratings come first, as long as there is something to rate: asked apart they teach more
        (measured in benchmarks/elicitation.py). Who passed one over is asked anything else.
        """
        asking = replace(self.mediation, kinds=kinds, seed=passed or self.mediation.seed)
        return asking.question(0, outright=not passed)

    def stands(self, packages: Sequence[Package]) -> tuple[Stands, ...]:
        """Where packages stand for the party, over preferences that may be true."""
        parts, fallbacks = self._drawn()
        shape, found = self.mediation.beliefs[0].shape, []
        for package in packages:
            rows = np.repeat(np.array(package)[None], WORLDS, axis=0)
            gain = gains(shape, parts, fallbacks, rows)[:, 0]
            worth = np.clip(gain + fallbacks[:, 0], 0, 1)
            low, high = np.percentile(worth, ENDS)
            found.append(
                Stands(package, float(worth.mean()), float(low), float(high), _against(gain))
            )
        return tuple(found)

    def best(self) -> Package:
        """The package that is worth most to the party, as far as is known, each issue by itself."""
        belief = self.mediation.beliefs[0]
        starts = belief.shape.first
        scores = belief.mean[belief.shape.issues : -1]
        pairs = zip(starts, belief.shape.sizes, strict=True)
        return tuple(int(scores[s : s + size].argmax()) for s, size in pairs)

    def frontier(self) -> OwnFrontier:
        """The own frontier in the mean of the preferences that may be true."""
        belief = self.mediation.beliefs[0]
        weights, scores = np.split(belief.mean[:-1], [belief.shape.issues])
        stakes = np.maximum(weights, 1e-9)
        by_issue = np.split(np.clip(scores, 0, 1), belief.shape.first[1:])
        return OwnFrontier(
            tuple((stakes / stakes.sum()).tolist()), tuple(tuple(one.tolist()) for one in by_issue)
        )

    def foretold(self) -> float:
        """How sure the order is: the chance that the likelier of two packages is the better one.

        The mean over pairs of the packages that may matter, those best in some world drawn: 1/2
        where nothing is known, 1 where all is.
        """
        mediation = self.mediation
        chance = np.random.default_rng([mediation.seed, len(mediation.answers), 2])
        seen = outlook(mediation.beliefs, mediation.conditions, chance, WORLDS // 4)
        if seen is None or len(seen.packages) < 2:  # noqa: PLR2004  # a pair is two
            return 1.0
        parts, _ = self._drawn()
        shape = mediation.beliefs[0].shape
        worth = parts[:, 0, :][:, shape.first + seen.packages].sum(axis=2)
        one, other = np.triu_indices(len(seen.packages), 1)
        ahead = (worth[:, one] > worth[:, other]).mean(axis=0)
        return float(np.maximum(ahead, 1 - ahead).mean())

    def _drawn(self) -> tuple[np.ndarray, np.ndarray]:
        """Worlds of the party alone, each on the scale from its worst package to its best."""
        mediation = self.mediation
        chance = np.random.default_rng([mediation.seed, len(mediation.answers), 3])
        belief = mediation.beliefs[0]
        parts, fallbacks = belief.draw(WORLDS, chance)
        lows = np.minimum.reduceat(parts, belief.shape.first, axis=1)
        highs = np.maximum.reduceat(parts, belief.shape.first, axis=1)
        whole = np.maximum((highs - lows).sum(axis=1, keepdims=True), 1e-9)
        scaled = (parts - lows[:, belief.shape.owner]) / whole
        return scaled[:, None, :], fallbacks[:, None]


def _against(gain: np.ndarray) -> Against:
    ahead = float((gain >= 0).mean())
    if ahead >= SURE:
        return Against.BETTER
    return Against.WORSE if ahead <= 1 - SURE else Against.OPEN
