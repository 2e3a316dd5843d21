"""Conditions on packages: `price = '$4.37' -> delivery != '20 days'`.

An atom compares an issue with a quoted value, a number or another issue: `=` and `!=` on any
issue, `<`, `<=`, `>`, `>=` on issues whose values are numbers. Atoms join, in falling precedence,
by `!` (not), `&` (and), `|` (or) and `->` (implies, right-associative); parentheses group. A
parsed condition is a small tree over value positions; it says which issues it reads, so that it
can be checked on a grid of those issues alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.settlement.exact import decimal, shown
from goodoffices.suggesting import meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.issues import Issue, Package, Value

DEEPEST = 100
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Holds:
    """The issue's value is one of the allowed positions."""

    issue: int
    allowed: tuple[bool, ...]

    def holds(self, package: Package) -> bool:
        return self.allowed[package[self.issue]]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition

    def holds(self, package: Package) -> bool:
        return not self.part.holds(package)


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Condition, ...]

    def holds(self, package: Package) -> bool:
        return all(part.holds(package) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Condition, ...]

    def holds(self, package: Package) -> bool:
        return any(part.holds(package) for part in self.parts)


Condition = Holds | Not | And | Or


def issues_read(condition: Condition) -> frozenset[int]:
    """Return the numbers of the issues a condition speaks of."""
    if isinstance(condition, Holds):
        return frozenset({condition.issue})
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    return frozenset[int]().union(*(issues_read(part) for part in parts))


_TOKEN = re.compile(
    r"""\s*(?: (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
             | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
             | (?P<name>[A-Za-z_]\w*)
             | (?P<sign>->|!=|<=|>=|==|[!&|()=<>]) )""",
    re.VERBOSE,
)
_COMPARISONS = frozenset({"=", "==", "!=", "<", "<=", ">", ">="})


def parse(text: str, issues: Sequence[Issue], where: str) -> Condition:
    """Read one condition; anything that does not parse is an InputError that shows the place."""
    if len(text) > LONGEST:
        raise InputError(
            say("the condition is longer than {longest} characters", longest=f"{LONGEST:,}"),
            where=where,
            remedy=say("Split it: all conditions of the list must hold"),
        )
    parser = _Parser(_tokens(text, where), issues, where)
    condition = parser.implication(0)
    if parser.peek() != ("", ""):
        raise InputError(
            say("{found} was not expected here", found=shown(parser.peek()[1])), where=where
        )
    return condition


