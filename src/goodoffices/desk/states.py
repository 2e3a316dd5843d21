"""States and moves of a conflict model as pages show them: who does what, and what changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from goodoffices.conflict.words import listing
from goodoffices.saying import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.conflict import Conflict
    from goodoffices.stability import StabilityResult
    from goodoffices.stability.evolution import Step

__all__ = [
    "CONCEPTS",
    "ConceptWords",
    "Doing",
    "Move",
    "StateLink",
    "doings",
    "holds_under",
    "in_a_row",
    "link_to",
    "moves",
]


@dataclass(frozen=True, slots=True)
class ConceptWords:
    short: str
    name: str
    meaning: str


_MARKED: Mapping[str, ConceptWords] = MappingProxyType(
    {
        "nash": ConceptWords(
            mark("Nash"),
            mark("Nash stability"),
            mark("nobody has a better state to move to, whatever the others would do next"),
        ),
        "gmr": ConceptWords(
            "GMR",
            mark("General metarationality"),
            mark(
                "whoever could gain by moving must reckon with some answer that takes the gain away"
            ),
        ),
        "smr": ConceptWords(
            "SMR",
            mark("Symmetric metarationality"),
            mark("as under GMR, and after that answer it could not save itself by a further move"),
        ),
        "seq": ConceptWords(
            "SEQ",
            mark("Sequential stability"),
            mark("the gain is taken away by answers that those who give them gain by too"),
        ),
        "sseq": ConceptWords(
            "SSEQ",
            mark("Symmetric sequential stability"),
            mark("as under SEQ, and after that answer it could not save itself by a further move"),
        ),
    }
)


class _Concepts(Mapping[str, ConceptWords]):
    """Each concept in the words of the reader's language."""

    def __getitem__(self, key: str) -> ConceptWords:
        one = _MARKED[key]
        return ConceptWords(say(one.short), say(one.name), say(one.meaning))

    def __iter__(self) -> Iterator[str]:
        return iter(_MARKED)

    def __len__(self) -> int:
        return len(_MARKED)


CONCEPTS = _Concepts()


@dataclass(frozen=True, slots=True)
class StateLink:
    number: int
    letters: str
    query: str


@dataclass(frozen=True, slots=True)
class Doing:
    """One decision maker in a state: the options it takes, and those the state leaves open."""

    name: str
    takes: tuple[str, ...]
    leaves_open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    who: str
    takes: tuple[str, ...]
    drops: tuple[str, ...]
    to: StateLink


def link_to(conflict: Conflict, state: int) -> StateLink:
    letters = conflict.states.label(state)
    return StateLink(state, letters, urlencode({"state": letters}))


def doings(conflict: Conflict, state: int) -> tuple[Doing, ...]:
    """Who does what; empty for a model whose states are known by labels only."""
    if conflict.states.labels is not None:
        return ()
    marks = iter(conflict.states.label(state))
    found = []
    for maker in conflict.decision_makers:
        own = [(option.name, next(marks)) for option in maker.options]
        found.append(
            Doing(
                maker.name,
                tuple(name for name, mark in own if mark == "Y"),
                tuple(name for name, mark in own if mark == "-"),
            )
        )
    return tuple(found)


def moves(conflict: Conflict, start: int, steps: Iterable[Step]) -> tuple[Move, ...]:
    """The steps of a way, each with what its mover changes."""
    found = []
    for step in steps:
        found.append(_move(conflict, start, step))
        start = step.to
    return tuple(found)


def _move(conflict: Conflict, start: int, step: Step) -> Move:
    takes: list[str] = []
    drops: list[str] = []
    if conflict.states.labels is None:
        before, after = conflict.states.label(start), conflict.states.label(step.to)
        for option, was, now in zip(conflict.options, before, after, strict=True):
            if was != "Y" and now == "Y":
                takes.append(option.name)
            elif was == "Y" and now == "N":
                drops.append(option.name)
    who = conflict.decision_maker(step.by).name
    return Move(who, tuple(takes), tuple(drops), link_to(conflict, step.to))


def holds_under(result: StabilityResult, state: int) -> tuple[str, ...]:
    """The concepts under which a state is an equilibrium, in the order of the result."""
    return tuple(name for name in result.concepts if bool(result.stable[name][:, state].all()))


def in_a_row(concepts: Iterable[str]) -> str:
    """`GMR, SMR and SEQ`."""
    return listing([CONCEPTS[name].short for name in concepts])
