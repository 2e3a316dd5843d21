"""The record in order, a page at a time: only what a page shows is opened and composed.

An act stands where the account stands that dates it (`Act.dated_by`). So a walk over the accounts
in order of place meets every act where it belongs: of each stretch of accounts the acts are
composed, exactly as in the whole record, and those dated by an account of the stretch are the
next acts. What is hidden is never met, so no page, border or link depends on it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from goodoffices.record.acts import Act
from goodoffices.record.frame import Side
from goodoffices.record.marks import Field, named_in
from goodoffices.record.places import UNDATED, vagueness_between
from goodoffices.record.standing import OFFERS, Standing
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.record import RecordView, around
from goodoffices.store import marks, queries
from goodoffices.store.genres import Genre
from goodoffices.store.marks import Having, Step
from goodoffices.store.sight import sight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from goodoffices.service.at import At

__all__ = [
    "EVERYTHING",
    "NO_PAGE",
    "Asked",
    "InOrder",
    "Page",
    "Stretch",
    "Walker",
    "dated",
    "latest",
    "page",
    "part",
    "walk",
]

_FIRST, _MOST = 24, 640
"""Accounts passed at once: few at first, more where little of it is asked for."""
_LEAST, _AMPLE = 8, 1.25
"""How long a stretch is that is to meet what is still wanted: at least, and more than so far."""
_WORTH_A_LOOK = 4
"""Acts that are opened rather than looked at first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which acts are asked for; empty means every one."""

    kinds: frozenset[ActKind] = frozenset()
    side: Side | None = None
    contested: bool = False
    open_now: bool = False
    """Offers and requests that stand open."""
    named: frozenset[str] = frozenset()
    """Folded names, one of which an account of it gives."""
    besides: tuple[Having, ...] = ()
    """What else the index is to know of it, where the caller judges each act itself."""

    def lets_through(self, act: Act, standing: Standing | None) -> bool:
        side = self.side
        return (
            (not self.kinds or act.kind in self.kinds)
            and (side is None or any(side.is_meant_by(actor) for actor in act.actors))
            and (not self.named or any(named_in(f.account) & self.named for f in act.accounts))
            and (not self.contested or bool(act.contested))
            and (not self.open_now or (standing is not None and standing.is_open))
        )

    @property
    def having(self) -> tuple[Having, ...]:
        """What the index knows of it: never less than the acts asked for."""
        found = []
        if self.kinds:
            found.append(Having(Field.KIND, tuple(sorted(self.kinds))))
        if self.open_now:
            found.append(Having(Field.KIND, tuple(sorted(OFFERS))))
        if self.side:
            found.append(Having(Field.ACTOR, self.side.names))
        if self.named:
            found.append(Having(Field.NAMED, tuple(sorted(self.named))))
        if self.contested:
            found.append(Having(Field.AT_ODDS, names_it=True))
        return (*found, *self.besides)


EVERYTHING = Asked()


@dataclass(frozen=True, slots=True)
class InOrder:
    """An act met on a walk, with its standing if it is an offer or a request."""

    act: Act
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a walk: at most so many accounts, strictly between two places."""

    asked: Asked = EVERYTHING
    after: str = ""
    before: str = ""
    backwards: bool = False
    most: int = _FIRST
    wanted: int = 0
    """How many accounts the acts that are looked for have together, where that is known."""

    def beyond(self, place: str, passed: int, met: int) -> Stretch:
        """The next one, from the place where this one ended, when so many accounts were passed and
        the acts met have so many: as long as seems to be needed, else twice as long.
        """
        most = 2 * self.most
        if self.wanted and met:
            most = max(_LEAST, math.ceil(_AMPLE * (self.wanted - met) * passed / met))
        most = min(most, _MOST)
        if self.backwards:
            return replace(self, before=place, most=most)
        return replace(self, after=place, most=most)


