"""Why a state holds or does not: each improvement, and the sanction that deters it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.model import Conflict
from goodoffices.conflict.words import move_in_words, state_in_words
from goodoffices.errors import InputError
from goodoffices.kernels.walk import walk
from goodoffices.saying import all_of, say
from goodoffices.stability.analysis import ALL, CONCEPTS, chosen
from goodoffices.stability.evolution import Step
from goodoffices.stability.frame import Frame

if TYPE_CHECKING:
    from goodoffices.stability.concept import Concept

__all__ = ["Explanation", "Improvement", "Sanction", "View", "explain"]

FORMAT = "goodoffices-explanation/1"


@dataclass(frozen=True, slots=True)
class Sanction:
    """The others' answer that deters a move: who goes where, in turn.

    ``tie``: the one deterred ends no worse than it began, but no better either.
    """

    path: tuple[Step, ...]
    tie: bool


@dataclass(frozen=True, slots=True)
class Improvement:
    """A better state that a decision maker could move to, and what deters it by concept.

    None: nothing deters it under that concept.
    """

    to: int
    sanctions: Mapping[str, Sanction | None]


@dataclass(frozen=True, slots=True)
class View:
    """The state as one decision maker sees it."""

    decision_maker: str
    stable: Mapping[str, bool]
    improvements: tuple[Improvement, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """Everything that decides whether one state is stable."""

    conflict: Conflict
    state: int
    concepts: tuple[str, ...]
    views: tuple[View, ...]

    def is_equilibrium(self, concept: str) -> bool:
        return all(view.stable[concept] for view in self.views)

    def to_dict(self) -> dict[str, object]:
        """Return the explanation as a document of plain values."""
        label = self.conflict.states.label
        return {
            "format": FORMAT,
            "position": self.state,
            "state": label(self.state),
            "words": state_in_words(self.conflict, self.state),
            "concepts": list(self.concepts),
            "equilibrium": {name: self.is_equilibrium(name) for name in self.concepts},
            "decision_makers": [
                {
                    "decision_maker": view.decision_maker,
                    "stable": dict(view.stable),
                    "improvements": [
                        {
                            "position": one.to,
                            "state": label(one.to),
                            "sanctions": {
                                name: None
                                if sanction is None
                                else {
                                    "path": [
                                        {"by": s.by, "position": s.to, "state": label(s.to)}
                                        for s in sanction.path
                                    ],
                                    "tie": sanction.tie,
                                }
                                for name, sanction in one.sanctions.items()
                            },
                        }
                        for one in view.improvements
                    ],
                }
                for view in self.views
            ],
            "sentences": list(self.sentences()),
        }

    def sentences(self) -> tuple[str, ...]:
        """Say it in the words of the case, one sentence a finding."""
        label = self.conflict.states.label(self.state)
        lines = [
            say(
                "{label} is: {conflict}.",
                label=label,
                conflict=state_in_words(self.conflict, self.state),
            )
        ]
        for view in self.views:
            name = self.conflict.decision_maker(view.decision_maker).name
            if not view.improvements:
                lines.append(say("{name} cannot move to anything better, so it stays.", name=name))
            for one in view.improvements:
                lines += self._about(name, one)
        return tuple(lines)

    def _about(self, name: str, one: Improvement) -> list[str]:
        label = self.conflict.states.label
        does = move_in_words(self.conflict, self.state, one.to)
        to = label(one.to)
        lead = (
            say("{name} gains by moving to {state} ({does})", name=name, state=to, does=does)
            if does
            else say("{name} gains by moving to {state}", name=name, state=to)
        )
        if not one.sanctions:
            return [f"{lead}."]
        lines = []
        open_to = [key for key, sanction in one.sanctions.items() if sanction is None]
        for sanction in dict.fromkeys(s for s in one.sanctions.values() if s is not None):
            under = [key for key, other in one.sanctions.items() if other == sanction]
            told = {
                "lead": lead,
                "concepts": _names(under),
                "answer": self._answer(one.to, sanction),
                "name": name,
            }
            lines.append(
                say(
                    "{lead}; under {concepts} it is deterred: {answer}, which is the same to "
                    "{name} as staying",
                    **told,
                )
                if sanction.tie
                else say(
                    "{lead}; under {concepts} it is deterred: {answer}, which is worse for "
                    "{name} than staying",
                    **told,
                )
            )
            lines[-1] += (
                say(", and nothing it can do from there is better.")
                if any(CONCEPTS[key].answered for key in under)
                else "."
            )
        if open_to:
            lines.append(
                say(
                    "{lead}; under {open_to} nothing that the others do deters it.",
                    lead=lead,
                    open_to=_names(open_to),
                )
            )
        return lines

    def _answer(self, start: int, sanction: Sanction) -> str:
        parts = []
        for step in sanction.path:
            who = self.conflict.decision_maker(step.by).name
            does = move_in_words(self.conflict, start, step.to) or "moves"
            parts.append(
                say(
                    "{who} {does} (to {to})",
                    who=who,
                    does=does,
                    to=self.conflict.states.label(step.to),
                )
            )
            start = step.to
        return say(", then ").join(parts)


def _names(concepts: Sequence[str]) -> str:
    upper = [name.upper() for name in concepts]
    return all_of(upper)


def explain(conflict: Conflict, state: int | str, concepts: Sequence[str] = ALL) -> Explanation:
    """Explain one state: each decision maker's improvements, and what deters each.

    For every improvement and concept the shortest deterring sequence is given (the
    lowest state first among equals), found by breadth-first search over (last mover,
    state); whether there is one at all is known from the solvers beforehand, so the
    search never runs in vain. Raises InputError for an unknown state or concept.
    """
    position = conflict.find(state)
    named = chosen(concepts)
    for concept in named:
        if not concept.explained:
            raise InputError(
                say("{concept} is not explained by sequences of moves", concept=f"{concept.id!r}"),
                where="concepts",
                remedy=say("Explained: {all}.", all=", ".join(ALL)),
            )
    views = _Views(Frame(conflict), position, named)
    return Explanation(
        conflict,
        position,
        tuple(concept.id for concept in named),
        tuple(views.of(who) for who in range(len(conflict.decision_makers))),
    )


class _Views:
    """Looks at one state through each decision maker's eyes."""

    def __init__(self, frame: Frame, state: int, concepts: Sequence[Concept]) -> None:
        self.frame = frame
        self.state = state
        self.concepts = concepts
        self.ids = [dm.id for dm in frame.conflict.decision_makers]

    def of(self, who: int) -> View:
        levels = self.frame.levels[who]
        reached = walk(
            [self.frame.movers[who].table],
            self.state,
            [levels],
            until=np.ones(levels.size, dtype=np.bool_),
        )
        ends = [int(end) for end in np.flatnonzero(reached.fewest() == 1)]
        ends.sort(key=lambda end: (-int(levels[end]), end))
        found: dict[int, dict[str, Sanction | None]] = {end: {} for end in ends}
        for concept in self.concepts:
            if concept.sanctions and ends:
                self._deter(who, concept, found)
        stable = {
            concept.id: all(marks.get(concept.id) is not None for marks in found.values())
            for concept in self.concepts
        }
        return View(
            self.ids[who],
            MappingProxyType(stable),
            tuple(Improvement(end, MappingProxyType(marks)) for end, marks in found.items()),
        )

    def _deter(
        self, who: int, concept: Concept, found: Mapping[int, dict[str, Sanction | None]]
    ) -> None:
        frame, levels = self.frame, self.frame.levels
        outcome = frame.refuge[who] if concept.answered else levels[who]
        bar = levels[who][self.state]
        others = [number for number in range(len(self.ids)) if number != who]
        least = frame.parts.least(who, outcome, improving=concept.sanctions_improve)
        wanted = outcome <= bar
        for end, marks in found.items():
            if least[end] > bar:
                marks[concept.id] = None
                continue
            walked = walk(
                [frame.movers[number].table for number in others],
                end,
                [levels[number] for number in others] if concept.sanctions_improve else None,
                until=wanted,
            )
            steps = walked.fewest()
            candidates = np.flatnonzero(wanted & (steps > 0))
            last = int(candidates[np.argmin(steps[candidates])])
            path = tuple(Step(self.ids[others[mover]], to) for mover, to in walked.way(last))
            marks[concept.id] = Sanction(path, tie=bool(levels[who][last] == bar))
