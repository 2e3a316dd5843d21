"""The intervention question: the least that must be added for the wanted outcomes to hold."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.fields import known, shown
from goodoffices.errors import GoodOfficesError, InputError
from goodoffices.kernels.deadline import Deadline
from goodoffices.saying import say
from goodoffices.stability.analysis import ALL, CONCEPTS
from goodoffices.stability.interventions.propose import propose
from goodoffices.stability.interventions.remake import Remaker
from goodoffices.stability.interventions.resolved import resolve
from goodoffices.stability.interventions.result import (
    InterventionResult,
    InterventionSet,
    Outcome,
    StateView,
)
from goodoffices.stability.interventions.search import search
from goodoffices.stability.interventions.targets import targets_of
from goodoffices.stability.interventions.touching import Touching
from goodoffices.stability.interventions.verdicts import Verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from goodoffices.conflict.model import Conflict
    from goodoffices.stability.interventions.kinds import Candidate

__all__ = ["AT_MOST", "LOOKED_AT", "intervene"]

AT_MOST = 20
LOOKED_AT = 20_000
NO_DEADLINE = Deadline()
_SHOWN = 20  # states of one target that a result lists


def intervene(
    conflict: Conflict,
    candidates: Sequence[Candidate] | None,
    wanted: Sequence[str | int] = (),
    unwanted: Sequence[str | int] = (),
    concept: str = "gmr",
    *,
    at_most: int = AT_MOST,
    looked_at: int = LOOKED_AT,
    deadline: Deadline = NO_DEADLINE,
) -> InterventionResult:
    """Find the sets of candidates of least cost that make what is wanted hold.

    Implements "Interventions" of the graph model definitions: under each set found every
    wanted outcome is an equilibrium under the concept and no unwanted one is, and no set
    that costs less does that. Up to ``at_most`` sets of least cost are listed. After
    ``looked_at`` sets, or once the deadline has passed (which is asked between two sets), the
    search ends with the bound that is proved by then. Without ``candidates`` they are
    generated (see `propose`). Each set looked at takes at most one sweep of the solvers for
    each decision maker. Raises InputError.
    """
    known(concept, ALL, "concept", "concept")
    for name, number in (("at_most", at_most), ("looked_at", looked_at)):
        if number < 1:
            raise InputError(
                say("{number} is too few", number=shown(number)),
                where=name,
                remedy=say("At least 1."),
            )
    targets = targets_of(conflict, wanted, unwanted)
    generated = candidates is None
    if candidates is None:
        candidates = propose(conflict, targets, concept)
    remaker = Remaker(conflict, resolve(conflict, candidates))
    for number, one in enumerate(candidates):
        try:
            remaker.ground(1 << number)
        except GoodOfficesError as error:
            raise error.at(f"candidate {one.id}") from None
    verdicts = Verdicts(remaker, CONCEPTS[concept], targets)
    touching = Touching(remaker, verdicts, CONCEPTS[concept])
    found = search(remaker, verdicts, touching, at_most=at_most, limit=looked_at, deadline=deadline)
    sets = []
    for chosen in found.sets:
        picked = tuple(one.candidate for one in remaker.picked(chosen))
        cost = sum((one.price for one in picked), start=Decimal(0))
        sets.append(InterventionSet(picked, cost, _outcomes(verdicts, chosen)))
    return InterventionResult(
        conflict,
        concept,
        tuple(candidates),
        generated,
        targets,
        _outcomes(verdicts, 0),
        tuple(sets),
        found.looked_at,
        found.at_least,
        found.complete,
        found.ended,
    )


def _outcomes(verdicts: Verdicts, chosen: int) -> tuple[Outcome, ...]:
    """Say how each target stands under a set, those of its states that hold first."""
    ground = verdicts.remaker.ground(chosen)
    every, places = verdicts.states(chosen)
    names = [dm.id for dm in ground.makers]
    seen = [verdicts.view(chosen, who) for who in range(len(names))]
    stable = np.array([view.stable for view in seen])
    improves = np.array([view.improves for view in seen])
    holding: NDArray[np.bool_] = np.all(stable, axis=0)
    outcomes = []
    for target, asked in zip(verdicts.targets, places, strict=True):
        first = asked[np.argsort(~holding[asked], kind="stable")][:_SHOWN]
        views = tuple(
            StateView(
                int(every[place]),
                ground.states.label(int(every[place])),
                dict(zip(names, stable[:, place].tolist(), strict=True)),
                dict(zip(names, improves[:, place].tolist(), strict=True)),
            )
            for place in first.tolist()
        )
        holds = bool(holding[asked].any())
        outcomes.append(Outcome(holds == target.wanted, holds, int(asked.size), views))
    return tuple(outcomes)
