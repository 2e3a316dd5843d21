"""Statements for people who write no formulas: composed from options, and read out in words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from goodoffices.conflict.expressions import ID, KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

__all__ = ["JOINERS", "composed", "derived_id", "in_words", "option_ids"]

JOINERS = {"&": "and", "|": "or", "if": "if", "iff": "if and only if"}
_BINDING = ("iff", "if", "|", "&")  # from the loosest to the tightest, as in `expressions`
_TOKEN = re.compile(r"[a-z][a-z0-9_]*|[!&|()]|\S")
_PATTERN = re.compile(r"[YN-]+")
_LONGEST = 24


def option_ids(text: str) -> frozenset[str]:
    """The options that a statement names; none for a pattern."""
    if _PATTERN.fullmatch(text):
        return frozenset()
    words = {token for token in _TOKEN.findall(text) if ID.fullmatch(token)}
    return frozenset(words - KEYWORDS)


def derived_id(name: str, taken: Collection[str], fallback: str) -> str:
    """Make an id of a name: its first words in plain letters, a number behind if it is taken.

    A name without plain letters gets the fallback.
    """
    plain = unicodedata.normalize("NFKD", name.replace("’", "").replace("'", ""))
    ascii_only = plain.encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", " ", ascii_only).split()
    while words and not words[0][0].isalpha():
        words.pop(0)
    own = ""
    for word in words:
        longer = f"{own}_{word}" if own else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        own = longer
    if not own or own in KEYWORDS:
        own = fallback
    number, found = 1, own
    while found in taken:
        number += 1
        found = f"{own}_{number}"
    return found


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


def in_words(text: str, names: Mapping[str, str], order: Sequence[str]) -> str:
    """Read a statement out with the names of the options; `order` is that of a pattern's marks."""
    if _PATTERN.fullmatch(text):
        marks = zip(text, order, strict=False)
        said = [
            f"“{names[own]}”" if mark == "Y" else f"not “{names[own]}”"
            for mark, own in marks
            if mark != "-"
        ]
        return " and ".join(said)
    parts: list[str] = []
    for token in _TOKEN.findall(text):
        if token in JOINERS:
            parts.append(f", {JOINERS[token]} " if token in KEYWORDS else f" {JOINERS[token]} ")
        elif token == "!":  # noqa: S105 - a sign
            parts.append("not ")
        elif ID.fullmatch(token):
            parts.append(f"“{names.get(token, token)}”")
        else:
            parts.append(token)
    return "".join(parts)
