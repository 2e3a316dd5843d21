"""Pictures and files: what they are by content, what is taken out of them, who gets them."""

from __future__ import annotations

import io

import pytest
import uploads
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from worlds import make_case, make_world

from goodoffices.errors import ConflictingEditError, InputError, LimitError, NotFoundError
from goodoffices.record.accounts import Account, Words
from goodoffices.record.attachments import Attachment, MediaType
from goodoffices.record.audiences import JOINT, PUBLIC, TEAM
from goodoffices.record.vocabulary import ActKind
from goodoffices.service import uploads as service_uploads
from goodoffices.service.attachments import (
    About,
    attach,
    attachment_of,
    attachments_of,
    bytes_of,
    revise_attachment,
)
from goodoffices.service.record import file_account, withdraw
from goodoffices.service.shredding import shred
from goodoffices.service.uploads import examined, preview
from goodoffices.service.verify import verify
from goodoffices.store.models import Entry, SealedFile, SearchText

ABOUT = About(Words("The table at the border"), "The press office", "A long table, nobody at it")


@pytest.mark.parametrize(
    ("data", "name", "kind", "called"),
    [
        (uploads.photo(), "table.PNG", MediaType.JPEG, "table.jpg"),
        (uploads.drawing(), "sketch.jpg.exe", MediaType.PNG, "sketch.jpg.png"),
        (uploads.moving("GIF"), "a.gif", MediaType.PNG, "a.png"),
        (uploads.moving("WEBP"), "a.webp", MediaType.JPEG, "a.jpg"),
        (uploads.PDF, "../../etc/note.pdf", MediaType.PDF, "note.pdf"),
        ("Домовленість\n".encode(), "C:\\notes\\лист.txt", MediaType.TEXT, "лист.txt"),
        (uploads.DOCX, 'a"b<c>.docx', MediaType.DOCX, "abc.docx"),
        (uploads.XLSX, "...", MediaType.XLSX, "file.xlsx"),
        (uploads.ODT, "x" * 300 + ".odt", MediaType.ODT, "x" * 80 + ".odt"),
    ],
)
def test_a_file_is_what_its_content_says(data, name, kind, called):
    found = examined(data, name)
    assert (found.media_type, found.name) == (kind, called)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"MZ\x90\x00" + bytes(60), "none of the kinds"),
        (b"<svg onload='x'>\x00", "none of the kinds"),
        (b"   \n", "none of the kinds"),
        (uploads.packed(a=b"b"), "none of the kinds"),
        (b"PK\x03\x04 cut off", "none of the kinds"),
        (uploads.WITH_MACRO, "holds a program"),
        (uploads.photo()[:200], "does not open"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "does not open"),
        (b"RIFF\x00\x00\x00\x00WAVE", "does not open"),
        (b"GIF89a\xff\xff\xff\xff", "does not open"),
    ],
)
def test_anything_else_is_one_clear_line(data, said):
    with pytest.raises(InputError, match=said) as error:
        examined(data, "file.jpg")
    assert error.value.where == "file"


def test_limits_are_told(monkeypatch):
    with pytest.raises(LimitError, match="the limit is 25 MB"):
        examined(b"a" * 25_000_001, "a.txt")
    monkeypatch.setattr(service_uploads, "_MOST_POINTS", 100)
    with pytest.raises(LimitError, match="40 × 20 points"):
        examined(uploads.photo(), "a.jpg")


@given(st.binary(max_size=400), st.sampled_from([b"", *service_uploads._PICTURES, b"PK\x03\x04"]))
def test_whatever_is_uploaded_is_kept_or_refused_in_one_line(rest, start):
    refused = ""
    try:
        kept = examined(start + rest, "file").data
    except InputError as error:
        kept, refused = b"", str(error)
    assert bool(kept) != bool(refused)
    assert "\n" not in refused


def test_nothing_rides_along_in_a_picture():
    for data in (uploads.photo(), uploads.photo(turned=True), uploads.drawing()):
        assert uploads.SECRET.encode() in data
        kept = examined(data, "a").data
        assert uploads.SECRET.encode() not in kept
        with Image.open(io.BytesIO(kept)) as image:
            assert not image.getexif()
            assert "icc_profile" not in image.info
            assert "comment" not in image.info


def test_a_turned_picture_is_set_upright_and_keeps_its_colours():
    found = examined(uploads.photo(turned=True), "a.jpg")
    assert (found.width, found.height) == (20, 40)
    with Image.open(io.BytesIO(found.data)) as image:
        # turned by a quarter to the end side: the start half is above
        top, bottom = image.getpixel((10, 5)), image.getpixel((10, 35))
    assert (top[0] > 200, top[2] < 60) == (True, True)
    assert (bottom[2] > 200, bottom[0] < 60) == (True, True)


def test_what_is_clear_stays_clear_and_on_a_preview_it_is_paper():
    kept = examined(uploads.drawing(), "a.png").data
    with Image.open(io.BytesIO(kept)) as image:
        assert image.getpixel((3, 3))[3] == 0
    with Image.open(io.BytesIO(preview(kept))) as image:
        assert image.format == "JPEG"
        assert min(image.getpixel((3, 3))) > 250


