"""Entries are reached through one door. Checked on the syntax tree, not by habit."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import goodoffices
from goodoffices.store.sight import Sight, sight
from goodoffices.store.statements import Where

ROOT = Path(goodoffices.__file__).parent

# the door itself, the one writer, and those that never hand an entry to a reader
ALLOWED = {
    "store/models.py": "defines them",
    "store/append.py": "writes them",
    "store/queries.py": "the door: every function takes a viewer",
    "store/marks.py": "the door too: entries found by their marks, none opened",
    "store/sight.py": "the selection that each function of the door begins with",
    "service/copying.py": "copies a database for a backup, and seals or empties its words",
    "service/verify_access.py": "checks who may read what; hands out nothing",
    "store/full_text.py": "names the texts that hold some words to the door alone",
    "store/at_odds.py": "tells the index, and nobody else, whether accounts are at odds",
    "store/machine.py": "hands out one instant, to the administrator alone",
    "store/erasing.py": "erases words; hands out ids and plain columns, opens nothing",
    "store/archive.py": "hands a whole case to the lead mediator's export, what is closed marked",
    "service/checkpoints.py": "hands out heads of chains: all to the administrator, else by seat",
    "service/verify_shredded.py": "compares ids; hands out nothing",
    "service/verify.py": "checks digests; hands out counts of the whole to the administrator alone",
}
DOOR = ("store/queries.py", "store/marks.py", "store/sight.py")
MODELS = "goodoffices.store.models"
GUARDED = {"Entry", "SealedFile", "SearchText", "SearchIndex", "Mark", "AudienceRow"}


def uses(path: Path) -> set[str]:
    """The guarded tables a module takes from the store, or names in statements of its own; the
    models as a whole count as all.
    """
    source = path.read_text(encoding="utf-8")
    found = {name for name in GUARDED if f"store_{name.lower()}" in source}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            if any(alias.name == MODELS for alias in node.names):
                found |= GUARDED
        elif isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
            if node.module == MODELS:
                found |= names & GUARDED
            elif node.module == MODELS.rpartition(".")[0] and "models" in names:
                found |= GUARDED
        elif isinstance(node, ast.ClassDef) and path == ROOT / "store/models.py":
            found |= {node.name} & GUARDED
    return found


def modules():
    return [p for p in ROOT.rglob("*.py") if "migrations" not in p.parts]


def test_only_the_store_and_the_verifier_know_the_tables():
    offenders = {
        str(path.relative_to(ROOT)): sorted(uses(path))
        for path in modules()
        if uses(path) and path.relative_to(ROOT).as_posix() not in ALLOWED
    }
    assert offenders == {}


def test_every_exception_is_still_one():
    assert all(uses(ROOT / name) for name in ALLOWED)


def test_every_function_of_the_door_takes_a_viewer():
    public = [
        node
        for name in DOOR
        for node in ast.parse((ROOT / name).read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    without = [f.name for f in public if not f.args.args or f.args.args[0].arg != "viewer"]
    # the frame is shown to every seat: docs/declassifications.md; the others ask for no entry
    assert without == ["frame_text", "audience_of", "batched"]


def test_who_holds_a_sight_writes_no_condition():
    """One of their own, opened by it, would pass by what the viewer may see."""
    outside = [p.read_text(encoding="utf-8") for p in modules() if p.parent != ROOT / "store"]
    holding = [source for source in outside if "goodoffices.store.sight" in source]
    assert holding
    assert not [source for source in holding if "goodoffices.store.statements" in source]


def test_a_sight_of_one_case_is_none_of_another():
    of_one = Sight(Where("1 = 1"), "one", {})
    assert sight(of_one, "one") is of_one
    with pytest.raises(ValueError, match="two"):
        sight(of_one, "two")


def test_what_a_viewer_may_see_is_worked_out_in_one_place():
    """A `Sight` stands for a viewer: whoever could make one could see what they like."""
    makers = [
        path.relative_to(ROOT).as_posix()
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Sight"
    ]
    assert makers == ["store/sight.py"]


LOADS_BY_NAME = {
    "stability/__init__.py": "a fixed list of its own modules, when they are asked for",
    "tables.py": "pandas or polars, where they are installed",
}
"""What may load a module by its name: these know no room by name, the store least of all."""


def test_what_loads_by_name_does_not_know_the_store():
    for name in LOADS_BY_NAME:
        source = (ROOT / name).read_text(encoding="utf-8")
        assert "import_module(" in source
        assert "store" not in source


# statements of their own: they hand out no entry
PLAIN_STATEMENTS = {
    "store/carrying.py": "carries sealed rows into a backup, and back",
    "store/erasing.py": "sweeps the file",
    "store/locks.py": "waits for its turn",
    "store/machine.py": "asks whether the file is sound",
    "store/statements.py": "asks what it is told to, as the door does alone",
}


def test_raw_sql_and_related_managers_are_not_used():
    words = (".raw(", ".extra(", "entry_set", "cursor(", "get_model(", "import_module(")
    offenders = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in modules()
        for word in words
        if word in path.read_text(encoding="utf-8")
        and (word != "import_module(" or path.relative_to(ROOT).as_posix() not in LOADS_BY_NAME)
        and (word != "cursor(" or path.relative_to(ROOT).as_posix() not in PLAIN_STATEMENTS)
    ]
    assert offenders == []
