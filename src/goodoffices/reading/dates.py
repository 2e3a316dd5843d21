"""Dates in English reports, resolved to days against the day of publication.

A report's own weekday is the last such day up to and on the day of publication, the next one
where the clause speaks of the future; `last Friday` is the last one before it. Values are ISO
days, months (`2011-09`) or intervals (`2022-02-14/2022-02-20`), the common part of EDTF (ISO
8601-2). What needs a publication date and has none stays unresolved (`iso` None, words kept), and
so does `this week`, which ends with the report. `The following day`, `that evening`, `two days
later` count from the day told last: they keep the days to add (`from_last`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.reading.date_forms import DATE, DATELINE, month, number
from goodoffices.reading.model import Span
from goodoffices.reading.reckoning import SHIFT, near, relative

if TYPE_CHECKING:
    import re

_YEAR = 12  # months
_UNTIL = frozenset({"-", "–", "—", "to", "until", "till", "through"})


@dataclass(frozen=True, slots=True)
class DateMention:
    span: Span
    words: str
    iso: str | None
    from_last: int | None = None

    @property
    def is_day(self) -> bool:
        return self.iso is not None and len(self.iso) == len("2022-02-27")

    @property
    def is_stretch(self) -> bool:
        return self.iso is not None and "/" in self.iso


def dateline(line: str) -> dt.date | None:
    """Return the day a line states if the line is nothing but a written-out date."""
    if len(line) > 60 or not DATELINE.match(line.strip()):  # noqa: PLR2004  no dateline is longer
        return None
    found = find_dates(line, None)
    day = next((mention.iso for mention in found if mention.is_day), None)
    return dt.date.fromisoformat(day) if day else None


def find_dates(
    text: str, reference: dt.date | None, *, future: bool = False, offset: int = 0
) -> tuple[DateMention, ...]:
    """Find and resolve the dates of a clause; `future` where it speaks of what is to come."""
    found: list[DateMention] = []
    for match in DATE.finditer(text):
        words, start = match.group(), offset + match.start()
        span = Span(start, start + len(words))
        try:
            iso = _resolve(match, reference, future=future)
        except (ValueError, OverflowError):
            continue  # 31 February is no date
        mention = DateMention(span, words, iso, _from_last(match))
        whole = found and _stretch(
            found[-1], mention, text[found[-1].span.end - offset : start - offset]
        )
        if whole:
            found[-1] = whole
        else:
            found.append(mention)
    return tuple(found)


def _stretch(first: DateMention, last: DateMention, between: str) -> DateMention | None:
    """`from Monday to Wednesday`, `30 April - 2 May`, `on Monday and Tuesday`: one stretch; of
    days that are apart (`Monday and Friday`) or in doubt (`Monday or Tuesday`) none is told.
    """
    lead = last.words.split()[0].lower()
    by = " ".join((between.strip().lower(), lead if lead in _UNTIL else "")).strip()
    if by not in _UNTIL | {"and", "or"} or not (first.is_day and last.is_day):
        return None
    opening = first.words.split()[0].lower()
    one, other = (dt.date.fromisoformat(str(m.iso)) for m in (first, last))
    closed = by in _UNTIL or opening == "between" or (by == "and" and (other - one).days == 1)
    words = f"{first.words}{between}{last.words}"
    iso = f"{first.iso}/{last.iso}" if closed and one < other else None
    return DateMention(Span(first.span.start, last.span.end), words, iso)


def _from_last(match: re.Match[str]) -> int | None:
    """The days from the day told last: `the day before`, `the next day`, `three days later`."""
    part = _parts(match)
    if "beside" in part:
        return {"previous": -1, "same": 0}.get(part["beside"], 1)
    if "that" in part or "within" in part:
        return 0
    if "side" in part:
        return -1 if part["side"] == "before" else 1
    if "way" not in part:
        return None
    count = number(part["count"])
    return count if part["way"] == "later" else -count


def _parts(match: re.Match[str]) -> dict[str, str]:
    """The named parts that are there, in small letters and with single spaces."""
    return {key: " ".join(v.lower().split()) for key, v in match.groupdict().items() if v}


def _resolve(match: re.Match[str], reference: dt.date | None, *, future: bool) -> str | None:
    part = _parts(match)
    if "iso" in part:
        return dt.date.fromisoformat(part["iso"]).isoformat()
    if "y0" in part:
        return _in_figures(int(part["n1"]), int(part["n2"]), int(part["y0"]))
    if "m4" in part:
        return f"{part['y4']}-{month(part['m4']):02d}"
    if "m1" in part or "m2" in part:
        return _written_out(part, reference, future=future)
    if reference is None or _from_last(match) is not None:
        return None
    return relative(part, reference, future=future)


def _in_figures(first: int, second: int, year: int) -> str | None:
    """`14/3/2022`, `3/14/2022`; what British and American readers read differently stays open."""
    if first > _YEAR or first == second:
        return dt.date(year, second, first).isoformat()
    return dt.date(year, first, second).isoformat() if second > _YEAR else None


def _written_out(part: dict[str, str], reference: dt.date | None, *, future: bool) -> str | None:
    which = "1" if "m1" in part else "2"
    place, day = month(part[f"m{which}"]), int(part[f"d{which}"])
    year, of_year = part.get(f"y{which}"), part.get(f"r{which}")
    if reference is None and not year:
        return None
    if year:
        last = dt.date(int(year), place, day)
    elif of_year and reference:
        last = dt.date(reference.year + SHIFT[of_year], place, day)
    else:
        assert reference is not None  # noqa: S101  returned above
        last = near(reference, place, day, part.get(f"w{which}", ""), future=future)
    other = part.get("d0") or part.get("to1")
    if other is None:
        return last.isoformat()
    first, last = sorted((last, last.replace(day=int(other))))
    by = part.get(f"by{which}") or part[f"by{which}w"]
    apart = by == "or" or (by == "and" and (last - first).days != 1 and part["lead"] != "between")
    return None if apart else f"{first.isoformat()}/{last.isoformat()}"
