"""An agreement in words for a page: terms with where they came from, obligations, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.access.acting import Room, rooms_of
from goodoffices.agreement import Fact, Source, Status
from goodoffices.agreement.printed import name_of_term
from goodoffices.agreement.signing import Phase
from goodoffices.desk.badges import Badge, badge
from goodoffices.record.date_words import day_in_words
from goodoffices.saying import all_of, say
from goodoffices.talks.wording import Wording

if TYPE_CHECKING:
    from goodoffices.agreement import Finding, Term
    from goodoffices.agreement.signing import Paper
    from goodoffices.service.agreements import SeenAgreement
    from goodoffices.service.at import At

__all__ = [
    "AgreementLine",
    "ObligationBox",
    "Signed",
    "TermBox",
    "agreement_line",
    "agreement_status",
    "obligation_boxes",
    "signed_by",
    "term_boxes",
]


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """`waits`: it is for this seat to sign."""

    title: str
    address: str
    status: str
    waits: bool


@dataclass(frozen=True, slots=True)
class TermBox:
    number: int
    heading: str
    wordings: tuple[Wording, ...]
    package: tuple[tuple[str, str], ...]
    origin: str
    address: str


@dataclass(frozen=True, slots=True)
class TellingBox:
    who: str
    fact: str
    when: str
    words: str
    badge: Badge


@dataclass(frozen=True, slots=True)
class ObligationBox:
    """`status` in words, `look` for its style; `told` are the reports this seat sees."""

    id: str
    term: int
    who: str
    what: str
    due: str
    guarantor: str
    verification: str
    status: str
    look: str
    contested: bool
    told: tuple[TellingBox, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    party: str
    names: str
    when: str


def agreement_line(at: At, seen: SeenAgreement) -> AgreementLine:
    own = at.viewer.side or ""
    waits = seen.view.phase is Phase.SIGNING and bool(own) and not seen.view.has_signed(own)
    return AgreementLine(
        title=seen.view.agreement.title,
        address=reverse("agreement", args=[at.frame.slug, seen.id]),
        status=agreement_status(seen.view),
        waits=waits,
    )


def agreement_status(view: Paper) -> str:
    match view.phase:
        case Phase.DRAFT:
            return _("A draft: the mediator’s team alone sees it")
        case Phase.SIGNING:
            return _("Laid before the parties for signature")
        case Phase.WITHDRAWN:
            return _("Withdrawn")
    concluded = view.concluded
    day = day_in_words(concluded.date()) if concluded else ""
    return say("Concluded on {day}", day=day)


def term_boxes(at: At, view: Paper) -> tuple[TermBox, ...]:
    agreement = view.agreement
    return tuple(
        TermBox(
            number=number,
            heading=name_of_term(term, number),
            wordings=tuple(
                sorted(term.wordings, key=lambda w: w.language != agreement.authoritative)
            ),
            package=tuple((choice.issue, choice.value) for choice in term.package),
            origin=_("From a proposal that all accepted")
            if term.origin.source is Source.PROPOSAL
            else _("From a clause that all agreed"),
            address=_origin(at, term),
        )
        for number, term in enumerate(agreement.terms, 1)
    )


def _origin(at: At, term: Term) -> str:
    if Room.TALKS not in rooms_of(at.viewer):
        return ""
    if term.origin.source is Source.PROPOSAL:
        return reverse("talk", args=[at.frame.slug, term.origin.id])
    return reverse("clause", args=[at.frame.slug, term.origin.id, term.origin.clause])


def obligation_boxes(at: At, seen: SeenAgreement) -> tuple[ObligationBox, ...]:
    terms = [term.id for term in seen.view.agreement.terms]
    running = seen.view.phase is Phase.CONCLUDED
    return tuple(
        ObligationBox(
            id=one.obligation.id,
            term=terms.index(one.obligation.term) + 1,
            who=at.frame.name_of(one.obligation.who),
            what=one.obligation.what,
            due=day_in_words(one.obligation.due) if one.obligation.due else _("from now on"),
            guarantor=one.obligation.guarantor,
            verification=one.obligation.verification,
            status=_status(one) if running else "",
            look=str(one.status),
            contested=one.contested,
            told=_told(at, seen, one),
        )
        for one in seen.found
    )


def _told(at: At, seen: SeenAgreement, one: Finding) -> tuple[TellingBox, ...]:
    return tuple(
        TellingBox(
            who=at.frame.name_of(report.told.by) if report.told.by else _("The mediator"),
            fact=_fact(report.told.fact),
            when=day_in_words(report.told.on),
            words=report.told.words,
            badge=badge(at, report.audience),
        )
        for report in seen.view.reports
        if report.told.obligation == one.obligation.id
    )


def _fact(fact: Fact) -> str:
    return {
        Fact.PERFORMED: _("performed"),
        Fact.PARTLY: _("performed in part"),
        Fact.VIOLATED: _("violated"),
    }[fact]


def _status(one: Finding) -> str:
    return {
        Status.OPEN: _("open"),
        Status.SOON: _("due soon"),
        Status.OVERDUE: _("overdue"),
        Status.STANDING: _("in force"),
        Status.PARTLY: _("performed in part"),
        Status.PERFORMED: _("performed"),
        Status.VIOLATED: _("violated"),
    }[one.status]


def signed_by(at: At, view: Paper) -> tuple[Signed, ...]:
    return tuple(
        Signed(at.frame.name_of(one.party), all_of(one.names), day_in_words(one.at.date()))
        for one in view.signatures
    )
