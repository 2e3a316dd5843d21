"""The room of the agreement: put together, signed, taken away on paper, followed up."""

from __future__ import annotations

import re

import icalendar
import pytest

from goodoffices.agreement.bundle import Checked, check_bundle, unpacked
from goodoffices.record.audiences import LEAD_ALONE, Audience
from goodoffices.record.models import Model, ModelKind
from goodoffices.service.models import save_model

pytestmark = pytest.mark.django_db
TALKS, ROOM = "/c/river/talks/", "/c/river/agreement/"


def post(desk, seat: str, path: str, **fields: object):
    return desk.client(seat).post(path, fields)


def body(desk, who: str, path: str) -> str:
    return desk.get(who, path).content.decode()


def check_on(page: str) -> str:
    return re.search(r'name="check" value="([0-9a-f]{64})"', page)[1]


def accepted(desk) -> None:
    """A proposal that both parties have accepted."""
    desk.actions.begin("propose", 2.0)
    fields = {"title": "Quiet", "text": "Quiet from noon", "language": "en"}
    page = post(desk, "lead", f"{TALKS}new/", **fields)["Location"]
    until = {"deadline": "2022-03-02T12:00", "announce": "outcome_only"}
    post(desk, "lead", page, do="prepare", to=["a", "b"], **until)
    post(desk, "lead", page, do="convey", check=check_on(body(desk, "lead", page)))
    for who in "ab":
        post(desk, who, page, do="answer", kind="yes")


def laid(desk) -> str:
    accepted(desk)
    form = body(desk, "lead", f"{ROOM}new/")
    proposal = re.search(r'name="proposals" value="([0-9a-f]{32})"', form)[1]
    desk.actions.begin("together", 3.0)
    page = post(desk, "lead", f"{ROOM}new/", title="Peace", proposals=[proposal])["Location"]
    assert desk.get("a", page).status_code == 404
    desk.actions.begin("oblige", 3.0)
    owed = {"term": proposal, "who": "a", "what": "opens the sluice", "due": "2022-03-05"}
    assert post(desk, "lead", page, do="oblige", guarantor="Omega", **owed).status_code == 302
    look = body(desk, "lead", f"{page}?look=lay")
    assert 'data-audience="joint"' in look
    assert post(desk, "lead", page, do="lay", check=check_on(look)).status_code == 302
    return page


def test_from_an_accepted_proposal_to_performance(desk):
    assert "begins with a proposal" in body(desk, "lead", ROOM)
    page = laid(desk)
    assert "waits for your signature" in body(desk, "a", ROOM)
    for who in "ab":
        seen = body(desk, who, page)
        assert "opens the sluice" in seen
        assert f'href="{TALKS}' in seen
        response = post(desk, who, page, do="sign", names="The delegate", check=check_on(seen))
        assert response.status_code == 302
        assert ("Concluded on" in body(desk, "b", page)) == (who == "b")
    told = {"obligation": re.search(r'<option value="([0-9a-f]{32})"', body(desk, "a", page))[1]}
    told |= {"fact": "performed", "on": "2022-02-28", "words": "since noon", "audience": "joint"}
    assert post(desk, "a", page, do="tell", **told).status_code == 302
    seen = body(desk, "b", page)
    assert "since noon" in seen
    assert '<p class="status">performed' in seen


def test_the_bundle_is_the_same_for_all_who_signed_and_not_there_before(desk):
    page = laid(desk)
    check = check_on(body(desk, "a", page))
    post(desk, "a", page, do="sign", names="First", check=check)
    assert desk.get("a", f"{page}settlement.zip").status_code == 404
    post(desk, "b", page, do="sign", names="Second", check=check)
    taken = []
    for who in ("a", "b", "lead"):
        with desk.actions.aside(f"{who} takes it"):
            taken.append(desk.get(who, f"{page}settlement.zip").content)
    assert len(set(taken)) == 1
    files = unpacked(taken[0], "settlement.zip")
    assert check_bundle(files) == Checked((), check)
    assert b"from 28 February 2022 to 28 February 2022" in files["attestation.md"]
    assert "zip" in body(desk, "lead", "/c/river/people/exports/")


