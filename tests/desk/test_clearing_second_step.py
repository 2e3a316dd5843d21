"""Somebody who lost what they sign in with: whoever holds the machine lets them begin anew."""

import json

import pytest
import worlds
from django.test import Client

from goodoffices.errors import InputError
from goodoffices.service.cases import give_seat
from goodoffices.service.second_step import add_codes, clear_second_step, has_second_step
from goodoffices.service.second_step import new_secret as fresh
from goodoffices.service.sign_in import create_person
from goodoffices.service.verify import verify
from goodoffices.store import queries
from goodoffices.store.genres import Genre
from goodoffices.store.models import RecoveryCode, SignedIn

pytestmark = pytest.mark.django_db
PASSWORD = "seven quiet rivers"


def test_codes_and_sessions_go_and_the_case_says_so(desk):
    import pyotp

    desk.actions.begin("lost")
    world, lead = worlds.current_world(), desk.places["lead"]
    person = create_person(world, "anna", PASSWORD)
    give_seat(lead, person, "team")
    secret = fresh(world)
    add_codes(world, person, secret, pyotp.TOTP(secret).at(world.clock()))
    client = Client()
    client.force_login(person)
    assert clear_second_step(world, " anna ") == (lead.frame.slug,)
    assert not has_second_step(person)
    assert not RecoveryCode.objects.filter(person=person).exists()
    assert not SignedIn.objects.filter(person=person).exists()
    assert client.get("/account/").status_code == 302
    told = queries.entries(lead.viewer, lead.case_id, world.keys, Genre.SEAT)[-1]
    assert json.dumps(told.payload).count("cleared") == 1
    assert [one.fault for one in verify(world.keys)] == [None]
    with pytest.raises(InputError, match="no second step"):
        clear_second_step(world, "anna")
    with pytest.raises(InputError, match="nobody here signs in as 'nobody'"):
        clear_second_step(world, "nobody")


def test_an_address_with_a_nul_is_that_of_a_missing_page(desk):
    missing = desk.get("lead", "/c/nothing-here/")
    for address in ("acts/%00/", "%00/", "record/topics/a%00b/", "record/actor/?name=%00"):
        answer = desk.get("lead", f"/c/{desk.places['lead'].frame.slug}/{address}")
        assert (answer.status_code, answer.content) == (404, missing.content)
    for address in ("search/?q=a%00", "search/?q=a&after=%00", "record/actors/?q=%00"):
        assert desk.get("lead", f"/c/river/{address}").status_code == 200
