from __future__ import annotations

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from goodoffices.errors import InputError
from goodoffices.journal.keyfile import KeyFile
from goodoffices.journal.sealing import new_key

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.sqlite3"


def test_keys_come_back(path: Path) -> None:
    kept = {f"entry{n}": new_key() for n in range(1203)}  # more than two batches
    KeyFile(path).keep(kept)
    assert KeyFile(path).fetch(kept) == kept
    assert KeyFile(path).fetch(["entry7", "unknown"]) == {"entry7": kept["entry7"]}
    assert KeyFile(path).fetch([]) == {}


def test_the_file_is_for_its_owner_alone(path: Path) -> None:
    KeyFile(path).keep({"entry": new_key()})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_shredded_key_is_gone_from_every_byte(path: Path) -> None:
    keys = {f"entry{n}": new_key() for n in range(20)}
    KeyFile(path).keep(keys)
    assert keys["entry3"] in path.read_bytes()
    KeyFile(path).shred(["entry3", "never there"])
    assert "entry3" not in KeyFile(path).fetch(keys)
    assert all(keys["entry3"] not in file.read_bytes() for file in path.parent.iterdir())
    assert len(KeyFile(path).fetch(keys)) == 19


def test_threads_share_it(path: Path) -> None:
    def write(worker: int) -> None:
        for n in range(5):
            KeyFile(path).keep({f"{worker}-{n}": bytes([worker]) * 32})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    names = [f"{worker}-{n}" for worker in range(4) for n in range(5)]
    assert len(KeyFile(path).fetch(names)) == 20


def test_a_lost_file_is_one_clear_line_and_is_not_made_anew(path: Path) -> None:
    for use in (lambda: KeyFile(path).fetch(["entry"]), lambda: KeyFile(path).shred(["entry"])):
        with pytest.raises(InputError) as error:
            use()
        assert str(error.value) == (
            "keys.sqlite3: the key file does not open: it is not there. "
            "Restore it from its own copy"
        )
        assert not path.exists()


@pytest.mark.parametrize(
    "content", [b"garbage", b"garbage " * 500, b"SQLite format 3\x00" + b"\xff" * 200]
)
def test_garbage_is_one_clear_line(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    for use in (
        lambda: KeyFile(path).keep({"entry": new_key()}),
        lambda: KeyFile(path).fetch(["entry"]),
        lambda: KeyFile(path).shred(["entry"]),
    ):
        with pytest.raises(
            InputError, match=r"^keys\.sqlite3: the key file does not open: .*copy$"
        ):
            use()


def test_a_database_of_another_shape_is_one_clear_line(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE key (something TEXT)")
    connection.close()
    with pytest.raises(InputError, match="the key file does not open"):
        KeyFile(path).fetch(["entry"])


def test_a_folder_in_its_place_or_none_around_it_is_one_clear_line(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere" / "keys.sqlite3"):
        with pytest.raises(InputError, match="the key file does not open"):
            KeyFile(path).keep({"entry": new_key()})
