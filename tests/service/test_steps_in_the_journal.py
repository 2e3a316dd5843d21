"""A sample of `tools/talks_on_a_desk.py`: what is accepted stands in the journal, nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from worlds import FRAME, make_case, make_person, make_world

import talks_on_a_desk
from compare_talks import Tally
from goodoffices.access.viewers import SeatKind
from goodoffices.record.frame import Side
from goodoffices.service.cases import give_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def seats(db):
    """A case of three parties."""
    world, actions = make_world()
    frame = replace(FRAME, parties=(*FRAME.parties, Side("c", "Side C")))
    places = make_case(world, actions, frame)
    actions.begin("talks")
    viewer = give_seat(places["lead"], make_person(world, "c"), SeatKind.DELEGATE, "c")
    parties = {"a": places["a"], "b": places["b"], "c": replace(places["a"], viewer=viewer)}
    return talks_on_a_desk.Seats(places["lead"], parties)


@pytest.mark.parametrize("name", talks_on_a_desk.DESKS)
def test_every_accepted_step_is_one_entry_and_a_refused_one_is_none(name, seats):
    tally = Tally()
    for seed in range(2):
        talks_on_a_desk.play(name, seed, seats, tally)
    assert tally.wrong == []
    assert tally.seen[f"{name}: accepted"] > 5
    assert tally.seen[f"{name}: refused"] > 5


def test_the_comparison_notices_a_step_that_is_not_written_down(seats, monkeypatch):
    lame = replace(talks_on_a_desk.DESKS["session"], step=lambda *_: None)
    monkeypatch.setitem(talks_on_a_desk.DESKS, "session", lame)
    tally = Tally()
    talks_on_a_desk.play("session", 0, seats, tally)
    assert any("stands in the journal as []" in line for line in tally.wrong)
