"""Agreement: what was accepted, who owes what by when, whether it holds, and the bundle (AG)."""

from __future__ import annotations

from goodoffices.agreement.assemble import assemble
from goodoffices.agreement.bundle import bundle, bundle_faults
from goodoffices.agreement.holding import Against, Holding, holding
from goodoffices.agreement.model import Agreement, Origin, Source, Term
from goodoffices.agreement.obligations import (
    Fact,
    Finding,
    Obligation,
    Status,
    Told,
    findings,
)

__all__ = [
    "Against",
    "Agreement",
    "Fact",
    "Finding",
    "Holding",
    "Obligation",
    "Origin",
    "Source",
    "Status",
    "Term",
    "Told",
    "assemble",
    "bundle",
    "bundle_faults",
    "findings",
    "holding",
]
