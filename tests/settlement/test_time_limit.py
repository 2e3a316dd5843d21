"""Of 10^40 packages: no more than 2 GB and the time given, and the bound that was reached."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

ISSUES, VALUES, SECONDS = 40, 10, 3
MOST_MEMORY = 2 * 10**9


def opposed(draw: random.Random) -> list[dict]:
    """Five parties, of whom four lose nearly what the first gains: frontiers without end."""
    first = [[round(draw.random(), 6) for _ in range(VALUES)] for _ in range(ISSUES)]
    rest = [
        [[round(1 - v + draw.random() / 100, 6) for v in row] for row in first] for _ in range(4)
    ]
    weights = {f"i{j}": 1 for j in range(ISSUES)}
    return [
        {"weights": weights, "scores": {f"i{j}": row for j, row in enumerate(table)}}
        for table in (first, *rest)
    ]


def boxes(draw: random.Random) -> list[dict]:
    """Two parties with 150 bonuses each, on up to five issues: no sums over issues."""

    def box() -> dict:
        within = []
        for j in draw.sample(range(ISSUES), draw.randint(1, 5)):
            low = draw.randrange(VALUES - 1)
            within.append([j, low, min(VALUES - 1, low + draw.randint(1, 6))])
        return {"worth": draw.randint(1, 99), "within": within}

    return [
        {
            "utility": {
                "kind": "hyper-rectangles",
                "divisor": 1000,
                "boxes": [box() for _ in range(150)],
            }
        }
        for _ in range(2)
    ]


@pytest.mark.parametrize("kind", [opposed, boxes])
def test_ten_to_the_40_packages_keep_to_two_gigabytes_and_the_time_given(
    kind: object, tmp_path: Path
) -> None:
    draw = random.Random(40)
    tree = {
        "format": "goodoffices-negotiation/1",
        "title": "More packages than anybody can look at",
        "issues": [
            {"id": f"i{j}", "name": f"Issue {j}", "values": list(range(VALUES))}
            for j in range(ISSUES)
        ],
        "parties": [
            {"id": f"p{i}", "name": f"Party {i}", "reservation": 0, **form}
            for i, form in enumerate(kind(draw))  # type: ignore[operator]  # one of the two above
        ],
    }
    path = tmp_path / "large.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    program = Path(sys.executable).with_name("goodoffices")
    command = [str(program), "settle", str(path), "--json", "--time-limit", str(SECONDS)]
    with (tmp_path / "out.json").open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    # the clock of a busy machine tells nothing; what was worked for it does
    assert usage.ru_utime + usage.ru_stime <= SECONDS
    assert usage.ru_maxrss * 1024 < MOST_MEMORY
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert found["outcome_count"] == VALUES**ISSUES
    for rule, solution in found["solutions"].items():
        assert solution["package"] is not None, rule
        assert solution["exact"] or solution["bound"] is not None, rule
    even = found["solutions"]["egalitarian"]
    assert even["exact"] or min(even["gains"]) <= even["bound"]
