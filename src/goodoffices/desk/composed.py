"""The package that is being composed: its issues beside another package, and what it gives whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.desk.packages import Bar, bars, named_packages, query_of
from goodoffices.settlement import assess, compare, swap

if TYPE_CHECKING:
    from goodoffices.settlement import Package, Scenario, Settlement

__all__ = ["Beside", "Composed", "IssueLine", "ValueChoice", "beside_of", "composed", "issue_lines"]

_SECONDS = 2.0
"""How long a page looks for a better package where the frontier is not complete."""


@dataclass(frozen=True, slots=True)
class ValueChoice:
    value: int
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class IssueLine:
    id: str
    name: str
    beside: str
    values: tuple[ValueChoice, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A package that the composed one can be held against."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Composed:
    issues: tuple[IssueLine, ...]
    beside: tuple[Beside, ...]
    beside_name: str
    bars: tuple[Bar, ...]
    acceptable: bool
    efficient: bool
    broken: tuple[str, ...]
    better: str
    """The query of a package that is better for somebody and worse for nobody."""
    better_for_all: bool
    better_words: tuple[str, ...]
    compared: tuple[str, ...]
    """What changes on the way to the package beside it; empty where the two are the same."""
    fraction: str
    """Of the largest product of gains; empty where that is not defined."""
    table: str
    """The query that puts it on the table; empty where it is not possible."""
    trades: str
    """The query that asks for the trades between the two; empty where they are the same."""


def composed(found: Settlement, package: Package, beside: str) -> Composed:
    """`beside` names what it is held against; anything else means the first there is."""
    scenario = found.scenario
    judged = assess(scenario, package, found, _SECONDS)
    named, other = beside_of(found, package, beside)
    chosen = next((one for one in named if one.chosen), None)
    key = chosen.value if chosen else ""
    better = judged.dominated_by
    return Composed(
        issues=issue_lines(scenario, package, other),
        beside=named,
        beside_name=chosen.words if chosen else "",
        bars=bars(found, package),
        acceptable=judged.rational,
        efficient=judged.efficient,
        broken=judged.broken,
        better=query_of(scenario, better, beside=key) if better else "",
        better_for_all=judged.better_for_all,
        better_words=swap(scenario, package, better).words() if better else (),
        compared=compare(scenario, package, other).words() if package != other else (),
        fraction=f"{judged.nash_fraction:.0%}" if judged.nash_fraction is not None else "",
        table="" if judged.broken else query_of(scenario, package),
        trades=query_of(scenario, package, beside=key) if package != other else "",
    )


def beside_of(
    found: Settlement, package: Package, beside: str
) -> tuple[tuple[Beside, ...], Package]:
    """What a package can be held against, and the one it is; the package itself if there is none.

    Nothing named: the first that is another package.
    """
    named = named_packages(found)
    others = [key for key, (_, other) in named.items() if other != package]
    chosen = beside if beside in named else next(iter([*others, *named]), "")
    choices = tuple(Beside(key, name, key == chosen) for key, (name, _) in named.items())
    return choices, named[chosen][1] if chosen else package


def issue_lines(scenario: Scenario, package: Package, other: Package) -> tuple[IssueLine, ...]:
    return tuple(
        IssueLine(
            issue.id,
            issue.name,
            issue.label(there),
            tuple(ValueChoice(k, issue.label(k), k == here) for k in range(len(issue.values))),
            here != there,
        )
        for issue, here, there in zip(scenario.issues, package, other, strict=True)
    )
