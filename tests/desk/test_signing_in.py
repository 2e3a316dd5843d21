from __future__ import annotations

import pytest
import worlds
from django.test import Client

from goodoffices.errors import InputError
from goodoffices.service.sign_in import create_person, make_link, use_link
from goodoffices.store.models import Person, SignInLink

PASSWORD = "seven quiet rivers"


@pytest.fixture
def person(desk) -> Person:
    desk.actions.begin("person")
    return create_person(worlds.current_world(), "anna", PASSWORD)


def sign_in(next_page="", password=PASSWORD):
    client = Client()
    sent = {"handle": "anna", "password": password, "next": next_page}
    return client, client.post("/sign-in/", sent)


def test_a_password_signs_in_and_leads_on(person):
    client, response = sign_in("/c/river/")
    assert (response.status_code, response["Location"]) == (302, "/c/river/")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.org/", "//example.org", "javascript:alert(1)", "", "\\\\x.org", "record"],
)
def test_the_next_page_is_one_of_ours(person, elsewhere):
    _, response = sign_in(elsewhere)
    assert response["Location"] == "/"


def test_a_wrong_password_says_so_and_keeps_the_name(person):
    client, response = sign_in(password="wrong")
    assert response.status_code == 403
    assert 'value="anna"' in response.content.decode()
    assert client.get("/").status_code == 302


def test_a_password_is_not_guessed_for_long(desk, person):
    for _ in range(5):
        assert sign_in(password="wrong")[1].status_code == 403
    assert sign_in()[1].status_code == 429
    # nobody else is kept out, and nobody for ever
    other = Client().post("/sign-in/", {"handle": "ben", "password": "wrong"})
    assert other.status_code == 403
    desk.actions.begin("wait", 4.1)
    assert sign_in()[1].status_code == 302


def test_one_address_does_not_guess_through_many_names(desk, person):
    def guess(name, address):
        sent = {"handle": name, "password": "wrong"}
        return Client(REMOTE_ADDR=address).post("/sign-in/", sent).status_code

    assert {guess(f"name {n}", "192.0.2.1") for n in range(30)} == {403}
    assert guess("one more", "192.0.2.1") == 429
    assert guess("one more", "192.0.2.2") == 403


def test_signing_out_needs_a_form(person):
    client, _ = sign_in()
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert client.get("/").status_code == 302


def test_a_link_is_used_by_its_button_and_once(desk, person):
    token = make_link(worlds.current_world(), person, 1)
    address = f"/sign-in/link/{token}/"
    client = Client()
    # looking at it uses nothing up
    assert client.get(address).status_code == client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert client.get("/").status_code == 200
    again = Client()
    assert again.post(address).status_code == 403
    assert again.get("/").status_code == 302


def test_a_link_ends_with_its_time_and_is_kept_as_a_hash(desk, person):
    world = worlds.current_world()
    token = make_link(world, person, 1)
    kept = SignInLink.objects.get(person=person)
    assert token.encode() not in bytes(kept.token_hash)
    desk.actions.begin("later", 5.1)
    assert use_link(world, token) is None
    assert use_link(world, "nonsense") is None


def test_a_link_of_somebody_shut_out_does_not_work(desk, person):
    token = make_link(worlds.current_world(), person, 1)
    Person.objects.filter(id=person.id).update(is_active=False)
    assert use_link(worlds.current_world(), token) is None


def test_people_have_names_of_their_own(desk, person):
    world = worlds.current_world()
    for handle, password in (("anna", None), ("  ", None), ("x" * 200, None), ("new", "short")):
        desk.actions.begin(f"another {handle}")
        with pytest.raises(InputError):
            create_person(world, handle, password)


def test_forms_from_elsewhere_are_refused(person):
    """No token, a foreign origin, or a nameless origin that the browser does not vouch for."""
    client = Client(enforce_csrf_checks=True)
    page = client.get("/sign-in/")
    token = page.content.decode().split('csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"handle": "anna", "password": PASSWORD, "csrfmiddlewaretoken": token}
    here = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    for refused in (
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    ):
        assert client.post("/sign-in/", sent, headers=refused).status_code == 403
    assert (
        client.post("/sign-in/", {**sent, "csrfmiddlewaretoken": ""}, headers=here).status_code
        == 403
    )
    assert client.post("/sign-in/", sent, headers=here).status_code == 302


def test_whoever_came_by_link_sets_a_password_and_uses_it(desk):
    desk.actions.begin("guest")
    world = worlds.current_world()
    token = make_link(world, create_person(world, "guest"), 1)
    client = Client()
    client.post(f"/sign-in/link/{token}/")
    page = client.get("/password/").content.decode()
    assert "The one you have" not in page
    short = client.post("/password/", {"password": "short"})
    assert short.status_code == 422
    assert "at least 12 characters" in short.content.decode()
    assert client.post("/password/", {"password": PASSWORD})["Location"] == "/"
    assert client.get("/").status_code == 200
    again = Client().post("/sign-in/", {"handle": "guest", "password": PASSWORD})
    assert again.status_code == 302


def test_a_password_is_changed_only_by_whoever_knows_it(person):
    client, _ = sign_in()
    wrong = client.post("/password/", {"current": "guess", "password": "eight slow rivers"})
    assert wrong.status_code == 422
    assert sign_in()[1].status_code == 302
    right = client.post("/password/", {"current": PASSWORD, "password": "eight slow rivers"})
    assert right.status_code == 302
    assert sign_in()[1].status_code == 403


def test_a_stranger_has_no_password_to_set(desk):
    assert Client().get("/password/")["Location"] == "/sign-in/?next=/password/"
