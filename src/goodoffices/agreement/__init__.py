"""Agreement: what was accepted, who owes what by when, whether it holds, and the bundle (AG)."""

from __future__ import annotations

from goodoffices.agreement.assemble import assemble
from goodoffices.agreement.bundle import Mediation, bundle, check_bundle
from goodoffices.agreement.holding import Holding, holding
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
    "Agreement",
    "Fact",
    "Finding",
    "Holding",
    "Mediation",
    "Obligation",
    "Origin",
    "Source",
    "Status",
    "Term",
    "Told",
    "assemble",
    "bundle",
    "check_bundle",
    "findings",
    "holding",
]
