"""Who may do what to an agreement, phase by phase (AG 6)."""

from __future__ import annotations

from goodoffices.agreement.signing.events import (
    Drop,
    Foresee,
    Lay,
    Oblige,
    Recall,
    Sign,
    Tell,
    Withdraw,
)
from goodoffices.agreement.signing.state import Phase
from goodoffices.talks.table import Role, Row, Table

__all__ = ["ALL", "SOME", "TABLE"]

SOME = "some have not signed"
ALL = "all have signed"

TABLE = Table(
    "agreement",
    Phase.DRAFT,
    (
        Row(Phase.DRAFT, Oblige.name, Role.MEDIATOR, Phase.DRAFT),
        Row(Phase.DRAFT, Drop.name, Role.MEDIATOR, Phase.DRAFT),
        Row(Phase.DRAFT, Foresee.name, Role.MEDIATOR, Phase.DRAFT),
        Row(Phase.DRAFT, Lay.name, Role.MEDIATOR, Phase.SIGNING),
        Row(Phase.DRAFT, Withdraw.name, Role.MEDIATOR, Phase.WITHDRAWN),
        Row(Phase.SIGNING, Sign.name, Role.PARTY, Phase.SIGNING, SOME),
        Row(Phase.SIGNING, Sign.name, Role.PARTY, Phase.CONCLUDED, ALL),
        Row(Phase.SIGNING, Foresee.name, Role.MEDIATOR, Phase.SIGNING),
        Row(Phase.SIGNING, Recall.name, Role.MEDIATOR, Phase.DRAFT),
        Row(Phase.SIGNING, Withdraw.name, Role.MEDIATOR, Phase.WITHDRAWN),
        Row(Phase.CONCLUDED, Foresee.name, Role.MEDIATOR, Phase.CONCLUDED),
        Row(Phase.CONCLUDED, Tell.name, Role.PARTY, Phase.CONCLUDED),
        Row(Phase.CONCLUDED, Tell.name, Role.MEDIATOR, Phase.CONCLUDED),
    ),
)
