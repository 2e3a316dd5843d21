"""What an inverse analysis found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from goodoffices.conflict.model import Conflict

__all__ = ["FORMAT", "InverseResult", "LeastChange", "NewOrder"]

FORMAT = "goodoffices-inverse/1"
_DIGITS = 4_000  # what readers of JSON are sure to take as one number


@dataclass(frozen=True, slots=True)
class NewOrder:
    """One decision maker's ranking after the change, best first, ties together."""

    swaps: int
    ranking: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class LeastChange:
    """The orders nearest to today's, those of whoever need not change left out.

    ``cost``: swaps, each times the cost of whose order it is; ``at_least``: nothing
    cheaper will do; equal to ``cost`` where the change is proved to be the least.
    """

    swaps: int
    cost: int
    at_least: int
    orders: Mapping[str, NewOrder]

    def __post_init__(self) -> None:
        object.__setattr__(self, "orders", MappingProxyType(dict(self.orders)))

    @property
    def proved(self) -> bool:
        return self.cost == self.at_least


@dataclass(frozen=True, slots=True, eq=False)
class InverseResult:
    """Of all profiles of orders, how many make states equilibria, and the nearest one.

    ``count`` is None where it is beyond the stated limits; ``least_change`` is None
    where no order will do (or, if the count is None too, none was found).
    """

    conflict: Conflict
    states: tuple[int, ...]
    concept: str
    vary: Mapping[str, tuple[int, int]]
    costs: Mapping[str, int]
    profiles: int
    count: int | None
    least_change: LeastChange | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "vary", MappingProxyType(dict(self.vary)))
        object.__setattr__(self, "costs", MappingProxyType(dict(self.costs)))

    @property
    def state(self) -> int:
        """The first of the wanted states."""
        return self.states[0]

    def to_dict(self) -> dict[str, object]:
        """Return the `goodoffices-inverse/1` document.

        Several wanted states stand under `positions` and `states`, the first of them
        under `position` and `state` also. Numbers of more than 4,000 digits are given
        as text, since readers of JSON stop at about as many.
        """
        label = self.conflict.states.label
        several = {
            "positions": list(self.states),
            "states": [label(state) for state in self.states],
        }
        change = self.least_change
        return {
            "format": FORMAT,
            "position": self.state,
            "state": label(self.state),
            **(several if len(self.states) > 1 else {}),
            "concept": self.concept,
            "vary": {name: list(span) for name, span in self.vary.items()},
            **({"costs": dict(self.costs)} if self.costs else {}),
            "profiles": _number(self.profiles),
            "count": None if self.count is None else _number(self.count),
            "least_change": None
            if change is None
            else {
                "swaps": change.swaps,
                "cost": change.cost,
                "at_least": change.at_least,
                "decision_makers": {
                    name: {
                        "swaps": one.swaps,
                        "ranking": [[label(state) for state in tied] for tied in one.ranking],
                    }
                    for name, one in change.orders.items()
                },
            },
        }


def _number(value: int) -> int | str:
    return value if value < 10**_DIGITS else _written(value)


def _written(value: int) -> str:
    """Write a number of any length, half by half, as Python itself stops at 4,300 digits."""
    if value < 10**_DIGITS:
        return str(value)
    half = _DIGITS
    while 10 ** (2 * half) <= value:
        half *= 2
    high, low = divmod(value, 10**half)
    return _written(high) + _padded(low, half)


def _padded(value: int, digits: int) -> str:
    return _written(value).rjust(digits, "0")
