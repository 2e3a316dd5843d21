"""A case goes out whole and comes in again as it was, history included; or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from example_case import FOLDER
from negotiations import KNOWN
from two_worlds import make_base, make_pair, perform, spellings
from worlds import MemoryKeys, make_person, make_world

from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.errors import InputError, NotFoundError
from goodoffices.journal.chain import Checkpoint
from goodoffices.journal.envelope import Identity, Passphrase, open_file, seal_file
from goodoffices.record.accounts import Account, Mention, Words
from goodoffices.record.audiences import JOINT, TEAM, caucus, own_room
from goodoffices.record.models import Model, ModelKind
from goodoffices.record.rules import MailCap, Rules
from goodoffices.record.vocabulary import ActKind
from goodoffices.service import case_export
from goodoffices.service.attachments import About, attach
from goodoffices.service.case_arrival import import_whole
from goodoffices.service.case_folder import import_case
from goodoffices.service.case_whole import PRIVATE_KIND, export_whole
from goodoffices.service.cases import place_of_seat, take_seat_away
from goodoffices.service.exports import copies
from goodoffices.service.granting import give_grant, revoke_grant
from goodoffices.service.models import save_model
from goodoffices.service.record import file_account
from goodoffices.service.releases import confirm_release, last_look, propose_release
from goodoffices.service.rules import set_rules
from goodoffices.service.search import search
from goodoffices.service.shredding import shred
from goodoffices.service.sides import share_matter, state_preferences
from goodoffices.service.talks import draft_proposal, take_step
from goodoffices.service.verify import verify
from goodoffices.settlement.sides import preferences_of
from goodoffices.store import archive, queries
from goodoffices.store.models import Case, Entry, Mark, Person, SearchText, Seat
from goodoffices.talks import shuttle
from goodoffices.talks.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db
LOCK = Passphrase("some words in a row")
CANARY = "zqownroomcanary"


def eventful(seed: int):
    """A case in which everything happened: what a random script does, and what rules it."""
    base = make_base()
    perform(make_pair(seed, Viewer(SeatKind.DELEGATE, side="a"), visible=8, hidden=8)[0], base)
    lead, a = base.places["lead"], base.places["a"]
    base.actions.begin(f"rule {seed}", 101.0)
    set_rules(lead, Rules(mail=MailCap.DIGEST))
    account = Account(ActKind.MEET, Words("met at the lake"), actors=(Mention("Alpha"),))
    told = file_account(lead, account, TEAM)
    proposal = propose_release(lead, told.id, JOINT, "they should know")
    confirm_release(lead, proposal, last_look(lead, proposal).fingerprint)
    noted = file_account(lead, account, TEAM)
    grant = give_grant(lead, noted.id, "side:o", "they asked")
    give_grant(lead, noted.id, f"seat:{base.places['b'].seat}", "they asked too")
    revoke_grant(lead, grant.id, "no longer")
    gone = file_account(lead, account, caucus("a"))
    file = attach(lead, gone.act, ("gone.txt", b"gone"), About(Words("gone")), caucus("a"))
    attach(lead, told.act, ("kept.txt", b"kept"), About(Words("kept")), JOINT)
    shred(lead, file.id, "it endangers somebody")
    shred(lead, gone.id, "it endangers somebody")
    save_model(lead, Model(ModelKind.NEGOTIATION, "Price", KNOWN), TEAM)
    share_matter(lead, JOINT)
    text = f'notes = "{CANARY}"\n{preferences_of(KNOWN, "a")}'
    state_preferences(a, text, own_room("a"))
    made = draft_proposal(lead, shuttle.Offer(Wording("Quiet from noon"), (), "Quiet"))
    deadline = lead.world.clock() + timedelta(days=1)
    seen = take_step(lead, made, shuttle.Prepare(("a", "b"), deadline))
    take_step(lead, made, shuttle.Convey(seen.check))
    take_step(a, made, shuttle.Answer(shuttle.AnswerKind.YES))
    take_seat_away(lead, base.places["clerk"].seat)
    base.actions.begin(f"export {seed}", 102.0)
    return place_of_seat(base.world, "river", "lead")


def sums(folder: Path) -> dict[str, str]:
    """Every file of a folder but what is encrypted, and the manifest without that."""
    found = {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }
    found.pop("private.sealed", None)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"].pop("private.sealed", None)
    return {**found, "manifest.json": json.dumps(manifest, sort_keys=True)}


def found_by() -> list:
    words = SearchText.objects.order_by("entry").values_list("entry", "words")
    marks = Mark.objects.order_by("entry", "field", "value")
    return [*words, *marks.values_list("entry", "subject", "field", "value")]


def everything() -> list:
    """What tables hold of a case besides its sealed rows."""
    seats = Seat.objects.order_by("id").values_list(
        "id", "person", "person__handle", "kind", "side", "declared", "left"
    )
    return [list(seats), found_by()]


@pytest.fixture(scope="module")
def taken(tmp_path_factory, django_db_setup, django_db_blocker):
    """A folder that was exported whole, from a desk that is gone."""
    folder = tmp_path_factory.mktemp("taken") / "case"
    with django_db_blocker.unblock(), transaction.atomic():
        export_whole(eventful(7), folder, LOCK)
        transaction.set_rollback(True)
    return folder


def copied(taken: Path, tmp_path: Path) -> Path:
    return shutil.copytree(taken, tmp_path / "case")


def rewrite(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_random_case_comes_in_as_it_went_out(seed, tmp_path, monkeypatch):
    with transaction.atomic():
        lead = eventful(seed)
        with pytest.raises(InputError, match="own rooms"):
            export_whole(lead, tmp_path / "none")
        assert not (tmp_path / "none" / "manifest.json").exists()
        manifest = export_whole(lead, tmp_path / "one", LOCK)
        assert [one.form for one in copies(lead)] == ["whole"]
        before = everything()
        checkpoint = Checkpoint(lead.case_id, *last_but_one(lead.case_id))
        transaction.set_rollback(True)
    assert manifest["closed"]
    assert manifest["differs"] == ["private.sealed"]
    world, actions = make_world()
    actions.begin("arrive", 200.0)
    arrived = import_whole(world, tmp_path / "one", LOCK)
    assert {p.handle for p in arrived.people} >= {"lead", "team", "clerk", "a", "b", "o"}
    assert not any(p.has_usable_password() for p in arrived.people)
    assert everything() == before
    assert [v.fault for v in verify(world.keys, [checkpoint])] == [None]
    assert search(arrived.at, "lake").hits
    few_at_a_time(world.keys, monkeypatch)
    export_whole(arrived.at, tmp_path / "two", Identity.make().recipient)
    assert sums(tmp_path / "one") == sums(tmp_path / "two")


def few_at_a_time(keys: MemoryKeys, monkeypatch) -> None:
    """From now on no more than three entries are read, and opened, at once."""
    for module, name in ((queries, "_PASSED_AT_ONCE"), (case_export, "_AT_ONCE")):
        monkeypatch.setattr(module, name, 3)
    monkeypatch.setattr(archive, "_BATCH", 3)
    fetch = keys.fetch

    def fetched(entries):
        wanted = list(entries)
        assert len(wanted) <= 3
        return fetch(wanted)

    monkeypatch.setattr(keys, "fetch", fetched)


def last_but_one(case_id: str) -> tuple[int, bytes]:
    """The length and head of the chain before the export was entered in the register."""
    row = Entry.objects.filter(case=case_id).order_by("-whole_position")[1]
    return row.whole_position + 1, bytes(row.whole_link)


def test_the_example_comes_in_as_it_went_out(tmp_path):
    with transaction.atomic():
        world, actions = make_world()
        actions.begin("import", 2000.0)
        lead = import_case(world, FOLDER, make_person(world, "lead"))
        assert "closed" not in export_whole(lead, tmp_path / "one")
        before = found_by()
        transaction.set_rollback(True)
    world, actions = make_world()
    actions.begin("arrive", 3000.0)
    arrived = import_whole(world, tmp_path / "one")
    assert found_by() == before
    export_whole(arrived.at, tmp_path / "two")
    assert sums(tmp_path / "one") == sums(tmp_path / "two")


def test_what_the_mediator_does_not_read_goes_out_encrypted(taken, tmp_path):
    for path in taken.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not any(word in data for word in spellings(CANARY)), path.name
    world, _ = make_world()
    for lock, says in ((None, "encrypted"), (Passphrase("some other words"), "not the key")):
        with pytest.raises(InputError, match=says):
            import_whole(world, taken, lock)


@pytest.mark.parametrize("who", ["team", "clerk", "a", "o", "public", "preview"])
def test_nobody_but_the_lead_mediator_takes_the_whole(who, tmp_path):
    base = make_base()
    at = base.places.get(who)
    if who == "preview":
        at = replace(base.places["a"], viewer=replace(base.places["a"].viewer, preview=True))
    with pytest.raises(NotFoundError):
        export_whole(at, tmp_path / "case", LOCK)
    assert not (tmp_path / "case").exists()


def relisted(folder: Path, **changed) -> None:
    """The manifest again, with the sums of the files as they are now."""
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"] = {
        p.relative_to(folder).as_posix(): {
            "bytes": p.stat().st_size,
            "sha256": hashlib.sha256(p.read_bytes()).hexdigest(),
        }
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "manifest.json"
    }
    manifest.update(changed)
    rewrite(folder / "manifest.json", json.dumps(manifest).encode())


def in_journal(folder: Path, old: bytes, new: bytes) -> None:
    data = (folder / "journal.jsonl").read_bytes()
    assert old in data
    rewrite(folder / "journal.jsonl", data.replace(old, new, 1))


def a_changed_file(folder):
    in_journal(folder, b"met at the lake", b"met at the bank")


def a_changed_word_with_its_sum(folder):
    a_changed_file(folder)
    relisted(folder)


def another_reading_with_its_sum(folder):
    path = folder / "record.toml"
    rewrite(path, path.read_bytes().replace(b"met at the lake", b"met at the bank"))
    relisted(folder)


def a_line_left_out(folder):
    lines = (folder / "journal.jsonl").read_bytes().splitlines(keepends=True)
    rewrite(folder / "journal.jsonl", b"".join(lines[:-3] + lines[-2:]))
    relisted(folder)


def the_end_cut_off(folder):
    lines = (folder / "journal.jsonl").read_bytes().splitlines(keepends=True)
    rewrite(folder / "journal.jsonl", b"".join(lines[:-1]))
    relisted(folder)


def a_line_twice(folder):
    path = folder / "journal.jsonl"
    data = path.read_bytes()
    rewrite(path, data + data.splitlines(keepends=True)[-1])
    relisted(folder)


def a_missing_file(folder):
    next((folder / "files").iterdir()).unlink()


def a_file_too_many(folder):
    rewrite(folder / "notes.txt", b"mine")


def a_strange_name(folder):
    rewrite(folder / "notes.txt", b"mine")
    relisted(folder)


def an_unknown_format(folder):
    relisted(folder, format="goodoffices-case/9")


def no_manifest(folder):
    rewrite(folder / "manifest.json", b"[" * 100_000)


def a_path_out(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["../outside.txt"] = {"bytes": 0, "sha256": ""}
    rewrite(folder / "manifest.json", json.dumps(manifest).encode())


def an_absolute_path(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["/etc/hostname"] = {"bytes": 0, "sha256": ""}
    rewrite(folder / "manifest.json", json.dumps(manifest).encode())


def a_path_out_of_the_journal(folder):
    in_journal(folder, b'"path":"files/', b'"path":"../../')
    relisted(folder)


def a_linked_file(folder):
    path = folder / "people.json"
    (folder.parent / "people.json").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(folder.parent / "people.json")


def a_linked_folder(folder):
    (folder / "files").rename(folder.parent / "files")
    (folder / "files").symlink_to(folder.parent / "files")


def a_file_too_large(folder):
    with (folder / "people.json").open("r+b") as file:
        file.truncate(5_000_001)


def people_left_out(folder):
    rewrite(folder / "people.json", b'{"people": []}')
    relisted(folder)


def no_list_of_people(folder):
    rewrite(folder / "people.json", b'{"people": [{"id": 3}]}')
    relisted(folder)


def another_count(folder):
    relisted(folder, entries={"account": 1})


def a_closed_line_too_many(folder):
    path, plain, sealed = folder / "private.sealed", io.BytesIO(), io.BytesIO()
    open_file(io.BytesIO(path.read_bytes()), plain, LOCK, PRIVATE_KIND, "")
    plain.write(plain.getvalue().splitlines(keepends=True)[-1])
    plain.seek(0)
    seal_file(plain, sealed, LOCK, PRIVATE_KIND)
    rewrite(path, sealed.getvalue())
    relisted(folder)


def no_json(folder):
    in_journal(folder, b"{", b"[")
    relisted(folder)


def an_unknown_key(folder):
    in_journal(folder, b'"genre"', b'"gender"')
    relisted(folder)


def no_place(folder):
    in_journal(folder, b'"place":"', b'"place":"' + b"9" * 90)
    relisted(folder)


def no_key(folder):
    in_journal(folder, b'"key":"', b'"key":"0')
    relisted(folder)


WRONG = {
    a_changed_file: "journal.jsonl: it is not what was exported",
    a_changed_word_with_its_sum: r"journal.jsonl: line \d+: entry [0-9a-f]{32} is not what",
    another_reading_with_its_sum: "record.toml: it does not say what the journal says",
    a_line_left_out: "is not what",
    the_end_cut_off: "is not what the journal",
    a_line_twice: r"journal.jsonl: line \d+: there is an entry",
    a_missing_file: "it is not there",
    a_file_too_many: "the manifest does not name it",
    a_strange_name: "no name of a file of a case",
    an_unknown_format: "manifest.json: the format is 'goodoffices-case/9'",
    no_manifest: "no manifest of a case",
    a_path_out: "no name of a file of a case",
    an_absolute_path: "no name of a file of a case",
    a_path_out_of_the_journal: "is not a file of the folder",
    a_linked_file: "no plain file",
    a_linked_folder: "no plain file",
    a_file_too_large: "larger than 5 MB",
    people_left_out: "people.json: '[0-9a-f]{32}' is missing",
    no_list_of_people: "people.json: it is no list of people",
    another_count: "manifest.json: 'entries' is not what the journal comes to",
    a_closed_line_too_many: r"private.sealed: line \d+: 'private.sealed' holds another entry",
    no_json: "journal.jsonl: line 1: it is not a JSON object",
    an_unknown_key: "journal.jsonl: line 1",
    no_place: "place",
    no_key: "key: it is not 64 hexadecimal digits",
}


@pytest.mark.parametrize("tamper", WRONG, ids=lambda one: one.__name__)
def test_what_is_wrong_is_named_and_nothing_is_kept(tamper, taken, tmp_path):
    folder = copied(taken, tmp_path)
    tamper(folder)
    world, _ = make_world()
    with pytest.raises(InputError, match=WRONG[tamper]) as error:
        import_whole(world, folder, LOCK)
    assert "\n" not in str(error.value)
    assert not any(table.objects.exists() for table in (Case, Entry, Person))
    assert isinstance(world.keys, MemoryKeys)
    assert world.keys.kept == {}


def test_a_case_comes_in_once_and_a_name_is_given_once(taken):
    world, _ = make_world()
    make_person(world, "lead")
    arrived = import_whole(world, taken, LOCK)
    assert {p.handle for p in arrived.people} >= {"lead 2", "team", "clerk", "a", "b", "o"}
    kept = dict(world.keys.kept)
    with pytest.raises(InputError, match="there is a"):
        import_whole(world, taken, LOCK)
    assert world.keys.kept == kept
    assert [v.fault for v in verify(world.keys)] == [None]
