"""What each seat is shown, and that nothing it may not see is there for it."""

from __future__ import annotations

import re

import pytest

SEATS = ("lead", "team", "a", "b", "o", "public")
LABELS = {
    "lead": "Lead mediator",
    "team": "Mediator&#x27;s team",
    "a": "Delegate of Side A",
    "b": "Delegate of Side B",
    "o": "Observer for Observer state",
    "public": "Public page",
}
SHARED = {
    "overview": "/c/river/",
    "record": "/c/river/record/",
    "search": "/c/river/search/?q=good",
}


@pytest.mark.parametrize("who", SEATS)
def test_every_seat_is_told_which_it_is(desk, who):
    for path in SHARED.values():
        page = desk.get(who, path)
        assert page.status_code == 200
        text = page.content.decode()
        assert LABELS[who] in text
        assert "A river and a border" in text


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("lead", {"caucus", "briefing", "arabic", "offer"}),
        ("team", {"caucus", "briefing", "arabic", "offer"}),
        ("a", {"caucus", "arabic", "offer"}),
        ("b", {"arabic", "offer"}),
        ("o", {"briefing", "offer"}),
        ("public", {"offer"}),
    ],
)
def test_record_act_and_search_show_what_the_seat_may_see(desk, who, sees):
    titles = {
        "caucus": "What Alpha would accept",
        "briefing": "A quiet meeting",
        "arabic": "A welcome in Arabic",
        "offer": "The third state offers its good offices",
    }
    words = {"caucus": "whispered", "briefing": "confidence", "arabic": "نرحب", "offer": "offices"}
    record = desk.get(who, "/c/river/record/").content.decode()
    for name, title in titles.items():
        found = desk.get(who, f"/c/river/search/?q={words[name]}").content.decode()
        act = desk.get(who, f"/c/river/acts/{desk.ids[name]}/")
        assert (title in record) is (name in sees)
        assert (title in found) is (name in sees)
        assert act.status_code == (200 if name in sees else 404)


def test_the_rooms_at_the_side_are_those_of_the_seat(desk):
    def rooms(who):
        page = desk.get(who, "/c/river/").content.decode()
        nav = page[page.index('<nav class="rooms"') : page.index("</nav>")]
        return re.findall(r'<a href="(/c/river/[^"]*)"', nav)

    assert rooms("public") == ["/c/river/", "/c/river/record/"]
    assert "/c/river/who-sees-what/" in rooms("a")
    # a side's own room is the one that the mediator has not
    own = {"/c/river/own/"}
    assert set(rooms("public")) < set(rooms("a")) - own < set(rooms("lead"))
    assert own <= set(rooms("a")) - set(rooms("lead"))
    assert rooms("lead") == rooms("team")
    for who in SEATS:
        assert all(desk.get(who, address).status_code == 200 for address in rooms(who))


def test_the_overview_says_what_is_open_contested_and_due(desk):
    page = desk.get("lead", "/c/river/").content.decode()
    assert "not refused since 28 February 2022" in page
    assert f"/c/river/acts/{desk.ids['offer']}/#standing" in page
    assert "who took the initiative: <b>Third State</b> or <b>Beta</b>" in page
    assert "overdue" in page
    assert "Side A" in page
    # the duty was planned for the team alone
    assert "overdue" not in desk.get("a", "/c/river/").content.decode()


def test_the_chronology_is_by_day_with_the_words_of_the_dates(desk):
    page = desk.get("lead", "/c/river/record/").content.decode()
    days = re.findall(r"<h2>([^<]*)</h2>", page)
    assert days == ["Sunday 27 February 2022", "Monday 28 February 2022", "Date not known"]
    assert "“on Sunday”" in page
    assert "about then" in page
    assert 'lang="ar" dir="rtl"' in page
    assert "an official, through Agency" in page


def test_the_chronology_can_be_narrowed(desk):
    def titles(query):
        page = desk.get("lead", f"/c/river/record/?{query}").content.decode()
        return re.findall(r"<h3><a[^>]*>([^<]*)<", page)

    assert len(titles("")) == 5
    assert titles("contested=yes") == ["The third state offers its good offices"]
    assert titles("kind=MEET") == ["A quiet meeting"]
    assert titles("by=mediator") == ["The third state offers its good offices"]
    assert titles("open=yes") == ["The third state offers its good offices"]
    assert titles("kind=nonsense") == titles("by=nobody") == titles("kind=%00") == []
    assert len(titles("after=2022-02-28")) == 4
    assert len(titles("after=2022-03-01")) == 3
    assert len(titles("after=%00&before=nonsense")) == 5


def test_the_act_page_sets_accounts_side_by_side_and_gives_reasons(desk):
    page = desk.get("lead", f"/c/river/acts/{desk.ids['offer']}/").content.decode()
    assert page.count('scope="col" id="account-') == 2
    assert re.search(r'Initiative of <span class="differs">differs</span>', page)
    assert "<mark>Third State</mark>" in page
    assert "<mark>Beta</mark>" in page
    assert "not stated" in page
    assert "C2: source fairly reliable, account probably true" in page
    assert "It was answered neither with a plain yes nor with a no" in page
    assert "Answered by" in page
    assert "/withdraw/" in page
    assert "/withdraw/" not in desk.get("a", f"/c/river/acts/{desk.ids['offer']}/").content.decode()


def test_who_sees_what_follows_from_access_alone(desk):
    page = desk.get("a", "/c/river/who-sees-what/").content.decode()
    assert 'id="caucus:b"' in page
    caucus = page[page.index('id="caucus:a"') : page.index('id="caucus:b"')]
    assert caucus.count('class="sees"') == 2
    asked = desk.get("a", "/c/river/who-sees-what/?of=briefed:o%2Bparties").content.decode()
    assert "asked" in asked
    for nonsense in ("briefed:nobody", "caucus:zz", "nonsense", "caucus:", "x" * 500):
        assert desk.get("a", f"/c/river/who-sees-what/?of={nonsense}").status_code == 404


def test_an_empty_case_says_how_to_begin(db, in_the_test_world):
    import worlds
    from django.test import Client

    from goodoffices.store.models import Person

    world, actions = worlds.make_world()
    worlds.CURRENT["world"] = world
    worlds.make_case(world, actions)
    client = Client()
    client.force_login(Person.objects.get(handle="lead"))
    for path in ("/c/river/", "/c/river/record/"):
        page = client.get(path).content.decode()
        assert "nothing in" in page
        assert "/c/river/record/file/" in page
    other = Client()
    other.force_login(Person.objects.get(handle="a"))
    assert "/record/file/" not in other.get("/c/river/record/").content.decode()


def test_the_list_of_cases_is_mine(desk):
    page = desk.get("b", "/").content.decode()
    assert "A river and a border" in page
    assert "Delegate of Side B" in page


@pytest.mark.parametrize("asked", ["audience=nobody", "audience=joint&since=later", "length=long"])
def test_a_brief_that_cannot_be_as_it_was_asked_for_is_no_file(desk, asked):
    """Else it would be handed out for whoever asked, and be passed on to others."""
    client = desk.client("lead")
    answer = client.get(f"/c/river/brief/brief.md?{asked}")
    assert (answer.status_code, answer["Location"]) == (302, f"/c/river/brief/?{asked}")
    shown = client.get(answer["Location"])
    assert shown.status_code == 200
    assert '<p class="notice" role="alert">' in shown.content.decode()
