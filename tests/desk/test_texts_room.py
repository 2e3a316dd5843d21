"""The pages of a negotiating text: from the first draft to agreement, through Word and back."""

from __future__ import annotations

import html
import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

pytestmark = pytest.mark.django_db
TEXTS = "/c/river/talks/texts/"


def post(desk, who: str, path: str, **fields: object):
    return desk.client(who).post(path, fields)


def body(desk, who: str, path: str) -> str:
    return desk.get(who, path).content.decode()


def begun(desk, words: str = "Quiet from noon.\n\nWater for both sides.", **more: object) -> str:
    desk.actions.begin("begin", 2.0)
    fields = {"title": "Terms of quiet", "language": "en", "text": words, **more}
    response = post(desk, "lead", f"{TEXTS}new/", **fields)
    assert response.status_code == 302
    return response["Location"]


def tabled(desk, page: str = "") -> str:
    page = page or begun(desk)
    look = body(desk, "lead", f"{page}?look=table")
    check = re.search(r'name="check" value="([0-9a-f]{64})"', look)[1]
    assert 'data-audience="joint"' in look
    assert post(desk, "lead", page, do="table", check=check).status_code == 302
    return page


def clause_pages(desk, who: str, page: str) -> list[str]:
    return list(
        dict.fromkeys(re.findall(rf'href="({page}clauses/[0-9a-f]{{32}}/)"', body(desk, who, page)))
    )


def accept(desk, who: str, page: str):
    check = re.search(r'name="check" value="([0-9a-f]{64})"', body(desk, who, page))[1]
    return post(desk, who, page, do="accept", check=check)


def changed(desk, page: str, **fields: object):
    """The form, the redline, and the change."""
    desk.actions.begin(f"change {fields}", 3.0)
    look = post(desk, "lead", page, **fields)
    assert look.status_code == 200, look.content.decode()
    return look.content.decode(), taken(desk, page, look.content.decode())


def taken(desk, page: str, look: str):
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', look)
    ticked = re.findall(r'type="checkbox" name="take" value="(\d+)"', look)
    fields: dict[str, object] = {
        n: html.unescape(v) for n, v in hidden if n != "csrfmiddlewaretoken"
    }
    if ticked:
        fields["take"] = ticked
    return desk.client("lead").post(page, fields)


def test_from_the_first_draft_to_agreement(desk):
    page = begun(desk)
    assert desk.get("a", page).status_code == 404
    assert "Terms of quiet" not in body(desk, "a", "/c/river/talks/")
    assert post(desk, "lead", page, do="table", check="0").status_code == 409
    tabled(desk, page)
    assert "Terms of quiet" in body(desk, "a", "/c/river/talks/")
    assert body(desk, "a", page).count("waits for your answer") == 2
    for clause in clause_pages(desk, "a", page):
        assert accept(desk, "a", clause).status_code == 302
    assert "waits for your answer" not in body(desk, "a", page)
    assert "you have accepted" not in body(desk, "b", page)
    for clause in clause_pages(desk, "b", page):
        assert accept(desk, "b", clause).status_code == 302
    assert "2 of 2 clauses agreed" in body(desk, "b", page)
    assert "Close the text as agreed" in body(desk, "lead", page)
    assert post(desk, "lead", page, do="agree").status_code == 302
    assert "Agreed by all, clause by clause" in body(desk, "a", page)


def test_brackets_reservations_and_comments_by_their_readers(desk):
    page = tabled(desk)
    one, _ = clause_pages(desk, "a", page)
    desk.actions.begin("a speaks", 4.0)
    post(desk, "a", one, do="hold", words="from noon", audience="joint")
    desk.actions.begin("a reserves", 4.0)
    post(desk, "a", one, do="reserve", words="only if the bridge opens")
    desk.actions.begin("a comments", 4.0)
    post(desk, "a", one, do="comment", words="for the mediator", audience="caucus:a")
    own, team, other = (body(desk, who, one) for who in ("a", "lead", "b"))
    for shown in (own, team):
        assert "only if the bridge opens" in shown
        assert "for the mediator" in shown
    assert "bridge" not in other
    assert "for the mediator" not in other
    assert "held by Side A" in other
    assert '<b class="bracket">[</b>from noon<b class="bracket">]</b>' in other
    assert 'value="accept"' not in own
    held = re.findall(r'name="held" value="([0-9a-f]{32})"', own)
    assert len(held) == 2
    for one_held in held:
        assert post(desk, "a", one, do="lift", held=one_held).status_code == 302
    assert 'value="accept"' in body(desk, "a", one)


def test_a_revision_is_shown_word_by_word_before_it_is_made(desk):
    page = tabled(desk)
    one, _ = clause_pages(desk, "lead", page)
    accept(desk, "a", one)
    fields = {"text.en": "Quiet from dusk.", "other_language": "ar", "other_text": "هدوء من الغروب"}
    look, response = changed(desk, f"{one}revise/", **fields)
    assert "<del>noon</del><ins>dusk</ins>" in look
    assert "acceptances of it fall" in look
    assert response.status_code == 302
    seen = body(desk, "b", one)
    assert "<del>noon</del><ins>dusk</ins>" in seen
    assert 'dir="rtl"' in seen
    _, response = changed(
        desk, f"{page}clauses/new/", **{"text.en": "Prisoners first.", "after": ""}
    )
    assert response.status_code == 302
    assert "Prisoners first." in body(desk, "a", page)


