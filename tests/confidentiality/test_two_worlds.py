"""Non-interference: what a party, an observer or the public receives is the same, byte for byte
and header for header, whatever others' private entries are."""

from __future__ import annotations

import random

import pytest
from two_worlds import (
    ACTS,
    OUTSIDE_THE_GROUP,
    VIEWERS,
    WORDS,
    crawled,
    differences,
    id_of,
    make_pair,
    played,
)

pytestmark = pytest.mark.django_db

PAIRS = 500
CHUNKS = 10


TOOLS = [
    f"/c/river/{page}/"
    for page in ("offers", "venues", "positions", "mediator", "known/a", "known/b", "known/o")
]


TAKEN_AWAY = ["/c/river/feed/", "/c/river/events.csv", "/c/river/api/acts/", "/c/river/following/"]


def pages(draw: random.Random, seed: int) -> list[str]:
    """A sample over every page of the case, those that are not there included."""
    fixed = ["/c/river/", "/c/river/record/", "/c/river/brief/", "/c/river/who-sees-what/"]
    word = draw.choice(WORDS)
    drawn = [
        f"/c/river/acts/{id_of(f'act {draw.randrange(ACTS)}')}/",
        f"/c/river/acts/{id_of(f'hidden A{seed} 0')}/",
        f"/c/river/search/?q={word}",
        draw.choice(["/", "/c/river/reading/", "/c/river/conflict/", "/c/river/settlement/"]),
    ]
    tool = draw.choice(TOOLS + TAKEN_AWAY)
    return [draw.choice(fixed), *draw.sample(drawn, k=2), tool]


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("who", VIEWERS)
def test_a_sample_of_pages_is_the_same_in_both_worlds(who, chunk, base):
    name, viewer = VIEWERS[who]
    for seed in range(chunk * PAIRS // CHUNKS, (chunk + 1) * PAIRS // CHUNKS):
        one, other = make_pair(seed, viewer)
        paths = pages(random.Random(seed), seed)
        found = differences(played(one, base, name, paths), played(other, base, name, paths))
        assert not found, f"{who}, pair {seed}: {found}"


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("who", VIEWERS)
def test_everything_reachable_is_the_same_in_both_worlds(who, seed, base):
    name, viewer = VIEWERS[who]
    one, other = make_pair(10_000 + seed, viewer, visible=8, hidden=8)
    starts = ["/", "/c/river/", "/c/river/search/?q=river", *TAKEN_AWAY]
    first, second = crawled(one, base, name, starts), crawled(other, base, name, starts)
    assert len(first) > 3
    assert any(status == 200 for status, _, _ in first.values())
    assert differences(first, second) == []


def test_who_is_not_in_a_group_of_the_team_sees_nothing_of_it(base):
    name, viewer = OUTSIDE_THE_GROUP
    for seed in range(20):
        one, other = make_pair(30_000 + seed, viewer)
        assert one.canaries
        paths = [*pages(random.Random(seed), seed), "/c/river/record/file/", "/c/river/reading/"]
        found = differences(played(one, base, name, paths), played(other, base, name, paths))
        assert not found, f"pair {seed}: {found}"
