"""The room of talks: a proposal from the first word to agreement, by plain forms."""

from __future__ import annotations

import re

import pytest

from goodoffices.record.accounts import Account, Term, Words
from goodoffices.record.vocabulary import ActKind

pytestmark = pytest.mark.django_db
TALKS = "/c/river/talks/"


def post(desk, who: str, path: str, **fields: object):
    return desk.client(who).post(path, fields)


def written(desk, title: str = "Corridors") -> str:
    desk.actions.begin(f"write {title}", 2.0)
    form = {"title": title, "text": "Corridors from\ntwo cities by day", "language": "en"}
    response = post(desk, "lead", f"{TALKS}new/", **form)
    assert response.status_code == 302
    return response["Location"]


def prepared(desk, page: str, *to: str, until: str = "2022-03-02T12:00") -> str:
    fields = {"do": "prepare", "to": list(to), "deadline": until, "announce": "outcome_only"}
    assert post(desk, "lead", page, **fields).status_code == 302
    body = desk.get("lead", page).content.decode()
    return re.search(r'name="check" value="([0-9a-f]{64})"', body)[1]


def conveyed(desk, *to: str) -> str:
    page = written(desk)
    check = prepared(desk, page, *to)
    assert post(desk, "lead", page, do="convey", check=check).status_code == 302
    return page


def test_from_the_first_word_to_agreement(desk):
    page = written(desk)
    assert desk.get("a", page).status_code == 404
    check = prepared(desk, page, "a", "b")
    last_look = desk.get("lead", page).content.decode()
    assert "Put to: Side A, Side B" in last_look
    assert 'data-audience="joint"' in last_look
    assert desk.get("a", page).status_code == 404
    assert post(desk, "lead", page, do="convey", check=check).status_code == 302
    for who in "ab":
        assert "waits for your answer" in desk.get(who, TALKS).content.decode()
    assert post(desk, "a", page, do="answer", kind="yes").status_code == 302
    team = desk.get("team", page).content.decode()
    assert "Side A has answered" in team
    assert "Side B has not answered yet" in team
    assert post(desk, "b", page, do="answer", kind="yes").status_code == 302
    for who in ("lead", "a", "b"):
        body = desk.get(who, page).content.decode()
        assert "Accepted by all" in body
        assert "Accepted by: Side A, Side B." in body


def test_the_last_look_names_just_those_it_goes_to(desk):
    page = written(desk)
    prepared(desk, page, "b")
    last_look = desk.get("lead", page).content.decode()
    assert "Put to: Side B." in last_look
    assert 'data-audience="caucus:b"' in last_look
    assert 'data-audience="caucus:a"' not in last_look


def test_no_agreement_does_not_say_who(desk):
    page = conveyed(desk, "a", "b")
    post(desk, "a", page, do="answer", kind="yes_if", words="the bridge is open")
    assert "the bridge is open" in desk.get("a", page).content.decode()
    assert "the bridge is open" not in desk.get("lead", page).content.decode()
    post(desk, "b", page, do="answer", kind="yes")
    assert "the bridge is open" in desk.get("lead", page).content.decode()
    told = desk.get("b", page).content.decode()
    assert "No agreement" in told
    assert "bridge" not in told
    assert "Accepted by" not in told


def test_a_question_and_its_reply(desk):
    page = conveyed(desk, "a", "b")
    post(desk, "a", page, do="answer", kind="question", words="who watches it?")
    assert "a question waits for a reply" in desk.get("lead", TALKS).content.decode()
    post(desk, "lead", page, do="reply", party="a", words="an international mission")
    assert "an international mission" in desk.get("a", page).content.decode()
    for who in ("b",):
        body = desk.get(who, page).content.decode()
        assert "who watches" not in body
        assert "mission" not in body


def test_withdrawal(desk):
    page = conveyed(desk, "a")
    post(desk, "a", page, do="answer", kind="question", words="why?")
    assert post(desk, "lead", page, do="withdraw").status_code == 302
    assert "Withdrawn" in desk.get("a", page).content.decode()
    assert 'value="answer"' not in desk.get("a", page).content.decode()


@pytest.mark.parametrize(
    ("who", "fields", "status", "said"),
    [
        ("a", {"do": "answer"}, 422, "required"),
        ("a", {"do": "answer", "kind": "yes_if"}, 422, "needs words"),
        ("a", {"do": "answer", "kind": "yes", "words": "but"}, 422, "carries no words"),
        ("a", {"do": "withdraw"}, 409, "not open"),
        ("a", {"do": "dance"}, 422, "no such step"),
        ("lead", {"do": "reply", "party": "a", "words": "x"}, 409, "no question open"),
        ("lead", {"do": "convey", "check": "0"}, 409, "not open"),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page(desk, who, fields, status, said):
    page = conveyed(desk, "a", "b")
    response = post(desk, who, page, **fields)
    assert response.status_code == status
    assert said in response.content.decode()


def test_bad_preparations_are_said_on_the_page(desk):
    page = written(desk)
    for to, until in ((["x"], "2022-03-02T12:00"), (["a"], "soon"), ([], "2022-03-02T12:00")):
        fields = {"do": "prepare", "to": to, "deadline": until, "announce": "outcome_only"}
        assert post(desk, "lead", page, **fields).status_code == 422
    fields = {"do": "prepare", "to": ["a"], "deadline": "2020-01-01T00:00"}
    response = post(desk, "lead", page, announce="who_accepted", **fields)
    assert (response.status_code, b"lies in the past" in response.content) == (409, True)
    assert post(desk, "lead", f"{TALKS}new/", title="x", text="", language="en").status_code == 422


def test_a_proposal_of_the_record_is_taken_up_with_its_terms(desk):
    account = Account(
        kind=ActKind.PROPOSE,
        claim=Words("Meet by video, quiet first"),
        title="Terms of a first meeting",
        terms=(Term("venue", "by video"), Term("order", "quiet first")),
    )
    act = desk.file("proposal", account, "team")
    address = f"{TALKS}new/?act={act}"
    assert f'href="{address}"'.encode() in desk.get("lead", f"/c/river/acts/{act}/").content
    form = desk.get("lead", address).content.decode()
    assert "Meet by video, quiet first" in form
    desk.actions.begin("take up", 3.0)
    fields = {"title": "Terms", "text": "Meet by video", "language": "en"}
    page = post(desk, "lead", address, **fields)["Location"]
    assert "quiet first" in desk.get("lead", page).content.decode()
    other = desk.file("praise", Account(kind=ActKind.PRAISE, claim=Words("praised it")), "team")
    assert desk.get("lead", f"{TALKS}new/?act={other}").status_code == 404
