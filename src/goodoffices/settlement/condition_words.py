"""Conditions for people who write no formulas: put together from values, read out, and counted."""

from __future__ import annotations

import math
import re
from itertools import product
from typing import TYPE_CHECKING

from goodoffices.saying import Names, mark, quoted, say
from goodoffices.settlement.constraints import issues_read, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.settlement.issues import Issue

__all__ = ["JOINERS", "atom", "composed", "in_words", "ruled_out"]

JOINERS = Names({"->": mark("then"), "&": mark("and"), "|": mark("or")})
_TOKEN = re.compile(
    r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|->|!=|<=|>=|==|[!&|()=<>]|[^\s!&|()=<>]+"
)
_ESCAPED = re.compile(r"\\(.)")
_SIGNS = Names(
    {
        "=": mark("is"),
        "==": mark("is"),
        "!=": mark("is not"),
        "<": mark("is below"),
        "<=": mark("is at most"),
        ">": mark("is above"),
        ">=": mark("is at least"),
        "&": mark("and"),
        "|": mark("or"),
        "!": mark("not"),
    }
)
_MOST_CHECKED = 50_000


def atom(issue: Issue, position: int, *, holds: bool = True) -> str:
    """`venue = 'Gomel'`, or `venue != 'Gomel'`."""
    value = issue.values[position]
    label = issue.label(position)
    if isinstance(value, str):
        escaped = label.replace("\\", "\\\\").replace("'", "\\'")
        label = f"'{escaped}'"
    return f"{issue.id} {'=' if holds else '!='} {label}"


def composed(text: str, joiner: str, part: str) -> str:
    """Join one more comparison to a condition; what stands there is kept together as it was."""
    before = text.strip()
    if not before:
        return part
    signs = {token for token in _TOKEN.findall(before) if token in JOINERS}
    if signs - {joiner} or joiner == "->" in signs:
        before = f"({before})"
    return f"{before} {joiner} {part}"


def in_words(text: str, issues: Sequence[Issue]) -> str:
    """Read a condition out with the names of the issues; `if A, then B` for an implication."""
    names = {issue.id: issue.name for issue in issues}
    # outside of parentheses `->` binds least tightly: either side of it is whole
    depth = 0
    for found in _TOKEN.finditer(text):
        depth += (found[0] == "(") - (found[0] == ")")
        if found[0] == "->" and not depth:
            first, then = text[: found.start()], text[found.end() :]
            return say(
                "if {first}, then {then}",
                first=in_words(first, issues),
                then=in_words(then, issues),
            )
    parts = []
    for token in _TOKEN.findall(text):
        if token[0] in "'\"":
            parts.append(quoted(_ESCAPED.sub(r"\1", token[1:-1])))
        else:
            parts.append(_SIGNS[token] if token in _SIGNS else names.get(token, token))
    return " ".join(parts).replace("( ", "(").replace(" )", ")")


def ruled_out(text: str, issues: Sequence[Issue]) -> int | None:
    """How many packages a condition rules out; None where counting would take long.

    Counted on the grid of the issues it reads. Raises InputError where it cannot be read.
    """
    condition = parse(text, issues, "")
    read = sorted(issues_read(condition))
    sizes = [len(issues[k].values) for k in read]
    if math.prod(sizes) > _MOST_CHECKED:
        return None
    package = [0] * len(issues)
    broken = 0
    for choice in product(*(range(size) for size in sizes)):
        for k, position in zip(read, choice, strict=True):
            package[k] = position
        broken += not condition.holds(tuple(package))
    others = math.prod(len(issue.values) for k, issue in enumerate(issues) if k not in read)
    return broken * others
