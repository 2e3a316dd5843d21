"""Is a package dominated, where the whole frontier is not at hand? Asked of the search (NB 17).

With the package's own utilities in place of the fallbacks: if some package gives everybody more,
the largest smallest gain is above 0; if some package gives one party more and none less, the
largest sum of gains is. If neither is, proved in whole numbers, nothing dominates it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.errors import LimitError
from goodoffices.kernels.deadline import Deadline
from goodoffices.settlement.exact import units
from goodoffices.settlement.goals import Smallest, Total
from goodoffices.settlement.issues import Package
from goodoffices.settlement.preferences import Additive
from goodoffices.settlement.search import search
from goodoffices.settlement.separable import separable

if TYPE_CHECKING:
    from goodoffices.settlement.scenario import Scenario
    from goodoffices.settlement.search import Found
    from goodoffices.settlement.separable import Separable

SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Dominating:
    """A package that dominates, or none; `settled` if there is one or it is sure there is none."""

    package: Package | None
    settled: bool


OPEN = Dominating(None, settled=False)


def search_dominating(scenario: Scenario, package: Package, seconds: float = SECONDS) -> Dominating:
    """Return a package that dominates this feasible one, if there is any: the best for all first.

    Additive preferences; others, and numbers too large to add up, are left open.
    """
    preferences = tuple(party.certain(scenario.issues) for party in scenario.parties)
    additive = tuple(p for p in preferences if isinstance(p, Additive))
    if len(additive) < len(preferences):
        return OPEN
    try:
        problem = separable(scenario, additive)
    except LimitError:
        return OPEN
    worth = tuple(units(scenario.utility(p, package), problem.scale) for p in scenario.parties)
    task = replace(problem, disagreement=worth)
    ones = (1.0,) * len(worth)
    deadline = Deadline.after(seconds)
    goal = Smallest(ones, (True,) * len(worth), everywhere=True)
    even = search(task, goal, deadline, value_only=True)
    if even.exists and even.score > 0:
        return Dominating(_package(task, even), settled=True)
    total = search(task, Total(ones), deadline, value_only=True)
    if total.exists and total.score > 0:
        return Dominating(_package(task, total), settled=True)
    return Dominating(None, settled=total.value_proved)


def _package(task: Separable, found: Found) -> Package:
    return tuple(int(v) for v in task.packages(found.choices[:, :1])[:, 0])
