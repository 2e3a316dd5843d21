"""Settlement: exact frontier, agreement zone and solutions of additive scenarios."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from figures import Figure, seconds

from goodoffices import settlement

if TYPE_CHECKING:
    from collections.abc import Iterator

# parties, issues, values an issue, how preferences relate, target in seconds
_SIZES = (
    (2, 6, 10, "independent", 0.05),
    (5, 5, 12, "independent", None),
    (2, 30, 10, "independent", 0.5),
    (2, 30, 10, "opposed", 0.5),
)


def _scenario(parties: int, issues: int, values: int, how: str) -> str:
    draw = random.Random(issues)
    first = [[round(draw.random(), 6) for _ in range(values)] for _ in range(issues)]
    people = []
    for number in range(parties):
        scores = {}
        for issue in range(issues):
            own = [round(draw.random(), 6) for _ in range(values)]
            if how == "opposed" and number:
                own = [round(1 - v + draw.uniform(0, 0.3), 6) for v in first[issue]]
            scores[f"i{issue}"] = first[issue] if number == 0 else own
        weights = {f"i{issue}": round(draw.uniform(0.1, 1), 6) for issue in range(issues)}
        people.append(
            {
                "id": f"p{number}",
                "name": f"P{number}",
                "weights": weights,
                "scores": scores,
                "reservation": 0,
            }
        )
    listed = [
        {"id": f"i{issue}", "name": f"I{issue}", "values": [str(v) for v in range(values)]}
        for issue in range(issues)
    ]
    return json.dumps(
        {
            "format": "goodoffices-negotiation/1",
            "title": how,
            "source": "random",
            "issues": listed,
            "parties": people,
        }
    )


def subject() -> Iterator[Figure]:
    for parties, issues, values, how, target in _SIZES:
        scenario = settlement.loads(_scenario(parties, issues, values, how))
        took = seconds(lambda scenario=scenario: settlement.settle(scenario), repeats=2)
        yield Figure(f"{parties} parties, {issues} × {values} values, {how}", took, target)
