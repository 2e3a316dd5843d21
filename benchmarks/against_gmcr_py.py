"""Time Good Offices beside gmcr-py on the same models.

Run `python benchmarks/against_gmcr_py.py FOLDER`, where FOLDER holds a copy of gmcr-py
(github.com/onp/gmcr-py), which is not part of this project. Both get the same model: every state
feasible, every option free both ways, preferences by statements. What is timed begins with the
model read and its states ranked, and ends with the verdicts of Nash, GMR, SMR and SEQ for every
decision maker and state. Each engine and size has a process of its own; seconds are CPU seconds,
memory is the peak of that process.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from processes import measured

if TYPE_CHECKING:
    from collections.abc import Callable

_CONCEPTS = ("nash", "gmr", "smr", "seq")
_STATEMENTS = 12
_MAKERS = 4


def blocks(options: int, makers: int) -> list[list[int]]:
    """Options in order, shared out as evenly as can be."""
    cuts = [options * who // makers for who in range(makers + 1)]
    return [list(range(*span)) for span in pairwise(cuts)]


def statements(options: int, makers: int, seed: int) -> list[list[list[tuple[int, str]]]]:
    """For each decision maker patterns of two or three options, most important first."""
    draw = random.Random(seed)
    said: list[list[list[tuple[int, str]]]] = []
    for _ in range(makers):
        own: list[list[tuple[int, str]]] = []
        while len(own) < _STATEMENTS:
            chosen = sorted(draw.sample(range(options), draw.choice((2, 3))))
            one = [(option, draw.choice("YN")) for option in chosen]
            if one not in own:
                own.append(one)
        said.append(own)
    return said


def ours(options: int, makers: int, seed: int) -> Callable[[], list[list[list[bool]]]]:
    from goodoffices.conflict.reading import read_tree  # noqa: PLC0415 (one engine a process)
    from goodoffices.stability import analyse  # noqa: PLC0415

    def pattern(one: list[tuple[int, str]]) -> str:
        marks = dict(one)
        return "".join(marks.get(option, "-") for option in range(options))

    said = statements(options, makers, seed)
    tree = {
        "format": "goodoffices-conflict/1",
        "decision_makers": [
            {"id": f"dm{who}", "options": [{"id": f"o{option}"} for option in owned]}
            for who, owned in enumerate(blocks(options, makers))
        ],
        "preferences": {
            f"dm{who}": {"priorities": [pattern(one) for one in own]}
            for who, own in enumerate(said)
        },
    }
    conflict = read_tree(tree)

    def run() -> list[list[list[bool]]]:
        stable = analyse(conflict, _CONCEPTS).stable
        return [stable[concept].tolist() for concept in _CONCEPTS]

    return run


def theirs(
    options: int, makers: int, seed: int, folder: str
) -> Callable[[], list[list[list[bool]]]]:
    sys.path.insert(0, folder)
    import data_01_conflictModel as model  # type: ignore[import-not-found]  # noqa: PLC0415
    import data_02_conflictSolvers as solvers  # type: ignore[import-not-found]  # noqa: PLC0415

    conflict: Any = model.ConflictModel()
    for who, owned in enumerate(blocks(options, makers)):
        conflict.decisionMakers.append(f"dm{who}")
        for option in owned:
            conflict.decisionMakers[-1].addOption(f"o{option}")
    conflict.recalculateFeasibleStates()
    for maker, own in zip(conflict.decisionMakers, statements(options, makers, seed), strict=True):
        for one in own:
            maker.preferences.append([[conflict.options[o], mark] for o, mark in one])
        maker.calculatePerceived()
        maker.calculatePreferences()

    def run() -> list[list[list[bool]]]:
        solver: Any = solvers.LogicalSolver(conflict)
        return [
            [
                [bool(getattr(solver, concept)(maker, state)[0]) for state in range(1 << options)]
                for maker in solver.effectiveDMs
            ]
            for concept in _CONCEPTS
        ]

    return run


def child(engine: str, options: int, makers: int, seed: int, folder: str) -> None:
    """Run one engine on one model and print what it took and found."""
    run = ours(options, makers, seed) if engine == "ours" else theirs(options, makers, seed, folder)
    least, verdicts = float("inf"), None
    for _ in range(20 if engine == "ours" else 1):
        begun = time.process_time()
        verdicts = run()
        least = min(least, time.process_time() - begun)
    print(json.dumps({"seconds": least, "verdicts": verdicts}))


def row(options: int, makers: int, seed: int, folder: str) -> str:
    found = {}
    for engine in ("ours", "theirs"):
        command = [sys.executable, __file__, folder, "--engine", engine, "--makers", str(makers)]
        command += ["--options", str(options), "--seed", str(seed)]
        output, peak = measured(command)
        found[engine] = json.loads(output.splitlines()[-1]), peak
    (mine, my_peak), (peer, peer_peak) = found["ours"], found["theirs"]
    differ = {
        concept: sum(
            a != b
            for left, right in zip(one, other, strict=True)
            for a, b in zip(left, right, strict=True)
        )
        for concept, one, other in zip(_CONCEPTS, mine["verdicts"], peer["verdicts"], strict=True)
    }
    apart = ", ".join(f"{concept} {number}" for concept, number in differ.items() if number)
    return (
        f"{1 << options:8,} {makers:3} {mine['seconds']:11.5f} s {peer['seconds']:11.2f} s "
        f"{peer['seconds'] / mine['seconds']:10,.0f} {my_peak:8,.0f} MB {peer_peak:8,.0f} MB"
        f"   {apart or 'none'}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Time Good Offices beside gmcr-py.")
    parser.add_argument("folder", help="where gmcr-py lies")
    parser.add_argument("--options", type=int, nargs="+", default=[6, 7, 8, 9, 10])
    parser.add_argument("--makers", type=int, default=_MAKERS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("ours", "theirs"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    folder = str(Path(asked.folder).resolve())
    if asked.engine:
        child(asked.engine, asked.options[0], asked.makers, asked.seed, folder)
        return 0
    if not (Path(folder) / "data_02_conflictSolvers.py").exists():
        raise SystemExit(f"{asked.folder} holds no gmcr-py")
    print(
        "  states DMs  Good Offices       gmcr-py      ratio   peak memory of each   verdicts apart"
    )
    for options in asked.options:
        try:
            print(row(options, asked.makers, asked.seed, folder), flush=True)
        except subprocess.CalledProcessError as error:
            print(f"{1 << options:8,}  failed with exit code {error.returncode}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
