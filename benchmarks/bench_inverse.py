"""What would it take: 1,024 states, four decision makers, some options irreversible."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures import Figure

from goodoffices import conflict
from goodoffices.stability.inverse import INVERSE_CONCEPTS, by_statements, inverse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodoffices.conflict import Conflict

__all__ = ["Asked", "asked", "random_model", "subject"]

_OPTIONS, _MAKERS, _MODELS = 10, 4, 5
_STATEMENTS = 20
_TARGETS = {"nash": 1.0, "gmr": 1.0, "smr": 1.0, "seq": 30.0, "sseq": 30.0}


@dataclass(frozen=True, slots=True)
class Asked:
    """CPU seconds of each question, of how many orders are counted, the changes found."""

    seconds: list[float]
    counted: int
    proved: int
    gaps: list[tuple[int, int]]
    """Where the change is not proved to be the least: what any costs at least, what it costs."""


def random_model(
    seed: int, *, priorities: bool, irreversible: bool = True, options: int = _OPTIONS
) -> tuple[Conflict, int]:
    """Random statements or rankings, random directions; and a random wanted state."""
    draw = random.Random(seed)
    names = [f"o{n}" for n in range(options)]
    states = 1 << options
    lines = ['format = "goodoffices-conflict/1"', 'title = "random"']
    for dm in range(_MAKERS):
        lines += ["[[decision_makers]]", f'id = "dm{dm}"', f'name = "DM {dm}"']
        for name in names[dm::_MAKERS]:
            drawn = draw.choice(["both", "both", "N->Y", "Y->N"])
            moves = drawn if irreversible else "both"
            lines += ["[[decision_makers.options]]", f'id = "{name}"', f'moves = "{moves}"']
    for dm in range(_MAKERS):
        lines.append(f"[preferences.dm{dm}]")
        if priorities:
            said = []
            for _ in range(_STATEMENTS):
                a, b, c = draw.sample(names, 3)
                said.append(
                    draw.choice([f"{a} & !{b}", f"{a} if {b} | {c}", f"{a} iff {c}", a, f"!{a}"])
                )
            lines.append(f"priorities = {said}")
        else:
            lines.append(f"ranking = {draw.sample(range(states), states)}")
    return conflict.loads("\n".join(lines)), draw.randrange(states)


def asked(jobs: Sequence[tuple[Conflict, int]], concept: str) -> Asked:
    """Ask the inverse question of each model, with the defaults."""
    seconds, counted, proved, gaps = [], 0, 0, []
    for model, state in jobs:
        begun = time.process_time()
        result = inverse(model, state, concept)
        seconds.append(time.process_time() - begun)
        counted += result.count is not None
        change = result.least_change
        if change is None:
            proved += result.count == 0
        elif change.proved:
            proved += 1
        else:
            gaps.append((change.at_least, change.cost))
    return Asked(seconds, counted, proved, gaps)


def subject() -> Iterator[Figure]:
    for form in ("rankings", "priorities"):
        jobs = [random_model(seed, priorities=form == "priorities") for seed in range(_MODELS)]
        for concept in INVERSE_CONCEPTS:
            found = asked(jobs, concept)
            name = f"{concept}, {form}: slowest of {_MODELS}"
            yield Figure(name, max(found.seconds), _TARGETS[concept], "s CPU")
            yield Figure(f"{concept}, {form}: proved least", found.proved, unit=f"of {_MODELS}")
    model, state = random_model(1, priorities=True)
    begun = time.process_time()
    by_statements(model, state, "sseq")
    yield Figure("sseq, by statements", time.process_time() - begun, 30.0, "s CPU")
