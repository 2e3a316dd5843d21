"""What can happen to a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from goodoffices.talks.sessions.state import Delegation, Minute, Part, Plan

__all__ = [
    "EVENTS",
    "Adjourn",
    "Cancel",
    "Close",
    "Confirm",
    "Decline",
    "Event",
    "Invite",
    "Keep",
    "Name",
    "Open",
    "Replan",
    "Resume",
]


@dataclass(frozen=True, slots=True)
class Replan:
    """A new plan; whatever was confirmed or declined falls."""

    name: ClassVar[str] = "replan"
    plan: Plan


@dataclass(frozen=True, slots=True)
class Invite:
    name: ClassVar[str] = "invite"


@dataclass(frozen=True, slots=True)
class Confirm:
    """A delegation confirms one part of the plan."""

    name: ClassVar[str] = "confirm"
    part: Part


@dataclass(frozen=True, slots=True)
class Decline:
    """A delegation will not come; what it had confirmed falls."""

    name: ClassVar[str] = "decline"


@dataclass(frozen=True, slots=True)
class Name:
    """A party names its delegation; the latest list stands."""

    name: ClassVar[str] = "name"
    delegation: Delegation


@dataclass(frozen=True, slots=True)
class Open:
    name: ClassVar[str] = "open"


@dataclass(frozen=True, slots=True)
class Adjourn:
    name: ClassVar[str] = "adjourn"


@dataclass(frozen=True, slots=True)
class Resume:
    name: ClassVar[str] = "resume"


@dataclass(frozen=True, slots=True)
class Close:
    name: ClassVar[str] = "close"


@dataclass(frozen=True, slots=True)
class Keep:
    """The mediator keeps minutes for an audience: from opening on until the close."""

    name: ClassVar[str] = "keep"
    minute: Minute


@dataclass(frozen=True, slots=True)
class Cancel:
    name: ClassVar[str] = "cancel"


Event = Replan | Invite | Confirm | Decline | Name | Open | Adjourn | Resume | Close | Cancel | Keep
EVENTS: dict[str, type[Event]] = {
    kind.name: kind
    for kind in (Replan, Invite, Confirm, Decline, Name, Open, Adjourn, Resume, Close, Cancel, Keep)
}
