"""What is known only roughly: how sure the best guess is, what holds anyway, and what to ask.

A page draws as many worlds as it can in a few seconds, by the size of the model alone, so that
the same address gives the same numbers on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.charts.robustness import percent
from goodoffices.desk.bargaining import COMMAND
from goodoffices.desk.packages import query_of, values_of
from goodoffices.saying import say
from goodoffices.settlement import Uncertain, settle_uncertain
from goodoffices.settlement.uncertain.answer import WORLDS

if TYPE_CHECKING:
    from goodoffices.settlement import Package, Scenario, UncertainSettlement
    from goodoffices.settlement.uncertain import Question
    from goodoffices.settlement.uncertain.choices import Sureness

__all__ = ["Rough", "Roughly", "roughly", "worlds_for"]

_MICROSECONDS = 2_500_000
_A_NUMBER, _A_PAIR = 0.3, 0.00045
"""What a utility, and a pair of packages for each party beyond three, surely takes."""
_FEW_PARTIES = 3
_FEWEST_WORLDS = 50
_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the worlds, with the interval in which it surely lies."""

    words: str
    between: str


@dataclass(frozen=True, slots=True)
class Held:
    """A package, and how good it is over the worlds."""

    name: str
    values: tuple[tuple[str, str], ...]
    query: str
    best: Share
    acceptable: Share
    mean: Share


@dataclass(frozen=True, slots=True)
class Listed:
    values: tuple[tuple[str, str], ...]
    query: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A question to a side; `yes` is the share of worlds that answer so."""

    words: str
    yes: str
    reached: str
    would_reach: str


@dataclass(frozen=True, slots=True)
class Rough:
    worlds: str
    fewer: bool
    """Whether the command line would draw more."""
    packages: str
    open_worlds: str
    """In what share some package gives every side a gain; empty where it is all of them."""
    held: tuple[Held, ...]
    """The best guess, then the package with the largest mean where that is another."""
    is_best: bool
    """Whether the best guess has the largest mean too."""
    always: str
    always_listed: tuple[Listed, ...]
    left_out: int
    some: str
    never: str
    """Empty where it was not asked."""
    asking: tuple[Asking, ...]


@dataclass(frozen=True, slots=True)
class Roughly:
    """`rough` is None where all is known, or where it would take a page too long."""

    known: tuple[str, ...]
    command: str
    too_long: bool
    rough: Rough | None


def worlds_for(scenario: Scenario) -> int:
    """Return how many worlds a page may draw; 0 where those would be too few."""
    packages, parties = scenario.package_count, len(scenario.parties)
    beyond = max(0, parties - _FEW_PARTIES)
    a_world = _A_NUMBER * packages * parties + _A_PAIR * beyond * packages**2
    count = min(WORLDS, int(_MICROSECONDS / a_world))
    return count if count >= _FEWEST_WORLDS else 0


def roughly(scenario: Scenario) -> Roughly:
    known = tuple(
        say(
            "For {party}, {issues}.",
            party=party.name,
            issues=party.preference.roughly_known(scenario.issues),
        )
        for party in scenario.parties
        if isinstance(party.preference, Uncertain)
    )
    worlds = worlds_for(scenario) if known else 0
    rough = _told(settle_uncertain(scenario, worlds=worlds)) if worlds else None
    return Roughly(known, COMMAND, bool(known) and not worlds, rough)


def _told(found: UncertainSettlement) -> Rough:
    other = found.robust is not None and found.robust != found.guess
    never = found.efficiency.never
    return Rough(
        worlds=f"{found.worlds:,}",
        fewer=found.worlds < WORLDS,
        packages=f"{len(found.packages):,}",
        open_worlds=percent(found.open_worlds) if found.open_worlds < 1 else "",
        held=tuple(
            _held(found, name, package, sure)
            for name, package, sure in (
                (say("The best guess"), found.guess, found.guess_sureness),
                (say("Best on average"), found.robust if other else None, found.robust_sureness),
            )
            if package is not None and sure is not None
        ),
        is_best=found.guess is not None and not other,
        always=f"{len(found.necessary):,}",
        always_listed=tuple(
            Listed(_values(found, package), query_of(found.scenario, package))
            for package in found.necessary[:_MOST_SHOWN]
        ),
        left_out=max(0, len(found.necessary) - _MOST_SHOWN),
        some=f"{len(found.efficiency.possible):,}",
        never="" if never is None else f"{len(never):,}",
        asking=tuple(_asking(found, question) for question in found.questions),
    )


def _values(found: UncertainSettlement, package: Package) -> tuple[tuple[str, str], ...]:
    names = (issue.name for issue in found.scenario.issues)
    return tuple(zip(names, values_of(found.scenario, package), strict=True))


def _held(found: UncertainSettlement, name: str, package: Package, sure: Sureness) -> Held:
    return Held(
        name=name,
        values=_values(found, package),
        query=query_of(found.scenario, package),
        best=_share(sure.nash_best, sure.nash_best_interval),
        acceptable=_share(sure.acceptable, sure.acceptable_interval),
        mean=_share(sure.mean_fraction, sure.mean_interval),
    )


def _share(share: float, interval: tuple[float, float]) -> Share:
    low, high = interval
    return Share(percent(share), f"{percent(low)} to {percent(high)}")


def _asking(found: UncertainSettlement, question: Question) -> Asking:
    mean = 0.0 if found.robust_sureness is None else found.robust_sureness.mean_fraction
    return Asking(
        question.words,
        percent(question.yes),
        f"{mean:.1%}",
        f"{mean + question.rise:.1%}",
    )
