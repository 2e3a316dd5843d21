"""Reports from outside, kept as they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import LimitError
from goodoffices.record.audiences import Audience
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.reports import Report
from goodoffices.saying import say
from goodoffices.service.audiences import check_audience
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Collection

    from goodoffices.service.at import At

__all__ = ["FiledReport", "keep_report", "reports"]

_MOST_CHARACTERS = 10_000_000


@dataclass(frozen=True, slots=True)
class FiledReport:
    id: str
    audience: Audience
    entered: datetime
    report: Report


@transaction.atomic
def keep_report(
    at: At, report: Report, audience: Audience, report_id: str | None = None
) -> FiledReport:
    """Keep a report as it came, without reading it."""
    check_may(at.viewer, Action.READ_REPORTS)
    check_audience(at, audience)
    if len(report.text) > _MOST_CHARACTERS:
        raise LimitError(
            say(
                "the report has {count} characters, the limit is {most_characters}",
                count=f"{len(report.text):,}",
                most_characters=f"{_MOST_CHARACTERS:,}",
            ),
            where="text",
            remedy=say("Split it"),
        )
    entered = at.world.clock()
    entry_id = append(
        at.case_id,
        NewEntry(
            genre=Genre.REPORT,
            audience=audience,
            payload=to_plain(report),
            entered=entered,
            seat=at.seat,
            id=report_id,
        ),
        at.world.keys,
        at.world.new_id,
    )
    return FiledReport(entry_id, audience, entered, report)


def reports(at: At, ids: Collection[str] | None = None) -> tuple[FiledReport, ...]:
    """The reports this seat may see, newest first; those with these ids, where some are named."""
    given = at.viewer, at.case_id, at.world.keys
    if ids is None:
        opened = queries.entries(*given, Genre.REPORT)
    else:
        opened = tuple(e for e in queries.entries_of(*given, ids) if e.genre is Genre.REPORT)
    return tuple(
        FiledReport(e.id, e.audience, e.entered, from_plain(Report, e.payload))
        for e in reversed(opened)
    )
