"""A commitment to a bid that can be checked later and says nothing before (TK 4).

SHA-256 over the canonical JSON of domain, case, bidding, round, party, bid and 32 random bytes.
It binds because SHA-256 resists collisions, and hides because of the random bytes (commitments
from hash functions: Halevi and Micali, *CRYPTO* 1996). Each part stands in its own place of the
list, so that no two different lists have the same bytes.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from goodoffices.errors import InputError
from goodoffices.journal.canonical import digest
from goodoffices.saying import say

__all__ = ["DOMAIN", "NONCE_BYTES", "Bid", "commitment", "matches", "read_number"]

DOMAIN = "goodoffices/blind-bid/1"
NONCE_BYTES = 32
_HEX = re.compile(r"[0-9a-f]{64}\Z")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,20})?\Z")


@dataclass(frozen=True, slots=True)
class Bid:
    """The numbers as decimals in one spelling, and the random bytes as hexadecimal digits."""

    numbers: tuple[str, ...]
    nonce: str

    def __post_init__(self) -> None:
        if not _HEX.match(self.nonce):
            raise InputError(
                say("the random part is not 64 hexadecimal digits"),
                where="nonce",
                remedy=say("Copy it from the receipt"),
            )
        for number in self.numbers:
            if read_number(number) != number:
                raise InputError(
                    say("'{number}' is written in another way", number=number),
                    where="bid",
                    remedy=say("Write it plainly"),
                )

    @property
    def decimals(self) -> tuple[Decimal, ...]:
        return tuple(Decimal(number) for number in self.numbers)


def read_number(text: str) -> str:
    """Return the one spelling of a number: no exponent, no trailing zeros; else InputError."""
    try:
        number = Decimal(text.strip())
        plain = format(number.normalize() + 0, "f") if number.is_finite() else ""
    except InvalidOperation:
        plain = ""
    if not _NUMBER.match(plain):
        raise InputError(
            say("'{text}' is not a number", text=text[:40]),
            where="bid",
            remedy=say("Write digits and a point"),
        )
    return plain


def commitment(case: str, bidding: str, number: int, party: str, bid: Bid) -> str:
    """Return the commitment of a party in round `number`, as 64 hexadecimal digits."""
    return digest([DOMAIN, case, bidding, number, party, list(bid.numbers), bid.nonce]).hex()


def matches(given: str, case: str, bidding: str, number: int, party: str, bid: Bid) -> bool:
    """Whether a reveal is what was committed to, compared in constant time."""
    return hmac.compare_digest(given, commitment(case, bidding, number, party, bid))
