"""Ranks instead of numbers: how good the best guess is, and whether what is proved holds.

On published scenarios beside the project: the truth is turned into ranks (or grades), the best
guess is solved, and its Nash package is scored with the true utilities: product of gains over the
largest possible, 0 below a fallback. Run with `--all` for every scenario that can be listed.
"""

from __future__ import annotations

import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from figures import Figure

from goodoffices import settlement
from goodoffices.errors import InputError
from goodoffices.settlement import uncertain
from goodoffices.settlement.assessment import assess
from goodoffices.settlement.logrolling import additive
from goodoffices.settlement.uncertain.answer import MOST_PACKAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.settlement import Scenario

CASES = Path(__file__).resolve().parents[2] / "shared" / "cases" / "negotiation"
NAMES = (
    "amsterdam-2012b",
    "anl2022-domain09",
    "anl2022-domain37",
    "bankrobbery-2015-3p",
    "barbecue-2012b",
    "carpurchase-2015-3p",
    "coffee-2013",
    "domain4-6p",
    "holiday-2015-3p",
    "icecream-2013",
    "itex-cypress-2010",
    "jobs",
    "kdomain-2016-3p",
    "laptop-2012b",
    "negolog-domain42",
    "rentalhouse-2012a",
    "thompson-employment",
    "university-2015-3p",
    "university-2015-5p",
    "zoning-2015-3p",
)
WORLDS = 1_000
BASELINES = {False: (0.861, 0.993), True: (0.910, 0.988)}
"""What ranks and grades reached elsewhere: over 20 scenarios, and over 109; not these very ones."""
STEPS = (Decimal("0.05"), Decimal("0.1"))


def score(truth: Scenario, guess: Scenario) -> float:
    """Return the Nash fraction, by the true numbers, of the guess's Nash package."""
    package = settlement.settle(guess).solution("nash").package
    if package is None:
        return 0.0
    return assess(truth, package).nash_fraction or 0.0


def dominated(rough: Scenario, packages: tuple[tuple[int, ...], ...], worlds: int) -> int:
    """Return in how many drawn worlds some package of these is dominated."""
    known = uncertain.knowledge(rough)
    draw = np.random.default_rng(2026)
    places = [rough.number_of(package) for package in packages]
    count = 0
    for _ in range(worlds):
        table = np.stack(
            [uncertain.utilities(party, uncertain.random_parts(party, draw)) for party in known]
        )
        for place in places:
            over = table - table[:, [place]]
            count += bool(((over >= 0).all(axis=0) & (over > 0).any(axis=0)).any())
    return count


def scenarios(*, everything: bool) -> Iterator[tuple[str, Scenario]]:
    names = sorted(path.stem for path in CASES.glob("*.json")) if everything else NAMES
    for name in names:
        scenario = settlement.load(CASES / f"{name}.json")
        if scenario.package_count > MOST_PACKAGES:
            continue
        try:
            additive(scenario)
        except InputError:
            continue
        yield name, scenario


def subject(*, everything: bool = False) -> Iterator[Figure]:
    if not CASES.is_dir():
        return
    told, hidden, graded, robust, proved, broken, took = [], [], [], [], 0, 0, 0.0
    for _, scenario in scenarios(everything=everything):
        truth = uncertain.on_one_scale(scenario)
        rough = uncertain.only_ranks(scenario)
        told.append(score(truth, uncertain.best_guess(rough)))
        hidden.append(score(truth, uncertain.best_guess(uncertain.without_fallbacks(rough))))
        graded.append(score(truth, uncertain.best_guess(uncertain.only_grades(scenario, *STEPS))))
        begun = time.process_time()
        found = uncertain.settle_uncertain(rough)
        took += time.process_time() - begun
        robust.append(
            0.0 if found.robust is None else assess(truth, found.robust).nash_fraction or 0.0
        )
        if not everything:
            proved += len(found.necessary)
            broken += dominated(rough, found.necessary, WORLDS)
    count = len(told)
    by_ranks, by_grades = BASELINES[everything]
    yield Figure(
        f"mean Nash fraction, {count} scenarios, ranks", float(np.mean(told)), by_ranks, "", True
    )
    yield Figure("the same, fallbacks not told", float(np.mean(hidden)), None, "", True)
    yield Figure("the same, largest mean over drawn worlds", float(np.mean(robust)), None, "", True)
    yield Figure("the same, graded to 5% and 10%", float(np.mean(graded)), by_grades, "", True)
    yield Figure("uncertain settlement, CPU a scenario", took / count)
    if not everything:
        yield Figure(
            f"{proved} proved efficient: worlds of {WORLDS:,} that beat one", broken, 0, ""
        )


if __name__ == "__main__":
    for figure in subject(everything="--all" in sys.argv):
        print(figure)
