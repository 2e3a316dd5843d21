"""Compare the search for interventions with the trying of every set, on random models.

`python tools/compare_interventions.py --models 2000 --seed 1` asks one question under each of
five concepts of each model: up to five random candidates and some that raise what is wanted, two
states wanted or unwanted. The sets of least cost must be those that the plain definitions give,
and the bound of a search that was ended early must lie below. It prints how many sets there are
and how many were looked at, and exits with 1 if anything differs; `--only K` repeats model K alone.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodoffices.conflict.reading import read_tree
from goodoffices.stability import ALL
from goodoffices.stability.interventions import Candidate, RaiseStates, intervene
from intervention_questions import fitting, tried
from stability_models import sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from goodoffices.conflict import Conflict

__all__ = ["Total", "total"]

_CANDIDATES = 5
_GIVING = (0.0, 0.0, 0.7)  # in a third of the models most candidates give an option
_SHOWN = 10


@dataclass
class Total:
    """``questions`` asked; ``subsets`` there are; ``looked_at`` by the search; how it ended."""

    questions: int = 0
    subsets: int = 0
    looked_at: int = 0
    holds_today: int = 0
    impossible: int = 0
    wrong: list[str] = field(default_factory=list)


def total(seed: int, numbers: Iterable[int]) -> Total:
    """Ask the questions of these models. Raises nothing: what differs is told."""
    whole = Total()
    for number in numbers:
        _ask(whole, seed, number)
    return whole


def _ask(whole: Total, seed: int, number: int) -> None:
    conflict = read_tree(sample(seed, number).plain_tree)
    draw = random.Random(f"{seed} {number}")  # noqa: S311 - random models are not secrets
    states = draw.sample(range(len(conflict.states)), min(2, len(conflict.states)))
    cut = draw.randint(0, len(states))
    wanted, unwanted = states[:cut], states[cut:]
    giving = draw.choice(_GIVING)
    candidates = [*fitting(draw, conflict, _CANDIDATES, giving), *_raises(draw, conflict, wanted)]
    for concept in ALL:
        question = (conflict, candidates, wanted, unwanted, concept)
        result = intervene(*question, at_most=1 << len(candidates))
        best, sets = tried(conflict, candidates, concept, wanted, unwanted)
        found = [tuple(one.id for one in chosen.candidates) for chosen in result.sets]
        ended = intervene(*question, looked_at=draw.randint(1, 8)).at_least
        bounded = ended is None if best is None else ended is not None and ended <= best
        if sorted(found) != sorted(sets) or result.at_least != best:
            whole.wrong.append(f"model {number}, {concept}: {found} at {result.at_least}, {sets}")
        elif not bounded and not (best is None and ended is not None):
            whole.wrong.append(f"model {number}, {concept}: bound {ended}, least cost {best}")
        whole.questions += 1
        whole.subsets += 1 << len(candidates)
        whole.looked_at += result.looked_at
        whole.holds_today += best == 0
        whole.impossible += best is None


def _raises(draw: random.Random, conflict: Conflict, states: Sequence[int]) -> Iterator[Candidate]:
    """Guarantees of the wanted states, without which most questions have no answer."""
    for state in states:
        for dm in draw.sample(conflict.decision_makers, 2):
            raised = RaiseStates(dm.id, conflict.states.label(state), draw.randint(1, 4))
            yield Candidate(f"{dm.id}_{state}", raised)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compare interventions with every set tried.")
    parser.add_argument("--models", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one model")
    asked = parser.parse_args(arguments)
    begun = time.process_time()
    whole = total(asked.seed, range(asked.models) if asked.only is None else [asked.only])
    print(f"questions: {whole.questions:,}; differ: {len(whole.wrong):,}")
    print(f"hold today: {whole.holds_today:,}; no set does: {whole.impossible:,}")
    print(f"sets there are: {whole.subsets:,}; looked at: {whole.looked_at:,}")
    print(f"{time.process_time() - begun:,.0f} CPU seconds")
    for line in whole.wrong[:_SHOWN]:
        print(line)
    return 1 if whole.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
