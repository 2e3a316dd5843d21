"""The mediator's next proposal, from what the parties answered in their own rooms (NB 21).

The case says whether the mediator sees what each party wants or only the package; every party
agrees to that, and may take it back. `next_proposal` reads across the rooms of those who agreed and
of nobody else; what leaves it is listed in docs/declassifications.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.record.audiences import JOINT, caucus
from goodoffices.service.cases import nothing_here
from goodoffices.service.elicitation import answers_of
from goodoffices.service.sides import matter
from goodoffices.service.talk_log import keep
from goodoffices.settlement.draft import Draft
from goodoffices.settlement.elicitation import Mediation, Proposed
from goodoffices.settlement.issues import Issue
from goodoffices.store import queries
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.service.elicitation import OwnAnswers
    from goodoffices.store.opened import Opened

__all__ = [
    "Consent",
    "NextProposal",
    "Shows",
    "Wanted",
    "choose_what_is_shown",
    "consent_to_proposals",
    "consents_to_proposals",
    "next_proposal",
    "what_is_shown",
]

_PROTOCOL, _CHOSEN, _CONSENT = "next proposal", "chosen", "consent"


class Shows(StrEnum):
    """What the mediator sees of the parties' answers."""

    PACKAGE = "package"
    WANTS = "wants"


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether a party agrees that its answers count, under what the case shows now."""

    party: str
    given: bool
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a party wants as far as its answers tell: the part of all that hangs on each issue, the
    place of each value of it, and that of no agreement; from 0 to 1.
    """

    party: str
    weights: tuple[float, ...]
    scores: tuple[tuple[float, ...], ...]
    fallback: float


@dataclass(frozen=True, slots=True)
class NextProposal:
    """`proposed` once all parties agreed; `wanted` only where the case shows it."""

    issues: tuple[Issue, ...]
    shows: Shows
    consents: tuple[Consent, ...]
    proposed: Proposed | None
    wanted: tuple[Wanted, ...] = ()


def what_is_shown(at: At) -> Shows:
    """What the mediator sees in this case: the package alone unless it was chosen otherwise."""
    told = [e for e in _entries(at) if e.payload["event"] == _CHOSEN]
    return Shows(told[-1].payload["shows"]) if told else Shows.PACKAGE


@transaction.atomic
def choose_what_is_shown(at: At, shows: Shows) -> None:
    """Set it, for all parties to read; what they agreed to under another setting falls."""
    check_may(at.viewer, Action.TABLE)
    keep(at, JOINT, _payload(_CHOSEN, shows=shows.value), None)


@transaction.atomic
def consent_to_proposals(at: At, shows: Shows, *, given: bool) -> None:
    """A party agrees that its answers count under this setting, or takes that back."""
    check_may(at.viewer, Action.STATE_PREFERENCES)
    party = at.viewer.side or ""
    told = _payload(_CONSENT, party=party, shows=shows.value, given=given)
    keep(at, caucus(party), told, None)


def consents_to_proposals(at: At) -> tuple[Consent, ...]:
    """Of each party of what is negotiated that this seat may know of: the team of all."""
    shared = matter(at)
    if shared is None:
        raise nothing_here()
    shows, last = what_is_shown(at), _last_consents(at)
    named = [str(table["id"]) for table in Draft.opened(shared.matter.source).parties]
    if not at.viewer.in_team:
        named = [party for party in named if party == at.viewer.side]
    return tuple(_consent(party, last.get(party), shows) for party in named)


def _last_consents(at: At) -> dict[str, Opened]:
    return {
        e.payload["party"]: e
        for e in _entries(at)
        # only a party itself speaks for it
        if e.payload["event"] == _CONSENT and e.audience == caucus(e.payload["party"])
    }


def _consent(party: str, last: Opened | None, shows: Shows) -> Consent:
    if last is None or not last.payload["given"] or last.payload["shows"] != shows.value:
        return Consent(party, given=False)
    return Consent(party, given=True, since=last.entered)


def next_proposal(at: At) -> NextProposal:
    """The package to table next: Mediation over the answers of all parties, once all agreed."""
    check_may(at.viewer, Action.TABLE)
    consents, shows = consents_to_proposals(at), what_is_shown(at)
    shared = matter(at)
    if shared is None:
        raise nothing_here()
    issues = tuple(Draft.opened(shared.matter.source).issues)
    if not all(one.given for one in consents):
        return NextProposal(issues, shows, consents, None)
    told = [answers_of(at, one.party) for one in consents]
    mediation = _together(issues, told)
    wanted = _wanted(mediation, consents) if shows is Shows.WANTS else ()
    return NextProposal(issues, shows, consents, mediation.proposal(), wanted)


def _together(issues: tuple[Issue, ...], told: list[OwnAnswers]) -> Mediation:
    conditions = tuple(dict.fromkeys(c for one in told for c in one.conditions))
    mediation = Mediation.begin(issues, len(told), conditions=conditions)
    for number, one in enumerate(told):
        for question, answer in one.pairs:
            mediation = mediation.answered(number, question, answer)
    return mediation


def _wanted(mediation: Mediation, consents: tuple[Consent, ...]) -> tuple[Wanted, ...]:
    found = []
    for one, belief in zip(consents, mediation.beliefs, strict=True):
        shape, mean = belief.shape, [float(number) for number in belief.mean]
        places = [(j, shape.score(j, 0)) for j in range(shape.issues)]
        found.append(
            Wanted(
                one.party,
                tuple(mean[: shape.issues]),
                tuple(tuple(mean[p : p + shape.sizes[j]]) for j, p in places),
                mean[-1],
            )
        )
    return tuple(found)


def _entries(at: At) -> tuple[Opened, ...]:
    told = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.TALK)
    return tuple(e for e in told if e.payload.get("protocol") == _PROTOCOL)


def _payload(event: str, **rest: Any) -> dict[str, Any]:
    return {"protocol": _PROTOCOL, "event": event, **rest}
