"""The briefing ledger: who must be briefed before and after a contact, and who was.

A duty is planned for a contact (an act). It is *done* if a visible briefing that has taken place
links to the contact on the same side of it (before or after), and one of its accounts names the
same recipient; else *overdue* if its day is past, else *due*. A briefing nobody planned stands in
the ledger too; one that is only planned, or dated later, does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.record.accounts import LinkKind
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.record.acts import Act

__all__ = ["Briefing", "BriefingDuty", "BriefingState", "Moment", "ledger"]


class Moment(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class BriefingState(StrEnum):
    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"


_LINKS = {LinkKind.BRIEFS_BEFORE: Moment.BEFORE, LinkKind.BRIEFS_AFTER: Moment.AFTER}


@dataclass(frozen=True, slots=True)
class BriefingDuty:
    """`contact` is the act; `who` is to be briefed by the day `due` (None: no day set)."""

    contact: str
    who: str
    moment: Moment
    due: date | None = None
    embargo: str = ""


@dataclass(frozen=True, slots=True)
class Briefing:
    contact: str
    who: str
    moment: Moment
    state: BriefingState
    due: date | None = None
    embargo: str = ""
    acts: tuple[str, ...] = ()


def ledger(acts: Sequence[Act], duties: Sequence[BriefingDuty], on: date) -> tuple[Briefing, ...]:
    """The duties whose contact is among `acts`, and the briefings given; overdue ones first."""
    given: dict[tuple[str, str, Moment], tuple[str, list[str]]] = {}
    for act in acts:
        if not _given(act, on):
            continue
        for link in act.links:
            moment = _LINKS.get(link.kind)
            if moment is None:
                continue
            told = (target.side for f in act.accounts for target in f.account.targets)
            for side in dict.fromkeys(told):
                ids = given.setdefault((link.act, side.casefold(), moment), (side, []))[1]
                if act.id not in ids:
                    ids.append(act.id)
    present = {act.id for act in acts}
    planned = {(duty.contact, duty.who.casefold(), duty.moment) for duty in duties}
    rows = []
    for duty in duties:
        if duty.contact not in present:
            continue
        done = given.get((duty.contact, duty.who.casefold(), duty.moment))
        late = duty.due is not None and duty.due < on
        state = BriefingState.DONE if done else BriefingState.OVERDUE if late else BriefingState.DUE
        rows.append(
            Briefing(
                duty.contact,
                duty.who,
                duty.moment,
                state,
                duty.due,
                duty.embargo,
                tuple(done[1]) if done else (),
            )
        )
    rows += [
        Briefing(contact, who, moment, BriefingState.DONE, acts=tuple(ids))
        for (contact, folded, moment), (who, ids) in given.items()
        if (contact, folded, moment) not in planned
    ]
    order = [BriefingState.OVERDUE, BriefingState.DUE, BriefingState.DONE]
    return tuple(
        sorted(rows, key=lambda b: (order.index(b.state), str(b.due), b.contact, b.who, b.moment))
    )


def _given(act: Act, on: date) -> bool:
    """Whether the act is a briefing that has taken place by the day `on`."""
    start = act.happened.earliest if act.happened else None
    past = start is None or start <= on
    return act.kind is ActKind.BRIEF_THIRD_PARTY and past and not act.leading.planned
