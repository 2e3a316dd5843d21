"""An encrypted file opens with its key alone, and only whole."""

from __future__ import annotations

import io
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.journal.envelope import (
    HomeSecret,
    Identity,
    Passphrase,
    Recipient,
    file_of_pieces,
    open_file,
    seal_file,
)

PIECE = 1 << 20
SELF = Identity.make()
LOCKS = [
    (Passphrase("a phrase of some words"), Passphrase("a phrase of some words")),
    (SELF.recipient, SELF),
    (HomeSecret(b"secret of a home"), HomeSecret(b"secret of a home")),
]


def sealed(plain: bytes, lock, kind: str = "backup") -> bytes:
    target = io.BytesIO()
    seal_file(io.BytesIO(plain), target, lock, kind)
    return target.getvalue()


def opened(file: bytes, lock, kind: str = "backup") -> bytes:
    target = io.BytesIO()
    open_file(io.BytesIO(file), target, lock, kind, "a.backup")
    return target.getvalue()


@pytest.mark.parametrize(("lock", "unlock"), LOCKS)
def test_it_comes_back_and_no_byte_of_it_stands_in_the_file(lock, unlock):
    plain = b"the envoy waits at Gomel " * 100
    file = sealed(plain, lock)
    assert opened(file, unlock) == plain
    assert b"Gomel" not in file


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_every_size_comes_back(size):
    plain = random.Random(size).randbytes(size)
    assert opened(sealed(plain, LOCKS[2][0]), LOCKS[2][1]) == plain


@given(st.lists(st.binary(max_size=5), max_size=6), st.lists(st.integers(0, 7), max_size=6))
def test_pieces_are_read_as_the_file_that_they_make(pieces, sizes):
    pieced, whole = file_of_pieces(iter(pieces)), io.BytesIO(b"".join(pieces))
    for size in sizes:
        assert pieced.read(size) == whole.read(size)
        assert pieced.readline() == whole.readline()
    assert pieced.read() == whole.read()


def test_another_key_is_refused_in_one_line():
    others = [Passphrase("another phrase of words"), Identity.make(), HomeSecret(b"other")]
    for (lock, _), other in zip(LOCKS, others, strict=True):
        with pytest.raises(InputError, match="not the key") as told:
            opened(sealed(b"x", lock), other)
        assert "\n" not in str(told.value)


def test_another_kind_of_key_or_file_is_refused():
    file = sealed(b"x", LOCKS[0][0])
    with pytest.raises(InputError, match="encrypted for a passphrase"):
        opened(file, SELF)
    with pytest.raises(InputError, match="holds backup, not keys"):
        opened(file, LOCKS[0][1], "keys")


def test_each_change_is_found():
    lock = LOCKS[2][0]
    file = sealed(b"y" * (2 * PIECE + 7), lock)
    begun = file.index(b"}\n") + 2
    piece = PIECE + 16
    swapped = file[:begun] + file[begun + piece :][:piece] + file[begun:][:piece]
    draw = random.Random(3)
    flipped = []
    for _ in range(20):
        place = draw.randrange(begun, len(file))
        flipped.append(file[:place] + bytes([file[place] ^ 1]) + file[place + 1 :])
    broken = [file[:-1], file[: begun + piece], file[:begun], file + b"z", swapped, *flipped]
    for one in broken:
        with pytest.raises(InputError, match="damaged or cut off"):
            opened(one, lock)


def header_of(file: bytes) -> dict:
    return json.loads(file.split(b"\n")[1])


def with_header(file: bytes, header: object) -> bytes:
    magic, _, rest = file.split(b"\n", 2)
    return b"\n".join([magic, json.dumps(header).encode(), rest])


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"goodoffices-sealed/1\n",
        b"SQLite format 3\0" * 10,
        b"goodoffices-sealed/1\n" + b"{" * 5000,
        b"goodoffices-sealed/1\nnull\n",
        b'goodoffices-sealed/1\n{"kind": "backup", "lock": {}, "nonce": "x", "check": ""}\n',
        b'goodoffices-sealed/1\n{"kind": 1, "lock": {}, "nonce": "", "check": ""}\n',
    ],
)
def test_what_is_no_such_file_is_refused(file):
    with pytest.raises(InputError, match="no encrypted file"):
        opened(file, LOCKS[0][1])


def test_a_damaged_first_line_is_refused():
    for lock, unlock in LOCKS[:2]:
        file = sealed(b"x", lock)
        header = header_of(file)
        for spoilt in ("salt", "made"):
            if spoilt in header["lock"]:
                header["lock"] = {**header["lock"], spoilt: "zz"}
        with pytest.raises(InputError, match="first line"):
            opened(with_header(file, header), unlock)


def test_the_recipient_is_the_public_half():
    assert Identity(SELF.private).recipient == SELF.recipient == Recipient(SELF.recipient.public)
