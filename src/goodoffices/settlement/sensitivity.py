"""What if one number were different: from which value on do the rules pick another package (NB 22).

One number of a scenario (a weight, a score, a fallback) takes the values of an evenly spaced list,
everything else staying as it is; each value is solved as a scenario of its own. A *stretch* is a
longest run of neighbouring values at which a rule picks the same package, ties as in NB 9. What
happens between two values of the list is not said, nor what happens if several numbers move at
once (one-at-a-time sensitivity analysis; Saltelli et al. 2008, Global Sensitivity Analysis, 2.1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.kernels.deadline import Deadline
from goodoffices.saying import say
from goodoffices.settlement.engine import settle
from goodoffices.settlement.exact import shown, written
from goodoffices.settlement.issues import Package
from goodoffices.settlement.preferences import Additive
from goodoffices.settlement.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.settlement.result import Settlement
    from goodoffices.settlement.scenario import Party

FORMAT = "goodoffices-sensitivity/1"
NO_DEADLINE = Deadline()
STEPS = 40
MOST_STEPS = 2_000
RULES = ("nash", "kalai_smorodinsky", "egalitarian")


class Kind(StrEnum):
    WEIGHT = "weight"
    SCORE = "score"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a scenario: whose, and for a weight or a score of which issue and value."""

    party: str
    kind: Kind
    issue: str = ""
    value: int | None = None

    @property
    def key(self) -> str:
        """As it is asked for: `a.weight.agenda`, `a.score.agenda.2`, `a.fallback`."""
        rest = [self.issue, "" if self.value is None else str(self.value)]
        return ".".join([self.party, str(self.kind), *(part for part in rest if part)])

    def words(self, scenario: Scenario) -> str:
        party = _party(scenario, self).name
        if self.kind is Kind.FALLBACK:
            return say("the fallback of {party}", party=party)
        issue = next(i for i in scenario.issues if i.id == self.issue)
        if self.kind is Kind.WEIGHT:
            return say("the weight of “{issue}” for {party}", issue=issue.name, party=party)
        return say(
            "the score of “{value}” ({issue}) for {party}",
            value=issue.label(self.value or 0),
            issue=issue.name,
            party=party,
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one value of the list to another, both included, the rule picks this package.

    `package` is None where it picks none; `proved` if every one of these answers is.
    """

    low: Decimal
    high: Decimal
    package: Package | None
    proved: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """A rule's stretches in rising order."""

    rule: str
    name: str
    stretches: tuple[Stretch, ...]

    def around(self, value: Decimal) -> int:
        """The place of the stretch in which a value of the list lies."""
        return next(k for k, s in enumerate(self.stretches) if s.low <= value <= s.high)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What each rule picks as one number varies, and where there is room for agreement.

    `room` holds stretches without packages: `proved` and the answers in `room_exists`.
    `complete` is False where the time was up: then the list ends early on one side or both.
    """

    scenario: Scenario
    number: Number
    now: Decimal
    step: Decimal
    profiles: tuple[Profile, ...]
    room: tuple[tuple[Decimal, Decimal, bool | None], ...]
    complete: bool

    @property
    def low(self) -> Decimal:
        return self.room[0][0]

    @property
    def high(self) -> Decimal:
        return self.room[-1][1]

    def words(self) -> tuple[str, ...]:
        said = [
            say(
                "If {number} (now {now}) were anything from {low} to {high}, in steps of {step}:",
                number=self.number.words(self.scenario),
                now=written(self.now),
                low=written(self.low),
                high=written(self.high),
                step=written(self.step),
            )
        ]
        said += [line for profile in self.profiles for line in self.profile_words(profile)]
        said += self.room_words()
        if not self.complete:
            said.append(say("The time was up before all values were tried."))
        return tuple(said)

    def profile_words(self, profile: Profile) -> tuple[str, ...]:
        """What a rule holds on to around today's value, and what it changes to on both sides."""
        place = profile.around(self.now)
        here = profile.stretches[place]
        if len(profile.stretches) == 1:
            return (say("{rule} picks the same package throughout.", rule=profile.name),)
        said = [
            say(
                "{rule} picks the same package from {low} to {high}.",
                rule=profile.name,
                low=written(here.low),
                high=written(here.high),
            )
        ]
        if place > 0:
            lower = profile.stretches[place - 1]
            said.append(
                say(
                    "At {value} and below: {change}.",
                    value=written(lower.high),
                    change=self.change(here.package, lower.package),
                )
            )
        if place + 1 < len(profile.stretches):
            upper = profile.stretches[place + 1]
            said.append(
                say(
                    "At {value} and above: {change}.",
                    value=written(upper.low),
                    change=self.change(here.package, upper.package),
                )
            )
        return tuple(said)

    def change(self, before: Package | None, after: Package | None) -> str:
        """`Price low instead of high; Date late instead of early`."""
        if after is None:
            return say("no package")
        if before is None:
            return self._named(after)
        triples = zip(self.scenario.issues, before, after, strict=True)
        changed = [
            say(
                "{issue} {after} instead of {before}",
                issue=i.name,
                after=i.label(a),
                before=i.label(b),
            )
            for i, b, a in triples
            if a != b
        ]
        return "; ".join(changed)

    def _named(self, package: Package) -> str:
        pairs = zip(self.scenario.issues, package, strict=True)
        return "; ".join(f"{issue.name} {issue.label(v)}" for issue, v in pairs)

    def room_words(self) -> list[str]:
        if len({exists for _, _, exists in self.room}) == 1:
            exists = self.room[0][2]
            if exists is None:
                return [say("Whether there is room for agreement was not settled.")]
            return [
                say("There is room for agreement throughout.")
                if exists
                else say("There is room for agreement nowhere.")
            ]
        return [
            say(
                "From {low} to {high} there is room for agreement.", low=written(a), high=written(b)
            )
            if exists
            else say("From {low} to {high} there is none.", low=written(a), high=written(b))
            if exists is False
            else say("From {low} to {high} that was not settled.", low=written(a), high=written(b))
            for a, b, exists in self.room
        ]

    def to_dict(self) -> dict[str, object]:
        values = self.scenario.package_values
        return {
            "format": FORMAT,
            "number": self.number.key,
            "now": float(self.now),
            "step": float(self.step),
            "complete": self.complete,
            "rules": {
                profile.rule: [
                    {
                        "from": float(s.low),
                        "to": float(s.high),
                        "package": None if s.package is None else values(s.package),
                        "proved": s.proved,
                    }
                    for s in profile.stretches
                ]
                for profile in self.profiles
            },
            "agreement_zone": [
                {"from": float(a), "to": float(b), "exists": exists} for a, b, exists in self.room
            ],
            "words": list(self.words()),
        }


@dataclass(frozen=True, slots=True)
class Margin:
    """How far a number may move before anything changes; None where nothing does in its range.

    `down` and `up` are the nearest values at which a rule picks another package or room for
    agreement opens or closes, `rules` what changes there.
    """

    number: Number
    now: Decimal
    step: Decimal
    down: Decimal | None
    up: Decimal | None
    rules: tuple[str, ...]

    @property
    def distance(self) -> Decimal | None:
        """The smaller of the two ways, in steps."""
        ways = [abs(v - self.now) / self.step for v in (self.down, self.up) if v is not None]
        return min(ways, default=None)

    def to_dict(self) -> dict[str, object]:
        return {
            "number": self.number.key,
            "now": float(self.now),
            "step": float(self.step),
            "changes_at_and_below": None if self.down is None else float(self.down),
            "changes_at_and_above": None if self.up is None else float(self.up),
            "what_changes": list(self.rules),
        }


def margins_words(scenario: Scenario, found: Sequence[Margin]) -> tuple[str, ...]:
    """A line for each number, the most delicate first."""
    said = [say("How far each number may move before something changes, one at a time:")]
    for one in found:
        number, now = one.number.words(scenario), written(one.now)
        if one.distance is None:
            said.append(say("{number} ({now}): nothing changes.", number=number, now=now))
            continue
        ends = [
            say("at {value} and below", value=written(one.down)) if one.down is not None else "",
            say("at {value} and above", value=written(one.up)) if one.up is not None else "",
        ]
        said.append(
            say(
                "{number} ({now}): {ends} ({what}).",
                number=number,
                now=now,
                ends=", ".join(end for end in ends if end),
                what=", ".join(one.rules),
            )
        )
    return tuple(said)


def read_number(scenario: Scenario, said: str) -> Number:
    """Read `PARTY.weight.ISSUE`, `PARTY.score.ISSUE.VALUE` or `PARTY.fallback`."""
    parts = said.split(".")
    kinds = {str(kind): kind for kind in Kind}
    least = {Kind.FALLBACK: 2, Kind.WEIGHT: 3, Kind.SCORE: 4}
    kind = kinds.get(parts[1]) if len(parts) > 1 else None
    if kind is None or len(parts) != least[kind]:
        raise InputError(
            f"{shown(said)} is not a number of the scenario",
            remedy="Write PARTY.weight.ISSUE, PARTY.score.ISSUE.0 or PARTY.fallback",
        )
    value = None
    if kind is Kind.SCORE:
        if not parts[3].isascii() or not parts[3].isdigit():
            raise InputError(f"{shown(parts[3])} is not a value number", remedy="Count from 0")
        value = int(parts[3])
    number = Number(parts[0], kind, parts[2] if kind is not Kind.FALLBACK else "", value)
    value_of(scenario, number)
    return number


def _party(scenario: Scenario, number: Number) -> Party:
    for party in scenario.parties:
        if party.id == number.party:
            return party
    names = ", ".join(party.id for party in scenario.parties)
    raise InputError(f"there is no party {shown(number.party)}", remedy=f"The parties are {names}")


def _additive(scenario: Scenario, number: Number) -> tuple[Additive, int]:
    preference = _party(scenario, number).preference
    if not isinstance(preference, Additive):
        raise InputError(
            f"{number.party} has no single weights and scores", remedy="Vary its fallback"
        )
    ids = [issue.id for issue in scenario.issues]
    if number.issue not in ids:
        raise InputError(
            f"there is no issue {shown(number.issue)}",
            remedy=f"The issues are {', '.join(ids[:8])}",
        )
    place = ids.index(number.issue)
    if number.value is not None and number.value >= len(scenario.issues[place].values):
        raise InputError(f"{number.issue} has no value number {number.value}")
    return preference, place


def value_of(scenario: Scenario, number: Number) -> Decimal:
    """What the number is now; a fallback that is not known counts as 0, as in the solutions."""
    if number.kind is Kind.FALLBACK:
        known = _party(scenario, number).reservation
        return Decimal(0) if known is None else known
    preference, place = _additive(scenario, number)
    if number.value is None:
        return preference.weights[place]
    return preference.scores[place][number.value]


def with_number(scenario: Scenario, number: Number, value: Decimal) -> Scenario:
    """The scenario with another value of the number."""
    party = _party(scenario, number)
    if number.kind is Kind.FALLBACK:
        changed = replace(party, reservation=value)
    else:
        preference, place = _additive(scenario, number)
        if number.value is None:
            weights = (*preference.weights[:place], value, *preference.weights[place + 1 :])
            changed = replace(party, preference=replace(preference, weights=weights))
        else:
            row = list(preference.scores[place])
            row[number.value] = value
            scores = (*preference.scores[:place], tuple(row), *preference.scores[place + 1 :])
            changed = replace(party, preference=replace(preference, scores=scores))
    parties = tuple(changed if p.id == number.party else p for p in scenario.parties)
    return replace(scenario, parties=parties)


def every_number(scenario: Scenario) -> tuple[Number, ...]:
    """Each fallback and each weight that is a single number."""
    found = [Number(party.id, Kind.FALLBACK) for party in scenario.parties]
    found += [
        Number(party.id, Kind.WEIGHT, issue.id)
        for party in scenario.parties
        if isinstance(party.preference, Additive)
        for issue in scenario.issues
    ]
    return tuple(found)


def usual_range(settlement: Settlement, number: Number) -> tuple[Decimal, Decimal, Decimal]:
    """From, to and step where none are given.

    A weight from 0 to twice what it is, a score over the range of its issue's scores, a fallback
    over what efficient packages are worth to the party; a round step, about 40 of them.
    """
    scenario = settlement.scenario
    now = value_of(scenario, number)
    if number.kind is Kind.FALLBACK:
        place = [party.id for party in scenario.parties].index(number.party)
        worth = [Decimal(v[place]) / settlement.scale for v in settlement.frontier.vectors]
        low, high = min([*worth, now]), max([*worth, now])
    elif number.value is None:
        low, high = sorted((Decimal(0), 2 * now))
    else:
        preference, place = _additive(scenario, number)
        low, high = min(preference.scores[place]), max(preference.scores[place])
    if low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(1))
    return low, high, _round_step((high - low) / STEPS)


