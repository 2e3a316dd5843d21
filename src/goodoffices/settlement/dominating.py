"""Is a package dominated, where the whole frontier is not at hand? An integer programme (NB 10).

Maximise the sum of utilities over the packages that leave no party worse off than the given one:
it is efficient if that maximum is its own sum. Additive preferences; HiGHS. A package that is
found is checked with exact numbers; that there is none holds within the solver's tolerance.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import LimitError
from goodoffices.settlement.issues import Package
from goodoffices.settlement.preferences import Additive
from goodoffices.settlement.separable import separable

if TYPE_CHECKING:
    from goodoffices.settlement.scenario import Scenario
    from goodoffices.settlement.separable import Separable

SECONDS = 20.0
CLOSE = 1e-9
"""A sum larger by less than this part of its range is not told from an equal one."""


@dataclass(frozen=True, slots=True)
class Dominating:
    """A package that dominates, or none; `settled` if there is one or it is sure there is none."""

    package: Package | None
    settled: bool


OPEN = Dominating(None, settled=False)


def search_dominating(scenario: Scenario, package: Package) -> Dominating:
    """Return a package that dominates this feasible one, if there is any."""
    preferences = tuple(party.certain(scenario.issues) for party in scenario.parties)
    additive = tuple(p for p in preferences if isinstance(p, Additive))
    if len(additive) < len(preferences):
        return OPEN
    try:
        problem = separable(scenario, additive)
    except LimitError:
        return OPEN
    return OPEN if problem.late else _programme(problem, package)


def _programme(problem: Separable, package: Package) -> Dominating:
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  # loads on first use
    from scipy.sparse import csr_array  # noqa: PLC0415  # the same

    own = [
        int(np.flatnonzero((b.combinations == np.array(package)[list(b.members), None]).all(0))[0])
        for b in problem.bundles
    ]
    table = np.concatenate([column.astype(np.float64) for column in problem.columns], axis=1)
    size = np.array(
        [
            max(1.0, sum(float(column[i].max() - column[i].min()) for column in problem.columns))
            for i in range(len(table))
        ]
    )
    table = table / size[:, None]
    starts = np.cumsum([0, *(bundle.width for bundle in problem.bundles)])
    have = table[:, starts[:-1] + own].sum(axis=1)
    one_of = np.zeros((len(problem.bundles), table.shape[1]))
    for b, (first, last) in enumerate(itertools.pairwise(starts)):
        one_of[b, first:last] = 1.0
    found = milp(
        -table.sum(axis=0),
        integrality=np.ones(table.shape[1]),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(csr_array(one_of), 1, 1),
            LinearConstraint(table, have - CLOSE, np.inf),
        ],
        options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
    )
    if found.x is not None:
        picks = [int(found.x[first:last].argmax()) for first, last in itertools.pairwise(starts)]
        both = problem.vectors(np.array([own, picks]).T)
        if (both[1] >= both[0]).all() and (both[1] > both[0]).any():
            chosen = problem.packages(np.array([picks]).T)[:, 0]
            return Dominating(tuple(int(v) for v in chosen), settled=True)
    none_better = found.status == 0 and -float(found.fun) <= float(have.sum()) + CLOSE
    return Dominating(None, settled=none_better)
