"""Whether accounts of an act are at odds, for the index alone: never told to a reader.

An act is contested for a reader if two accounts that this reader sees are at odds. The later of
the two was filed when the earlier was there. So it is enough to note, as an account is filed,
whether it and all that were there before are at odds, whoever may see them: whoever finds the
act contested sees an account with that note. The note says too much where the other account is
hidden; so a list of contested acts asks each act itself.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from goodoffices.journal.sealing import unseal
from goodoffices.record.accounts import Account
from goodoffices.record.codec import from_plain
from goodoffices.record.contested import compared_of, contested_points
from goodoffices.record.marks import Field, marks_of
from goodoffices.store.genres import Genre
from goodoffices.store.statements import asked, every, is_same

if TYPE_CHECKING:
    from goodoffices.journal.keyfile import KeyFile
    from goodoffices.record.marks import Marks

__all__ = ["Arriving", "at_odds"]


def at_odds(case_id: str, act: str, payload: Any, keys: KeyFile) -> bool:
    """Linear in the accounts of the act until two are at odds, constant from then on."""
    case = is_same("case_id", case_id)
    noted = (case, is_same("field", Field.AT_ODDS.value), is_same("value", act))
    if asked("1 FROM store_mark", every(noted), "LIMIT 1"):
        return True
    accounts = (case, is_same("subject", act), is_same("genre", Genre.ACCOUNT.value))
    rows = asked("id, sealed FROM store_entry", every(accounts))
    if not rows:
        return False
    found = keys.fetch(entry for entry, _ in rows)
    told = [
        (entry, _opened(json.loads(unseal(bytes(sealed), found[entry], entry))))
        for entry, sealed in rows
        if entry in found
    ]
    return bool(contested_points([*told, ("", _opened(payload))]))


class Arriving:
    """The same of accounts that come in one after the other, all of a case from its first. Of
    each no more is held than what is compared.
    """

    def __init__(self) -> None:
        self._told: dict[str, tuple[Account, ...]] = {}
        self._noted: set[str] = set()

    def marks(self, act: str, account: Account) -> Marks:
        """What lists select this account by; the note as `at_odds`, but asking no database."""
        found = marks_of(account)
        if self._are_at_odds(act, compared_of(account)):
            found |= {(Field.AT_ODDS, act)}
        self._noted |= {noted for field, noted in found if field == Field.AT_ODDS}
        return found

    def _are_at_odds(self, act: str, account: Account) -> bool:
        if act in self._noted:
            self._told.pop(act, None)
            return True
        told = self._told[act] = (*self._told.get(act, ()), account)
        return bool(contested_points([("", one) for one in told]))


def _opened(payload: Any) -> Account:
    return from_plain(Account, payload)
