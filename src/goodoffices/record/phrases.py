"""A headline for an act in plain English: who does what to whom, by which channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.record.accounts import Account, Mention

__all__ = ["KIND_NAMES", "headline", "people"]

# kind: (name of the act, verb phrase, preposition before the target)
_PHRASES: dict[ActKind, tuple[str, str, str]] = {
    ActKind.REQUEST_MEDIATION: ("Request for mediation", "asks for mediation", "from"),
    ActKind.OFFER_MEDIATION: ("Offer of good offices", "offers to mediate", "to"),
    ActKind.ACCEPT_MEDIATION: ("Acceptance of mediation", "is open to mediation", "by"),
    ActKind.REJECT_MEDIATION: ("Refusal of mediation", "rejects mediation", "by"),
    ActKind.MEDIATE: ("Mediation", "mediates", "with"),
    ActKind.CALL_FOR_TALKS: ("Call for talks", "calls for talks", "with"),
    ActKind.AGREE_TO_TALK: ("Readiness to talk", "is ready to talk", "with"),
    ActKind.READY_AT_VENUE: ("Delegation ready", "has a delegation ready to talk", "with"),
    ActKind.REJECT_TALKS: ("Refusal of talks", "refuses to talk", "with"),
    ActKind.NEGOTIATE: ("Negotiation", "negotiates", "with"),
    ActKind.MEET: ("Meeting", "meets", ""),
    ActKind.PHONE_CALL: ("Telephone call", "speaks by telephone", "with"),
    ActKind.VISIT: ("Visit", "travels", "to"),
    ActKind.BRIEF_THIRD_PARTY: ("Briefing", "briefs", ""),
    ActKind.PROPOSE: ("Proposal", "proposes terms", "to"),
    ActKind.AGREEMENT: ("Agreement", "concludes an agreement", "with"),
    ActKind.REJECT_TERMS: ("Rejection of terms", "rejects terms", "of"),
    ActKind.HALT_TALKS: ("Talks halted", "breaks off talks", "with"),
    ActKind.DECLARE_CEASEFIRE: ("Ceasefire", "declares a ceasefire", "with"),
    ActKind.END_CEASEFIRE: ("End of ceasefire", "ends a ceasefire", "with"),
    ActKind.APPEAL: ("Appeal", "appeals", "to"),
    ActKind.CONDEMN: ("Condemnation", "condemns", ""),
    ActKind.ACCUSE: ("Accusation", "accuses", ""),
    ActKind.DENY: ("Denial", "denies a claim", "of"),
    ActKind.CONFIRM: ("Confirmation", "confirms a report", "of"),
    ActKind.PRAISE: ("Praise", "praises", ""),
    ActKind.THREATEN: ("Threat", "threatens", ""),
    ActKind.WARN: ("Warning", "warns", ""),
    ActKind.RECALL_ENVOY: ("Recall of an envoy", "recalls its envoy", "from"),
    ActKind.APPOINT: ("Appointment", "appoints", ""),
    ActKind.PROTEST: ("Protest", "protests", "against"),
    ActKind.USE_FORCE: ("Use of force", "uses force", "against"),
    ActKind.NO_ANSWER: ("No answer", "gives no answer", "to"),
    ActKind.STATE_POSITION: ("Statement", "states its position", "to"),
}

KIND_NAMES: dict[ActKind, str] = {kind: names[0] for kind, names in _PHRASES.items()}


def people(mentions: Sequence[Mention]) -> str:
    """Names in a row; the side a person acts for in brackets."""
    names = [m.name if m.side == m.name else f"{m.name} ({m.state})" for m in mentions]
    if len(names) < 2:  # noqa: PLR2004 (one name needs no 'and')
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def headline(account: Account) -> str:
    """`Naftali Bennett (Israel) offers to mediate to ...`; the unknown is left out."""
    name, verb, preposition = _PHRASES[account.kind]
    if not account.actors:
        whom = people(account.targets)
        return f"{name}: {whom}" if whom else name
    parts = [people(account.actors), verb]
    if account.targets:
        parts += [preposition, people(account.targets)]
    line = " ".join(part for part in parts if part)
    if account.channel and account.channel not in verb:
        line += f", by {account.channel}" if account.channel != "meeting" else ", in a meeting"
    if account.venue:
        line += f" ({account.venue})"
    return line
