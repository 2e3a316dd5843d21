"""Who may do what in a bidding, phase by phase (TK 4)."""

from __future__ import annotations

from goodoffices.talks.bids.events import Again, Commit, End, Expire, Reveal
from goodoffices.talks.bids.state import Phase
from goodoffices.talks.table import Role, Row, Table

__all__ = ["ALL", "APART", "MEET", "SOME", "TABLE"]

SOME = "some are missing"
ALL = "all are in"
MEET = "all are in and they overlap"
APART = "all are in and they do not overlap"

TABLE = Table(
    "bidding",
    Phase.COMMITTING,
    (
        Row(Phase.COMMITTING, Commit.name, Role.PARTY, Phase.COMMITTING, SOME),
        Row(Phase.COMMITTING, Commit.name, Role.PARTY, Phase.REVEALING, ALL),
        Row(Phase.COMMITTING, Expire.name, Role.CLOCK, Phase.NO_OVERLAP),
        Row(Phase.COMMITTING, End.name, Role.MEDIATOR, Phase.ENDED),
        Row(Phase.REVEALING, Reveal.name, Role.PARTY, Phase.REVEALING, SOME),
        Row(Phase.REVEALING, Reveal.name, Role.PARTY, Phase.OVERLAP, MEET),
        Row(Phase.REVEALING, Reveal.name, Role.PARTY, Phase.NO_OVERLAP, APART),
        Row(Phase.REVEALING, Expire.name, Role.CLOCK, Phase.NO_OVERLAP),
        Row(Phase.REVEALING, End.name, Role.MEDIATOR, Phase.ENDED),
        Row(Phase.NO_OVERLAP, Again.name, Role.MEDIATOR, Phase.COMMITTING),
        Row(Phase.NO_OVERLAP, End.name, Role.MEDIATOR, Phase.ENDED),
    ),
)
