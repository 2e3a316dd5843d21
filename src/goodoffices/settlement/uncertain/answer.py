"""`settle` where preferences are known only roughly: best guess, how sure, what to ask (NB 16)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.errors import LimitError
from goodoffices.saying import listed, say
from goodoffices.settlement.engine import settle
from goodoffices.settlement.exact import counted
from goodoffices.settlement.issues import Package
from goodoffices.settlement.preferences import Uncertain
from goodoffices.settlement.result import Settlement
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.uncertain.choices import Sureness, fractions, sureness
from goodoffices.settlement.uncertain.dominance import Dominance
from goodoffices.settlement.uncertain.efficient import Efficiency, efficiency
from goodoffices.settlement.uncertain.knowledge import knowledge
from goodoffices.settlement.uncertain.questions import Question, questions
from goodoffices.settlement.uncertain.worlds import best_guess, random_parts, utilities

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT = "goodoffices-uncertain-settlement/1"
WORLDS = 400
MOST_PACKAGES = 200_000
MOST_NUMBERS = 60_000_000
FEWEST_WORLDS = 50
MOST_QUESTIONS = 3
MOST_LISTED = 25


@dataclass(frozen=True, slots=True)
class UncertainSettlement:
    """What can be said: the settlement of the best guess, and what holds in how many worlds.

    `guess` is the Nash package of the best guess; `robust` the package with the largest mean Nash
    fraction over the drawn worlds.
    """

    scenario: Scenario
    best_guess: Settlement
    packages: tuple[Package, ...]
    worlds: int
    seed: int
    efficiency: Efficiency
    guess: Package | None
    guess_sureness: Sureness | None
    robust: Package | None
    robust_sureness: Sureness | None
    open_worlds: float
    questions: tuple[Question, ...]

    @property
    def necessary(self) -> tuple[Package, ...]:
        """The packages that are efficient in every consistent world."""
        return tuple(self.packages[k] for k in self.efficiency.necessary)

    def words(self) -> tuple[str, ...]:
        said = [
            say(
                "For {party}, {issues}.",
                party=party.name,
                issues=party.preference.roughly_known(self.scenario.issues),
            )
            for party in self.scenario.parties
            if isinstance(party.preference, Uncertain)
        ]
        found = self.efficiency
        said.append(
            say(
                "Of {count} packages {count2} are efficient whatever the numbers are "
                "(proved), {count3} for some numbers (shown by {worlds} drawn worlds)",
                count=f"{len(self.packages):,}",
                count2=f"{len(found.necessary):,}",
                count3=f"{len(found.possible):,}",
                worlds=self.worlds,
            )
            + (
                "."
                if found.never is None
                else say(", {count} for none (proved).", count=f"{len(found.never):,}")
            )
        )
        if self.guess is not None and self.guess_sureness is not None:
            said.append(
                say("Best guess, then Nash: {guess}.", guess=self._package_words(self.guess))
            )
            said.append(f"  {_sure_words(self.guess_sureness)}")
        if self.robust is not None and self.robust_sureness is not None:
            if self.robust == self.guess:
                said.append(
                    say("No other package has a larger mean Nash fraction over the worlds.")
                )
            else:
                said.append(
                    say(
                        "Largest mean over the worlds: {robust}.",
                        robust=self._package_words(self.robust),
                    )
                )
                said.append(f"  {_sure_words(self.robust_sureness)}")
        if self.open_worlds < 1:
            said.append(
                say(
                    "In {open_worlds} of the worlds no package gives every party a gain.",
                    open_worlds=f"{1 - self.open_worlds:.0%}",
                )
            )
        asked = (
            say(
                "Ask: {question} The answer should raise the mean Nash fraction by {rise}.",
                question=question.words,
                rise=f"{question.rise:.3f}",
            )
            for question in self.questions
        )
        return (*said, *asked)

    def _package_words(self, package: Package) -> str:
        pairs = zip(self.scenario.issues, package, strict=True)
        return listed(f"{issue.name} {issue.label(v)}" for issue, v in pairs)

    def to_dict(self) -> dict[str, object]:
        """Return the tree of `goodoffices-uncertain-settlement/1`, ready for JSON."""
        values, found = self.scenario.package_values, self.efficiency
        places = found.possible[:MOST_LISTED]
        return {
            "format": FORMAT,
            "title": self.scenario.title,
            "parties": [party.id for party in self.scenario.parties],
            "best_guess": self.best_guess.to_dict(),
            "worlds": self.worlds,
            "seed": self.seed,
            "packages": len(self.packages),
            "efficient": {
                "in_every_world": [values(package) for package in self.necessary],
                "in_some_world": len(found.possible),
                "in_no_world": None if found.never is None else len(found.never),
                "most_often": [
                    {"package": values(self.packages[k]), "share": float(found.share[k])}
                    for k in sorted(places, key=lambda k: -found.share[k])
                ],
            },
            "guess": self._chosen(self.guess, self.guess_sureness),
            "robust": self._chosen(self.robust, self.robust_sureness),
            "worlds_with_a_gain_for_all": self.open_worlds,
            "questions": [question.to_dict() for question in self.questions],
            "words": list(self.words()),
        }

    def _chosen(self, package: Package | None, sure: Sureness | None) -> dict[str, object] | None:
        if package is None or sure is None:
            return None
        return {
            "package": self.scenario.package_values(package),
            "mean_nash_fraction": sure.mean_fraction,
            "mean_interval": list(sure.mean_interval),
            "nash_best": sure.nash_best,
            "nash_best_interval": list(sure.nash_best_interval),
            "acceptable": sure.acceptable,
            "acceptable_interval": list(sure.acceptable_interval),
        }


def _sure_words(sure: Sureness) -> str:
    low, high = sure.nash_best_interval
    return say(
        "It is the Nash package in {nash_best} of the worlds (95% interval {low} to "
        "{high}), acceptable to all in {acceptable}, and reaches {mean_fraction} of the "
        "largest product of gains on average.",
        nash_best=f"{sure.nash_best:.0%}",
        low=f"{low:.0%}",
        high=f"{high:.0%}",
        acceptable=f"{sure.acceptable:.0%}",
        mean_fraction=f"{sure.mean_fraction:.1%}",
    )


def settle_uncertain(
    scenario: Scenario, *, worlds: int = WORLDS, seed: int = 0
) -> UncertainSettlement:
    """Answer a scenario in which preferences are known only roughly.

    Lists the feasible packages: O(worlds * packages * parties). LimitError beyond 200,000.
    """
    if scenario.package_count > MOST_PACKAGES:
        raise LimitError(
            say(
                "there are {package_count} packages; with uncertain preferences up to "
                "{most_packages} can be compared",
                package_count=counted(scenario.package_count),
                most_packages=f"{MOST_PACKAGES:,}",
            ),
            where="issues",
            remedy=say("Settle some issues first, or enter single numbers"),
        )
    known = knowledge(scenario)
    guess = best_guess(scenario)
    settlement = settle(guess)
    packages = _feasible(scenario)
    count = max(FEWEST_WORLDS, min(worlds, MOST_NUMBERS // (len(packages) * len(known))))
    numbers = np.array([scenario.number_of(package) for package in packages])
    draw = np.random.default_rng(seed)
    parts = [
        [() if party.fixed is not None else random_parts(party, draw) for _ in range(count)]
        for party in known
    ]
    tables = np.stack(
        [
            np.stack(
                [utilities(party, own[k])[numbers] for party, own in zip(known, parts, strict=True)]
            )
            for k in range(count)
        ]
    )
    fallbacks = np.array([party.fallback for party in known])
    chosen = settlement.solution("nash").package
    place = {package: k for k, package in enumerate(packages)}
    named = (place[chosen],) if chosen is not None else ()
    found = fractions(tables, fallbacks, named)
    robust = _robust(found.table, found.packages)
    return UncertainSettlement(
        scenario,
        settlement,
        packages,
        count,
        seed,
        efficiency(Dominance.of(known, np.array(packages).T), tables),
        chosen,
        None if chosen is None else sureness(found, tables, fallbacks, place[chosen]),
        None if robust is None else packages[robust],
        None if robust is None else sureness(found, tables, fallbacks, robust),
        float(found.open_worlds.mean()),
        questions(
            scenario,
            known,
            parts,
            tables[:, :, list(found.packages)],
            found,
            [packages[k] for k in found.packages],
            MOST_QUESTIONS,
        )
        if found.packages
        else (),
    )


def _feasible(scenario: Scenario) -> tuple[Package, ...]:
    conditions = scenario.conditions()
    every = (scenario.package_of(n) for n in range(scenario.package_count))
    return tuple(p for p in every if all(condition.holds(p) for condition in conditions))


def _robust(table: NDArray[np.float64], packages: tuple[int, ...]) -> int | None:
    """Return the candidate with the largest mean Nash fraction; None if none ever gains."""
    means = table.mean(axis=0) if packages else np.zeros(1)
    return packages[int(means.argmax())] if means.max() > 0 else None
