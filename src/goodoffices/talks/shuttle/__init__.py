"""Shuttle proposals: tabled to chosen parties, answered at the same time and unseen (TK 2)."""

from __future__ import annotations

from goodoffices.talks.shuttle.events import (
    EVENTS,
    Amend,
    Answer,
    AnswerKind,
    Convey,
    Event,
    Lapse,
    Prepare,
    Reply,
    Withdraw,
)
from goodoffices.talks.shuttle.offer import Announce, Offer
from goodoffices.talks.shuttle.state import Phase, Proposal
from goodoffices.talks.shuttle.step import step
from goodoffices.talks.shuttle.table import TABLE
from goodoffices.talks.shuttle.view import ProposalView, view

__all__ = [
    "EVENTS",
    "TABLE",
    "Amend",
    "Announce",
    "Answer",
    "AnswerKind",
    "Convey",
    "Event",
    "Lapse",
    "Offer",
    "Phase",
    "Prepare",
    "Proposal",
    "ProposalView",
    "Reply",
    "Withdraw",
    "step",
    "view",
]