def _tokens(text: str, where: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    place = 0
    end = len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None:
            rest = text[place:].strip()
            unclosed = rest[:1] in {"'", '"'}
            raise InputError(
                say("cannot read {rest}", rest=shown(rest)),
                where=where,
                remedy=say("The quotation mark is never closed")
                if unclosed
                else say("Write issue = 'value' joined by !, &, |, -> and parentheses"),
            )
        kind = match.lastgroup or ""
        tokens.append((kind, match.group(kind)))
        place = match.end()
    return tokens


class _Parser:
    """Recursive descent over the tokens; a method a level of precedence."""

    def __init__(self, tokens: list[tuple[str, str]], issues: Sequence[Issue], where: str) -> None:
        self.tokens = tokens
        self.place = 0
        self.issues = issues
        self.where = where

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.place] if self.place < len(self.tokens) else ("", "")

    def take(self) -> tuple[str, str]:
        token = self.peek()
        self.place += 1
        return token

    def sign(self, wanted: str) -> bool:
        if self.peek() == ("sign", wanted):
            self.place += 1
            return True
        return False

    def implication(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise InputError(
                say("nested more than {deepest} deep", deepest=DEEPEST), where=self.where
            )
        left = self.disjunction(depth)
        if self.sign("->"):
            return Or((Not(left), self.implication(depth + 1)))
        return left

    def disjunction(self, depth: int) -> Condition:
        parts = [self.conjunction(depth)]
        while self.sign("|"):
            parts.append(self.conjunction(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def conjunction(self, depth: int) -> Condition:
        parts = [self.negation(depth)]
        while self.sign("&"):
            parts.append(self.negation(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def negation(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise InputError(
                say("nested more than {deepest} deep", deepest=DEEPEST), where=self.where
            )
        if self.sign("!"):
            return Not(self.negation(depth + 1))
        if self.sign("("):
            inside = self.implication(depth + 1)
            if not self.sign(")"):
                raise InputError(say("a parenthesis is never closed"), where=self.where)
            return inside
        return self.atom()

    def atom(self) -> Condition:
        kind, name = self.take()
        if kind != "name":
            raise InputError(
                say("an issue was expected where {name} stands", name=shown(name))
                if name
                else say("the condition breaks off where an issue was expected"),
                where=self.where,
            )
        number, issue = self._issue(name)
        kind, sign = self.take()
        if kind != "sign" or sign not in _COMPARISONS:
            raise InputError(
                say("after {name} a comparison (=, !=, <, <=, >, >=) was expected", name=name),
                where=self.where,
            )
        kind, raw = self.take()
        if kind == "text":
            return self._words(number, issue, sign, re.sub(r"\\(.)", r"\1", raw[1:-1]))
        if kind == "number":
            return self._number(number, issue, sign, raw)
        if kind == "name":
            if all(one.id != raw for one in self.issues) and raw in map(str, issue.values):
                raise InputError(
                    say(
                        "{value} is a value of {issue} and stands without quotation marks",
                        value=shown(raw),
                        issue=issue.id,
                    ),
                    where=self.where,
                    remedy=say(
                        "Write {issue} {sign} '{value}'", issue=issue.id, sign=sign, value=raw
                    ),
                )
            return self._other(number, issue, sign, raw)
        raise InputError(
            say(
                "after {name} {sign} a value in quotation marks, a number or an issue was expected",
                name=name,
                sign=sign,
            ),
            where=self.where,
        )

    def _issue(self, name: str) -> tuple[int, Issue]:
        for number, issue in enumerate(self.issues):
            if issue.id == name:
                return number, issue
        ids = [issue.id for issue in self.issues]
        raise InputError(
            say("there is no issue '{name}'", name=name),
            where=self.where,
            remedy=meant(name, ids),
        )

    def _words(self, number: int, issue: Issue, sign: str, value: str) -> Condition:
        if sign not in {"=", "==", "!="}:
            raise InputError(
                say(
                    "{sign} compares numbers, and {value} stands in quotation marks",
                    sign=sign,
                    value=shown(value),
                ),
                where=self.where,
            )
        position = issue.position(value, self.where)
        same = Holds(number, tuple(k == position for k in range(len(issue.values))))
        return Not(same) if sign == "!=" else same

    def _other(self, number: int, issue: Issue, sign: str, raw: str) -> Condition:
        """Compare two issues: for each value of the first, what the second may be."""
        other_number, other = self._issue(raw)
        if sign not in {"=", "==", "!="}:
            for one in (issue, other):
                self._check_numbers(one)
        parts = []
        for position, value in enumerate(issue.values):
            first = tuple(k == position for k in range(len(issue.values)))
            second = tuple(_related(value, sign, against) for against in other.values)
            if any(second):
                parts.append(And((Holds(number, first), Holds(other_number, second))))
        if not parts:
            raise InputError(
                say(
                    "{issue} {sign} {other} never holds", issue=issue.id, sign=sign, other=other.id
                ),
                where=self.where,
            )
        return Or(tuple(parts))

    def _check_numbers(self, issue: Issue) -> None:
        if not all(isinstance(value, Decimal) for value in issue.values):
            raise InputError(
                say("the values of {issue} are words, not numbers", issue=issue.id),
                where=self.where,
                remedy=say(
                    "Write the value in quotation marks, as in {issue} = '{label}'",
                    issue=issue.id,
                    label=issue.label(0),
                ),
            )

    def _number(self, number: int, issue: Issue, sign: str, raw: str) -> Condition:
        value = decimal(Decimal(raw), self.where)
        self._check_numbers(issue)
        if sign in {"=", "==", "!="}:
            issue.position(value, self.where)
        return Holds(number, tuple(_related(v, sign, value) for v in issue.values))


def _related(left: Value, sign: str, right: Value) -> bool:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _compares(left, sign, right)
    same = type(left) is type(right) and left == right
    return same != (sign == "!=")


def _compares(left: Decimal, sign: str, right: Decimal) -> bool:  # one return a sign
    match sign:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "!=":
            return left != right
        case _:
            return left == right
