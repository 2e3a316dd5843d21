"""Who took a brief away, and whose copy a text is from."""

from __future__ import annotations

import pytest
from worlds import make_case, make_world

from goodoffices.brief.markdown import to_markdown
from goodoffices.errors import NotFoundError
from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import PUBLIC
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.brief import Order
from goodoffices.service.exports import copies, copy_of_brief, last_taken, whose_copy
from goodoffices.service.record import file_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    world, actions = make_world()
    made = make_case(world, actions)
    actions.begin("file", 1.0)
    file_account(made["lead"], Account(kind=ActKind.MEET, claim=Words("met")), PUBLIC)
    actions.begin("export", 2.0)
    return made


def test_each_copy_is_entered_and_told_by_its_paragraphs(places):
    written = {who: to_markdown(copy_of_brief(places[who], "md")) for who in ("a", "o")}
    assert [(c.name, c.form) for c in copies(places["lead"])] == [("o", "md"), ("a", "md")]
    for who, text in written.items():
        (found,) = whose_copy(places["lead"], text.rpartition("##")[2])
        assert found.name == who
        assert found.number in text
        assert f"({who})" in text
    assert {c.name for c in whose_copy(places["lead"], "".join(written.values()))} == {"a", "o"}
    assert whose_copy(places["lead"], "met") == ()


@pytest.mark.parametrize("who", ["team", "clerk", "a", "o", "public"])
def test_the_register_is_the_lead_mediator_s(places, who):
    with pytest.raises(NotFoundError):
        copies(places[who])


def test_a_preview_is_no_copy(places):
    from dataclasses import replace

    at = places["a"]
    seen = replace(at, viewer=replace(at.viewer, preview=True))
    assert "a preview by the lead mediator" in to_markdown(copy_of_brief(seen, "md"))
    assert copies(places["lead"]) == ()


def test_what_changed_is_counted_from_the_last_brief_for_the_same_readers(places):
    lead = places["lead"]
    assert last_taken(lead) is None
    copy_of_brief(lead, "pdf")
    today = lead.world.clock().date()
    assert last_taken(lead) == today
    assert last_taken(lead, "joint") is None
    copy_of_brief(lead, "md", Order(audience="joint"))
    assert last_taken(lead, "joint") == today


def test_another_seat_is_told_no_day_of_the_register(places):
    copy_of_brief(places["a"], "pdf")
    assert last_taken(places["a"]) is None
