"""The classic tableau as a table of a page: options in rows by decision maker, states in columns.

Of a model with many states a page shows some: those asked for, today's and the one looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.desk.reasons import side_anchor
from goodoffices.desk.states import CONCEPTS, StateLink, holds_under, in_a_row, link_to
from goodoffices.saying import say
from goodoffices.stability import tableau

if TYPE_CHECKING:
    from django.http import QueryDict

    from goodoffices.conflict import Conflict
    from goodoffices.stability import StabilityResult

__all__ = ["Column", "OptionRow", "Owner", "RankRow", "Sheet", "Show", "Wanted", "sheet"]

_FEW = 16
_MOST = 60
ALL, ANY = "all", "any"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which states the reader asked to see: those holding under a concept, with an option taken."""

    show: str
    option: str

    @classmethod
    def asked(cls, get: QueryDict, conflict: Conflict) -> Wanted:
        show, option = get.get("show", ""), get.get("option", "")
        if show not in {ALL, ANY, *CONCEPTS}:
            show = ALL if len(conflict.states) <= _FEW else ANY
        if option not in conflict.option_bits or conflict.states.labels is not None:
            option = ""
        return cls(show, option)


@dataclass(frozen=True, slots=True)
class Show:
    """A choice of the filter."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Column:
    state: StateLink
    today: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Cell:
    mark: str
    look: str


@dataclass(frozen=True, slots=True)
class OptionRow:
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Staying:
    """Whether one decision maker stays in a state, and where the page says why."""

    mark: str
    words: str
    look: str
    query: str


@dataclass(frozen=True, slots=True)
class StayingRow:
    name: str
    anchor: str
    cells: tuple[Staying, ...]


@dataclass(frozen=True, slots=True)
class Owner:
    name: str
    options: tuple[OptionRow, ...]


@dataclass(frozen=True, slots=True)
class RankRow:
    """How one decision maker ranks the states shown, 1 being its best."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    columns: tuple[Column, ...]
    owners: tuple[Owner, ...]
    holds: tuple[OptionRow, ...]
    stays: tuple[StayingRow, ...]
    ranks: tuple[RankRow, ...]
    states: int
    left_out: int


def sheet(result: StabilityResult, wanted: Wanted, chosen: int | None) -> Sheet:
    """Linear in the states of the model, and in the cells shown."""
    conflict = result.conflict
    numbers = _picked(result, wanted, chosen)
    laid = tableau(result, numbers)
    looks = [
        " ".join(
            word
            for word, says in (("today", n == conflict.status_quo), ("chosen", n == chosen))
            if says
        )
        for n in numbers
    ]
    return Sheet(
        columns=tuple(
            Column(link_to(conflict, n), today=n == conflict.status_quo, chosen=n == chosen)
            for n in numbers
        ),
        owners=tuple(
            Owner(
                maker.name,
                tuple(
                    OptionRow(row.name, _cells(row.marks, looks))
                    for row in laid.rows
                    if row.decision_maker == maker.id
                ),
            )
            for maker in conflict.decision_makers
            if maker.options
        ),
        holds=tuple(
            OptionRow(
                CONCEPTS[name].short,
                _cells([("E" if name in c.equilibrium else "") for c in laid.columns], looks),
            )
            for name in result.concepts
        ),
        stays=tuple(
            StayingRow(maker.name, side_anchor(place), _stayings(result, place, numbers, looks))
            for place, maker in enumerate(conflict.decision_makers)
        ),
        ranks=tuple(
            RankRow(maker.name, _cells([str(c.ranks[maker.id]) for c in laid.columns], looks))
            for maker in conflict.decision_makers
        ),
        states=len(conflict.states),
        left_out=laid.left_out,
    )


def _cells(marks: tuple[str, ...] | list[str], looks: list[str]) -> tuple[Cell, ...]:
    said = {"Y": "yes", "E": "holds", "-": "open"}
    return tuple(
        Cell(mark, f"{said.get(mark, '')} {look}".strip())
        for mark, look in zip(marks, looks, strict=True)
    )


def _stayings(
    result: StabilityResult, place: int, numbers: list[int], looks: list[str]
) -> tuple[Staying, ...]:
    found = []
    for number, look in zip(numbers, looks, strict=True):
        stays = [name for name in result.concepts if result.stable[name][place, number]]
        if len(stays) == len(result.concepts):
            mark, words, own = "●", say("stays"), "stays"
        elif stays:
            mark, words, own = "◐", say("stays under {stays}", stays=in_a_row(stays)), "partly"
        else:
            mark, words, own = "○", say("leaves"), "leaves"
        query = link_to(result.conflict, number).query
        found.append(Staying(mark, words, f"{own} {look}".strip(), query))
    return tuple(found)


def _picked(result: StabilityResult, wanted: Wanted, chosen: int | None) -> list[int]:
    conflict = result.conflict
    kept = [s for s in (conflict.status_quo, chosen) if s is not None]
    if wanted.show == ALL:
        found = list(range(len(conflict.states)))
    else:
        names = result.concepts if wanted.show == ANY else (wanted.show,)
        union = {s for name in names for s in result.equilibria[name].tolist()}
        # those that hold under the most concepts first, in case they are too many
        found = sorted(union, key=lambda s: (-len(holds_under(result, s)), s))
    if wanted.option:
        bit = conflict.option_bits[wanted.option]
        found = [s for s in found if conflict.states.label(s)[bit] == "Y"]
    return sorted(dict.fromkeys([*kept, *found][:_MOST]))
