"""The facts an account states, in a fixed order, so that accounts can face each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.record.date_words import in_words, instant_in_words
from goodoffices.record.phrases import KIND_NAMES, people

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodoffices.record.accounts import Account, Grade
    from goodoffices.record.acts import FiledAccount
    from goodoffices.record.dates import RecordDate

__all__ = ["Fact", "facts_of", "grade_in_words"]

_RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
_CREDIBILITY = {
    1: "confirmed by others",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}


def grade_in_words(grade: Grade) -> str:
    return (
        f"{grade}: source {_RELIABILITY[grade.reliability]}, "
        f"account {_CREDIBILITY[grade.credibility]}"
    )


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an account; an empty value is not stated, which is not the same as `no`."""

    name: str
    value: str
    note: str = ""
    differs: bool = False


def _date(when: RecordDate | None) -> tuple[str, str]:
    if when is None:
        return "", ""
    told = f"“{when.words}”" if when.words else ""
    return in_words(when), "; ".join(part for part in (told, when.basis, when.zone) if part)


def _chain(account: Account) -> str:
    return account.attribution + (", unnamed" if account.anonymous else "")


_READ: tuple[tuple[str, Callable[[Account], str]], ...] = (
    ("Kind", lambda a: ", ".join(KIND_NAMES[kind] for kind in (a.kind, *a.also))),
    ("Who", lambda a: people(a.actors)),
    ("To whom", lambda a: people(a.targets)),
    ("Initiative of", lambda a: people([a.initiator]) if a.initiator else ""),
    ("Mediator", lambda a: a.mediator or ""),
    ("Venue", lambda a: a.venue or ""),
    ("By", lambda a: a.channel or ""),
    ("About", lambda a: a.issue or ""),
    ("Addressed to", lambda a: a.addressee or ""),
    ("Outcome", lambda a: a.outcome or ""),
    ("Number", lambda a: a.number or ""),
    ("Certainty", lambda a: " and ".join(_certainty(a))),
    ("Told by", _chain),
    ("Reporter", lambda a: a.reporter),
    ("Grade", lambda a: grade_in_words(a.grade) if a.grade else ""),
)
_DATES: tuple[tuple[str, Callable[[Account], RecordDate | None]], ...] = (
    ("Happened", lambda a: a.happened),
    ("Said", lambda a: a.said),
    ("Reported", lambda a: a.reported),
    ("Open until", lambda a: a.expires),
)
# stated by each account for itself: that they are not the same is no contradiction
_OWN = frozenset({"Told by", "Reporter", "Grade", "Said", "Reported", "Entered"})


def _certainty(account: Account) -> list[str]:
    marks = (("planned", account.planned), ("hedged", account.hedged))
    return [name for name, holds in marks if holds]


def facts_of(filed: Sequence[FiledAccount]) -> tuple[tuple[Fact, ...], ...]:
    """For each account its facts, in the same rows; rows that none of them states are left out.

    `differs` marks a row in which two accounts state different values.
    """
    rows = [_row(name, [(read(f.account), "") for f in filed]) for name, read in _READ]
    rows += [_row(name, [_date(read(f.account)) for f in filed]) for name, read in _DATES]
    rows.append(_row("Entered", [(instant_in_words(f.entered), "") for f in filed]))
    stated = [row for row in rows if any(fact.value for fact in row)]
    return tuple(tuple(column) for column in zip(*stated, strict=True))


def _row(name: str, values: Sequence[tuple[str, str]]) -> list[Fact]:
    distinct = {value.casefold() for value, _ in values if value}
    differs = len(distinct) > 1 and name not in _OWN
    return [Fact(name, value, note, differs and bool(value)) for value, note in values]
