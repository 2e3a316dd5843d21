"""Interventions: 10,000 states, four decision makers, 30 candidates, of every kind."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from figures import Figure

from goodoffices.conflict import Conflict, Direction, Option, loads
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
    intervene,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPTIONS, _MAKERS, _STATEMENTS, _CANDIDATES = 14, 4, 12, 30
_CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
_TARGET = 60.0


def _model() -> Conflict:
    """Random statements over 14 options; 6,144 of 16,384 combinations are ruled out."""
    draw = random.Random(7)
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

    def __init__(self, conflict: Conflict, wanted: int, seed: int = 11) -> None:
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


def subject() -> Iterator[Figure]:
    conflict = _model()
    for concept in _CONCEPTS:
        stable = analyse(conflict, [concept]).stable[concept].sum(axis=0)
        wanted = int((stable == _MAKERS - 2).argmax())
        unwanted = [int((stable == _MAKERS).argmax())]
        candidates = _Draws(conflict, wanted).candidates()
        begun = time.process_time()
        result = intervene(conflict, candidates, [wanted], unwanted, concept)
        took = time.process_time() - begun
        end = (
            f"cost {result.cost}" if result.sets else "no set does" if result.impossible else "cut"
        )
        yield Figure(f"{len(conflict.states):,} states, {concept}: {end}", took, _TARGET)
        yield Figure(f"sets looked at, {concept}", result.looked_at, unit="sets")
