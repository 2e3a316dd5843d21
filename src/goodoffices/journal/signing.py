"""Signatures of a desk: Ed25519 over the canonical bytes of a document.

Whoever keeps a signed document can show that this desk issued it, and that nothing in it was
changed since; not that what it says is true.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from goodoffices.errors import InputError
from goodoffices.journal.canonical import canonical
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["SigningKey", "check_signed"]

_BY = "signed_by"
_SIGNATURE = "signature"


class SigningKey:
    """The key with which one desk signs."""

    def __init__(self, private: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private)

    @classmethod
    def in_file(cls, path: Path) -> SigningKey:
        """The key of a file for its owner alone, which is made where it is not there."""
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(Ed25519PrivateKey.generate().private_bytes_raw().hex())
        try:
            return cls(bytes.fromhex(path.read_text(encoding="ascii")))
        except ValueError:
            raise InputError(
                say("the signing key does not open"),
                where=path.name,
                remedy=say("Restore it from its copy"),
            ) from None

    @property
    def public(self) -> str:
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The document with who signed it and the signature."""
        told = {**document, _BY: self.public}
        return {**told, _SIGNATURE: self._key.sign(canonical(told)).hex()}


def check_signed(document: Mapping[str, Any], where: str) -> str:
    """The public key that signed the document; InputError where it is not as it was signed."""
    told = {key: value for key, value in document.items() if key != _SIGNATURE}
    try:
        public = bytes.fromhex(str(document.get(_BY)))
        signature = bytes.fromhex(str(document.get(_SIGNATURE)))
        Ed25519PublicKey.from_public_bytes(public).verify(signature, canonical(told))
    except (ValueError, InvalidSignature):
        raise InputError(
            say("it is not as it was signed"),
            where=where,
            remedy=say("Take the copy that was kept"),
        ) from None
    return public.hex()
