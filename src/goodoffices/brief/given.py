"""What a brief is made from: values that one seat may see, and nothing else.

Whoever gathers the input has asked `access`; the brief adds nothing and looks nothing up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from goodoffices.brief.document import Length
from goodoffices.charts.points import Offer
from goodoffices.errors import InputError
from goodoffices.record.acts import Act
from goodoffices.record.briefings import Briefing
from goodoffices.record.frame import Frame
from goodoffices.record.models import Assumption
from goodoffices.record.standing import Standing
from goodoffices.saying import say
from goodoffices.settlement.offers import Offer as Made
from goodoffices.settlement.result import Settlement
from goodoffices.stability.result import StabilityResult

__all__ = ["BriefInput", "ConflictPart", "SettlementPart", "Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """A report by its title, where it came from and when it was published."""

    title: str
    origin: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class ConflictPart:
    """A model of the conflict that has been analysed; `wanted` is the state the team aims at."""

    result: StabilityResult
    assumptions: tuple[Assumption, ...] = ()
    illustrative: bool = False
    wanted: int | None = None


@dataclass(frozen=True, slots=True)
class SettlementPart:
    """A negotiation that has been settled, the packages that are on the table, and the offers that
    the parties made, the oldest first.
    """

    settlement: Settlement
    assumptions: tuple[Assumption, ...] = ()
    illustrative: bool = False
    offers: tuple[Offer, ...] = ()
    made: tuple[Made, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefInput:
    """`reader` is the seat in words; `audience` the key of those the brief is made for."""

    frame: Frame
    reader: str
    audience: str
    as_of: date
    acts: tuple[Act, ...] = ()
    standings: tuple[Standing, ...] = ()
    briefings: tuple[Briefing, ...] = ()
    conflict: ConflictPart | None = None
    settlement: SettlementPart | None = None
    reports: Mapping[str, Source] = field(default_factory=dict)
    length: Length = Length.FULL
    since: date | None = None
    """The day of the brief before, where what changed is to be told."""
    latest: tuple[str, ...] = ()
    """The latest acts, newest first, where the record has more than are given here."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "reports", MappingProxyType(dict(self.reports)))
        known = {act.id for act in self.acts}
        for standing in self.standings:
            if not known.issuperset({standing.act, *standing.because}):
                raise InputError(
                    say("a standing speaks of an act that was not given"), where="brief"
                )
        for briefing in self.briefings:
            if not known.issuperset({briefing.contact, *briefing.acts}):
                raise InputError(
                    say("a briefing speaks of an act that was not given"), where="brief"
                )
