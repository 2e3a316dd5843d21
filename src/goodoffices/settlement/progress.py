"""How far apart the sides are, whether that shrinks, and who could move with least loss (NB 15).

All distances are in shares t of what each party could gain (NB 6), so that nobody's scale counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from goodoffices.saying import listed
from goodoffices.settlement.engine import settle
from goodoffices.settlement.issues import Package
from goodoffices.settlement.offers import Offer
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.yardstick import Yardstick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.result import Settlement

TWO = 2
SOURCE_OF_MOVES = (
    "K. Hindriks, C. M. Jonker and D. Tykhonov, Negotiation Dynamics: Analysis, Concession "
    "Tactics, and Outcomes, IAT 2007 (step classes, here for any number of parties)"
)
SOURCE_OF_RISK = (
    "F. Zeuthen, Problems of Monopoly and Economic Warfare, 1930; J. C. Harsanyi, Econometrica "
    "24(2), 1956, 144-157"
)
Kind = Literal[
    "first", "concession", "selfish", "fortunate", "unfortunate", "nice", "silent", "mixed"
]
WORDS: dict[Kind, str] = {
    "first": "first offer",
    "concession": "concession: it gives, the others gain",
    "selfish": "demand: it takes, the others lose",
    "fortunate": "better for all",
    "unfortunate": "worse for all",
    "nice": "helps others at no cost",
    "silent": "no change",
    "mixed": "better for some of the others, worse for some",
}


@dataclass(frozen=True, slots=True)
class Move:
    """An offer against the same party's offer before: change of share for each party.

    `shares` are what it gives each party, None where no package gives that party a gain.
    """

    offer: Offer
    kind: Kind
    shares: tuple[float | None, ...]
    changes: tuple[float | None, ...]
    distance: float | None
    """How far the sides are apart after it; None until every side has made an offer."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What a party would give up by accepting the worst for it of the others' standing offers.

    `gap` in shares; `below` if that would leave it below its fallback; `risk` is Zeuthen's: the
    loss by accepting over the loss by no agreement (two parties); `step` what it would give of
    its own offer to reach the meeting point.
    """

    party: str
    name: str
    gap: float | None
    below: bool
    risk: float | None
    step: float | None

    def words(self) -> str:
        if not self.gap:
            return f"{self.name} loses nothing by accepting what stands on the table."
        if self.below:
            return f"{self.name} would fall below its fallback by accepting what is on the table."
        return (
            f"{self.name} would give up {self.gap:.0%} of what it could gain by accepting what "
            "stands on the table."
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """The standing offers, the distance between them, and the way they have come."""

    scenario: Scenario
    moves: tuple[Move, ...]
    standing: tuple[Offer | None, ...]
    gaps: tuple[Gap, ...]
    open_issues: tuple[str, ...]
    meeting_point: Package | None
    notes: tuple[str, ...]

    @property
    def distances(self) -> tuple[float, ...]:
        return tuple(move.distance for move in self.moves if move.distance is not None)

    @property
    def shrinking(self) -> bool | None:
        """Whether the sides are closer than at first; None with fewer than two distances."""
        return None if len(self.distances) < TWO else self.distances[-1] < self.distances[0]

    @property
    def moves_least(self) -> str | None:
        """Who would give up least by accepting what stands on the table (party id)."""
        known = [(gap.gap, k) for k, gap in enumerate(self.gaps) if gap.gap is not None]
        return self.gaps[min(known)[1]].party if known else None

    @property
    def concedes_next(self) -> str | None:
        """Whose turn it is by Zeuthen's principle: the lower risk concedes; None if equal."""
        known = [gap for gap in self.gaps if gap.risk is not None]
        if len(known) != TWO or known[0].risk == known[1].risk:
            return None
        return min(known, key=lambda gap: gap.risk or 0.0).party

    def words(self) -> tuple[str, ...]:
        names = {party.id: party.name for party in self.scenario.parties}
        said = [self._distance_words()] if self.distances else []
        if self.open_issues:
            said.append(f"They differ on {', '.join(self.open_issues)}.")
        elif all(offer is not None for offer in self.standing):
            said.append("The standing offers are the same package.")
        said += [gap.words() for gap in self.gaps if gap.gap is not None]
        if self.moves_least is not None:
            said.append(f"{names[self.moves_least]} would have to move least.")
        if self.concedes_next is not None:
            said.append(
                f"By Zeuthen's principle {names[self.concedes_next]} concedes next: it has more to "
                "fear from no agreement, measured by what accepting would cost it."
            )
        if self.meeting_point is not None:
            steps = listed(
                f"{gap.name} {gap.step:.0%}" for gap in self.gaps if gap.step is not None
            )
            said.append(f"The package nearest to all standing offers asks for steps of {steps}.")
        return (*said, *self.notes)

    def _distance_words(self) -> str:
        first, last = self.distances[0], self.distances[-1]
        if self.shrinking is None:
            return f"The sides are {last:.0%} apart."
        trend = "closer than" if last < first else "as far apart as" if last == first else "farther"
        end = "" if trend != "farther" else " apart than"
        return f"The sides are {last:.0%} apart, {trend}{end} at first ({first:.0%})."

    def to_dict(self) -> dict[str, object]:
        """Return the tree of `goodoffices-progress/1`, ready for JSON."""
        scenario = self.scenario
        ids = [party.id for party in scenario.parties]
        point = self.meeting_point
        return {
            "format": "goodoffices-progress/1",
            "title": scenario.title,
            "parties": ids,
            "unit": "shares of what each party could gain in a package acceptable to all",
            "offers": [
                {
                    "by": ids[move.offer.by],
                    "on": None if move.offer.on is None else move.offer.on.isoformat(),
                    "package": scenario.package_values(move.offer.package),
                    "kind": move.kind,
                    "changes": dict(zip(ids, move.changes, strict=True)),
                    "distance": move.distance,
                }
                for move in self.moves
            ],
            "distances": list(self.distances),
            "shrinking": self.shrinking,
            "gaps": [
                {
                    "party": g.party,
                    "gap": g.gap,
                    "below_fallback": g.below,
                    "risk": g.risk,
                    "step": g.step,
                }
                for g in self.gaps
            ],
            "open_issues": list(self.open_issues),
            "moves_least": self.moves_least,
            "concedes_next": self.concedes_next,
            "meeting_point": None if point is None else scenario.package_values(point),
            "sources": [SOURCE_OF_MOVES, SOURCE_OF_RISK],
            "words": list(self.words()),
        }


