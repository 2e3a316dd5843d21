"""What would it take: 1,024 states, four decision makers, some options irreversible."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from figures import Figure

from goodoffices import conflict
from goodoffices.stability.inverse import INVERSE_CONCEPTS, by_statements, inverse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodoffices.conflict import Conflict

_OPTIONS, _MAKERS, _MODELS = 10, 4, 5
_STATEMENTS = 20
_TARGETS = {"nash": 1.0, "gmr": 1.0, "smr": 1.0, "seq": 30.0, "sseq": 30.0}


def _model(seed: int, *, priorities: bool) -> tuple[Conflict, int]:
    """Random statements or rankings, random directions; and a random wanted state."""
    draw = random.Random(seed)
    names = [f"o{n}" for n in range(_OPTIONS)]
    states = 1 << _OPTIONS
    lines = ['format = "goodoffices-conflict/1"', 'title = "random"']
    for dm in range(_MAKERS):
        lines += ["[[decision_makers]]", f'id = "dm{dm}"', f'name = "DM {dm}"']
        for name in names[dm::_MAKERS]:
            moves = draw.choice(["both", "both", "N->Y", "Y->N"])
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


def _slowest(jobs: Sequence[tuple[Conflict, int]], concept: str) -> tuple[float, int]:
    """Return the most CPU time of one question, and of how many the change is proved."""
    times, proved = [], 0
    for model, state in jobs:
        begun = time.process_time()
        change = inverse(model, state, concept).least_change
        times.append(time.process_time() - begun)
        proved += change is not None and change.proved
    return max(times), proved


def subject() -> Iterator[Figure]:
    for form in ("rankings", "priorities"):
        jobs = [_model(seed, priorities=form == "priorities") for seed in range(_MODELS)]
        for concept in INVERSE_CONCEPTS:
            took, proved = _slowest(jobs, concept)
            name = f"{concept}, {form}: slowest of {_MODELS}"
            yield Figure(name, took, _TARGETS[concept], "s CPU")
            yield Figure(f"{concept}, {form}: proved least", proved, unit=f"of {_MODELS}")
    model, state = _model(1, priorities=True)
    begun = time.process_time()
    by_statements(model, state, "sseq")
    yield Figure("sseq, by statements", time.process_time() - begun, 30.0, "s CPU")
