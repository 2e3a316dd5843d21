"""Packages worth tabling: what each is, what it gives each side over its fallback, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.document import (
    Block,
    Bullets,
    Cite,
    Figure,
    Grid,
    Paragraph,
    Ref,
    RefKind,
    Runs,
    Section,
)
from goodoffices.brief.view import text
from goodoffices.brief.words import capital, count, joined, number, sentence, signed
from goodoffices.charts.convergence import convergence_chart
from goodoffices.charts.frontier import frontier_chart
from goodoffices.record.audiences import Audience
from goodoffices.saying import quoted, say, say_counted
from goodoffices.settlement import assess, gains, progress, worth_tabling
from goodoffices.settlement.represent import REASONS

if TYPE_CHECKING:
    from goodoffices.brief.given import SettlementPart
    from goodoffices.brief.view import View
    from goodoffices.charts.points import Offer
    from goodoffices.settlement import Package, Scenario, Settlement, Tabled

__all__ = ["packages", "packages_in_short"]

_MOST, _FEW = 5, 2


def packages(view: View) -> Section | None:
    part = view.given.settlement
    if part is None:
        return None
    settlement = part.settlement
    tabled = worth_tabling(settlement, _MOST)
    blocks: list[Block] = [_introduction(part), _room(settlement)]
    unknown = _unknown_fallbacks(settlement)
    if unknown:
        blocks.append(Paragraph((text(unknown),)))
    if part.offers:
        blocks.append(Bullets(tuple(_offer(settlement, offer) for offer in part.offers)))
    blocks.append(_table(settlement, tabled))
    blocks.append(Paragraph((text(_shared(settlement, tabled)),)))
    if Audience.parse(view.given.audience).inside_team:
        blocks.append(
            Paragraph(
                (
                    text(
                        say(
                            "These figures are the team’s. To table a package is to show "
                            "its terms, never what it is thought to be worth to anyone."
                        )
                    ),
                )
            )
        )
    blocks.append(Figure(frontier_chart(settlement, part.offers)))
    if part.made:
        course = progress(settlement.scenario, part.made, settlement)
        blocks.append(Figure(convergence_chart(course)))
    return Section("packages", say("Packages worth tabling"), tuple(blocks))


def packages_in_short(view: View) -> Section | None:
    """The first two packages side by side, and whether there is room for agreement."""
    part = view.given.settlement
    if part is None:
        return None
    tabled = worth_tabling(part.settlement, _FEW)
    room = Paragraph((text(_zone(part.settlement)), _model()))
    return Section(
        "packages", say("Packages worth tabling"), (room, _table(part.settlement, tabled))
    )


def _model() -> Cite:
    return Cite((Ref(RefKind.COMPUTATION, "negotiation"),))


def _introduction(part: SettlementPart) -> Paragraph:
    scenario = part.settlement.scenario
    issues = joined([quoted(issue.name) for issue in scenario.issues])
    caution = say(" It is marked as illustrative.") if part.illustrative else ""
    return Paragraph(
        (
            text(
                say(
                    "The negotiation model “{value}” covers {count}: {issues}.{caution} "
                    "A package settles all of them. What a package is worth to a side is "
                    "measured in points of that side’s own scale, so points of different "
                    "sides are not of one kind; its fallback is what the side would have "
                    "without an agreement.",
                    value=scenario.title or "without a title",
                    count=say_counted(
                        "{number} issue",
                        "{number} issues",
                        len(scenario.issues),
                        number=count(len(scenario.issues)),
                    ),
                    issues=issues,
                    caution=caution,
                )
            ),
            _model(),
        )
    )


def _zone(settlement: Settlement) -> str:
    zone = settlement.zone
    if zone.exists:
        return say(
            "There is room for agreement: {zone_words} possible packages leave every "
            "side at least as well off as its fallback.",
            zone_words=settlement.zone_words(),
        )
    names = [p.name for p in settlement.scenario.parties]
    shortfalls = zip(names, zone.shortfalls, strict=True)
    steps = [
        f"{name} {number(short / settlement.scale)}" for name, short in shortfalls if short > 0
    ]
    return say(
        "There is no room for agreement as things stand: none of {feasible_words} "
        "possible packages leaves every side as well off as its fallback. The "
        "smallest step that would open it asks this much below the fallback: {steps}.",
        feasible_words=settlement.feasible_words(),
        steps=joined(steps),
    )


def _room(settlement: Settlement) -> Paragraph:
    size = len(settlement.frontier.vectors)
    frontier = say(
        "At {size} no side can have more without another having less; they make the line "
        "in the drawing below.",
        size=say_counted("{number} point", "{number} points", size, number=count(size)),
    )
    return Paragraph((text(f"{_zone(settlement)} {frontier}"), _model()))


def _unknown_fallbacks(settlement: Settlement) -> str:
    names = [
        party.name
        for party, fallback in zip(settlement.scenario.parties, settlement.fallbacks, strict=True)
        if not fallback.known
    ]
    if not names:
        return ""
    return say(
        "The fallback of {names} is not known; 0 stands in its place below.", names=joined(names)
    )


def _offer(settlement: Settlement, offer: Offer) -> Runs:
    found = assess(settlement.scenario, offer.package, settlement)
    parts = [f"{gain.name} {signed(gain.gain)}" for gain in found.gains]
    quality = say("no package is better for every side")
    if found.broken:
        quality = say("it breaks a condition of the model")
    elif found.dominated_by is not None:
        quality = (
            say("there are packages better for every side")
            if found.better_for_all
            else say("another package is better for one side at no cost to the others")
        )
    return (
        text(capital(offer.label), strong=True),
        text(
            say(": against the fallbacks {parts}; {quality}.", parts=joined(parts), quality=quality)
        ),
        _model(),
    )


def _most(settlement: Settlement) -> list[int]:
    """The most that each party can gain in a package acceptable to all, in units."""
    d = settlement.disagreement()
    inside = [
        v for v in settlement.frontier.vectors if all(u >= b for u, b in zip(v, d, strict=True))
    ]
    return [max((v[k] - d[k] for v in inside), default=0) for k in range(len(d))]


def _differing(scenario: Scenario, tabled: tuple[Tabled, ...]) -> list[int]:
    return [
        k for k in range(len(scenario.issues)) if len({one.package[k] for one in tabled}) > 1
    ] or list(range(len(scenario.issues)))


def _table(settlement: Settlement, tabled: tuple[Tabled, ...]) -> Grid:
    """Packages side by side: their terms, what each gives each side, and why it is listed."""
    scenario, most = settlement.scenario, _most(settlement)
    rows: list[tuple[Runs, ...]] = []
    for j in _differing(scenario, tabled):
        issue = scenario.issues[j]
        rows.append(_row(issue.name, [issue.label(one.package[j]) for one in tabled]))
    given = [gains(scenario, one.package) for one in tabled]
    for k, party in enumerate(scenario.parties):
        top = most[k] / settlement.scale
        cells = [_gain(gain[k].gain, top) for gain in given]
        rows.append(_row(say("{party}, over its fallback", party=party.name), cells))
    why = [((text(_why(one)), _model())) for one in tabled]
    rows.append(((text(say("Why it is on the list"), strong=True),), *why))
    names = [say("Package {ord}", ord=chr(ord("A") + k)) for k in range(len(tabled))]
    return Grid(say("Packages side by side"), (say("Issue"), *names), tuple(rows))


def _row(head: str, cells: list[str]) -> tuple[Runs, ...]:
    return ((text(head, strong=True),), *((text(cell),) for cell in cells))


def _why(one: Tabled) -> str:
    below = "" if one.acceptable else say(" It leaves a side below its fallback.")
    return sentence(say("; ").join(_reasons(one))) + below


def _reasons(one: Tabled) -> list[str]:
    """Its reasons; the largest sum of all is not told twice where it is acceptable to all."""
    sums = (REASONS["utilitarian"], REASONS["utilitarian_rational"])
    largest, of_acceptable = (say(words) for words in sums)
    return [why for why in one.reasons if why != of_acceptable or largest not in one.reasons]


def _gain(gain: float, most: float) -> str:
    return (
        say(
            "{gain} ({share} of the most it could gain)",
            gain=signed(gain),
            share=f"{gain / most:.0%}",
        )
        if most
        else signed(gain)
    )


def _shared(settlement: Settlement, tabled: tuple[Tabled, ...]) -> str:
    """What is the same in all of them, said once."""
    scenario = settlement.scenario
    differing = set(_differing(scenario, tabled))
    same: Package = tabled[0].package if tabled else ()
    parts = [
        f"{issue.name}: {issue.label(same[k])}"
        for k, issue in enumerate(scenario.issues)
        if same and k not in differing
    ]
    if not parts:
        return say("The packages differ on every issue of the model.")
    return say("The same in all of them: {parts}.", parts=say("; ").join(parts))
