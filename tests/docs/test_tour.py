"""Each picture of the manual is of the page as it is served now, and is the one that was taken."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import worlds
from worlds import MemoryKeys

import tour_pages
from goodoffices.desk.server import example_folder
from goodoffices.service.example import open_example

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

FOLDER = tour_pages.ROOT / "docs" / "tour"
KEPT = json.loads((FOLDER / "pictures.json").read_text("utf-8"))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_there_is_nothing_but_the_pictures_that_were_taken() -> None:
    assert list(KEPT) == [stop.name for stop in tour_pages.STOPS]
    taken = {
        f"{name}-{width}.png": kept
        for name, one in KEPT.items()
        for width, kept in one.items()
        if width != "page"
    }
    assert {path.name: sha256(path) for path in FOLDER.glob("*.png")} == taken


def test_every_page_is_as_it_was_when_its_picture_was_taken(
    db: None, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WORLD = "worlds.current_world"
    world = tour_pages.still_world(MemoryKeys())
    monkeypatch.setitem(worlds.CURRENT, "world", world)
    open_example(world, example_folder())
    changed = []
    for stop in tour_pages.STOPS:
        client = tour_pages.client_of(stop.person)
        path = tour_pages.path_of(stop, client)
        if tour_pages.fingerprint(client, path) != KEPT[stop.name]["page"]:
            changed.append(stop.name)
    assert not changed, f"take them again: make tour ARGS='{' '.join(changed)}'"
