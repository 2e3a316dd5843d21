"""The brief, composed from what one seat may see; every claim names the entries it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.document import Brief, Section
from goodoffices.brief.entries import entries
from goodoffices.brief.happened import chronology, contested
from goodoffices.brief.holds import holds
from goodoffices.brief.ledger import assumptions, briefings, source_entries, sources
from goodoffices.brief.meeting_places import meeting_places
from goodoffices.brief.packages import packages
from goodoffices.brief.positions import positions
from goodoffices.brief.situation import offers, situation
from goodoffices.brief.view import View
from goodoffices.brief.words import audience_words

if TYPE_CHECKING:
    from goodoffices.brief.given import BriefInput

__all__ = ["compose_brief"]


def compose_brief(given: BriefInput) -> Brief:
    """Compose; empty sections are left out. Linear in the record, but for the models."""
    view = View(given)
    listed = source_entries(view)
    made: tuple[Section | None, ...] = (
        situation(view),
        offers(view),
        chronology(view),
        contested(view),
        positions(view),
        meeting_places(view),
        holds(view),
        packages(view),
        briefings(view),
        assumptions(view),
        sources(view, listed),
    )
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
    )
