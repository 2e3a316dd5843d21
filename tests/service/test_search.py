"""Search against its plain twin: open everything the seat sees, read it, sort it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from two_worlds import VIEWERS, WORDS, Base, make_base, make_pair, perform

from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import PUBLIC, TEAM
from goodoffices.record.dates import RecordDate
from goodoffices.record.marks import texts_of
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.record import file_account, view
from goodoffices.service.search import search, snippet
from goodoffices.store import full_text, queries
from goodoffices.store.folding import question, tokens
from goodoffices.store.models import SearchText

if TYPE_CHECKING:
    from goodoffices.service.at import At

pytestmark = pytest.mark.django_db

SEATS = ("lead", "a", "b", "o", "public")
VIEWER = VIEWERS["party"][1]


@pytest.fixture
def base(db) -> Base:
    return make_base()


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch):
    """So that a few hits are found in several steps: among the latest texts, and all of them."""
    monkeypatch.setattr(queries, "_FIRST_FOUND", 2)
    monkeypatch.setattr(full_text, "_PASSED_FOR_EACH", 2)


def say(base: Base, words: str, day: str | None = None, audience=PUBLIC) -> str:
    happened = RecordDate(day) if day else None
    account = Account(ActKind.STATE_POSITION, Words(words), happened=happened)
    base.actions.begin(f"say {words} {day}", 1.0)
    return file_account(base.places["lead"], account, audience).id


def plainly(at: At, asked: str) -> dict[str, date]:
    """The accounts that hold it, with the day each happened; undated ones come last."""
    phrases, found = question(asked), {}
    for act in view(at).acts:
        for filed in act.accounts:
            words = tokens(" ".join(texts_of(filed.account)))
            places = range(len(words))
            if all(any(p.stands_at(k, words) for k in places) for p in phrases):
                when = filed.account.happened
                found[filed.id] = (when.earliest if when else None) or date.min
    return found


def everything(at: At, asked: str, most: int) -> list[str]:
    found = search(at, asked, most=most)
    ids = [hit.id for hit in found.hits]
    while found.more:
        found = search(at, asked, found.more, most=most)
        ids += [hit.id for hit in found.hits]
    return ids


asked_for = st.sampled_from([*WORDS, "riv", "ce", "alpha", '"river corridor"', "river venue", "q"])


@settings(
    max_examples=settings.default.max_examples // 3,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    seed=st.integers(0, 1_000_000),
    who=st.sampled_from(SEATS),
    asked=asked_for,
    most=st.integers(1, 4),
)
def test_what_is_found_is_what_a_reader_would_find(base, seed, who, asked, most):
    script, _ = make_pair(seed, VIEWER, visible=10, hidden=10)
    at = base.places[who]
    with transaction.atomic():
        perform(script, base)
        expected, found = plainly(at, asked), everything(at, asked, most)
        assert sorted(found) == sorted(expected)
        days = [expected[one] for one in found]
        assert days == sorted(days, reverse=True)
        transaction.set_rollback(True)


def test_the_index_finds_any_script(base):
    for words, asked in [
        ("السَّلامُ عليكم", "السلام"),
        ("שָׁלוֹם", "שלום"),
        ("和平谈判在日内瓦举行", "谈判"),
        ("和平谈判", "判"),
        ("Переговори в Києві", "перег"),
        ("हिन्दी में वार्ता", "हिन्दी"),
        ('they said "no"', '"said no"'),
        ("x" * 70, "x" * 70),
    ]:
        one = say(base, words)
        assert one in [hit.id for hit in search(base.places["public"], asked).hits], words
    assert search(base.places["public"], "AND OR NOT NEAR( * \" ' -- \0").hits == ()


def test_a_border_named_by_a_hidden_or_missing_hit_is_passed_over(base):
    public = base.places["public"]
    first, last = say(base, "river one", "2022-02-02"), say(base, "river two", "2022-02-01")
    hidden = say(base, "river three", "2022-01-01", TEAM)
    assert [hit.id for hit in search(public, "river", first).hits] == [last]
    for border in (hidden, "f" * 32, "\0", "nonsense"):
        assert [hit.id for hit in search(public, "river", border).hits] == [first, last]


def test_the_snippet_shows_where_the_words_stand():
    text = f"{'before ' * 40}the Café by the river, {'after ' * 80}"
    pieces = snippet(text, question("cafe riv"))
    assert [piece.text for piece in pieces if piece.found] == ["Café", "river"]
    whole = "".join(piece.text for piece in pieces)
    assert whole.startswith("… before")
    assert whole.endswith(" …")
    assert len(whole) < 400
    assert snippet("", question("cafe")) == ()
    joined = "".join(piece.text for piece in snippet("谈" * 9000, question("谈谈")))
    assert len(joined) < 400


def test_what_is_deleted_is_no_longer_found(base):
    say(base, "zebra")
    assert search(base.places["lead"], "zebra").hits
    SearchText.objects.all().delete()
    assert search(base.places["lead"], "zebra").hits == ()


def test_the_index_is_that_of_the_database():
    tables = connection.introspection.table_names(include_views=True)
    assert "store_searchindex" in tables
