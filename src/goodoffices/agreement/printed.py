"""An agreement laid out to be printed: terms, obligations, signatures (AG 1-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.agreement.model import Source
from goodoffices.agreement.signing import Phase
from goodoffices.documents.document import Document, Heading, Paragraph, Rows, Span
from goodoffices.record.date_words import day_in_words
from goodoffices.saying import all_of, say, speaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from goodoffices.agreement.model import Term
    from goodoffices.agreement.obligations import Obligation
    from goodoffices.agreement.signing import Paper
    from goodoffices.documents.document import Block, Spans
    from goodoffices.talks.wording import Wording

__all__ = ["name_of_term", "printed"]


def printed(paper: Paper, names: Mapping[str, str], copy: str, as_of: date) -> Document:
    """Lay it out in the language that is spoken now, as one viewer sees it.

    `names` are the parties' in words; `copy` says whose copy it is.
    """
    agreement, now = paper.agreement, speaker()
    parties = all_of([names.get(party, party) for party in agreement.parties])
    head = [(say("Between"), parties), (say("State"), _standing(paper))]
    if any(len(term.wordings) > 1 for term in agreement.terms):
        head.append((say("Authoritative language"), agreement.authoritative))
    first = agreement.terms[0].wordings[0]
    return Document(
        kind=say("Agreement"),
        title=Span(agreement.title, language=first.language, direction=first.direction.value),
        language=now.language,
        direction=now.direction,
        as_of=as_of,
        head=(*head, (say("Fingerprint"), agreement.check)),
        foot=copy,
        blocks=tuple(_blocks(paper, names)),
    )


def name_of_term(term: Term, number: int) -> str:
    if term.title:
        return say("{number}. {title}", number=number, title=term.title)
    return say("Article {number}", number=number)


def _blocks(paper: Paper, names: Mapping[str, str]) -> Iterator[Block]:
    agreement = paper.agreement
    for number, term in enumerate(agreement.terms, 1):
        yield Heading(1, (Span(name_of_term(term, number)),), f"term-{number}")
        for wording in sorted(term.wordings, key=lambda w: w.language != agreement.authoritative):
            yield from _said(wording)
        for choice in term.package:
            issue = Span(say("{name}: ", name=choice.issue), strong=True)
            yield Paragraph((issue, Span(choice.value)))
        yield Paragraph((Span(_origin(term), quiet=True),))
    if agreement.obligations:
        yield Heading(1, (Span(say("Obligations")),), "obligations")
        columns = (
            say("Term"),
            say("Who"),
            say("What"),
            say("By when"),
            say("Guarantor"),
            say("Verified by"),
        )
        rows = tuple(_row(paper, one, names) for one in agreement.obligations)
        yield Rows(say("Who owes what by when"), columns, rows)
    yield Heading(1, (Span(say("Signatures")),), "signatures")
    for party in agreement.parties:
        name = Span(say("{name}: ", name=names.get(party, party)), strong=True)
        yield Paragraph((name, Span(_signed(paper, party))))


def _said(wording: Wording) -> Iterator[Block]:
    for line in wording.text.split("\n"):
        if line.strip():
            said = Span(line, language=wording.language, direction=wording.direction.value)
            yield Paragraph((said,))


def _standing(paper: Paper) -> str:
    if paper.concluded is not None:
        return say("Concluded on {day}", day=day_in_words(paper.concluded.date()))
    return say("Withdrawn") if paper.phase is Phase.WITHDRAWN else say("Not concluded")


def _origin(term: Term) -> str:
    """Where it came from, by the first letters of the ids that the desk has in its addresses."""
    if term.origin.source is Source.PROPOSAL:
        return say("From proposal {id}, accepted by all", id=term.origin.id[:8])
    return say(
        "From clause {clause} of text {id}, agreed by all",
        clause=term.origin.clause[:8],
        id=term.origin.id[:8],
    )


def _row(paper: Paper, one: Obligation, names: Mapping[str, str]) -> tuple[Spans, ...]:
    number = [term.id for term in paper.agreement.terms].index(one.term) + 1
    cells = (
        names.get(one.who, one.who),
        one.what,
        day_in_words(one.due) if one.due else say("from now on"),
        one.guarantor or say("nobody"),
        one.verification or say("not agreed"),
    )
    return ((Span(str(number), target=f"term-{number}"),), *((Span(cell),) for cell in cells))


def _signed(paper: Paper, party: str) -> str:
    found = next((one for one in paper.signatures if one.party == party), None)
    if found is None:
        return say("not signed")
    return say("{names}, {day}", names=all_of(found.names), day=day_in_words(found.at.date()))
