"""When an act was, and whether it counts by a day. Definition MT 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.record.accounts import Stance

if TYPE_CHECKING:
    from datetime import date, datetime

    from goodoffices.record.acts import Act

__all__ = ["day_of", "in_order", "told_by", "took_place"]


def day_of(act: Act) -> date | None:
    """The first day on which it may have been; None where no date is told."""
    return act.happened.earliest if act.happened else None


def told_by(act: Act, on: date) -> bool:
    """Whether it stands by the day `on`: not dated after it. An undated act stands."""
    day = day_of(act)
    return day is None or day <= on


def took_place(act: Act, on: date) -> bool:
    """Whether it stands by that day, is more than a plan, and not every account denies it."""
    leading = act.leading
    return told_by(act, on) and not leading.planned and leading.stance is not Stance.DENIES


def in_order(act: Act) -> tuple[bool, date, datetime, str]:
    """A key that sorts dated acts by day, then by when they were entered; undated ones first."""
    day = day_of(act)
    entered = min(f.entered for f in act.accounts)
    return day is not None, day or entered.date(), entered, act.id
