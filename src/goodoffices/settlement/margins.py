"""How far each number may move before any rule picks another package, one at a time (NB 22)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from goodoffices.kernels.deadline import Deadline
from goodoffices.saying import listed, say
from goodoffices.settlement.engine import settle
from goodoffices.settlement.exact import written
from goodoffices.settlement.sensitivity import RULES
from goodoffices.settlement.varied import (
    STEPS,
    Number,
    every_number,
    usual_range,
    value_of,
    with_number,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.result import Settlement
    from goodoffices.settlement.scenario import Scenario

NO_DEADLINE = Deadline()


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
                ends=listed(end for end in ends if end),
                what=listed(one.rules),
            )
        )
    return tuple(said)


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
        say(base.solution(rule).concept.name)
        for rule in RULES
        if base.solution(rule).package != other.solution(rule).package
    ]
    if base.zone.exists != other.zone.exists:
        changed.append(say("room for agreement"))
    return changed
