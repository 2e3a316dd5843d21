"""A line of days: where each stands, and which of them are named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from goodoffices.charts.labels import text_width
from goodoffices.charts.parts import SIZE
from goodoffices.charts.theme import PAPER
from goodoffices.saying import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.charts.canvas import Canvas

__all__ = ["Days", "short_day"]

_DAY = 34.0
_FORTNIGHT, _SEASON, _YEARS = 14, 120, 1500
"""Up to so many days each day, week or month has its tick; beyond, each year."""
_MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"),
    mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """From `first` on, between `left` and `left + length`; `widths` None where all are alike."""

    first: date
    count: int
    left: float
    length: float
    widths: tuple[float, ...] | None

    @classmethod
    def of(cls, marked: Iterable[tuple[str, date]], left: float, length: float) -> Days:
        """The days from the first to the last that is marked in some lane. Of few days each is as
        wide as its busiest lane needs.
        """
        lanes: dict[date, dict[str, int]] = {}
        for lane, day in marked:
            counts = lanes.setdefault(day, {})
            counts[lane] = counts.get(lane, 0) + 1
        first, last = min(lanes, default=date.min), max(lanes, default=date.min)
        count = (last - first).days + 1
        if count > _FORTNIGHT:
            return cls(first, count, left, length, None)
        every = (lanes.get(first + timedelta(days=k), {}) for k in range(count))
        busiest = [float(max(counts.values(), default=1)) for counts in every]
        spare = length - _DAY * count
        widths = tuple(_DAY + spare * part / sum(busiest) for part in busiest)
        return cls(first, count, left, length, widths)

    def x(self, day: date) -> float:
        """The left edge of a day."""
        number = (day - self.first).days
        if self.widths is None:
            return self.left + self.length * number / self.count
        return self.left + sum(self.widths[:number])

    def end(self, day: date) -> float:
        """The right edge of a day."""
        known = day < date.max
        return self.x(day + timedelta(days=1)) if known else self.left + self.length

    def ticks(self) -> list[tuple[date, str]]:
        """Days by name where there is room, else months, else years, never crowded."""
        every = [self.first + timedelta(days=k) for k in range(self.count)]
        if _FORTNIGHT < self.count <= _SEASON:
            every = [day for day in every if (day - self.first).days % 7 == 0]
        elif self.count > _SEASON:
            every = [day for day in every if day.day == 1 or day == self.first]
        if self.count > _YEARS:
            every = [day for day in every if day.month == 1 or day == self.first]
        ticks: list[tuple[date, str]] = []
        free = 0.0
        for day in every:
            text = self._named(day, first=not ticks)
            if self.x(day) >= free:
                ticks.append((day, text))
                free = self.x(day) + text_width(text, SIZE - 2) + 8
        return ticks

    def _named(self, day: date, *, first: bool) -> str:
        month = say(_MONTHS[day.month - 1])
        if self.count > _YEARS:
            return str(day.year)
        if self.count > _SEASON:
            return f"{month} {day.year}" if first or day.month == 1 else month
        return f"{day.day} {month}"

    def draw(self, canvas: Canvas, bottom: float) -> None:
        """Names along the top, a broken line down from each, and the year where it is not said."""
        quiet = {"color": PAPER.quiet, "fontSize": SIZE - 2}
        if self.count <= _SEASON:
            canvas.words([{"x": 0, "y": 12, "text": str(self.first.year)}], **quiet)
        for day, text in self.ticks():
            x = self.x(day)
            line = {"x": x, "y": 22, "x2": x, "y2": bottom}
            canvas.rules([line], color=PAPER.line, strokeWidth=1, strokeDash=[2, 3])
            canvas.words([{"x": x + 3, "y": 12, "text": text}], **quiet)


def short_day(on: date) -> str:
    return f"{on.day} {say(_MONTHS[on.month - 1])} {on.year}"
