"""Read `goodoffices-negotiation/1` from TOML or JSON.

Numbers are read as exact decimals. Every unknown key, missing part and number that is none is
an InputError that names its place. The keys `expected`, `published`, `notes`, `licence` and
`outcome_count` are carried by files for other readers and ignored here.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from goodoffices.errors import InputError, LimitError
from goodoffices.saying import say
from goodoffices.settlement.exact import as_decimal, decimal, shown
from goodoffices.settlement.genius_xml import read_genius
from goodoffices.settlement.geniusweb import is_profile, read_geniusweb
from goodoffices.settlement.reading_issues import read_issue
from goodoffices.settlement.reading_preferences import read_preference
from goodoffices.settlement.scenario import Party, Scenario
from goodoffices.settlement.tables import Table, check_keys, entries, text, texts

if TYPE_CHECKING:
    from goodoffices.settlement.issues import Issue

FORMAT = "goodoffices-negotiation/1"
MOST_BYTES = 5_000_000
IGNORED = frozenset({"expected", "published", "notes", "licence", "outcome_count"})
SCENARIO_KEYS = frozenset(
    {
        "format",
        "title",
        "source",
        "issues",
        "constraints",
        "parties",
        "status_quo",
        "no_agreement",
        "transferable",
        "lotteries",
    }
)
Format = Literal["json", "toml"]


def load(path: Path | str) -> Scenario:
    """Read a scenario: a TOML or JSON file, or a folder of Genius or GeniusWeb files."""
    path = Path(path)
    where = str(path)
    try:
        return _load_folder(path) if path.is_dir() else _load_file(path)
    except OSError as error:
        raise _unreadable(error).at(where) from None
    except InputError as error:
        raise error.at(where) from None


def _load_file(path: Path) -> Scenario:
    words = _read(path, MOST_BYTES)
    suffix = path.suffix.lower()
    if suffix == ".xml":
        raise InputError(
            say("this is one file of a Genius scenario"),
            remedy=say("Open its folder instead: {parent}", parent=path.parent),
        )
    as_json = suffix == ".json" or (suffix != ".toml" and words.lstrip()[:1] == "{")
    return loads(words, "json" if as_json else "toml")


def read_text(path: Path) -> str:
    """Return a file's text; one clear line where it cannot be read."""
    try:
        return _read(path, MOST_BYTES)
    except OSError as error:
        raise _unreadable(error) from None


def _unreadable(error: OSError) -> InputError:
    return InputError(
        say("cannot be read ({value})", value=error.strerror or say("unknown reason")),
        remedy=say("Check the path and the rights on the file"),
    )


def _read(path: Path, most: int) -> str:
    size = path.stat().st_size
    if size > most:
        raise LimitError(
            say(
                "has {size} bytes; the limit for a model is {most_bytes}",
                size=f"{size:,}",
                most_bytes=f"{MOST_BYTES:,}",
            ),
            remedy=say("Leave out what is not part of the negotiation"),
        )
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(
            say("is not text in UTF-8"),
            remedy=say("A scenario is a TOML or JSON file, or a folder of Genius files"),
        ) from None


def _load_folder(path: Path) -> Scenario:
    """Read a Genius (XML) or GeniusWeb (JSON) folder."""
    for suffix in (".xml", ".json"):
        found = sorted(p for p in path.iterdir() if p.suffix.lower() == suffix and p.is_file())
        if not found:
            continue
        left = MOST_BYTES
        files = {}
        for file in found:
            try:
                files[file.name] = _read(file, left)
            except InputError as error:
                raise error.at(file.name) from None
            left -= len(files[file.name])
        if suffix == ".xml":
            return read_genius(files, path.name)
        profiles = {}
        for name, words in files.items():
            try:
                tree = _tree(words, "json")
            except InputError as error:
                raise error.at(name) from None
            if is_profile(tree):
                profiles[name] = tree
        if profiles:
            return read_geniusweb(profiles, path.name)
    raise InputError(
        say("holds neither Genius XML nor GeniusWeb profiles"),
        remedy=say("Name a TOML or JSON file, or a folder with such files"),
    )


def loads(words: str, format: Format = "json") -> Scenario:  # noqa: A002  # the public name of the argument
    """Read a scenario from text."""
    return read_scenario(read_tree(words, format, FORMAT))


def read_tree(words: str, kind: Format, wanted: str) -> dict[str, object]:
    """Read text as a tree of tables, lists, texts and exact numbers; `wanted` is its format."""
    if len(words) > MOST_BYTES:
        raise LimitError(
            say(
                "the text has {count} characters; the limit for a model is {most_bytes}",
                count=f"{len(words):,}",
                most_bytes=f"{MOST_BYTES:,}",
            ),
            remedy=say("Leave out what is not part of the negotiation"),
        )
    if not words.strip():
        raise InputError(
            say("is empty"), remedy=say("The file begins with format = '{wanted}'", wanted=wanted)
        )
    return _tree(words, kind)


