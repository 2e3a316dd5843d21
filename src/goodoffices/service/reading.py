"""Reports and their drafts: kept as they came, decided one by one by a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import ConflictingEditError
from goodoffices.reading import Reader
from goodoffices.reading import Report as ReadableReport
from goodoffices.record.accounts import Account, Link, LinkKind
from goodoffices.record.codec import from_plain
from goodoffices.record.reports import Report
from goodoffices.saying import say
from goodoffices.service.across import acts_told_elsewhere
from goodoffices.service.cases import nothing_here
from goodoffices.service.drafts import account_of_draft
from goodoffices.service.record import file_account
from goodoffices.service.reports import FiledReport, keep_report
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from goodoffices.record.acts import FiledAccount
    from goodoffices.record.audiences import Audience
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = [
    "Decision",
    "DraftRow",
    "Reading",
    "add_report",
    "confirm",
    "discard",
    "reading_of",
    "undecided",
]


class Decision(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as the reader proposed it, and what became of it."""

    id: str
    draft: dict[str, Any]
    decision: Decision
    act: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    filed: FiledReport
    drafts: tuple[DraftRow, ...]
    furniture: tuple[dict[str, Any], ...]

    @property
    def undecided(self) -> int:
        return sum(row.decision is Decision.OPEN for row in self.drafts)

    def row(self, draft_id: str) -> DraftRow:
        found = next((row for row in self.drafts if row.id == draft_id), None)
        if found is None:
            raise nothing_here()
        return found


def add_report(at: At, report: Report, audience: Audience, reader: Reader) -> FiledReport:
    """Keep a report and the drafts that the reader proposes for it.

    Reading comes before the transaction, so that nobody waits for it.
    """
    check_may(at.viewer, Action.READ_REPORTS)
    readable = ReadableReport(
        text=report.text,
        published=report.published,
        language=report.language,
        origin=report.origin,
    )
    found = reader.read(readable).to_dict()
    with transaction.atomic():
        filed = keep_report(at, report, audience)
        append(
            at.case_id,
            NewEntry(
                genre=Genre.DRAFTS,
                audience=audience,
                payload=found,
                entered=filed.entered,
                seat=at.seat,
                subject=filed.id,
            ),
            at.world.keys,
            at.world.new_id,
        )
    return filed


def reading_of(at: At, report_id: str) -> Reading:
    """A report with its drafts and what was decided about each."""
    opened = queries.entry(at.viewer, at.case_id, at.world.keys, report_id)
    if opened is None or opened.genre is not Genre.REPORT:
        raise nothing_here()
    filed = FiledReport(
        opened.id, opened.audience, opened.entered, from_plain(Report, opened.payload)
    )
    about = queries.entries(
        at.viewer, at.case_id, at.world.keys, Genre.DRAFTS, Genre.DECISION, subject=report_id
    )
    found = [e for e in about if e.genre is Genre.DRAFTS]
    if not found:
        return Reading(filed, (), ())
    payload = found[-1].payload
    decided = {e.payload["draft"]: e.payload for e in about if e.genre is Genre.DECISION}
    rows = []
    for draft in payload["drafts"]:
        what = decided.get(draft["id"])
        rows.append(
            DraftRow(
                id=draft["id"],
                draft=draft,
                decision=Decision(what["decision"]) if what else Decision.OPEN,
                act=what["act"] if what else None,
            )
        )
    return Reading(filed, tuple(rows), tuple(payload["furniture"]))


