"""Who gives what to whom: the trade between two packages, and small trades that help everybody.

NB 11 (logroll): everyone gains, at least two issues change, and on one of them taken alone
somebody loses.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.saying import all_of, listed, say
from goodoffices.settlement.compare import Comparison, compare
from goodoffices.settlement.engine import settle
from goodoffices.settlement.logrolling import additive
from goodoffices.settlement.yardstick import Yardstick

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.settlement.issues import Package
    from goodoffices.settlement.result import Settlement
    from goodoffices.settlement.scenario import Scenario

MOST_TRADES = 5


@dataclass(frozen=True, slots=True)
class Trade:
    """A change of a few issues, seen as an exchange."""

    comparison: Comparison

    @property
    def package(self) -> Package:
        return self.comparison.b

    def words(self) -> tuple[str, ...]:
        """Say who gives way on what, for whom that is worth something, and how all end."""
        names = {p.party: p.name for p in self.comparison.parties}
        sentences = []
        shared = []
        for change in self.comparison.issues:
            effects = {party: effect or 0 for party, effect in change.effects.items()}
            move = say(
                "{change}: {after} instead of {before}",
                change=change.name,
                after=change.after,
                before=change.before,
            )
            givers = [f"{names[p]} (−{-e:g})" for p, e in effects.items() if e < 0]
            takers = [f"{names[p]} (+{e:g})" for p, e in effects.items() if e > 0]
            if givers and takers:
                sentences.append(
                    say(
                        "{givers} gives way to {takers} on {move}.",
                        givers=all_of(givers),
                        takers=all_of(takers),
                        move=move,
                    )
                )
            elif givers:
                sentences.append(
                    say(
                        "{givers} gives way, to nobody's good, on {move}.",
                        givers=all_of(givers),
                        move=move,
                    )
                )
            elif takers:
                shared.append(
                    say(
                        "{move}, better for {takers} at nobody's cost.",
                        move=move,
                        takers=all_of(takers),
                    )
                )
        ends = [f"{p.name} {p.change:+g}".replace("-", "−") for p in self.comparison.parties]
        return (*sentences, *shared, say("In all: {ends}.", ends=listed(ends)))

    def to_dict(self) -> dict[str, object]:
        return {**self.comparison.to_dict(), "words": list(self.words())}


def swap(scenario: Scenario, a: Package, b: Package) -> Trade:
    """Return the exchange that leads from package `a` to package `b`."""
    return Trade(compare(scenario, a, b))


def trades(
    scenario: Scenario,
    package: Package,
    settlement: Settlement | None = None,
    most: int = MOST_TRADES,
) -> tuple[Trade, ...]:
    """Return the best exchanges of two issues from a package, in each of which everyone gains.

    Best: the largest smallest gain, in shares of what each could gain. Floating point orders the
    candidates, exact numbers say which are logrolls: O((issues * values)^2 * parties).
    """
    scenario.check_package(package)
    preferences = additive(scenario)
    measure = Yardstick.of(settlement or settle(scenario))
    steps = [
        np.array(
            [
                [float(p.contribution(j, v) - p.contribution(j, package[j])) for p in preferences]
                for v in range(len(issue.values))
            ]
        )
        for j, issue in enumerate(scenario.issues)
    ]
    tops = measure.tops or (measure.scale,) * len(preferences)
    size = np.array([max(top, 1) / measure.scale for top in tops])
    found: list[tuple[float, Package]] = []
    for j, k in itertools.combinations(range(len(steps)), 2):
        both = steps[j][:, None, :] + steps[k][None, :, :]
        found += _better(both / size, package, j, k)
    found.sort(key=lambda entry: (-entry[0], entry[1]))
    exchanges = (swap(scenario, package, other) for _, other in found if scenario.allows(other))
    logrolls = (trade for trade in exchanges if trade.comparison.logroll)
    return tuple(itertools.islice(logrolls, most))


def _better(
    shares: NDArray[np.float64], package: Package, j: int, k: int
) -> list[tuple[float, Package]]:
    least = shares.min(axis=2)
    found = []
    for v, w in np.argwhere(least > 0).tolist():
        if v != package[j] and w != package[k]:
            changed = list(package)
            changed[j], changed[k] = v, w
            found.append((float(least[v, w]), tuple(changed)))
    return found
