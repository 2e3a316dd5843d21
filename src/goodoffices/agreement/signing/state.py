"""An agreement as it stands between draft and conclusion, and what is told of it after (AG 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from goodoffices.agreement.model import Agreement
from goodoffices.agreement.obligations import Told
from goodoffices.record.audiences import Audience

__all__ = ["Paper", "Phase", "Report", "Signature"]


class Phase(StrEnum):
    DRAFT = "draft"
    SIGNING = "for signature"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Signature:
    """`names` sign for the party, by a seat of its delegation."""

    party: str
    names: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of an obligation, and for whom."""

    told: Told
    audience: Audience


@dataclass(frozen=True, slots=True)
class Paper:
    """`laid`: whether the parties have it before them; `between_all`: whether all of the case
    are bound, so that what is joint is for the bound alone. `outcome`: what it comes to in the
    conflict model, as the team named it (AG 5); no part of what is signed.
    """

    agreement: Agreement
    between_all: bool = True
    phase: Phase = Phase.DRAFT
    laid: bool = False
    signatures: tuple[Signature, ...] = ()
    reports: tuple[Report, ...] = ()
    outcome: str = ""

    def has_signed(self, party: str) -> bool:
        return any(one.party == party for one in self.signatures)

    @property
    def concluded(self) -> datetime | None:
        """When the last of them signed."""
        if self.phase is not Phase.CONCLUDED:
            return None
        return max(one.at for one in self.signatures)
