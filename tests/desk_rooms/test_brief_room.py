"""The brief is made for its reader, and nothing it may not hold is in any of its forms."""

from __future__ import annotations

import json
import re

import pytest

from goodoffices.record.models import ModelKind

FORMS = ("", "brief.html", "brief.md", "brief.json")
CANARIES = {"team": "kestrel", "caucus:a": "osprey", "joint": "plover", "briefed:o": "dunlin"}
MAY = {
    "lead": {"team", "caucus:a", "joint", "briefed:o"},
    "a": {"caucus:a", "joint"},
    "b": {"joint"},
    "o": {"briefed:o"},
}


@pytest.mark.parametrize("who", MAY)
@pytest.mark.parametrize("form", FORMS)
def test_each_reader_gets_what_it_may_see(rooms, negotiation_source, who, form):
    for audience, word in CANARIES.items():
        rooms.account(f"{word} {audience.partition(':')[0]}", audience, title=f"Act {word}")
    rooms.model(ModelKind.NEGOTIATION, negotiation_source)
    page = rooms.get(f"brief/{form}", who)
    assert {a for a, word in CANARIES.items() if word in page} == MAY[who]
    assert ("Jerusalem" in page) is (who == "lead")


def test_it_can_be_taken_along(rooms):
    rooms.account("told")
    client = rooms.client("lead")
    for ending, kind in (
        ("html", "text/html"),
        ("md", "text/markdown"),
        ("json", "application/json"),
    ):
        response = client.get(f"/c/river/brief/brief.{ending}")
        assert response["Content-Type"] == f"{kind}; charset=utf-8"
        assert response["Content-Disposition"] == f'attachment; filename="brief-river.{ending}"'
    assert json.loads(client.get("/c/river/brief/brief.json").content)["title"]


def test_marks_lead_to_entries_and_charts_are_pictures(rooms, conflict_source):
    act = rooms.account("told")
    rooms.model(ModelKind.CONFLICT, conflict_source, ground=act)
    page = rooms.get("brief/")
    assert f'href="/c/river/acts/{act}/"' in page
    assert "/c/river/conflict/" in page
    figures = re.findall(r'<img src="(/c/river/brief/figures/\d+\.svg)"', page)
    assert figures
    assert "<svg" not in page
    for address in figures:
        assert rooms.client("lead").get(address).status_code == 200
        assert rooms.client("lead").get(address.replace(".svg", "/")).status_code == 200


def test_a_delegate_is_not_led_to_rooms_it_does_not_have(rooms):
    from goodoffices.record.accounts import Words
    from goodoffices.record.audiences import JOINT
    from goodoffices.record.reports import Report
    from goodoffices.service.reports import keep_report

    rooms.actions.begin("kept")
    filed = keep_report(rooms.lead, Report("Kept", "Alpha offers."), JOINT)
    rooms.account("told", "joint", claim=Words("Alpha offers"), source=filed.id)
    assert f"/c/river/reading/{filed.id}/" in rooms.get("brief/")
    assert "/reading/" not in rooms.get("brief/", "a")
