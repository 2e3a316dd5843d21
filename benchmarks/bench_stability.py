"""Stability: all five concepts, all decision makers, option form, statements and order included.

A what-if changes one decision maker's statements and answers for the changed model.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from figures import Figure, seconds

from goodoffices import conflict, stability

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHARED = Path(__file__).resolve().parents[2] / "shared/cases/conflict/gatt_trade_138240.json"
# options, decision makers, target in seconds
_SIZES = ((10, 4, None), (14, 4, None), (17, 6, None), (20, 5, 4.0))
_STATEMENTS = 20


def _model(options: int, decision_makers: int) -> str:
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


def subject() -> Iterator[Figure]:
    for options, decision_makers, target in _SIZES:
        text = _model(options, decision_makers)
        took = seconds(lambda text=text: stability.analyse(conflict.loads(text)), repeats=2)
        yield Figure(f"2^{options} states, {decision_makers} decision makers", took, target)
    for options, target in ((14, 0.2), (17, None)):
        model = conflict.loads(_model(options, 4))
        analysis = stability.Analysis(model)
        analysis.result()
        said = ["o1 iff o2", "!o3", *model.preferences["dm1"].written["priorities"]]

        def what_if(
            model: conflict.Conflict = model,
            analysis: stability.Analysis = analysis,
            said: list[str] = said,
        ) -> stability.StabilityResult:
            return analysis.what_if(model.with_preference("dm1", priorities=said)).result()

        took = seconds(what_if, repeats=5)
        yield Figure(f"what if, 2^{options} states, 4 decision makers", took, target)
    if _SHARED.exists():
        took = seconds(lambda: stability.analyse(conflict.load(_SHARED)), repeats=3)
        yield Figure("138,240 states, 6 decision makers (GATT)", took, 1.0)
