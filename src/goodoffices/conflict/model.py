"""A conflict as the graph model sees it: decision makers, options, states, moves, preferences.

After Fang, Hipel and Kilgour, *Interactive Decision Making* (Wiley 1993). A `Conflict`
is frozen and complete: whoever holds one may analyse it without asking anything more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from goodoffices.conflict.fields import known, shown
from goodoffices.conflict.preferences import Preference
from goodoffices.conflict.states import States
from goodoffices.errors import InputError

__all__ = ["Conflict", "DecisionMaker", "Direction", "Option"]


class Direction(StrEnum):
    """Which way an option may be changed; anything but both is irreversible."""

    BOTH = "both"
    TAKE = "N->Y"
    DROP = "Y->N"


@dataclass(frozen=True, slots=True)
class Option:
    """Something that one decision maker may do or leave."""

    id: str
    name: str
    moves: Direction = Direction.BOTH


@dataclass(frozen=True, slots=True)
class DecisionMaker:
    """Whoever owns options, or moves in the graph."""

    id: str
    name: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Conflict:
    """The whole model.

    ``moves`` is given in graph form only: for each decision maker, the pairs of
    positions (from, to). ``forbidden_moves`` are pairs of patterns. ``written`` keeps
    what the file said of states (`infeasible`, `coalesce`, `states`, `pairwise`), so
    that the model can be written again; ``carried`` what is of no consequence here.
    """

    title: str
    decision_makers: tuple[DecisionMaker, ...]
    states: States
    preferences: Mapping[str, Preference]
    source: str = ""
    status_quo: int | None = None
    moves: Mapping[str, tuple[tuple[int, int], ...]] | None = None
    forbidden_moves: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    beliefs: Mapping[str, Mapping[str, Preference]] = field(default_factory=dict)
    written: Mapping[str, object] = field(default_factory=dict)
    carried: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ids = {dm.id for dm in self.decision_makers}
        if not ids:
            raise InputError("the model has no decision makers", where="decision_makers")
        if set(self.preferences) != ids:
            missing = sorted(ids ^ set(self.preferences))
            raise InputError(
                f"preferences and decision makers differ: {', '.join(missing)}",
                where="preferences",
                remedy="Write {} for whoever is indifferent between all states.",
            )
        if any(len(one.levels) != len(self.states) for one in self.preferences.values()):
            raise InputError("preferences are not about the states of this model")
        for name in ("preferences", "forbidden_moves", "beliefs", "written", "carried"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
        if self.moves is not None:
            object.__setattr__(self, "moves", MappingProxyType(dict(self.moves)))

    @property
    def options(self) -> tuple[Option, ...]:
        """All options, in the order of the letters of a state."""
        return tuple(option for dm in self.decision_makers for option in dm.options)

    @property
    def option_bits(self) -> dict[str, int]:
        return {option.id: bit for bit, option in enumerate(self.options)}

    def decision_maker(self, name: str) -> DecisionMaker:
        known(name, (dm.id for dm in self.decision_makers), "decision maker", "")
        return next(dm for dm in self.decision_makers if dm.id == name)

    def owned_bits(self, name: str) -> tuple[int, ...]:
        """Return the numbers of a decision maker's options."""
        owned = {option.id for option in self.decision_maker(name).options}
        return tuple(bit for bit, option in enumerate(self.options) if option.id in owned)

    def find(self, wanted: str | int, where: str = "state") -> int:
        """Return the position of a state given as letters, label or number.

        Digits given as text are a number, unless a state bears them as its label.
        """
        labels = self.states.labels or ()
        if isinstance(wanted, str) and wanted not in labels and wanted.isascii():
            digits = wanted.strip()
            if digits.isdigit():
                if len(digits) > 9:  # noqa: PLR2004 - more than any model has states
                    raise InputError(f"there is no state number {shown(digits)}", where=where)
                return self.states.find(int(digits), where)
        return self.states.find(wanted, where)
