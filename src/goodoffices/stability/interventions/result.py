"""What an intervention search found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from goodoffices.conflict.model import Conflict
from goodoffices.stability.interventions.kinds import Candidate
from goodoffices.stability.interventions.search import Ended
from goodoffices.stability.interventions.targets import Target
from goodoffices.stability.interventions.words import (
    bound_in_words,
    candidate_in_words,
    set_in_words,
)

__all__ = ["FORMAT", "InterventionResult", "InterventionSet", "Outcome", "StateView"]

FORMAT = "goodoffices-interventions/1"


@dataclass(frozen=True, slots=True)
class StateView:
    """One state that fits what was asked for: who stays in it, and who could gain by a move."""

    position: int
    state: str
    stable: Mapping[str, bool]
    improves: Mapping[str, bool]

    def __post_init__(self) -> None:
        object.__setattr__(self, "stable", MappingProxyType(dict(self.stable)))
        object.__setattr__(self, "improves", MappingProxyType(dict(self.improves)))

    @property
    def holds(self) -> bool:
        return all(self.stable.values())

    def to_dict(self) -> dict[str, object]:
        return {
            "position": self.position,
            "state": self.state,
            "stable": dict(self.stable),
            "improves": dict(self.improves),
            "equilibrium": self.holds,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a target stands: whether it is as asked, the states that fit, those that hold first.

    ``count``: how many states fit, of which the first few are in ``states``.
    """

    as_asked: bool
    holds: bool
    count: int
    states: tuple[StateView, ...]

    def to_dict(self) -> dict[str, object]:
        return {
            "as_asked": self.as_asked,
            "holds": self.holds,
            "count": self.count,
            "states": [one.to_dict() for one in self.states],
        }


@dataclass(frozen=True, slots=True, eq=False)
class InterventionSet:
    """One set of least cost: what is added, and how each target stands then."""

    candidates: tuple[Candidate, ...]
    cost: Decimal
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, eq=False)
class InterventionResult:
    """The sets of least cost after which what is wanted holds and what is unwanted does not.

    ``cost``: of each set, None where none was found. ``at_least``: proven, no set that
    costs less does; None where no set of these candidates does at all. ``complete``: all
    sets of least cost are listed. ``ended``: what cut the search short, a limit on sets or
    on time. ``today``: how each target stands without any.
    """

    conflict: Conflict
    concept: str
    candidates: tuple[Candidate, ...]
    generated: bool
    targets: tuple[Target, ...]
    today: tuple[Outcome, ...]
    sets: tuple[InterventionSet, ...]
    looked_at: int
    at_least: Decimal | None
    complete: bool
    ended: Ended = ""

    @property
    def cost(self) -> Decimal | None:
        return self.sets[0].cost if self.sets else None

    @property
    def impossible(self) -> bool:
        """Whether it is proved that no set of these candidates does."""
        return self.at_least is None

    def sentences(self) -> tuple[str, ...]:
        """Say what was found in the words of the case: the bound, then one sentence a set."""
        return (bound_in_words(self), *(set_in_words(self, one) for one in self.sets))

    def to_dict(self) -> dict[str, object]:
        """Return the `goodoffices-interventions/1` document."""
        return {
            "format": FORMAT,
            "concept": self.concept,
            "generated": self.generated,
            "candidates": [
                {
                    "id": one.id,
                    "name": one.title,
                    "cost": _number(one.price),
                    "words": candidate_in_words(self.conflict, one),
                }
                for one in self.candidates
            ],
            "wanted": [one.text for one in self.targets if one.wanted],
            "unwanted": [one.text for one in self.targets if not one.wanted],
            "today": self._outcomes(self.today),
            "cost": None if self.cost is None else _number(self.cost),
            "at_least": None if self.at_least is None else _number(self.at_least),
            "impossible": self.impossible,
            "complete": self.complete,
            "ended_by": self.ended or None,
            "looked_at": self.looked_at,
            "sets": [
                {
                    "candidates": [candidate.id for candidate in one.candidates],
                    "cost": _number(one.cost),
                    "targets": self._outcomes(one.outcomes),
                    "sentence": set_in_words(self, one),
                }
                for one in self.sets
            ],
            "sentences": list(self.sentences()),
        }

    def _outcomes(self, outcomes: tuple[Outcome, ...]) -> list[dict[str, object]]:
        return [
            {"target": target.text, "wanted": target.wanted, **outcome.to_dict()}
            for target, outcome in zip(self.targets, outcomes, strict=True)
        ]


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
