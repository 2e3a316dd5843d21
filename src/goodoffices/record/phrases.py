"""A headline for an act in plain words: who does what to whom, by which channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import Names, all_of, mark, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.record.accounts import Account, Mention

__all__ = ["KIND_NAMES", "headline", "people"]

# kind: (name of the act, who does it, who does it to whom)
_PHRASES: dict[ActKind, tuple[str, str, str]] = {
    ActKind.REQUEST_MEDIATION: (
        mark("Request for mediation"),
        mark("{who} asks for mediation"),
        mark("{who} asks for mediation from {whom}"),
    ),
    ActKind.OFFER_MEDIATION: (
        mark("Offer of good offices"),
        mark("{who} offers to mediate"),
        mark("{who} offers to mediate to {whom}"),
    ),
    ActKind.ACCEPT_MEDIATION: (
        mark("Acceptance of mediation"),
        mark("{who} is open to mediation"),
        mark("{who} is open to mediation by {whom}"),
    ),
    ActKind.REJECT_MEDIATION: (
        mark("Refusal of mediation"),
        mark("{who} rejects mediation"),
        mark("{who} rejects mediation by {whom}"),
    ),
    ActKind.MEDIATE: (
        mark("Mediation"),
        mark("{who} mediates"),
        mark("{who} mediates with {whom}"),
    ),
    ActKind.CALL_FOR_TALKS: (
        mark("Call for talks"),
        mark("{who} calls for talks"),
        mark("{who} calls for talks with {whom}"),
    ),
    ActKind.AGREE_TO_TALK: (
        mark("Readiness to talk"),
        mark("{who} is ready to talk"),
        mark("{who} is ready to talk with {whom}"),
    ),
    ActKind.READY_AT_VENUE: (
        mark("Delegation ready"),
        mark("{who} has a delegation ready to talk"),
        mark("{who} has a delegation ready to talk with {whom}"),
    ),
    ActKind.REJECT_TALKS: (
        mark("Refusal of talks"),
        mark("{who} refuses to talk"),
        mark("{who} refuses to talk with {whom}"),
    ),
    ActKind.NEGOTIATE: (
        mark("Negotiation"),
        mark("{who} negotiates"),
        mark("{who} negotiates with {whom}"),
    ),
    ActKind.MEET: (
        mark("Meeting"),
        mark("{who} meets"),
        mark("{who} meets {whom}"),
    ),
    ActKind.PHONE_CALL: (
        mark("Telephone call"),
        mark("{who} speaks by telephone"),
        mark("{who} speaks by telephone with {whom}"),
    ),
    ActKind.VISIT: (
        mark("Visit"),
        mark("{who} travels"),
        mark("{who} travels to {whom}"),
    ),
    ActKind.BRIEF_THIRD_PARTY: (
        mark("Briefing"),
        mark("{who} briefs"),
        mark("{who} briefs {whom}"),
    ),
    ActKind.PROPOSE: (
        mark("Proposal"),
        mark("{who} proposes terms"),
        mark("{who} proposes terms to {whom}"),
    ),
    ActKind.AGREEMENT: (
        mark("Agreement"),
        mark("{who} concludes an agreement"),
        mark("{who} concludes an agreement with {whom}"),
    ),
    ActKind.REJECT_TERMS: (
        mark("Rejection of terms"),
        mark("{who} rejects terms"),
        mark("{who} rejects terms of {whom}"),
    ),
    ActKind.HALT_TALKS: (
        mark("Talks halted"),
        mark("{who} breaks off talks"),
        mark("{who} breaks off talks with {whom}"),
    ),
    ActKind.DECLARE_CEASEFIRE: (
        mark("Ceasefire"),
        mark("{who} declares a ceasefire"),
        mark("{who} declares a ceasefire with {whom}"),
    ),
    ActKind.END_CEASEFIRE: (
        mark("End of ceasefire"),
        mark("{who} ends a ceasefire"),
        mark("{who} ends a ceasefire with {whom}"),
    ),
    ActKind.APPEAL: (
        mark("Appeal"),
        mark("{who} appeals"),
        mark("{who} appeals to {whom}"),
    ),
    ActKind.CONDEMN: (
        mark("Condemnation"),
        mark("{who} condemns"),
        mark("{who} condemns {whom}"),
    ),
    ActKind.ACCUSE: (
        mark("Accusation"),
        mark("{who} accuses"),
        mark("{who} accuses {whom}"),
    ),
    ActKind.DENY: (
        mark("Denial"),
        mark("{who} denies a claim"),
        mark("{who} denies a claim of {whom}"),
    ),
    ActKind.CONFIRM: (
        mark("Confirmation"),
        mark("{who} confirms a report"),
        mark("{who} confirms a report of {whom}"),
    ),
    ActKind.PRAISE: (
        mark("Praise"),
        mark("{who} praises"),
        mark("{who} praises {whom}"),
    ),
    ActKind.THREATEN: (
        mark("Threat"),
        mark("{who} threatens"),
        mark("{who} threatens {whom}"),
    ),
    ActKind.WARN: (
        mark("Warning"),
        mark("{who} warns"),
        mark("{who} warns {whom}"),
    ),
    ActKind.RECALL_ENVOY: (
        mark("Recall of an envoy"),
        mark("{who} recalls its envoy"),
        mark("{who} recalls its envoy from {whom}"),
    ),
    ActKind.APPOINT: (
        mark("Appointment"),
        mark("{who} appoints"),
        mark("{who} appoints {whom}"),
    ),
    ActKind.PROTEST: (
        mark("Protest"),
        mark("{who} protests"),
        mark("{who} protests against {whom}"),
    ),
    ActKind.USE_FORCE: (
        mark("Use of force"),
        mark("{who} uses force"),
        mark("{who} uses force against {whom}"),
    ),
    ActKind.NO_ANSWER: (
        mark("No answer"),
        mark("{who} gives no answer"),
        mark("{who} gives no answer to {whom}"),
    ),
    ActKind.STATE_POSITION: (
        mark("Statement"),
        mark("{who} states its position"),
        mark("{who} states its position to {whom}"),
    ),
}

KIND_NAMES = Names({kind: names[0] for kind, names in _PHRASES.items()})


def people(mentions: Sequence[Mention]) -> str:
    """Names in a row; the side a person acts for in brackets."""
    return all_of([m.name if m.side == m.name else f"{m.name} ({m.state})" for m in mentions])


def headline(account: Account) -> str:
    """`Naftali Bennett (Israel) offers to mediate to ...`; the unknown is left out."""
    name, alone, towards = _PHRASES[account.kind]
    whom = people(account.targets)
    if not account.actors:
        return f"{say(name)}: {whom}" if whom else say(name)
    who = people(account.actors)
    line = say(towards, who=who, whom=whom) if whom else say(alone, who=who)
    if account.channel == "meeting":
        line = say("{act}, in a meeting", act=line)
    elif account.channel and account.channel not in alone:
        line = say("{act}, by {channel}", act=line, channel=account.channel)
    return f"{line} ({account.venue})" if account.venue else line
