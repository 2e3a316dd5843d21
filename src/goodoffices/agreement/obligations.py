"""Obligations, and what is told of their performance (AG 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Fact", "Finding", "Obligation", "Status", "Told", "findings"]

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Obligation:
    """Who does what by when; who guarantees it and how it is verified, where that was agreed.

    Without `due` it holds from the beginning on, as not to shoot does.
    """

    id: str
    term: str
    who: str
    what: str
    due: date | None = None
    guarantor: str = ""
    verification: str = ""

    def __post_init__(self) -> None:
        if not self.who.strip() or not self.what.strip():
            raise InputError(say("an obligation says who does what"), where=f"obligation {self.id}")


class Fact(StrEnum):
    PERFORMED = "performed"
    PARTLY = "partly"
    VIOLATED = "violated"


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody tells that an obligation was performed, in part, or violated, on a day."""

    obligation: str
    fact: Fact
    on: date
    by: str
    words: str = ""
    entry: str = ""


class Status(StrEnum):
    OPEN = "open"
    SOON = "due_soon"
    OVERDUE = "overdue"
    STANDING = "standing"
    PARTLY = "partly"
    PERFORMED = "performed"
    VIOLATED = "violated"


@dataclass(frozen=True, slots=True)
class Finding:
    """Where an obligation stands on a day, and whether tellers differ about it."""

    obligation: Obligation
    status: Status
    contested: bool
    told: tuple[Told, ...]


def findings(
    obligations: Iterable[Obligation], told: Iterable[Told], on: date
) -> tuple[Finding, ...]:
    """Where each obligation stands on that day; what happened later is left out.

    The latest word of each teller counts. If they differ the obligation is contested and the
    graver word stands. O(obligations * told).
    """
    known = [one for one in told if one.on <= on]
    return tuple(
        _finding(one, [t for t in known if t.obligation == one.id], on) for one in obligations
    )


_GRAVEST = (Fact.VIOLATED, Fact.PARTLY, Fact.PERFORMED)


def _finding(obligation: Obligation, told: list[Told], on: date) -> Finding:
    told = sorted(told, key=lambda one: one.on)
    latest = {one.by: one.fact for one in told}
    said = set(latest.values())
    if not said:
        return Finding(obligation, _waiting(obligation, on), contested=False, told=())
    gravest = next(fact for fact in _GRAVEST if fact in said)
    status = Status(gravest.value)
    if status is Status.PARTLY and obligation.due is not None and obligation.due < on:
        status = Status.OVERDUE
    return Finding(obligation, status, contested=len(said) > 1, told=tuple(told))


def _waiting(obligation: Obligation, on: date) -> Status:
    if obligation.due is None:
        return Status.STANDING
    if obligation.due < on:
        return Status.OVERDUE
    return Status.SOON if obligation.due - on <= SOON else Status.OPEN
