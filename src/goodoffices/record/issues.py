"""Positions: what each party holds on each issue, and what it held before. Definition MT 11."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from goodoffices.record.accounts import Stance
from goodoffices.record.days import day_of, in_order, told_by
from goodoffices.record.standing import OFFERS
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import Names, mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.record.acts import Act
    from goodoffices.record.frame import Frame

__all__ = ["KIND_NAMES", "Cell", "Held", "Issue", "PositionKind", "position_kind", "positions"]

_K = ActKind


class PositionKind(StrEnum):
    ASKS = "asks or offers"
    AGREES = "agrees"
    REFUSES = "refuses"
    LEAVES_OPEN = "leaves open"
    BLAMES = "blames"
    STATES = "states"


KIND_NAMES = Names(
    {
        PositionKind.ASKS: mark("asks or offers"),
        PositionKind.AGREES: mark("agrees"),
        PositionKind.REFUSES: mark("refuses"),
        PositionKind.LEAVES_OPEN: mark("leaves it open"),
        PositionKind.BLAMES: mark("blames"),
        PositionKind.STATES: mark("states"),
    }
)

_KINDS = {
    **dict.fromkeys((*OFFERS, _K.APPEAL), PositionKind.ASKS),
    **dict.fromkeys(
        (
            _K.ACCEPT_MEDIATION,
            _K.AGREE_TO_TALK,
            _K.READY_AT_VENUE,
            _K.AGREEMENT,
            _K.DECLARE_CEASEFIRE,
        ),
        PositionKind.AGREES,
    ),
    **dict.fromkeys(
        (
            _K.REJECT_MEDIATION,
            _K.REJECT_TALKS,
            _K.REJECT_TERMS,
            _K.HALT_TALKS,
            _K.END_CEASEFIRE,
        ),
        PositionKind.REFUSES,
    ),
    _K.NO_ANSWER: PositionKind.LEAVES_OPEN,
    **dict.fromkeys(
        (_K.ACCUSE, _K.CONDEMN, _K.THREATEN, _K.RECALL_ENVOY, _K.USE_FORCE), PositionKind.BLAMES
    ),
    **dict.fromkeys(
        (_K.STATE_POSITION, _K.WARN, _K.PRAISE, _K.DENY, _K.CONFIRM), PositionKind.STATES
    ),
}


def position_kind(kind: ActKind) -> PositionKind | None:
    """What an act of this kind does to an issue; None for contacts, which take no position."""
    return _KINDS.get(kind)


@dataclass(frozen=True, slots=True)
class Held:
    """A position at one time: the act that tells of it, and its leading account."""

    act: str
    account: str
    kind: PositionKind
    day: date | None
    contested: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party holds on one issue: `history` in order, the position now last.

    `before` is the last earlier position of another kind, `changed` the day of the first after it.
    """

    party: str
    history: tuple[Held, ...]
    before: Held | None
    changed: date | None

    @property
    def now(self) -> Held:
        return self.history[-1]


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue by the name it was first told under, with a cell for each party that spoke of it."""

    name: str
    cells: tuple[Cell, ...]

    def cell(self, party: str) -> Cell | None:
        return next((cell for cell in self.cells if cell.party == party), None)


def positions(acts: Sequence[Act], frame: Frame, on: date) -> tuple[Issue, ...]:
    """Issue by party, the issue spoken of last first. Linear, but for the sort."""
    names: dict[str, str] = {}
    held: dict[str, dict[str, list[Held]]] = {}
    last: dict[str, int] = {}
    ordered = sorted((act for act in acts if told_by(act, on)), key=in_order)
    for number, act in enumerate(ordered):
        kind = position_kind(act.kind)
        if kind is None:
            continue
        parties = [p.id for p in frame.parties if any(p.is_meant_by(m) for m in act.actors)]
        for key, name in _issues(act).items():
            for party in parties:
                names.setdefault(key, name)
                last[key] = number
                one = Held(act.id, act.accounts[0].id, kind, day_of(act), bool(act.contested))
                held.setdefault(key, {}).setdefault(party, []).append(one)
    return tuple(
        Issue(
            names[key],
            tuple(_cell(p.id, held[key][p.id]) for p in frame.parties if p.id in held[key]),
        )
        for key in sorted(last, key=lambda key: last[key], reverse=True)
    )


def _issues(act: Act) -> dict[str, str]:
    """The issues its accounts name, each under the first spelling."""
    told = [f.account.issue for f in act.accounts if f.account.stance is not Stance.DENIES]
    found: dict[str, str] = {}
    for name in told:
        if name and name.strip():
            found.setdefault(" ".join(name.casefold().split()), name.strip())
    return found


def _cell(party: str, history: Sequence[Held]) -> Cell:
    now = history[-1]
    before = None
    changed = None
    if now.day is not None:
        for one in reversed(history[:-1]):
            if one.day is None:
                break
            if one.kind is not now.kind:
                before = one
                break
        if before is not None:
            changed = history[history.index(before) + 1].day
    return Cell(party, tuple(history), before, changed)
