"""Open offers and requests: what is asked of whom, and who has not answered. Definition MT 2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from goodoffices.record.accounts import LinkKind, Mention
from goodoffices.record.dates import RecordDate
from goodoffices.record.days import told_by
from goodoffices.record.standing import StandingKind
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.record.acts import Act
    from goodoffices.record.standing import Standing

__all__ = ["OpenOffer", "open_offers"]


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """An offer that stands; `silent` are the sides of its targets that have not answered.

    `rests_on` are acts: the offer itself, and what its standing follows from.
    """

    act: str
    kind: ActKind
    standing: StandingKind
    since: date | None
    asks: tuple[Mention, ...]
    of: tuple[Mention, ...]
    silent: tuple[str, ...]
    issue: str | None
    venue: str | None
    until: RecordDate | None
    rests_on: tuple[str, ...]


def open_offers(
    acts: Sequence[Act], standings: Sequence[Standing], on: date
) -> tuple[OpenOffer, ...]:
    """Those of the standings that are open, in their order: newest first. Linear."""
    by_id = {act.id: act for act in acts}
    answered: dict[str, set[str]] = {}
    for act in acts:
        if told_by(act, on):
            for offer in act.linked(LinkKind.ANSWERS):
                answered.setdefault(offer, set()).update(_sides(act.actors))
    return tuple(
        _open(by_id[s.act], s, answered.get(s.act, set()))
        for s in standings
        if s.is_open and s.act in by_id
    )


def _sides(mentions: Sequence[Mention]) -> list[str]:
    return [mention.side.casefold() for mention in mentions]


def _open(act: Act, standing: Standing, answered: set[str]) -> OpenOffer:
    told = act.leading
    names = {target.side.casefold(): target.side for target in reversed(act.targets)}
    return OpenOffer(
        act=act.id,
        kind=act.kind,
        standing=standing.kind,
        since=standing.since,
        asks=act.actors,
        of=act.targets,
        silent=tuple(
            names[side] for side in dict.fromkeys(_sides(act.targets)) if side not in answered
        ),
        issue=told.issue,
        venue=told.venue,
        until=told.expires,
        rests_on=tuple(dict.fromkeys((act.id, *standing.because))),
    )
