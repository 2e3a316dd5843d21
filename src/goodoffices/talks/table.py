"""A protocol as a frozen table: in which phase who may do what, and where it leads (TK 1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from goodoffices.saying import all_of, say
from goodoffices.talks.names import EVENTS, PHASES, ROLES

__all__ = ["Refusal", "Role", "Row", "Table"]


class Role(StrEnum):
    MEDIATOR = "mediator"
    PARTY = "party"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a step was not taken. The reason never rests on what the actor may not see."""

    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """In `phase`, `role` may do `event`; it leads to `to`, where a row has `when` only then."""

    phase: str
    event: str
    role: Role
    to: str
    when: str = ""

    @property
    def key(self) -> tuple[str, str, Role, str]:
        return self.phase, self.event, self.role, self.when


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a protocol. A phase that no row leaves is an end."""

    name: str
    start: str
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        twice = [key for key, count in Counter(row.key for row in self.rows).items() if count > 1]
        if twice:
            raise ValueError(f"{self.name}: {twice[0]} stands twice")
        lost = {row.phase for row in self.rows} - set(self.phases)
        if lost:
            raise ValueError(f"{self.name}: nothing leads to {sorted(lost)}")

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases that can be reached, nearest to the start first."""
        found = [self.start]
        for phase in found:
            found += [
                row.to
                for row in self.rows
                if row.phase == phase and row.to != phase and row.to not in found
            ]
        return tuple(dict.fromkeys(found))

    @property
    def ends(self) -> frozenset[str]:
        return frozenset(self.phases) - {row.phase for row in self.rows}

    def open_to(self, phase: str, role: Role) -> tuple[str, ...]:
        """The events a role may bring in a phase, in the order of the table."""
        rows = (row for row in self.rows if row.phase == phase and row.role is role)
        return tuple(dict.fromkeys(row.event for row in rows))

    def closed(self, phase: str, event: str, role: Role) -> Refusal | None:
        """Why the event is not open to the role in this phase; None if it is."""
        if event in self.open_to(phase, role):
            return None
        may = [EVENTS[one] for one in self.open_to(phase, role)]
        return Refusal(
            say(
                "{event} is not open to the {role} now ({phase}); what is: {may}",
                event=EVENTS[event],
                role=ROLES[role],
                phase=PHASES[phase],
                may=all_of(may) or say("nothing"),
            )
        )

    def target(self, phase: str, event: str, role: Role, when: str = "") -> str:
        """Where the row leads; KeyError if there is none, so a step cannot leave the table."""
        return {row.key: row.to for row in self.rows}[phase, event, role, when]
