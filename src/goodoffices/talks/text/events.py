"""What can happen to a single negotiating text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from goodoffices.errors import InputError
from goodoffices.record.audiences import Audience
from goodoffices.saying import say
from goodoffices.talks.text.state import Version

__all__ = [
    "EVENTS",
    "Accept",
    "Add",
    "Agree",
    "Event",
    "Hold",
    "Lift",
    "OnClause",
    "Remark",
    "Reopen",
    "Reserve",
    "Revise",
    "Strike",
    "Table",
    "Withdraw",
]


@dataclass(frozen=True, slots=True)
class Add:
    """A new clause, after the clause `after` or at the end."""

    name: ClassVar[str] = "add"
    clause: str
    version: Version
    after: str = ""


@dataclass(frozen=True, slots=True)
class Revise:
    """A new version of a clause; brackets and acceptances fall, reservations stay."""

    name: ClassVar[str] = "revise"
    clause: str
    version: Version


@dataclass(frozen=True, slots=True)
class Strike:
    name: ClassVar[str] = "strike"
    clause: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """An agreed or struck clause is open again; acceptances fall."""

    name: ClassVar[str] = "reopen"
    clause: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A party puts words of the authoritative wording in brackets."""

    name: ClassVar[str] = "hold"
    clause: str
    id: str
    start: int
    end: int
    audience: Audience


@dataclass(frozen=True, slots=True)
class Reserve:
    """A party tells the mediator alone what it has against a clause."""

    name: ClassVar[str] = "reserve"
    clause: str
    id: str
    words: str

    def __post_init__(self) -> None:
        _check_words(self.words)


@dataclass(frozen=True, slots=True)
class Lift:
    """The holder lifts its bracket or reservation."""

    name: ClassVar[str] = "lift"
    clause: str
    id: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, for an audience that its author is of."""

    name: ClassVar[str] = "comment"
    clause: str
    id: str
    words: str
    audience: Audience

    def __post_init__(self) -> None:
        _check_words(self.words)


@dataclass(frozen=True, slots=True)
class Accept:
    """A party accepts the version that it saw: `check` is the fingerprint of that one."""

    name: ClassVar[str] = "accept"
    clause: str
    check: str


@dataclass(frozen=True, slots=True)
class Table:
    """The mediator puts the text before the parties."""

    name: ClassVar[str] = "table"


@dataclass(frozen=True, slots=True)
class Agree:
    """The mediator closes a text of which every standing clause is agreed."""

    name: ClassVar[str] = "agree"


@dataclass(frozen=True, slots=True)
class Withdraw:
    name: ClassVar[str] = "withdraw"


OnClause = Revise | Strike | Reopen | Hold | Reserve | Lift | Remark | Accept
Event = Add | OnClause | Table | Agree | Withdraw
EVENTS: dict[str, type[Event]] = {
    kind.name: kind
    for kind in (
        Add, Revise, Strike, Reopen, Hold, Reserve, Lift, Remark, Accept, Table, Agree, Withdraw
    )
}  # fmt: skip


def _check_words(words: str) -> None:
    if not words.strip():
        raise InputError(say("there are no words"), where="words", remedy=say("Say what you mean"))
