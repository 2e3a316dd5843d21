"""Who will see this: the readers of an audience by name, as `access` decides it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.access.acting import audiences_open_to
from goodoffices.access.decisions import Answer, may_see
from goodoffices.access.viewers import PUBLIC_VIEWER, SeatKind, Viewer
from goodoffices.record.audiences import Audience, AudienceKind
from goodoffices.service.cases import seats_of

if TYPE_CHECKING:
    from goodoffices.record.frame import Frame
    from goodoffices.service.at import At

__all__ = [
    "Reader",
    "audience_name",
    "audiences_for",
    "every_audience",
    "in_words",
    "names_sides_of",
    "readers",
]


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of seat in words, and whether it sees the audience, with the reason."""

    name: str
    viewer: Viewer
    answer: Answer


def audience_name(frame: Frame, audience: Audience) -> str:
    """The audience in words, for a badge: `caucus of side A`."""
    match audience.kind:
        case AudienceKind.CAUCUS:
            return f"caucus of {frame.name_of(audience.party or '')}"
        case AudienceKind.OWN_ROOM:
            return f"own room of {frame.name_of(audience.party or '')}"
        case AudienceKind.BRIEFED:
            names = ", ".join(frame.name_of(o) for o in sorted(audience.observers))
            return f"briefed: {names}{' and the parties' if audience.with_parties else ''}"
    return str(audience.kind)


def audiences_for(at: At) -> tuple[Audience, ...]:
    """The audiences this seat may write for, narrowest first."""
    return _open_to(at.viewer, at.frame)


def every_audience(frame: Frame) -> tuple[Audience, ...]:
    """The audiences a case with this frame has, whether or not anything was written for them."""
    return _open_to(Viewer(SeatKind.TEAM), frame)


def _open_to(viewer: Viewer, frame: Frame) -> tuple[Audience, ...]:
    parties, observers = (tuple(s.id for s in sides) for sides in (frame.parties, frame.observers))
    return audiences_open_to(viewer, parties, observers)


def names_sides_of(frame: Frame, audience: Audience) -> bool:
    """Whether the sides it names are sides of this case."""
    parties, observers = ({s.id for s in sides} for sides in (frame.parties, frame.observers))
    return (audience.party is None or audience.party in parties) and audience.observers <= observers


def readers(frame: Frame, audience: Audience) -> tuple[Reader, ...]:
    """Every kind of seat a case with this frame has, the public last."""
    seats = (
        ("the mediator’s team", Viewer(SeatKind.TEAM)),
        *(
            (f"the delegation of {p.name}", Viewer(SeatKind.DELEGATE, side=p.id))
            for p in frame.parties
        ),
        *(
            (f"the observer for {o.name}", Viewer(SeatKind.OBSERVER, side=o.id))
            for o in frame.observers
        ),
        ("the public", PUBLIC_VIEWER),
    )
    return tuple(Reader(name, viewer, may_see(viewer, audience)) for name, viewer in seats)


def in_words(at: At, audience: Audience) -> str:
    """One sentence on who reads it and one on who does not; the team also gets numbers."""
    everyone = readers(at.frame, audience)
    people = _people(at)
    inside = [_counted(r, people) for r in everyone if r.answer]
    outside = [r.name for r in everyone if not r.answer]
    seen = f"{_row(inside, 'and')}."
    return f"{seen} Not {_row(outside, 'or')}." if outside else seen


def _people(at: At) -> Counter[tuple[SeatKind, str | None]]:
    if not at.viewer.in_team:
        return Counter()
    return Counter(
        (SeatKind.TEAM if v.in_team else v.kind, v.side if not v.in_team else None)
        for v in seats_of(at)
    )


def _counted(reader: Reader, people: Counter[tuple[SeatKind, str | None]]) -> str:
    if not people or reader.viewer.kind is SeatKind.PUBLIC:
        return reader.name
    number = people[(reader.viewer.kind, reader.viewer.side)]
    return f"{reader.name} ({number} {'person' if number == 1 else 'people'})"


def _row(names: list[str], last: str) -> str:
    if len(names) < 2:  # noqa: PLR2004 (one name needs no conjunction)
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
