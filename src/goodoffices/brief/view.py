"""The input laid out for the sections: acts by id and number, and the runs that tell of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from goodoffices.brief.document import Cite, Quoted, Ref, RefKind, Runs, Text
from goodoffices.brief.given import BriefInput
from goodoffices.brief.words import day, when
from goodoffices.record.acts import Act
from goodoffices.record.contacts import contacts
from goodoffices.record.issues import positions
from goodoffices.record.standing import histories
from goodoffices.saying import listed, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.record.accounts import Account
    from goodoffices.record.acts import FiledAccount
    from goodoffices.record.contacts import Contact
    from goodoffices.record.frame import Side
    from goodoffices.record.issues import Issue
    from goodoffices.record.standing import Change

__all__ = ["View", "act_ref", "attribution", "cite", "letter", "text"]


def act_ref(act_id: str) -> Ref:
    return Ref(RefKind.ACT, act_id)


def cite(*act_ids: str) -> Cite:
    return Cite(tuple(act_ref(one) for one in dict.fromkeys(act_ids)))


def text(words: str, *, strong: bool = False) -> Text:
    return Text(words, strong)


def letter(position: int) -> str:
    """a to z, then aa, ab and so on."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("a") + rest) + name
    return name


def attribution(account: Account) -> str:
    """Who says it, through whom, and when: `the ambassador, through a newspaper, 25 February`."""
    who = account.attribution or say("source not stated")
    named = account.anonymous and "unnamed" not in who.casefold()
    parts = [say("{who} (unnamed)", who=who) if named else who]
    if account.said:
        parts.append(say("said {date}", date=when(account.said)))
    elif account.reported:
        parts.append(say("reported {date}", date=when(account.reported)))
    return listed(parts)


@dataclass(frozen=True)
class View:
    """`past` are the acts that are not certainly later than the day of the brief.

    No slots: what several sections ask for is found once.
    """

    given: BriefInput
    by_id: dict[str, Act] = field(init=False)
    past: tuple[Act, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {act.id: act for act in self.given.acts})
        object.__setattr__(self, "past", tuple(a for a in self.given.acts if not self.is_later(a)))

    def is_later(self, act: Act) -> bool:
        start = act.happened.earliest if act.happened else None
        return start is not None and start > self.given.as_of

    def told(self, act: Act, *, dated: bool = True) -> Runs:
        """Its title, its date and its number."""
        head = act.title.rstrip(".")
        line = say("{title}, {date}", title=head, date=when(act.happened)) if dated else head
        doubt = ""
        if act.contested and dated:
            doubt = say(
                " (contested: {question})",
                question=say("; ").join(p.point.question for p in act.contested),
            )
        return (text(line), cite(act.id), *((text(doubt),) if doubt else ()))

    def quoted(self, filed: FiledAccount) -> Runs:
        account = filed.account
        grade = say(", grade {grade}", grade=account.grade) if account.grade else ""
        return (
            Quoted(account.claim),
            text(say(" – {attribution}{grade}", attribution=attribution(account), grade=grade)),
            Cite((Ref(RefKind.ACCOUNT, filed.id),)),
        )

    def by_side(self, side: Side) -> tuple[Act, ...]:
        return self._by_side[side.id]

    @cached_property
    def _by_side(self) -> dict[str, tuple[Act, ...]]:
        return {
            side.id: tuple(a for a in self.past if any(side.is_meant_by(m) for m in a.actors))
            for side in self.given.frame.sides
        }

    @cached_property
    def histories(self) -> dict[str, tuple[Change, ...]]:
        """How each offer came to stand as it does."""
        given = self.given
        offers = (self.by_id[standing.act] for standing in given.standings)
        return histories(given.acts, offers, given.as_of)

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        """With the parties, in order (MT 5)."""
        return contacts(self.past, self.given.frame, self.given.as_of)

    @cached_property
    def positions(self) -> tuple[Issue, ...]:
        """Issue by party (MT 11)."""
        given = self.given
        return positions(given.acts, given.frame, given.as_of)

    def standing_ids(self, ids: Iterable[str]) -> tuple[Ref, ...]:
        """References to those of the ids (of acts or accounts) that the reader's record holds."""
        accounts = {f.id for act in self.given.acts for f in act.accounts}
        refs = []
        for one in dict.fromkeys(ids):
            if one in self.by_id:
                refs.append(act_ref(one))
            elif one in accounts:
                refs.append(Ref(RefKind.ACCOUNT, one))
        return tuple(refs)

    @property
    def today(self) -> str:
        return day(self.given.as_of)
