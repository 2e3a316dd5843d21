"""Whether two accounts may tell of one act, so that a person can say so.

A proposal only, computed and never stored. Accounts may tell of one act if they tell of the same
kind of act (a call in which an offer was made is the offer's kind too), name a common side on each
end that both name and on one at least, and neither their days nor the days of their reports lie
apart. A denial may tell of an act if it shares words with an account of it that somebody else gave.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from goodoffices.record.accounts import Stance
from goodoffices.record.vocabulary import CONTACT_KINDS, MEDIATION_ACTS, ActKind

if TYPE_CHECKING:
    from goodoffices.record.accounts import Account, Mention
    from goodoffices.record.dates import RecordDate

__all__ = ["COMPARED", "stance_towards"]

COMPARED = (
    CONTACT_KINDS
    | MEDIATION_ACTS
    | {
        ActKind.BRIEF_THIRD_PARTY,
        ActKind.AGREEMENT,
        ActKind.NEGOTIATE,
        ActKind.HALT_TALKS,
        ActKind.DECLARE_CEASEFIRE,
        ActKind.END_CEASEFIRE,
        ActKind.RECALL_ENVOY,
        ActKind.APPOINT,
        ActKind.USE_FORCE,
        ActKind.PROTEST,
    }
)
"""Deeds that several reports tell of; what is only said is each speaker's own act."""

APART = timedelta(days=14)
SHARED_WORDS = 2
_WORD = re.compile(r"\w{5,}")


def stance_towards(account: Account, told: Account) -> Stance | None:
    """What the account would do to the act that `told` is of; None if it is of another."""
    if account.kind is ActKind.DENY:
        return Stance.DENIES if _denies(account, told) else None
    kinds = {account.kind, *account.also} & {told.kind, *told.also} & COMPARED
    if account.kind is ActKind.CONFIRM:
        return Stance.CONFIRMS if kinds and _near(account, told) else None
    alike = account.kind is told.kind or bool(kinds & CONTACT_KINDS)
    if not kinds or not alike or not _near(account, told):
        return None
    ends = (_meet(account.actors, told.actors), _meet(account.targets, told.targets))
    return Stance.TELLS if True in ends and False not in ends else None


def _meet(one: tuple[Mention, ...], other: tuple[Mention, ...]) -> bool | None:
    """Whether the ends have a side in common; None where one of them is not named."""
    if not one or not other:
        return None
    return bool({_side(m) for m in one} & {_side(m) for m in other})


def _side(mention: Mention) -> str:
    return (mention.state or mention.name).casefold()


def _near(one: Account, other: Account) -> bool:
    if one.happened is not None and other.happened is not None:
        return one.happened.may_equal(other.happened)
    return not _apart(one.reported, other.reported)


def _apart(one: RecordDate | None, other: RecordDate | None) -> bool:
    if one is None or other is None or one.earliest is None or other.earliest is None:
        return False
    return abs(one.earliest - other.earliest) > APART


def _denies(denial: Account, told: Account) -> bool:
    if told.kind is ActKind.DENY or not _near(denial, told):
        return False
    denier, teller = denial.speaker, told.speaker
    if denier is not None and teller is not None and denier.name == teller.name:
        return False
    shared = _words(denial) & _words(told)
    return len(shared) >= SHARED_WORDS


def _words(account: Account) -> frozenset[str]:
    return frozenset(_WORD.findall(account.claim.text.casefold()))