def test_it_is_taken_away_on_paper_and_as_a_calendar(desk):
    page = laid(desk)
    with desk.actions.aside("taken"):
        word, pdf = desk.get("a", f"{page}agreement.docx"), desk.get("b", f"{page}agreement.pdf")
    assert word.content.startswith(b"PK")
    assert pdf.content.startswith(b"%PDF-")
    assert pdf["Content-Type"] == "application/pdf"
    for query, title in (("", "Follow-up is due"), ("?titles=open", "Side A: opens the sluice")):
        answer = desk.get("a", f"{page}obligations.ics{query}")
        (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
        assert str(event["SUMMARY"]) == title
        assert event.decoded("DTSTART").isoformat() == "2022-03-05"
    copies = body(desk, "lead", "/c/river/people/exports/")
    assert "docx" in copies
    assert "pdf" in copies


@pytest.mark.parametrize(
    ("who", "fields", "status", "said"),
    [
        ("a", {"do": "sign", "names": "", "check": "0"}, 422, "required"),
        ("a", {"do": "sign", "names": "me", "check": "0"}, 409, "not the agreement"),
        ("a", {"do": "recall"}, 409, "not open"),
        ("lead", {"do": "lay", "check": "0"}, 409, "not open"),
        ("lead", {"do": "dance"}, 422, "no such step"),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page(desk, who, fields, status, said):
    page = laid(desk)
    response = post(desk, who, page, **fields)
    assert response.status_code == status
    assert said in response.content.decode()


def test_nothing_becomes_a_term_that_was_not_accepted(desk):
    assert "Nothing has been accepted" in body(desk, "lead", f"{ROOM}new/")
    assert post(desk, "lead", f"{ROOM}new/", title="Peace").status_code == 422


TROOPS = """
format = "goodoffices-conflict/1"
decision_makers = [
  {id = "a", name = "Side A", options = [{id = "quiet_a", name = "Hold fire"}]},
  {id = "b", name = "Side B", options = [{id = "quiet_b", name = "Keep the sluice shut"}]},
]
preferences.a.ranking = [["NY"], ["YY"], ["NN"], ["YN"]]
preferences.b.ranking = [["YN"], ["YY"], ["NN"], ["NY"]]
"""


def kept_model(desk, audience: str = "team") -> None:
    """The prisoner's dilemma: quiet is left by both under Nash, and lasts in foresight."""
    desk.actions.begin(f"model for {audience}", 3.0)
    model = Model(ModelKind.CONFLICT, "Quiet", TROOPS)
    save_model(desk.places["lead"], model, Audience.parse(audience))


# AG 5
def test_what_was_agreed_is_held_against_the_model_of_the_conflict(desk):
    page = laid(desk)
    assert "Build it step by step" in body(desk, "lead", page)
    kept_model(desk)
    named = {"do": "foresee", "o-quiet_a": "yes", "o-quiet_b": "yes"}
    desk.actions.begin("foresee", 3.5)
    assert post(desk, "lead", page, **named).status_code == 302
    seen = " ".join(re.sub(r"<[^>]+>", " ", body(desk, "team", page)).split())
    assert "Is done Hold fire and Keep the sluice shut" in seen
    assert "Nash does not hold State 3 Side A and Side B GMR holds State 3 SMR" in seen
    assert "It gains if it drops Hold fire (to 2 ). Nothing stands against it" in seen
    assert "an undertaking that “Hold fire” cannot be dropped again" in seen
    assert "What guarantee would make it hold under Nash" in seen
    assert desk.get("lead", f"{page}?concept=seq").status_code == 200
    for who in "ab":
        told = body(desk, who, page)
        assert "sluice shut" not in told
        assert "Does it hold" not in told
        assert post(desk, who, page, **named).status_code == 422
    unnamed = {"do": "foresee", "o-quiet_a": "", "o-quiet_b": ""}
    desk.actions.begin("take it back", 3.6)
    assert post(desk, "lead", page, **unnamed).status_code == 302
    assert "Name the outcome" in body(desk, "lead", page)


def test_an_outcome_is_one_of_a_model_that_the_whole_team_sees(desk):
    page = laid(desk)
    named = {"do": "foresee", "o-quiet_a": "yes"}
    assert post(desk, "lead", page, **named).status_code == 422
    kept_model(desk, LEAD_ALONE.key)
    answer = post(desk, "lead", page, **named)
    assert answer.status_code == 422
    assert "for some of the team" in answer.content.decode()
    assert "Keep the sluice shut" not in body(desk, "team", page)
    kept_model(desk)
    assert post(desk, "lead", page, **named | {"o-quiet_a": "maybe"}).status_code == 422
    desk.actions.begin("foresee", 3.5)
    assert post(desk, "lead", page, **named).status_code == 302
    desk.actions.begin("another model", 4.0)
    other = Model(ModelKind.CONFLICT, "Quiet", TROOPS.replace("quiet_a", "calm"))
    save_model(desk.places["lead"], other, Audience.parse("team"))
    assert "none of its states is like that any more" in body(desk, "lead", page)
