"""The facts an account states, in a fixed order, so that accounts can face each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as mark

from goodoffices.desk.forms.lines import write_terms
from goodoffices.record.accounts import Stance
from goodoffices.record.date_words import in_words, instant_in_words
from goodoffices.record.differences import Run, differences, only_here
from goodoffices.record.phrases import KIND_NAMES, people
from goodoffices.saying import all_of, isolated, listed, quoted, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from goodoffices.record.accounts import Account, Grade
    from goodoffices.record.acts import FiledAccount
    from goodoffices.record.dates import RecordDate

__all__ = ["CREDIBILITY", "RELIABILITY", "Fact", "Stated", "facts_of", "grade_in_words"]

RELIABILITY = {
    "A": mark("completely reliable"),
    "B": mark("usually reliable"),
    "C": mark("fairly reliable"),
    "D": mark("not usually reliable"),
    "E": mark("unreliable"),
    "F": mark("reliability cannot be judged"),
}
CREDIBILITY = {
    1: mark("confirmed by others"),
    2: mark("probably true"),
    3: mark("possibly true"),
    4: mark("doubtful"),
    5: mark("improbable"),
    6: mark("truth cannot be judged"),
}


def grade_in_words(grade: Grade) -> str:
    return gettext("%(grade)s: source %(reliability)s, account %(credibility)s") % {
        "grade": grade,
        "reliability": gettext(RELIABILITY[grade.reliability]),
        "credibility": gettext(CREDIBILITY[grade.credibility]),
    }


@dataclass(frozen=True, slots=True)
class Stated:
    """What one account states; an empty value is not stated, which is not the same as `no`."""

    value: str
    note: str = ""
    runs: tuple[Run, ...] = ()
    """The value in stretches, where the accounts state it differently."""

    @property
    def only_here(self) -> str:
        """What stands in this account only, where the others share words with it."""
        own = only_here(self.runs)
        return " … ".join(own) if own and any(not run.differs for run in self.runs) else ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, as each of several accounts states it; `key` is its name in code."""

    key: str
    name: str
    differs: bool
    """Whether two of them state different values."""
    stated: tuple[Stated, ...]

    @property
    def changed(self) -> bool:
        """Whether they do not all state the same, silence counted."""
        return len({one.value for one in self.stated}) > 1

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
    told = quoted(when.words) if when.words else ""
    note = say("; ").join(isolated(part) for part in (told, when.basis, when.zone) if part)
    return Stated(in_words(when), note)


def _chain(account: Account) -> str:
    told = account.attribution
    if not account.anonymous or "unnamed" in told:
        return told
    return say("{source}, unnamed", source=told)


_STANCES = {
    Stance.TELLS: "",
    Stance.CONFIRMS: mark("confirms that it happened"),
    Stance.DENIES: mark("denies that it happened"),
    Stance.READING: mark("is the team’s reading"),
}
_READ: tuple[tuple[str, Callable[[Account], str]], ...] = (
    (mark("As to the act"), lambda a: gettext(_STANCES[a.stance]) if _STANCES[a.stance] else ""),
    (mark("Kind"), lambda a: listed(KIND_NAMES[kind] for kind in (a.kind, *a.also))),
    (mark("Who"), lambda a: people(a.actors)),
    (mark("To whom"), lambda a: people(a.targets)),
    (mark("Initiative of"), lambda a: people([a.initiator]) if a.initiator else ""),
    (mark("Mediator"), lambda a: a.mediator or ""),
    (mark("Venue"), lambda a: a.venue or ""),
    (mark("By"), lambda a: a.channel or ""),
    (mark("About"), lambda a: a.issue or ""),
    (mark("Addressed to"), lambda a: a.addressee or ""),
    (mark("Outcome"), lambda a: a.outcome or ""),
    (mark("Number"), lambda a: a.number or ""),
    (mark("Terms"), lambda a: say("; ").join(write_terms(a.terms).splitlines())),
    (mark("Certainty"), lambda a: all_of(_certainty(a))),
    (mark("Told by"), _chain),
    (mark("Reporter"), lambda a: a.reporter),
    (mark("Grade"), lambda a: grade_in_words(a.grade) if a.grade else ""),
)
_DATES: tuple[tuple[str, Callable[[Account], RecordDate | None]], ...] = (
    (mark("Happened"), lambda a: a.happened),
    (mark("Said"), lambda a: a.said),
    (mark("Reported"), lambda a: a.reported),
    (mark("Open until"), lambda a: a.expires),
)
# stated by each account for itself: that they are not the same is no contradiction
_OWN = frozenset(
    {"As to the act", "Told by", "Reporter", "Grade", "Said", "Reported", "Entered", "Entered by"}
)


def _certainty(account: Account) -> list[str]:
    marks = ((mark("planned"), account.planned), (mark("hedged"), account.hedged))
    return [gettext(name) for name, holds in marks if holds]


def facts_of(
    filed: Sequence[FiledAccount], contributors: Mapping[str, str] | None = None
) -> tuple[Fact, ...]:
    """The facts that any of the accounts states, one after the other.

    `contributors` are seats in words, for who entered each of them.
    """
    facts = [_fact(name, [Stated(read(f.account)) for f in filed]) for name, read in _READ]
    facts += [_fact(name, [_date(read(f.account)) for f in filed]) for name, read in _DATES]
    facts.append(_fact(mark("Entered"), [Stated(instant_in_words(f.entered)) for f in filed]))
    if contributors is not None:
        facts.append(_fact(mark("Entered by"), [Stated(contributors[f.recorder]) for f in filed]))
    return tuple(fact for fact in facts if any(one.value for one in fact.stated))


def _fact(name: str, stated: Sequence[Stated]) -> Fact:
    distinct = {one.value.casefold() for one in stated if one.value}
    differs = len(distinct) > 1 and name not in _OWN
    return Fact(name, gettext(name), differs, _marked(stated) if differs else tuple(stated))


def _marked(stated: Sequence[Stated]) -> tuple[Stated, ...]:
    """Word by word against the others that state it; where nothing is stated nothing differs."""
    runs = iter(differences([one.value for one in stated if one.value]))
    return tuple(replace(one, runs=next(runs)) if one.value else one for one in stated)
