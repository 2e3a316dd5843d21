"""What is proposed, and what will be announced of the answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodoffices.talks.wording import Choice, Wording, check_choices

__all__ = ["Announce", "Offer"]


class Announce(StrEnum):
    """What the parties are told at the end when not all accept."""

    OUTCOME_ONLY = "outcome_only"
    WHO_ACCEPTED = "who_accepted"


@dataclass(frozen=True, slots=True)
class Offer:
    """What is proposed: words, and the package they stand for where there is one."""

    wording: Wording
    package: tuple[Choice, ...] = ()
    title: str = ""

    def __post_init__(self) -> None:
        check_choices(self.package)