class Walker:
    """Walks over the record of one seat; what several of them pass is read once."""

    def __init__(self, at: At) -> None:
        self._at = at
        self._seen = sight(at.viewer, at.case_id)
        self._passed: dict[Stretch, tuple[Step, ...]] = {}
        self._read: set[str] = set()
        self._dated_by: dict[str, InOrder] = {}

    @property
    def has_met(self) -> bool:
        """Whether it has met an act at all."""
        return bool(self._dated_by)

    def ahead(self, stretches: Iterable[Stretch]) -> None:
        """Read what is on these stretches at once."""
        self._compose([step for one in stretches for step in self._steps(one)])

    def walk(self, stretch: Stretch) -> Iterator[InOrder]:
        """The acts asked for, by place, on a stretch and beyond it."""
        passed = accounts = 0
        while True:
            steps = self._steps(stretch)
            self._compose(steps)
            passed += len(steps)
            for met in (self._dated_by[step.id] for step in steps if step.id in self._dated_by):
                if stretch.asked.lets_through(met.act, met.standing):
                    accounts += len(met.act.accounts)
                    yield met
            if len(steps) < stretch.most:
                return
            stretch = stretch.beyond(steps[-1].place, passed, accounts)

    def latest(self, asked: Asked = EVERYTHING, most: int = _FIRST) -> Iterator[InOrder]:
        """The acts asked for, newest first; those without a date come last."""
        return chain(
            self.walk(dated(asked, most)),
            self.walk(Stretch(asked, after=UNDATED, backwards=True)),
        )

    def _steps(self, stretch: Stretch) -> tuple[Step, ...]:
        if stretch not in self._passed:
            self._passed[stretch] = marks.walk(
                self._seen,
                self._at.case_id,
                Genre.ACCOUNT,
                above=stretch.after,
                below=stretch.before,
                backwards=stretch.backwards,
                having=stretch.asked.having,
                most=stretch.most,
            )
        return self._passed[stretch]

    def _compose(self, steps: Sequence[Step]) -> None:
        """An act is composed as in the whole record, whatever is read together with it."""
        new = self._may_date(steps)
        if new:
            record = around(self._at, new, seen=self._seen)
            self._read |= new
            self._dated_by |= {
                act.dated_by.id: InOrder(act, record.standing_of(act.id)) for act in record.acts
            }

    def _may_date(self, steps: Sequence[Step]) -> frozenset[str]:
        """The acts, not read yet, that an account passed may date.

        Where accounts that tell a day vaguely, or none, stand together, few of them date their
        acts: another account says it more precisely. So their acts are looked at first, by the
        places of their accounts, and opened only where no other rules that out.
        """
        new = [step for step in steps if step.subject not in self._read]
        vague = [step for step in new if vagueness_between(step.place)[0]]
        if len(vague) < _WORTH_A_LOOK:
            return frozenset(step.subject for step in new)
        at = self._at
        looked_at = {step.subject for step in vague}
        narrowest: dict[str, int] = {}
        for act, place in queries.standing_places(self._seen, at.case_id, at.world.keys, looked_at):
            most = vagueness_between(place)[1]
            narrowest[act] = min(most, narrowest.get(act, most))
        return frozenset(
            step.subject
            for step in new
            if step.subject not in looked_at
            or vagueness_between(step.place)[0] <= narrowest.get(step.subject, -1)
        )


def dated(asked: Asked, most: int = _FIRST) -> Stretch:
    """The latest accounts with a date, backwards."""
    return Stretch(asked, before=UNDATED, backwards=True, most=most)


def walk(at: At, stretch: Stretch) -> Iterator[InOrder]:
    """The acts asked for that this seat sees, by place, on a stretch and beyond it."""
    return Walker(at).walk(stretch)


def latest(at: At, asked: Asked = EVERYTHING, most: int = _FIRST) -> Iterator[InOrder]:
    """The acts asked for, newest first; those without a date come last. `most` is how many
    accounts are passed at first, where the caller knows how many it needs.
    """
    return Walker(at).latest(asked, most)


def part(at: At, met: Iterable[InOrder]) -> RecordView:
    """What was met on a walk as a part of the record, by place; briefings are left out."""
    found = sorted(met, key=lambda one: one.act.place)
    return RecordView(
        acts=tuple(one.act for one in found),
        standings=tuple(one.standing for one in found if one.standing),
        briefings=(),
        as_of=at.world.clock().date(),
    )


@dataclass(frozen=True, slots=True)
class Page:
    """Some acts in order; `earlier` and `later` are the places to go on from, if there is more."""

    record: RecordView
    earlier: str
    later: str


NO_PAGE = Page(RecordView((), (), (), date.min), "", "")


def page(
    at: At, asked: Asked = EVERYTHING, *, after: str = "", before: str = "", most: int = 50
) -> Page:
    """The acts next after a place, or next before one; as many as have `most` accounts in all,
    at least one. Earlier than a page that begins after a place is the one it was reached from.
    """
    backwards = bool(before)
    taken: list[InOrder] = []
    accounts, more = 0, False
    passed = most + most // 4
    for met in walk(at, Stretch(asked, after, before, backwards, passed, most + 1)):
        accounts += len(met.act.accounts)
        more = accounts > most and bool(taken)
        if more:
            break
        taken.append(met)
    if not taken:
        return NO_PAGE
    record = part(at, taken)
    first, last = record.acts[0].place, record.acts[-1].place
    return Page(
        record,
        earlier=first if (more if backwards else after) else "",
        later=last if (more or backwards) else "",
    )
