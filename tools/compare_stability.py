"""Compare the stability solvers with the definitions, word for word, on random models.

`python tools/compare_stability.py --models 20000 --seed 1 --workers 2` compares every cell
(decision maker or coalition × state) of every concept with the plain twins, and every state with
the independent checker. It prints a table and exits with 1 if anything differs; `--only K` repeats
model K alone and prints its file. All models are asked for all that is defined for them, but for
this: of the four extensions each model takes two, and coalitions of five and six decision makers
are looked at in one model of eight.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from goodoffices.conflict.reading import read_tree
from goodoffices.stability import ALL, EXTENSIONS, Checker, CoalitionChecker, analyse, evolve
from goodoffices.stability.analysis import Analysis
from goodoffices.stability.coalitions import COALITION_CONCEPTS, analyse_coalitions
from goodoffices.stability.coalitions.plain import PlainCoalitions
from goodoffices.stability.hypergame import believed, hypergame
from goodoffices.stability.mixed import analyse_mixed
from goodoffices.stability.plain import ExtendedModel, PlainModel, StrongModel
from goodoffices.stability.strength import STRENGTH_CONCEPTS, analyse_strength
from stability_models import Sample, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from goodoffices.conflict.model import Conflict

__all__ = ["Finding", "compare", "total"]

_CHUNK = 50
_SHOWN = 10
_TWO = 2
_HORIZONS = ("l1", "l2", "l3", "l4", "l7", "nonmyopic")
_COALITIONS = 4  # decision makers up to which every model is asked about coalitions
_SELDOM = 8  # beyond, one model in so many


@dataclass(frozen=True)
class Finding:
    """One comparison on one model: how many cells, and which of them differ."""

    what: str
    cells: int
    wrong: tuple[str, ...] = ()


@dataclass
class Sums:
    models: int = 0
    cells: int = 0
    wrong: int = 0


@dataclass
class Total:
    by_concept: dict[str, Sums] = field(default_factory=lambda: defaultdict(Sums))
    examples: list[str] = field(default_factory=list)
    models: int = 0

    def add(self, number: int, findings: Iterable[Finding]) -> None:
        self.models += 1
        for one in findings:
            sums = self.by_concept[one.what]
            sums.models += 1
            sums.cells += one.cells
            sums.wrong += len(one.wrong)
            self.examples += [f"model {number}: {one.what}: {text}" for text in one.wrong[:1]]

    def plus(self, other: Total) -> None:
        self.models += other.models
        self.examples += other.examples
        for what, sums in other.by_concept.items():
            own = self.by_concept[what]
            own.models += sums.models
            own.cells += sums.cells
            own.wrong += sums.wrong


def compare(one: Sample) -> Iterator[Finding]:
    """Compare everything that is defined for a model."""
    plain_conflict = read_tree(one.plain_tree)
    yield from _reading(one)
    yield from _ordered(plain_conflict)
    yield from _strength(plain_conflict)
    yield from _mixed(plain_conflict, one)
    makers = len(one.names)
    if makers <= _COALITIONS or one.number % _SELDOM == 0:
        yield from _coalitions(plain_conflict, one)
    yield from _extended(one)
    yield from _hypergame(one)
    yield from _evolution(plain_conflict, one)
    yield from _changed(one)


def _rows(
    what: str, found: Sequence[Sequence[object]], wanted: Iterable[Sequence[object]]
) -> Finding:
    """Compare tables of verdicts cell by cell."""
    wrong, cells = [], 0
    for row, (left, right) in enumerate(zip(found, wanted, strict=True)):
        for state, (a, b) in enumerate(zip(left, right, strict=True)):
            cells += 1
            if a != b:
                wrong.append(f"row {row}, state {state}: {a} against {b}")
    return Finding(what, cells, tuple(wrong))


def _checked(
    what: str,
    states: int,
    equilibria: NDArray[np.int64],
    objects: Callable[[int], Sequence[object]],
) -> Finding:
    """Hold every state against the independent checker, equilibrium or not."""
    held = set(equilibria.tolist())
    wrong = [
        f"state {state}: {state in held}"
        for state in range(states)
        if (state in held) == bool(objects(state))
    ]
    return Finding(f"{what}, checker", states, tuple(wrong))


def _reading(one: Sample) -> Iterator[Finding]:
    """States and comparisons, against those worked out letter by letter."""
    conflict = read_tree(one.tree)
    count = len(conflict.states)
    if one.states:
        found = [
            {
                "".join("Y" if int(value) >> bit & 1 else "N" for bit in range(len(members[0])))
                for value in conflict.states.members.get(
                    state, conflict.states.values[state : state + 1]
                )
            }
            for state, members in enumerate(one.states[:count])
        ]
        wanted = [set(members) for members in one.states]
        wrong = () if found == wanted and count == len(wanted) else (f"{found}",)
        yield Finding("states", len(wanted), wrong)
    pairs = [(name, a, b) for name in one.names for a in range(count) for b in range(a + 1, count)]
    yield Finding(
        "preferences",
        len(pairs),
        tuple(
            f"{name}, states {a} and {b}"
            for name, a, b in pairs
            if conflict.preferences[name].compare(a, b) != one.sign(name, a, b)
        ),
    )


def _verdicts(model: PlainModel, concept: str) -> list[list[bool]]:
    return [
        [model.stable(who, concept, state) for state in model.states]
        for who in range(len(model.names))
    ]


def _concepts(conflict: Conflict) -> list[str]:
    """Everything that is defined for this model where all comparisons are known."""
    concepts = list(ALL)
    if conflict.moves is None and conflict.states.labels is None:
        concepts.append("sim")
    if len(conflict.decision_makers) == _TWO:
        concepts += _HORIZONS
    return concepts


def _ordered(conflict: Conflict) -> Iterator[Finding]:
    concepts = _concepts(conflict)
    result = analyse(conflict, concepts)
    model, checker = PlainModel(conflict), Checker(conflict)
    for concept in concepts:
        found = result.stable[concept].tolist()
        yield _rows(concept, found, _verdicts(model, concept))
        objections = partial(checker.objections, concept)
        yield _checked(concept, len(model.states), result.equilibria[concept], objections)


def _strength(conflict: Conflict) -> Iterator[Finding]:
    result = analyse_strength(conflict)
    model, checker = StrongModel(conflict), Checker(conflict, strong=True)
    for concept in STRENGTH_CONCEPTS:
        found, what = result.strong[concept].tolist(), f"strong {concept}"
        yield _rows(what, found, _verdicts(model, concept))
        objections = partial(checker.objections, concept)
        yield _checked(what, len(model.states), result.strong_equilibria[concept], objections)


def _mixed(conflict: Conflict, one: Sample) -> Iterator[Finding]:
    concepts = _concepts(conflict)
    behaviour = {
        name: concepts[(one.number * 7 + 3 * who) % len(concepts)]
        for who, name in enumerate(one.names)
    }
    result = analyse_mixed(conflict, behaviour)
    model = PlainModel(conflict)
    wanted = [
        [model.stable(who, behaviour[name], state) for state in model.states]
        for who, name in enumerate(one.names)
    ]
    yield _rows("mixed", result.stable["mixed"].tolist(), wanted)
    objections = partial(Checker(conflict).objections, behaviour)
    yield _checked("mixed", len(model.states), result.equilibria["mixed"], objections)


def _coalitions(conflict: Conflict, one: Sample) -> Iterator[Finding]:
    model = PlainCoalitions(conflict)
    for what, partition in (("", None), (", partition", _partition(one))):
        result = analyse_coalitions(conflict, partition)
        members = [frozenset(map(one.names.index, names)) for names in result.coalitions]
        wanted_number = 2 ** len(one.names) - 1 if partition is None else len(partition)
        if len(members) != wanted_number:
            yield Finding("coalitions", 1, (f"{len(members)} of them",))
        checker = CoalitionChecker(conflict, partition)
        for concept in COALITION_CONCEPTS:
            found = result.stable[concept].tolist()
            wanted = [
                [model.coalition_stable(own, concept, state) for state in model.states]
                for own in members
            ]
            yield _rows(concept + what, found, wanted)
            held, objections = result.equilibria[concept], partial(checker.objections, concept)
            yield _checked(concept + what, len(model.states), held, objections)
        gains = [
            (number, int(a), int(b))
            for number, (start, end) in enumerate(result.improvements)
            for a, b in zip(start, end, strict=True)
        ]
        hoped = [
            (number, state, end)
            for number, own in enumerate(members)
            for state in model.states
            for end in sorted(model.gains(own, state))
        ]
        wrong = () if gains == hoped else (f"{set(gains) ^ set(hoped)}",)
        yield Finding("coalition improvements" + what, len(hoped), wrong)


def _partition(one: Sample) -> list[list[str]]:
    blocks: dict[int, list[str]] = {}
    for who, name in enumerate(one.names):
        blocks.setdefault((one.number >> who) % 3, []).append(name)
    return list(blocks.values())


def _extended(one: Sample) -> Iterator[Finding]:
    """Unknown comparisons and pairs that follow no order, under two extensions of the four."""
    conflict = read_tree({key: value for key, value in one.tree.items() if key != "beliefs"})
    known = not any(preference.unknown for preference in conflict.preferences.values())
    turn = one.number % 4
    two = (EXTENSIONS[turn], EXTENSIONS[turn - 1 - one.number // 4 % 3])
    for extension in (None, two[0]) if known else two:
        result = analyse(conflict, ALL, extension=extension)
        model = PlainModel(conflict) if extension is None else ExtendedModel(conflict, extension)
        checker = Checker(conflict, extension=extension)
        for concept in ALL:
            what = f"{concept}, extension {extension}" if extension else f"{concept}, pairs"
            found = result.stable[concept].tolist()
            yield _rows(what, found, _verdicts(model, concept))
            held, objections = result.equilibria[concept], partial(checker.objections, concept)
            yield _checked(what, len(model.states), held, objections)


def _hypergame(one: Sample) -> Iterator[Finding]:
    """Each in its own game, read from a file of its own; with the pairs stated, in every other."""
    tree = one.tree if one.number % 2 else one.plain_tree | {"beliefs": one.tree["beliefs"]}
    conflict = read_tree(tree)
    extension = EXTENSIONS[one.number // 2 % 4] if one.number % 2 else None
    result = hypergame(conflict, ALL, extension=extension)
    checker = Checker(conflict, extension=extension, beliefs=True)
    truly = analyse(conflict, ALL, extension=extension).equilibria
    games = [_own_game(tree, name) for name in one.names]
    models = [
        PlainModel(game) if extension is None else ExtendedModel(game, extension) for game in games
    ]
    for concept in ALL:
        found = result.seen.stable[concept].tolist()
        wanted = [
            [model.stable(who, concept, state) for state in model.states]
            for who, model in enumerate(models)
        ]
        what = f"{concept}, hypergame"
        yield _rows(what, found, wanted)
        objections = partial(checker.objections, concept)
        yield _checked(what, len(wanted[0]), result.seen.equilibria[concept], objections)
        held = [s for s, column in enumerate(zip(*wanted, strict=True)) if all(column)]
        mistaken = [state for state in held if state not in truly[concept]]
        wrong = () if result.by_mistake[concept].tolist() == mistaken else (f"{mistaken}",)
        yield Finding(f"{concept}, by mistake", len(wanted[0]), wrong)


def _evolution(conflict: Conflict, one: Sample) -> Iterator[Finding]:
    """Fewest moves to each state, layer by layer, and whether the way told is a legal one."""
    model = PlainModel(conflict)
    start = one.number % len(model.states)
    found = evolve(conflict, start)
    for what, moves in (("moves", model.reach), ("improvements", model.improvements)):
        improving = what == "improvements"
        steps = found.steps(improving=improving).tolist()
        wanted = _layers(model, start, moves)
        yield _rows(f"evolution by {what}", [steps], [wanted])
        wrong = []
        for state in model.states:
            here, last, way = start, None, found.way(state, improving=improving)
            legal = way is None if wanted[state] < 0 else len(way or ()) == wanted[state]
            for step in way or ():
                who = one.names.index(step.by)
                legal = legal and who != last and step.to in moves(who, here)
                here, last = step.to, who
            if not legal or (wanted[state] >= 0 and here != state):
                wrong.append(f"the way from {start} to {state}")
        yield Finding(f"evolution by {what}, ways", len(wanted), tuple(wrong))


def _layers(model: PlainModel, start: int, moves: Callable[[int, int], Iterable[int]]) -> list[int]:
    steps = [-1] * len(model.states)
    steps[start] = 0
    layer: set[tuple[int, int]] = {(start, -1)}
    seen, depth = set(layer), 0
    while layer:
        depth += 1
        layer = {
            (end, who)
            for state, last in layer
            for who in model.everybody - {last}
            for end in moves(who, state)
        } - seen
        seen |= layer
        for end, _ in layer:
            steps[end] = depth if steps[end] < 0 else steps[end]
    return steps


def _changed(one: Sample) -> Iterator[Finding]:
    """What an analysis answers for a changed model from what both share, against it anew."""
    holder = one.names[one.number % len(one.names)]
    held = one.tree["beliefs"].get(holder, {})
    if not held:
        return
    conflict = read_tree({key: value for key, value in one.tree.items() if key != "pairwise"})
    before = Analysis(conflict)
    before.result(ALL)
    after = before.what_if(believed(conflict, holder)).result(ALL)
    anew = analyse(_own_game(one.plain_tree | {"beliefs": one.tree["beliefs"]}, holder))
    for concept in ALL:
        found = after.stable[concept].tolist()
        yield _rows(f"{concept}, changed", found, anew.stable[concept].tolist())


def _own_game(tree: dict[str, Any], name: str) -> Conflict:
    held = tree["beliefs"].get(name, {})
    pairs = {key: one for key, one in tree.get("pairwise", {}).items() if key not in held}
    own = {key: one for key, one in tree.items() if key not in ("beliefs", "pairwise")}
    return read_tree(own | {"preferences": {**tree["preferences"], **held}, "pairwise": pairs})


def total(seed: int, numbers: Iterable[int]) -> Total:
    """Compare the models of these numbers. What raises is a disagreement too."""
    whole = Total()
    for number in numbers:
        findings: list[Finding] = []
        try:
            findings.extend(compare(sample(seed, number)))
        except Exception as error:  # noqa: BLE001 (whatever it is, it is to be told and counted)
            findings.append(Finding("raised", 1, (f"{type(error).__name__}: {error}",)))
        whole.add(number, findings)
    return whole


def _print(whole: Total, took: float) -> None:
    print(f"{'what is compared':34} {'models':>8} {'cells':>12} {'differ':>7}")
    for what, sums in sorted(whole.by_concept.items()):
        print(f"{what:34} {sums.models:8,} {sums.cells:12,} {sums.wrong:7,}")
    cells = sum(sums.cells for sums in whole.by_concept.values())
    wrong = sum(sums.wrong for sums in whole.by_concept.values())
    print(f"{'all':34} {whole.models:8,} {cells:12,} {wrong:7,}")
    print(f"{took:,.0f} CPU seconds")
    for line in sorted(whole.examples)[:_SHOWN]:
        print(line)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compare solvers with the plain definitions.")
    parser.add_argument("--models", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", type=int, help="the number of one model")
    asked = parser.parse_args(arguments)
    if asked.only is not None:
        print(json.dumps(sample(asked.seed, asked.only).tree, indent=1))
        for finding in compare(sample(asked.seed, asked.only)):
            for text in finding.wrong:
                print(f"{finding.what}: {text}")
        return 0
    whole, took = Total(), 0.0
    chunks = [
        range(first, min(first + _CHUNK, asked.models)) for first in range(0, asked.models, _CHUNK)
    ]
    with ProcessPoolExecutor(asked.workers) as pool:
        try:
            for part, seconds in pool.map(partial(_timed, asked.seed), chunks):
                whole.plus(part)
                took += seconds
        except KeyboardInterrupt:
            print(f"interrupted after the first {whole.models:,} models")
            pool.shutdown(wait=False, cancel_futures=True)
    _print(whole, took)
    return 1 if whole.examples else 0


def _timed(seed: int, numbers: range) -> tuple[Total, float]:
    begun = time.process_time()
    whole = total(seed, numbers)
    whole.by_concept = dict(whole.by_concept)  # a plain table travels between processes
    return whole, time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main())
