"""What can happen to an agreement once it is put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from goodoffices.agreement.obligations import Obligation, Told
from goodoffices.errors import InputError
from goodoffices.record.audiences import Audience
from goodoffices.saying import say

__all__ = [
    "EVENTS",
    "Drop",
    "Event",
    "Foresee",
    "Lay",
    "Oblige",
    "Recall",
    "Sign",
    "Tell",
    "Withdraw",
]


@dataclass(frozen=True, slots=True)
class Oblige:
    """The mediator writes down what a party owes by a term."""

    name: ClassVar[str] = "oblige"
    obligation: Obligation


@dataclass(frozen=True, slots=True)
class Drop:
    """An obligation is taken out of the draft again."""

    name: ClassVar[str] = "drop"
    id: str


@dataclass(frozen=True, slots=True)
class Foresee:
    """The mediator names the outcome of the conflict model that it stands for; empty: none."""

    name: ClassVar[str] = "foresee"
    outcome: str


@dataclass(frozen=True, slots=True)
class Lay:
    """The mediator lays the agreement before the parties; `check` repeats what was shown."""

    name: ClassVar[str] = "lay"
    check: str


@dataclass(frozen=True, slots=True)
class Recall:
    """Back to the draft; signatures given fall."""

    name: ClassVar[str] = "recall"


@dataclass(frozen=True, slots=True)
class Sign:
    """A party signs what it saw (`check`); `names` are those who sign for it."""

    name: ClassVar[str] = "sign"
    check: str
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.names or any(not name.strip() for name in self.names):
            raise InputError(
                say("nobody signs"), where="names", remedy=say("Name who signs for the party")
            )


@dataclass(frozen=True, slots=True)
class Tell:
    """Somebody tells that an obligation was performed, in part, or violated."""

    name: ClassVar[str] = "tell"
    told: Told
    audience: Audience


@dataclass(frozen=True, slots=True)
class Withdraw:
    name: ClassVar[str] = "withdraw"


Event = Oblige | Drop | Foresee | Lay | Recall | Sign | Tell | Withdraw
EVENTS: dict[str, type[Event]] = {
    kind.name: kind for kind in (Oblige, Drop, Foresee, Lay, Recall, Sign, Tell, Withdraw)
}
