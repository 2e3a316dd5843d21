"""Agreements put together from what was accepted, laid for signature and followed up (AG 1-3, 6).

Every step is for the team's eyes too, so an agreement is replayed from what the team was told; what
leaves this module is what `agreement.signing.view` shows the seat that asks. That it is concluded
is told once all have signed (`service.agreements` in docs/declassifications.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.agreement import Agreement, Finding, assemble, findings
from goodoffices.agreement import signing as paper
from goodoffices.agreement.signing import Foresee, Lay, Paper, Phase, Recall, Sign, Tell, Withdraw
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.record.audiences import TEAM, Audience, caucus
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.saying import say
from goodoffices.service.cases import nothing_here
from goodoffices.service.outcomes import check_outcome
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
from goodoffices.service.talks import accepted_proposals
from goodoffices.service.texts import texts
from goodoffices.store.append import writing_to
from goodoffices.talks import shuttle, text
from goodoffices.talks.table import Refusal

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = [
    "Ready",
    "SeenAgreement",
    "agreement_of",
    "agreements",
    "begin_agreement",
    "ready",
    "write_on_agreement",
]

_AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class SeenAgreement:
    """An agreement as this seat sees it; `found` says where each obligation stands today."""

    id: str
    entered: datetime
    view: Paper
    found: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """What can become terms, by id: proposals accepted by all parties, texts agreed by all."""

    proposals: dict[str, shuttle.Proposal]
    texts: dict[str, tuple[str, text.Text]]


def ready(at: At) -> Ready:
    """For the team: what all parties of the case have accepted."""
    parties = {party.id for party in at.frame.parties}
    proposals = {k: p for k, p in accepted_proposals(at).items() if set(p.to) == parties}
    agreed = {
        one.id: (one.title, one.view) for one in texts(at) if one.view.phase is text.Phase.AGREED
    }
    return Ready(proposals, agreed)


@transaction.atomic
def begin_agreement(at: At, title: str, proposals: tuple[str, ...], taken: tuple[str, ...]) -> str:
    """Put an agreement between all parties together; the team alone sees it.

    InputError for what is not accepted by all, and where two terms settle one issue in two ways.
    """
    check_may(at.viewer, Action.TABLE)
    if not title.strip():
        raise InputError(say("the agreement has no title"), where="title")
    there = ready(at)
    missing = [key for key in proposals if key not in there.proposals]
    missing += [key for key in taken if key not in there.texts]
    if missing:
        raise InputError(say("that was not accepted by all"), where="terms")
    made = assemble(
        title.strip(),
        tuple(party.id for party in at.frame.parties),
        {key: there.proposals[key] for key in proposals},
        {key: there.texts[key][1] for key in taken},
        next((there.texts[key][1].authoritative for key in taken), at.frame.language),
    )
    first = {"protocol": _AGREEMENT, "event": BEGIN, "agreement": to_plain(made)}
    return keep(at, TEAM, first, None)


def agreements(at: At) -> tuple[SeenAgreement, ...]:
    """The agreements that this seat sees, newest first."""
    found = (_seen(at, subject) for subject in reversed(subjects(at, _AGREEMENT)))
    return tuple(one for one in found if one is not None)


def agreement_of(at: At, agreement_id: str) -> SeenAgreement:
    """One agreement; NotFoundError for what is not there or not for this seat."""
    seen = _seen(at, agreement_id)
    if seen is None:
        raise nothing_here()
    return seen


def _seen(at: At, agreement_id: str) -> SeenAgreement | None:
    begun, state = _replayed(at, agreement_id)
    view = paper.view(state, at.viewer) if state else None
    if begun is None or view is None:
        return None
    told = [report.told for report in view.reports]
    found = findings(view.agreement.obligations, told, at.world.clock().date())
    return SeenAgreement(agreement_id, begun.entered, view, found)


@transaction.atomic
def write_on_agreement(at: At, agreement_id: str, event: paper.Event) -> SeenAgreement:
    """Take one step, as the seat that asks; ConflictingEditError if it is closed."""
    actor = acting(at)
    writing_to(at.case_id)
    _, state = _replayed(at, agreement_id)
    if state is None or paper.view(state, at.viewer) is None:
        raise nothing_here()
    now = at.world.clock()
    after = paper.step(state, event, actor, now)
    if isinstance(after, Refusal):
        raise ConflictingEditError(after.reason, remedy=say("Open the agreement again"))
    if isinstance(event, Foresee):
        check_outcome(at, event.outcome)
    if isinstance(event, Tell):
        audience = event.audience
    else:
        audience = caucus(actor.party) if isinstance(event, Sign) else TEAM
    keep(at, audience, step_taken(event, actor, now, _AGREEMENT), agreement_id)
    for told in _notices(state, after, event):
        for party in state.agreement.parties:
            _notify(at, caucus(party), told, agreement_id)
    return agreement_of(at, agreement_id)


def _notify(at: At, audience: Audience, told: dict[str, object], agreement_id: str) -> None:
    keep(at, audience, {"protocol": _AGREEMENT, "event": NOTICE, **told}, agreement_id)


def _notices(state: Paper, after: Paper, event: paper.Event) -> tuple[dict[str, object], ...]:
    """What those who are bound are told, in their own chains of the journal."""
    if isinstance(event, Lay):
        return ({"of": event.name, "agreement": to_plain(after.agreement)},)
    if isinstance(event, Sign) and after.phase is Phase.CONCLUDED:
        return ({"of": "concluded", "signatures": to_plain(after.signatures)},)
    if isinstance(event, Recall | Withdraw) and state.laid:
        return ({"of": event.name},)
    return ()


def _replayed(at: At, agreement_id: str) -> tuple[Opened | None, Paper | None]:
    told = told_to_team(at, agreement_id, _AGREEMENT)
    if not told:
        return None, None
    made = from_plain(Agreement, told[0].payload["agreement"])
    between_all = set(made.parties) == {party.id for party in at.frame.parties}
    return told[0], replayed(Paper(made, between_all), told, paper.EVENTS, paper.step)
