"""Words as the search index holds them, in any script; and questions to it.

A word is a run of letters, digits and the vowel signs that belong to them, without case and marks:

    Latin, Greek, Cyrillic   no accents; ø, ł, đ, æ, œ, ґ and the like by their base letters
    Arabic                   no vowel signs, hamza or tatweel; one alef, one yeh, one heh, one kaf
    Hebrew                   no points; a final letter as elsewhere
    any                      compatibility forms decomposed, digits as 0 to 9, joiners left out

An apostrophe parts words (`l'Ukraine`, `п'ять`), in the text as in the question. Chinese and
Japanese put no spaces between words: each of their characters begins a pair with its neighbour
(`和平谈判` is held as `和平 平谈 谈判 判`), so that any part of a run is found.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

__all__ = ["Phrase", "Token", "indexed", "question", "tokens"]

_MOST_TOKENS = 10_000
_MOST_PHRASES = 12
_LONGEST = 60
_SHORTEST_OPEN = 2
_KEPT_MARKS = frozenset({0, 8, 9})
"""Classes of marks that make another letter: vowel signs, kana voicing, viramas."""
_LIKE = str.maketrans(
    {
        **dict(zip("øłđðħŧıґђ", "olddhtiгд", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "\u0640": None,
        **dict.fromkeys("ىیېۍے", "ي"),
        **dict.fromkeys("ةہھەۃ", "ه"),
        **dict.fromkeys("کڪ", "ك"),
        "ٱ": "ا",
        **dict(zip("ךםןףץ", "כמנפצ", strict=True)),
        # letters by their category, apostrophes by their use
        **dict.fromkeys("ʹʺʻʼʽʾʿˀˁ", "'"),
    }
)
_PAIRED = ("CJK UNIFIED", "CJK COMPAT", "HIRAGANA", "KATAKANA", "BOPOMOFO")
_QUOTED = re.compile(r"""(?:^|(?<=\s))["“„«「](.+?)["”“»」](?=\s|$)|(\S+)""")


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word, and where it stands in the text as written."""

    word: str
    start: int
    end: int
    paired: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; of the last the beginning is enough where it is `open`."""

    words: tuple[str, ...]
    open: bool

    def stands_at(self, place: int, found: list[Token]) -> bool:
        here = [token.word for token in found[place : place + len(self.words)]]
        if here == list(self.words):
            return True
        *before, last = self.words
        return (
            self.open
            and here[:-1] == before
            and len(here) > len(before)
            and (here[-1].startswith(last))
        )


@cache
def _folded(char: str) -> tuple[str, bool, bool]:
    """A character folded, whether it belongs to a word, and whether it begins a pair."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    if len(spread) == 1 and unicodedata.combining(spread):
        return "", True, False
    kept = [c for c in spread if unicodedata.combining(c) in _KEPT_MARKS]
    kept = [c for c in kept if unicodedata.category(c) not in {"Cf", "Me"}]
    like = unicodedata.normalize("NFC", "".join(kept)).translate(_LIKE)
    folded = "".join(str(unicodedata.decimal(c, c)) for c in like)
    is_word = all(c.isalnum() or unicodedata.category(c)[0] == "M" for c in folded)
    return folded, is_word, bool(folded) and unicodedata.name(folded[0], "").startswith(_PAIRED)


def tokens(text: str) -> list[Token]:
    """The words of a text in order. Linear."""
    found: list[Token] = []
    word, begun = "", 0
    for place, char in enumerate(text):
        folded, is_word, is_paired = _folded(char)
        if is_word and not is_paired:
            begun = begun if word else place
            word += folded
            continue
        if word:
            found.append(Token(word[:_LONGEST], begun, place))
            word = ""
        if is_paired and is_word:
            found.append(Token(folded, place, place + 1, paired=True))
    if word:
        found.append(Token(word[:_LONGEST], begun, len(text)))
    return _in_pairs(found)


def _in_pairs(found: list[Token]) -> list[Token]:
    """Each character of a run with the one after it; the last of a run stays alone."""
    joined = [
        replace(one, word=one.word + after.word, end=after.end)
        if one.paired and after.paired and one.end == after.start
        else one
        for one, after in pairwise(found)
    ]
    return joined + found[-1:]


def indexed(text: str) -> str:
    """What the index holds of a text: its first 10,000 words."""
    return " ".join(token.word for token in tokens(text)[:_MOST_TOKENS])


def question(text: str) -> tuple[Phrase, ...]:
    """What is asked for: words, of which the beginning is enough, and phrases in quotation marks.

    No more than twelve; none where there is no word in it.
    """
    found: list[Phrase] = []
    for match in _QUOTED.finditer(text):
        quoted, plain = match.groups()
        found += _phrases(tokens(quoted or plain), is_open=quoted is None)
    return tuple(dict.fromkeys(found))[:_MOST_PHRASES]


def _phrases(found: list[Token], *, is_open: bool) -> list[Phrase]:
    """Runs of pairs by themselves: in the index the last character of a run stands after them."""
    phrases: list[Phrase] = []
    words: list[str] = []
    for place, token in enumerate(found):
        if not token.paired:
            words.append(token.word)
            continue
        if words and not found[place - 1].paired:
            phrases.append(Phrase(tuple(words), open=False))
            words = []
        goes_on = len(token.word) > 1
        if goes_on or not words:
            words.append(token.word)
        if not goes_on:
            phrases.append(Phrase(tuple(words), open=len(words[0]) == 1))
            words = []
    if words:
        phrases.append(Phrase(tuple(words), open=is_open and len(words[-1]) >= _SHORTEST_OPEN))
    return phrases
