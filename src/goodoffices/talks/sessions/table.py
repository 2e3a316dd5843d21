"""Who may do what to a session, phase by phase (TK 3)."""

from __future__ import annotations

from goodoffices.talks.sessions.events import (
    Adjourn,
    Cancel,
    Close,
    Confirm,
    Decline,
    Invite,
    Keep,
    Name,
    Open,
    Replan,
    Resume,
)
from goodoffices.talks.sessions.state import Phase
from goodoffices.talks.table import Role, Row, Table

__all__ = ["TABLE"]

TABLE = Table(
    "session",
    Phase.PLANNED,
    (
        Row(Phase.PLANNED, Replan.name, Role.MEDIATOR, Phase.PLANNED),
        Row(Phase.PLANNED, Invite.name, Role.MEDIATOR, Phase.INVITED),
        Row(Phase.PLANNED, Cancel.name, Role.MEDIATOR, Phase.CANCELLED),
        Row(Phase.INVITED, Confirm.name, Role.PARTY, Phase.INVITED),
        Row(Phase.INVITED, Decline.name, Role.PARTY, Phase.INVITED),
        Row(Phase.INVITED, Name.name, Role.PARTY, Phase.INVITED),
        Row(Phase.INVITED, Replan.name, Role.MEDIATOR, Phase.PLANNED),
        Row(Phase.INVITED, Open.name, Role.MEDIATOR, Phase.OPEN),
        Row(Phase.INVITED, Cancel.name, Role.MEDIATOR, Phase.CANCELLED),
        Row(Phase.OPEN, Adjourn.name, Role.MEDIATOR, Phase.ADJOURNED),
        Row(Phase.OPEN, Close.name, Role.MEDIATOR, Phase.CLOSED),
        Row(Phase.OPEN, Keep.name, Role.MEDIATOR, Phase.OPEN),
        Row(Phase.ADJOURNED, Resume.name, Role.MEDIATOR, Phase.OPEN),
        Row(Phase.ADJOURNED, Close.name, Role.MEDIATOR, Phase.CLOSED),
        Row(Phase.ADJOURNED, Keep.name, Role.MEDIATOR, Phase.ADJOURNED),
    ),
)
