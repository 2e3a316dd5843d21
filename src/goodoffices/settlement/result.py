"""What `settle` finds: a frozen value that remembers the question, the scale and the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import mark, say
from goodoffices.settlement import agreement_zone, frontier
from goodoffices.settlement.agreement_zone import Zone
from goodoffices.settlement.bargain import Concept
from goodoffices.settlement.exact import TOLERANCE_DECIMALS, counted, plain_number
from goodoffices.settlement.issues import Package
from goodoffices.settlement.proof import LISTING, Proof
from goodoffices.settlement.scenario import Scenario
from goodoffices.suggesting import meant

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = "goodoffices-settlement/1"
TOLERANCE = 10.0**-TOLERANCE_DECIMALS
TIE_BREAK = mark(
    "Where several vectors are optimal, the package shown is the one whose normalised "
    "gains are largest by leximin, then the first in the order of packages (last issue fastest)."
)
Units = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fallback:
    """What the solutions take as a party's disagreement value, and whether anybody said so."""

    party: str
    known: bool
    used: int
    note: str


@dataclass(frozen=True, slots=True)
class Frontier:
    """Distinct efficient vectors in units, the first package of each, and how many give it.

    `counts` is None where there were too many packages to count. Where `proof` is not exact the
    list is not complete, and `precision` says in units how far a party's utility of any package
    can be above all listed vectors that match it for the others (None: no such guarantee).
    """

    vectors: tuple[Units, ...]
    packages: tuple[int, ...]
    counts: tuple[int, ...] | None
    rational: int
    proof: Proof = LISTING
    precision: tuple[int, ...] | None = None

    @property
    def complete(self) -> bool:
        return self.proof.exact


@dataclass(frozen=True, slots=True)
class Solution:
    """A rule's optimal vectors, the chosen one first; none of them if there is no answer.

    `all_ties`: every optimal vector stands here. `package_count` is how many packages are
    optimal, None where they were not counted.
    """

    concept: Concept
    vectors: tuple[Units, ...]
    package: Package | None
    package_count: int | None
    note: str
    proof: Proof = LISTING
    all_ties: bool = True

    @property
    def units(self) -> Units | None:
        return self.vectors[0] if self.vectors else None


@dataclass(frozen=True, slots=True)
class Settlement:
    """Frontier, agreement zone and solutions of one scenario."""

    scenario: Scenario
    scale: int
    feasible_count: int | None
    fallbacks: tuple[Fallback, ...]
    frontier: Frontier
    zone: Zone
    solutions: tuple[Solution, ...]
    notes: tuple[str, ...]

    def solution(self, concept_id: str) -> Solution:
        for solution in self.solutions:
            if solution.concept.id == concept_id:
                return solution
        raise InputError(
            say("there is no solution '{concept_id}'", concept_id=concept_id),
            remedy=meant(concept_id, [one.concept.id for one in self.solutions]),
        )

    def utilities(self, vector: Sequence[int]) -> list[float]:
        """Return a vector of units as the numbers people read, exact to 1e-9."""
        return [value / self.scale for value in vector]

    def disagreement(self) -> Units:
        return tuple(fallback.used for fallback in self.fallbacks)

    def feasible_words(self) -> str:
        """Return how many feasible packages there are: `180`, `about 10^30`, `very many`."""
        return say("very many") if self.feasible_count is None else counted(self.feasible_count)

    def zone_words(self) -> str:
        """Return how many of the feasible packages are acceptable to all: `12 of 180`."""
        if self.zone.count is not None:
            part = f"{self.zone.count:,}"
        elif self.zone.exists is None:
            part = say("it is not settled whether any")
        else:
            part = say("some") if self.zone.exists else say("none")
        return say("{part} of {whole}", part=part, whole=self.feasible_words())

    def to_dict(self) -> dict[str, object]:
        """Return the tree of `goodoffices-settlement/1`, ready for JSON."""
        scenario = self.scenario
        return {
            "format": FORMAT,
            "title": scenario.title,
            "parties": [party.id for party in scenario.parties],
            "issues": [issue.id for issue in scenario.issues],
            "outcome_count": scenario.package_count,
            "feasible_count": self.feasible_count,
            "tolerance": TOLERANCE,
            "comparison": say(
                "Exact sums of exact decimals, rounded to 1e-9 (half to even), then compared."
            ),
            "disagreement": [self._fallback(k) for k in range(len(self.fallbacks))],
            "frontier": {
                "definition": frontier.DEFINITION,
                "size": len(self.frontier.vectors),
                **self.frontier.proof.to_dict(),
                "precision": None
                if self.frontier.precision is None
                else self.utilities(self.frontier.precision),
                "rational": self.frontier.rational,
                "points": [self.utilities(vector) for vector in self.frontier.vectors],
                "packages": [self._values(number) for number in self.frontier.packages],
                "package_counts": None
                if self.frontier.counts is None
                else list(self.frontier.counts),
            },
            "solutions": {s.concept.id: self._solution(s) for s in self.solutions},
            "tie_break": TIE_BREAK,
            "agreement_zone": self._zone(),
            "notes": list(self.notes),
        }

    def _values(self, number: int) -> dict[str, str | int | float]:
        return self.scenario.package_values(self.scenario.package_of(number))

    def _fallback(self, k: int) -> dict[str, object]:
        fallback = self.fallbacks[k]
        reservation = self.scenario.parties[k].reservation
        return {
            "party": fallback.party,
            "reservation": None if reservation is None else plain_number(reservation),
            "known": fallback.known,
            "used": fallback.used / self.scale,
            "note": fallback.note,
        }

    def _solution(self, solution: Solution) -> dict[str, object]:
        units, package = solution.units, solution.package
        return {
            "name": solution.concept.name,
            "utilities": None if units is None else self.utilities(units),
            "package": None if package is None else self.scenario.package_values(package),
            "tied_utilities": [self.utilities(vector) for vector in solution.vectors],
            "package_count": solution.package_count,
            "gains": None
            if units is None
            else self.utilities([u - d for u, d in zip(units, self.disagreement(), strict=True)]),
            "all_ties": solution.all_ties,
            **solution.proof.to_dict(),
            "definition": solution.concept.definition,
            "source": solution.concept.source,
            "note": solution.note,
        }

    def _zone(self) -> dict[str, object]:
        zone = self.zone
        tree: dict[str, object] = {
            "exists": zone.exists,
            "strict": zone.strict,
            "packages": zone.count,
            "share": None
            if zone.count is None or self.feasible_count is None
            else zone.count / self.feasible_count,
            **zone.proof.to_dict(),
            "definition": agreement_zone.DEFINITION,
            "source": agreement_zone.SOURCE,
            "smallest_relaxation": None,
        }
        if zone.nearest is not None:
            pairs = list(zip(self.scenario.parties, zone.shortfalls, strict=True))
            moving = [(short, party.id) for party, short in pairs if short > 0]
            tree["smallest_relaxation"] = {
                "definition": agreement_zone.RELAXATION_DEFINITION,
                "package": self._values(zone.nearest),
                "largest_shortfall": max(zone.shortfalls) / self.scale,
                "shortfalls": {party.id: short / self.scale for party, short in pairs},
                "moves_least": min(moving)[1],
                "moves_most": max(moving)[1],
            }
        return tree
