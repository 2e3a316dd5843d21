"""How many, as accounts state it: `at least 12 killed, about 30 wounded`. Definition RR 14.

A count is a range of numbers of one kind of thing. `about` is a tenth either way; `at least` has no
upper end and `up to` no lower one. Two statements are at odds if they count the same kind of thing
and no number satisfies both. Text that holds no count is compared as text elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Count", "at_odds", "counts_in"]

NEAR = 0.1
ABOUT = "about"
AT_LEAST = "at least"
UP_TO = "up to"
_COUNT = re.compile(
    rf"(?:(?P<how>{ABOUT}|{AT_LEAST}|{UP_TO})\s+)?(?P<low>\d[\d,]*(?:\.\d+)?)"
    r"(?:\s*[-–]\s*(?P<high>\d[\d,]*(?:\.\d+)?))?\s+(?P<of>[^\W\d][\w ]*)"
)


@dataclass(frozen=True, slots=True)
class Count:
    """From `low` to `high` of a kind of thing; `high` None where no upper end is stated."""

    low: float
    high: float | None
    of: str

    def may_equal(self, other: Count) -> bool:
        below = self.high is None or other.low <= self.high
        return below and (other.high is None or self.low <= other.high)


def counts_in(text: str) -> tuple[Count, ...]:
    """Read the counts of a statement, parted by commas. O(characters)."""
    return tuple(_counts(text))


def _counts(text: str) -> Iterator[Count]:
    for part in re.split(r",\s+|;\s*", text.strip().casefold()):
        found = _COUNT.fullmatch(part.strip())
        if found is None:
            continue
        low = float(found["low"].replace(",", ""))
        high: float | None = float(found["high"].replace(",", "")) if found["high"] else low
        if found["how"] == AT_LEAST:
            high = None
        elif found["how"] == UP_TO:
            low = 0.0
        elif found["how"] == ABOUT and high is not None:
            low, high = low * (1 - NEAR), high * (1 + NEAR)
        yield Count(low, high, " ".join(found["of"].split()))


def at_odds(one: str, other: str) -> bool:
    """Tell whether two statements of how many cannot both be right; symmetric, never of itself."""
    left, right = counts_in(one), counts_in(other)
    if not left or not right:
        return " ".join(one.casefold().split()) != " ".join(other.casefold().split())
    return any(a.of == b.of and not a.may_equal(b) for a in left for b in right)
