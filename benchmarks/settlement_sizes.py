"""Seconds and memory of settlements by size: `python benchmarks/settlement_sizes.py`.

Random additive negotiations with scores of six decimals and a fallback of 0: *independent* scores;
*opposed*: 1 less the first party's score, and up to 0.3 more; *nearly fixed*: the same with up to
0.01 more; *fixed*: what one gains the other loses to the last digit. Each size has a fresh process
on one core; seconds are CPU seconds of `settle` alone, memory is the peak of the process.

`--negmas PYTHON` names an interpreter that has NegMAS (github.com/yasserfarouk/negmas; it is no
part of this project) and lets both find the frontier and the Nash point of the same domains. Its
Nash point measures gains from the worst package where that is above the fallback, so only the
frontiers are compared. There memory is what the task adds: the peak less that of a process of the
same interpreter that only loads the same modules, so that neither is charged for what it is built
on. `--beside` leaves the other sizes out.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Size", "measure"]

Size = tuple[int, int, int, str]
"""Parties, issues, values an issue, and how preferences relate."""

_WAYS = ("independent", "opposed", "nearly fixed", "fixed")
_SIZES: tuple[Size, ...] = (
    *((2, issues, 10, how) for how in _WAYS for issues in (5, 10, 20, 30, 50)),
    *(
        (parties, issues, 10, how)
        for parties in (3, 4, 5, 6)
        for how in _WAYS
        for issues in (5, 20, 50)
    ),
)
_BESIDE: tuple[Size, ...] = ((2, 5, 10, "opposed"), (2, 6, 10, "opposed"), (2, 7, 10, "opposed"))
_WHOLE = 10**6


def tables(size: Size) -> list[list[list[int]]]:
    """Return `worth[party][issue][value]` in millionths; the same numbers for every engine."""
    parties, issues, values, how = size
    draw = random.Random(f"{size}")
    first = [[draw.randrange(_WHOLE) for _ in range(values)] for _ in range(issues)]
    found = [first]
    for _ in range(parties - 1):
        if how == "independent":
            found.append([[draw.randrange(_WHOLE) for _ in range(values)] for _ in range(issues)])
        else:
            extra = {"opposed": 300_000, "nearly fixed": 10_000, "fixed": 0}[how]
            found.append(
                [
                    [_WHOLE - v + (draw.randrange(extra) if extra else 0) for v in row]
                    for row in first
                ]
            )
    return found


def _loaded(engine: str) -> dict[str, Any]:
    """Load what an engine needs, and do nothing with it."""
    if engine == "ours":
        from goodoffices.settlement import settle  # noqa: PLC0415 (one engine a process)

        return {"loaded": settle.__name__}
    from negmas.preferences import pareto_frontier  # noqa: PLC0415

    return {"loaded": pareto_frontier.__name__}


def _settle(size: Size) -> dict[str, Any]:
    from decimal import Decimal  # noqa: PLC0415 (one engine a process)

    from goodoffices.settlement import Additive, Issue, Party, Scenario, settle  # noqa: PLC0415

    parties, issues, values, _ = size
    listed = tuple(Issue(f"i{j}", "", tuple(f"v{v}" for v in range(values))) for j in range(issues))
    people = tuple(
        Party(
            f"p{i}",
            "",
            Additive(
                (Decimal(1),) * issues,
                tuple(tuple(Decimal(v).scaleb(-6) for v in row) for row in table),
            ),
            Decimal(0),
        )
        for i, table in enumerate(tables(size))
    )
    scenario = Scenario(listed, people)
    begun = time.process_time()
    found = settle(scenario)
    seconds = time.process_time() - begun
    return {
        "seconds": seconds,
        "frontier": len(found.frontier.vectors),
        "exact": found.frontier.proof.exact,
        "proved": sum(s.proof.exact for s in found.solutions),
        "nash": found.utilities(found.solution("nash").units or ()),
        "parties": parties,
    }


def _negmas(size: Size) -> dict[str, Any]:
    from negmas import make_issue, make_os  # type: ignore[import-not-found]  # noqa: PLC0415
    from negmas.preferences import (  # type: ignore[import-not-found]  # noqa: PLC0415
        LinearAdditiveUtilityFunction,
        nash_points,
        pareto_frontier,
    )

    _, issues, values, _ = size
    named = [make_issue([f"v{v}" for v in range(values)], f"i{j}") for j in range(issues)]
    space = make_os(named)
    functions = [
        LinearAdditiveUtilityFunction(
            {
                f"i{j}": {f"v{v}": row[v] / _WHOLE for v in range(values)}
                for j, row in enumerate(table)
            },
            weights={f"i{j}": 1.0 for j in range(issues)},
            outcome_space=space,
            reserved_value=0.0,
        )
        for table in tables(size)
    ]
    begun = time.process_time()
    outcomes = list(space.enumerate_or_sample())
    frontier, _ = pareto_frontier(functions, outcomes, sort_by_welfare=True)
    nash = nash_points(functions, frontier, outcome_space=space)
    return {
        "seconds": time.process_time() - begun,
        "frontier": len(set(frontier)),
        "nash": list(nash[0][0]),
    }


def measure(size: Size, python: str = sys.executable, engine: str = "ours") -> dict[str, Any]:
    """Return what one size took in a fresh process, with its peak memory in megabytes."""
    from processes import measured  # noqa: PLC0415 (the other interpreter runs this file too)

    command = [python, str(Path(__file__)), "--one", json.dumps(size), "--engine", engine]
    text, megabytes = measured(command)
    found: dict[str, Any] = json.loads(text.strip().splitlines()[-1])
    return found | {"megabytes": megabytes}


def _base(python: str, engine: str) -> float:
    """Return the peak memory in megabytes of a process that only loads an engine."""
    from processes import measured  # noqa: PLC0415 (the other interpreter runs this file too)

    return measured([python, str(Path(__file__)), "--load", "--engine", engine])[1]


def _own_rows() -> Iterator[str]:
    yield "| parties | issues x values | preferences | s | MB | frontier | proved solutions |"
    yield "|---|---|---|---|---|---|---|"
    for size in _SIZES:
        found = measure(size)
        shown = f"{found['frontier']:,}" + ("" if found["exact"] else " listed, not all")
        yield (
            f"| {size[0]} | {size[1]} x {size[2]} | {size[3]} | {found['seconds']:.3g} | "
            f"{found['megabytes']:.0f} | {shown} | {found['proved']} of 5 |"
        )


def _rows_beside(python: str) -> Iterator[str]:
    yield "| packages | ours, s | MB | NegMAS, s | MB | times faster | memory | frontiers |"
    yield "|---|---|---|---|---|---|---|---|"
    bases = _base(sys.executable, "ours"), _base(python, "negmas")
    for size in _BESIDE:
        mine, other = measure(size), measure(size, python, "negmas")
        memory = [max(0.1, f["megabytes"] - b) for f, b in zip((mine, other), bases, strict=True)]
        same = "same size" if mine["frontier"] == other["frontier"] else "differ"
        yield (
            f"| 10^{size[1]} | {mine['seconds']:.3g} | {memory[0]:.1f} | "
            f"{other['seconds']:.3g} | {memory[1]:.1f} | "
            f"{other['seconds'] / mine['seconds']:.0f} | "
            f"{memory[0] / memory[1]:.1%} | {same} |"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure settlements by size.")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--engine", choices=("ours", "negmas"), default="ours")
    parser.add_argument("--negmas", metavar="PYTHON", help="an interpreter that has NegMAS")
    parser.add_argument("--beside", action="store_true", help="only what both engines are asked")
    parser.add_argument("--load", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.load:
        print(json.dumps(_loaded(asked.engine)))
        return 0
    if asked.one:
        parties, issues, values, how = json.loads(asked.one)
        run = _settle if asked.engine == "ours" else _negmas
        print(json.dumps(run((parties, issues, values, how))))
        return 0
    if not asked.beside:
        for row in _own_rows():
            print(row, flush=True)
    if asked.negmas:
        for row in _rows_beside(asked.negmas):
            print(row, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
