"""The two-world tests would fail if there were a leak: each kind of leak is planted here once.

That nothing is caught where nothing leaks is what test_two_worlds.py shows.
"""

from __future__ import annotations

import pytest
from two_worlds import VIEWERS, Base, differences, make_pair, played

from goodoffices.desk.headers import SecurityHeaders
from goodoffices.store import marks, queries
from goodoffices.store.models import Entry, SearchText

pytestmark = pytest.mark.django_db

PAIRS = 40


def caught(who: str, base: Base, paths: list[str]) -> bool:
    name, viewer = VIEWERS[who]
    for seed in range(PAIRS):
        one, other = make_pair(seed, viewer)
        if differences(played(one, base, name, paths), played(other, base, name, paths)):
            return True
    return False


PATHS = ["/c/river/", "/c/river/record/", "/c/river/search/?q=river"]


@pytest.mark.parametrize("who", VIEWERS)
def test_a_planted_count_is_caught(who, base, monkeypatch):
    honest = SecurityHeaders.__call__

    def with_count(self, request):
        response = honest(self, request)
        if response.get("Content-Type", "").startswith("text/html"):
            total = Entry.objects.filter(genre="account").count()
            response.content += f"<p>{total} accounts in all</p>".encode()
        return response

    monkeypatch.setattr(SecurityHeaders, "__call__", with_count)
    assert caught(who, base, PATHS)


@pytest.mark.parametrize("who", VIEWERS)
def test_a_planted_header_is_caught(who, base, monkeypatch):
    honest = SecurityHeaders.__call__

    def with_header(self, request):
        response = honest(self, request)
        last = Entry.objects.order_by("-entered").first()
        response.headers["Last-Modified"] = str(last.entered) if last else ""
        return response

    monkeypatch.setattr(SecurityHeaders, "__call__", with_header)
    assert caught(who, base, PATHS)


@pytest.mark.parametrize("who", VIEWERS)
def test_a_planted_search_rank_is_caught(who, base, monkeypatch):
    """Hits ordered by how rare their words are among all rows, hidden ones included."""
    honest = queries.search

    def ranked(*asked):
        every = list(SearchText.objects.values_list("words", flat=True))

        def rarity(opened):
            own = set(opened.payload["claim"]["text"].split())
            return sum(1 / (1 + sum(word in text for text in every)) for word in own)

        return iter(sorted(honest(*asked), key=rarity))

    monkeypatch.setattr(queries, "search", ranked)
    assert caught(who, base, ["/c/river/search/?q=river", "/c/river/search/?q=venue"])


@pytest.mark.parametrize("who", VIEWERS)
def test_a_planted_border_of_pages_is_caught(who, base, monkeypatch):
    """A page that ends after so many entries, hidden ones counted."""
    honest = marks.walk

    def counting(viewer, case_id, genre, **asked):
        every = Entry.objects.filter(case_id=case_id, genre=genre).count()
        return honest(viewer, case_id, genre, **{**asked, "most": max(1, 8 - every)})

    monkeypatch.setattr(marks, "walk", counting)
    assert caught(who, base, ["/c/river/record/"])


def test_the_visible_actions_are_the_same_and_the_hidden_ones_are_not():
    one, other = make_pair(3, VIEWERS["party"][1])
    assert one != other
    assert [a for a in one.actions if a.name.startswith("visible")] == [
        a for a in other.actions if a.name.startswith("visible")
    ]
