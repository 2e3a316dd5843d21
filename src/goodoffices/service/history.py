"""What an account said before: its revisions, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.record.acts import FiledAccount, Withdrawal
from goodoffices.service.cases import nothing_here
from goodoffices.service.record import filed
from goodoffices.store import queries
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from goodoffices.service.at import At
    from goodoffices.store.opened import Opened

__all__ = [
    "AccountHistory",
    "Tombstone",
    "accounts_of",
    "history_of",
    "tombstones",
    "withdrawals",
]


@dataclass(frozen=True, slots=True)
class AccountHistory:
    """The revisions of one account that a seat may see, the first first."""

    act: str
    revisions: tuple[FiledAccount, ...]
    withdrawals: tuple[Withdrawal, ...]

    def withdrawal_of(self, account_id: str) -> Withdrawal | None:
        return next((w for w in self.withdrawals if w.entry == account_id), None)

    @property
    def newest(self) -> FiledAccount:
        return self.revisions[-1]

    @property
    def current(self) -> FiledAccount | None:
        """The revision that stands; None where the newest was withdrawn."""
        return None if self.withdrawal_of(self.newest.id) else self.newest

    def revision(self, account_id: str) -> FiledAccount:
        return next(one for one in self.revisions if one.id == account_id)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An account that was withdrawn: what it said is kept, and why it went."""

    filed: FiledAccount
    withdrawal: Withdrawal


def history_of(at: At, act_id: str, account_id: str) -> AccountHistory:
    """All revisions before and after this one; NotFoundError where this seat sees no such account.

    Linear in the accounts of the act.
    """
    opened = queries.entries(
        at.viewer,
        at.case_id,
        at.world.keys,
        Genre.ACCOUNT,
        Genre.WITHDRAWAL,
        subject=act_id,
    )
    accounts = {e.id: filed(e) for e in opened if e.genre is Genre.ACCOUNT}
    if account_id not in accounts:
        raise nothing_here()
    first = account_id
    while (before := accounts[first].supersedes) in accounts and before is not None:
        first = before
    after: dict[str, list[str]] = {}
    for one in accounts.values():
        if one.supersedes is not None:
            after.setdefault(one.supersedes, []).append(one.id)
    line, queue = [], [first]
    while queue:
        line.append(queue.pop(0))
        queue += after.get(line[-1], [])
    ids = set(line)
    # in the order in which they were entered, which that of `accounts` is
    return AccountHistory(
        act_id,
        tuple(one for one in accounts.values() if one.id in ids),
        tuple(w for w in _withdrawals(opened) if w.entry in ids),
    )


def _withdrawals(opened: Iterable[Opened]) -> tuple[Withdrawal, ...]:
    return tuple(
        Withdrawal(e.payload["entry"], e.entered, e.payload["reason"], e.seat)
        for e in opened
        if e.genre is Genre.WITHDRAWAL
    )


def tombstones(told: Collection[Opened]) -> tuple[Tombstone, ...]:
    """The accounts that were withdrawn, the latest first, of what is entered about an act."""
    accounts = {e.id: e for e in told if e.genre is Genre.ACCOUNT}
    return tuple(
        Tombstone(filed(accounts[w.entry]), w)
        for w in reversed(_withdrawals(told))
        if w.entry in accounts
    )


def withdrawals(at: At) -> tuple[Withdrawal, ...]:
    """The withdrawals of accounts that this seat sees, the latest first; no account is opened."""
    given = at.viewer, at.case_id, at.world.keys
    found = _withdrawals(queries.entries(*given, Genre.WITHDRAWAL))
    accounts = queries.kept(*given, Genre.ACCOUNT, {one.entry for one in found})
    return tuple(one for one in reversed(found) if one.entry in accounts)


def accounts_of(at: At, gone: Collection[Withdrawal]) -> dict[str, FiledAccount]:
    """What was withdrawn, by id."""
    ids = {one.entry for one in gone}
    opened = queries.entries_of(at.viewer, at.case_id, at.world.keys, ids)
    return {one.id: filed(one) for one in opened}