def check_format(tree: Table, wanted: str) -> None:
    found = tree.get("format")
    if found != wanted:
        raise InputError(
            say("the format is {found}", found=shown(found))
            if found is not None
            else say("the format is missing"),
            where="format",
            remedy=say("The file begins with format = '{wanted}'", wanted=wanted),
        )


def _tree(words: str, kind: Format) -> dict[str, object]:
    try:
        tree = _json(words) if kind == "json" else tomllib.loads(words, parse_float=_exact)
    except RecursionError:
        raise InputError(
            say("is nested too deeply"), remedy=say("A scenario is a flat file")
        ) from None
    except ValueError as error:
        raise InputError(
            say("is not {kind} ({error})", kind=kind.upper(), error=error), remedy=_way_out(error)
        ) from None
    if not isinstance(tree, dict):
        raise InputError(
            say("{tree} is not a scenario", tree=shown(tree)), remedy=say("A scenario is a table")
        )
    return tree


def _json(words: str) -> object:
    return json.loads(
        words, parse_float=_exact, parse_constant=_no_constant, object_pairs_hook=_once
    )


def _exact(word: str) -> Decimal:
    try:
        return Decimal(word)
    except InvalidOperation:
        raise InputError(
            say("{word} is too large or too small to read", word=shown(word)),
            remedy=say("Write a shorter number"),
        ) from None


def _no_constant(name: str) -> object:
    raise InputError(
        say("{name} is not a number that can be compared", name=name),
        remedy=say("Write a finite number, or null where a reservation is not known"),
    )


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise InputError(say("the key {name} stands twice in one table", name=shown(name)))
            seen.add(name)
    return table


def _way_out(error: Exception) -> str:
    if "digit" in str(error):
        return say("A number is too long: write it in thousands or millions")
    return say("Check commas, quotation marks and brackets near that place")


def read_scenario(tree: Table) -> Scenario:
    """Read a scenario from a tree of tables, lists, texts and exact numbers."""
    check_format(tree, FORMAT)
    check_keys(tree, SCENARIO_KEYS | IGNORED, "")
    issues = tuple(
        read_issue(table, f"issues[{k}]") for k, table in enumerate(entries(tree, "issues", ""))
    )
    parties = tuple(
        _party(table, issues, f"parties[{k}]")
        for k, table in enumerate(entries(tree, "parties", ""))
    )
    scenario = Scenario(
        issues=issues,
        parties=parties,
        title=text(tree, "title", "", ""),
        source=source_text(tree.get("source", "")),
        constraints=texts(tree, "constraints", ""),
        transferable=_truth(tree, "transferable"),
        lotteries=_truth(tree, "lotteries"),
    )
    status_quo = tree.get("status_quo")
    if status_quo is not None:
        scenario = replace(scenario, status_quo=scenario.read_package(status_quo, "status_quo"))
    return _without_agreement(scenario, tree)


def _truth(tree: Table, key: str) -> bool:
    value = tree.get(key, False)
    if not isinstance(value, bool):
        raise InputError(say("{value} is not true or false", value=shown(value)), where=key)
    return value


def _without_agreement(scenario: Scenario, tree: Table) -> Scenario:
    """Take the status quo as the fallback of whoever states none, if the file says so."""
    said = tree.get("no_agreement")
    if said is None:
        return scenario
    if said != "status_quo":
        raise InputError(
            say("{said} is not what no agreement may lead to", said=shown(said)),
            where="no_agreement",
            remedy=say("Known is 'status_quo'; otherwise give each party its reservation"),
        )
    if scenario.status_quo is None:
        raise InputError(
            say("there is no status quo"), where="no_agreement", remedy=say("Add it as status_quo")
        )
    package = scenario.status_quo
    return replace(
        scenario,
        parties=tuple(
            party
            if party.reservation is not None
            else replace(party, reservation=as_decimal(scenario.utility(party, package)))
            for party in scenario.parties
        ),
    )


def source_text(source: object) -> str:
    """Return the citation as text; a tree (repository, path, ...) is written out on one line."""
    try:
        return _on_one_line(source)
    except RecursionError:
        raise InputError(
            say("is nested too deeply"), where="source", remedy=say("Write it as text")
        ) from None


def _on_one_line(source: object) -> str:
    if isinstance(source, str):
        return source
    if isinstance(source, Mapping):
        return "; ".join(f"{name}: {_on_one_line(part)}" for name, part in source.items())
    if isinstance(source, list):
        return ", ".join(_on_one_line(part) for part in source)
    return str(source)


def _party(table: Table, issues: tuple[Issue, ...], where: str) -> Party:
    party_id = text(table, "id", where)
    reservation = table.get("reservation")
    return Party(
        id=party_id,
        name=text(table, "name", where, party_id),
        preference=read_preference(table, issues, f"party {party_id}"),
        reservation=None
        if reservation is None
        else decimal(reservation, f"party {party_id}: reservation"),
        red_lines=texts(table, "red_lines", where),
    )
