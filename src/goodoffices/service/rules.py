"""The rules of a case: setting them, and shredding what is no longer kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import InputError
from goodoffices.record.audiences import PUBLIC
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.rules import Rules, due
from goodoffices.saying import say
from goodoffices.service.shredding import SHREDDABLE, shred_entries
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.erasing import kept
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from goodoffices.service.at import At

__all__ = ["apply_retention", "rules_of", "set_rules"]


def rules_of(at: At) -> Rules:
    """The rules as they stand; those of a case that never set any keep everything."""
    told = queries.latest(at.viewer, at.case_id, at.world.keys, Genre.RULES)
    return Rules() if told is None else from_plain(Rules, told.payload)


@transaction.atomic
def set_rules(at: At, rules: Rules) -> None:
    """Set the rules of a case; the lead mediator alone may. Everybody may know them."""
    check_may(at.viewer, Action.MANAGE)
    for keep in rules.keep:
        if keep.kind not in SHREDDABLE:
            raise InputError(
                say("'{kind}' is not a kind of entry that is shredded", kind=keep.kind),
                where="kind",
                remedy=say("Known: {known}", known=", ".join(sorted(SHREDDABLE))),
            )
    append(
        at.case_id,
        NewEntry(
            Genre.RULES, PUBLIC, to_plain(rules), at.world.clock(), at.seat, subject=at.case_id
        ),
        at.world.keys,
        at.world.new_id,
    )


def apply_retention(at: At) -> tuple[str, ...]:
    """Shred what the rules of the case no longer keep; linear in the entries of those kinds."""
    check_may(at.viewer, Action.MANAGE)
    rules, now = rules_of(at), at.world.clock()
    gone: dict[int, list[str]] = {}
    for row in kept(at.case_id, {one.kind for one in rules.keep}):
        rule = due(rules, row.genre, row.readers.kind, row.entered, now)
        if rule is not None:
            gone.setdefault(rule.days, []).append(row.id)
    shredded: list[str] = []
    for days, ids in sorted(gone.items()):
        reason = say("kept for {days} days, by the rules of the case", days=days)
        shredded += shred_entries(at.world, at.case_id, ids, reason)
    return tuple(shredded)
