"""On the February 2022 example, standings, contested points, overdue briefings and the contact
balance are derived and none is stored: no column and no field of any entry holds one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from worlds import make_person, make_world

from goodoffices.journal.sealing import unseal
from goodoffices.record.briefings import BriefingState
from goodoffices.record.standing import StandingKind, histories
from goodoffices.service import tools
from goodoffices.service.case_folder import import_case
from goodoffices.service.record import view
from goodoffices.store.models import Entry, Mark, SearchText

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db

NAMES = ("standing", "contested", "overdue", "balance", "at odds", "at_odds", "history")
VALUES = {str(one) for one in (*StandingKind, *BriefingState)} | {"contested"}


@pytest.fixture
def at(root):
    world, actions = make_world()
    actions.begin("import", 2000.0)
    return import_case(world, root / "examples/february-2022", make_person(world, "lead"))


def derived(at) -> dict[str, Any]:
    """All of it, with what it rests on."""
    record = view(at)
    offers = [act for act in record.acts if any(s.act == act.id for s in record.standings)]
    return {
        "standings": record.standings,
        "histories": histories(record.acts, offers, record.as_of),
        "contested": {act.id: act.contested for act in record.acts if act.contested},
        "briefings": record.briefings,
        "balance": tools.balance(at).found,
    }


def fields(plain: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Every field of a payload, however deep, with its value."""
    if isinstance(plain, dict):
        for key, value in plain.items():
            yield from fields(value, str(key))
    elif isinstance(plain, list):
        for value in plain:
            yield from fields(value, name)
    else:
        yield name, plain


def test_no_column_holds_what_is_derived():
    columns = {
        (model._meta.db_table, field.column)
        for model in apps.get_app_config("store").get_models()
        for field in model._meta.get_fields()
        if hasattr(field, "column")
    }
    assert ("store_entry", "sealed") in columns
    assert [(t, c) for t, c in columns if any(name in f"{t} {c}" for name in NAMES)] == []


def test_no_field_of_an_entry_holds_what_is_derived(at):
    told = derived(at)
    assert all(told.values())
    states = {row.state for row in told["briefings"]}
    assert BriefingState.OVERDUE in states
    assert {s.kind for s in told["standings"]} > {StandingKind.OPEN}
    rows = list(Entry.objects.filter(case_id=at.case_id))
    keys = at.world.keys.fetch(row.id for row in rows)
    payloads = [json.loads(unseal(bytes(r.sealed), keys[r.id], r.id)) for r in rows]
    found = [one for payload in payloads for one in fields(payload)]
    assert len(found) > 1000
    assert {name for name, _ in found if any(part in name for part in NAMES)} == set()
    assert [one for one in found if one[1] in VALUES] == []


def test_the_rows_by_which_entries_are_found_decide_none_of_it(at):
    """They name the acts that a list has to ask; what is shown of an act is derived without."""
    before = derived(at)
    assert Mark.objects.filter(field="at_odds").exists()
    SearchText.objects.all().delete()
    Mark.objects.filter(field="at_odds").delete()
    assert derived(at) == before
