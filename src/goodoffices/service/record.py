"""Filing accounts, withdrawing them; the record as one seat sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.access.decisions import check_may_read, narrower
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.record.accounts import Account
from goodoffices.record.acts import Act, FiledAccount, Withdrawal, compose
from goodoffices.record.audiences import Audience
from goodoffices.record.briefings import Briefing, ledger
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.phrases import headline
from goodoffices.record.revisions import in_force
from goodoffices.record.standing import Standing, standings
from goodoffices.service.audiences import check_audience
from goodoffices.service.briefings import filed_duty
from goodoffices.service.cases import nothing_here
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = [
    "RecordView",
    "SearchHit",
    "act_of",
    "file_account",
    "search",
    "view",
    "withdraw",
]

_MOST_HITS = 50


@dataclass(frozen=True, slots=True)
class RecordView:
    """The record as one seat sees it at one instant; everything in it is derived."""

    acts: tuple[Act, ...]
    standings: tuple[Standing, ...]
    briefings: tuple[Briefing, ...]
    as_of: date

    @property
    def contested(self) -> tuple[Act, ...]:
        return tuple(act for act in self.acts if act.contested)

    def act(self, act_id: str) -> Act | None:
        return next((act for act in self.acts if act.id == act_id), None)

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
                f"the report is for '{source.audience.key}', the account would be for more",
                where="audience",
                remedy="Choose the report's audience or a narrower one",
            )
    if supersedes is not None:
        earlier = _seen(at, supersedes, Genre.ACCOUNT)
        act = earlier.subject
        later = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.ACCOUNT, subject=act)
        if any(other.supersedes == supersedes for other in later):
            raise ConflictingEditError(
                "somebody else has revised this account meanwhile",
                remedy="Open it again; both texts are kept",
            )
    when = account.happened
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
            sort_from=when.earliest if when else None,
            sort_to=when.latest if when else None,
            words=_words(account),
            id=entry_id,
        ),
        at.world.keys,
        at.world.new_id,
    )
    return FiledAccount(entry_id, act_id, audience, account, entered, at.seat, supersedes)


def _words(account: Account) -> str:
    names = [m.name for m in (*account.actors, *account.targets)]
    states = [m.state for m in (*account.actors, *account.targets)]
    chain = [str(c) for c in account.chain]
    rest = [account.venue or "", account.title or headline(account)]
    return " ".join([account.claim.text, *names, *states, *chain, *rest])


@transaction.atomic
def withdraw(at: At, account_id: str, reason: str) -> str:
    """Withdraw an account; a tombstone stays for those who could see it."""
    check_may(at.viewer, Action.FILE)
    filed = _seen(at, account_id, Genre.ACCOUNT)
    if not reason.strip():
        raise InputError("a withdrawal says why", where="reason")
    return append(
        at.case_id,
        NewEntry(
            genre=Genre.WITHDRAWAL,
            audience=filed.audience,
            payload={"account": account_id, "reason": reason},
            entered=at.world.clock(),
            seat=at.seat,
            subject=filed.subject,
            supersedes=account_id,
        ),
        at.world.keys,
        at.world.new_id,
    )


def _seen(at: At, entry_id: str, genre: Genre) -> Opened:
    found = queries.entry(at.viewer, at.case_id, at.world.keys, entry_id)
    if found is None or found.genre is not genre:
        raise nothing_here()
    check_may_read(at.viewer, found.id, found.audience)
    return found


def filed(opened: Opened) -> FiledAccount:
    return FiledAccount(
        id=opened.id,
        act=opened.subject,
        audience=opened.audience,
        account=from_plain(Account, opened.payload),
        entered=opened.entered,
        recorder=opened.seat,
        supersedes=opened.supersedes,
    )


def view(at: At, on: datetime | None = None) -> RecordView:
    """The record as this seat sees it, as it stood at the instant `on` (now, if none is given)."""
    moment = on or at.world.clock()
    opened = queries.entries(
        at.viewer, at.case_id, at.world.keys, Genre.ACCOUNT, Genre.WITHDRAWAL, Genre.DUTY
    )
    known = [e for e in opened if e.entered <= moment]
    acts = compose(
        (filed(e) for e in known if e.genre is Genre.ACCOUNT),
        (
            Withdrawal(e.payload["account"], e.entered, e.payload["reason"])
            for e in known
            if e.genre is Genre.WITHDRAWAL
        ),
    )
    duties = in_force(filed_duty(e) for e in known if e.genre is Genre.DUTY)
    day = moment.date()
    briefings = ledger(acts, duties, day, at.frame)
    return RecordView(acts, standings(acts, day), briefings, day)


def act_of(at: At, act_id: str) -> tuple[Act, RecordView]:
    """One act as this seat sees it; NotFoundError where it sees none of its accounts."""
    record = view(at)
    act = record.act(act_id)
    if act is None:
        raise nothing_here()
    return act, record


@dataclass(frozen=True, slots=True)
class SearchHit:
    act: str
    title: str
    words: str
    audience: Audience


def search(at: At, query: str) -> tuple[SearchHit, ...]:
    """Accounts that hold every word, among those this seat sees and that still stand."""
    found = queries.search(at.viewer, at.case_id, at.world.keys, query, _MOST_HITS)
    standing = {f.id: act for act in view(at).acts for f in act.accounts}
    return tuple(
        SearchHit(standing[e.id].id, standing[e.id].title, e.payload["claim"]["text"], e.audience)
        for e in found
        if e.id in standing
    )
