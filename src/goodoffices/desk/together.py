"""Together and on the way: coalitions that upset what holds, states out of reach, and circles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.conflict.words import listing
from goodoffices.desk.states import StateLink, holds_under, in_a_row, link_to
from goodoffices.saying import say
from goodoffices.stability import analyse, evolve
from goodoffices.stability.attractors import attractors
from goodoffices.stability.coalitions import upsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.conflict import Conflict
    from goodoffices.stability import StabilityResult
    from goodoffices.stability.coalitions import Upset

__all__ = ["Together", "together"]

_CELLS = 3_000_000
_MOST_STATES = 12
_MOST_LINKS = 6


@dataclass(frozen=True, slots=True)
class Leaving:
    """A coalition that would leave a state together, and where each of them gains."""

    who: str
    count: int
    to: tuple[StateLink, ...]
    more: int
    lasting: str
    """The concepts under which the first of these states holds in turn; empty where none."""


@dataclass(frozen=True, slots=True)
class Upsettable:
    state: StateLink
    is_today: bool
    holds: str
    leaving: tuple[Leaving, ...]


@dataclass(frozen=True, slots=True)
class States:
    """Some states as links, and how many more there are."""

    links: tuple[StateLink, ...]
    more: int
    count: int


@dataclass(frozen=True, slots=True)
class Together:
    makers: int
    looked_at: tuple[Upsettable, ...]
    left_out: int
    too_large: bool
    today: StateLink | None
    unreachable: States
    against_gain: States
    circles: tuple[States, ...]
    circles_more: int
    attractors: int


def together(model: Conflict) -> Together:
    """Bounded: of many equilibria those that hold under the most concepts are looked at."""
    result = analyse(model)
    held = sorted(
        {state for found in result.equilibria.values() for state in found.tolist()},
        key=lambda state: (-len(holds_under(result, state)), state),
    )
    makers = len(model.decision_makers)
    each = max(1, (2**makers - 1 - makers) * len(model.states))
    chosen = held[: min(_MOST_STATES, _CELLS // each)]
    found = upsets(result, chosen)
    unreachable, against_gain = _out_of_reach(model, held)
    ends = attractors(model)
    circles = [states for states in ends if len(states) > 1]
    return Together(
        makers=makers,
        looked_at=tuple(_upsettable(result, state, found) for state in chosen),
        left_out=len(held) - len(chosen),
        too_large=bool(held) and not chosen,
        today=link_to(model, model.status_quo) if model.status_quo is not None else None,
        unreachable=_states(model, unreachable),
        against_gain=_states(model, against_gain),
        circles=tuple(_states(model, states) for states in circles[:_MOST_LINKS]),
        circles_more=max(0, len(circles) - _MOST_LINKS),
        attractors=len(ends),
    )


def _out_of_reach(model: Conflict, held: Sequence[int]) -> tuple[list[int], list[int]]:
    """Equilibria that no moves lead to from today, and those that gains alone do not."""
    if model.status_quo is None:
        return [], []
    evolution = evolve(model)
    moves, gains = evolution.steps(improving=False), evolution.steps(improving=True)
    never = [state for state in held if moves[state] < 0]
    return never, [state for state in held if moves[state] >= 0 and gains[state] < 0]


def _states(model: Conflict, states: Sequence[int]) -> States:
    links = tuple(link_to(model, state) for state in states[:_MOST_LINKS])
    return States(links, max(0, len(states) - _MOST_LINKS), len(states))


def _upsettable(result: StabilityResult, state: int, found: Sequence[Upset]) -> Upsettable:
    own = [one for one in found if one.state == state]
    # whoever would do it with fewer does not need the rest
    least = [
        one for one in own if not any(set(other.coalition) < set(one.coalition) for other in own)
    ]
    holds = holds_under(result, state)
    return Upsettable(
        link_to(result.conflict, state),
        state == result.conflict.status_quo,
        _under(holds, result),
        tuple(_leaving(result, one) for one in least),
    )


def _under(holds: Sequence[str], result: StabilityResult) -> str:
    return say("every concept") if len(holds) == len(result.concepts) else in_a_row(holds)


def _leaving(result: StabilityResult, one: Upset) -> Leaving:
    model = result.conflict
    ends = sorted(one.to, key=lambda end: (-len(one.to[end]), end))
    names = [model.decision_maker(name).name for name in one.coalition]
    return Leaving(
        who=listing(names),
        count=len(names),
        to=tuple(link_to(model, end) for end in ends[:_MOST_LINKS]),
        more=max(0, len(ends) - _MOST_LINKS),
        lasting=_under(one.to[ends[0]], result) if one.to[ends[0]] else "",
    )
