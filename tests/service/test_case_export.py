"""A case goes out and comes in again as it was, for each seat no more than it sees."""

from __future__ import annotations

import pytest
import uploads
from worlds import make_case, make_person, make_world

from goodoffices.errors import InputError
from goodoffices.record.accounts import Account, Link, LinkKind, Mention, Words
from goodoffices.record.actors import Sameness
from goodoffices.record.audiences import JOINT, PUBLIC, TEAM
from goodoffices.record.reports import Report
from goodoffices.record.topics import Tag
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.actors import decide, decisions
from goodoffices.service.attachments import About, attach, attachments_of, bytes_of
from goodoffices.service.case_export import export_case
from goodoffices.service.case_folder import import_case
from goodoffices.service.history import withdrawals
from goodoffices.service.record import file_account, view, withdraw
from goodoffices.service.reports import keep_report, reports
from goodoffices.service.topics import tag, topics
from goodoffices.store.models import Case, Entry, SealedFile, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    world, actions = make_world()
    made = make_case(world, actions)
    lead = made["lead"]
    actions.begin("export", 1.0)
    report = keep_report(lead, Report("Cable", "The envoy was sent.\r\nSo it is told."), TEAM)
    secret = file_account(
        lead, Account(ActKind.MEET, Words("met zebra in secret"), source=report.id), TEAM
    )
    link = Link(LinkKind.FOLLOWS, secret.act)
    first = file_account(
        lead,
        Account(
            ActKind.VISIT,
            Words('"travelled" \\ to Geneva'),
            actors=(Mention("Envoy"), Mention("Ana Envoy")),
            links=(link,),
        ),
        TEAM,
    )
    second = file_account(
        lead,
        Account(ActKind.VISIT, Words("travelled"), actors=(Mention("Envoy"),), links=(link,)),
        PUBLIC,
        supersedes=first.id,
    )
    gone = file_account(lead, Account(ActKind.VISIT, Words("flew")), JOINT, act=first.act)
    tag(lead, Tag(second.act, "Visits"), JOINT)
    decide(lead, Sameness("Envoy", "Ana Envoy"), TEAM)
    about = About(Words("The aeroplane"), "A photographer", "An aeroplane on the ground")
    attach(lead, second.act, ("plane.jpg", uploads.photo()), about, PUBLIC)
    attach(lead, secret.act, ("zebra.txt", b"zebra"), About(Words("zebra")), TEAM)
    withdraw(lead, gone.id, "it was by rail")
    return made


def clear() -> None:
    for table in (SealedFile, Entry, Seat):
        table.objects.all().delete()
    Case.objects.all()[0].audiencerow_set.all().delete()
    Case.objects.all().delete()


def told(at) -> list:
    acts = [
        (a.id, a.contested, [(f.id, f.audience, f.account) for f in a.accounts])
        for a in view(at).acts
    ]
    files = [
        (f.id, f.audience, f.attachment.caption, f.attachment.alternative)
        for act in view(at).acts
        for f in attachments_of(at, act.id)
    ]
    graves = [(one.entry, one.reason) for one in withdrawals(at)]
    said = [(d.sameness, d.audience) for d in decisions(at)]
    return [acts, files, graves, said, topics(at), [r.report for r in reports(at)]]


def test_what_goes_out_comes_in_again(places, tmp_path, monkeypatch):
    lead = places["lead"]
    export_case(lead, tmp_path / "case")
    before = told(lead)
    assert all(before)
    clear()
    world, actions = make_world()
    actions.begin("import", 2.0)
    again = import_case(world, tmp_path / "case", make_person(world, "another lead"))
    assert told(again) == before
    (picture,) = (
        f
        for act in view(again).acts
        for f in attachments_of(again, act.id)
        if f.attachment.media_type.is_picture
    )
    assert bytes_of(again, picture).startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("who", ["a", "o", "public"])
def test_a_seat_takes_out_what_it_sees_and_no_trace_of_the_rest(places, who, tmp_path):
    folder = tmp_path / "case"
    export_case(places[who], folder)
    secret = next(
        a for a in view(places["lead"]).acts if "zebra" in a.accounts[0].account.claim.text
    )
    text = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    for word in (b"zebra", b"Ana Envoy", secret.id.encode(), secret.accounts[0].id.encode()):
        assert word not in text
    assert b"travelled" in text
    assert (b"it was by rail" in text) == (who == "a")
    if who == "a":
        world, _ = make_world()
        clear()
        again = import_case(world, folder, make_person(world, "a reader"))
        assert len(view(again).acts) == 1


def test_it_goes_into_an_empty_folder_only(places, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        export_case(places["lead"], tmp_path)
    with pytest.raises(InputError, match="cannot be written"):
        export_case(places["lead"], tmp_path / "file" / "case")
