"""The brief on one page: where things stand, what to do about it, and what holds. No appendix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.changed import changed
from goodoffices.brief.document import (
    CITED,
    Block,
    Bullets,
    Cite,
    Figure,
    Grid,
    Paragraph,
    Run,
    Section,
    runs_of,
)
from goodoffices.brief.holds import holds_in_short
from goodoffices.brief.ledger import briefings
from goodoffices.brief.next_contact import next_contact
from goodoffices.brief.packages import packages_in_short
from goodoffices.brief.situation import offers, situation
from goodoffices.brief.view import cite, text
from goodoffices.record.briefings import BriefingState
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.brief.view import View

__all__ = ["one_page"]

_OFFERS, _POINTS, _CHANGES, _EACH = 4, 4, 3, 1


def one_page(view: View) -> tuple[Section | None, ...]:
    """Its sections, each cut to what comes first."""
    sections = (
        _first(situation(view), 1),
        changed(view, _CHANGES),
        _offers(view),
        _contested(view),
        next_contact(view, _EACH),
        holds_in_short(view),
        packages_in_short(view),
        _briefings(view),
    )
    return (*sections, _cited(view, sections))


def _cited(view: View, sections: tuple[Section | None, ...]) -> Section | None:
    """Who stands behind each number on the page, in one run of words."""
    blocks = (block for section in sections if section for block in section.blocks)
    named = {
        ref.id
        for block in blocks
        for run in runs_of(block)
        if isinstance(run, Cite)
        for ref in run.refs
    }
    runs: list[Run] = []
    for act in view.given.acts:
        if act.id in named or any(filed.id in named for filed in act.accounts):
            who = dict.fromkeys(
                filed.account.attribution or say("source not stated") for filed in act.accounts
            )
            runs += [cite(act.id), text(say(" {sources}. ", sources=say("; ").join(who)))]
    if not runs:
        return None
    return Section(CITED, say("Who stands behind the numbers"), (Paragraph(tuple(runs)),))


def _first(section: Section, blocks: int) -> Section:
    return Section(section.id, section.heading, section.blocks[:blocks])


def _offers(view: View) -> Section | None:
    section = offers(view)
    if section is None:
        return None
    first: Block = section.blocks[0]
    if isinstance(first, Bullets):
        first = Bullets(first.items[:_OFFERS])
    return Section(section.id, section.heading, (first,))


def _contested(view: View) -> Section | None:
    items = tuple(
        (
            text(act.title.rstrip(".")),
            cite(act.id),
            text(say(": {question}", question=p.point.question)),
        )
        for act in reversed(view.past)
        for p in act.contested
    )
    if not items:
        return None
    return Section("contested", say("Contested points"), (Bullets(items[:_POINTS]),))


def _briefings(view: View) -> Section | None:
    if all(one.state is BriefingState.DONE for one in view.given.briefings):
        return None
    section = briefings(view)
    if section is None:
        return None
    kept = tuple(block for block in section.blocks if not isinstance(block, Figure | Grid))
    return Section(section.id, section.heading, kept)
