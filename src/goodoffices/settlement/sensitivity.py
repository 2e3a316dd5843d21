"""What if one number were different: from which value on do the rules pick another package (NB 22).

One number of a scenario (a weight, a score, a fallback) takes the values of an evenly spaced list,
everything else staying as it is; each value is solved as a scenario of its own. A *stretch* is a
longest run of neighbouring values at which a rule picks the same package, ties as in NB 9. What
happens between two values of the list is not said, nor what happens if several numbers move at
once (one-at-a-time sensitivity analysis; Saltelli et al. 2008, Global Sensitivity Analysis, 2.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.kernels.deadline import Deadline
from goodoffices.saying import say
from goodoffices.settlement.engine import settle
from goodoffices.settlement.exact import written
from goodoffices.settlement.issues import Package
from goodoffices.settlement.scenario import Scenario
from goodoffices.settlement.varied import Number, usual_range, value_of, with_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.settlement.result import Settlement

FORMAT = "goodoffices-sensitivity/1"
NO_DEADLINE = Deadline()
MOST_STEPS = 2_000
RULES = ("nash", "kalai_smorodinsky", "egalitarian")


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
        return say("; ").join(changed)

    def _named(self, package: Package) -> str:
        pairs = zip(self.scenario.issues, package, strict=True)
        return say("; ").join(f"{issue.name} {issue.label(v)}" for issue, v in pairs)

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
            say(
                "from {low} to {high} in steps of {step} does not hold today's value {now}",
                low=low,
                high=high,
                step=step,
                now=now,
            ),
            remedy=say("Give a range around it and a step above 0"),
        )
    below, above = int((now - low) // step), int((high - now) // step)
    if below + above > MOST_STEPS:
        raise InputError(
            say("more than {most_steps} values", most_steps=f"{MOST_STEPS:,}"),
            remedy=say("Use a larger step"),
        )
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
