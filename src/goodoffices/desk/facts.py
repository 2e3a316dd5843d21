"""The facts an account states, in a fixed order, so that accounts can face each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.desk.forms.lines import write_terms
from goodoffices.record.date_words import in_words, instant_in_words
from goodoffices.record.phrases import KIND_NAMES, people

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodoffices.record.accounts import Account, Grade
    from goodoffices.record.acts import FiledAccount
    from goodoffices.record.dates import RecordDate

__all__ = ["Fact", "Stated", "facts_of", "grade_in_words"]

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
class Stated:
    """What one account states; an empty value is not stated, which is not the same as `no`."""

    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, as each of several accounts states it."""

    name: str
    differs: bool
    """Whether two of them state different values."""
    stated: tuple[Stated, ...]

    @property
    def value(self) -> str:
        """What the first of them states."""
        return self.stated[0].value

    @property
    def note(self) -> str:
        return self.stated[0].note


def _date(when: RecordDate | None) -> Stated:
    if when is None:
        return Stated("")
    told = f"“{when.words}”" if when.words else ""
    note = "; ".join(part for part in (told, when.basis, when.zone) if part)
    return Stated(in_words(when), note)


def _chain(account: Account) -> str:
    told = account.attribution
    return f"{told}, unnamed" if account.anonymous and "unnamed" not in told else told


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
    ("Terms", lambda a: "; ".join(write_terms(a.terms).splitlines())),
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


def facts_of(filed: Sequence[FiledAccount]) -> tuple[Fact, ...]:
    """The facts that any of the accounts states, one after the other."""
    facts = [_fact(name, [Stated(read(f.account)) for f in filed]) for name, read in _READ]
    facts += [_fact(name, [_date(read(f.account)) for f in filed]) for name, read in _DATES]
    facts.append(_fact("Entered", [Stated(instant_in_words(f.entered)) for f in filed]))
    return tuple(fact for fact in facts if any(one.value for one in fact.stated))


def _fact(name: str, stated: Sequence[Stated]) -> Fact:
    distinct = {one.value.casefold() for one in stated if one.value}
    return Fact(name, len(distinct) > 1 and name not in _OWN, tuple(stated))
