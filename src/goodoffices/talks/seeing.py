"""What a viewer may see of a piece of a state: each piece has its audiences, `access` decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.access.decisions import may_see
from goodoffices.record.audiences import caucus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.access.viewers import Viewer
    from goodoffices.record.audiences import Audience

__all__ = ["caucuses", "sees"]


def sees(viewer: Viewer, audiences: Iterable[Audience]) -> bool:
    """Whether one of the audiences of a piece lets the viewer see it."""
    return any(may_see(viewer, audience) for audience in audiences)


def caucuses(parties: Iterable[str]) -> tuple[Audience, ...]:
    """Some of the parties, each with the team: one caucus a party."""
    return tuple(caucus(party) for party in parties)