def _round_step(step: Decimal) -> Decimal:
    """The next of 1, 2, 5, 10, 20 ... times a power of ten."""
    size = Decimal(10) ** step.adjusted()
    return next(size * k for k in (1, 2, 5, 10) if size * k >= step)


def sensitivity(
    scenario: Scenario,
    number: Number,
    span: tuple[Decimal, Decimal, Decimal] | None = None,
    deadline: Deadline = NO_DEADLINE,
) -> Sensitivity:
    """Solve the scenario at each value of the list. O(values) times what solving takes.

    The list holds today's value and goes from it in steps to both ends of the span.
    """
    base = settle(scenario, deadline)
    now = value_of(scenario, number)
    low, high, step = span or usual_range(base, number)
    values = _values(now, low, high, step)
    found = {now: base}
    complete = True
    # outwards from today's value, so that what is nearest is known first
    for value in sorted(values, key=lambda v: (abs(v - now), v)):
        if value == now:
            continue
        if deadline.passed:
            complete = False
            break
        found[value] = settle(with_number(scenario, number, value), deadline)
    tried = sorted(found)
    profiles = tuple(_profile(rule, tried, found, now) for rule in RULES)
    room = tuple(
        (run[0], run[-1], found[run[0]].zone.exists)
        for run in _runs(tried, [found[v].zone.exists for v in tried])
    )
    return Sensitivity(scenario, number, now, step, profiles, room, complete)


