"""Acts of the record that a draft may be another account of, and what would be contested then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.record.accounts import Stance
from goodoffices.record.acts import Act
from goodoffices.record.contested import ContestedPoint, contested_points
from goodoffices.record.marks import Field, names_of
from goodoffices.record.telling import COMPARED, stance_towards
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.record import around
from goodoffices.store import marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodoffices.record.accounts import Account
    from goodoffices.service.at import At

__all__ = ["DRAFT", "Elsewhere", "acts_told_elsewhere"]

DRAFT = "draft"
"""The id under which the draft stands in the contested points of a proposal."""
_MOST_ACTS = 200
_MOST_PROPOSALS = 3


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An act that the draft may tell of; points that would be contested if it does."""

    act: Act
    stance: Stance
    contested: tuple[ContestedPoint, ...]


def acts_told_elsewhere(at: At, drafts: Mapping[str, Account]) -> dict[str, tuple[Elsewhere, ...]]:
    """For each draft's account the visible acts it may tell of, no more than three.

    Only acts that share a kind and a name with one of the drafts are opened, and 200 at most.
    """
    if not drafts:
        return {}
    acts = around(at, _candidates(at, drafts.values())).acts
    return {
        key: tuple(_proposed(account, acts))[:_MOST_PROPOSALS] for key, account in drafts.items()
    }


def _candidates(at: At, accounts: Iterable[Account]) -> frozenset[str]:
    kinds: set[str] = set()
    names: set[str] = set()
    for account in accounts:
        kinds.update(str(kind) for kind in (account.kind, *account.also) if kind in COMPARED)
        if account.kind is ActKind.DENY:
            kinds.update(str(kind) for kind in (ActKind.ACCUSE, *COMPARED))
        for mention in (*account.actors, *account.targets):
            names.update(names_of(mention))
    by_kind = marks.subjects_having(at.viewer, at.case_id, [Field.KIND], kinds)
    by_name = marks.subjects_having(at.viewer, at.case_id, [Field.ACTOR], names)
    return frozenset(sorted(by_kind & by_name)[:_MOST_ACTS])


def _proposed(account: Account, acts: Iterable[Act]) -> Iterable[Elsewhere]:
    for act in acts:
        told = [filed for filed in act.accounts if filed.account.source != account.source]
        stances = (stance_towards(account, filed.account) for filed in told)
        stance = next((found for found in stances if found is not None), None)
        if stance is None or len(told) < len(act.accounts):
            continue
        here = [(filed.id, filed.account) for filed in act.accounts]
        bearing = [(filed.id, filed.account) for filed in act.bearing]
        points = contested_points([*here, (DRAFT, replace(account, stance=stance))], bearing)
        yield Elsewhere(act, stance, points)
