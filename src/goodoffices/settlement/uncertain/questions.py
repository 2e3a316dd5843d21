"""The question whose answer would settle most: expected value of information (NB 16).

A question has two answers; each drawn world gives one of them. Its value is how much the mean Nash
fraction of the best candidate is expected to rise when the answer is known (Chajewska, Koller and
Parr, Making Rational Decisions Using Adaptive Utility Elicitation, AAAI 2000). Questions asked:
does a party prefer one candidate package to another, would it rather have a candidate than no
agreement, does one issue's full step matter more to it than another's, does a value stand nearer
to the best or to the worst of its issue.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from goodoffices.saying import say
from goodoffices.settlement.uncertain.knowledge import Knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodoffices.settlement.scenario import Scenario
    from goodoffices.settlement.uncertain.choices import Fractions

    Parts = tuple[NDArray[np.int64], ...]
    Answers = NDArray[np.bool_]

Kind = Literal["prefers", "accepts", "issues", "value"]
MOST_PACKAGES = 6
LEAST_RISE = 5e-4
"""Below this a question is not worth anybody's time, and its rank is chance."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question to one party, in words, with what its answer is worth.

    `yes`: the share of worlds that answer yes; `rise`: how much the expected Nash fraction rises.
    """

    party: str
    kind: Kind
    words: str
    yes: float
    rise: float

    def to_dict(self) -> dict[str, object]:
        return {
            "party": self.party,
            "kind": self.kind,
            "question": self.words,
            "yes": self.yes,
            "expected_rise": self.rise,
        }


@dataclass(frozen=True, slots=True)
class _Draws:
    """One party over all worlds: `worth[k, m]` of candidate m, `parts[j][k, v]` by issue."""

    known: Knowledge
    worth: NDArray[np.int64]
    parts: tuple[NDArray[np.int64], ...]


def questions(
    scenario: Scenario,
    known: Sequence[Knowledge],
    parts: Sequence[Sequence[Parts]],
    worth: NDArray[np.int64],
    found: Fractions,
    packages: Sequence[tuple[int, ...]],
    most: int,
) -> tuple[Question, ...]:
    """Return the most telling questions, best first.

    `parts[i][k]` is party i in world k, `worth[k, i, m]` what candidate m is worth to it there,
    `packages[m]` the candidate's value positions.
    """
    asked = []
    before = float(found.table.mean(axis=0).max())
    leading = np.argsort(-found.table.mean(axis=0), kind="stable")[:MOST_PACKAGES].tolist()
    for i, party in enumerate(known):
        if party.exact:
            continue
        columns = tuple(
            np.stack([world[j] for world in parts[i]]) for j in range(len(scenario.issues))
        )
        draws = _Draws(party, worth[:, i, :], columns)
        for kind, words, answers in _askable(scenario, draws, packages, leading):
            rise = _after(found.table, answers) - before
            if rise >= LEAST_RISE:
                asked.append(Question(party.party, kind, words, float(answers.mean()), rise))
    asked.sort(key=lambda question: (-question.rise, question.words))
    return tuple(asked[:most])


def _after(table: NDArray[np.float64], answers: Answers) -> float:
    """Return the expected best mean once the answer is known."""
    yes = table[answers].sum(axis=0).max() if answers.any() else 0.0
    no = table[~answers].sum(axis=0).max() if not answers.all() else 0.0
    return float((yes + no) / len(table))


def _askable(
    scenario: Scenario,
    draws: _Draws,
    packages: Sequence[tuple[int, ...]],
    leading: list[int],
) -> Iterator[tuple[Kind, str, Answers]]:
    name, worth = draws.known.name, draws.worth
    for a, b in itertools.combinations(leading, 2):
        first, second = _differing(scenario, packages[a], packages[b])
        words = say(
            "Does {name} prefer {first} to {second}, all else equal?",
            name=name,
            first=first,
            second=second,
        )
        yield "prefers", words, worth[:, a] > worth[:, b]
    for a in leading:
        words = say(
            "Would {name} rather have {scenario} than no agreement?",
            name=name,
            scenario=_whole(scenario, packages[a]),
        )
        yield "accepts", words, worth[:, a] >= draws.known.fallback
    tops = [(column.argmax(axis=1), column.argmin(axis=1)) for column in draws.parts]
    steps = [column.max(axis=1) - column.min(axis=1) for column in draws.parts]
    for j, k in itertools.combinations(range(len(steps)), 2):
        yield "issues", _step_words(scenario, name, (j, k), tops), steps[j] > steps[k]
    for j, issue in enumerate(scenario.issues):
        column = draws.parts[j]
        best, worst = int(tops[j][0][0]), int(tops[j][1][0])
        middle = column[:, [best, worst]].sum(axis=1)
        for v in range(len(issue.values)):
            if v not in {best, worst}:
                words = say(
                    "On {issue}, is {v} nearer to {best} than to {worst} for {name}?",
                    issue=issue.name,
                    v=issue.label(v),
                    best=issue.label(best),
                    worst=issue.label(worst),
                    name=name,
                )
                yield "value", words, 2 * column[:, v] > middle


def _step_words(
    scenario: Scenario,
    name: str,
    pair: tuple[int, int],
    tops: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]],
) -> str:
    first, second = (
        say(
            "{issues} from {low} to {high}",
            issues=scenario.issues[j].name,
            low=scenario.issues[j].label(int(tops[j][1][0])),
            high=scenario.issues[j].label(int(tops[j][0][0])),
        )
        for j in pair
    )
    return say(
        "Does it matter more to {name} to move {first} than {second}?",
        name=name,
        first=first,
        second=second,
    )


def _differing(scenario: Scenario, a: tuple[int, ...], b: tuple[int, ...]) -> tuple[str, str]:
    sides = []
    for own, other in ((a, b), (b, a)):
        parts = [
            f"{issue.name}: {issue.label(v)}"
            for issue, v, w in zip(scenario.issues, own, other, strict=True)
            if v != w
        ]
        sides.append(f"[{'; '.join(parts)}]")
    return sides[0], sides[1]


def _whole(scenario: Scenario, package: tuple[int, ...]) -> str:
    pairs = zip(scenario.issues, package, strict=True)
    return f"[{'; '.join(f'{issue.name}: {issue.label(v)}' for issue, v in pairs)}]"
