"""A conflict as the graph model sees it: decision makers, options, states, moves, preferences.

After Fang, Hipel and Kilgour, *Interactive Decision Making* (Wiley 1993). A `Conflict`
is frozen and complete: whoever holds one may analyse it without asking anything more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from goodoffices.conflict.expressions import parse_pattern
from goodoffices.conflict.fields import join, known, shown
from goodoffices.conflict.preferences import Preference, Reader
from goodoffices.conflict.states import States
from goodoffices.errors import InputError
from goodoffices.saying import listed, say

if TYPE_CHECKING:
    from typing import Unpack

    from goodoffices.conflict.preferences import Form
    from goodoffices.conflict.structure import Structure

NOT_OF_ANOTHER = ("expected", "published")
"""What a file carries that is true of that very model."""

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
            raise InputError(say("the model has no decision makers"), where="decision_makers")
        if set(self.preferences) != ids:
            missing = sorted(ids ^ set(self.preferences))
            raise InputError(
                say("preferences and decision makers differ: {missing}", missing=listed(missing)),
                where="preferences",
                remedy=say("Write {} for whoever is indifferent between all states."),
            )
        if any(len(one.levels) != len(self.states) for one in self.preferences.values()):
            raise InputError(say("preferences are not about the states of this model"))
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
                    raise InputError(
                        say("there is no state number {digits}", digits=shown(digits)), where=where
                    )
                return self.states.find(int(digits), where)
        return self.states.find(wanted, where)

    def with_preference(self, name: str, **form: Unpack[Form]) -> Conflict:
        """Return the conflict with other preferences of one decision maker.

        They are given as in a file: ``priorities``, ``ranking`` or ``weights``, and
        ``unknown`` and ``pairwise``; nothing means indifferent between all states. States,
        moves and everybody else's preferences are those of this conflict, not copies.
        """
        known(name, (dm.id for dm in self.decision_makers), "decision maker", "preferences")
        table = dict(form)
        pairs = table.pop("pairwise", ())
        reader = Reader(self.option_bits, self.states)
        spot = join("preferences", name)
        fresh = reader.read(table, pairs, spot, join("pairwise", name))
        before = self.written.get("pairwise", {})
        stated = dict(before) if isinstance(before, Mapping) else {}
        stated |= {name: pairs}
        written = {**self.written, "pairwise": {who: one for who, one in stated.items() if one}}
        if not written["pairwise"]:
            del written["pairwise"]
        return replace(
            self._anew(),
            preferences={**self.preferences, name: fresh},
            written=written,
        )

    def with_belief(self, holder: str, about: str, **form: Unpack[Form]) -> Conflict:
        """Return the conflict with what one decision maker believes another to prefer."""
        ids = [dm.id for dm in self.decision_makers]
        known(holder, ids, "decision maker", "beliefs")
        spot = join("beliefs", holder)
        known(about, ids, "decision maker", spot)
        if about == holder:
            raise InputError(say("beliefs are about the others"), where=join(spot, about))
        reader = Reader(self.option_bits, self.states)
        held = {
            **self.beliefs.get(holder, {}),
            about: reader.read(form, (), join(spot, about), spot),
        }
        return replace(self._anew(), beliefs={**self.beliefs, holder: held})

    def with_status_quo(self, state: str | int | None) -> Conflict:
        """Return the conflict with another state as today's, or with none."""
        position = None if state is None else self.find(state, "status_quo")
        return replace(self._anew(), status_quo=position)

    def with_direction(self, option: str, moves: Direction | str) -> Conflict:
        """Return the conflict with an option that changes one way only, or ``both``."""
        known(option, self.option_bits, "option", "options")
        direction = _direction(moves, option)
        if self.moves is not None:
            raise InputError(
                say("the moves of this model are listed, so that no option can rule them"),
                where=option,
                remedy=say("Use with_forbidden_moves."),
            )
        makers = tuple(
            replace(
                dm,
                options=tuple(
                    replace(one, moves=direction) if one.id == option else one for one in dm.options
                ),
            )
            for dm in self.decision_makers
        )
        return replace(self._anew(), decision_makers=makers)

    def with_forbidden_moves(self, name: str, *pairs: tuple[str, str]) -> Conflict:
        """Return the conflict in which one decision maker cannot go from one pattern to another.

        Added to what is forbidden already. Where states have labels, a pair is a move
        between two of them.
        """
        known(name, (dm.id for dm in self.decision_makers), "decision maker", "forbidden_moves")
        spot = join("forbidden_moves", name)
        if self.states.labels is not None:
            ruled_out = {(self.find(start, spot), self.find(end, spot)) for start, end in pairs}
            edges = tuple(one for one in (self.moves or {})[name] if one not in ruled_out)
            return replace(self._anew(), moves={**(self.moves or {}), name: edges})
        for pattern in (pattern for pair in pairs for pattern in pair):
            parse_pattern(pattern, self.states.width, where=spot)
        forbidden = dict.fromkeys((*self.forbidden_moves.get(name, ()), *pairs))
        return replace(
            self._anew(),
            forbidden_moves={**self.forbidden_moves, name: tuple(forbidden)},
        )

    def with_infeasible(self, *statements: str) -> Conflict:
        """Return the conflict without the states where one of the statements holds.

        Where states have labels, each statement is one. What was ranked or compared
        stays so among the states that are left.
        """
        return self._structure().ruled_out(statements)

    def with_option(
        self, owner: str, option: str, *, name: str = "", moves: Direction | str = Direction.BOTH
    ) -> Conflict:
        """Return the conflict with one more option, the last of its owner's.

        Statements and weights go on as they are written; where states were ranked or
        compared one by one, the new option makes no difference until preferences are
        given anew. Today's state does not take it up.
        """
        made = Option(option, name or option, _direction(moves, option))
        return self._structure().with_option(owner, made)

    def without_option(self, option: str, *, taken: bool = False) -> Conflict:
        """Return the conflict in which an option is settled: never taken, or always."""
        return self._structure().without_option(option, taken=taken)

    def with_owner(self, option: str, owner: str) -> Conflict:
        """Return the conflict in which an option is another decision maker's, the last of its."""
        return self._structure().with_owner(option, owner)

    def _structure(self) -> Structure:
        from goodoffices.conflict.structure import Structure  # noqa: PLC0415 - it reads models, which this module defines

        return Structure(self)

    def _anew(self) -> Conflict:
        """Leave out what was published or expected of this model and is not so of another."""
        carried = {key: self.carried[key] for key in self.carried if key not in NOT_OF_ANOTHER}
        return replace(self, carried=carried)


def _direction(moves: str, option: str) -> Direction:
    if moves not in list(Direction):
        raise InputError(
            say("moves cannot be {moves}", moves=shown(moves)),
            where=option,
            remedy=say("Write 'both', 'N->Y' or 'Y->N'."),
        )
    return Direction(moves)
