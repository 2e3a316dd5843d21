r"""A file that is encrypted for one passphrase, one recipient or one home, piece by piece.

    "goodoffices-sealed/1\n"  header, one line of JSON  pieces of 1 MiB under AES-256-GCM

The key and a value that tells whether it is the right one are derived (HKDF-SHA256) from a secret:
scrypt of a passphrase, X25519 of a key made for this file and the recipient's, or the home's own.
The nonce of a piece holds its number and whether it is the last, and each piece is bound to the
header; so pieces cannot be changed, reordered, left out or cut off (the STREAM construction of
Hoang, Reyhanitabar, Rogaway and Vizar, 2015). Linear; one piece at a time in memory.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from goodoffices.errors import InputError
from goodoffices.journal.canonical import canonical
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

__all__ = [
    "HomeSecret",
    "Identity",
    "Lock",
    "Passphrase",
    "Recipient",
    "file_of_pieces",
    "open_file",
    "open_pieces",
    "seal_file",
]

_MAGIC = b"goodoffices-sealed/1\n"
_PIECE = 1 << 20
_TAG = 16
_PREFIX = 7
_MOST_HEADER = 4096
_SCRYPT = {"n": 1 << 15, "r": 8, "p": 1}


@dataclass(frozen=True, slots=True)
class Passphrase:
    """Seals and opens."""

    text: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Seals for whoever holds the private half."""

    public: bytes


@dataclass(frozen=True, slots=True)
class Identity:
    """The private half of a recipient: opens what was sealed for it."""

    private: bytes

    @classmethod
    def make(cls) -> Identity:
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    @property
    def recipient(self) -> Recipient:
        key = X25519PrivateKey.from_private_bytes(self.private)
        return Recipient(key.public_key().public_bytes_raw())


@dataclass(frozen=True, slots=True)
class HomeSecret:
    """Seals and opens what does not leave the home."""

    secret: bytes


Lock = Passphrase | Recipient | HomeSecret


def seal_file(source: BinaryIO, target: BinaryIO, lock: Lock, kind: str) -> None:
    """Encrypt a file; `kind` says what it holds and stands unencrypted in the header."""
    said, secret = _locked(lock)
    prefix = secrets.token_bytes(_PREFIX)
    key, check = _derived(secret, prefix)
    header = canonical({"kind": kind, "lock": said, "nonce": prefix.hex(), "check": check.hex()})
    target.write(_MAGIC + header + b"\n")
    sealer, bound = AESGCM(key), hashlib.sha256(header).digest()
    number, piece = 0, source.read(_PIECE)
    while True:
        after = source.read(_PIECE)
        nonce = _nonce(prefix, number, last=not after)
        target.write(sealer.encrypt(nonce, piece, bound))
        if not after:
            return
        number, piece = number + 1, after


def open_file(
    source: BinaryIO, target: BinaryIO, lock: Lock | Identity, kind: str, where: str
) -> None:
    """Decrypt a file; InputError where the key is not the right one, or a byte was changed."""
    target.writelines(open_pieces(source, lock, kind, where))


def open_pieces(source: BinaryIO, lock: Lock | Identity, kind: str, where: str) -> Iterator[bytes]:
    """What a file holds, piece by piece: that no byte is missing is known at the end alone."""
    header, line = _header(source, where)
    if header["kind"] != kind:
        raise InputError(
            say("it holds {found}, not {wanted}", found=header["kind"], wanted=kind), where=where
        )
    prefix = bytes.fromhex(header["nonce"])
    key, check = _derived(_unlocked(header["lock"], lock, where), prefix)
    if not hmac.compare_digest(check.hex(), header["check"]):
        raise InputError(
            say("this is not the key that it was encrypted for"),
            where=where,
            remedy=say("Name the passphrase or key that it was made with"),
        )
    opener, bound = AESGCM(key), hashlib.sha256(line).digest()
    number, piece = 0, source.read(_PIECE + _TAG)
    while True:
        after = source.read(_PIECE + _TAG)
        try:
            opened = opener.decrypt(_nonce(prefix, number, last=not after), piece, bound)
        except (InvalidTag, ValueError):
            raise InputError(
                say("it is damaged or cut off at piece {number}", number=number),
                where=where,
                remedy=say("Take another"),
            ) from None
        yield opened
        if not after:
            return
        number, piece = number + 1, after


def file_of_pieces(pieces: Iterable[bytes]) -> io.BufferedReader:
    """Pieces to be read as a file, which are made as it is read."""
    return io.BufferedReader(_Pieces(pieces), _PIECE)


class _Pieces(io.RawIOBase):
    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


def _header(source: BinaryIO, where: str) -> tuple[dict[str, Any], bytes]:
    magic, line = source.read(len(_MAGIC)), source.readline(_MOST_HEADER)
    try:
        header = json.loads(line if magic == _MAGIC and line.endswith(b"\n") else b"")
        told = header["lock"]
        strings = [header["kind"], header["nonce"], header["check"], *told.values()]
        for one in strings[1:3]:
            bytes.fromhex(one)
        "".join(strings)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError(
            say("it is no encrypted file of a desk"), where=where, remedy=say("Name another")
        ) from None
    return header, line[:-1]


def _locked(lock: Lock) -> tuple[dict[str, str], bytes]:
    """What the header says of the lock, and the secret."""
    match lock:
        case Passphrase(text):
            salt = secrets.token_bytes(16)
            return {"for": "passphrase", "salt": salt.hex()}, _stretched(text, salt)
        case Recipient(public):
            own = X25519PrivateKey.generate()
            shared = own.exchange(X25519PublicKey.from_public_bytes(public))
            made = own.public_key().public_bytes_raw()
            said = {"for": "recipient", "recipient": public.hex(), "made": made.hex()}
            return said, shared + made + public
    return {"for": "home"}, lock.secret


def _unlocked(said: dict[str, str], lock: Lock | Identity, where: str) -> bytes:
    try:
        match said.get("for"), lock:
            case "passphrase", Passphrase(text):
                return _stretched(text, bytes.fromhex(said["salt"]))
            case "recipient", Identity(private):
                made = bytes.fromhex(said["made"])
                own = X25519PrivateKey.from_private_bytes(private)
                shared = own.exchange(X25519PublicKey.from_public_bytes(made))
                return shared + made + lock.recipient.public
            case "home", HomeSecret(secret):
                return secret
    except (KeyError, ValueError):
        raise InputError(say("it is damaged in its first line"), where=where) from None
    raise InputError(
        say("it is encrypted for a {lock}", lock=said.get("for")),
        where=where,
        remedy=say("Name that one"),
    )


def _stretched(text: str, salt: bytes) -> bytes:
    return Scrypt(salt, 32, **_SCRYPT).derive(text.encode())


def _derived(secret: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """The key, and a value that is another with any other key."""
    both = HKDF(SHA256(), 64, salt, _MAGIC).derive(secret)
    return both[:32], both[32:]


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4) + bytes([last])
