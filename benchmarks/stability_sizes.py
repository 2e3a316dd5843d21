"""Seconds and memory of the stability concepts by size: `python benchmarks/stability_sizes.py`.

Models are in option form: every state feasible, options dealt out in turn, 20 random statements
for each decision maker, ties left as they fall. Each size has a fresh process on one core; seconds
are CPU seconds, memory is the most that the process had held when the concept was answered. What
concepts share comes before them: "read" is the file, states and preferences, "sort" the moves and
each one's states in order. All sizes take some ten minutes; `--sizes 10 14 --makers 4` a second.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from processes import measured, peak

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["GATT", "MAKERS", "SIZES", "STAGES", "Row", "row"]

GATT = Path(__file__).resolve().parents[2] / "shared/cases/conflict/gatt_trade_138240.json"
STAGES = ("read", "sort", "nash", "gmr", "smr", "seq", "sseq")
SIZES = (10, 12, 14, 16, 18, 20, 22, 24)
MAKERS = (2, 3, 4, 5, 6)
_STATEMENTS = 20


@dataclass(frozen=True)
class Row:
    """What one size took, stage by stage."""

    what: str
    seconds: dict[str, float]
    megabytes: dict[str, float]

    @property
    def total(self) -> float:
        return sum(self.seconds.values())

    @property
    def peak(self) -> float:
        return max(self.megabytes.values())

    def __str__(self) -> str:
        seconds = "".join(f"{self.seconds[stage]:9.3g}" for stage in STAGES)
        megabytes = "".join(f"{self.megabytes[stage]:9,.0f}" for stage in STAGES)
        return (
            f"{self.what:12} s {seconds}{self.total:9.3g}\n{'':12} MB{megabytes}{self.peak:9,.0f}"
        )


def model(options: int, decision_makers: int) -> str:
    """Random statements over all options; every option belongs to somebody."""
    draw = random.Random(options)
    names = [f"o{n}" for n in range(options)]
    lines = ['format = "goodoffices-conflict/1"', 'title = "random"']
    for dm in range(decision_makers):
        lines += ["[[decision_makers]]", f'id = "dm{dm}"', f'name = "DM {dm}"']
        for name in names[dm::decision_makers]:
            lines += ["[[decision_makers.options]]", f'id = "{name}"', f'name = "{name}"']
    for dm in range(decision_makers):
        said = []
        for _ in range(_STATEMENTS):
            a, b, c = draw.sample(names, 3)
            said.append(
                draw.choice([f"{a} & !{b}", f"{a} if {b} | {c}", f"!{a} | {b}", f"{a} iff {c}"])
            )
        lines += [f"[preferences.dm{dm}]", f"priorities = {said}"]
    return "\n".join(lines)


def row(options: int, decision_makers: int, *, what: str = "") -> Row:
    """Measure one size; without options the GATT model of the published cases."""
    command = [sys.executable, __file__, "--child", str(options), str(decision_makers)]
    stages = json.loads(measured(command)[0])
    return Row(
        what or f"2^{options} x {decision_makers}",
        {stage: stages[stage][0] for stage in STAGES},
        {stage: stages[stage][1] for stage in STAGES},
    )


def child(options: int, decision_makers: int) -> None:
    from goodoffices import conflict  # noqa: PLC0415 (after the process has its core)
    from goodoffices.stability.analysis import CONCEPTS  # noqa: PLC0415
    from goodoffices.stability.frame import Frame  # noqa: PLC0415

    text = model(options, decision_makers) if options else ""
    found: dict[str, tuple[float, float]] = {}
    begun = time.process_time()

    def lap(stage: str) -> None:
        nonlocal begun
        now = time.process_time()
        found[stage] = now - begun, peak()
        begun = time.process_time()

    read = conflict.loads(text) if options else conflict.load(GATT)
    lap("read")
    frame = Frame(read)
    everybody = range(len(frame.movers))
    lap("sort")
    for concept in STAGES[2:]:
        for who in everybody:
            CONCEPTS[concept].solve(frame, who)
        lap(concept)
    print(json.dumps(found))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure stability by size and concept.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="powers of two")
    parser.add_argument("--makers", type=int, nargs="+", default=MAKERS)
    parser.add_argument("--child", type=int, nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.child:
        child(*asked.child)
        return 0
    print(f"{'states x DMs':15}" + "".join(f"{stage:>9}" for stage in (*STAGES, "all")))
    for options in asked.sizes:
        for makers in asked.makers:
            print(row(options, makers), flush=True)
    if GATT.exists():
        print(row(0, 0, what="GATT 138,240 x 6"), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
