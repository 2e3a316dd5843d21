"""The points of a negotiation that are marked by name: solutions and offers on the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.saying import Names, listed, mark, say
from goodoffices.settlement.exact import units
from goodoffices.settlement.issues import Package

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.result import Settlement

__all__ = ["Marked", "Offer", "marked_points"]

SHAPES = {
    "nash": "square",
    "kalai_smorodinsky": "triangle-up",
    "egalitarian": "diamond",
    "utilitarian": "circle",
    "utilitarian_rational": "triangle-down",
}
_NAMES = Names(
    {
        "nash": mark("Nash"),
        "kalai_smorodinsky": mark("Kalai–Smorodinsky"),
        "egalitarian": mark("egalitarian"),
        "utilitarian": mark("largest sum"),
        "utilitarian_rational": mark("largest sum acceptable to all"),
    }
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A package that somebody has put on the table, under the name it goes by there."""

    label: str
    package: Package


@dataclass(frozen=True, slots=True)
class Marked:
    """One place in the plot; several solutions that coincide share one mark and its label."""

    label: str
    worth: tuple[float, ...]
    shape: str
    is_offer: bool = False


def marked_points(settlement: Settlement, offers: Sequence[Offer]) -> tuple[Marked, ...]:
    """The offers first, then the solutions, those of equal worth joined."""
    scenario = settlement.scenario
    marks = []
    for offer in offers:
        scenario.check_package(offer.package, say("offer '{label}'", label=offer.label))
        exact = [scenario.utility(party, offer.package) for party in scenario.parties]
        worth = settlement.utilities([units(value, settlement.scale) for value in exact])
        marks.append(Marked(offer.label, tuple(worth), "cross", is_offer=True))
    by_place: dict[tuple[float, ...], list[str]] = {}
    for solution in settlement.solutions:
        if solution.units is not None:
            worth_of = tuple(settlement.utilities(solution.units))
            by_place.setdefault(worth_of, []).append(solution.concept.id)
    for place, ids in by_place.items():
        # the largest sum of all is acceptable to all where the two coincide: say it once
        named = [name for name in ids if name != "utilitarian_rational" or "utilitarian" not in ids]
        label = listed(_NAMES.get(name, name) for name in named)
        marks.append(Marked(label, place, SHAPES.get(ids[0], "square")))
    return tuple(marks)
