"""Pictures and files in the desk: two steps to other readers, one door, headers that hold."""

from __future__ import annotations

import pytest
import uploads
from django.core.files.uploadedfile import SimpleUploadedFile

from goodoffices.record.accounts import Words
from goodoffices.record.audiences import PUBLIC, TEAM
from goodoffices.service.attachments import About, attach, attachments_of

TYPED = {
    "caption": "The table at the border",
    "language": "en",
    "credit": "The press office",
    "alternative": "A long table, nobody at it",
    "audience": "team",
}


def sent(data: bytes = uploads.photo(), name: str = "table.jpg", **typed: str):
    return {**TYPED, **typed, "file": SimpleUploadedFile(name, data, "text/html")}


@pytest.fixture
def address(desk) -> str:
    return f"/c/river/acts/{desk.ids['offer']}/"


def kept(desk):
    return attachments_of(desk.places["lead"], desk.ids["offer"])


def test_a_picture_for_the_team_stands_on_the_page_of_its_act(desk, address):
    desk.actions.begin("attach")
    client = desk.client("team")
    done = client.post(f"{address}files/add/", sent())
    assert (done.status_code, done["Location"]) == (302, address)
    (filed,) = kept(desk)
    page = client.get(address).content.decode()
    assert 'alt="A long table, nobody at it"' in page
    assert "Credit: The press office" in page
    for who in ("a", "o", "public"):
        assert "The table at the border" not in desk.get(who, address).content.decode()
        hidden = desk.get(who, f"{address}files/{filed.id}/")
        missing = desk.get(who, f"{address}files/{'0' * 32}/")
        assert (hidden.status_code, hidden.content) == (404, missing.content)


def test_for_others_it_is_kept_for_the_team_and_shown_once_more(desk, address):
    desk.actions.begin("attach")
    client = desk.client("lead")
    first = client.post(f"{address}files/add/", sent(audience="joint"))
    assert [one.audience for one in kept(desk)] == [TEAM]
    look = client.get(first["Location"]).content.decode()
    assert "the delegation of Side A (1 person)" in look
    assert "Show it to these readers" in look
    desk.actions.begin("show")
    change = first["Location"].partition("?")[0]
    typed = {**TYPED, "audience": "joint"}
    assert client.post(change, typed).status_code == 200
    assert client.post(change, {**typed, "step": "back"}).status_code == 200
    assert [one.audience for one in kept(desk)] == [TEAM]
    assert client.post(change, {**typed, "step": "confirmed"}).status_code == 302
    (filed,) = kept(desk)
    assert filed.audience.key == "joint"
    assert desk.get("a", f"{address}files/{filed.id}/").status_code == 200
    # somebody still has the form of the earlier one open: what they typed is not lost
    late = client.post(change, {**typed, "caption": "An empty table", "step": "confirmed"})
    page = late.content.decode()
    assert late.status_code == 409
    assert 'value="An empty table"' in page
    assert f'action="{address}files/{filed.id}/change/"' in page
    assert client.get(change)["Location"] == f"{address}files/{filed.id}/change/"


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"data": b"MZ\x00\x00", "name": "a.jpg"}, "file", "none of the kinds"),
        ({"data": b"", "name": "a.jpg"}, "file", "is empty"),
        ({"data": uploads.photo()[:99]}, "file", "does not open"),
        ({"alternative": ""}, "alternative", "no words for who cannot see it"),
        ({"caption": ""}, "caption", "required"),
        ({"audience": "own:a"}, "audience", "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(desk, address, changed, field, said):
    response = desk.client("lead").post(f"{address}files/add/", sent(**changed))
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page[page.index(f'id="id_{field}_error"') :].split("</p>")[0]
    assert kept(desk) == ()


@pytest.mark.parametrize(
    ("data", "name", "kind", "disposition"),
    [
        (uploads.photo(), "table.jpg", "image/jpeg", 'inline; filename="table.jpg"'),
        (uploads.PDF, "a.html", "application/pdf", 'attachment; filename="a.pdf"'),
        (
            b"<script>alert(1)</script>",
            "лист.html",
            "text/plain; charset=utf-8",
            "attachment; filename*=utf-8''%D0%BB%D0%B8%D1%81%D1%82.txt",
        ),
    ],
)
def test_bytes_are_handed_out_so_that_nothing_runs(desk, address, data, name, kind, disposition):
    desk.actions.begin("attach")
    about = About(Words("A file"), alternative="A picture")
    filed = attach(desk.places["lead"], desk.ids["offer"], (name, data), about, PUBLIC)
    response = desk.get("public", f"{address}files/{filed.id}/")
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"] == disposition
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not response.has_header("ETag")
    assert not response.has_header("Last-Modified")
    small = desk.get("public", f"{address}files/{filed.id}/preview/")
    assert small.status_code == (200 if kind == "image/jpeg" else 404)


def test_withdrawing_asks_why_and_asks_again(desk, address):
    desk.actions.begin("attach")
    filed = attach(
        desk.places["lead"], desk.ids["offer"], ("a.txt", b"agenda"), About(Words("Agenda")), PUBLIC
    )
    remove = f"{address}files/{filed.id}/withdraw/"
    client = desk.client("lead")
    assert client.get(remove).status_code == 200
    assert client.post(remove, {"step": "confirmed"}).status_code == 422
    assert "Withdraw it" in client.post(remove, {"reason": "an early text"}).content.decode()
    assert len(kept(desk)) == 1
    desk.actions.begin("remove")
    done = client.post(remove, {"reason": "an early text", "step": "confirmed"})
    assert done["Location"] == address
    assert kept(desk) == ()
    assert desk.get("public", f"{address}files/{filed.id}/").status_code == 404
