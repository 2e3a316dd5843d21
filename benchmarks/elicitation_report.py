"""What the plays of `elicitation.py` came to: a file with a line a play, and the table of them."""

from __future__ import annotations

import json
import math
import random
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Self

from goodoffices.settlement.elicitation import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["NO_ZONE", "Line", "Log", "developed_on", "report"]

NO_ZONE = "no zone: share said"
FALSE_ALARM = "a zone: share said to have none"
SPLIT = 20
Key = tuple[str, str, int]


@dataclass(frozen=True)
class Line:
    """One play: F and what is said of the zone after each number of questions, CPU seconds."""

    scenario: str
    row: str
    seed: int
    fractions: tuple[float, ...]
    said: tuple[str, ...]
    seconds: float

    @property
    def key(self) -> Key:
        return self.scenario, self.row, self.seed


class Log:
    """The plays that are known; each new one is appended to the file, where there is one."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.lines: dict[Key, Line] = {}

    def __enter__(self) -> Self:
        text = self.path.read_text() if self.path and self.path.exists() else ""
        whole = text[: text.rfind("\n") + 1]
        for one in map(json.loads, whole.splitlines()):
            line = Line(**{**one, "fractions": tuple(one["fractions"]), "said": tuple(one["said"])})
            self.lines[line.key] = line
        if self.path and whole != text:
            # a play that was cut short while it was written is played again
            self.path.write_text(whole)
        self.file = self.path.open("a") if self.path else None
        return self

    def __exit__(self, *_: object) -> None:
        if self.file:
            self.file.close()

    def keep(self, line: Line) -> None:
        self.lines[line.key] = line
        if self.file:
            self.file.write(json.dumps(asdict(line)) + "\n")
            self.file.flush()


def developed_on(names: Sequence[str]) -> frozenset[str]:
    """The half of the scenarios on which the choice of questions was developed."""
    shuffled = sorted(names)
    random.Random(SPLIT).shuffle(shuffled)  # a split, not a secret
    return frozenset(shuffled[: (len(shuffled) + 1) // 2])


def report(
    lines: Sequence[Line],
    parties: Mapping[str, int],
    wanted: Mapping[str, Mapping[int, float]],
    asked: Sequence[int],
    *,
    each: bool,
) -> int:
    """Print the table; return how many wanted figures were missed."""
    developed, missed = developed_on(list(parties)), 0
    print(f"{'mean F after so many questions':38}" + "".join(f"{n:>7}" for n in asked))
    for row in dict.fromkeys(line.row for line in lines):
        of_row = [line for line in lines if line.row == row]
        if row == NO_ZONE:
            _row(row, [_no_zone(line) for line in of_row], of_row)
            continue
        _row(row, [line.fractions for line in of_row], of_row)
        for n, least in wanted.get(row, {}).items():
            mean, error = _mean([line.fractions[asked.index(n)] for line in of_row])
            missed += mean < least
            print(f"    at {n}: {mean:.4f} (standard error {error:.4f}), at least {least} wanted")
        if row in wanted:
            groups = {
                "2 parties": {name for name, n in parties.items() if n == 2},  # noqa: PLR2004
                "3 to 6 parties": {name for name, n in parties.items() if n > 2},  # noqa: PLR2004
                "half developed on": developed,
                "the other half": parties.keys() - developed,
            }
            for name, group in groups.items():
                some = [line for line in of_row if line.scenario in group]
                if some:
                    _row(f"  {name}", [line.fractions for line in some], some)
            if each:
                for scenario in parties:
                    some = [line for line in of_row if line.scenario == scenario]
                    if some:
                        _row(f"  {scenario}", [line.fractions for line in some], some)
    said = [line for line in lines if line.row == next(iter(wanted))]
    if said:
        _row(FALSE_ALARM, [_no_zone(line) for line in said], said)
    return missed


def _no_zone(line: Line) -> tuple[float, ...]:
    return tuple(float(one == Verdict.NO_ZONE) for one in line.said)


def _mean(values: Sequence[float]) -> tuple[float, float]:
    mean = sum(values) / len(values)
    square = sum((value - mean) ** 2 for value in values) / max(1, len(values) - 1)
    return mean, math.sqrt(square / len(values))


def _row(name: str, rows: Sequence[Sequence[float]], of: Sequence[Line]) -> None:
    means = [_mean(column)[0] for column in zip(*rows, strict=True)]
    spent = sum(line.seconds for line in of)
    print(
        f"{name:38}" + "".join(f"{m:>7.3f}" for m in means) + f" {len(of):>6} plays {spent:>6.0f} s"
    )