@pytest.mark.parametrize(
    ("who", "fields", "status", "said"),
    [
        ("a", {"do": "hold", "words": "not there", "audience": "joint"}, 422, "does not say that"),
        ("a", {"do": "hold", "words": "o", "audience": "joint"}, 422, "more than once"),
        ("a", {"do": "hold", "words": "noon", "audience": "team"}, 422, "not one of the available"),
        ("a", {"do": "reserve", "words": ""}, 422, "required"),
        ("a", {"do": "accept", "check": "0"}, 409, "not the version that stands"),
        ("a", {"do": "strike"}, 409, "not open"),
        ("lead", {"do": "accept", "check": "0"}, 409, "not open"),
        ("lead", {"do": "dance"}, 422, "no such step"),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page(desk, who, fields, status, said):
    page = tabled(desk)
    one, _ = clause_pages(desk, "a", page)
    response = post(desk, who, one, **fields)
    assert response.status_code == status
    assert said in response.content.decode()


def test_bad_forms_are_said_on_the_page(desk):
    for fields in ({"title": "", "language": "en"}, {"title": "x", "language": ""}):
        assert post(desk, "lead", f"{TEXTS}new/", **fields).status_code == 422
    page = begun(desk)
    for fields in (
        {"text.en": ""},
        {"text.en": "x", "package": "no colon"},
        {"text.en": "x", "other_text": "y"},
        {"take": "0", "change.0": "not json", "check": "0"},
        {"take": "0", "change.0": '{"event": "accept", "data": {}}', "check": "0"},
    ):
        assert post(desk, "lead", f"{page}clauses/new/", **fields).status_code == 422
    assert post(desk, "lead", page, do="dance").status_code == 422
    assert post(desk, "lead", f"{page}import/", file="").status_code == 422


def edited(docx: bytes, old: str, new: str) -> bytes:
    """The file as somebody saves it who replaced some words."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as parts, zipfile.ZipFile(out, "w") as again:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "word/document.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            again.writestr(name, content)
    return out.getvalue()


def uploaded(desk, page: str, data: bytes):
    desk.actions.begin("bring back", 5.0)
    file = SimpleUploadedFile("back.docx", data)
    return desk.client("lead").post(f"{page}import/", {"file": file})


def test_a_word_file_edited_by_hand_comes_back_as_a_redline(desk):
    page = tabled(desk)
    one, _ = clause_pages(desk, "a", page)
    desk.actions.begin("a holds", 3.0)
    post(desk, "a", one, do="hold", words="noon", audience="joint")
    with desk.actions.aside("export"):
        docx = desk.get("lead", f"{page}text.docx").content
    same = uploaded(desk, page, docx).content.decode()
    assert "Nothing differs" in same
    look = uploaded(
        desk, page, edited(docx, "Water for both", "Clean water for both")
    ).content.decode()
    assert "<del>Water</del><ins>Clean water</ins>" in look
    assert "Quiet" not in look
    # what others changed meanwhile in another clause stays
    changed(desk, f"{one}revise/", **{"text.en": "Quiet from dusk."})
    assert taken(desk, f"{page}import/", look).status_code == 409
    look = uploaded(
        desk, page, edited(docx, "Water for both", "Clean water for both")
    ).content.decode()
    assert taken(desk, f"{page}import/", look).status_code == 302
    seen = body(desk, "b", page)
    assert "Clean water for both sides." in seen
    assert "Quiet from dusk." in seen


def test_comments_in_the_margin_of_a_word_file_come_in_for_the_team_alone(desk):
    page = tabled(desk)
    one, _ = clause_pages(desk, "lead", page)
    with desk.actions.aside("export"):
        file = Document(io.BytesIO(desk.get("lead", f"{page}text.docx").content))
    quiet = next(p for p in file.paragraphs if p.text.startswith("Quiet"))
    file.add_comment(quiet.runs, "By whose clock?", author="A jurist")
    file.add_comment(file.paragraphs[0].runs, "Who has read this?", author="A jurist")
    out = io.BytesIO()
    file.save(out)
    look = uploaded(desk, page, out.getvalue()).content.decode()
    assert "A comment on clause 1" in look
    assert "is left out: “Terms of quiet” · A jurist: Who has read this?" in html.unescape(look)
    assert "tracked changes" not in look
    assert taken(desk, f"{page}import/", look).status_code == 302
    assert "A jurist: By whose clock?" in body(desk, "team", one)
    for who in "ab":
        assert "By whose clock?" not in body(desk, who, one)
    # the same file once more brings nothing twice
    assert "Nothing differs" in uploaded(desk, page, out.getvalue()).content.decode()


def test_what_is_no_word_file_of_ours_is_refused_in_one_line(desk):
    page = begun(desk)
    with desk.actions.aside("export"):
        docx = desk.get("lead", f"{page}text.docx").content
    for data, said in (
        (b"not a zip", "broken"),
        (docx[:-100], "broken"),
    ):
        response = uploaded(desk, page, data)
        assert response.status_code == 422
        assert said in response.content.decode()