@transaction.atomic
def confirm(
    at: At,
    report_id: str,
    draft_id: str,
    *,
    audience: Audience | None = None,
    corrected: Account | None = None,
    act: str | None = None,
    joins: str | None = None,
) -> FiledAccount:
    """File an account from a draft, as proposed or as a person corrected it.

    `joins` is an act of the record that the draft was proposed as another account of. Without it or
    `act`, the draft joins the act of those already confirmed drafts of the report that the reader
    put in one group with it. Accounts that bear on the initiative of an act of the same report,
    answer it or tell of briefings on it are linked to it, whichever of the two is confirmed first.
    """
    reading = reading_of(at, report_id)
    row = undecided(reading, draft_id)
    account = corrected or account_of_draft(row.draft, reading.filed.report, report_id)
    if account.source != report_id:
        account = replace(account, source=report_id)
    if joins is not None:
        proposed = acts_told_elsewhere(at, {draft_id: account})[draft_id]
        stance = next((one.stance for one in proposed if one.act.id == joins), None)
        if stance is None:
            raise ConflictingEditError(
                say("what the record says of that act has changed meanwhile"),
                remedy=say("Open the report again"),
            )
        account, act = replace(account, stance=stance), joins
    act = act or _act_of_group(reading, row.draft.get("group"))
    links = [
        Link(kind, other)
        for kind, group in _linked(row)
        if (other := _act_of_group(reading, group)) and other != act
    ]
    account = replace(account, links=tuple(dict.fromkeys((*account.links, *links))))
    filed = file_account(at, account, audience or reading.filed.audience, act=act)
    _decide(at, reading, draft_id, Decision.CONFIRMED, filed.act, filed.id)
    _link_earlier(at, reading, row, filed.act)
    return filed


def _linked(row: DraftRow) -> tuple[tuple[LinkKind, int], ...]:
    """What the reader says the draft does to other acts of its report, each by its group."""
    bearing = [(LinkKind.BEARS_ON, group) for group in row.draft.get("bears_on", ())]
    other = [(LinkKind(one["kind"]), one["group"]) for one in row.draft.get("links", ())]
    return (*bearing, *other)


def _act_of_group(reading: Reading, group: int | None) -> str | None:
    if group is None:
        return None
    return next((r.act for r in reading.drafts if r.act and r.draft.get("group") == group), None)


def _link_earlier(at: At, reading: Reading, row: DraftRow, act: str) -> None:
    """Revise accounts confirmed earlier that are linked to the group this draft opened."""
    group = row.draft.get("group")
    if group is None or _act_of_group(reading, group) is not None:
        return
    decisions = queries.entries(
        at.viewer, at.case_id, at.world.keys, Genre.DECISION, subject=reading.filed.id
    )
    accounts = {e.payload["draft"]: e.payload["account"] for e in decisions}
    for other in reading.drafts:
        links = [Link(kind, act) for kind, linked in _linked(other) if linked == group]
        if other.act in {None, act} or not links:
            continue
        opened = _newest(at, accounts[other.id], other.act or "")
        if opened is None:
            continue
        account = from_plain(Account, opened.payload)
        new = tuple(link for link in links if link not in account.links)
        if new:
            revised = replace(account, links=(*account.links, *new))
            file_account(at, revised, opened.audience, supersedes=opened.id)


def _newest(at: At, account_id: str, act: str) -> Opened | None:
    """The latest revision of an account, in the order in which revisions came."""
    found = None
    told = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.ACCOUNT, subject=act)
    for opened in told:
        if opened.id == account_id or (found and opened.supersedes == found.id):
            found = opened
    return found


@transaction.atomic
def discard(at: At, report_id: str, draft_id: str) -> None:
    reading = reading_of(at, report_id)
    undecided(reading, draft_id)
    _decide(at, reading, draft_id, Decision.DISCARDED, None, None)


def undecided(reading: Reading, draft_id: str) -> DraftRow:
    row = reading.row(draft_id)
    if row.decision is not Decision.OPEN:
        raise ConflictingEditError(
            say("this draft was {decision} meanwhile", decision=row.decision),
            remedy=say("Open the report again"),
        )
    return row


def _decide(
    at: At,
    reading: Reading,
    draft_id: str,
    decision: Decision,
    act: str | None,
    account: str | None,
) -> None:
    check_may(at.viewer, Action.FILE)
    append(
        at.case_id,
        NewEntry(
            genre=Genre.DECISION,
            audience=reading.filed.audience,
            payload={"draft": draft_id, "decision": decision, "act": act, "account": account},
            entered=at.world.clock(),
            seat=at.seat,
            subject=reading.filed.id,
        ),
        at.world.keys,
        at.world.new_id,
    )
