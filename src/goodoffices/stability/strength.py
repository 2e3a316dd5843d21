"""Strong and weak stability: how much worse the sanction is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.conflict.fields import known
from goodoffices.stability.analysis import CONCEPTS, analyse
from goodoffices.stability.frame import Frame
from goodoffices.stability.result import StabilityResult

if TYPE_CHECKING:
    from goodoffices.conflict.model import Conflict
    from goodoffices.stability.concept import Concept
    from goodoffices.stability.frame import Levels, Truth

__all__ = ["STRENGTH_CONCEPTS", "StrengthResult", "analyse_strength"]

STRENGTH_CONCEPTS = ("gmr", "smr", "seq")


@dataclass(frozen=True, slots=True, eq=False)
class StrengthResult:
    """Stable states, and which of them strongly; the others are weakly stable."""

    result: StabilityResult
    strong: Mapping[str, NDArray[np.bool_]]

    def __post_init__(self) -> None:
        for table in self.strong.values():
            table.flags.writeable = False
        object.__setattr__(self, "strong", MappingProxyType(dict(self.strong)))

    @property
    def strong_equilibria(self) -> Mapping[str, NDArray[np.int64]]:
        return {name: np.flatnonzero(table.all(axis=0)) for name, table in self.strong.items()}

    def to_dict(self, *, full: bool | None = None) -> dict[str, object]:
        """Return `goodoffices-stability/1` with ``strong`` and ``strong_equilibria`` beside."""
        document = self.result.to_dict(full=full)
        if "stable" in document:
            ids = [dm.id for dm in self.result.conflict.decision_makers]
            document["strong"] = {
                name: dict(zip(ids, table.tolist(), strict=True))
                for name, table in self.strong.items()
            }
        document["strong_equilibria"] = {
            name: found.tolist() for name, found in self.strong_equilibria.items()
        }
        return document


def analyse_strength(
    conflict: Conflict, concepts: Sequence[str] = STRENGTH_CONCEPTS
) -> StrengthResult:
    """Say which states are strongly stable: every improvement has a far worse sanction.

    Implements "Strength of preference" of the graph model definitions (Hamouda,
    Kilgour and Hipel 2004). ``>>`` in a ranking parts states that stand far above from
    those below. A state without improvements is strongly stable. As fast as the
    concepts themselves. Raises InputError for other concepts than GMR, SMR and SEQ.
    """
    for name in concepts:
        known(name, STRENGTH_CONCEPTS, "concept", "concepts")
    result = analyse(conflict, concepts)
    frame = Frame(conflict)
    strong = {
        name: np.stack(
            [_strong(frame, CONCEPTS[name], who) for who in range(len(conflict.decision_makers))]
        )
        for name in result.concepts
    }
    return StrengthResult(result, strong)


def _strong(frame: Frame, concept: Concept, who: int) -> Truth:
    """As `Frame.deterred`, where a sanction must end in a lower band of levels.

    Bands are numbered from the lowest. A sanction that leaves band b deters those in
    higher bands, that is from the level at which band b + 1 begins.
    """
    levels, mover = frame.levels[who], frame.movers[who]
    name = frame.conflict.decision_makers[who].id
    cuts = np.array(sorted(frame.conflict.preferences[name].strong), dtype=np.int32)
    bands = np.searchsorted(cuts, levels, side="right").astype(np.int32)
    outcome: Levels = mover.highest(bands) if concept.answered else bands
    least = frame.parts.least(who, outcome, improving=concept.sanctions_improve)
    begins = np.append(cuts, levels.max() + 1).astype(np.int32)
    bar = begins[np.minimum(least, cuts.size)]
    stable: Truth = mover.highest(np.minimum(levels, bar)) <= levels
    return stable
