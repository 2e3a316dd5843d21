"""What would be left of a scenario's numbers if parties were asked only for ranks, or for grades.

For measuring how well ranks and grades do (NB 16), and for trying out elicitation: utilities are
first put on 0 (worst on every issue) to 1 (best on every issue), fallbacks with them.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from goodoffices.settlement.logrolling import additive
from goodoffices.settlement.preferences import Additive, Interval, Ranks, Uncertain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.scenario import Scenario

DIGITS = 15


def on_one_scale(scenario: Scenario) -> Scenario:
    """Return the scenario with each party's worst package on paper at 0 and its best at 1."""
    parties = []
    for party, preference in zip(scenario.parties, additive(scenario), strict=True):
        columns = [
            [preference.contribution(j, v) for v in range(len(issue.values))]
            for j, issue in enumerate(scenario.issues)
        ]
        ranges = [max(column) - min(column) for column in columns]
        whole = sum(ranges, start=Fraction(0)) or Fraction(1)
        weights = tuple(_decimal(size / whole) for size in ranges)
        scores = tuple(
            tuple(_decimal((c - min(column)) / size) if size else Decimal(0) for c in column)
            for column, size in zip(columns, ranges, strict=True)
        )
        floor = sum((min(column) for column in columns), start=Fraction(0))
        reservation = party.reservation
        if reservation is not None:
            reservation = _decimal((Fraction(reservation) - floor) / whole)
        parties.append(
            replace(party, preference=Additive(weights, scores), reservation=reservation)
        )
    return replace(scenario, parties=tuple(parties))


def only_ranks(scenario: Scenario) -> Scenario:
    """Return what is known if each party only ranks the issues, and the values of each."""
    scaled = on_one_scale(scenario)
    parties = []
    for party, preference in zip(scaled.parties, additive(scaled), strict=True):
        ranks = tuple(_levels(column) for column in preference.scores)
        known = Uncertain(None, _levels(preference.weights), (None,) * len(ranks), ranks)
        parties.append(replace(party, preference=known))
    return replace(scaled, parties=tuple(parties))


def only_grades(scenario: Scenario, weight_step: Decimal, score_step: Decimal) -> Scenario:
    """Return what is known if each party grades weights and values to the nearest step.

    Grades of weights need not add up to 1; the fallback is put on the scale of what they do add
    up to.
    """
    scaled = on_one_scale(scenario)
    parties = []
    for party, preference in zip(scaled.parties, additive(scaled), strict=True):
        weights = _grades(preference.weights, weight_step)
        known = Uncertain(
            weights,
            None,
            tuple(_grades(column, score_step) for column in preference.scores),
            (None,) * len(preference.scores),
        )
        whole = sum((b.low + b.high for b in weights), start=Decimal(0)) / 2
        reservation = None if party.reservation is None else party.reservation * whole
        parties.append(replace(party, preference=known, reservation=reservation))
    return replace(scaled, parties=tuple(parties))


def _grades(numbers: Sequence[Decimal], step: Decimal) -> tuple[Interval, ...]:
    grades = [round(number / step) * step for number in numbers]
    return tuple(Interval(max(Decimal(0), g - step / 2), g + step / 2) for g in grades)


def _levels(numbers: Sequence[Decimal]) -> Ranks:
    order = sorted(set(numbers), reverse=True)
    return tuple(tuple(k for k, n in enumerate(numbers) if n == level) for level in order)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(round(number * 10**DIGITS)).scaleb(-DIGITS)


def without_fallbacks(scenario: Scenario) -> Scenario:
    """Return the scenario with no party's fallback known."""
    parties = tuple(replace(party, reservation=None) for party in scenario.parties)
    return replace(scenario, parties=parties)