def progress(
    scenario: Scenario, offers: Sequence[Offer], settlement: Settlement | None = None
) -> Progress:
    """Follow the offers, oldest first. O(offers * parties + frontier)."""
    found = settlement or settle(scenario)
    measure = Yardstick.of(found)
    standing: list[Offer | None] = [None] * len(scenario.parties)
    moves = []
    for offer in offers:
        scenario.check_package(offer.package, "offer")
        before = standing[offer.by]
        standing[offer.by] = offer
        changes = _changes(scenario, measure, before, offer)
        gaps = _gaps(scenario, measure, standing)
        known = [gap for gap in gaps if gap is not None]
        moves.append(
            Move(
                offer,
                _kind(changes, offer.by) if before else "first",
                _shares(scenario, measure, offer),
                tuple(None if c is None else float(c) for c in changes),
                float(max(known)) if known else None,
            )
        )
    notes = () if measure.tops else ("No package is acceptable to all, so no distance is told.",)
    meeting = _meeting_point(scenario, found, measure, standing)
    return Progress(
        scenario,
        tuple(moves),
        tuple(standing),
        _told(scenario, measure, standing, meeting),
        _open_issues(scenario, standing),
        meeting,
        notes,
    )


def _shares(scenario: Scenario, measure: Yardstick, offer: Offer) -> tuple[float | None, ...]:
    found = measure.shares(measure.worth(scenario, offer.package))
    return tuple(None if share is None else float(share) for share in found)


