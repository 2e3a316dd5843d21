"""Statements for people who write no formulas: composed from options."""

from __future__ import annotations

import re

from goodoffices.conflict.expressions import ID, KEYWORDS
from goodoffices.saying import Names, mark

__all__ = ["JOINERS", "composed", "option_ids"]

JOINERS = Names(
    {"&": mark("and"), "|": mark("or"), "if": mark("if"), "iff": mark("if and only if")}
)
_BINDING = ("iff", "if", "|", "&")  # from the loosest to the tightest, as in `expressions`
_TOKEN = re.compile(r"[a-z][a-z0-9_]*|[!&|()]|\S")
_PATTERN = re.compile(r"[YN-]+")


def option_ids(text: str) -> frozenset[str]:
    """The options that a statement names; none for a pattern."""
    if _PATTERN.fullmatch(text):
        return frozenset()
    words = {token for token in _TOKEN.findall(text) if ID.fullmatch(token)}
    return frozenset(words - KEYWORDS)


def composed(text: str, joiner: str, option: str, *, taken: bool) -> str:
    """Join one more option to a statement; what stands there is kept together as it was."""
    part = option if taken else f"!{option}"
    before = text.strip()
    if not before:
        return part
    loosest = _loosest(before)
    if loosest is not None and _BINDING.index(loosest) < _BINDING.index(joiner):
        before = f"({before})"
    return f"{before} {joiner} {part}"


def _loosest(text: str) -> str | None:
    """The joiner outside of parentheses that holds least tightly."""
    depth, found = 0, set()
    for token in _TOKEN.findall(text):
        depth += (token == "(") - (token == ")")  # noqa: S105 - a parenthesis
        if depth == 0 and token in _BINDING:
            found.add(token)
    return next((joiner for joiner in _BINDING if joiner in found), None)
