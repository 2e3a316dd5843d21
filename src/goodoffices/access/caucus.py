"""The two regimes for what a party says in caucus, and when its consent is needed.

    regime                    not in confidence    in confidence
    closed unless released    consent              consent
    may be passed on          no consent           consent

What only people of the mediator's team come to read besides is no passing on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.record.audiences import AudienceKind
from goodoffices.record.frame import CaucusRule
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.record.audiences import Audience

__all__ = ["Covered", "covered_by"]


@dataclass(frozen=True, slots=True)
class Covered:
    """`party` is whose consent is needed before more people read it; None if nobody's."""

    party: str | None
    reason: str


def covered_by(rule: CaucusRule, audience: Audience, *, in_confidence: bool) -> Covered:
    """Which rule covers an entry of this audience, and whose consent a release needs."""
    if audience.kind not in {AudienceKind.CAUCUS, AudienceKind.OWN_ROOM}:
        return Covered(None, say("it was not said in caucus"))
    if audience.kind is AudienceKind.OWN_ROOM:
        return Covered(audience.party, say("a party's own room is opened by that party alone"))
    if in_confidence:
        return Covered(audience.party, say("it was given in confidence: that party must consent"))
    if rule is CaucusRule.CLOSED_UNLESS_RELEASED:
        return Covered(
            audience.party, say("caucus is closed unless released: that party must consent")
        )
    return Covered(
        None, say("what is said in caucus may be passed on, and it was not in confidence")
    )
