"""Random conflict models, each with what a plain reading of its file says of it.

Model k depends on the seed and k alone. There are 2 to 6 decision makers and up to 6 options, some
irreversible; some decision makers have none. Feasible states are at most 4 to 20, as `LARGEST`
has it. Graph form has any moves at all, transitive or not.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["LARGEST", "Sample", "sample"]

LARGEST = (4, 6, 8, 8, 12, 20)
"""At most so many states; one of these is drawn for each model."""

_MAKERS = (2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6)
_MOST_OPTIONS = 6
Letters = str
Keys = list[Any]


@dataclass(frozen=True)
class Sample:
    """A model as a file has it, and the same worked out by hand.

    ``states``: the option letters of each state (of a coalesced one, of all its members),
    empty where states are mere labels. ``keys[name][k]``: how high state k stands.
    ``stated[name]``: pairs (a < b) with a sign of their own. ``beliefs``: keys and stated
    unknown pairs by holder and other.
    """

    number: int
    tree: dict[str, Any]
    states: list[list[Letters]]
    keys: dict[str, Keys]
    stated: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return [maker["id"] for maker in self.tree["decision_makers"]]

    @property
    def plain_tree(self) -> dict[str, Any]:
        """The model without pairwise statements and beliefs: every comparison has a place."""
        return {key: one for key, one in self.tree.items() if key not in ("pairwise", "beliefs")}

    def sign(self, name: str, first: int, second: int) -> str:
        """How the first state stands to the second, by the keys and the pairs stated."""
        if (first, second) in self.stated[name]:
            return self.stated[name][first, second]
        one, other = self.keys[name][first], self.keys[name][second]
        return "~" if one == other else ">" if one > other else "<"


def sample(seed: int, number: int) -> Sample:
    """Return the model of this number."""
    draw = random.Random(f"{seed}/{number}")  # noqa: S311 - random models are not secrets
    makers = draw.choice(_MAKERS)
    form = draw.choices(("options", "graph", "graph of options"), (65, 25, 10))[0]
    if form == "graph":
        tree, states, count = _graph(draw, makers)
    else:
        tree, states, count = _options(draw, makers, listed=form != "options")
    if form != "options":
        tree["moves"] = {
            f"dm{who}": _edges(draw, count, draw.randint(0, 3 * count)) for who in range(makers)
        }
    names = [f"dm{who}" for who in range(makers)]
    keys: dict[str, Keys] = {}
    tree["preferences"] = {}
    for name in names:
        tree["preferences"][name], keys[name] = _preference(draw, states, count)
    stated = _stated(draw, names, count)
    tree["pairwise"] = {
        name: [[first, sign, second] for (first, second), sign in pairs.items() if sign != "<"]
        + [[second, ">", first] for (first, second), sign in pairs.items() if sign == "<"]
        for name, pairs in stated.items()
    }
    tree["beliefs"] = {
        holder: {
            other: _preference(draw, states, count)[0]
            for other in names
            if other != holder and draw.random() < 0.5  # noqa: PLR2004 - a fair coin
        }
        for holder in draw.sample(names, draw.randint(1, makers))
    }
    return Sample(number, tree, states, keys, stated)


def _graph(draw: random.Random, makers: int) -> tuple[dict[str, Any], list[list[Letters]], int]:
    count = draw.randint(2, draw.choice(LARGEST))
    tree = {
        "format": "goodoffices-conflict/1",
        "decision_makers": [{"id": f"dm{who}"} for who in range(makers)],
        "states": [f"s{number}" for number in range(count)],
    }
    return tree, [], count


def _edges(draw: random.Random, count: int, number: int) -> list[list[int]]:
    if count == 1:
        return []
    return [draw.sample(range(count), 2) for _ in range(number)]


def _options(
    draw: random.Random, makers: int, *, listed: bool
) -> tuple[dict[str, Any], list[list[Letters]], int]:
    width = draw.randint(min(makers, _MOST_OPTIONS), min(makers + 2, _MOST_OPTIONS))
    owners = sorted(draw.choices(range(makers), k=width))
    turns = ("both", "both", "both", "N->Y", "Y->N")
    moves = ["both"] * width if listed else draw.choices(turns, k=width)
    feasible = [
        "".join("Y" if value >> bit & 1 else "N" for bit in range(width))
        for value in range(1 << width)
    ]
    most = draw.choice(LARGEST)
    infeasible: list[str] = []
    while len(feasible) > most or draw.random() < 0.3:  # noqa: PLR2004 - now and then one more
        text, holds = _statement(draw, width) if draw.random() < 0.3 else _pattern(draw, width)  # noqa: PLR2004
        left = [one for one in feasible if not holds(one)]
        if 0 < len(left) < len(feasible):
            infeasible.append(text)
            feasible = left
    states = [[one] for one in feasible]
    tree: dict[str, Any] = {
        "format": "goodoffices-conflict/1",
        "decision_makers": [
            {
                "id": f"dm{who}",
                "options": [
                    {"id": f"o{bit}", "moves": moves[bit]}
                    for bit, owner in enumerate(owners)
                    if owner == who
                ],
            }
            for who in range(makers)
        ],
        "infeasible": infeasible,
    }
    if listed:
        draw.shuffle(states)
        tree["states"] = [one for (one,) in states]
    else:
        tree["coalesce"], states = _coalesced(draw, width, states)
    if draw.random() < 0.3:  # noqa: PLR2004 - three models in ten
        tree["forbidden_moves"] = {
            f"dm{draw.randrange(makers)}": [
                [_pattern(draw, width)[0], _pattern(draw, width)[0]]
                for _ in range(draw.randint(1, 2))
            ]
        }
    return tree, states, len(states)


def _coalesced(
    draw: random.Random, width: int, states: list[list[Letters]]
) -> tuple[list[str], list[list[Letters]]]:
    """Up to two patterns whose states are one; it stands where its first member stood."""
    texts: list[str] = []
    joined: set[Letters] = set()
    for _ in range(draw.choice((0, 0, 1, 2))):
        text, holds = _pattern(draw, width)
        inside = [letters for members in states for letters in members if holds(letters)]
        if inside and joined.isdisjoint(inside):
            texts.append(text)
            joined.update(inside)
            states = [
                inside if members[0] == inside[0] else members
                for members in states
                if members[0] not in inside[1:]
            ]
    return texts, states


def _pattern(draw: random.Random, width: int) -> tuple[str, Callable[[Letters], bool]]:
    marks = ["-"] * width
    for bit in draw.sample(range(width), draw.randint(1, min(3, width))):
        marks[bit] = draw.choice("YN")
    text = "".join(marks)
    return text, lambda letters: all(
        mark in ("-", letter) for letter, mark in zip(letters, text, strict=True)
    )


def _statement(
    draw: random.Random, width: int, depth: int = 2
) -> tuple[str, Callable[[Letters], bool]]:
    """A statement about options, in words and as a rule for letters."""
    if not depth or draw.random() < 0.3:  # noqa: PLR2004 - three in ten are single options
        bit = draw.randrange(width)
        return f"o{bit}", lambda letters: letters[bit] == "Y"
    (left, one), (right, other) = (_statement(draw, width, depth - 1) for _ in range(2))
    word = draw.choice(("&", "|", "if", "iff", "!"))
    if word == "!":
        return f"!({left})", lambda letters: not one(letters)
    rules: dict[str, Callable[[Letters], bool]] = {
        "&": lambda letters: one(letters) and other(letters),
        "|": lambda letters: one(letters) or other(letters),
        "if": lambda letters: one(letters) or not other(letters),
        "iff": lambda letters: one(letters) == other(letters),
    }
    return f"({left}) {word} ({right})", rules[word]


def _preference(
    draw: random.Random, states: Sequence[Sequence[Letters]], count: int
) -> tuple[dict[str, Any], Keys]:
    """Preferences in one of the forms, and how high each state stands."""
    kind = draw.choices(("ranking", "priorities", "weights", "none"), (60, 25, 12, 3))[0]
    if kind == "none":
        return {}, [0] * count
    if kind == "ranking" or not states:
        return _ranking(draw, count)
    width = len(states[0][0])
    if kind == "priorities":
        said = [
            _statement(draw, width) if draw.random() < 0.6 else _pattern(draw, width)  # noqa: PLR2004 - more words than patterns
            for _ in range(draw.randint(1, 5))
        ]
        keys = [tuple(all(map(holds, members)) for _, holds in said) for members in states]
        return {"priorities": [text for text, _ in said]}, keys
    weights = {bit: draw.randint(-6, 6) / 4 for bit in range(width) if draw.random() < 0.8}  # noqa: PLR2004 - most options count
    sums = [
        sum(
            Fraction(weight)
            for bit, weight in weights.items()
            if all(letters[bit] == "Y" for letters in members)
        )
        for members in states
    ]
    return {"weights": {f"o{bit}": weight for bit, weight in weights.items()}}, sums


def _ranking(draw: random.Random, count: int) -> tuple[dict[str, Any], Keys]:
    """Levels with ties, some of them far above the next."""
    keys = [draw.randrange(draw.choice((2, 4, count + 1))) for _ in range(count)]
    entries: list[Any] = []
    levels = sorted(set(keys), reverse=True)
    marked = draw.random() < 0.5  # noqa: PLR2004 - a fair coin
    for level, below in pairwise([*levels, -1]):
        entries.append([state for state in range(count) if keys[state] == level])
        if marked and below >= 0 and draw.random() < 0.4:  # noqa: PLR2004 - now and then a mark
            entries.append(">>")
    return {"ranking": entries}, keys


def _stated(
    draw: random.Random, names: Sequence[str], count: int
) -> dict[str, dict[tuple[int, int], str]]:
    stated: dict[str, dict[tuple[int, int], str]] = {name: {} for name in names}
    if count == 1:
        return stated
    for name in names:
        for _ in range(draw.randint(0, 4)):
            first, second = sorted(draw.sample(range(count), 2))
            stated[name][first, second] = draw.choice(">~<???")
    return stated
