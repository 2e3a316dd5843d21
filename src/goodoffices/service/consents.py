"""A party's consent before its caucus entry is read by more people: asked, and answered.

It is asked in that party's caucus, and answered there by a delegate, or recorded by the lead
mediator with how and when it was given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may, may
from goodoffices.access.decisions import may_see, narrower
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.record.audiences import Audience, caucus
from goodoffices.saying import say
from goodoffices.service.cases import nothing_here
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append, writing_to
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from goodoffices.service.at import At
    from goodoffices.service.readable import Readable
    from goodoffices.store.opened import Opened

__all__ = ["Consent", "ConsentState", "answer", "ask", "consent", "consent_for", "consents"]


class ConsentState(StrEnum):
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Consent:
    """What `party` was asked: that `entry`, and `files` with it, be read by all who read what is
    for `to`.
    """

    id: str
    entry: str
    to: Audience
    party: str
    asked: datetime
    state: ConsentState
    answered: datetime | None = None
    how: str = ""
    """How and when it was given, where the lead mediator recorded it."""
    files: tuple[str, ...] = ()


def consents(at: At, entry_id: str | None = None) -> tuple[Consent, ...]:
    """What was asked, as far as this seat may see it, in the order of asking."""
    told = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.CONSENT, subject=entry_id)
    answers = {e.payload["asked"]: e for e in told if e.payload["step"] == "answered"}
    return tuple(_consent(e, answers.get(e.id)) for e in told if e.payload["step"] == "asked")


def _consent(asked: Opened, answered: Opened | None) -> Consent:
    payload = asked.payload
    state = ConsentState.ASKED
    if answered:
        state = ConsentState.GIVEN if answered.payload["given"] else ConsentState.REFUSED
    return Consent(
        id=asked.id,
        entry=payload["entry"],
        to=Audience.parse(payload["to"]),
        party=payload["party"],
        asked=asked.entered,
        state=state,
        answered=answered.entered if answered else None,
        how=answered.payload["how"] if answered else "",
        files=tuple(payload["files"]),
    )


def consent(at: At, consent_id: str) -> Consent:
    found = next((one for one in consents(at) if one.id == consent_id), None)
    if found is None:
        raise nothing_here()
    return found


def consent_for(at: At, one: Readable, to: Audience, files: Collection[str] = ()) -> Consent | None:
    """The latest word of the party on these readers or more, and on these files or more; a refusal
    after it counts.
    """
    covering = [
        c for c in consents(at, one.id) if narrower(to, c.to) == to and set(files) <= set(c.files)
    ]
    return covering[-1] if covering else None


def ask(at: At, one: Readable, to: Audience, files: tuple[str, ...] = ()) -> Consent:
    """Ask the party, unless the same was asked and not answered. Inside a transaction."""
    party = one.covered.party
    if party is None:
        raise InputError(say("nobody's consent is needed"), where="to")
    earlier = consent_for(at, one, to, files)
    if earlier and earlier.state is not ConsentState.REFUSED:
        return earlier
    payload = {
        "step": "asked",
        "entry": one.id,
        "to": to.key,
        "party": party,
        "files": list(files),
    }
    asked = _append(at, party, one.id, payload)
    return Consent(asked, one.id, to, party, at.world.clock(), ConsentState.ASKED, files=files)


@transaction.atomic
def answer(at: At, consent_id: str, *, given: bool, how: str = "") -> None:
    """Answer as a delegate of the party, or record as the lead what the party said, and how."""
    writing_to(at.case_id)
    asked = consent(at, consent_id)
    of_party = bool(may(at.viewer, Action.CONSENT)) and at.viewer.side == asked.party
    if not of_party:
        check_may(at.viewer, Action.RELEASE)
        if not how.strip():
            raise InputError(say("say how and when the party answered"), where="how")
    if not may_see(at.viewer, caucus(asked.party)):
        raise nothing_here()
    if asked.state is not ConsentState.ASKED:
        raise ConflictingEditError(
            say("this was answered meanwhile"),
            remedy=say("Look at the answer; it can be asked again"),
        )
    payload = {"step": "answered", "asked": asked.id, "given": given, "how": how.strip()}
    _append(at, asked.party, asked.entry, payload)


def _append(at: At, party: str, entry: str, payload: Mapping[str, object]) -> str:
    return append(
        at.case_id,
        NewEntry(
            genre=Genre.CONSENT,
            audience=caucus(party),
            payload=payload,
            entered=at.world.clock(),
            seat=at.seat,
            subject=entry,
        ),
        at.world.keys,
        at.world.new_id,
    )
