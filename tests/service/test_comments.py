"""Comments: at once for members, held for others, never for readers who do not see the act."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from worlds import make_case, make_world

from goodoffices.errors import InputError, LimitError, NotFoundError
from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import JOINT, PUBLIC, TEAM, caucus
from goodoffices.record.comments import Comment
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.comments import (
    approve,
    audiences_of_comments,
    comment,
    comments_of,
    held,
    refuse,
    shred_notes,
)
from goodoffices.service.record import file_account
from goodoffices.service.shredding import shreddings
from goodoffices.service.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    world, actions = make_world()
    made = make_case(world, actions)
    actions.begin("comments", 1.0)
    made["actions"] = actions
    return made


def filed(places, audience) -> str:
    return file_account(places["lead"], Account(ActKind.MEET, Words("met")), audience).act


def texts(at, act: str) -> list[str]:
    return [one.comment.words.text for one in comments_of(at, act)]


def said(text: str, name: str = "") -> Comment:
    return Comment(Words(text), name)


def test_a_member_comments_at_once_for_readers_of_the_act(places):
    act = filed(places, JOINT)
    comment(places["a"], act, said("to the mediator"), caucus("a"))
    comment(places["a"], act, said("to all"), JOINT)
    seen = {name: texts(places[name], act) for name in ("lead", "team", "a", "b")}
    assert seen == {
        "lead": ["to the mediator", "to all"],
        "team": ["to the mediator", "to all"],
        "a": ["to the mediator", "to all"],
        "b": ["to all"],
    }


def test_nobody_is_told_of_an_act_by_a_comment(places):
    act = filed(places, caucus("a"))
    for audience in (JOINT, PUBLIC):
        with pytest.raises(InputError, match="do not see the act"):
            comment(places["a"], act, said("x"), audience)
    assert PUBLIC not in audiences_of_comments(places["lead"], act)
    with pytest.raises(NotFoundError):
        comment(places["b"], act, said("x"), JOINT)


def test_what_is_written_without_a_seat_waits_and_is_published_as_written(places):
    act = filed(places, PUBLIC)
    public, lead = places["public"], places["lead"]
    for text in ("welcome", "spam"):
        assert comment(public, act, said(text, "Ana"), PUBLIC, "192.0.2.1") is None
    assert texts(public, act) == texts(places["a"], act) == texts(lead, act) == []
    first, second = held(lead)
    approve(lead, first.id)
    refuse(lead, second.id)
    assert held(lead) == ()
    (shown,) = comments_of(public, act)
    assert (shown.comment.words.text, shown.comment.name, shown.by_stranger) == (
        "welcome",
        "Ana",
        True,
    )
    for done in (approve, refuse):
        with pytest.raises(NotFoundError):
            done(lead, first.id)


def test_only_those_who_write_for_others_moderate(places):
    for name in ("clerk", "a", "o", "public"):
        with pytest.raises(NotFoundError):
            held(places[name])


def test_too_many_in_a_short_time_are_refused_for_the_one_who_writes_them(places):
    act = filed(places, PUBLIC)
    public, actions = places["public"], places["actions"]
    for number in range(3):
        comment(public, act, said(f"x{number}"), None, "192.0.2.1")
    with pytest.raises(LimitError, match="many comments"):
        comment(public, act, said("y"), None, "192.0.2.1")
    assert comment(public, act, said("z"), None, "192.0.2.2") is None
    for number in range(20):
        comment(places["a"], act, said(f"x{number}"), JOINT)
    with pytest.raises(LimitError):
        comment(places["a"], act, said("y"), JOINT)
    actions.begin("later", 2.0)
    assert comment(places["a"], act, said("y"), JOINT)


def test_a_preview_writes_nothing(places):
    act = filed(places, PUBLIC)
    looking = replace(places["a"], viewer=replace(places["a"].viewer, preview=True))
    with pytest.raises(NotFoundError):
        comment(looking, act, said("x"), TEAM)


@pytest.mark.parametrize(("text", "name"), [(" ", ""), ("x" * 4001, ""), ("x", "y" * 81)])
def test_empty_and_endless_comments_are_refused(text, name):
    with pytest.raises(InputError):
        said(text, name)


def test_a_note_is_gone_at_its_time_and_then_shredded_with_a_tombstone(places):
    act = filed(places, JOINT)
    a, lead, actions = places["a"], places["lead"], places["actions"]
    until = a.world.clock() + timedelta(hours=2)
    note = comment(a, act, Comment(Words("for today"), until=until), JOINT)
    own = comment(a, act, Comment(Words("mine alone"), until=until), caucus("a"))
    comment(a, act, said("kept"), JOINT)
    assert texts(lead, act) == ["for today", "mine alone", "kept"]
    assert shred_notes(lead) == ()
    actions.begin("later", 3.0)
    assert texts(lead, act) == texts(a, act) == ["kept"]
    assert set(shred_notes(lead)) == {note.id, own.id}
    assert shred_notes(lead) == ()
    assert a.world.keys.fetch([note.id, own.id]) == {}
    assert {one.entry for one in shreddings(places["b"], act)} == {note.id}
    assert [v.fault for v in verify(a.world.keys)] == [None]
    with pytest.raises(NotFoundError):
        shred_notes(a)


@pytest.mark.parametrize("hours", [-1, 0, 24 * 367])
def test_a_note_names_a_time_to_come(places, hours):
    act = filed(places, JOINT)
    until = places["a"].world.clock() + timedelta(hours=hours)
    with pytest.raises(InputError, match="to come"):
        comment(places["a"], act, Comment(Words("x"), until=until), JOINT)
