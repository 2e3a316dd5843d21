"""The briefing ledger: who must be briefed before and after a contact, and who was.

Definition MT 3. A duty is planned for a contact (an act). It is *done* if a visible briefing that
has taken place links to the contact on the same side of it (before or after), and one of its
accounts names the same recipient; else *overdue* if its day is past, else *due*. A briefing
nobody planned stands in the ledger too; one that is only planned, or dated later, does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.record.accounts import LinkKind, Mention
from goodoffices.record.acts import Act
from goodoffices.record.audiences import Audience
from goodoffices.record.days import day_of, took_place
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from goodoffices.record.frame import Frame

__all__ = [
    "BRIEFS",
    "Briefing",
    "BriefingDuty",
    "BriefingState",
    "Embargo",
    "FiledDuty",
    "Moment",
    "Recipients",
    "ledger",
]


class Moment(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class BriefingState(StrEnum):
    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"


class Embargo(StrEnum):
    NONE = "none"
    IN_FORCE = "in force"
    LIFTED = "lifted"


_LINKS = {LinkKind.BRIEFS_BEFORE: Moment.BEFORE, LinkKind.BRIEFS_AFTER: Moment.AFTER}
BRIEFS = frozenset(_LINKS)


@dataclass(frozen=True, slots=True)
class BriefingDuty:
    """`contact` is the act; `who` is to be briefed, `by` whom, by the day `due` (None: not set).

    An embargo without a day (`embargo_until`) holds until a revision of the duty gives one.
    """

    contact: str
    who: str
    moment: Moment
    due: date | None = None
    embargo: str = ""
    by: str = ""
    embargo_until: date | None = None
    """From this day on what was told may be used."""
    called_off: bool = False

    def __post_init__(self) -> None:
        if not self.who.strip():
            raise InputError(say("a briefing has somebody who is to be briefed"), where="who")
        if self.embargo_until is not None and not self.embargo.strip():
            raise InputError(say("an embargo that ends says what it forbids"), where="embargo")


@dataclass(frozen=True, slots=True)
class FiledDuty:
    """A duty as it stands in the record."""

    id: str
    audience: Audience
    duty: BriefingDuty
    entered: datetime
    supersedes: str | None = None

    @property
    def ended(self) -> bool:
        return self.duty.called_off


@dataclass(frozen=True, slots=True)
class Briefing:
    """One line of the ledger. `duty` is the entry that planned it; `acts` are the briefings given,
    `done_on` the day of the first of them and `done_by` those who gave them.
    """

    contact: str
    who: str
    moment: Moment
    state: BriefingState
    due: date | None = None
    embargo: str = ""
    acts: tuple[str, ...] = ()
    by: str = ""
    duty: str | None = None
    done_on: date | None = None
    done_by: tuple[str, ...] = ()
    embargo_until: date | None = None
    embargo_state: Embargo = Embargo.NONE


class Recipients:
    """Whether two names mean the same recipient: the same side of the frame, else the same words.

    Without a frame only the words count.
    """

    def __init__(self, frame: Frame | None = None) -> None:
        self._frame = frame

    def key(self, who: Mention) -> str:
        side = self._frame.side_of(who) if self._frame else None
        return f"={side.id}" if side else " ".join(who.side.casefold().split())

    def named(self, who: str) -> str:
        return self.key(Mention(who))


_Key = tuple[str, str, Moment]


@dataclass(frozen=True, slots=True)
class _Given:
    """The briefings given to one recipient on one side of one contact."""

    who: str
    acts: list[Act]

    def add(self, act: Act) -> None:
        if act not in self.acts:
            self.acts.append(act)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(act.id for act in self.acts)

    @property
    def on(self) -> date | None:
        return min((day for act in self.acts if (day := day_of(act))), default=None)

    @property
    def by(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor.name for act in self.acts for actor in act.actors))


def ledger(
    acts: Sequence[Act],
    duties: Sequence[FiledDuty],
    on: date,
    frame: Frame | None = None,
    elsewhere: Collection[str] = (),
) -> tuple[Briefing, ...]:
    """The duties whose contact is among `acts`, and the briefings given; overdue ones first.

    `duties` are those in force; `elsewhere` names contacts that are there too, though their acts
    are not given here. Linear in acts, links and duties, but for the sort.
    """
    same = Recipients(frame)
    given = _given(acts, on, same)
    present = {*elsewhere, *(act.id for act in acts)}
    rows, planned = [], set()
    for filed in duties:
        duty = filed.duty
        key = (duty.contact, same.named(duty.who), duty.moment)
        planned.add(key)
        if duty.contact in present:
            rows.append(_planned(filed, given.get(key), on))
    rows += [
        Briefing(
            contact,
            done.who,
            moment,
            BriefingState.DONE,
            acts=done.ids,
            done_on=done.on,
            done_by=done.by,
        )
        for (contact, who, moment), done in given.items()
        if (contact, who, moment) not in planned
    ]
    order = [BriefingState.OVERDUE, BriefingState.DUE, BriefingState.DONE]
    return tuple(
        sorted(
            rows,
            key=lambda b: (order.index(b.state), b.due or date.max, b.contact, b.who, b.moment),
        )
    )


def _given(acts: Sequence[Act], on: date, same: Recipients) -> dict[_Key, _Given]:
    given: dict[_Key, _Given] = {}
    for act in acts:
        if act.kind is not ActKind.BRIEF_THIRD_PARTY or not took_place(act, on):
            continue
        told = [target for f in act.accounts for target in f.account.targets]
        for link in act.links:
            moment = _LINKS.get(link.kind)
            if moment is None:
                continue
            for target in told:
                key = (link.act, same.key(target), moment)
                given.setdefault(key, _Given(target.side, [])).add(act)
    return given


def _planned(filed: FiledDuty, done: _Given | None, on: date) -> Briefing:
    duty = filed.duty
    late = duty.due is not None and duty.due < on
    state = BriefingState.DONE if done else BriefingState.OVERDUE if late else BriefingState.DUE
    return Briefing(
        contact=duty.contact,
        who=duty.who,
        moment=duty.moment,
        state=state,
        due=duty.due,
        embargo=duty.embargo,
        acts=done.ids if done else (),
        by=duty.by,
        duty=filed.id,
        done_on=done.on if done else None,
        done_by=done.by if done else (),
        embargo_until=duty.embargo_until,
        embargo_state=_embargo(duty, on),
    )


def _embargo(duty: BriefingDuty, on: date) -> Embargo:
    if not duty.embargo.strip():
        return Embargo.NONE
    lifted = duty.embargo_until is not None and duty.embargo_until <= on
    return Embargo.LIFTED if lifted else Embargo.IN_FORCE
