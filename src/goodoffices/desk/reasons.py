"""Why a state holds or does not, in the words of the case: a verdict, then side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.conflict.words import listing
from goodoffices.desk.states import Move, in_a_row, moves
from goodoffices.saying import say, say_counted
from goodoffices.stability.evolution import Step

if TYPE_CHECKING:
    from goodoffices.conflict import Conflict
    from goodoffices.stability import Explanation
    from goodoffices.stability.why import Improvement, View

__all__ = ["Answer", "Side", "Temptation", "side_anchor", "sides", "verdict"]


_MOST = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """What the others would do about a move, and the concepts under which that deters it."""

    concepts: str
    path: tuple[Move, ...]
    tie: bool


@dataclass(frozen=True, slots=True)
class Temptation:
    """A better state one could move to; `undeterred` names where nothing stands against it."""

    move: Move
    answers: tuple[Answer, ...]
    undeterred: str


@dataclass(frozen=True, slots=True)
class Side:
    name: str
    anchor: str
    stays: str
    """The concepts under which it stays; empty where it leaves under all of them."""
    stays_always: bool
    temptations: tuple[Temptation, ...]
    more: int
    """Better states in reach beyond those listed, the best of them."""


def sides(found: Explanation) -> tuple[Side, ...]:
    return tuple(_side(found, place, view) for place, view in enumerate(found.views))


def side_anchor(place: int) -> str:
    """Where a page says why the decision maker at this place stays or leaves."""
    return f"side-{place}"


def _side(found: Explanation, place: int, view: View) -> Side:
    stable = [name for name in found.concepts if view.stable[name]]
    return Side(
        name=found.conflict.decision_maker(view.decision_maker).name,
        anchor=side_anchor(place),
        stays=in_a_row(stable),
        stays_always=len(stable) == len(found.concepts),
        temptations=tuple(_temptation(found, view, one) for one in view.improvements[:_MOST]),
        more=max(0, len(view.improvements) - _MOST),
    )


def _temptation(found: Explanation, view: View, one: Improvement) -> Temptation:
    conflict = found.conflict
    (move,) = moves(conflict, found.state, (Step(view.decision_maker, one.to),))
    distinct = dict.fromkeys(s for s in one.sanctions.values() if s is not None)
    answers = tuple(
        Answer(
            in_a_row(name for name, other in one.sanctions.items() if other == sanction),
            moves(conflict, one.to, sanction.path),
            sanction.tie,
        )
        for sanction in distinct
    )
    # a concept without sanctions is not among them: under it nothing deters
    undeterred = [name for name in found.concepts if one.sanctions.get(name) is None]
    return Temptation(move, answers, in_a_row(undeterred))


def verdict(found: Explanation) -> str:
    """One plain sentence or two: under what the state holds, and who would leave it otherwise."""
    holds = [name for name in found.concepts if found.is_equilibrium(name)]
    fails = [name for name in found.concepts if name not in holds]
    if not fails:
        return _holds_always(found)
    leaving = _leaving(found.conflict, found, fails)
    if not holds:
        return say("It does not hold under any concept: {leaving}.", leaving=leaving)
    return say(
        "It holds under {holds} only, where whoever could gain by leaving must reckon "
        "with an answer that takes the gain away. Under {fails} it does not: {leaving}.",
        holds=in_a_row(holds),
        fails=in_a_row(fails),
        leaving=leaving,
    )


def _holds_always(found: Explanation) -> str:
    if any(view.improvements for view in found.views):
        return say(
            "It holds under every concept looked at: whoever could gain by leaving is deterred."
        )
    return say("It holds under every concept looked at: nobody has a better state to move to.")


def _leaving(conflict: Conflict, found: Explanation, fails: list[str]) -> str:
    names = [
        conflict.decision_maker(view.decision_maker).name
        for view in found.views
        if not all(view.stable[name] for name in fails)
    ]
    return say_counted(
        "{names} gains by leaving, and nothing deters that",
        "{names} gain by leaving, and nothing deters that",
        len(names),
        names=listing(names),
    )
