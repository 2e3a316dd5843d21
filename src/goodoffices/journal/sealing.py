"""Sealing of text: AES-256-GCM under a random key of its own, bound to the id of its entry.

Sealed bytes are `1 || nonce (12) || ciphertext and tag`. Without its key a text is gone for
good; that is what shredding relies on.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from goodoffices.errors import TamperedError
from goodoffices.saying import say

__all__ = ["new_key", "nonce_of", "seal", "unseal"]

_VERSION = b"\x01"
_NONCE = 12


def new_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def seal(plain: bytes, key: bytes, entry: str, nonce: bytes | None = None) -> bytes:
    """Seal under a nonce of its own; under the one given, where a sealing is made once more."""
    nonce = nonce or secrets.token_bytes(_NONCE)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plain, entry.encode())


def nonce_of(sealed: bytes) -> bytes:
    """What, with the key, makes the same sealing of the same text again."""
    return sealed[1 : 1 + _NONCE]


def unseal(sealed: bytes, key: bytes, entry: str) -> bytes:
    """Raise TamperedError where the bytes, the key or the entry are not those of the sealing."""
    nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    if sealed[:1] != _VERSION:
        raise TamperedError(say("the sealed text has no known form"), where=f"entry {entry}")
    try:
        return AESGCM(key).decrypt(nonce, body, entry.encode())
    except (InvalidTag, ValueError):
        raise TamperedError(say("the sealed text does not open"), where=f"entry {entry}") from None
