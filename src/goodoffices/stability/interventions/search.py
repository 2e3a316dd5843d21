"""Sets of candidates by increasing cost, and the reasons that say where to go on."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Literal

import numpy as np

from goodoffices.errors import InputError, LimitError
from goodoffices.stability.interventions.hitting import least_cost

if TYPE_CHECKING:
    from goodoffices.kernels.deadline import Deadline
    from goodoffices.stability.interventions.remake import Remaker
    from goodoffices.stability.interventions.touching import Touching
    from goodoffices.stability.interventions.verdicts import Verdicts

__all__ = ["Ended", "Found", "search"]

Ended = Literal["", "sets", "time"]
"""What cut a search short, if anything did: its limit on sets, or on time."""


@dataclass(frozen=True, slots=True)
class Found:
    """Sets of least cost, as bits, in the order of the candidates.

    ``looked_at``: sets checked. ``at_least``: no set that costs less does; None where no
    set of these candidates does at all. ``complete``: all sets of least cost are here.
    ``ended``: what cut the search short.
    """

    sets: tuple[int, ...]
    looked_at: int
    at_least: Decimal | None
    complete: bool
    ended: Ended = ""


def search(
    remaker: Remaker,
    verdicts: Verdicts,
    touching: Touching,
    *,
    at_most: int,
    limit: int,
    deadline: Deadline,
) -> Found:
    """Find the sets of least cost that meet every target.

    If a set X fails, reasons are found, with the candidates of each of which every larger set
    that does must hold one (`Touching` shows why); X goes on to X and each candidate of the
    reason that has the fewest, the k-th branch without those before it, so that each larger
    set stays in one branch only and none is left out. What a branch goes without is not open
    in it, and neither is what clashes with what it holds. Sets are taken in the order of what
    they and whatever may still meet the reasons of the set that they go on from cost at
    least (`least_cost`). A set that does is not enlarged, since every cost is above 0. So the
    first set that does is of least cost, those of the same cost follow, and what the next set
    costs at least is a proven bound. Two candidates that cannot be taken together cannot in
    any larger set.
    """
    every = (1 << len(remaker.resolved)) - 1
    prices = [one.candidate.price for one in remaker.resolved]
    order = sorted(range(len(prices)), key=lambda bit: (prices[bit], bit))
    clashing = remaker.clashing()
    waiting: list[tuple[Decimal, int, int, int]] = [(Decimal(0), 0, 0, 0)]
    sets: list[int] = []
    cost: Decimal | None = None
    looked_at = made = 0
    while waiting:
        bound, _, chosen, left_out = heapq.heappop(waiting)
        if cost is not None and bound > cost:
            break
        ended: Ended = "sets" if looked_at == limit else ""
        if looked_at and deadline.passed:  # at least the set of none is looked at
            ended = "time"
        if len(sets) > at_most or ended:
            return Found(tuple(sets[:at_most]), looked_at, bound, complete=False, ended=ended)
        looked_at += 1
        held = [bit for bit in order if chosen >> bit & 1]
        price = sum((prices[bit] for bit in held), Decimal(0))
        open_ = every & ~reduce(or_, (clashing[bit] for bit in held), chosen | left_out)
        reasons = _onward(remaker, verdicts, touching, chosen, open_)
        if reasons is None:
            sets.append(chosen)
            cost = price
            continue
        branch = min(reasons, key=int.bit_count)
        for bit in order:
            if not branch >> bit & 1:
                continue
            left = open_ & ~(left_out | clashing[bit])
            more = least_cost([one & left for one in reasons if not one >> bit & 1], prices)
            if more is not None:
                made += 1
                least = max(bound, price + prices[bit] + more)
                heapq.heappush(waiting, (least, made, chosen | 1 << bit, left_out))
            left_out |= 1 << bit
    return Found(tuple(sorted(sets)[:at_most]), looked_at, cost, complete=len(sets) <= at_most)


def _onward(
    remaker: Remaker, verdicts: Verdicts, touching: Touching, chosen: int, open_: int
) -> list[int] | None:
    """Return None if a set does; otherwise open candidates, of each group of which it lacks one."""
    try:
        remaker.ground(chosen)
    except LimitError:
        raise
    except InputError:  # no state is left
        return [0]
    every, places = verdicts.states(chosen)
    holding = np.ones(every.size, dtype=np.bool_)
    for who in verdicts.makers(chosen):
        holding &= verdicts.view(chosen, who).stable
    reasons: list[int] = []
    for number, target in enumerate(verdicts.targets):
        met = bool(holding[places[number]].any())
        if target.wanted and not met:
            reasons += touching.unmet(chosen, number, open_)
        elif not target.wanted and met:
            reasons += touching.made(chosen, number, holding, open_)
    return reasons or None
