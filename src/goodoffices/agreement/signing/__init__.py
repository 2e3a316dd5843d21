"""An agreement on its way: obligations written, laid for signature, signed, followed up (AG 6)."""

from __future__ import annotations

from goodoffices.agreement.signing.events import (
    EVENTS,
    Drop,
    Event,
    Foresee,
    Lay,
    Oblige,
    Recall,
    Sign,
    Tell,
    Withdraw,
)
from goodoffices.agreement.signing.state import Paper, Phase, Report, Signature
from goodoffices.agreement.signing.step import step
from goodoffices.agreement.signing.table import TABLE
from goodoffices.agreement.signing.view import view

__all__ = [
    "EVENTS",
    "TABLE",
    "Drop",
    "Event",
    "Foresee",
    "Lay",
    "Oblige",
    "Paper",
    "Phase",
    "Recall",
    "Report",
    "Sign",
    "Signature",
    "Tell",
    "Withdraw",
    "step",
    "view",
]
