"""What could be added to a conflict: the kinds of intervention, and a candidate with its cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from goodoffices.conflict.fields import shown
from goodoffices.conflict.model import Direction, Option
from goodoffices.errors import InputError
from goodoffices.saying import say

__all__ = [
    "Candidate",
    "ForbidMove",
    "GiveOption",
    "Intervention",
    "MakeInfeasible",
    "MakeIrreversible",
    "Placed",
    "RaiseStates",
]

_MOST_LEVELS = 1_000_000
_MOST_COST = 10**9
_DECIMALS = 6

Statement = str | int
"""States: a statement or pattern over today's options; in graph form a label or a number."""


@dataclass(frozen=True, slots=True)
class MakeInfeasible:
    """Rule out the states in which a statement holds."""

    states: Statement


@dataclass(frozen=True, slots=True)
class ForbidMove:
    """Take a decision maker's moves from one pattern to another away; None stands for any state."""

    decision_maker: str
    start: Statement | None = None
    end: Statement | None = None


@dataclass(frozen=True, slots=True)
class MakeIrreversible:
    """Let an option change in one direction only."""

    option: str
    moves: Direction

    def __post_init__(self) -> None:
        if self.moves is Direction.BOTH:
            raise InputError(
                say("an irreversible option changes in one direction"),
                where="moves",
                remedy=say("Write 'N->Y' (taken up for good) or 'Y->N' (dropped for good)."),
            )


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement and where it comes among a decision maker's priorities, 1 being the first."""

    statement: str
    place: int | Literal["first", "last"] = "last"


@dataclass(frozen=True, slots=True)
class GiveOption:
    """Let somebody do what nobody could do before.

    ``owner`` may be a new decision maker, indifferent between all states but for the
    ``priorities`` given here. ``infeasible``: statements that rule out combinations with
    the new option. Whoever has no statement about it is indifferent to it.
    """

    owner: str
    option: Option
    owner_name: str = ""
    infeasible: tuple[str, ...] = ()
    priorities: Mapping[str, tuple[Placed, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "priorities", MappingProxyType(dict(self.priorities)))


@dataclass(frozen=True, slots=True)
class RaiseStates:
    """Raise states in one decision maker's order: one guarantee, so many levels."""

    decision_maker: str
    states: Statement
    levels: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.levels <= _MOST_LEVELS:
            raise InputError(
                say("states cannot be raised by {levels} levels", levels=shown(self.levels)),
                where="levels",
                remedy=say(
                    "Write a number from 1 to {most_levels}.", most_levels=f"{_MOST_LEVELS:,}"
                ),
            )


Intervention = MakeInfeasible | ForbidMove | MakeIrreversible | GiveOption | RaiseStates


@dataclass(frozen=True, slots=True)
class Candidate:
    """An intervention that may be chosen, under an id, at a cost.

    ``cost``: by default 1, and for raising states the number of levels.
    """

    id: str
    intervention: Intervention
    name: str = ""
    cost: Decimal | int | None = None

    def __post_init__(self) -> None:
        if self.cost is None:
            return
        cost = Decimal(self.cost)
        places = cost.as_tuple().exponent
        if not (cost.is_finite() and 0 < cost <= _MOST_COST):
            raise InputError(
                say("{cost} cannot be a cost", cost=shown(self.cost)),
                where="cost",
                remedy=say(
                    "Write a number above 0 and up to {most_cost}.", most_cost=f"{_MOST_COST:,}"
                ),
            )
        if isinstance(places, int) and places < -_DECIMALS:
            raise InputError(
                say("the cost {cost} has too many digits", cost=shown(self.cost)),
                where="cost",
                remedy=say("Write at most {decimals} decimals.", decimals=_DECIMALS),
            )

    @property
    def price(self) -> Decimal:
        """The cost, as given or by default."""
        if self.cost is not None:
            return Decimal(self.cost)
        return Decimal(
            self.intervention.levels if isinstance(self.intervention, RaiseStates) else 1
        )

    @property
    def title(self) -> str:
        return self.name or self.id
