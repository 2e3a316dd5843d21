"""A case folder comes in whole or not at all; what is wrong in it is named with its place."""

from __future__ import annotations

import re
import shutil

import pytest
from worlds import make_person, make_world

from goodoffices.errors import InputError
from goodoffices.record.contested import Point
from goodoffices.record.models import ModelKind
from goodoffices.service.analysis import solved_conflict, solved_negotiation
from goodoffices.service.case_folder import import_case
from goodoffices.service.models import current
from goodoffices.service.record import view, withdraw
from goodoffices.service.reports import reports
from goodoffices.service.verify import verify
from goodoffices.store.models import Case, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(root, tmp_path):
    return shutil.copytree(root / "examples/february-2022", tmp_path / "case")


@pytest.fixture
def world():
    made, actions = make_world()
    actions.begin("import", 2000.0)
    return made


def test_the_example_comes_in_whole(world, folder):
    at = import_case(world, folder, make_person(world, "lead"))
    record = view(at)
    assert len(record.acts) > 20
    assert any(p.point is Point.INITIATOR for act in record.contested for p in act.contested)
    assert reports(at)
    assert {current(at, kind).model.kind for kind in ModelKind} == set(ModelKind)
    (verdict,) = verify(world.keys)
    assert verdict.fault is None
    assert not solved_conflict(at, record.acts).fallen
    assert not solved_negotiation(at, record.acts).fallen


def test_a_withdrawn_entry_flags_what_falls_with_it(world, folder):
    at = import_case(world, folder, make_person(world, "lead"))
    saved = current(at, ModelKind.CONFLICT)
    rests_on = next(a for a in saved.model.assumptions if a.rests_on).rests_on[0]
    act = next(
        a for a in view(at).acts if rests_on == a.id or rests_on in {f.id for f in a.accounts}
    )
    for filed in act.accounts:
        withdraw(at, filed.id, "no longer relied on")
    fallen = solved_conflict(at, view(at).acts).fallen
    assert rests_on in {rested for a in fallen for rested in a.rests_on}


def test_it_comes_in_once(world, folder):
    lead = make_person(world, "lead")
    import_case(world, folder, lead)
    with pytest.raises(InputError, match="february-2022"):
        import_case(world, folder, lead)
    assert Case.objects.count() == 1


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


WRONG = {
    "another format": ("case.toml", "goodoffices-case/1", "goodoffices-case/9", "case.toml"),
    "no TOML": ("case.toml", "[frame]", "[frame", "case.toml: not TOML"),
    "an unknown key": ("record.toml", "[accounts.account]", "[accounts.acount]", "record.toml"),
    "an unknown act": ("record.toml", 'kind = "', 'kind = "X', r"record.toml: accounts\[0\]"),
    "a file elsewhere": ("reports.toml", 'file = "', 'file = "../', "not a file of the folder"),
    "no name of a file": (
        "reports.toml",
        'file = "',
        'file = "\\u0000',
        "not a file of the folder",
    ),
    "a missing file": ("reports.toml", 'file = "', 'file = "x', "does not open"),
    "no audience": ("record.toml", 'audience = "', 'audience = "x', "there is no audience"),
    "a short id": ("record.toml", '\nid = "', '\nid = "0', "not an id"),
    "a number for a reason": ("record.toml", '\nreason = "Premature', "\nreason = 3 #", "reason"),
    "a number for an entry": (
        "record.toml",
        '\nsupersedes = "',
        "\nsupersedes = 3 #",
        "supersedes",
    ),
    "a broken model": ("conflict.toml", "[[decision_makers]]", "[[decision_maker]]", "conflict"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_named_and_nothing_is_kept(world, folder, what):
    name, old, new, says = WRONG[what]
    edit(folder, name, old, new)
    lead = make_person(world, "lead")
    with pytest.raises(InputError, match=says) as error:
        import_case(world, folder, lead)
    assert "\n" not in str(error.value)
    assert Case.objects.count() == 0
    assert Entry.objects.count() == 0


def test_an_id_that_is_there_already_is_said_with_its_place(world, folder):
    record = folder / "record.toml"
    text = record.read_text("utf-8")
    first, second = re.findall(r'^id = "([0-9a-f]{32})"$', text, re.MULTILINE)[:2]
    record.write_text(text.replace(f'id = "{second}"', f'id = "{first}"'), "utf-8")
    with pytest.raises(InputError, match=r"record\.toml.*something with this id"):
        import_case(world, folder, make_person(world, "lead"))
    assert not Case.objects.exists()
    assert not Entry.objects.exists()
