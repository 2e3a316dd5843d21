"""Offers on the table as a page shows them: who put what forward, and what it gives whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.desk.acts import act_address, standing_in_words
from goodoffices.desk.badges import Badge, badges
from goodoffices.desk.packages import query_of
from goodoffices.record.date_words import in_words
from goodoffices.service.offers import offer_name
from goodoffices.settlement import gains

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.service.at import At
    from goodoffices.service.offers import OnTheTable
    from goodoffices.settlement import Scenario

__all__ = ["OfferLine", "offer_lines"]


@dataclass(frozen=True, slots=True)
class OfferLine:
    """`gives` says a side's gain in words; empty where the offer is no whole package."""

    name: str
    title: str
    address: str
    when: str
    standing: str
    badges: tuple[Badge, ...]
    terms: tuple[tuple[str, str], ...]
    gives: tuple[tuple[str, str], ...]
    acceptable: bool
    query: str
    because: str


def offer_lines(
    at: At, offers: Sequence[OnTheTable], scenario: Scenario, scale: int
) -> tuple[OfferLine, ...]:
    """The newest first, numbered in the order in which they were made."""
    names = {issue.id: issue.name for issue in scenario.issues}
    lines = []
    for number, one in zip(range(len(offers), 0, -1), offers, strict=True):
        given = gains(scenario, one.package, scale) if one.package is not None else ()
        act = one.act
        lines.append(
            OfferLine(
                name=offer_name(number),
                title=act.title,
                address=act_address(at, act.id),
                when=in_words(act.happened) if act.happened else "",
                standing=standing_in_words(one.standing) if one.standing else "",
                badges=badges(at, act.audiences),
                terms=tuple((names.get(t.issue, t.issue), t.value) for t in one.terms),
                gives=tuple((gain.name, f"{gain.gain:+g}".replace("-", "−")) for gain in given),
                acceptable=all(gain.gain >= 0 for gain in given),
                query=query_of(scenario, one.package) if one.package is not None else "",
                because=one.because,
            )
        )
    return tuple(lines)
