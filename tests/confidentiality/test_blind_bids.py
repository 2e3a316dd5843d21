"""Blind bids stay blind: two worlds that differ in what another bid, as long as they do not
overlap, and in whether it bid at all until all have.
"""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
import worlds
from django.db import transaction
from two_worlds import crawl, differences, show_as

from goodoffices.errors import ConflictingEditError
from goodoffices.service.bidding import Plan, bid, open_bidding, reveal, take_bidding_step
from goodoffices.talks import bids
from goodoffices.talks.bids import Direction, Rule

pytestmark = pytest.mark.django_db
SIDES = (Direction.AT_MOST, Direction.AT_LEAST)


def seen(base, reader: str, play) -> dict[str, tuple]:
    with transaction.atomic():
        base.actions.begin("open bids", 1.0)
        lead = base.places["lead"]
        until = lead.world.clock() + timedelta(hours=20)
        plan = Plan("Rent", ("rent", "term"), ("a", "b"), SIDES, Rule.MIDPOINT, 2, 600, until)
        made = open_bidding(lead, plan)
        play(base, made)
        base.actions.begin("look", 100.0)
        worlds.CURRENT["world"] = base.world
        # what there is beside is walked by the worlds of test_two_worlds
        found = crawl(reader, [f"/c/river/talks/bids/{made}/", "/c/river/talks/", "/c/river/"], 5)
        transaction.set_rollback(True)
    return found


def bids_of(base, who: str, made: str, numbers: tuple[str, str], hours: float) -> None:
    base.actions.begin(f"{who} bids at {hours}", hours)
    bid(base.places[who], made, numbers)


def reveals(base, who: str, made: str, hours: float) -> None:
    base.actions.begin(f"{who} reveals at {hours}", hours)
    reveal(base.places[who], made)


def apart(seed: int):
    """Both bid; b's bid is drawn and always too high; or it keeps away, or does not reveal."""
    draw = random.Random(seed)
    what = draw.choice(["apart", "apart", "silent"])
    asked = (str(draw.randrange(1000, 9000)), str(draw.randrange(1, 90)))

    def play(base, made: str) -> None:
        bids_of(base, "a", made, ("900", "10"), 2.0)
        bids_of(base, "b", made, asked, 3.0)
        reveals(base, "a", made, 4.0)
        if what != "silent":
            reveals(base, "b", made, 5.0)

    return play


@pytest.mark.parametrize("reader", ["a", "lead", "o", "public"])
@pytest.mark.parametrize("seed", range(2))
def test_without_an_overlap_nothing_of_a_bid_shows(reader, seed, base):
    one = seen(base, reader, apart(seed))
    other = seen(base, reader, apart(100 + seed))
    assert differences(one, other) == []
    path = next((p for p in one if "/talks/bids/" in p and "new" not in p), None)
    assert (one[path][0] == 200) is (reader in {"a", "lead"})


@pytest.mark.parametrize("reader", ["a", "lead"])
def test_whether_another_has_bid_does_not_show_before_all_have(reader, base):
    def waiting(base, made: str, *, other: bool) -> None:
        if other:
            bids_of(base, "b", made, ("5", "5"), 2.0)
        base.actions.begin("next day", 2.5)

    def look(*, other: bool):
        def play(base, made: str) -> None:
            waiting(base, made, other=other)
            base.actions.begin("look early", 3.0)
            worlds.CURRENT["world"] = base.world
            early.append(crawl(reader, [f"/c/river/talks/bids/{made}/"], 2))

        return play

    early: list[dict] = []
    seen(base, reader, look(other=True))
    seen(base, reader, look(other=False))
    assert differences(*early) == []


def test_what_overlaps_shows_the_agreed_numbers_and_nothing_else(base):
    """The declassification: only the midpoint flows, so bids with the same one look the same."""

    def meeting(asked: tuple[str, str], own: tuple[str, str]):
        def play(base, made: str) -> None:
            bids_of(base, "a", made, own, 2.0)
            bids_of(base, "b", made, asked, 3.0)
            reveals(base, "a", made, 4.0)
            reveals(base, "b", made, 5.0)
            with pytest.raises(ConflictingEditError):
                take_bidding_step(base.places["lead"], made, bids.End())

        return play

    one = seen(base, "lead", meeting(("800", "4"), ("900", "10")))
    same = seen(base, "lead", meeting(("750", "2"), ("950", "12")))
    other = seen(base, "lead", meeting(("800", "6"), ("900", "10")))
    assert differences(one, same) == []
    assert any("/talks/bids/" in path for path in differences(one, other))
    third = seen(base, "o", meeting(("800", "6"), ("900", "10")))
    assert differences(third, seen(base, "o", meeting(("1", "1"), ("900", "10")))) == []


def test_a_planted_view_that_shows_all_is_caught(base, monkeypatch):
    show_as(monkeypatch, bids, base.places["b"].viewer)
    assert differences(seen(base, "a", apart(0)), seen(base, "a", apart(100)))
