"""Blind bids on the desk: from the terms to the number, by plain forms."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.django_db
BIDS = "/c/river/talks/bids/"
TYPED = {
    "title": "The rent",
    "numbers": "Rent in euros a month",
    "side.a": "at_most",
    "side.b": "at_least",
    "rule": "midpoint",
    "rounds": "2",
    "until": "2022-03-02T12:00",
    "reveal_hours": "24",
}


def post(desk, who: str, path: str, **fields: object):
    return desk.client(who).post(path, fields)


def opened(desk, **changes: str) -> str:
    desk.actions.begin("open bids", 4.0)
    response = desk.client("lead").post(f"{BIDS}new/", {**TYPED, **changes, "step": "confirmed"})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def bid(desk, who: str, page: str, number: str, **more: str):
    desk.actions.begin(f"{who} bids {number}", 5.0)
    return post(desk, who, page, do="bid", **{"number.0": number, **more})


def words(desk, who: str, page: str) -> str:
    return desk.get(who, page).content.decode()


def test_opening_takes_two_steps_and_shows_who_is_told(desk):
    looked = desk.client("lead").post(f"{BIDS}new/", {**TYPED, "step": "look"})
    assert looked.status_code == 200
    page = looked.content.decode()
    assert 'data-audience="joint"' in page
    assert "bids the most that it would take" in page
    assert "The rent" not in words(desk, "a", "/c/river/talks/")
    back = desk.client("lead").post(f"{BIDS}new/", {**TYPED, "step": "back"})
    assert 'value="The rent"' in back.content.decode()
    opened(desk)
    for who in ("a", "b", "lead"):
        assert "The rent" in words(desk, who, "/c/river/talks/")


def test_bids_that_overlap_give_the_midpoint_and_nothing_else(desk):
    page = opened(desk)
    assert bid(desk, "a", page, "900.50", kept="on").status_code == 302
    assert "You have bid" in words(desk, "a", page)
    assert "900.5" in words(desk, "a", page)
    assert "900.5" not in words(desk, "lead", page)
    assert bid(desk, "b", page, "800", kept="on").status_code == 302
    for who in ("a", "b"):
        assert "waits for you" in words(desk, who, "/c/river/talks/")
        assert post(desk, who, page, do="reveal-kept").status_code == 302
    for who in ("a", "b", "lead"):
        assert "850.25" in words(desk, who, page)
    assert "900.5" not in words(desk, "b", page)
    assert "800<" not in words(desk, "a", page)
    assert not re.search(r"900\.5|>800<", words(desk, "lead", page))


def test_without_an_overlap_the_next_round_is_opened(desk):
    page = opened(desk)
    for number, other in (("100", "500"), ("90", "400")):
        for who, said in (("a", number), ("b", other)):
            bid(desk, who, page, said, kept="on")
        for who in ("a", "b"):
            assert post(desk, who, page, do="reveal-kept").status_code == 302
        told = words(desk, "lead", page)
        assert "No overlap" in told
        assert not re.search(r">(100|90|500|400)<", told)
        if number == "100":
            assert post(desk, "lead", page, do="again", until="2022-03-03T12:00").status_code == 302
            assert "Round 2 of 2" in words(desk, "a", page)
    assert 'value="again"' not in told
    assert post(desk, "lead", page, do="end").status_code == 302
    assert "Ended by the mediator" in words(desk, "b", page)


def test_a_receipt_that_is_not_kept_is_shown_once_and_reveals(desk):
    page = opened(desk)
    receipt = bid(desk, "a", page, "900").content.decode()
    nonce = re.search(r">([0-9a-f]{64})<", receipt)[1]
    assert nonce not in words(desk, "a", page)
    bid(desk, "b", page, "800", kept="on")
    assert post(desk, "a", page, do="reveal-kept").status_code == 422
    fields = {"do": "reveal", "number.0": "901", "nonce": nonce}
    assert "not what the party committed" in post(desk, "a", page, **fields).content.decode()
    assert post(desk, "a", page, **{**fields, "number.0": "900.0"}).status_code == 302
    assert "You have revealed" in words(desk, "a", page)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"side.b": "at_most"}, "nobody to meet"),
        ({"side.b": ""}, "nobody to meet"),
        ({"until": "2020-01-01T00:00"}, "lies in the past"),
        ({"until": "soon"}, "valid date"),
        ({"numbers": "rent\nrent"}, "each once"),
        ({"rounds": "99"}, "1 to 20 rounds"),
        ({"title": ""}, "required"),
    ],
)
def test_what_cannot_be_opened_is_said(desk, changes, said):
    response = desk.client("lead").post(f"{BIDS}new/", {**TYPED, **changes, "step": "look"})
    assert response.status_code == 422
    assert said in response.content.decode()


@pytest.mark.parametrize(
    ("who", "fields", "status", "said"),
    [
        ("a", {"do": "bid", "number.0": "much"}, 422, "is not a number"),
        ("a", {"do": "bid"}, 422, "required"),
        ("a", {"do": "reveal-kept"}, 422, "no receipt"),
        ("a", {"do": "reveal", "number.0": "1", "nonce": "0"}, 422, "64 hexadecimal"),
        ("a", {"do": "reveal", "number.0": "1", "nonce": "0" * 64}, 409, "not open"),
        ("a", {"do": "dance"}, 422, "no such step"),
        ("lead", {"do": "again", "until": "2022-03-02T12:00"}, 409, "not open"),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page(desk, who, fields, status, said):
    response = post(desk, who, opened(desk), **fields)
    assert response.status_code == status
    assert said in response.content.decode()


def test_who_may_not_finds_nothing(desk):
    page = opened(desk)
    assert post(desk, "lead", page, do="bid", **{"number.0": "1"}).status_code == 404
    assert post(desk, "a", page, do="end").status_code == 404
    for who in ("clerk", "o", "public"):
        assert desk.get(who, page).status_code == 404
