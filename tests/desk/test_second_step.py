"""One-time codes, recovery codes, sessions and their limits."""

from __future__ import annotations

import re

import pyotp
import pytest
import worlds
from django.test import Client

from goodoffices.service.sign_in import create_person, make_link
from goodoffices.store.models import Authenticator, Person

pytestmark = pytest.mark.django_db
PASSWORD = "seven quiet rivers"


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def person(desk) -> Person:
    desk.actions.begin("person")
    return create_person(worlds.current_world(), "anna", PASSWORD)


def sign_in(client=None):
    client = client or Client()
    answer = client.post("/sign-in/", {"handle": "anna", "password": PASSWORD, "next": "/account/"})
    return client, answer


def later(desk, minutes: float) -> None:
    desk.hours = getattr(desk, "hours", 10.0) + minutes / 60
    desk.actions.begin(f"at {desk.hours}", desk.hours)


def code_of(secret: str) -> str:
    return pyotp.TOTP(secret).at(worlds.current_world().clock())


def with_codes(desk):
    """A client signed in by a person whose codes are in use; the secret; the recovery codes."""
    later(desk, 1)
    client, _ = sign_in()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", text(client.get("/account/codes/"))).group(1)
    secret = secret.replace(" ", "")
    page = client.post("/account/codes/", {"code": code_of(secret)})
    return client, secret, re.findall(r"<li><code>([A-Z2-7-]+)</code>", text(page))


def test_a_code_is_asked_for_and_taken_once(desk, person):
    _, secret, recovery = with_codes(desk)
    assert len(set(recovery)) == 10
    later(desk, 5)
    client, answer = sign_in()
    assert answer["Location"] == "/sign-in/code/"
    assert client.get("/account/").status_code == 302
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 403
    code = code_of(secret)
    assert client.post("/sign-in/code/", {"code": code})["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    other, _ = sign_in()
    assert other.post("/sign-in/code/", {"code": code}).status_code == 403


def test_the_code_of_enrolment_is_used_up(desk, person):
    _, secret, _ = with_codes(desk)
    client, _ = sign_in()
    assert client.post("/sign-in/code/", {"code": code_of(secret)}).status_code == 403


def test_a_recovery_code_works_once_however_it_is_typed(desk, person):
    _, _, recovery = with_codes(desk)
    client, _ = sign_in()
    typed = recovery[3].lower().replace("-", " ")
    assert client.post("/sign-in/code/", {"code": typed})["Location"] == "/account/"
    assert "9 recovery codes are left" in text(client.get("/account/"))
    again, _ = sign_in()
    assert again.post("/sign-in/code/", {"code": recovery[3]}).status_code == 403
    fresh = client.post("/account/recovery/")
    assert len(re.findall(r"<li><code>", text(fresh))) == 10
    assert again.post("/sign-in/code/", {"code": recovery[4]}).status_code == 403


def test_a_wrong_code_does_not_enrol(desk, person):
    later(desk, 1)
    client, _ = sign_in()
    client.get("/account/codes/")
    assert client.post("/account/codes/", {"code": "123456"}).status_code == 422
    assert not Authenticator.objects.exists()


def test_codes_are_not_guessed_for_long_and_others_are_not_held_up(desk, person):
    _, secret, _ = with_codes(desk)
    later(desk, 5)
    guesser, _ = sign_in()
    found = [guesser.post("/sign-in/code/", {"code": f"{n:06}"}).status_code for n in range(6)]
    assert found == [403] * 5 + [429]
    worlds.current_world()
    create_person(worlds.current_world(), "boris", PASSWORD)
    other = Client().post("/sign-in/", {"handle": "boris", "password": PASSWORD})
    assert other.status_code == 302
    later(desk, 6)
    client, _ = sign_in()
    assert client.post("/sign-in/code/", {"code": code_of(secret)}).status_code == 302


def test_a_link_does_not_go_round_the_second_step(desk, person):
    with_codes(desk)
    client = Client()
    token = make_link(worlds.current_world(), person, 1)
    assert client.post(f"/sign-in/link/{token}/")["Location"] == "/sign-in/code/"
    assert client.get("/account/").status_code == 302


def test_the_half_way_point_does_not_last(desk, person):
    _, secret, _ = with_codes(desk)
    client, _ = sign_in()
    later(desk, 6)
    assert client.post("/sign-in/code/", {"code": code_of(secret)})["Location"] == "/sign-in/"


def test_removing_codes_shreds_the_secret(desk, person):
    client, _, _ = with_codes(desk)
    (row,) = Authenticator.objects.all()
    assert row.id in worlds.current_world().keys.kept
    client.post(f"/account/ways/{row.id}/remove/")
    assert row.id not in worlds.current_world().keys.kept
    assert sign_in()[1]["Location"] == "/account/"


def test_somebody_else_s_way_is_not_removed(desk, person):
    with_codes(desk)
    (row,) = Authenticator.objects.all()
    desk.client("a").post(f"/account/ways/{row.id}/remove/")
    assert Authenticator.objects.count() == 1


def test_ways_are_changed_only_soon_after_signing_in(desk, person):
    client, _, _ = with_codes(desk)
    later(desk, 20)
    assert client.get("/account/").status_code == 200
    assert "sign-in" in client.get("/account/codes/")["Location"]
    (row,) = Authenticator.objects.all()
    client.post(f"/account/ways/{row.id}/remove/")
    assert Authenticator.objects.count() == 1


def test_sessions_are_listed_and_ended_elsewhere(desk, person):
    later(desk, 1)
    here, _ = sign_in()
    there, _ = sign_in(Client(HTTP_USER_AGENT="the old laptop <x>"))
    page = text(here.get("/account/"))
    assert "the old laptop &lt;x&gt;" in page
    named = re.search(r'name="session" value="([0-9a-f]{32})"', page).group(1)
    desk.client("a").post("/account/sessions/", {"session": named})
    assert there.get("/account/").status_code == 200
    here.post("/account/sessions/", {"session": named})
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200
    third, _ = sign_in()
    here.post("/account/sessions/", {"session": "others"})
    assert third.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_a_session_ends_when_idle_and_when_old(desk, person):
    later(desk, 1)
    client, _ = sign_in()
    for _ in range(3):
        later(desk, 50)
        assert client.get("/account/").status_code == 200
    later(desk, 61)
    assert client.get("/account/").status_code == 302
    client, _ = sign_in()
    for _ in range(14):
        later(desk, 50)
        assert client.get("/account/").status_code == 200
    later(desk, 21)
    assert client.get("/account/").status_code == 302


def test_another_password_ends_the_other_sessions(desk, person):
    later(desk, 1)
    here, _ = sign_in()
    there, _ = sign_in()
    here.post("/password/", {"current": PASSWORD, "password": "eight loud rivers"})
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_a_session_that_was_signed_out_is_gone_from_the_list(desk, person):
    later(desk, 1)
    client, _ = sign_in()
    client.post("/sign-out/")
    other, _ = sign_in()
    assert 'value="others"' not in text(other.get("/account/"))
