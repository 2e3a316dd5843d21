"""Who gives what to whom, what trading adds, and why the rules differ, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.desk.composed import Beside, beside_of
from goodoffices.desk.methods import Method, method_of
from goodoffices.desk.packages import Worth, named_packages, query_of, values_of, worth_of
from goodoffices.saying import say
from goodoffices.settlement import differences, logrolling, swap, trades
from goodoffices.settlement.logrolling import BASELINE_DEFINITION
from goodoffices.settlement.preferences import Additive

if TYPE_CHECKING:
    from goodoffices.settlement import (
        Comparison,
        Differences,
        Logrolling,
        Package,
        Settlement,
        Trade,
    )

__all__ = ["Trading", "trading"]

_MOST_TRADES = 3


@dataclass(frozen=True, slots=True)
class Effects:
    """One issue that changes: what it does to each side, signed; empty where it does not split."""

    issue: str
    before: str
    after: str
    effects: tuple[Worth, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    words: tuple[str, ...]
    issues: tuple[Effects, ...]
    totals: tuple[Worth, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Rolled:
    """What a package has over settling each issue by itself; empty where not defined."""

    name: str
    gain: str
    captured: str
    is_worse: bool
    """Whether settling each issue by itself gives more in all."""


@dataclass(frozen=True, slots=True)
class Rolling:
    rows: tuple[Rolled, ...]
    baseline: tuple[tuple[str, str], ...]
    definition: str
    is_defined: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChosenLine:
    rules: str
    query: str
    worth: tuple[Worth, ...]
    product: str
    smallest_gain: str
    smallest_share: str
    total: str
    acceptable: bool


@dataclass(frozen=True, slots=True)
class Trading:
    is_guess: bool
    parties: tuple[str, ...]
    this: str
    """The name of the composed package, where it is a solution or the status quo."""
    keeps: tuple[tuple[str, str], ...]
    """The fields that say which package is composed."""
    compose: str
    beside: tuple[Beside, ...]
    beside_name: str
    exchange: Exchange | None
    splits: bool
    """Whether worth splits by issue, so that issues can be traded."""
    rolling: Rolling | None
    small: tuple[Exchange, ...]
    chosen: tuple[ChosenLine, ...]
    why: tuple[str, ...]
    method: Method


def trading(found: Settlement, package: Package, beside: str, *, is_guess: bool) -> Trading:
    """Everything between the composed package and the one it is held against."""
    scenario = found.scenario
    named, other = beside_of(found, package, beside)
    splits = all(isinstance(party.preference, Additive) for party in scenario.parties)
    known = {one: name for name, one in reversed(named_packages(found).values())}
    beside_name = next((one.words for one in named if one.chosen), "")
    this = known.get(package, "")
    pair = [(this or say("This package"), package)]
    if other != package:
        pair.append((beside_name, other))
    told = differences(found)
    return Trading(
        is_guess=is_guess,
        parties=tuple(party.name for party in scenario.parties),
        this=this,
        keeps=tuple(
            (f"is.{issue.id}", str(v)) for issue, v in zip(scenario.issues, package, strict=True)
        ),
        compose=query_of(scenario, package),
        beside=named,
        beside_name=beside_name,
        exchange=_exchange(found, swap(scenario, package, other)) if other != package else None,
        splits=splits,
        rolling=_rolling(found, pair) if splits else None,
        small=tuple(_exchange(found, one) for one in trades(scenario, package, found, _MOST_TRADES))
        if splits
        else (),
        chosen=_chosen(found, told),
        why=told.words,
        method=method_of(found.solution("nash").proof),
    )


def _exchange(found: Settlement, trade: Trade) -> Exchange:
    scenario, compared = found.scenario, trade.comparison
    return Exchange(
        words=trade.words(),
        issues=_effects(compared),
        totals=tuple(Worth(p.name, _signed(p.change)) for p in compared.parties),
        query=query_of(scenario, trade.package),
    )


def _effects(compared: Comparison) -> tuple[Effects, ...]:
    names = {p.party: p.name for p in compared.parties}
    return tuple(
        Effects(
            change.name,
            change.before,
            change.after,
            tuple(
                Worth(names[party], "" if effect is None else _signed(effect))
                for party, effect in change.effects.items()
            ),
        )
        for change in compared.issues
    )


def _signed(number: float) -> str:
    return f"{number:+g}".replace("-", "−") if number else "0"


def _rolling(found: Settlement, pair: list[tuple[str, Package]]) -> Rolling:
    scenario = found.scenario
    rolled = [(name, logrolling(scenario, package, found)) for name, package in pair]
    first = rolled[0][1]
    return Rolling(
        rows=tuple(_rolled(name, one) for name, one in rolled),
        baseline=tuple(
            zip(
                (issue.name for issue in scenario.issues),
                values_of(scenario, first.baseline),
                strict=True,
            )
        ),
        definition=say(BASELINE_DEFINITION),
        is_defined=any(one.gain is not None for _, one in rolled),
        notes=first.notes,
    )


def _rolled(name: str, one: Logrolling) -> Rolled:
    return Rolled(
        name,
        "" if one.gain is None else f"{one.gain:+.0%}".replace("-", "−"),
        "" if one.captured is None else f"{one.captured:.0%}",
        is_worse=one.captured is not None and one.captured < 0,
    )


def _chosen(found: Settlement, told: Differences) -> tuple[ChosenLine, ...]:
    names = {one.concept.id: say(one.concept.name) for one in found.solutions}
    return tuple(
        ChosenLine(
            rules=say("; ").join(names[rule] for rule in one.rules),
            query=query_of(found.scenario, one.package),
            worth=worth_of(found.scenario, one.utilities),
            product=f"{one.product:.4g}",
            smallest_gain=f"{one.smallest_gain:.4g}".replace("-", "−"),
            smallest_share=""
            if one.smallest_share is None
            else f"{one.smallest_share:.0%}".replace("-", "−"),
            total=f"{one.total:.4g}",
            acceptable=one.acceptable,
        )
        for one in told.chosen
    )
