"""What a reader may therefore know now. Definition MT 4.

Who may see what is decided in `goodoffices.access`; the acts given here are those the reader sees.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.record.acts import Act
from goodoffices.record.briefings import Briefing, BriefingState, Embargo, Recipients

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.record.frame import Frame, Side

__all__ = ["Knowledge", "may_know"]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """`told` are the briefings it was given, `owed` those it has still to be given."""

    reader: str
    sees: tuple[Act, ...]
    told: tuple[Briefing, ...]
    owed: tuple[Briefing, ...]

    @property
    def embargoed(self) -> tuple[Briefing, ...]:
        """What it was told of and may not use yet."""
        return tuple(b for b in self.told if b.embargo_state is Embargo.IN_FORCE)


def may_know(
    reader: Side, sees: Sequence[Act], briefings: Sequence[Briefing], frame: Frame
) -> Knowledge:
    """Put the acts that the reader's seats see beside what it was briefed on. Linear."""
    same = Recipients(frame)
    own = [b for b in briefings if same.named(b.who) == same.named(reader.name)]
    return Knowledge(
        reader=reader.id,
        sees=tuple(sees),
        told=tuple(b for b in own if b.state is BriefingState.DONE),
        owed=tuple(b for b in own if b.state is not BriefingState.DONE),
    )
