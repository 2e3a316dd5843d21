"""Whether a state is stable for each decision maker by itself."""

from __future__ import annotations

from collections import deque
from itertools import product
from typing import TYPE_CHECKING

from goodoffices.conflict.fields import known, shown
from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.stability.checker.game import Board, Game, Objection
from goodoffices.stability.checker.limited import expected_end, horizon_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from goodoffices.conflict.model import Conflict

__all__ = ["Checker", "check_equilibrium"]

_SEQUENCES = ("nash", "gmr", "smr", "seq", "sseq")
_CREDIBLE = frozenset({"seq", "sseq"})
_ANSWERED = frozenset({"smr", "sseq"})
_STRONG = ("gmr", "smr", "seq")


def check_equilibrium(
    conflict: Conflict, concept: str, state: int, *, extension: str | None = None
) -> tuple[Objection, ...]:
    """Return what speaks against ``state`` being an equilibrium; nothing if it is one.

    See `Checker`, which answers about several states and further questions.
    """
    return Checker(conflict, extension=extension).objections(concept, state)


class Checker:
    """Checks states of one conflict.

    Every improvement of every decision maker is tried against every legal sequence of
    the others, by breadth-first search (Fang, Hipel and Kilgour 1993); where comparisons
    are unknown, as ``extension`` has it (Li et al. 2004). ``strong``: sanctions must be
    far worse (Hamouda, Kilgour and Hipel 2004). ``beliefs``: each judges in the game
    that it believes in (Wang, Hipel and Fraser 1988).
    """

    def __init__(
        self,
        conflict: Conflict,
        *,
        extension: str | None = None,
        strong: bool = False,
        beliefs: bool = False,
    ) -> None:
        board = Board(conflict)
        self.games = {
            name: Game(
                board,
                {**conflict.preferences, **(conflict.beliefs.get(name, {}) if beliefs else {})},
                extension or "",
                strong=strong,
            )
            for name in board.names
        }

    def objections(self, concept: str | Mapping[str, str], state: int) -> tuple[Objection, ...]:
        """Return who leaves ``state``, and for what.

        ``concept``: one for everybody, or one for each decision maker (mixed behaviour).
        Raises InputError for a concept that is unknown, or not defined for this model.
        """
        found: list[Objection] = []
        for who, (name, game) in enumerate(self.games.items()):
            own = concept if isinstance(concept, str) else concept[name]
            _check_defined(game, own)
            found += [Objection(name, end) for end in _left_for(game, own, who, state)]
        return tuple(found)


def _check_defined(game: Game, concept: str) -> None:
    if horizon_of(concept) is None:
        known(concept, (*_SEQUENCES, "sim"), "concept", "concepts")
    if concept not in (_STRONG if game.strong else _SEQUENCES):
        ordered = all(one.ordered for one in game.preferences)
        listed = (
            game.board.conflict.moves is not None or game.board.conflict.states.labels is not None
        )
        two = len(game.names) == 2  # noqa: PLR2004 - limited moves are defined for two
        if game.strong or not ordered or (listed if concept == "sim" else not two):
            raise InputError(
                say("{concept} is not defined for this model", concept=shown(concept)),
                where="concepts",
            )


def _left_for(game: Game, concept: str, who: int, state: int) -> Iterator[int]:
    """Yield the states that ``who`` would leave ``state`` for."""
    horizon = horizon_of(concept)
    if horizon is not None:
        end = expected_end(game, who, state, horizon)
        if end != state:
            yield end
        return
    for end in game.of(who, state):
        if game.leaves(who, state, end) and not _deterred(game, concept, who, state, end):
            yield end


def _deterred(game: Game, concept: str, who: int, state: int, end: int) -> bool:
    if concept == "nash":
        return False
    if concept == "sim":
        return _met_at_once(game, who, state, end)
    step = game.credible if concept in _CREDIBLE else game.of
    seen: set[tuple[int, int]] = set()
    waiting: deque[tuple[int, int]] = deque([(end, -1)])
    while waiting:
        here, last = waiting.popleft()
        for mover in range(len(game.names)):
            if mover in (who, last):
                continue
            for there in step(mover, here):
                if (there, mover) in seen:
                    continue
                seen.add((there, mover))
                waiting.append((there, mover))
                if not game.holds_back(who, state, there):
                    continue
                if concept not in _ANSWERED or all(
                    game.holds_back(who, state, after) for after in game.of(who, there)
                ):
                    return True
    return False


def _met_at_once(game: Game, who: int, state: int, end: int) -> bool:
    """Whether the others' improvements from ``state``, made with this move, undo its gain."""
    others = [mover for mover in range(len(game.names)) if mover != who]
    for mask in game.board.masks[state]:
        own = [one for one in game.board.changes(who, state, mask) if game.board.owner[one] == end]
        replies = [
            [
                mask,
                *(
                    one
                    for one in game.board.changes(other, state, mask)
                    if game.leaves(other, state, game.board.owner[one])
                ),
            ]
            for other in others
        ]
        for mine, *chosen in product(own, *replies):
            joint = mine
            for one in chosen:
                joint ^= one ^ mask
            met = game.board.owner.get(joint)
            if met is not None and game.holds_back(who, state, met):
                return True
    return False
