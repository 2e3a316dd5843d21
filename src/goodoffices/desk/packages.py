"""Packages of a negotiation as pages show them: what each side gets, in words and in bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.settlement import gains

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from goodoffices.settlement import Package, Scenario, Settlement
    from goodoffices.settlement.assessment import Gain

__all__ = [
    "Bar",
    "Share",
    "Worth",
    "asked_package",
    "bars",
    "named_packages",
    "query_of",
    "shares",
    "values_of",
    "worth_of",
]

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Worth:
    """What a package is worth to one side, on the side's own scale."""

    party: str
    value: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in hundredths of its length; the line in it is the fallback."""

    party: str
    words: str
    start: float
    length: float
    fallback: float
    loss: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A side's gain as a part of the most it could gain; None where it could gain nothing."""

    party: str
    percent: int | None


def asked_package(get: QueryDict, scenario: Scenario, default: Package) -> tuple[Package, str]:
    """The package that was composed, each issue not named standing as in `default`.

    What cannot be is named in words, and the default stands in its place.
    """
    positions = []
    for issue, position in zip(scenario.issues, default, strict=True):
        written = get.get(f"is.{issue.id}")
        if written is None:
            positions.append(position)
        elif written.isascii() and written.isdigit() and len(written) < len("1000000"):
            positions.append(int(written))
        else:
            return default, say(
                "“{written}” is not a value of “{issue}”.", written=written[:40], issue=issue.name
            )
    try:
        scenario.check_package(tuple(positions))
    except InputError as error:
        return default, say("That is not a package: {error}.", error=error)
    return tuple(positions), ""


def query_of(scenario: Scenario, package: Package, **more: str) -> str:
    chosen = {f"is.{i.id}": str(p) for i, p in zip(scenario.issues, package, strict=True)}
    return urlencode({**chosen, **more})


def worth_of(scenario: Scenario, utilities: Iterable[float]) -> tuple[Worth, ...]:
    pairs = zip(scenario.parties, utilities, strict=True)
    return tuple(Worth(party.name, f"{value:g}") for party, value in pairs)


def values_of(scenario: Scenario, package: Package) -> tuple[str, ...]:
    pairs = zip(scenario.issues, package, strict=True)
    return tuple(issue.label(position) for issue, position in pairs)


def named_packages(settlement: Settlement) -> dict[str, tuple[str, Package]]:
    """What a composed package can be held against: the status quo and the solutions, by id.

    Without room for agreement, also the package that is nearest to it.
    """
    found: dict[str, tuple[str, Package]] = {}
    if settlement.scenario.status_quo is not None:
        found["today"] = (say("Today"), settlement.scenario.status_quo)
    for solution in settlement.solutions:
        if solution.package is not None:
            found[solution.concept.id] = (say(solution.concept.name), solution.package)
    if settlement.zone.nearest is not None:
        nearest = settlement.scenario.package_of(settlement.zone.nearest)
        found["smallest-step"] = (say("The smallest step below the fallbacks"), nearest)
    return found


def _most(settlement: Settlement) -> list[float]:
    """The most each side could gain in an efficient package that nobody would refuse."""
    fallbacks = settlement.disagreement()
    acceptable = [
        v
        for v in settlement.frontier.vectors
        if all(u >= f for u, f in zip(v, fallbacks, strict=True))
    ]
    tops = (max((v[k] for v in acceptable), default=f) for k, f in enumerate(fallbacks))
    pairs = zip(tops, fallbacks, strict=True)
    return [(top - fallback) / settlement.scale for top, fallback in pairs]


def shares(settlement: Settlement, given: tuple[Gain, ...]) -> tuple[Share, ...]:
    return tuple(
        Share(gain.name, round(100 * gain.gain / most) if most > 0 else None)
        for gain, most in zip(given, _most(settlement), strict=True)
    )


def bars(settlement: Settlement, package: Package) -> tuple[Bar, ...]:
    """One bar a side, drawn from its fallback; all on one scale of shares of possible gain.

    Where nobody could gain anything, each as a part of the largest gain or loss.
    """
    given = gains(settlement.scenario, package, settlement.scale)
    parts = shares(settlement, given)
    if all(part.percent is None for part in parts):
        largest = max(abs(gain.gain) for gain in given) or 1.0
        drawn = [round(100 * gain.gain / largest) for gain in given]
    else:
        drawn = [max(-100, min(100, part.percent or 0)) for part in parts]
    low = min(0, *drawn)
    unit = _WIDTH / (100 - low)
    return tuple(
        Bar(
            party=gain.name,
            words=_in_words(gain, part),
            start=round((min(0, value) - low) * unit, 2),
            length=round(abs(value) * unit, 2),
            fallback=round(-low * unit, 2),
            loss=gain.gain < 0,
        )
        for gain, part, value in zip(given, parts, drawn, strict=True)
    )


def _in_words(gain: Gain, part: Share) -> str:
    known = gain.known
    if gain.gain == 0:
        return (
            say("exactly its fallback") if known else say("exactly 0 (its fallback is not known)")
        )
    size = f"{abs(gain.gain):g}"
    if gain.gain < 0:
        if known:
            return say("{size} below its fallback", size=size)
        return say("{size} below 0 (its fallback is not known)", size=size)
    if part.percent is None:
        if known:
            return say("{size} above its fallback", size=size)
        return say("{size} above 0 (its fallback is not known)", size=size)
    if known:
        return say(
            "{size} above its fallback, {percent}% of the most it could gain",
            size=size,
            percent=part.percent,
        )
    return say(
        "{size} above 0 (its fallback is not known), {percent}% of the most it could gain",
        size=size,
        percent=part.percent,
    )
