"""Tombstones as pages show them: what was withdrawn or shredded, by whom, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.desk.addresses import address
from goodoffices.desk.badges import Badge, badge
from goodoffices.record.date_words import instant_in_words
from goodoffices.record.phrases import headline
from goodoffices.service.history import tombstones
from goodoffices.service.shredding import shreddings
from goodoffices.store.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.service.at import At

__all__ = ["ActTold", "Grave", "graves"]


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


def graves(at: At, names: Mapping[str, str], act: ActTold | None = None) -> tuple[Grave, ...]:
    """The withdrawn accounts this seat could see, the latest first, then shredded texts; `names`
    are seats in words, `act` is what is entered about one act, where it is of that act alone.
    """
    return (*_withdrawn(at, names, act), *_shredded(at, names, act.id if act else None))


def _shredded(at: At, names: Mapping[str, str], act_id: str | None) -> tuple[Grave, ...]:
    return tuple(
        Grave(
            "",
            "",
            instant_in_words(one.when),
            names[one.by],
            one.reason,
            "",
            badge(at, one.audience),
        )
        for one in shreddings(at, act_id)
    )


def _withdrawn(at: At, names: Mapping[str, str], act: ActTold | None) -> tuple[Grave, ...]:
    return tuple(
        Grave(
            title=one.filed.account.title or headline(one.filed.account),
            attribution=one.filed.account.attribution,
            when=instant_in_words(one.withdrawal.entered),
            by=names[one.withdrawal.recorder],
            reason=one.withdrawal.reason,
            address=address("account-history", at.frame.slug, one.filed.act, one.filed.id),
            badge=badge(at, one.filed.audience),
        )
        for one in tombstones(at, act.told if act else None)
    )
