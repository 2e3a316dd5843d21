"""The part of a long record that its brief tells on a page: the latest acts, and what stands open.

Whatever is told of an act is told as in the whole record. Which acts these are follows from what
the reader sees; the brief says how far back they go.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from goodoffices.record.models import ModelKind
from goodoffices.service.chronology import EVERYTHING, latest
from goodoffices.service.models import current, grounds_of
from goodoffices.service.overview import Glance
from goodoffices.service.record import RecordView, around

if TYPE_CHECKING:
    from goodoffices.service.at import At

__all__ = ["LatestPart", "latest_part"]


@dataclass(frozen=True, slots=True)
class LatestPart:
    """`latest` are the acts by which the part was chosen; the others in it stand open, are rested
    on by a model, or say something of one of these.
    """

    record: RecordView
    latest: tuple[str, ...]


def latest_part(at: At, most: int) -> LatestPart | None:
    """The latest acts that have at most so many accounts; None where that is the whole record.

    Linear in what is taken, however long the record is.
    """
    taken: list[str] = []
    accounts = 0
    for met in latest(at, EVERYTHING, most + 1):
        accounts += len(met.act.accounts)
        if accounts > most and taken:
            break
        taken.append(met.act.id)
    else:
        return None
    standing = (one.act.id for one in Glance(at).open_offers().some)
    rested_on = (act.id for kind in ModelKind for act in grounds_of(at, current(at, kind)).acts)
    chosen = set(chain(taken, standing, rested_on))
    first = around(at, chosen)
    # what speaks of them is told too, and as it is in the whole record
    wider = around(at, {act.id for act in first.known})
    return LatestPart(
        replace(wider, standings=first.standings, briefings=first.briefings, beside=()),
        tuple(taken),
    )
