"""Filing accounts, withdrawing them; the record as one seat sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.access.decisions import check_may_read, narrower
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.record.accounts import Account, LinkKind
from goodoffices.record.acts import Act, FiledAccount, Withdrawal, compose
from goodoffices.record.briefings import Briefing, FiledDuty, ledger
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.marks import Field, marks_of, texts_of
from goodoffices.record.revisions import in_force
from goodoffices.record.standing import Standing, standings
from goodoffices.saying import say
from goodoffices.service.audiences import check_audience
from goodoffices.service.briefings import filed_duty
from goodoffices.service.cases import nothing_here
from goodoffices.store import marks, queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre
from goodoffices.store.sight import Sight, sight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from goodoffices.record.audiences import Audience
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = [
    "RecordView",
    "act_of",
    "around",
    "file_account",
    "grounds",
    "resting_on",
    "view",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class RecordView:
    """The record, or some acts of it, as one seat sees it at one instant; all of it is derived.

    `beside` are acts linked to those of a part: enough to name them, not to judge them.
    """

    acts: tuple[Act, ...]
    standings: tuple[Standing, ...]
    briefings: tuple[Briefing, ...]
    as_of: date
    beside: tuple[Act, ...] = ()

    @property
    def contested(self) -> tuple[Act, ...]:
        return tuple(act for act in self.acts if act.contested)

    def act(self, act_id: str) -> Act | None:
        return next((act for act in self.known if act.id == act_id), None)

    @property
    def known(self) -> tuple[Act, ...]:
        return (*self.acts, *self.beside)

    def standing_of(self, act_id: str) -> Standing | None:
        return next((s for s in self.standings if s.act == act_id), None)


@transaction.atomic
def file_account(
    at: At,
    account: Account,
    audience: Audience,
    *,
    act: str | None = None,
    supersedes: str | None = None,
    account_id: str | None = None,
) -> FiledAccount:
    """File an account of an act (a new one where none is named), for an audience.

    The audience is no wider than that of the report it rests on. A revision names the account it
    supersedes, keeps its act, and fails if somebody else has revised it meanwhile.
    """
    check_may(at.viewer, Action.FILE)
    check_audience(at, audience)
    if account.source is not None:
        source = _seen(at, account.source, Genre.REPORT)
        if narrower(audience, source.audience) != audience:
            raise InputError(
                say(
                    "the report is for '{key}', the account would be for more",
                    key=source.audience.key,
                ),
                where="audience",
                remedy=say("Choose the report's audience or a narrower one"),
            )
    if supersedes is not None:
        earlier = _seen(at, supersedes, Genre.ACCOUNT)
        act = earlier.subject
        later = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.ACCOUNT, subject=act)
        if any(other.supersedes == supersedes for other in later):
            raise ConflictingEditError(
                say("somebody else has revised this account meanwhile"),
                remedy=say("Open it again; both texts are kept"),
            )
    entered = at.world.clock()
    entry_id = account_id or at.world.new_id()
    act_id = act or at.world.new_id()
    append(
        at.case_id,
        NewEntry(
            genre=Genre.ACCOUNT,
            audience=audience,
            payload=to_plain(account),
            entered=entered,
            seat=at.seat,
            subject=act_id,
            supersedes=supersedes,
            when=account.happened,
            words=" ".join(texts_of(account)),
            marks=marks_of(account),
            id=entry_id,
        ),
        at.world.keys,
        at.world.new_id,
    )
    return FiledAccount(entry_id, act_id, audience, account, entered, at.seat, supersedes)


@transaction.atomic
def withdraw(at: At, entry_id: str, reason: str) -> str:
    """Withdraw an account, a picture or a file; a tombstone stays for those who could see it."""
    check_may(at.viewer, Action.FILE)
    filed = _seen(at, entry_id, Genre.ACCOUNT, Genre.ATTACHMENT)
    if not reason.strip():
        raise InputError(say("a withdrawal says why"), where="reason")
    return append(
        at.case_id,
        NewEntry(
            genre=Genre.WITHDRAWAL,
            audience=filed.audience,
            payload={"entry": entry_id, "reason": reason},
            entered=at.world.clock(),
            seat=at.seat,
            subject=filed.subject,
            supersedes=entry_id,
        ),
        at.world.keys,
        at.world.new_id,
    )


def _seen(at: At, entry_id: str, *genres: Genre) -> Opened:
    found = queries.entry(at.viewer, at.case_id, at.world.keys, entry_id)
    if found is None or found.genre not in genres:
        raise nothing_here()
    check_may_read(at.viewer, found.id, found.audience)
    return found


def filed(opened: Opened) -> FiledAccount:
    return FiledAccount(
        id=opened.id,
        act=opened.subject,
        audience=opened.audience,
        account=opened.text.read(_account),
        entered=opened.entered,
        recorder=opened.seat,
        supersedes=opened.supersedes,
    )


def _account(plain: Any) -> Account:
    return from_plain(Account, plain)


def view(at: At, on: datetime | None = None) -> RecordView:
    """The whole record as this seat sees it, as it stood at the instant `on` (now, if none is
    given). Linear in the record: pages ask for a part (`around`, `chronology`).
    """
    moment = on or at.world.clock()
    opened = queries.entries(at.viewer, at.case_id, at.world.keys, *_OF_THE_RECORD)
    known = [e for e in opened if e.entered <= moment]
    acts = compose(*_told(known))
    day = moment.date()
    briefings = ledger(acts, _duties(known), day, at.frame)
    return RecordView(acts, standings(acts, day), briefings, day)


_OF_THE_RECORD = (Genre.ACCOUNT, Genre.WITHDRAWAL, Genre.DUTY)


def _told(opened: Iterable[Opened]) -> tuple[list[FiledAccount], list[Withdrawal]]:
    accounts, withdrawals = [], []
    for e in opened:
        if e.genre is Genre.ACCOUNT:
            accounts.append(filed(e))
        elif e.genre is Genre.WITHDRAWAL:
            withdrawals.append(
                Withdrawal(e.payload["entry"], e.entered, e.payload["reason"], e.seat)
            )
    return accounts, withdrawals


def _duties(opened: Iterable[Opened]) -> tuple[FiledDuty, ...]:
    return in_force(filed_duty(e) for e in opened if e.genre is Genre.DUTY)


_JUDGING = (
    LinkKind.ANSWERS,
    LinkKind.WITHDRAWS,
    LinkKind.BEARS_ON,
    LinkKind.BRIEFS_BEFORE,
    LinkKind.BRIEFS_AFTER,
)
"""What an act linked to another in one of these ways says of it."""


def around(
    at: At,
    ids: Collection[str],
    links: Collection[LinkKind] = _JUDGING,
    *,
    onward: bool = False,
    seen: Sight | None = None,
) -> RecordView:
    """These acts, each as it is in the whole record, with their standings and briefings.

    What other acts say of them is read too: those that link to them in one of the ways of
    `links`. `onward` reads those that they link to as well. `seen` is what the viewer may see,
    where the caller has asked that already. Linear in what is read.
    """
    seen = seen or sight(at.viewer, at.case_id)
    inward = marks.subjects_having(seen, at.case_id, links, ids)
    opened = _read(at, seen, inward.union(ids))
    accounts, withdrawals = _told(opened)
    if onward:
        own = _targets(f for f in accounts if f.act in ids)
        opened = (*opened, *_read(at, seen, own.difference(inward, ids)))
        accounts, withdrawals = _told(opened)
    elsewhere = queries.present(seen, at.case_id, at.world.keys, _targets(accounts))
    every = compose(accounts, withdrawals, elsewhere)
    day = at.world.clock().date()
    briefings = ledger(every, _duties(opened), day, at.frame)
    return RecordView(
        acts=tuple(act for act in every if act.id in ids),
        standings=tuple(s for s in standings(every, day) if s.act in ids),
        briefings=tuple(b for b in briefings if b.contact in ids),
        as_of=day,
        beside=tuple(act for act in every if act.id not in ids),
    )


def _read(at: At, seen: Sight, acts: Collection[str]) -> tuple[Opened, ...]:
    return queries.entries(seen, at.case_id, at.world.keys, *_OF_THE_RECORD, subjects=acts)


def _targets(accounts: Iterable[FiledAccount]) -> frozenset[str]:
    return frozenset(link.act for f in accounts for link in f.account.links)


def resting_on(at: At, report_id: str) -> RecordView:
    """The acts of which an account rests on words of this report."""
    found = marks.subjects_having(at.viewer, at.case_id, [Field.SOURCE], [report_id])
    return around(at, found)


def grounds(at: At, ids: Collection[str]) -> RecordView:
    """What an assumption may name: the acts with these ids, and those with these accounts."""
    return around(at, queries.subjects_of(at.viewer, at.case_id, ids).union(ids))


def act_of(at: At, act_id: str) -> tuple[Act, RecordView]:
    """One act as this seat sees it, with those linked to it; NotFoundError where it sees none of
    its accounts.
    """
    record = around(at, {act_id}, tuple(LinkKind), onward=True)
    if not record.acts:
        raise nothing_here()
    return record.acts[0], record
