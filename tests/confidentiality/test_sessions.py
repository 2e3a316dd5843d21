"""Sessions leave no trace for anybody else: two worlds that differ in what another party confirms,
whom it sends, minutes for others, and sessions that are planned or held without the reader.
"""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
import worlds
from django.db import transaction
from two_worlds import canary, crawl, differences, show_as, spellings

from goodoffices.record.audiences import TEAM, caucus
from goodoffices.service.rounds import go_on, plan_session
from goodoffices.talks import sessions
from goodoffices.talks.sessions import Part, Plan
from goodoffices.talks.sessions.events import (
    Close,
    Confirm,
    Decline,
    Invite,
    Keep,
    Name,
    Open,
    Replan,
)
from goodoffices.talks.sessions.state import Delegation, Minute

pytestmark = pytest.mark.django_db

STARTS = ["/", "/c/river/", "/c/river/talks/"]
READERS = ("a", "o", "public")


def planned(base, name: str, parties: tuple[str, ...], word: str, *, invite: bool = True) -> str:
    base.actions.begin(name, 1.0)
    lead = base.places["lead"]
    begins = lead.world.clock() + timedelta(days=3)
    made = plan_session(lead, Plan(1, begins, parties, (f"agenda {word}",), f"venue {word}"))
    if invite:
        go_on(lead, made, (Invite(),))
    return made


def does(base, who: str, made: str, name: str, *events: sessions.Event) -> None:
    base.actions.begin(name, 5.0)
    go_on(base.places[who], made, events)


def hidden(base, shared: str, seed: int, *, opened: bool) -> None:
    """What b and the team do beside, each with a word of its own."""
    draw = random.Random(seed)
    for k in range(draw.randint(1, 3)):
        word = canary(f"{seed} session {k}")
        there = planned(base, f"hidden {seed} {k}", ("b",), word, invite=draw.random() < 0.7)
        if draw.random() < 0.3:
            again = Plan(2, base.places["lead"].world.clock(), ("b",), (word,))
            does(base, "lead", there, f"replan {seed} {k}", Replan(again))
    if opened:
        for k in range(draw.randint(1, 3)):
            minute = Minute(canary(f"{seed} minute {k}"), draw.choice([TEAM, caucus("b")]))
            does(base, "lead", shared, f"minute {seed} {k}", Keep(minute))
        return
    for k in range(draw.randint(0, 3)):
        names = Delegation("b", (canary(f"{seed} names {k}"),))
        told = draw.choice([Confirm(Part.AGENDA), Confirm(Part.VENUE), Decline(), Name(names)])
        does(base, "b", shared, f"told {seed} {k}", told)


def seen(base, reader: str, seed: int, *, opened: bool) -> dict[str, tuple]:
    with transaction.atomic():
        shared = planned(base, "shared", ("a", "b"), "shared")
        mine = planned(base, "mine", ("a",), "mine")
        does(base, "a", shared, "a comes", Confirm(Part.ATTENDANCE))
        does(base, "a", shared, "a sends", Name(Delegation("a", ("Envoy of a",))))
        if opened:
            does(base, "b", shared, "b comes", Confirm(Part.ATTENDANCE))
            does(base, "lead", shared, "opens", Open())
            does(base, "lead", shared, "minute", Keep(Minute("told to a", caucus("a"))))
        hidden(base, shared, seed, opened=opened)
        if opened:
            does(base, "lead", shared, "closes", Close())
        base.actions.begin("look", 100.0)
        worlds.CURRENT["world"] = base.world
        found = crawl(reader, [*STARTS, *(f"/c/river/talks/sessions/{k}/" for k in (shared, mine))])
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("reader", READERS)
def test_everything_reachable_is_the_same_whatever_others_confirm_and_are_told(
    reader, opened, base
):
    one = seen(base, reader, 1, opened=opened)
    assert differences(one, seen(base, reader, 101, opened=opened)) == []
    calendars = [answer for path, answer in one.items() if path.endswith(".ics")]
    assert len(calendars) == (2 if reader == "a" else 0)
    received = b"".join(body + repr(headers).encode() for _, headers, body in one.values())
    for what in ("session", "minute", "names"):
        for k in range(3):
            assert not any(s in received for s in spellings(canary(f"1 {what} {k}")))
    if reader == "a":
        assert b"agenda shared" in received
        assert (b"told to a" in received) is opened


@pytest.mark.parametrize("opened", [False, True])
def test_a_planted_view_that_shows_all_is_caught(opened, base, monkeypatch):
    show_as(monkeypatch, sessions, base.places["team"].viewer)
    one, other = (seen(base, "a", seed, opened=opened) for seed in (2, 102))
    assert differences(one, other)


def test_a_planted_list_of_all_sessions_is_caught(base, monkeypatch):
    honest, team = sessions.view, base.places["team"].viewer
    monkeypatch.setattr(sessions, "view", lambda state, _viewer: honest(state, team))
    one, other = (seen(base, "a", seed, opened=False) for seed in (3, 103))
    assert differences(one, other)
