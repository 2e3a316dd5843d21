"""Interventions: 10,000 states, four decision makers, 30 candidates, of every kind.

`python benchmarks/bench_interventions.py 12 gmr` says how one random question ends.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from typing import TYPE_CHECKING

from figures import Figure

from goodoffices.conflict import Conflict, Direction, Option, loads
from goodoffices.kernels.deadline import Deadline
from goodoffices.stability import analyse
from goodoffices.stability.interventions import (
    Candidate,
    ForbidMove,
    GiveOption,
    Intervention,
    InterventionResult,
    MakeInfeasible,
    MakeIrreversible,
    Placed,
    RaiseStates,
    intervene,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPTIONS, _MAKERS, _STATEMENTS, _CANDIDATES = 14, 4, 12, 30
_DRAWS = range(30)
_CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
_TARGET = 60.0


def _model(number: int) -> Conflict:
    """Random statements over 14 options; 6,144 of 16,384 combinations are ruled out."""
    draw = random.Random(number)
    names = [f"o{n}" for n in range(_OPTIONS)]
    lines = ['format = "goodoffices-conflict/1"', 'infeasible = ["o0 & o4", "o1 & o5 & !o0"]']
    for dm in range(_MAKERS):
        lines += ["[[decision_makers]]", f'id = "dm{dm}"']
        for name in names[dm::_MAKERS]:
            lines += ["[[decision_makers.options]]", f'id = "{name}"']
    for dm in range(_MAKERS):
        said = []
        for _ in range(_STATEMENTS):
            a, b, c = draw.sample(names, 3)
            said.append(
                draw.choice([f"{a} & !{b}", f"{a} if {b} | {c}", f"!{a} | {b}", f"{a} iff {c}"])
            )
        lines += [f"[preferences.dm{dm}]", f"priorities = {said}"]
    return loads("\n".join(lines))


class _Draws:
    """Random interventions of each kind on one model."""

    def __init__(self, conflict: Conflict, wanted: int, seed: int) -> None:
        self.draw = random.Random(seed)
        self.conflict = conflict
        self.wanted = conflict.states.label(wanted)
        self.names = [option.id for option in conflict.options]

    def maker(self) -> str:
        return f"dm{self.draw.randrange(_MAKERS)}"

    def part(self, letters: str) -> str:
        """Leave all but a few letters of a state open."""
        kept = self.draw.sample(range(len(letters)), 5)
        return "".join(mark if place in kept else "-" for place, mark in enumerate(letters))

    def infeasible(self, _: int) -> Intervention:
        state = self.draw.randrange(len(self.conflict.states))
        return MakeInfeasible(self.part(self.conflict.states.label(state)))

    def forbidden(self, _: int) -> Intervention:
        return ForbidMove(self.maker(), self.part(self.wanted))

    def irreversible(self, _: int) -> Intervention:
        direction = self.draw.choice([Direction.TAKE, Direction.DROP])
        return MakeIrreversible(self.draw.choice(self.names), direction)

    def option(self, number: int) -> Intervention:
        own = f"new{number}"
        said = {self.maker(): (Placed(own, "first"),)}
        rule = f"{own} & !{self.draw.choice(self.names)}"
        return GiveOption(self.maker(), Option(own, own), infeasible=(rule,), priorities=said)

    def raised(self, _: int) -> Intervention:
        return RaiseStates(self.maker(), self.wanted, self.draw.randint(2, 400))

    def raised_part(self, _: int) -> Intervention:
        return RaiseStates(self.maker(), self.part(self.wanted), self.draw.randint(2, 400))

    def candidates(self) -> list[Candidate]:
        kinds = (
            self.infeasible,
            self.forbidden,
            self.irreversible,
            self.option,
            self.raised,
            self.raised_part,
        )
        return [
            Candidate(f"c{number}", kinds[number % 6](number), cost=self.draw.randint(1, 3))
            for number in range(_CANDIDATES)
        ]


def _question(number: int, concept: str) -> tuple[Conflict, list[Candidate], list[int], list[int]]:
    """Want a state that two leave (or, if there is none, one), and not want an equilibrium."""
    conflict = _model(number)
    stable = analyse(conflict, [concept]).stable[concept].sum(axis=0)
    leaving = _MAKERS - stable
    wanted = int((leaving == 2 if (leaving == 2).any() else leaving == 1).argmax())  # noqa: PLR2004 - as said
    unwanted = [int(state) for state in (leaving == 0).nonzero()[0][:1]]
    return conflict, _Draws(conflict, wanted, number).candidates(), [wanted], unwanted


def _timed(number: int, concept: str) -> tuple[float, InterventionResult]:
    conflict, candidates, wanted, unwanted = _question(number, concept)
    begun = time.process_time()
    deadline = Deadline.after(_TARGET, time.process_time)
    result = intervene(conflict, candidates, wanted, unwanted, concept, deadline=deadline)
    return time.process_time() - begun, result


def subject() -> Iterator[Figure]:
    for concept in _CONCEPTS:
        runs = [_timed(number, concept) for number in _DRAWS]
        took = [seconds for seconds, _ in runs]
        results = [result for _, result in runs]
        none = sum(result.impossible for result in results)
        cut = sum(bool(result.ended) for result in results)
        name = f"{len(runs)} questions on 10,240 states, {concept}"
        yield Figure(f"{name}, median", statistics.median(took))
        yield Figure(f"{name}, most ({none} have no answer, {cut} not proved)", max(took), _TARGET)
        most = max(result.looked_at for result in results)
        yield Figure(f"most sets looked at, {concept}", most, unit="sets")


if __name__ == "__main__":
    seconds, found = _timed(int(sys.argv[1]), sys.argv[2])
    print(f"{seconds:.2f} s, {found.looked_at:,} sets. {found.sentences()[0]}")
