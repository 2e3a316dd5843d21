"""Single negotiating texts between the parties of a case: each step an entry (TK 5).

Every step of a text is for the team's eyes too, so a text is replayed from what the team was told.
What leaves this module is what `talks.text.view` shows the seat that asks. What parties are shown
of a step of the team's is written down for them beside it. That a clause is agreed is told once all
have accepted it (`service.texts` in docs/declassifications.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.journal.canonical import digest
from goodoffices.record.audiences import JOINT, TEAM, Audience, caucus
from goodoffices.record.codec import to_plain
from goodoffices.saying import say
from goodoffices.service.cases import nothing_here
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
from goodoffices.talks import text
from goodoffices.talks.table import Refusal
from goodoffices.talks.text import ClausePhase
from goodoffices.talks.text.events import (
    Accept,
    Add,
    Hold,
    Lift,
    Remark,
    Reserve,
    Revise,
    Table,
)

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened
    from goodoffices.talks.who import Who

__all__ = ["SeenText", "begin_text", "change_text", "text_of", "texts", "write_on_text"]

_TEXT = "text"
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class SeenText:
    """A text as this seat sees it; `check` is the fingerprint of what is put before the parties."""

    id: str
    title: str
    entered: datetime
    view: text.Text
    check: str = ""


@transaction.atomic
def begin_text(at: At, title: str, authoritative: str, versions: tuple[text.Version, ...]) -> str:
    """Begin a text between all parties, with its first clauses; the team alone sees it."""
    check_may(at.viewer, Action.TABLE)
    if not title.strip():
        raise InputError(say("the text has no title"), where="title")
    if len(title) > _LONGEST_TITLE:
        raise InputError(say("the title is too long"), where="title")
    parties = [party.id for party in at.frame.parties]
    first = {"title": title.strip(), "authoritative": authoritative, "parties": parties}
    made = keep(at, TEAM, {"protocol": _TEXT, "event": BEGIN, **first}, None)
    for version in versions:
        _take(at, made, Add(at.world.new_id(), version))
    return made


def texts(at: At) -> tuple[SeenText, ...]:
    """The texts that this seat sees, newest first."""
    found = (_seen(at, subject) for subject in reversed(subjects(at, _TEXT)))
    return tuple(one for one in found if one is not None)


def text_of(at: At, text_id: str) -> SeenText:
    """One text; NotFoundError for what is not there or not for this seat."""
    seen = _seen(at, text_id)
    if seen is None:
        raise nothing_here()
    return seen


def _seen(at: At, text_id: str) -> SeenText | None:
    found = _replayed(at, text_id)
    view = text.view(found[1], at.viewer) if found else None
    if found is None or view is None:
        return None
    begun, state = found
    check = _check(state) if at.viewer.in_team else ""
    return SeenText(text_id, begun.payload["title"], begun.entered, view, check)


@transaction.atomic
def write_on_text(at: At, text_id: str, event: text.Event, check: str | None = None) -> SeenText:
    """Take one step, as the seat that asks; ConflictingEditError with the reason if it is closed.

    `check` repeats the fingerprint of what was shown when the step was asked for.
    """
    return change_text(at, text_id, (event,), check)


@transaction.atomic
def change_text(
    at: At, text_id: str, events: tuple[text.Event, ...], check: str | None = None
) -> SeenText:
    """Take several steps, all or none."""
    writing_to(at.case_id)
    seen = text_of(at, text_id)
    if check is not None and check != seen.check:
        raise ConflictingEditError(
            say("somebody else has changed the text meanwhile"), remedy=say("Look at it again")
        )
    for event in events:
        _take(at, text_id, event)
    return text_of(at, text_id)


def _take(at: At, text_id: str, event: text.Event) -> None:
    actor = acting(at)
    found = _replayed(at, text_id)
    if found is None:
        raise nothing_here()
    _, state = found
    if isinstance(event, Remark) and not state.tabled and event.audience != TEAM:
        raise InputError(
            say("the parties do not see the text yet"),
            where="audience",
            remedy=say("Comment for the team"),
        )
    after = text.step(state, event, actor)
    if isinstance(after, Refusal):
        raise ConflictingEditError(after.reason, remedy=say("Open the text again"))
    taken = step_taken(event, actor, at.world.clock(), _TEXT)
    keep(at, _audience(state, event, actor), taken, text_id)
    told = _notice(found[0], state, after, event)
    if told:
        keep(at, JOINT, {"protocol": _TEXT, "event": NOTICE, **told}, text_id)


def _audience(state: text.Text, event: text.Event, actor: Who) -> Audience:
    """For whom a step is written down: the team and whoever else it is between."""
    match event:
        case Hold() | Remark():
            return event.audience
        case Reserve() | Accept():
            return caucus(actor.party)
        case Lift():
            clause = state.clause(event.clause)
            held = [b.audience for b in clause.brackets if b.id == event.id] if clause else []
            return held[0] if held else caucus(actor.party)
    return TEAM


def _notice(
    begun: Opened, state: text.Text, after: text.Text, event: text.Event
) -> dict[str, object] | None:
    """What all parties are told of a step, in their own chain of the journal."""
    match event:
        case Table():
            shown = [
                {"clause": c.id, "version": _shown(c.version)}
                for c in after.clauses
                if c.phase is not ClausePhase.STRUCK
            ]
            return {"of": event.name, "title": begun.payload["title"], "clauses": shown}
        case Accept():
            was, now = state.clause(event.clause), after.clause(event.clause)
            if was is None or now is None or was.phase is now.phase:
                return None
            return {"of": "agreed", "clause": event.clause, "check": event.check}
        case Hold() | Remark() | Reserve() | Lift():
            return None
        case _ if not after.tabled:
            return None
        case Add() | Revise():
            told = to_plain(replace(event, version=replace(event.version, proposal="")))
            return {"of": event.name, "data": told}
    return {"of": event.name, "data": to_plain(event)}


def _shown(version: text.Version) -> object:
    return to_plain(replace(version, proposal=""))


def _check(state: text.Text) -> str:
    """Fingerprint of the wordings as they stand, in their order."""
    return digest([[c.id, str(c.phase), c.version.check] for c in state.clauses]).hex()


def _replayed(at: At, text_id: str) -> tuple[Opened, text.Text] | None:
    """The beginning and the whole state; None if there is no such text."""
    told = told_to_team(at, text_id, _TEXT)
    if not told:
        return None
    begun = told[0].payload
    first = text.Text(tuple(begun["parties"]), begun["authoritative"])
    return told[0], replayed(first, told, text.EVENTS, lambda s, e, w, _: text.step(s, e, w))
