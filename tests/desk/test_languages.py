"""The language of a page: whose choice it follows, what depends on it, and what must not."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.test import Client

from goodoffices.saying import Speaker, listed, say, say_counted, spoken_by
from goodoffices.service.record import view
from goodoffices.store.models import Entry, Person, SearchText

ARABIC = '<html lang="ar" dir="rtl">'
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
ENGLISH = '<html lang="en" dir="ltr">'


def of(response) -> str:
    return response.content.decode()


def test_the_browser_is_followed_then_the_cookie_then_the_person(desk):
    client = desk.client("lead")
    arabic = {"HTTP_ACCEPT_LANGUAGE": "ar-LB,ar;q=0.9,en;q=0.1"}
    assert ENGLISH in of(client.get("/c/river/"))
    assert ARABIC in of(client.get("/c/river/", **arabic))
    client.cookies["django_language"] = "en"
    assert ENGLISH in of(client.get("/c/river/", **arabic))
    Person.objects.filter(handle="lead").update(language="ar")
    assert ARABIC in of(client.get("/c/river/"))


def test_a_language_not_spoken_here_is_passed_over(desk):
    client = desk.client("lead")
    Person.objects.filter(handle="lead").update(language="xx")
    assert ENGLISH in of(client.get("/c/river/", HTTP_ACCEPT_LANGUAGE="xx"))
    client.post("/language/", {"language": "xx", "next": "/"})
    assert "django_language" not in client.cookies


def test_the_choice_is_kept_with_the_person_and_in_the_browser(desk):
    client = desk.client("a")
    response = client.post("/language/", {"language": "ar", "next": "/c/river/record/?page=1"})
    assert (response.status_code, response["Location"]) == (302, "/c/river/record/?page=1")
    assert client.cookies["django_language"].value == "ar"
    assert ARABIC in of(client.get("/c/river/"))
    assert ARABIC in of(desk.get("a", "/c/river/"))
    assert ENGLISH in of(desk.get("b", "/c/river/"))


def test_a_stranger_chooses_on_the_sign_in_page(desk):
    client = Client()
    page = of(client.get("/sign-in/"))
    assert 'action="/language/"' in page
    assert "العربية" in page
    client.post("/language/", {"language": "ar", "next": "/sign-in/"})
    assert ARABIC in of(client.get("/sign-in/"))


def test_the_choice_leads_nowhere_else(desk):
    response = Client().post("/language/", {"language": "ar", "next": "https://example.org/"})
    assert response["Location"] == "/"
    assert Client().get("/language/").status_code == 405


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/c/river/", "/c/nowhere/", "/no/such"])
@pytest.mark.parametrize("who", ["lead", "stranger"])
def test_every_answer_says_that_it_depends_on_the_language(desk, who, path):
    response = desk.client(who).get(path, HTTP_ACCEPT_LANGUAGE="ar")
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))
    assert response["Content-Language"] == "ar"


def test_what_is_missing_and_what_is_hidden_are_alike_in_every_language(desk):
    arabic = {"HTTP_ACCEPT_LANGUAGE": "ar"}
    answers = set()
    for path in (f"/c/river/acts/{desk.ids['caucus']}/", "/c/river/acts/nothing/", "/c/nowhere/"):
        response = desk.client("b").get(path, **arabic)
        answers.add((response.status_code, str(response.headers), response.content))
    ((status, _, content),) = answers
    assert status == 404
    assert ARABIC.encode() in content


def test_a_language_does_not_stay_behind_for_the_next_reader(desk):
    first = of(desk.get("b", "/c/river/"))
    desk.client("b").get("/c/river/", HTTP_ACCEPT_LANGUAGE="ar")
    again = of(desk.get("b", "/c/river/"))
    assert ENGLISH in first
    assert ENGLISH in again


FILED = {
    "kind": "OFFER_MEDIATION",
    "claim": "offered to mediate",
    "language": "en",
    "direction": "ltr",
    "actors": "Third State",
    "targets": "Alpha",
    "happened": "2022-02-27",
    "quote": "indirect",
    "stance": "tells",
    "audience": "team",
}


def test_what_is_kept_does_not_hang_on_the_language_of_who_writes_it(desk):
    kept = []
    for language in ("en", "ar"):
        with transaction.atomic():
            desk.actions.begin("filed")
            client = desk.client("lead")
            response = client.post("/c/river/record/file/", FILED, HTTP_ACCEPT_LANGUAGE=language)
            assert response.status_code == 302, of(response)
            entry = Entry.objects.latest("whole_position")
            words = SearchText.objects.get(entry=entry).words
            told = view(desk.places["lead"]).act(entry.subject).leading
            kept.append((entry.subject, told, words))
            transaction.set_rollback(True)
    assert kept[0] == kept[1]


def test_pages_asked_for_in_turn_are_each_in_their_language(desk):
    paths = ["/c/river/", "/c/river/record/", f"/c/river/acts/{desk.ids['offer']}/"]
    for path in [*paths, "/c/river/brief/", "/c/river/who-sees-what/"]:
        told = [
            of(desk.client("lead").get(path, HTTP_ACCEPT_LANGUAGE=language))
            for language in ("en", "ar", "en", "ar")
        ]
        plain = [TOKEN.sub("", one) for one in told]
        assert plain[0] == plain[2]
        assert plain[1] == plain[3]
        assert plain[0] != plain[1]


def test_quotation_marks_stand_with_the_words_they_enclose():
    """Outside the isolate they would stand on the wrong side of words that fill two lines."""
    arabic = Speaker("ar", "rtl", {"“{x}” if": "«{x}» إذا"}.get, lambda _one, many, _n: many)
    with spoken_by(arabic):
        assert say("“{x}” if", x="it stays") == "\u2068«it stays»\u2069 إذا"
        assert say("“{x}” if", x="جنيف") == "«جنيف» إذا"


def test_values_of_the_other_direction_are_isolated():
    arabic = Speaker(
        "ar",
        "rtl",
        {"to {x}": "إلى {x}", ", ": ", "}.get,
        lambda _one, _many, n: f"<{n}>{{count}} {{who}}",
    )
    with spoken_by(arabic):
        assert say("to {x}", x="NYN") == "إلى \u2068NYN\u2069"
        assert say("to {x}", x="جنيف") == "إلى جنيف"
        assert say("to {x}", x=5) == "إلى 5"
        assert say_counted("{count} of {who}", "{count} of {who}", 3, who="Omega") == (
            "<3>3 \u2068Omega\u2069"
        )
        assert listed(["Alpha", "جنيف"]) == "\u2068Alpha\u2069, جنيف"
        assert (
            say("to {x}", x=listed(["Alpha", "Beta"])) == "إلى \u2068Alpha\u2069, \u2068Beta\u2069"
        )
    assert say("to {x}", x="NYN") == "to NYN"
    assert listed(["Alpha", "Beta"]) == "Alpha, Beta"
    assert say_counted("one", "{count}", 1) == "one"
