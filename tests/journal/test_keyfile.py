from __future__ import annotations

import json
import shutil
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from goodoffices.errors import InputError
from goodoffices.journal.keyfile import KeyFile
from goodoffices.journal.sealing import new_key, seal

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
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="the key file does not open"):
        KeyFile(tmp_path / "file" / "keys.sqlite3").fetch(["entry"])


def sealed_in(path: Path, *names: str) -> dict[str, bytes]:
    keys = {name: new_key() for name in names}
    KeyFile(path).keep(keys)
    return {name: seal(json.dumps({"says": name}).encode(), keys[name], name) for name in names}


def test_texts_open_as_they_were_sealed_and_are_made_something_of_once(path: Path) -> None:
    sealed, keys, made = sealed_in(path, "a", "b"), KeyFile(path), []

    def make(plain: dict[str, str]) -> str:
        made.append(plain)
        return plain["says"].upper()

    for _ in range(2):
        assert {name: text.plain["says"] for name, text in keys.open(sealed).items()} == {
            "a": "a",
            "b": "b",
        }
        assert keys.open(sealed)["a"].read(make) == "A"
    assert len(made) == 1
    other = seal(b'{"says": "c"}', keys.fetch(["a"])["a"], "a")
    assert keys.open({"a": other})["a"].plain == {"says": "c"}


def test_what_was_remembered_is_forgotten_with_a_shredding_by_anybody(path: Path) -> None:
    sealed, keys = sealed_in(path, "a", "b"), KeyFile(path)
    before = keys.open(sealed)
    assert keys.open(sealed)["b"] is before["b"]
    KeyFile(path).shred(["a"])
    after = keys.open(sealed)
    assert set(after) == {"b"}
    assert after["b"] is not before["b"]
    assert after["b"].plain == before["b"].plain


def test_a_key_file_put_in_the_place_of_another_is_the_one_that_is_read(path: Path) -> None:
    sealed, keys = sealed_in(path, "a"), KeyFile(path)
    copy = path.with_name("copy")
    shutil.copy(path, copy)
    keys.shred(["a"])
    assert keys.open(sealed) == {}
    copy.replace(path)
    assert set(keys.open(sealed)) == {"a"}
    path.unlink()
    with pytest.raises(InputError, match="it is not there"):
        keys.open(sealed)
