"""A proposal in words for a page: what is proposed, where it stands, who has answered what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.desk.chosen import issues_at, package_named, query_for
from goodoffices.record.accounts import Direction
from goodoffices.record.date_words import instant_in_words
from goodoffices.saying import listed, say
from goodoffices.talks.shuttle import Announce, AnswerKind, Phase

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.service.talks import SeenProposal
    from goodoffices.talks.shuttle import Answer, ProposalView

__all__ = ["AnswerLine", "Asked", "ProposalBox", "ProposalLine", "proposal_box", "proposal_line"]


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One proposal of the list. `waits`: it is for this seat to do something."""

    title: str
    address: str
    status: str
    phase: str
    when: str
    waits: bool


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """`query` begins a proposal from the package that is proposed instead."""

    name: str
    kind: str
    words: str
    package: tuple[tuple[str, str], ...]
    query: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a party and the reply to it."""

    party: str
    name: str
    question: str
    reply: str


@dataclass(frozen=True, slots=True)
class ProposalBox:
    """`answered` and `awaited` are for the team; `accepted` are named where that is told."""

    title: str
    text: str
    language: str
    direction: Direction
    package: tuple[tuple[str, str], ...]
    status: str
    phase: str
    to: str
    until: str
    announced: str
    answers: tuple[AnswerLine, ...]
    answered: tuple[str, ...]
    awaited: tuple[str, ...]
    accepted: str
    asked: tuple[Asked, ...]


def proposal_line(at: At, seen: SeenProposal) -> ProposalLine:
    view = seen.view
    own_open = at.viewer.side in view.to and not view.answers
    waits = view.phase is Phase.TABLED and (not at.viewer.in_team and own_open)
    waits = waits or (at.viewer.in_team and any(not e.reply for e in view.exchanges))
    return ProposalLine(
        title=view.offer.title,
        address=reverse("talk", args=[at.frame.slug, seen.id]),
        status=_status(at, view),
        phase=view.phase.name.lower(),
        when=instant_in_words(seen.entered) if at.viewer.in_team else "",
        waits=waits,
    )


def proposal_box(at: At, seen: SeenProposal) -> ProposalBox:
    view = seen.view
    name = at.frame.name_of
    wording = view.offer.wording
    return ProposalBox(
        title=view.offer.title,
        text=wording.text,
        language=wording.language,
        direction=wording.direction,
        package=tuple((choice.issue, choice.value) for choice in view.offer.package),
        status=_status(at, view),
        phase=view.phase.name.lower(),
        to=listed(name(party) for party in view.to),
        until=instant_in_words(view.deadline) if view.deadline else "",
        announced=_announced(view.announce),
        answers=tuple(
            AnswerLine(
                name(g.party),
                _kind(g.answer),
                g.answer.words,
                tuple((one.issue, one.value) for one in g.answer.package),
                _begins(at, g.answer),
            )
            for g in view.answers
        ),
        answered=tuple(name(party) for party in view.answered),
        awaited=tuple(name(party) for party in view.to if party not in view.answered),
        accepted=listed(name(party) for party in view.accepted_by),
        asked=tuple(
            Asked(e.party, name(e.party), e.question.words, e.reply) for e in view.exchanges
        ),
    )


def _status(at: At, view: ProposalView) -> str:
    until = instant_in_words(view.deadline) if view.deadline else ""
    match view.phase:
        case Phase.DRAFT:
            return _("A draft: the mediator’s team alone sees it")
        case Phase.CHECKED:
            return _("Confirmed once, not conveyed yet")
        case Phase.TABLED if at.viewer.in_team or not view.answers:
            return say("On the table until {until}", until=until)
        case Phase.TABLED:
            return say("You have answered; open until all have, or until {until}", until=until)
        case Phase.ACCEPTED:
            return _("Accepted by all")
        case Phase.LAPSED:
            return _("Lapsed: not all answered in time")
        case Phase.WITHDRAWN:
            return _("Withdrawn")
    return _("No agreement")


def _begins(at: At, answer: Answer) -> str:
    if not at.viewer.in_team or not answer.package:
        return ""
    issues = issues_at(at)
    package = package_named(issues, answer.package)
    return query_for(issues, package) if package is not None else ""


def _announced(announce: Announce) -> str:
    if announce is Announce.WHO_ACCEPTED:
        return _("If not all accept, the parties are told who accepted.")
    return _("If not all accept, the parties are told only that there is no agreement.")


def _kind(answer: Answer) -> str:
    return {
        AnswerKind.YES: _("Yes"),
        AnswerKind.NO: _("No"),
        AnswerKind.YES_IF: _("Yes, on a condition"),
        AnswerKind.COUNTER: _("No, with a counter-proposal"),
        AnswerKind.QUESTION: _("A question"),
    }[answer.kind]