def _values(now: Decimal, low: Decimal, high: Decimal, step: Decimal) -> list[Decimal]:
    if step <= 0 or not low <= now <= high:
        raise InputError(
            f"from {low} to {high} in steps of {step} does not hold today's value {now}",
            remedy="Give a range around it and a step above 0",
        )
    below, above = int((now - low) // step), int((high - now) // step)
    if below + above > MOST_STEPS:
        raise InputError(f"more than {MOST_STEPS:,} values", remedy="Use a larger step")
    return [now + step * k for k in range(-below, above + 1)]


def _profile(
    rule: str,
    tried: Sequence[Decimal],
    found: dict[Decimal, Settlement],
    now: Decimal,
) -> Profile:
    solutions = {value: found[value].solution(rule) for value in tried}
    picks = [solutions[value].package for value in tried]
    stretches = tuple(
        Stretch(
            run[0],
            run[-1],
            solutions[run[0]].package,
            all(solutions[value].proof.exact for value in run),
        )
        for run in _runs(tried, picks)
    )
    return Profile(rule, solutions[now].concept.name, stretches)


def _runs(values: Sequence[Decimal], answers: Iterable[object]) -> list[list[Decimal]]:
    """Neighbouring values with the same answer."""
    runs: list[list[Decimal]] = []
    last: object = object()
    for value, answer in zip(values, answers, strict=True):
        if not runs or answer != last:
            runs.append([])
        runs[-1].append(value)
        last = answer
    return runs


def margins(
    scenario: Scenario, deadline: Deadline = NO_DEADLINE, steps: int = STEPS // 2
) -> tuple[Margin, ...]:
    """For each fallback and weight how far it may move; the most delicate first.

    Each is walked outwards in its usual steps until something changes, at most `steps` of them;
    where the time is up, the numbers not reached are left out.
    """
    base = settle(scenario, deadline)
    found = []
    for number in every_number(scenario):
        if deadline.passed:
            break
        found.append(_margin(scenario, base, number, steps, deadline))
    return tuple(sorted(found, key=lambda m: (m.distance is None, m.distance or 0)))


def _margin(
    scenario: Scenario, base: Settlement, number: Number, steps: int, deadline: Deadline
) -> Margin:
    now = value_of(scenario, number)
    low, high, step = usual_range(base, number)
    ends: dict[int, Decimal | None] = {-1: None, 1: None}
    rules: dict[str, None] = {}
    for way in ends:
        for k in range(1, steps + 1):
            value = now + way * k * step
            if not low <= value <= high or deadline.passed:
                break
            changed = _changes(base, settle(with_number(scenario, number, value), deadline))
            if changed:
                ends[way] = value
                rules |= dict.fromkeys(changed)
                break
    return Margin(number, now, step, ends[-1], ends[1], tuple(rules))


def _changes(base: Settlement, other: Settlement) -> list[str]:
    changed = [
        base.solution(rule).concept.name
        for rule in RULES
        if base.solution(rule).package != other.solution(rule).package
    ]
    if base.zone.exists != other.zone.exists:
        changed.append(say("room for agreement"))
    return changed
