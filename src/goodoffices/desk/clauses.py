"""Clauses of a text in words for a page: wordings with brackets, versions as redlines."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodoffices.desk.badges import Badge, badge
from goodoffices.record.accounts import Direction
from goodoffices.record.audiences import caucus
from goodoffices.saying import listed, say
from goodoffices.talks.text import Change, ClausePhase, Phase, Piece, redline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.service.at import At
    from goodoffices.service.texts import SeenText
    from goodoffices.talks.text import Bracket, Clause, Text, Version
    from goodoffices.talks.wording import Wording

__all__ = [
    "ClauseBox",
    "Held",
    "Said",
    "TextLine",
    "VersionBox",
    "WordingBox",
    "clause_box",
    "clause_boxes",
    "name_of_clause",
    "redlined",
    "text_line",
    "text_status",
    "versions_of",
]

_WORDS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class TextLine:
    """One text of the list."""

    title: str
    address: str
    status: str
    phase: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between the ends of brackets: `opens` and `closes` are numbers of brackets."""

    text: str
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class WordingBox:
    language: str
    direction: Direction
    authoritative: bool
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A bracket or a reservation; `own` may be lifted here."""

    id: str
    number: int
    holder: str
    words: str
    badge: Badge
    own: bool


@dataclass(frozen=True, slots=True)
class Said:
    author: str
    words: str
    badge: Badge


@dataclass(frozen=True, slots=True)
class ClauseBox:
    """A clause as it stands, with what this seat sees of it."""

    id: str
    number: int
    address: str
    phase: str
    status: str
    wordings: tuple[WordingBox, ...]
    behind: tuple[str, ...]
    package: tuple[tuple[str, str], ...]
    proposal: str
    brackets: tuple[Held, ...]
    reservations: tuple[Held, ...]
    comments: tuple[Said, ...]
    accepted: str
    waits: bool


@dataclass(frozen=True, slots=True)
class VersionBox:
    """A version against the one before it, the newest first; pieces by language."""

    number: int
    redlines: tuple[tuple[str, Direction, tuple[Piece, ...]], ...]
    for_team: bool


def text_line(at: At, seen: SeenText) -> TextLine:
    return TextLine(
        title=seen.title,
        address=reverse("text", args=[at.frame.slug, seen.id]),
        status=text_status(seen.view),
        phase=str(seen.view.phase),
    )


def text_status(view: Text) -> str:
    standing = view.standing
    agreed = sum(clause.phase is ClausePhase.AGREED for clause in standing)
    match view.phase:
        case Phase.DRAFTING:
            return _("A draft: the mediator’s team alone sees it")
        case Phase.AGREED:
            return _("Agreed by all, clause by clause")
        case Phase.WITHDRAWN:
            return _("Withdrawn")
    return ngettext(
        "Before the parties; {agreed} of {count} clause agreed",
        "Before the parties; {agreed} of {count} clauses agreed",
        len(standing),
    ).format(agreed=agreed, count=len(standing))


def name_of_clause(number: int) -> str:
    return say("Clause {number}", number=number)


def clause_boxes(at: At, seen: SeenText) -> tuple[ClauseBox, ...]:
    """Every clause this seat sees, those struck last."""
    standing, struck = seen.view.standing, seen.view.clauses
    every = (*standing, *(c for c in struck if c.phase is ClausePhase.STRUCK))
    return tuple(clause_box(at, seen, clause, k) for k, clause in enumerate(every, 1))


def clause_box(at: At, seen: SeenText, clause: Clause, number: int) -> ClauseBox:
    view, version, own = seen.view, clause.version, at.viewer.side or ""
    name = at.frame.name_of
    open_now = clause.phase is ClausePhase.OPEN and view.phase is Phase.TABLED
    answered = own in clause.accepted or clause.held_by(own)
    return ClauseBox(
        id=clause.id,
        number=number,
        address=reverse("clause", args=[at.frame.slug, seen.id, clause.id]),
        phase=str(clause.phase),
        status=_status(clause, own, tabled=view.tabled),
        wordings=tuple(_wording(view, clause, one) for one in _in_order(view, version)),
        behind=view.behind(clause),
        package=tuple((choice.issue, choice.value) for choice in version.package),
        proposal=version.proposal,
        brackets=tuple(
            Held(b.id, k, name(b.holder), _bracketed(view, clause, b), badge(at, b.audience),
                 b.holder == own)
            for k, b in enumerate(clause.brackets, 1)
        ),
        reservations=tuple(
            Held(r.id, 0, name(r.holder), r.words, badge(at, caucus(r.holder)), r.holder == own)
            for r in clause.reservations
        ),
        comments=tuple(
            Said(name(c.author) if c.author else _("The mediator"), c.words, badge(at, c.audience))
            for c in clause.comments
        ),
        accepted=listed(name(party) for party in clause.accepted),
        waits=open_now and bool(own) and not answered,
    )  # fmt: skip


def _status(clause: Clause, own: str, *, tabled: bool) -> str:
    match clause.phase:
        case ClausePhase.AGREED:
            return _("Agreed by all")
        case ClausePhase.STRUCK:
            return _("Struck")
    if not tabled:
        return _("Not before the parties yet")
    if own in clause.accepted:
        return _("Open; you have accepted it")
    return _("Open")


def _in_order(view: Text, version: Version) -> tuple[Wording, ...]:
    """The authoritative wording first."""
    return tuple(sorted(version.wordings, key=lambda w: w.language != view.authoritative))


def _wording(view: Text, clause: Clause, wording: Wording) -> WordingBox:
    counts = wording.language == view.authoritative
    brackets = clause.brackets if counts else ()
    return WordingBox(
        wording.language, wording.direction, counts, _stretches(wording.text, brackets)
    )


def _stretches(words: str, brackets: Sequence[Bracket]) -> tuple[Stretch, ...]:
    """The words cut where brackets open and close; joined they give the words back."""
    cuts = sorted({0, len(words), *(b.start for b in brackets), *(b.end for b in brackets)})
    return tuple(
        Stretch(
            words[start:end],
            tuple(k for k, b in enumerate(brackets, 1) if b.start == start),
            tuple(k for k, b in enumerate(brackets, 1) if b.end == end),
        )
        for start, end in pairwise(cuts)
    )


def _bracketed(view: Text, clause: Clause, bracket: Bracket) -> str:
    """The bracketed words, the first of them where they are many."""
    words = (clause.version.text_in(view.authoritative) or "")[bracket.start : bracket.end].split()
    shown = " ".join(words[:_WORDS_SHOWN])
    return shown if len(words) <= _WORDS_SHOWN else f"{shown} …"


def versions_of(at: At, view: Text, clause: Clause) -> tuple[VersionBox, ...]:
    """What changed from version to version; for the parties from the one tabled on."""
    return tuple(
        VersionBox(
            number=len(clause.versions) - back,
            redlines=redlined(view, before, after),
            for_team=view.tabled
            and len(clause.versions) - back - 1 <= clause.shown_from
            and at.viewer.in_team,
        )
        for back, (after, before) in enumerate(pairwise(reversed(clause.versions)))
    )


def redlined(
    view: Text, before: Version | None, after: Version
) -> tuple[tuple[str, Direction, tuple[Piece, ...]], ...]:
    """What was taken out and added, by language, the authoritative first; languages in which
    nothing changed are left out.
    """
    found = [
        (
            w.language,
            w.direction,
            redline((before.text_in(w.language) or "") if before else "", w.text),
        )
        for w in _in_order(view, after)
    ]
    gone = [w for w in before.wordings if after.text_in(w.language) is None] if before else []
    found += [(w.language, w.direction, redline(w.text, "")) for w in gone]
    changed = [one for one in found if any(piece.change is not Change.KEPT for piece in one[2])]
    return tuple(changed or found)
