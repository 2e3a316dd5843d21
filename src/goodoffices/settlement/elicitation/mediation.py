"""A mediator who asks, learns and proposes (NB 21).

It knows the issues and the conditions on packages, never the parties' preferences but through
their answers. What it asks one party depends on others only through the packages in question.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.settlement.constraints import Condition
from goodoffices.settlement.elicitation.belief import Belief, prior
from goodoffices.settlement.elicitation.choosing import next_question
from goodoffices.settlement.elicitation.consistent import Consistent, consistent
from goodoffices.settlement.elicitation.learning import told
from goodoffices.settlement.elicitation.proposing import Outlook, Proposed, outlook, proposed
from goodoffices.settlement.elicitation.questions import Answer, Kind, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.issues import Issue

__all__ = ["Mediation"]

WORLDS_TO_ASK, WORLDS_TO_PROPOSE = 12, 200
LARGEST_ERROR = 0.4


@dataclass(frozen=True)
class Mediation:
    """What is known after some answers; each answer gives a new one.

    The same answers in the same order lead to the same questions: chance is drawn from `seed`
    and from how many answers there are.
    """

    beliefs: tuple[Belief, ...]
    conditions: tuple[Condition, ...]
    kinds: frozenset[Kind]
    seed: int = 0
    answers: tuple[tuple[int, Question, Answer], ...] = ()

    @classmethod
    def begin(
        cls,
        issues: Sequence[Issue],
        parties: int,
        *,
        conditions: Sequence[Condition] = (),
        error: float = 0.0,
        kinds: frozenset[Kind] = frozenset(Kind),
        seed: int = 0,
    ) -> Mediation:
        """Begin with nothing known. `error` is the chance that an answer is wrong."""
        if not 0 <= error <= LARGEST_ERROR:
            raise InputError(
                say(
                    "a chance of {error} that an answer is wrong leaves nothing to learn",
                    error=error,
                ),
                where="error",
                remedy=say("Give a number from 0 to {largest_error}", largest_error=LARGEST_ERROR),
            )
        if not kinds:
            raise InputError(say("no kind of question may be asked"), where="kinds")
        start = prior([len(issue.values) for issue in issues], error)
        return cls((start,) * parties, tuple(conditions), kinds, seed)

    def questions(self) -> tuple[Question, ...]:
        """What to ask each party next."""
        random = self._chance(0)
        seen = self._outlook(random)
        return tuple(next_question(belief, seen, self.kinds, random) for belief in self.beliefs)

    def question(self, party: int, *, outright: bool = False) -> Question:
        """What to ask one party next; `outright`: rate and rank first, and only then compare."""
        random = self._chance(0)
        seen, belief = self._outlook(random), self.beliefs[party]
        return next_question(belief, seen, self.kinds, random, outright=outright)

    def _outlook(self, random: np.random.Generator) -> Outlook:
        seen = outlook(self.beliefs, self.conditions, random, WORLDS_TO_ASK)
        if seen is None:
            raise self._nothing_allowed()
        return seen

    def answered(self, party: int, question: Question, answer: Answer) -> Mediation:
        """Return what is known after a party's answer."""
        learnt = told(self.beliefs[party], question, answer)
        beliefs = (*self.beliefs[:party], learnt, *self.beliefs[party + 1 :])
        return replace(self, beliefs=beliefs, answers=(*self.answers, (party, question, answer)))

    def proposal(self) -> Proposed:
        """The package to table now, and how sure that is."""
        found = proposed(self.beliefs, self.conditions, self._chance(1), WORLDS_TO_PROPOSE)
        if found is None:
            raise self._nothing_allowed()
        return found

    def consistent(self, party: int) -> Consistent:
        """The set of preferences that agree with all answers of a party."""
        own = [(question, answer) for who, question, answer in self.answers if who == party]
        return consistent(self.beliefs[party].shape, own)

    def _chance(self, purpose: int) -> np.random.Generator:
        return np.random.default_rng([self.seed, len(self.answers), purpose])

    @staticmethod
    def _nothing_allowed() -> InputError:
        return InputError(
            say("no package that meets all conditions was found"),
            where="constraints",
            remedy=say("Loosen or drop one of them"),
        )
