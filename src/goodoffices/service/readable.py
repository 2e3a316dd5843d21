"""One entry that can be opened to more people: an account or a report, with its marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may, may
from goodoffices.access.caucus import Covered, covered_by
from goodoffices.access.decisions import may_see
from goodoffices.errors import InputError
from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import Audience, AudienceKind
from goodoffices.record.codec import from_plain
from goodoffices.record.phrases import headline
from goodoffices.record.reports import Report
from goodoffices.saying import say
from goodoffices.service.cases import nothing_here
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = ["Readable", "mark_confidence", "may_mark", "readable", "shown_alone"]

_KINDS = (Genre.ACCOUNT, Genre.REPORT)


@dataclass(frozen=True, slots=True)
class Readable:
    """`act` is that of an account, `source` the report it rests on."""

    id: str
    genre: Genre
    title: str
    words: Words
    audience: Audience
    entered: datetime
    covered: Covered
    in_confidence: bool
    act: str | None = None
    source: str | None = None


def readable(at: At, entry_id: str) -> Readable:
    """An account or report that this seat may read; NotFoundError otherwise."""
    opened = queries.entry(at.viewer, at.case_id, at.world.keys, entry_id)
    if opened is None or opened.genre not in _KINDS:
        raise nothing_here()
    return _of(at, opened)


def shown_alone(at: At) -> tuple[Readable, ...]:
    """What was granted to this seat, and that it would not read otherwise."""
    found = (
        queries.entry(at.viewer, at.case_id, at.world.keys, entry_id)
        for entry_id in sorted(at.viewer.granted)
    )
    alone = (one for one in found if one and not may_see(at.viewer, one.audience))
    return tuple(_of(at, one) for one in alone if one.genre in _KINDS)


def _of(at: At, opened: Opened) -> Readable:
    marks = queries.entries(
        at.viewer, at.case_id, at.world.keys, Genre.CONFIDENCE, subject=opened.id
    )
    in_confidence = bool(marks) and bool(marks[-1].payload["in_confidence"])
    covered = covered_by(at.frame.caucus_rule, opened.audience, in_confidence=in_confidence)
    if opened.genre is Genre.REPORT:
        report = from_plain(Report, opened.payload)
        title, act, source = report.title, None, None
        words = Words(report.text, report.language, report.direction)
    else:
        account = from_plain(Account, opened.payload)
        title, words = account.title or headline(account), account.claim
        act, source = opened.subject, account.source
    return Readable(
        opened.id,
        opened.genre,
        title,
        words,
        opened.audience,
        opened.entered,
        covered,
        in_confidence,
        act,
        source,
    )


def may_mark(at: At, one: Readable) -> bool:
    """The party whose caucus it is, and who files for the team, mark it."""
    of_party = bool(may(at.viewer, Action.CONSENT)) and at.viewer.side == one.audience.party
    return one.audience.kind is AudienceKind.CAUCUS and (
        of_party or bool(may(at.viewer, Action.FILE))
    )


@transaction.atomic
def mark_confidence(at: At, entry_id: str, *, in_confidence: bool) -> None:
    """Mark a caucus entry as given in confidence; only the party takes the mark off again."""
    one = readable(at, entry_id)
    if not may_mark(at, one) or not may_see(at.viewer, one.audience):
        raise nothing_here()
    if not in_confidence:
        check_may(at.viewer, Action.CONSENT)
    if in_confidence == one.in_confidence:
        raise InputError(say("it is marked so already"), where="in_confidence")
    append(
        at.case_id,
        NewEntry(
            genre=Genre.CONFIDENCE,
            audience=one.audience,
            payload={"entry": one.id, "in_confidence": in_confidence},
            entered=at.world.clock(),
            seat=at.seat,
            subject=one.id,
        ),
        at.world.keys,
        at.world.new_id,
    )
