"""Elicitation: few questions to each party, and the package to table next (NB 21).

`Mediation.begin` starts from the issues alone; `questions` says what to ask each party,
`answered` takes an answer, `proposal` says what to table and how sure that is. `simulated` plays
parties for tests and benchmarks.
"""

from __future__ import annotations

from goodoffices.settlement.elicitation.belief import Belief, Shape, prior
from goodoffices.settlement.elicitation.consistent import Consistent, consistent
from goodoffices.settlement.elicitation.learning import told
from goodoffices.settlement.elicitation.mediation import Mediation
from goodoffices.settlement.elicitation.own import Against, Ground, Own, OwnFrontier, Stands
from goodoffices.settlement.elicitation.proposing import Proposed, Verdict
from goodoffices.settlement.elicitation.questions import (
    Accepts,
    Answer,
    Kind,
    NextIssue,
    NextValue,
    Prefers,
    Question,
    RateFallback,
    RateIssue,
    RateValue,
)

__all__ = [
    "Accepts",
    "Against",
    "Answer",
    "Belief",
    "Consistent",
    "Ground",
    "Kind",
    "Mediation",
    "NextIssue",
    "NextValue",
    "Own",
    "OwnFrontier",
    "Prefers",
    "Proposed",
    "Question",
    "RateFallback",
    "RateIssue",
    "RateValue",
    "Shape",
    "Stands",
    "Verdict",
    "consistent",
    "prior",
    "told",
]
