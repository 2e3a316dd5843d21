"""The states of a conflict, in their order, with the coalesced ones among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.expressions import Columns, Expression, Mask, Pattern, parse_pattern
from goodoffices.conflict.fields import join, shown
from goodoffices.errors import InputError
from goodoffices.kernels.states import STATE_LIMIT, expand, texts
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from goodoffices.conflict.expressions import Truth

    Filter = tuple[int, Callable[[Mask], Truth]]

__all__ = ["Named", "States", "generated", "labelled", "listed"]


@dataclass(frozen=True, slots=True)
class Named:
    """A statement with the words it was written in and its place in the file."""

    text: str
    expression: Expression
    where: str


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """All feasible states.

    ``values`` (uint64, one a state) holds the options taken; for a coalesced state
    the lowest of its members, all of which stand in ``members``. Graph form without
    options names its states by ``labels`` instead.
    """

    width: int
    values: Mask
    members: Mapping[int, Mask] = field(default_factory=dict)
    labels: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        self.values.flags.writeable = False
        object.__setattr__(self, "members", MappingProxyType(dict(self.members)))

    def __len__(self) -> int:
        return int(self.values.size)

    def written(self, positions: NDArray[np.int64] | None = None) -> list[str]:
        """Return states as option letters (or labels), by default all, in order. Linear."""
        chosen = np.arange(len(self)) if positions is None else positions
        if self.labels is not None:
            return [self.labels[position] for position in chosen]
        lines = texts(self.values[chosen], self.width)
        for position, members in self.members.items():
            for place in np.flatnonzero(chosen == position):
                lines[place] = _open_label(members, self.width)
        return lines

    def label(self, position: int) -> str:
        if self.labels is not None:
            return self.labels[position]
        if position in self.members:
            return _open_label(self.members[position], self.width)
        return texts(self.values[position : position + 1], self.width)[0]

    def find(self, wanted: object, where: str = "") -> int:
        """Return the position of a state given by its letters, its label or its number."""
        if isinstance(wanted, bool) or not isinstance(wanted, (str, int)):
            raise InputError(
                say("expected a state, found {wanted}", wanted=shown(wanted)),
                where=where,
                remedy=say("Write its letters (such as 'NYN') or its number from 0."),
            )
        if isinstance(wanted, int):
            if 0 <= wanted < len(self):
                return wanted
            raise InputError(
                say("there is no state number {wanted}", wanted=shown(wanted)),
                where=where,
                remedy=say("States are numbered from 0 to {count}.", count=len(self) - 1),
            )
        position = self._by_text(wanted, where)
        if position is None:
            raise InputError(
                say("{wanted} is not a feasible state of this model", wanted=shown(wanted)),
                where=where,
                remedy=say(
                    "The first state is {label}; see the states with 'goodoffices "
                    "stability MODEL --json'.",
                    label=repr(self.label(0)),
                ),
            )
        return position

    def _by_text(self, wanted: str, where: str) -> int | None:
        if self.labels is not None:
            return self.labels.index(wanted) if wanted in self.labels else None
        for position, members in self.members.items():
            if wanted == _open_label(members, self.width):
                return position
        mark = parse_pattern(wanted, self.width, where=where)
        if mark.fixed != (1 << self.width) - 1:
            return None
        found = np.flatnonzero(self.values == np.uint64(mark.taken))
        if found.size and int(found[0]) not in self.members:
            return int(found[0])
        for position, members in self.members.items():
            if np.any(members == np.uint64(mark.taken)):
                return position
        return None

    def by_text(self) -> dict[str, int]:
        """Return the position of every state by what it is written as, for long rankings."""
        return {line: position for position, line in enumerate(self.written())}

    def underlying(self) -> tuple[Mask, NDArray[np.int32]]:
        """Return every option combination that is feasible, and the state it belongs to."""
        plain = np.ones(len(self), dtype=np.bool_)
        plain[list(self.members)] = False
        masks = [self.values[plain]]
        owners = [np.flatnonzero(plain).astype(np.int32)]
        for position, members in self.members.items():
            masks.append(members)
            owners.append(np.full(members.size, position, dtype=np.int32))
        return np.concatenate(masks), np.concatenate(owners)

    def holds(self, expression: Expression, columns: Columns) -> Truth:
        """Say where a statement holds: in a coalesced state, only if in all its members."""
        truth = expression.holds(columns)
        for position, members in self.members.items():
            truth = truth.copy()
            truth[position] = bool(expression.holds(Columns(members)).all())
        return truth

    def columns(self) -> Columns:
        return Columns(self.values)


def _open_label(members: Mask, width: int) -> str:
    every = int(np.bitwise_and.reduce(members))
    some = int(np.bitwise_or.reduce(members))
    marks = ("Y" if every >> bit & 1 else "-" if some >> bit & 1 else "N" for bit in range(width))
    return "".join(marks)


def generated(
    width: int,
    infeasible: Sequence[Named],
    coalesce: Sequence[Named],
    limit: int = STATE_LIMIT,
) -> States:
    """Return the feasible states by increasing value; a coalesced one at its lowest member."""
    masks = expand(width, [_filter(one) for one in infeasible], limit)
    if not masks.size:
        raise InputError(say("every state is infeasible"), where="infeasible")
    columns = Columns(masks)
    owner = np.arange(masks.size)
    taken = np.zeros(masks.size, dtype=np.bool_)
    for one in coalesce:
        inside = one.expression.holds(columns)
        _check_coalesced(one, inside, taken)
        taken |= inside
        owner[inside] = np.flatnonzero(inside)[0]
    keep = np.flatnonzero(owner == np.arange(masks.size))
    members = {}
    for one in coalesce:
        inside = one.expression.holds(columns)
        if np.count_nonzero(inside) > 1:
            position = int(np.searchsorted(keep, np.flatnonzero(inside)[0]))
            members[position] = masks[inside]
    return States(width, masks[keep], members)


def _filter(one: Named) -> Filter:
    expression = one.expression
    return expression.last(), lambda masks: expression.holds(Columns(masks))


def _check_coalesced(one: Named, inside: Truth, taken: Truth) -> None:
    if not inside.any():
        raise InputError(
            say("{text} holds in no feasible state", text=shown(one.text)),
            where=one.where,
            remedy=say("Drop it or correct it."),
        )
    if (inside & taken).any():
        raise InputError(
            say("{text} shares states with an earlier entry", text=shown(one.text)),
            where=one.where,
            remedy=say("Join the two entries with '|'."),
        )


def labelled(labels: Sequence[str]) -> States:
    """Return the states of a graph without options, known by their labels."""
    _once(labels)
    return States(0, np.zeros(len(labels), dtype=np.uint64), labels=tuple(labels))


def listed(
    lines: Sequence[str], width: int, infeasible: Sequence[Named] | None, coalesce: Sequence[Named]
) -> States:
    """Return the states in the order in which a file lists them.

    Where the file also has ``infeasible``, the list must hold just the states that it
    leaves; ``-`` in a listed state stands for all feasible states that fit.
    """
    _once(lines)
    patterns = [
        parse_pattern(line, width, where=join("states", place)) for place, line in enumerate(lines)
    ]
    ruled_out = [_filter(one) for one in infeasible or ()]
    whole = (1 << width) - 1
    values = np.array([one.taken for one in patterns], dtype=np.uint64)
    members = {}
    for place, pattern in enumerate(patterns):
        if pattern.fixed == whole:
            continue
        inside = expand(width, [*_only(pattern, width), *ruled_out])
        if not inside.size:
            raise InputError(
                say("{state} fits no feasible state", state=repr(lines[place])),
                where=join("states", place),
            )
        values[place] = inside[0]
        if inside.size > 1:
            members[place] = inside
    states = States(width, values, members)
    _check_overlap(states, lines)
    if infeasible is not None:
        _check_agreement(states, infeasible, lines)
    for one in coalesce:
        _check_listed_coalesced(states, one)
    return states


def _once(lines: Sequence[str]) -> None:
    if not lines:
        raise InputError(say("the list of states is empty"), where="states")
    seen: dict[str, int] = {}
    for place, line in enumerate(lines):
        if line in seen:
            raise InputError(
                say("{state} is listed twice", state=shown(line)),
                where=join("states", place),
                remedy=say("It stands at {value} already.", value=join("states", seen[line])),
            )
        seen[line] = place


def _only(pattern: Pattern, width: int) -> list[Filter]:
    """Keep what fits the pattern, option by option, so that nothing else is ever listed."""

    def against(bit: int) -> Callable[[Mask], Truth]:
        mark = Pattern(1 << bit, pattern.taken & 1 << bit)
        return lambda masks: ~mark.holds(Columns(masks))

    return [(bit, against(bit)) for bit in range(width) if pattern.fixed >> bit & 1]


def _check_overlap(states: States, lines: Sequence[str]) -> None:
    masks, owners = states.underlying()
    order = np.argsort(masks, kind="stable")
    same = np.flatnonzero(masks[order][1:] == masks[order][:-1])
    if same.size:
        first, second = sorted(int(owners[order][same[0] + step]) for step in (0, 1))
        raise InputError(
            say(
                "{state} and {other} share option combinations",
                state=repr(lines[second]),
                other=repr(lines[first]),
            ),
            where=join("states", second),
            remedy=say("A combination of options belongs to one state only."),
        )


def _check_agreement(states: States, infeasible: Sequence[Named], lines: Sequence[str]) -> None:
    masks, owners = states.underlying()
    for one in infeasible:
        wrong = owners[one.expression.holds(Columns(masks))]
        if wrong.size:
            place = int(wrong.min())
            raise InputError(
                say(
                    "{state} is listed, but {text} rules it out",
                    state=repr(lines[place]),
                    text=shown(one.text),
                ),
                where=join("states", place),
                remedy=say("Drop the state, or correct {where}.", where=one.where),
            )
    feasible = expand(states.width, [_filter(one) for one in infeasible])
    if feasible.size != masks.size:
        missing = np.setdiff1d(feasible, masks, assume_unique=True)
        raise InputError(
            say(
                "{state} is feasible by 'infeasible' but not listed",
                state=repr(texts(missing[:1], states.width)[0]),
            ),
            where="states",
            remedy=say("List every feasible state, or rule it out in 'infeasible'."),
        )


def _check_listed_coalesced(states: States, one: Named) -> None:
    masks, owners = states.underlying()
    inside = one.expression.holds(Columns(masks))
    belongs = np.unique(owners[inside])
    whole = belongs.size == 1 and np.count_nonzero(owners == belongs[0]) == inside.sum()
    if not whole:
        raise InputError(
            say("the states where {text} holds are not listed as one state", text=shown(one.text)),
            where=one.where,
            remedy=say("List them once, with '-' for the options left open."),
        )
