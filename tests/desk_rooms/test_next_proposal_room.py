"""The mediator's next proposal, from consent to the form of a proposal; a counter-proposal back."""

from __future__ import annotations

import re

import pytest
from negotiations import KNOWN, text_of
from pressed import Form

from goodoffices.record.audiences import JOINT, own_room
from goodoffices.record.models import ModelKind
from goodoffices.service.sides import share_matter, state_preferences
from goodoffices.service.talks import proposal_of
from goodoffices.settlement.sides import preferences_of

NEXT, OWN = "talks/next/", "own/questions/"


@pytest.fixture
def stated(rooms):
    """Both sides have kept in their own rooms what the model says of them."""
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    rooms.actions.begin("shown", 1.6)
    share_matter(rooms.lead, JOINT)
    for side in "ab":
        rooms.actions.begin(f"state {side}", 1.7)
        state_preferences(rooms.places[side], preferences_of(KNOWN, side), own_room(side))
    rooms.actions.begin("look", 3.0)
    return rooms


def agree(rooms, who: str, shows: str = "package", do: str = "agree") -> int:
    return rooms.post(OWN, {"do": do, "shows": shows}, f"{who} {do} {shows}", who).status_code


def test_before_the_issues_are_shown_it_says_so(rooms):
    assert "Show them the issues first" in text_of(rooms.get(NEXT))


def test_from_consent_to_the_form_of_a_proposal_and_a_counter_proposal_back(stated):
    assert "Side A has not agreed yet" in text_of(stated.get(NEXT))
    assert agree(stated, "a") == 302
    words = text_of(stated.get(NEXT))
    assert "Side A has agreed" in words
    assert "Side B has not agreed yet" in words
    assert agree(stated, "b") == 302
    page = stated.get(NEXT)
    assert "leaves every party better off" in text_of(page)
    assert "What Side A wants" not in page
    # the only package of both issues that the sides gain from alike: NB 4 on the model
    link = re.search(r'href="/c/river/(talks/new/\?is\.[^"]+)"', page)[1].replace("&amp;", "&")
    form = stated.get(link)
    typed = {n: v[0] for n, v in Form.of(form).fields.items()}
    made = stated.post(link, {**typed, "title": "A first package"}, "write")
    assert made.status_code == 302
    talk = made["Location"].removeprefix("/c/river/")
    until = {"do": "prepare", "to": ["a", "b"], "deadline": "2022-03-02T12:00"}
    stated.post(talk, {**until, "announce": "outcome_only"}, "prepare")
    check = Form.of(stated.get(talk)).fields.get("check") or re.findall(
        r'name="check" value="([0-9a-f]{64})"', stated.get(talk)
    )
    stated.post(talk, {"do": "convey", "check": check[0]}, "convey")
    # where it stands for a party follows from what it said itself
    assert "A first package" in stated.get(OWN, "a")
    counter = f"{talk}?is.price=1&is.date="
    assert "With a counter-proposal goes this package" in stated.get(counter, "a")
    stated.post(counter, {"do": "answer", "kind": "counter"}, "counter", "a")
    stated.post(talk, {"do": "answer", "kind": "no"}, "no", "b")
    shown = proposal_of(stated.lead, talk.split("/")[1]).view
    packages = {g.party: g.answer.package for g in shown.answers}
    assert [(c.issue, c.value) for c in packages["a"]] == [("The price", "middle")]
    assert packages["b"] == ()
    assert "middle" not in text_of(stated.get(talk, "b")).partition("Your answer")[2]


def test_another_setting_asks_again_and_says_what_it_shows(stated):
    for who in "ab":
        agree(stated, who)
    assert stated.post(NEXT, {"shows": "wants"}, "set").status_code == 302
    assert "Side A has not agreed yet" in text_of(stated.get(NEXT))
    assert "the part of each issue" in text_of(stated.get(OWN, "a"))
    # what was agreed to is what the page showed
    assert agree(stated, "a", "package") == 422
    for who in "ab":
        assert agree(stated, who, "wants") == 302
    assert "The price (60%)" in text_of(stated.get(NEXT))
    assert agree(stated, "a", "wants", "disagree") == 302
    assert "The price (60%)" not in text_of(stated.get(NEXT))
    assert stated.post(NEXT, {"shows": "all"}, "x").status_code == 422


@pytest.mark.parametrize("query", ["is.price=9", "is.price=x", "is.date=-1"])
def test_what_is_no_package_is_refused(stated, query):
    stated.get(f"talks/new/?{query}", status=404)
