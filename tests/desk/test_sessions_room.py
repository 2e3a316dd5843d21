"""The pages of a session: planned, invited to, confirmed, opened, minuted, in one's calendar."""

from __future__ import annotations

import icalendar
import pytest

pytestmark = pytest.mark.django_db
TALKS = "/c/river/talks/"
PLAN = {"round": "2", "begins": "2022-03-03T09:00", "venue": "A hall", "agenda": "Quiet\nWater"}


def post(desk, seat: str, path: str, **fields: object):
    desk.actions.begin(f"{seat} {sorted(fields.items())}", 2.0)
    return desk.client(seat).post(path, fields)


def body(desk, seat: str, path: str) -> str:
    return desk.get(seat, path).content.decode()


def test_from_the_plan_to_the_minutes(desk):
    page = post(desk, "lead", f"{TALKS}sessions/new/", parties=["a", "b"], **PLAN)["Location"]
    assert desk.get("a", page).status_code == 404
    assert 'data-audience="caucus:a"' in body(desk, "lead", f"{page}?look=invite")
    assert post(desk, "lead", page, do="invite").status_code == 302
    assert "waits for your answer" in body(desk, "a", TALKS)
    assert post(desk, "a", page, do="confirm", part=["attendance", "venue"]).status_code == 302
    assert post(desk, "a", page, do="name", names="First\nSecond").status_code == 302
    assert "First, Second" in body(desk, "lead", page)
    assert "First" not in body(desk, "b", page)
    assert post(desk, "lead", page, do="open").status_code == 409
    post(desk, "b", page, do="confirm", part=["attendance"])
    assert post(desk, "lead", page, do="open").status_code == 302
    assert "First, Second" in body(desk, "b", page)
    post(desk, "lead", page, do="keep", words="for all of you", audience="every")
    post(desk, "lead", page, do="keep", words="for one of you", audience="caucus:a")
    assert "for one of you" in body(desk, "a", page)
    told = body(desk, "b", page)
    assert "for all of you" in told
    assert "for one of you" not in told
    (event,) = icalendar.Calendar.from_ical(desk.get("a", f"{page}meeting.ics").content).walk(
        "VEVENT"
    )
    assert str(event["SUMMARY"]) == "Meeting"
    assert post(desk, "lead", page, do="record").status_code == 302
    assert f"plan/?contact={page.split('/')[-2]}" in body(desk, "lead", page)


@pytest.mark.parametrize(
    ("who", "fields", "status"),
    [
        ("lead", {"do": "dance"}, 422),
        ("lead", {"do": "open"}, 409),
        ("a", {"do": "confirm"}, 422),
        ("a", {"do": "name", "names": ""}, 422),
        ("a", {"do": "cancel"}, 409),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page(desk, who, fields, status):
    page = post(desk, "lead", f"{TALKS}sessions/new/", parties=["a", "b"], **PLAN)["Location"]
    post(desk, "lead", page, do="invite")
    assert post(desk, who, page, **fields).status_code == status
