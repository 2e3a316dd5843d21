"""The brief, composed from what one seat may see; every claim names the entries it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.balance import contact_balance
from goodoffices.brief.changed import changed
from goodoffices.brief.document import Brief, Length, Section
from goodoffices.brief.entries import entries
from goodoffices.brief.happened import chronology, contested
from goodoffices.brief.holds import holds
from goodoffices.brief.ledger import assumptions, briefings, source_entries, sources
from goodoffices.brief.meeting_places import meeting_places
from goodoffices.brief.next_contact import next_contact
from goodoffices.brief.one_page import one_page
from goodoffices.brief.packages import packages
from goodoffices.brief.positions import positions
from goodoffices.brief.situation import offers, situation
from goodoffices.brief.view import View
from goodoffices.brief.words import audience_words

if TYPE_CHECKING:
    from goodoffices.brief.document import SourceEntry
    from goodoffices.brief.given import BriefInput

__all__ = ["compose_brief"]


def compose_brief(given: BriefInput) -> Brief:
    """Compose; empty sections are left out. Linear in the record, but for the models."""
    view = View(given)
    listed = source_entries(view)
    made = one_page(view) if given.length is Length.PAGE else _full(view, listed)
    return Brief(
        title=given.frame.title,
        language=given.frame.language,
        direction=given.frame.direction,
        reader=given.reader,
        audience=audience_words(given.audience, given.frame),
        as_of=given.as_of,
        sections=tuple(section for section in made if section is not None),
        entries=entries(view),
        sources=listed,
        length=given.length,
        is_part=bool(given.latest),
    )


def _full(view: View, listed: tuple[SourceEntry, ...]) -> tuple[Section | None, ...]:
    return (
        situation(view),
        changed(view),
        offers(view),
        next_contact(view),
        chronology(view),
        contested(view),
        positions(view),
        contact_balance(view),
        meeting_places(view),
        holds(view),
        packages(view),
        briefings(view),
        assumptions(view),
        sources(view, listed),
    )
