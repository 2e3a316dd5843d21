"""Words broken into the pieces a network knows, each with its place in the text.

WordPiece (Wu et al. 2016, section 4.1) as the uncased models of Devlin et al. (2019) use it: small
letters without accents, punctuation apart, then the longest piece the vocabulary has. O(characters
× longest piece).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Piece", "pieces"]

LONGEST_WORD = 100
UNKNOWN = "[UNK]"
_IDEOGRAPHS = (
    ("\u4e00", "\u9fff"),
    ("\u3400", "\u4dbf"),
    ("\U00020000", "\U0002ceaf"),
    ("\uf900", "\ufaff"),
    ("\U0002f800", "\U0002fa1f"),
)
_ASCII_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece's number in the vocabulary, and where it begins and ends in the text."""

    number: int
    start: int
    end: int


def pieces(text: str, vocabulary: Mapping[str, int], longest: int) -> list[Piece]:
    """Break a text; no entry of the vocabulary is longer than `longest`."""
    found: list[Piece] = []
    for letters, places in _words(text):
        found.extend(_broken(letters, places, vocabulary, longest))
    return found


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """Runs of letters, and signs each by itself; with the place each letter comes from."""
    letters: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        alone = _is_sign(sign) or _is_ideograph(sign)
        if alone or sign.isspace() or _is_control(sign):
            if letters and not (_is_control(sign) and not sign.isspace()):
                yield "".join(letters), places
                letters, places = [], []
            if alone:
                yield sign, [at]
            continue
        for letter in unicodedata.normalize("NFD", sign.lower()):
            if unicodedata.category(letter) != "Mn":
                letters.append(letter)
                places.append(at)
    if letters:
        yield "".join(letters), places


def _broken(
    letters: str, places: list[int], vocabulary: Mapping[str, int], longest: int
) -> list[Piece]:
    whole = Piece(vocabulary[UNKNOWN], places[0], places[-1] + 1)
    if len(letters) > LONGEST_WORD:
        return [whole]
    found: list[Piece] = []
    first = 0
    while first < len(letters):
        last = min(len(letters), first + longest)
        while last > first and _spelled(letters, first, last) not in vocabulary:
            last -= 1
        if last == first:
            return [whole]
        number = vocabulary[_spelled(letters, first, last)]
        found.append(Piece(number, places[first], places[last - 1] + 1))
        first = last
    return found


def _spelled(letters: str, first: int, last: int) -> str:
    return f"##{letters[first:last]}" if first else letters[:last]


def _is_control(sign: str) -> bool:
    return sign == "\ufffd" or (sign not in "\t\n\r" and unicodedata.category(sign)[0] == "C")


def _is_sign(sign: str) -> bool:
    return sign in _ASCII_SIGNS or unicodedata.category(sign)[0] == "P"


def _is_ideograph(sign: str) -> bool:
    return any(first <= sign <= last for first, last in _IDEOGRAPHS)
