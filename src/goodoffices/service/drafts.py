"""A draft of the reader as an account, ready to be confirmed or corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodoffices.errors import InputError
from goodoffices.record.accounts import (
    Account,
    Carrier,
    Mention,
    Quote,
    Span,
    Words,
)
from goodoffices.record.dates import RecordDate
from goodoffices.record.vocabulary import ActKind, Role
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.record.reports import Report

__all__ = ["account_of_draft"]


def account_of_draft(draft: dict[str, Any], report: Report, report_id: str) -> Account:
    """Carry every field over; what the reader left open stays open."""
    spans = tuple(Span(s["start"], s["end"]) for s in draft["claim"])
    claim = " … ".join(report.text[s.start : s.end] for s in spans)
    day = _date(draft, report)
    of_act = draft.get("date_of") == "act"
    reported = (
        RecordDate(report.published.isoformat(), basis=say("date of publication"))
        if report.published
        else None
    )
    return Account(
        kind=ActKind(draft["act"]),
        also=tuple(ActKind(kind) for kind in draft.get("also", ())),
        claim=Words(claim, report.language, report.direction),
        actors=_mentions(draft.get("actor")),
        targets=_mentions(draft.get("target")),
        mediator=draft.get("mediator"),
        venue=draft.get("venue"),
        channel=draft.get("channel"),
        outcome=draft.get("outcome"),
        number=draft.get("number"),
        addressee=draft.get("addressee"),
        initiator=next(iter(_mentions([draft["initiator"]])), None)
        if draft.get("initiator")
        else None,
        planned=bool(draft.get("planned")),
        hedged=bool(draft.get("hedged")),
        happened=day if of_act else None,
        said=None if of_act else day,
        reported=reported,
        chain=_chain(draft),
        reporter=report.origin,
        quote=Quote(draft.get("quote") or "indirect"),
        source=report_id,
        spans=spans,
    )


def _mentions(plain: list[dict[str, Any]] | None) -> tuple[Mention, ...]:
    return tuple(
        Mention(m["name"], Role(m["role"]) if m.get("role") else Role.OTHER, m.get("state") or "")
        for m in plain or ()
    )


def _date(draft: dict[str, Any], report: Report) -> RecordDate | None:
    if not draft.get("date"):
        return None
    day = report.published
    basis = say("told on {day}", day=day.isoformat()) if day else ""
    try:
        return RecordDate(draft["date"], words=draft.get("date_text") or "", basis=basis)
    except InputError:
        return None


def _chain(draft: dict[str, Any]) -> tuple[Carrier, ...]:
    """The chain of attribution; the last carrier is the speaker, whose role and state are known."""
    names = draft.get("attribution") or []
    speaker = draft.get("speaker") or {}
    carriers = []
    for index, written in enumerate(names):
        name, _, medium = written.partition(" (")
        medium = medium.rstrip(")")
        unnamed = medium == "unnamed"
        last = index == len(names) - 1
        carriers.append(
            Carrier(
                name=name,
                medium="" if unnamed else medium,
                anonymous=unnamed
                or (last and bool(draft.get("anonymous")) and not _is_unnamed(names)),
                role=Role(speaker["role"]) if last and speaker.get("role") else Role.OTHER,
                state=(speaker.get("state") or "") if last else "",
            )
        )
    return tuple(carriers)


def _is_unnamed(names: list[str]) -> bool:
    return any(name.endswith("(unnamed)") for name in names)