def test_a_preview_is_small():
    kept = examined(uploads.photo(4000, 1000), "a.jpg")
    assert (kept.width, kept.height) == (3000, 750)
    small = preview(kept.data)
    with Image.open(io.BytesIO(small)) as image:
        assert image.size == (480, 120)
    assert len(small) < 20_000


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"alternative": " "}, "no words for who cannot see it"),
        ({"caption": Words(" ")}, "there is no caption"),
        ({"name": "a/b.jpg"}, "cannot be the name"),
        ({"name": "a\u202egpj.exe"}, "cannot be the name"),
        ({"name": "a" * 121}, "more than 120"),
    ],
)
def test_what_is_ill_formed_cannot_be_built(fields, said):
    good = {
        "name": "a.jpg",
        "media_type": MediaType.JPEG,
        "size": 1,
        "caption": Words("a"),
        "alternative": "b",
    }
    Attachment(**good)
    with pytest.raises(InputError, match=said):
        Attachment(**{**good, **fields})


@pytest.fixture
def places(db):
    world, actions = make_world()
    made = make_case(world, actions)
    actions.begin("test", 1.0)
    return made


@pytest.fixture
def act(places) -> str:
    return file_account(places["lead"], Account(ActKind.MEET, Words("They met")), PUBLIC).act


def test_each_seat_gets_what_its_audience_allows(places, act):
    filed = attach(places["lead"], act, ("a.jpg", uploads.photo()), ABOUT, JOINT)
    for name, sees in [("lead", 1), ("team", 1), ("a", 1), ("b", 1), ("o", 0), ("public", 0)]:
        at = places[name]
        assert len(attachments_of(at, act)) == sees, name
        if sees:
            assert bytes_of(at, attachment_of(at, act, filed.id)).startswith(b"\xff\xd8\xff")
        else:
            with pytest.raises(NotFoundError):
                attachment_of(at, act, filed.id)
            with pytest.raises(NotFoundError):
                bytes_of(at, filed)


def test_files_of_an_act_that_is_not_there_are_not_there(places, act):
    lead = places["lead"]
    hidden = file_account(lead, Account(ActKind.MEET, Words("They met in secret")), TEAM)
    filed = attach(lead, hidden.act, ("a.txt", b"agenda"), ABOUT, PUBLIC)
    with pytest.raises(NotFoundError):
        attachment_of(places["a"], hidden.act, filed.id)
    with pytest.raises(NotFoundError):
        attach(lead, "0" * 32, ("a.txt", b"agenda"), ABOUT, TEAM)
    with pytest.raises(NotFoundError):
        attach(places["a"], act, ("a.txt", b"agenda"), ABOUT, JOINT)
    withdraw(lead, hidden.id, "mistaken")
    with pytest.raises(NotFoundError):
        attachment_of(lead, hidden.act, filed.id)


def test_a_change_replaces_and_keeps_and_two_at_once_are_told(places, act):
    lead = places["lead"]
    first = attach(lead, act, ("a.txt", b"agenda"), ABOUT, TEAM)
    now = revise_attachment(lead, first, About(Words("The agenda")), JOINT)
    assert [one.attachment.caption.text for one in attachments_of(lead, act)] == ["The agenda"]
    assert bytes_of(places["a"], now) == b"agenda"
    with pytest.raises(ConflictingEditError):
        revise_attachment(places["team"], first, About(Words("Agenda")), TEAM)
    withdraw(lead, now.id, "superseded by the final one")
    assert attachments_of(lead, act) == ()
    assert attachments_of(places["a"], act) == ()


def test_bytes_and_words_are_sealed_and_changes_are_found(places, act):
    lead = places["lead"]
    filed = attach(lead, act, ("a.txt", b"the agenda of the talks"), ABOUT, TEAM)
    row = SealedFile.objects.get(entry_id=filed.id)
    assert b"agenda" not in bytes(row.sealed)
    assert b"table" not in bytes(Entry.objects.get(id=filed.id).sealed)
    assert not SearchText.objects.filter(entry_id=filed.id, words__contains="agenda").exists()
    keys = lead.world.keys
    assert verify(keys)[0].fault is None
    sealed = bytes(row.sealed)
    SealedFile.objects.filter(entry_id=filed.id).update(sealed=sealed[:-1] + b"x")
    assert "is not what was written" in verify(keys)[0].fault
    SealedFile.objects.filter(entry_id=filed.id).update(sealed=sealed)
    assert verify(keys)[0].fault is None
    SealedFile.objects.filter(entry_id=filed.id).delete()
    assert "is missing" in verify(keys)[0].fault


def test_a_shredded_file_is_gone_and_the_chain_still_verifies(places, act):
    lead = places["lead"]
    filed = attach(lead, act, ("a.txt", b"agenda"), ABOUT, TEAM)
    assert shred(lead, filed.id, "as agreed") == (filed.id,)
    assert attachments_of(lead, act) == ()
    with pytest.raises(NotFoundError):
        bytes_of(lead, filed)
    verdict = verify(lead.world.keys)[0]
    assert (verdict.fault, verdict.shredded) == (None, 1)
