"""Who may do what to a proposal, phase by phase (TK 2)."""

from __future__ import annotations

from goodoffices.talks.shuttle.events import Amend, Answer, Convey, Lapse, Prepare, Reply, Withdraw
from goodoffices.talks.shuttle.state import Phase
from goodoffices.talks.table import Role, Row, Table

__all__ = ["ALL_ACCEPT", "NOT_ALL_ACCEPT", "OPEN", "TABLE"]

OPEN = "some have not answered"
ALL_ACCEPT = "all have answered, each with yes"
NOT_ALL_ACCEPT = "all have answered, not each with yes"

TABLE = Table(
    "proposal",
    Phase.DRAFT,
    (
        Row(Phase.DRAFT, Amend.name, Role.MEDIATOR, Phase.DRAFT),
        Row(Phase.DRAFT, Prepare.name, Role.MEDIATOR, Phase.CHECKED),
        Row(Phase.DRAFT, Withdraw.name, Role.MEDIATOR, Phase.WITHDRAWN),
        Row(Phase.CHECKED, Amend.name, Role.MEDIATOR, Phase.DRAFT),
        Row(Phase.CHECKED, Prepare.name, Role.MEDIATOR, Phase.CHECKED),
        Row(Phase.CHECKED, Convey.name, Role.MEDIATOR, Phase.TABLED),
        Row(Phase.CHECKED, Withdraw.name, Role.MEDIATOR, Phase.WITHDRAWN),
        Row(Phase.TABLED, Answer.name, Role.PARTY, Phase.TABLED, OPEN),
        Row(Phase.TABLED, Answer.name, Role.PARTY, Phase.ACCEPTED, ALL_ACCEPT),
        Row(Phase.TABLED, Answer.name, Role.PARTY, Phase.NO_AGREEMENT, NOT_ALL_ACCEPT),
        Row(Phase.TABLED, Reply.name, Role.MEDIATOR, Phase.TABLED),
        Row(Phase.TABLED, Withdraw.name, Role.MEDIATOR, Phase.WITHDRAWN),
        Row(Phase.TABLED, Lapse.name, Role.CLOCK, Phase.LAPSED),
    ),
)
