"""Search: accounts that hold what is asked, and where in them it stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from goodoffices.record.audiences import Audience
from goodoffices.record.marks import texts_of
from goodoffices.service.record import around, filed
from goodoffices.store import queries
from goodoffices.store.folding import question, tokens
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodoffices.record.acts import FiledAccount
    from goodoffices.service.at import At
    from goodoffices.store.folding import Phrase

__all__ = ["Found", "Piece", "SearchHit", "search"]

_MOST = 25
_AT_ONCE = 30
_BEFORE, _AFTER = 80, 200
"""Characters shown before and after the first word that was found."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `found` where it is what was asked for."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An account that holds what was asked for: its act by name, and where it stands in it."""

    id: str
    act: str
    title: str
    pieces: tuple[Piece, ...]
    language: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class Found:
    """The latest hits; `more` names the hit to go on from, if there are others."""

    hits: tuple[SearchHit, ...]
    more: str = ""


def search(at: At, query: str, after: str = "", most: int = _MOST) -> Found:
    """Accounts that hold every word and phrase, among those that this seat sees and that stand.

    The latest first. Snippets are cut from what this seat may read, after it was opened.
    """
    phrases = question(query)
    hits = tuple(islice(_hits(at, phrases, after), most + 1))
    return Found(hits[:most], hits[most - 1].id if len(hits) > most else "")


def _hits(at: At, phrases: Sequence[Phrase], after: str) -> Iterator[SearchHit]:
    opened = queries.search(at.viewer, at.case_id, at.world.keys, phrases, after)
    while some := tuple(islice(opened, _AT_ONCE)):
        accounts = [filed(one) for one in some if one.genre is Genre.ACCOUNT]
        record = around(at, {one.act for one in accounts})
        standing = {one.id: act for act in record.acts for one in act.accounts}
        for one in accounts:
            if one.id in standing:
                yield _hit(one, standing[one.id].title, phrases)


def _hit(one: FiledAccount, title: str, phrases: Sequence[Phrase]) -> SearchHit:
    texts = texts_of(one.account)
    found = next((text for text in texts if _places(text, phrases)), texts[0])
    claim = one.account.claim
    return SearchHit(
        one.id,
        one.act,
        title,
        snippet(found, phrases),
        claim.language if found == claim.text else "",
        one.audience,
    )


def snippet(text: str, phrases: Sequence[Phrase]) -> tuple[Piece, ...]:
    """The text around the first place where one of the phrases stands; what is found is marked."""
    places = _places(text, phrases)
    first = places[0][0] if places else 0
    begin = _at_a_space(text, first - _BEFORE) if first > _BEFORE else 0
    end = _at_a_space(text, first + _AFTER) if first + _AFTER < len(text) else len(text)
    pieces, here = [Piece("… ")] if begin else [], begin
    for start, stop in places:
        if start < here or stop > end:
            continue
        pieces += [Piece(text[here:start]), Piece(text[start:stop], found=True)]
        here = stop
    pieces += [Piece(text[here:end]), Piece(" …" if end < len(text) else "")]
    return tuple(piece for piece in pieces if piece.text)


def _at_a_space(text: str, place: int) -> int:
    """A little further, after a space; the place itself where there is none."""
    space = text.find(" ", place, place + _BEFORE // 2)
    return space + 1 if space >= 0 else place


def _places(text: str, phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    words = tokens(text)
    return sorted(
        (words[place].start, words[place + len(phrase.words) - 1].end)
        for phrase in phrases
        for place in range(len(words))
        if phrase.stands_at(place, words)
    )
