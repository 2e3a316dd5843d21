"""Candidates made from the model alone, where nobody has named any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.model import Direction
from goodoffices.saying import mark, say, say_counted
from goodoffices.stability.analysis import CONCEPTS
from goodoffices.stability.interventions.kinds import (
    Candidate,
    ForbidMove,
    MakeIrreversible,
    RaiseStates,
)
from goodoffices.stability.interventions.remake import Remaker
from goodoffices.stability.interventions.verdicts import Verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodoffices.conflict.model import Conflict
    from goodoffices.stability.interventions.targets import Target

__all__ = ["propose"]

_ENDS = 6  # undeterred improvements of one decision maker that are proposed to be forbidden
_STATES = 4  # states of one target that are looked at
_MOST = 120


def propose(conflict: Conflict, targets: Sequence[Target], concept: str) -> tuple[Candidate, ...]:
    """Make candidates from what stands against the targets today.

    Each option irreversible in either direction; for the first states of each wanted
    outcome, each undeterred improvement forbidden (the first few of each decision maker),
    and the state raised for whoever leaves it, up to the best of its improvements; for
    the equilibria of each unwanted outcome, the state that each decision maker could move
    to and that needs the least raising, raised so far that moving there is a gain. What
    no model can know (new options, what could be ruled out) is left to whoever knows.
    """
    verdicts = Verdicts(Remaker(conflict, ()), CONCEPTS[concept], targets)
    made: dict[object, Candidate] = {}
    for one in (*_irreversible(conflict), *_for_targets(conflict, verdicts)):
        made.setdefault(one.intervention, one)
    return tuple(made.values())[:_MOST]


def _irreversible(conflict: Conflict) -> Iterator[Candidate]:
    if conflict.moves is not None:
        return
    for option in conflict.options:
        if option.moves is not Direction.BOTH:
            continue
        for word, moves, said in (
            (
                "keep",
                Direction.TAKE,
                mark("an undertaking that “{option}” cannot be dropped again"),
            ),
            (
                "drop",
                Direction.DROP,
                mark("an undertaking that “{option}” cannot be taken up again"),
            ),
        ):
            yield Candidate(
                f"{word}_{option.id}",
                MakeIrreversible(option.id, moves),
                say(said, option=option.name),
            )


def _for_targets(conflict: Conflict, verdicts: Verdicts) -> Iterator[Candidate]:
    every, places = verdicts.states(0)
    views = [verdicts.view(0, who) for who in verdicts.makers(0)]
    holding = np.all([view.stable for view in views], axis=0)
    for target, asked in zip(verdicts.targets, places, strict=True):
        for place in asked.tolist()[:_STATES] if target.wanted else asked[holding[asked]][:_STATES]:
            state = int(every[place])
            for who, view in enumerate(views):
                if target.wanted and not view.stable[place]:
                    yield from _keep(conflict, verdicts, who, state)
                elif not target.wanted:
                    yield from _draw(conflict, verdicts, who, state)


def _name_of(conflict: Conflict, state: int) -> str | int:
    """Return what names a state in a candidate: its letters, or its number in a graph."""
    return conflict.states.label(state) if conflict.states.labels is None else state


def _keep(conflict: Conflict, verdicts: Verdicts, who: int, state: int) -> Iterator[Candidate]:
    """Propose what may keep a decision maker in a wanted state."""
    dm, label = conflict.decision_makers[who], conflict.states.label
    levels = verdicts.remaker.levels(0, who)
    ends = verdicts.undeterred(0, who, state)
    ends = ends[np.argsort(-levels[ends], kind="stable")]
    for end in ends[:_ENDS].tolist():
        yield Candidate(
            f"hold_{dm.id}_{state}_{end}",
            ForbidMove(dm.id, _name_of(conflict, state), _name_of(conflict, end)),
            say(
                "a check that keeps {who} from moving from {state} to {end}",
                who=dm.name,
                state=label(state),
                end=label(end),
            ),
        )
    for gap in np.unique(levels[ends] - levels[state])[:_ENDS].tolist():
        yield _raised(conflict, who, state, gap)


def _draw(conflict: Conflict, verdicts: Verdicts, who: int, state: int) -> Iterator[Candidate]:
    """Propose what may draw a decision maker out of an unwanted state."""
    levels = verdicts.remaker.levels(0, who)
    reached = verdicts.neighbours(0, who).of(state)
    gaps = levels[state] - levels[reached] + 1
    reached, gaps = reached[gaps > 0], gaps[gaps > 0]
    if reached.size:
        best = int(np.argmin(gaps))
        yield _raised(conflict, who, int(reached[best]), int(gaps[best]))


def _raised(conflict: Conflict, who: int, state: int, levels: int) -> Candidate:
    dm = conflict.decision_makers[who]
    return Candidate(
        f"raise_{dm.id}_{state}_by_{levels}",
        RaiseStates(dm.id, _name_of(conflict, state), levels),
        say_counted(
            "a guarantee that raises {state} by {count} level for {who}",
            "a guarantee that raises {state} by {count} levels for {who}",
            levels,
            state=conflict.states.label(state),
            who=dm.name,
        ),
    )
