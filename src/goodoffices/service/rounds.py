"""Sessions of the talks: each step an entry, the state replayed from them (TK 3).

Every step of a session is for the team's eyes too. What leaves this module is what
`talks.sessions.view` shows the seat that asks; from the opening on that is what each delegation
confirmed and whom it sends (`service.rounds` in docs/declassifications.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import TEAM, Audience, caucus
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.dates import RecordDate
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import say
from goodoffices.service.cases import nothing_here
from goodoffices.service.record import file_account
from goodoffices.service.talk_log import (
    BEGIN,
    NOTICE,
    acting,
    keep,
    replayed,
    step_taken,
    subjects,
    told_to_team,
)
from goodoffices.store.append import writing_to
from goodoffices.talks import sessions
from goodoffices.talks.sessions.events import Cancel, Invite, Keep, Open, Replan
from goodoffices.talks.table import Refusal, Role

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened
    from goodoffices.talks.who import Who

__all__ = [
    "SeenSession",
    "enter_in_record",
    "go_on",
    "plan_session",
    "planned_sessions",
    "session_of",
]

_SESSION = "session"


@dataclass(frozen=True, slots=True)
class SeenSession:
    id: str
    entered: datetime
    view: sessions.SessionView


@transaction.atomic
def plan_session(at: At, plan: sessions.Plan) -> str:
    """Plan a session; the team alone knows of it until the invitation."""
    check_may(at.viewer, Action.TABLE)
    _check_parties(at, plan)
    first = {"protocol": _SESSION, "event": BEGIN, "plan": to_plain(plan)}
    return keep(at, TEAM, first, None)


def _check_parties(at: At, plan: sessions.Plan) -> None:
    if not set(plan.parties) <= {party.id for party in at.frame.parties}:
        raise InputError(say("somebody invited is no party to the case"), where="parties")


def planned_sessions(at: At) -> tuple[SeenSession, ...]:
    """The sessions that this seat sees, the latest first."""
    found = [one for key in subjects(at, _SESSION) if (one := _seen(at, key)) is not None]
    return tuple(sorted(found, key=lambda one: (one.view.plan.begins, one.id), reverse=True))


def session_of(at: At, session_id: str) -> SeenSession:
    """One session; NotFoundError for what is not there or not for this seat."""
    seen = _seen(at, session_id)
    if seen is None:
        raise nothing_here()
    return seen


def _seen(at: At, session_id: str) -> SeenSession | None:
    begun, state = _replayed(at, session_id)
    view = sessions.view(state, at.viewer) if state else None
    if begun is None or view is None:
        return None
    return SeenSession(session_id, begun.entered, view)


@transaction.atomic
def go_on(at: At, session_id: str, events: tuple[sessions.Event, ...]) -> None:
    """Take steps, all or none, as the seat that asks; ConflictingEditError if one is closed."""
    actor = acting(at)
    writing_to(at.case_id)
    _, state = _replayed(at, session_id)
    if state is None or sessions.view(state, at.viewer) is None:
        raise nothing_here()
    for event in events:
        state = _taken(at, session_id, state, event, actor)


def _taken(
    at: At, session_id: str, state: sessions.Session, event: sessions.Event, actor: Who
) -> sessions.Session:
    if isinstance(event, Replan):
        _check_parties(at, event.plan)
    after = sessions.step(state, event, actor)
    if isinstance(after, Refusal):
        raise ConflictingEditError(after.reason, remedy=say("Open the session again"))
    taken = step_taken(event, actor, at.world.clock(), _SESSION)
    keep(at, _audience(event, actor), taken, session_id)
    for party in state.told or after.told:
        told = _notice(after, event)
        if told:
            notice = {"protocol": _SESSION, "event": NOTICE, **told}
            keep(at, caucus(party), notice, session_id)
    return after


def _audience(event: sessions.Event, actor: Who) -> Audience:
    if isinstance(event, Keep):
        return event.minute.audience
    return caucus(actor.party) if actor.role is Role.PARTY else TEAM


def _notice(after: sessions.Session, event: sessions.Event) -> dict[str, object] | None:
    """What those who were invited are told, in their own chains of the journal."""
    match event:
        case Invite():
            return {"of": event.name, "plan": to_plain(after.plan)}
        case Open():
            shown = to_plain(after.confirmed), to_plain(after.delegations)
            return {"of": event.name, "confirmed": shown[0], "delegations": shown[1]}
        case Replan() | Cancel():
            return {"of": event.name}
    return None


@transaction.atomic
def enter_in_record(at: At, session_id: str) -> None:
    """File the session for the team as a meeting that is planned, so that briefings before and
    after it can be planned in the ledger; its act has the id of the session.
    """
    check_may(at.viewer, Action.TABLE)
    plan = session_of(at, session_id).view.plan
    title = say("Session of round {round}", round=plan.round)
    account = Account(
        kind=ActKind.MEET,
        claim=Words("; ".join(plan.agenda) or title),
        title=title,
        venue=plan.venue or None,
        happened=RecordDate(plan.begins.date().isoformat()),
        planned=True,
    )
    file_account(at, account, TEAM, act=session_id)


def _replayed(at: At, session_id: str) -> tuple[Opened | None, sessions.Session | None]:
    told = told_to_team(at, session_id, _SESSION)
    if not told:
        return None, None
    first = sessions.Session(from_plain(sessions.Plan, told[0].payload["plan"]))
    events = sessions.EVENTS
    return told[0], replayed(first, told, events, lambda s, e, w, _: sessions.step(s, e, w))
