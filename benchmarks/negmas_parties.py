"""NegMAS behind a pipe, for `elicitation.py`: run by a Python that has it, without our project.

Reads one JSON request a line and writes one JSON answer a line. `load` makes a negotiator for each
party; `answer` asks one whether the first package is at least as good as the second, or acceptable;
`veto` and `climb` run its single-text mechanisms and give the text held after so many questions.
"""

from __future__ import annotations

import json
import random
import sys
from typing import Any

from negmas import make_issue
from negmas.negotiators import BinaryComparatorNegotiator
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.st import HillClimbingSTMechanism, VetoSTMechanism

_MECHANISMS = {"veto": VetoSTMechanism, "climb": HillClimbingSTMechanism}


class Truthful(BinaryComparatorNegotiator):
    """Answers by its utility, and accepts what is no worse than its reservation value."""

    def is_acceptable_as_agreement(self, outcome: Any) -> bool:
        return bool(self.ufun(outcome) >= self.ufun.reserved_value - 1e-9)


def loaded(parties: list[dict[str, Any]]) -> tuple[list[Any], list[Truthful]]:
    sizes = [len(column) for column in parties[0]["parts"]]
    issues = [make_issue([str(v) for v in range(n)], f"i{j}") for j, n in enumerate(sizes)]
    return issues, [_negotiator(party, issues) for party in parties]


def _negotiator(party: dict[str, Any], issues: list[Any]) -> Truthful:
    utility = LinearAdditiveUtilityFunction(
        values=[{str(v): part for v, part in enumerate(column)} for column in party["parts"]],
        weights=[1.0] * len(issues),
        issues=issues,
        reserved_value=party["fallback"],
    )
    return Truthful(ufun=utility)


def held(
    name: str, parties: list[dict[str, Any]], seed: int, after: list[int]
) -> list[list[int] | None]:
    """The text that a mechanism holds after so many steps, each one question a party.

    None while it holds none.
    """
    random.seed(seed)
    issues, negotiators = loaded(parties)
    mechanism = _MECHANISMS[name](issues=issues, n_steps=max(after) + 2)
    for negotiator in negotiators:
        mechanism.add(negotiator)
    found: list[list[int] | None] = []
    text = None
    for step in range(1, max(after) + 1):
        mechanism.step()
        text = mechanism.state.current_offer or text
        if step in after:
            found.append(None if text is None else [int(value) for value in text])
    return found


def main() -> None:
    parties: list[dict[str, Any]] = []
    negotiators: list[Truthful] = []
    answer: Any
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["do"] == "load":
            parties = asked["parties"]
            _, negotiators = loaded(parties)
            answer = True
        elif asked["do"] == "answer":
            negotiator = negotiators[asked["party"]]
            packages = [tuple(map(str, package)) for package in asked["packages"]]
            if len(packages) == 1:
                answer = negotiator.is_acceptable_as_agreement(packages[0])
            else:
                # None is a tie
                answer = negotiator.is_better(*packages) is not False
        else:
            answer = held(asked["do"], parties, asked["seed"], asked["after"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
