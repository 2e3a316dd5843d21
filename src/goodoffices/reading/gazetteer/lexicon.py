"""A lexicon of one's own: names that go before those the reader knows.

A JSON file of the same rows as the reader's, every part of which may be left out:

    {"states": [{"name": ..., "aliases": [...], "demonyms": [...], "capitals": [...]}],
     "bodies": [{"name": ..., "aliases": [...], "role": ..., "state": ...}],
     "titles": {role: [...]}, "given_names": {"female": [...], "male": [...]}}
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from goodoffices.errors import InputError
from goodoffices.record.vocabulary import Role
from goodoffices.saying import listed, say

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_lexicon"]

_LISTS = ("aliases", "demonyms", "capitals")
_TABLES = {"titles": frozenset(Role), "given_names": frozenset({"female", "male"})}


def read_lexicon(path: Path) -> dict[str, Any]:
    """Read a lexicon of one's own; whatever is wrong with it is told in one line."""
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            say("cannot read this file: {reason}", reason=error.strerror),
            where=str(path),
            remedy=say("Check the path"),
        ) from error
    except ValueError as error:
        raise InputError(
            say("this lexicon is no JSON"), where=str(path), remedy=say("See --lexicon")
        ) from error
    parts = {"states", "bodies", *_TABLES}
    if not isinstance(tree, dict) or not set(tree) <= parts:
        raise _wrong(path, say("a lexicon has an object of {parts}", parts=listed(sorted(parts))))
    for part in ("states", "bodies"):
        for number, row in enumerate(_list(tree.get(part, []), path, part), 1):
            where = say("row {number} of {part}", number=number, part=part)
            if not isinstance(row, dict) or not str(row.get("name") or "").strip():
                raise _wrong(path, say("a lexicon has a name in {place}", place=where))
            if part == "bodies" and row.get("role") not in set(Role):
                raise _wrong(
                    path, say("a lexicon has a role of the vocabulary in {place}", place=where)
                )
            for field in _LISTS:
                _words(
                    row.get(field, []), path, say("{field} in {place}", field=field, place=where)
                )
    for part, keys in _TABLES.items():
        table = tree.get(part, {})
        if not isinstance(table, dict) or not set(table) <= keys:
            raise _wrong(
                path, say("a lexicon has {part} by {keys}", part=part, keys=listed(sorted(keys)))
            )
        for key, names in table.items():
            _words(names, path, say("{field} in {place}", field=key, place=part))
    return tree


def _list(value: object, path: Path, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(path, say("a lexicon has a list of {what}", what=what))
    return value


def _words(value: object, path: Path, what: str) -> None:
    if not all(isinstance(word, str) and word.strip() for word in _list(value, path, what)):
        raise _wrong(path, say("a lexicon has words for {what}", what=what))


def _wrong(path: Path, needed: str) -> InputError:
    return InputError(needed, where=str(path), remedy=say("Correct the file"))
