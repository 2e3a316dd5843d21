"""From a pasted report to accounts in the record, by forms alone."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goodoffices.record.vocabulary import ActKind
from goodoffices.service.reading import Decision, reading_of
from goodoffices.service.record import view
from goodoffices.service.reports import reports

TEXT = (
    "Home | News | Sport\n\n"
    "Alpha offers to mediate\n\n"
    "President Anna Alpha asked the Swiss government to mediate, her ambassador in Bern said.\n\n"
    "Switzerland offered to mediate between the two states in a telephone call with President "
    "Boris Beta on Sunday, his office said in a statement. It said the call had been a Swiss "
    "initiative.\n"
)
FORM = {
    "text": TEXT,
    "title": "",
    "published": "2022-02-28",
    "origin": "An agency",
    "language": "en",
    "audience": "team",
}


def added(rooms, **changes):
    response = rooms.post("reading/", {**FORM, **changes}, "report")
    assert response.status_code == 302, response.content.decode()
    (filed,) = reports(rooms.lead)
    assert response["Location"] == f"/c/river/reading/{filed.id}/"
    return filed


def test_an_empty_room_says_how_to_begin(rooms):
    page = rooms.get("reading/")
    assert "There is none yet: begin with the form below" in page
    assert "Who will see this" in page


def test_what_is_pasted_is_kept_and_read(rooms):
    filed = added(rooms, text=TEXT.replace("\n", "\r\n"))
    assert filed.report.text == TEXT
    assert filed.report.title == "Alpha offers to mediate"
    found = reading_of(rooms.lead, filed.id)
    assert found.undecided == len(found.drafts) > 1
    page = rooms.get("reading/")
    assert f"{found.undecided} drafts to decide" in page
    assert "An agency · published 28 February 2022" in page


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"text": " \n"}, "text", "There is no text yet"),
        ({"text": "a\0b"}, "text", "Null characters"),
        ({"published": "yesterday"}, "published", "This is not a day"),
        ({"language": ""}, "language", "required"),
        ({"audience": "caucus:nobody"}, "audience", "Select a valid choice"),
        ({"title": "x" * 500}, "title", "at most 120 characters"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_typed_is_lost(rooms, changes, field, says):
    response = rooms.post("reading/", {**FORM, "origin": "Typed by hand", **changes})
    page = response.content.decode()
    assert response.status_code == 422
    assert reports(rooms.lead) == ()
    beside = re.search(rf'<p class="error" id="id_{field}_error">(.*?)</p>', page, re.DOTALL)
    assert beside
    assert says in beside.group(1)
    assert 'value="Typed by hand"' in page
    if field != "text":
        assert "Switzerland offered to mediate" in page


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n ", "the file is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "a picture, not text"),
        ("paper.pdf", b"%PDF-1.7 ...", "broken or locked"),
        ("noise.txt", bytes(range(1, 32)) * 40, "binary"),
        ("half.txt", b"\xff\xfe\x00\xd8\x41\x00", "is not"),
        ("page.html", b"<html><body><script>x()</script></body></html>", "no text"),
    ],
)
def test_a_file_that_is_no_report_is_told_beside_the_file(rooms, name, data, says):
    response = rooms.post(
        "reading/", {**FORM, "text": "What I typed", "file": SimpleUploadedFile(name, data)}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert reports(rooms.lead) == ()
    beside = re.search(r'<p class="error" id="id_file_error">(.*?)</p>', page, re.DOTALL)
    assert beside
    assert says.lower() in beside.group(1).lower()
    assert "What I typed" in page
    assert "A file has to be chosen again" in page


def test_a_file_that_is_too_large_is_told_in_megabytes(rooms):
    data = b"x" * 10_000_001
    response = rooms.post(
        "reading/", {**FORM, "text": "", "file": SimpleUploadedFile("long.txt", data)}
    )
    assert response.status_code == 422
    assert "The file has 10.0 MB, the limit for a report is 10 MB" in response.content.decode()


def test_a_pasted_text_that_is_too_large_is_told_beside_it_and_kept(rooms):
    pasted = "word " * 10_000_000
    response = rooms.post("reading/", {**FORM, "text": pasted})
    page = response.content.decode()
    assert response.status_code == 422
    assert "The text has more than 10 million characters" in page
    assert reports(rooms.lead) == ()
    assert pasted.strip() in page
    assert "maxlength" not in rooms.get("reading/").partition('name="file"')[0]


def test_a_page_of_html_is_read_without_what_surrounds_it(rooms):
    body = f"<nav>Menu</nav><article><p>{TEXT}</p></article>"
    page = f"<html><head><title>t</title></head><body>{body}</body></html>"
    upload = SimpleUploadedFile("page.html", page.encode())
    filed = added(rooms, text="", title="From a page", file=upload)
    assert "<" not in filed.report.text
    assert "Switzerland offered to mediate" in filed.report.text


def test_what_others_would_see_is_shown_once_more_first(rooms):
    wider = {**FORM, "audience": "joint"}
    response = rooms.post("reading/", wider)
    look = response.content.decode()
    assert response.status_code == 200
    assert reports(rooms.lead) == ()
    assert "Nothing is saved yet" in look
    assert "the delegation of Side A (1 person)" in look
    back = rooms.post("reading/", {**wider, "step": "back"})
    assert "Switzerland offered to mediate" in back.content.decode()
    assert reports(rooms.lead) == ()
    added(rooms, audience="joint", step="confirmed")
    assert reports(rooms.places["a"])


def test_each_draft_stands_beside_the_words_it_rests_on(rooms):
    filed = added(rooms)
    page = rooms.get(f"reading/{filed.id}/")
    for number, row in enumerate(reading_of(rooms.lead, filed.id).drafts, start=1):
        assert page.count(f'id="draft-{row.id}"') == 1
        assert f'href="#draft-{row.id}">{number}</a>' in page
    assert "Set aside: menu, headline" in page
    assert "Offer of good offices" in page
    assert "on Sunday" in page
    assert "Confirm<kbd>y</kbd>" in page


def test_confirming_and_discarding_lead_to_the_next_draft(rooms):
    filed = added(rooms)
    drafts = reading_of(rooms.lead, filed.id).drafts
    first, second, *rest = sorted(drafts, key=lambda row: bool(row.draft["sure"]))
    response = rooms.post(f"reading/{filed.id}/{first.id}/confirm/", {}, "confirm")
    assert response["Location"] == f"/c/river/reading/{filed.id}/#draft-{second.id}"
    (act,) = view(rooms.lead).acts
    assert act.accounts[0].account.source == filed.id
    response = rooms.post(f"reading/{filed.id}/{second.id}/discard/", {}, "discard")
    following = rest[0].id if rest else None
    assert response["Location"].endswith(f"#draft-{following}" if following else "#drafts")
    assert len(view(rooms.lead).acts) == 1
    page = rooms.get(f"reading/{filed.id}/")
    assert f'<a href="/c/river/acts/{act.id}/">' in page


def test_what_somebody_decided_meanwhile_stays(rooms):
    filed = added(rooms)
    first = reading_of(rooms.lead, filed.id).drafts[0]
    rooms.post(f"reading/{filed.id}/{first.id}/discard/", {}, "discard")
    client = rooms.client("team")
    rooms.actions.begin("again", 2.0)
    answer = client.post(f"/c/river/reading/{filed.id}/{first.id}/confirm/", follow=True)
    assert "This draft was discarded meanwhile" in answer.content.decode()
    assert view(rooms.lead).acts == ()
    rooms.actions.begin("correct", 2.0)
    form = client.get(f"/c/river/reading/{filed.id}/{first.id}/correct/").context["form"]
    answer = client.post(f"/c/river/reading/{filed.id}/{first.id}/correct/", form.initial)
    assert answer.status_code == 409


def test_a_deciding_address_takes_no_get(rooms):
    filed = added(rooms)
    first = reading_of(rooms.lead, filed.id).drafts[0]
    for deed in ("confirm", "discard"):
        rooms.get(f"reading/{filed.id}/{first.id}/{deed}/", status=405)
    assert reading_of(rooms.lead, filed.id).drafts[0].decision is Decision.OPEN


def test_correcting_shows_every_field_and_files_what_was_corrected(rooms):
    known = rooms.account("known")
    filed = added(rooms)
    first = reading_of(rooms.lead, filed.id).drafts[0]
    path = f"reading/{filed.id}/{first.id}/correct/"
    form = rooms.client("lead").get(f"/c/river/{path}").context["form"]
    assert form.initial["tells_of"] == "new"
    assert form.initial["audience"] == "team"
    assert form.initial["claim"] in TEXT
    bad = rooms.post(path, {**form.initial, "happened": "one of these days"})
    assert bad.status_code == 422
    assert "is not a date" in bad.content.decode()
    wider = rooms.post(path, {**form.initial, "audience": "public"})
    assert wider.status_code == 422
    assert "the account would be for more" in wider.content.decode()
    corrected = {**form.initial, "kind": "APPEAL", "happened": "2022-02-26", "tells_of": known}
    assert rooms.post(path, corrected, "correct").status_code == 302
    (act,) = view(rooms.lead).acts
    assert act.id == known
    account = next(f.account for f in act.accounts if f.account.source)
    assert account.kind is ActKind.APPEAL
    assert account.happened.value == "2022-02-26"
    assert account.spans


def test_the_sure_drafts_are_confirmed_in_two_steps_and_just_as_shown(rooms):
    filed = added(rooms)
    sure = [r.id for r in reading_of(rooms.lead, filed.id).drafts if r.draft["sure"]]
    page = rooms.get(f"reading/{filed.id}/sure/")
    assert re.findall(r'name="draft" value="([^"]*)" checked', page) == sure
    assert view(rooms.lead).acts == ()
    assert "Who will see this" in page
    kept, *_ = sure
    rooms.post(f"reading/{filed.id}/sure/", {"draft": [kept, "0" * 16]}, "sure")
    decided = {r.id: r.decision for r in reading_of(rooms.lead, filed.id).drafts}
    assert {d for d, decision in decided.items() if decision is Decision.CONFIRMED} == {kept}


def test_without_drafts_a_report_shows_what_rests_on_it(rooms):
    from goodoffices.record.accounts import Span, Words
    from goodoffices.record.audiences import TEAM
    from goodoffices.record.reports import Report
    from goodoffices.service.reports import keep_report

    rooms.actions.begin("kept")
    filed = keep_report(rooms.lead, Report("Kept", "Alpha offers. <b>Nothing</b> else."), TEAM)
    act = rooms.account(
        "resting", claim=Words("Alpha offers"), source=filed.id, spans=(Span(0, 12),)
    )
    page = rooms.get(f"reading/{filed.id}/")
    assert f'href="/c/river/acts/{act}/#account-' in page
    assert ">Alpha offers</a>. &lt;b&gt;Nothing&lt;/b&gt; else." in page
    assert "kept without being read" in rooms.get("reading/")
