"""Opening conflict models: TOML, JSON and GMCR+ files, at most 5 MB."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from goodoffices.conflict.gmcr_plus import looks_like_gmcr_plus, tree_of
from goodoffices.conflict.reading import read_tree
from goodoffices.errors import GoodOfficesError, InputError, LimitError
from goodoffices.saying import say

if TYPE_CHECKING:
    from os import PathLike

    from goodoffices.conflict.model import Conflict

__all__ = ["SIZE_LIMIT", "FileFormat", "load", "load_tree", "loads", "parse_toml"]

FileFormat = Literal["toml", "json", "gmcr"]
SIZE_LIMIT = 5_000_000


def load(path: str | PathLike[str]) -> Conflict:
    """Read a model from a file; the ending says the format (.toml, .json, .gmcr).

    Raises InputError (one line that begins with the path) for whatever cannot be read.
    """
    text, format_ = _opened(path)
    try:
        return loads(text, format_)
    except GoodOfficesError as error:
        raise error.at(str(path)) from error


def load_tree(path: str | PathLike[str]) -> object:
    """Read a TOML or JSON file as plain values, numbers exact; for what goes with a model.

    Raises InputError (one line that begins with the path) for whatever cannot be read.
    """
    text, format_ = _opened(path)
    try:
        return parse_toml(text) if format_ == "toml" else _json(text)
    except GoodOfficesError as error:
        raise error.at(str(path)) from error


def _opened(path: str | PathLike[str]) -> tuple[str, FileFormat]:
    place = Path(path)
    try:
        with place.open("rb") as stream:
            raw = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        reason = (error.strerror or say("cannot be opened")).lower()
        raise InputError(
            say("cannot read the file: {reason}", reason=reason), where=str(path)
        ) from error
    except ValueError as error:  # a NUL in the name
        raise InputError(say("this is not a file name"), where=repr(str(path))) from error
    try:
        if len(raw) > SIZE_LIMIT:
            raise _too_large()
        return _decoded(raw), _format_of(place)
    except GoodOfficesError as error:
        raise error.at(str(path)) from error


def loads(text: str, format: FileFormat = "toml") -> Conflict:  # noqa: A002 - the word that callers expect
    """Read a model from text in the given format."""
    if format not in get_args(FileFormat):
        raise InputError(
            say("unknown format {format}", format=repr(format)),
            remedy=say("Use 'toml', 'json' or 'gmcr'."),
        )
    if len(text) > SIZE_LIMIT:
        raise _too_large()
    if not text.strip():
        raise InputError(
            say("the file is empty"), remedy=say("Begin with format = 'goodoffices-conflict/1'.")
        )
    tree = parse_toml(text) if format == "toml" else _json(text)
    if format == "gmcr" or looks_like_gmcr_plus(tree):
        tree = tree_of(tree)
    return read_tree(tree)


def _too_large() -> LimitError:
    return LimitError(
        say("the model is larger than {most} MB", most=SIZE_LIMIT // 1_000_000),
        remedy=say("A model this large is better given by options and expressions than by lists."),
    )


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            say("this is not a text file (byte {start} is not UTF-8)", start=error.start),
            remedy=say("Give a TOML, JSON or GMCR+ file."),
        ) from error


def _format_of(path: Path) -> FileFormat:
    ending = path.suffix.lower().lstrip(".")
    if ending == "toml":
        return "toml"
    if ending == "json":
        return "json"
    if ending == "gmcr":
        return "gmcr"
    raise InputError(
        say("cannot tell the format from the ending {suffix}", suffix=repr(path.suffix)),
        remedy=say("Name the file .toml, .json or .gmcr."),
    )


def parse_toml(text: str) -> object:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise InputError(say("this is not TOML: {error}", error=error)) from error
    except RecursionError as error:
        raise InputError(say("the file nests too deeply")) from error
    except (ValueError, InvalidOperation) as error:
        raise InputError(say("a number in the file cannot be read")) from error


def _json(text: str) -> object:
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_once
        )
    except json.JSONDecodeError as error:
        raise InputError(
            say("this is not JSON: {error}", error=error.msg),
            where=f"line {error.lineno}, column {error.colno}",
        ) from error
    except RecursionError as error:
        raise InputError(say("the file nests too deeply")) from error
    except (ValueError, InvalidOperation) as error:
        raise InputError(say("a number in the file cannot be read")) from error


def _no_constant(name: str) -> object:
    raise InputError(say("{name} is not a number that a model may hold", name=name))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(
            say("the key {twice} stands twice in the same table", twice=repr(twice[:60]))
        )
    return table
