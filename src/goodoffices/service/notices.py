"""Being told of what one follows: within the desk, by mail, by a feed; each as the seat wishes.

Mail is at most what the rules of the case allow. Whether and when a seat is told depends on what
it sees, and on nothing else.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from goodoffices.errors import InputError
from goodoffices.record.rules import MailCap
from goodoffices.saying import say
from goodoffices.service.at import At
from goodoffices.service.cases import nothing_here, place_of_seat_id
from goodoffices.service.following import News, news
from goodoffices.service.rules import rules_of
from goodoffices.store.models import Notices, Seat, Token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.service.world import World

__all__ = [
    "Letter",
    "Wish",
    "due_letters",
    "leave_mail",
    "make_token",
    "mark_seen",
    "mark_told",
    "place_of_token",
    "revoke_tokens",
    "tokens_made",
    "unseen",
    "wish",
    "wish_of",
]

_ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[A-Za-z0-9.-]{1,180}\Z")
_A_DAY = timedelta(days=1)
_AGAIN_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Wish:
    """How a seat is told by mail: `how` is none, single or digest."""

    address: str
    how: MailCap


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one person: what is new since the last."""

    at: At
    address: str
    how: MailCap
    news: tuple[News, ...]
    language: str
    """Of the person; empty where they never chose one."""
    may_name: bool
    """Whether what every party may know of is named; else it says only that there is something."""


def wish_of(at: At) -> Wish:
    row = Notices.objects.filter(seat_id=at.seat).first()
    return Wish(row.address, MailCap(row.how)) if row else Wish("", MailCap.NONE)


def wish(at: At, asked: Wish) -> None:
    """Say how one wants to be told by mail; from now on, of what is new from now on."""
    if not at.seat or at.viewer.preview:
        raise nothing_here()
    if asked.how is not MailCap.NONE and not _ADDRESS.match(asked.address):
        raise InputError(
            say("it is no address for mail"), where="address", remedy=say("Write name@host")
        )
    _notices(at)
    now = at.world.clock()
    Notices.objects.filter(seat_id=at.seat).update(address=asked.address, how=asked.how, told=now)


def _notices(at: At) -> Notices:
    now = at.world.clock()
    row, _ = Notices.objects.get_or_create(seat_id=at.seat, defaults={"told": now, "seen": now})
    return row


def leave_mail(seat_id: str) -> None:
    """No more mail to this seat."""
    Notices.objects.filter(seat_id=seat_id).update(how=MailCap.NONE)


def unseen(at: At) -> tuple[News, ...]:
    """What is new since this seat last marked it as seen."""
    row = Notices.objects.filter(seat_id=at.seat).first()
    return news(at, row.seen if row else datetime.min.replace(tzinfo=at.world.clock().tzinfo))


def mark_seen(at: At) -> None:
    if not at.seat or at.viewer.preview:
        raise nothing_here()
    _notices(at)
    Notices.objects.filter(seat_id=at.seat).update(seen=at.world.clock())


def due_letters(world: World) -> Iterator[Letter]:
    """The letters to be sent now. Linear in what is new for those who wish for mail."""
    rows = Notices.objects.filter(seat__left=None).exclude(how=MailCap.NONE)
    for row in rows.select_related("seat__case", "seat__person").order_by("seat_id"):
        at = place_of_seat_id(world, row.seat)
        rules = rules_of(at)
        how = _capped(MailCap(row.how), rules.mail)
        wait = _A_DAY if how is MailCap.DIGEST else _AGAIN_AFTER
        if how is MailCap.NONE or at.viewer.undeclared or world.clock() < row.told + wait:
            continue
        found, language = news(at, row.told), row.seat.person.language
        if found and how is MailCap.DIGEST:
            yield Letter(at, row.address, how, found, language, rules.words_in_mail)
        elif found:
            for one in reversed(found):
                yield Letter(at, row.address, how, (one,), language, rules.words_in_mail)


def _capped(asked: MailCap, most: MailCap) -> MailCap:
    order = list(MailCap)
    return min(asked, most, key=order.index)


def mark_told(letter: Letter) -> None:
    """Once it has left, so that what could not be sent is tried again."""
    last = max(one.entered for one in letter.news)
    if letter.how is MailCap.DIGEST:
        last = letter.at.world.clock()
    Notices.objects.filter(seat_id=letter.at.seat, told__lt=last).update(told=last)


@transaction.atomic
def make_token(at: At, use: str) -> str:
    """A new token of a seat for a feed or the API, in place of the one before; shown once."""
    revoke_tokens(at, use)
    token = secrets.token_urlsafe(32)
    Token.objects.create(token_hash=_hashed(token), seat_id=at.seat, use=use, made=at.world.clock())
    return token


def revoke_tokens(at: At, use: str) -> None:
    """End what this seat made for a use."""
    if not at.seat or at.viewer.preview:
        raise nothing_here()
    Token.objects.filter(seat_id=at.seat, use=use, revoked=None).update(revoked=at.world.clock())


def tokens_made(at: At) -> dict[str, datetime]:
    """For which uses this seat has a token that works, and since when."""
    rows = Token.objects.filter(seat_id=at.seat, revoked=None) if at.seat else ()
    return {row.use: row.made for row in rows}


def place_of_token(world: World, token: str, use: str) -> At:
    """The place of the seat that made the token; NotFoundError where it no longer works."""
    row = Token.objects.filter(token_hash=_hashed(token), use=use, revoked=None).first()
    seats = Seat.objects.filter(id=row.seat_id, left=None) if row else Seat.objects.none()
    seat = seats.select_related("case").first()
    if seat is None:
        raise nothing_here()
    at = place_of_seat_id(world, seat)
    if at.viewer.undeclared:
        raise nothing_here()
    return at


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
