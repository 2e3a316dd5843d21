"""`DATABASE_URL` as settings: what it names stands before what the desk asks of a server."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.desk.database_url import database_settings
from goodoffices.errors import InputError

EMBEDDED = Path("desk.sqlite3")


def test_without_it_the_embedded_file_is_taken():
    assert database_settings(None, EMBEDDED)["NAME"] == EMBEDDED


def test_its_parts_are_those_of_the_settings():
    found = database_settings("postgresql://me:s%20s@host:5433/desk?sslmode=require", EMBEDDED)
    assert [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "me", "s s", "host", "5433", "desk",
    ]  # fmt: skip
    assert found["OPTIONS"]["sslmode"] == "require"
    assert "max_parallel_workers_per_gather=0" in found["OPTIONS"]["options"]


def test_options_of_its_own_stand_in_place_of_ours():
    found = database_settings("postgresql://host/desk?options=-c%20jit%3Don", EMBEDDED)
    assert found["OPTIONS"]["options"] == "-c jit=on"


def test_another_kind_of_database_is_refused_in_one_line():
    with pytest.raises(InputError, match=r"'mysql' is not known"):
        database_settings("mysql://host/desk", EMBEDDED)
