"""Statements about a state: Boolean expressions over option ids, and patterns.

    expression   iff-chain:  A iff B      both or neither
                 if-chain:   A if B       B implies A
                 A | B,  A & B,  !A,  (A),  option id

in falling precedence from `!` to `iff`; chains of `if` and `iff` are read from the
left. A string of only `Y`, `N` and `-`, one for each option, is a pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial, reduce
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.suggesting import meant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "ID",
    "KEYWORDS",
    "Columns",
    "Expression",
    "Mask",
    "Pattern",
    "Truth",
    "parse",
    "parse_pattern",
]

ID = re.compile(r"[a-z][a-z0-9_]*")
KEYWORDS = frozenset({"if", "iff"})
_TOKEN = re.compile(r"\s*([a-z][a-z0-9_]*|[!&|()])")
_PATTERN = re.compile(r"[YN-]+")
_DEPTH = 100
_OPEN = "("

Mask = NDArray[np.uint64]
Truth = NDArray[np.bool_]
Left: TypeAlias = "Expression | bool"
"""What is left to say of a statement, or that it holds or not whatever else is so."""
_SHOWN = 60


@dataclass(slots=True)
class Columns:
    """States as masks, with the truth column of each option worked out once."""

    masks: Mask
    _made: dict[int, Truth] = field(default_factory=dict)

    def option(self, bit: int) -> Truth:
        if bit not in self._made:
            self._made[bit] = ((self.masks >> np.uint64(bit)) & np.uint64(1)).astype(np.bool_)
        return self._made[bit]


class Expression(Protocol):
    """What can be said of a state."""

    def holds(self, columns: Columns) -> Truth: ...

    def last(self) -> int:
        """Return the highest option looked at."""
        ...

    def settled(self, bit: int, *, taken: bool) -> Left:
        """Return what is left to say once an option is settled; a truth if nothing is."""
        ...

    def written(self, options: Sequence[str]) -> str:
        """Return the statement as `parse` reads it, given the id of each option."""
        ...


@dataclass(frozen=True, slots=True)
class Pattern:
    """Some options taken, some not, the rest open."""

    fixed: int
    taken: int

    def holds(self, columns: Columns) -> Truth:
        truth: Truth = (columns.masks & np.uint64(self.fixed)) == np.uint64(self.taken)
        return truth

    def last(self) -> int:
        return max(self.fixed.bit_length() - 1, 0)

    def settled(self, bit: int, *, taken: bool) -> Left:
        mark = 1 << bit
        if not self.fixed & mark:
            return self
        if bool(self.taken & mark) != taken:
            return False
        fixed = self.fixed & ~mark
        return Pattern(fixed, self.taken & ~mark) if fixed else True

    def written(self, options: Sequence[str]) -> str:
        marks = ("Y" if self.taken >> bit & 1 else "N" for bit in range(len(options)))
        return "".join(mark if self.fixed >> bit & 1 else "-" for bit, mark in enumerate(marks))


@dataclass(frozen=True, slots=True)
class _Option:
    bit: int

    def holds(self, columns: Columns) -> Truth:
        return columns.option(self.bit)

    def last(self) -> int:
        return self.bit

    def settled(self, bit: int, *, taken: bool) -> Left:
        return taken if bit == self.bit else self

    def written(self, options: Sequence[str]) -> str:
        return options[self.bit]


@dataclass(frozen=True, slots=True)
class _Not:
    part: Expression

    def holds(self, columns: Columns) -> Truth:
        return ~self.part.holds(columns)

    def last(self) -> int:
        return self.part.last()

    def settled(self, bit: int, *, taken: bool) -> Left:
        return _denied(self.part.settled(bit, taken=taken))

    def written(self, options: Sequence[str]) -> str:
        return f"!{_inner(self.part, options)}"


@dataclass(frozen=True, slots=True)
class _Joined:
    """All of, any of, `A if B if C`, `A iff B iff C`: told apart by the word."""

    word: str
    parts: tuple[Expression, ...]

    def holds(self, columns: Columns) -> Truth:
        truth = self.parts[0].holds(columns)
        for part in self.parts[1:]:
            other = part.holds(columns)
            if self.word == "&":
                truth = truth & other
            elif self.word == "|":
                truth = truth | other
            elif self.word == "if":
                truth = truth | ~other
            else:
                truth = truth == other
        return truth

    def last(self) -> int:
        return max(part.last() for part in self.parts)

    def settled(self, bit: int, *, taken: bool) -> Left:
        parts = (part.settled(bit, taken=taken) for part in self.parts)
        return reduce(partial(_joined, self.word), parts)

    def written(self, options: Sequence[str]) -> str:
        return f" {self.word} ".join(_inner(part, options) for part in self.parts)


def _inner(part: Expression, options: Sequence[str]) -> str:
    text = part.written(options)
    return f"({text})" if isinstance(part, _Joined) else text


def _denied(part: Left) -> Left:
    if isinstance(part, bool):
        return not part
    return part.part if isinstance(part, _Not) else _Not(part)


def _joined(word: str, one: Left, other: Left) -> Left:
    """Join two statements, of which either may be settled already."""
    if not isinstance(one, bool) and not isinstance(other, bool):
        # a chain stays one chain: brackets may not nest without end
        begun = one.parts if isinstance(one, _Joined) and one.word == word else (one,)
        return _Joined(word, (*begun, other))
    if word == "if":
        word, other = "|", _denied(other)
    known, left = (one, other) if isinstance(one, bool) else (other, one)
    if word == "iff":
        return left if known else _denied(left)
    if word == "&":
        return left if known else False
    return True if known else left


def parse(text: str, options: Mapping[str, int], *, where: str = "") -> Expression:
    """Read a statement; ``options`` gives the number of each option id.

    Raises InputError that names the place in the text for anything else. Time is
    linear in the text; parentheses may nest 100 deep.
    """
    if _PATTERN.fullmatch(text):
        return parse_pattern(text, len(options), where=where)
    return _Reader(text, options, where).read()


def parse_pattern(text: str, width: int, *, where: str = "") -> Pattern:
    """Read ``Y``, ``N``, ``-`` for each option in order."""
    if not _PATTERN.fullmatch(text):
        raise InputError(
            say("{text} is not a pattern of Y, N and -", text=_short(text)),
            where=where,
            remedy=say("Write one of Y, N or - for each option, in order."),
        )
    if len(text) != width:
        raise InputError(
            say(
                "{text} has {count} marks, but the model has {width} options",
                text=_short(text),
                count=len(text),
                width=width,
            ),
            where=where,
            remedy=say("Write one of Y, N or - for each option, in order."),
        )
    fixed = sum(1 << bit for bit, mark in enumerate(text) if mark != "-")
    taken = sum(1 << bit for bit, mark in enumerate(text) if mark == "Y")
    return Pattern(fixed, taken)


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


class _Reader:
    """One pass over the tokens, by precedence."""

    _LADDER = ("iff", "if", "|", "&")

    def __init__(self, text: str, options: Mapping[str, int], where: str) -> None:
        self.text = text
        self.options = options
        self.where = where
        self.place = 0
        self.depth = 0
        self.tokens = self._split()

    def read(self) -> Expression:
        if not self.tokens:
            raise self._wrong(say("the statement is empty"))
        whole = self._chain(0)
        if self.place < len(self.tokens):
            raise self._wrong(
                say(
                    "unexpected {found} in {statement}",
                    found=repr(self.tokens[self.place]),
                    statement=_short(self.text),
                )
            )
        return whole

    def _split(self) -> list[str]:
        tokens = []
        place, end = 0, len(self.text.rstrip())
        while place < end:
            found = _TOKEN.match(self.text, place)
            if not found:
                rest = self.text[place:].lstrip()
                raise self._wrong(
                    say(
                        "cannot read {part} in {statement}",
                        part=_short(rest),
                        statement=_short(self.text),
                    )
                )
            tokens.append(found[1])
            place = found.end()
        return tokens

    def _chain(self, rung: int) -> Expression:
        if rung == len(self._LADDER):
            return self._single()
        word = self._LADDER[rung]
        parts = [self._chain(rung + 1)]
        while self._peek() == word:
            self.place += 1
            parts.append(self._chain(rung + 1))
        return parts[0] if len(parts) == 1 else _Joined(word, tuple(parts))

    def _single(self) -> Expression:
        negated = False
        while self._peek() == "!":
            self.place += 1
            negated = not negated
        inner = self._atom()
        return _Not(inner) if negated else inner

    def _atom(self) -> Expression:
        token = self._peek()
        self.place += 1
        if token == _OPEN:
            self.depth += 1
            if self.depth > _DEPTH:
                raise self._wrong(say("parentheses nest more than {depth} deep", depth=_DEPTH))
            inner = self._chain(0)
            if self._peek() != ")":
                raise self._wrong(
                    say("a parenthesis is not closed in {statement}", statement=_short(self.text))
                )
            self.place += 1
            self.depth -= 1
            return inner
        if not token or token in KEYWORDS or not ID.fullmatch(token):
            found = repr(token) if token else say("the end")
            raise self._wrong(
                say(
                    "expected an option but found {found} in {statement}",
                    found=found,
                    statement=_short(self.text),
                )
            )
        if token not in self.options:
            raise self._unknown(token)
        return _Option(self.options[token])

    def _peek(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def _wrong(self, what: str) -> InputError:
        return InputError(
            what,
            where=self.where,
            remedy=say(
                "Use option ids with !, &, |, parentheses, 'A if B', 'A iff B', "
                "or a pattern of Y, N and -."
            ),
        )

    def _unknown(self, name: str) -> InputError:
        remedy = meant(name, self.options) if self.options else say("The model has no options.")
        return InputError(
            say("no option is called {name}", name=repr(name)), where=self.where, remedy=remedy
        )
