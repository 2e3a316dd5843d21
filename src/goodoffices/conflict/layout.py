"""From the options of one model to those of another: letters, statements, states, preferences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.conflict.expressions import Pattern, parse
from goodoffices.conflict.preferences import STRONG, Preference

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodoffices.conflict.expressions import Left
    from goodoffices.conflict.states import States

    Places = NDArray[np.int64]

__all__ = ["Layout"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each option of the new model stood in the old one.

    ``source[new]`` is its old place, None for a new option; ``settled``: old places that
    are left out, and whether those options are taken. ``old``: places by option id.
    """

    old: Mapping[str, int]
    options: tuple[str, ...]
    settled: Mapping[int, bool]

    @property
    def source(self) -> tuple[int | None, ...]:
        return tuple(self.old.get(name) for name in self.options)

    def letters(self, text: str, fresh: str = "-") -> str | None:
        """Return a pattern's letters in their new places, ``fresh`` for a new option.

        None where it says of a settled option what is not so.
        """
        if any(text[bit] == ("N" if taken else "Y") for bit, taken in self.settled.items()):
            return None
        return "".join(fresh if old is None else text[old] for old in self.source)

    def statement(self, text: str, where: str = "") -> str | bool:
        """Rewrite a statement; a truth if the settled options leave nothing open in it."""
        said = parse(text, self.old, where=where)
        left: Left = said
        for bit, taken in self.settled.items():
            left = left if isinstance(left, bool) else left.settled(bit, taken=taken)
        if isinstance(left, bool):
            return left
        if isinstance(said, Pattern):
            return self.letters(text) or False
        return text if left is said else left.written(tuple(self.old))

    def origin(self, states: States, former: States) -> Places:
        """Return, for each new state, the old one that it stands for."""
        masks, owner = states.underlying()
        before = np.full(masks.size, sum(1 << bit for bit, on in self.settled.items() if on), "u8")
        for new, old in enumerate(self.source):
            if old is not None:
                before |= (masks >> np.uint64(new) & np.uint64(1)) << np.uint64(old)
        known, known_owner = former.underlying()
        order = np.argsort(known)
        place = order[np.searchsorted(known, before, sorter=order)]
        origin = np.empty(len(states), dtype=np.int64)
        origin[owner] = known_owner[place]
        return origin

    def preference(
        self, before: Preference, states: States, origin: Places
    ) -> tuple[dict[str, object], list[list[object]]]:
        """Return preferences over the new states, and the pairwise statements, as a file has them.

        Statements and weights stay what they are, without what is settled. A ranking, or
        single comparisons, say of each new state what was said of its old one.
        """
        written = before.written
        table: dict[str, object] = {}
        if "priorities" in written:
            table["priorities"] = self._ranks(written["priorities"])
        elif isinstance(weights := written.get("weights"), Mapping):
            table["weights"] = {name: one for name, one in weights.items() if name in self.options}
        elif before.levels.any():
            table["ranking"] = _ranking(before, states, origin)
        unknown: list[list[object]] = []
        pairs: list[list[object]] = []
        for (first, second), sign in before.stated.items():
            ends = np.flatnonzero(origin == first), np.flatnonzero(origin == second)
            for one, other in ((int(a), int(b)) for a in ends[0] for b in ends[1]):
                low, high = (other, one) if sign == "<" else (one, other)
                labels: list[object] = [states.label(low), states.label(high)]
                if sign == "?":
                    unknown.append(labels)
                else:
                    pairs.append([labels[0], "~" if sign == "~" else ">", labels[1]])
        if unknown:
            table["unknown"] = unknown
        return table, pairs

    def _ranks(self, written: object) -> list[str | list[str]]:
        ranks: list[str | list[str]] = []
        for entry in written if isinstance(written, (list, tuple)) else ():
            several = isinstance(entry, (list, tuple))
            left = [self.statement(str(one)) for one in (entry if several else [entry])]
            open_yet = [one for one in left if not isinstance(one, bool)]
            if open_yet:
                ranks.append(open_yet if several else open_yet[0])
        return ranks


def _ranking(before: Preference, states: States, origin: Places) -> list[object]:
    """Rank the new states as their old ones were, with the marks of strength between them."""
    labels = states.written()
    levels = before.levels[origin]
    entries: list[object] = []
    higher: int | None = None
    for tied in Preference(levels, {}).ranking():
        level = int(levels[tied[0]])
        if higher is not None and any(level < mark <= higher for mark in before.strong):
            entries.append(STRONG)
        entries.append([labels[state] for state in tied])
        higher = level
    return entries
