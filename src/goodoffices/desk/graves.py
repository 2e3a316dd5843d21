"""Tombstones as pages show them: what was withdrawn or shredded, by whom, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.desk.addresses import address
from goodoffices.desk.badges import Badge, badge
from goodoffices.desk.tools.pages import Part, part_of
from goodoffices.record.acts import Withdrawal
from goodoffices.record.date_words import instant_in_words
from goodoffices.record.phrases import headline
from goodoffices.service.history import accounts_of, tombstones, withdrawals
from goodoffices.service.shredding import Shredded, shreddings
from goodoffices.store.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from goodoffices.record.acts import FiledAccount
    from goodoffices.service.at import At

__all__ = ["ActTold", "Grave", "all_graves", "graves_of"]

_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class ActTold:
    """An act, and what is entered about it."""

    id: str
    told: tuple[Opened, ...]


@dataclass(frozen=True, slots=True)
class Grave:
    title: str
    attribution: str
    when: str
    by: str
    reason: str
    address: str
    """Where its words are kept; empty where they were shredded."""
    badge: Badge


def graves_of(at: At, names: Mapping[str, str], act: ActTold) -> tuple[Grave, ...]:
    """The withdrawn accounts of an act this seat could see, the latest first, then shredded texts;
    `names` are seats in words.
    """
    return (
        *(_withdrawn(at, names, one.filed, one.withdrawal) for one in tombstones(act.told)),
        *(_shredded(at, names, one) for one in shreddings(at, act.id)),
    )


def all_graves(request: HttpRequest, at: At, names: Mapping[str, str]) -> Part[Grave]:
    """The same of the whole record, a page of them: only its accounts are opened."""
    every: tuple[Withdrawal | Shredded, ...] = (*withdrawals(at), *shreddings(at))
    chosen = part_of(request, every, lambda one: one, _PER_PAGE)
    accounts = accounts_of(at, [one for one in chosen.items if isinstance(one, Withdrawal)])
    lines = [
        _withdrawn(at, names, accounts[one.entry], one)
        if isinstance(one, Withdrawal)
        else _shredded(at, names, one)
        for one in chosen.items
    ]
    return chosen.shown_as(lines)


def _shredded(at: At, names: Mapping[str, str], one: Shredded) -> Grave:
    when, readers = instant_in_words(one.when), badge(at, one.audience)
    return Grave("", "", when, names[one.by], one.reason, "", readers)


def _withdrawn(
    at: At, names: Mapping[str, str], filed: FiledAccount, withdrawal: Withdrawal
) -> Grave:
    return Grave(
        title=filed.account.title or headline(filed.account),
        attribution=filed.account.attribution,
        when=instant_in_words(withdrawal.entered),
        by=names[withdrawal.recorder],
        reason=withdrawal.reason,
        address=address("account-history", at.frame.slug, filed.act, filed.id),
        badge=badge(at, filed.audience),
    )