def _changes(
    scenario: Scenario, measure: Yardstick, before: Offer | None, offer: Offer
) -> tuple[Fraction | None, ...]:
    now = measure.shares(measure.worth(scenario, offer.package))
    if before is None:
        return (None,) * len(now)
    then = measure.shares(measure.worth(scenario, before.package))
    pairs = zip(now, then, strict=True)
    return tuple(None if a is None or b is None else a - b for a, b in pairs)


def _kind(changes: tuple[Fraction | None, ...], by: int) -> Kind:
    own = changes[by] or Fraction(0)
    others = [change or Fraction(0) for i, change in enumerate(changes) if i != by]
    if min(others) < 0 < max(others):
        return "mixed"
    theirs = min(others) if min(others) < 0 else max(others)
    if own < 0:
        return "concession" if theirs > 0 else "unfortunate"
    if own > 0:
        return "selfish" if theirs < 0 else "fortunate"
    return "nice" if theirs > 0 else "unfortunate" if theirs < 0 else "silent"


def _gaps(
    scenario: Scenario, measure: Yardstick, standing: Sequence[Offer | None]
) -> tuple[Fraction | None, ...]:
    """Return what each would give up by accepting the worst for it of the others' offers."""
    shares = [measure.shares(measure.worth(scenario, offer.package)) for offer in standing if offer]
    if len(shares) < len(standing):
        return (None,) * len(standing)
    gaps: list[Fraction | None] = []
    for i, own in enumerate(shares):
        mine = own[i]
        theirs = [share for k, row in enumerate(shares) if k != i and (share := row[i]) is not None]
        gaps.append(None if mine is None else max(Fraction(0), mine - min(theirs)))
    return tuple(gaps)


def _told(
    scenario: Scenario,
    measure: Yardstick,
    standing: Sequence[Offer | None],
    meeting: Package | None,
) -> tuple[Gap, ...]:
    gaps = _gaps(scenario, measure, standing)
    reached = None if meeting is None else measure.shares(measure.worth(scenario, meeting))
    told = []
    for i, (party, offer) in enumerate(zip(scenario.parties, standing, strict=True)):
        own = None
        if offer is not None:
            own = measure.shares(measure.worth(scenario, offer.package))[i]
        gap, end = gaps[i], None if reached is None else reached[i]
        two = len(standing) == TWO and gap is not None and own is not None and own > 0
        told.append(
            Gap(
                party.id,
                party.name,
                None if gap is None else float(gap),
                gap is not None and own is not None and own - gap < 0,
                min(1.0, float(gap / own)) if two and gap is not None and own else None,
                None if own is None or end is None else float(max(Fraction(0), own - end)),
            )
        )
    return tuple(told)


def _meeting_point(
    scenario: Scenario,
    settlement: Settlement,
    measure: Yardstick,
    standing: Sequence[Offer | None],
) -> Package | None:
    """Return the acceptable package whose largest step from a party's own offer is smallest."""
    if measure.tops is None or any(offer is None for offer in standing):
        return None
    own = [
        measure.shares(measure.worth(scenario, offer.package))[i]
        for i, offer in enumerate(standing)
        if offer is not None
    ]
    best: tuple[list[Fraction], int] | None = None
    frontier = settlement.frontier
    for vector, number in zip(frontier.vectors, frontier.packages, strict=True):
        if min(measure.gains(vector)) < 0:
            continue
        pairs = zip(own, measure.shares(vector), strict=True)
        steps = sorted((a - b for a, b in pairs if a is not None and b is not None), reverse=True)
        if best is None or (steps, number) < best:
            best = (steps, number)
    return None if best is None else scenario.package_of(best[1])


def _open_issues(scenario: Scenario, standing: Sequence[Offer | None]) -> tuple[str, ...]:
    packages = [offer.package for offer in standing if offer is not None]
    return tuple(
        issue.name
        for j, issue in enumerate(scenario.issues)
        if len({package[j] for package in packages}) > 1
    )
