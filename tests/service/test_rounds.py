"""Sessions through the service: what each seat sees of plan, answers, delegations and minutes."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from worlds import START, make_case, make_world

import compare_talks
from goodoffices.errors import ConflictingEditError, InputError, NotFoundError
from goodoffices.record.audiences import TEAM, caucus
from goodoffices.record.briefings import BriefingDuty, Moment
from goodoffices.service.briefings import plan_briefing
from goodoffices.service.rounds import (
    enter_in_record,
    go_on,
    plan_session,
    planned_sessions,
    session_of,
)
from goodoffices.service.tools import ledger
from goodoffices.service.verify import verify
from goodoffices.store.models import Entry
from goodoffices.talks import sessions
from goodoffices.talks.sessions import Delegation, Minute, Part, Plan
from goodoffices.talks.sessions.calendar import calendar_of
from goodoffices.talks.sessions.events import Confirm, Invite, Keep, Name, Open, Replan
from goodoffices.talks.table import Refusal, Role
from goodoffices.talks.who import who

pytestmark = pytest.mark.django_db
PLAN = Plan(2, START + timedelta(days=3), ("a", "b"), ("quiet at night",), "A hall in Geneva")


@pytest.fixture
def case():
    world, actions = make_world()
    made = make_case(world, actions)
    actions.begin("test", 1.0)
    return made, actions


def invited(places, plan: Plan = PLAN) -> str:
    made = plan_session(places["lead"], plan)
    go_on(places["lead"], made, (Invite(),))
    return made


def test_a_plan_is_for_the_team_until_the_invitation_and_again_with_a_new_plan(case):
    places, _ = case
    made = plan_session(places["lead"], PLAN)
    for name in ("a", "b", "o", "public"):
        assert planned_sessions(places[name]) == ()
    go_on(places["lead"], made, (Invite(),))
    assert session_of(places["a"], made).view.plan == PLAN
    go_on(places["lead"], made, (Replan(PLAN),))
    with pytest.raises(NotFoundError):
        session_of(places["a"], made)


def test_answers_and_delegations_are_shown_to_all_invited_from_the_opening_on(case):
    places, _ = case
    made = invited(places)
    before = session_of(places["b"], made)
    go_on(places["a"], made, (Confirm(Part.ATTENDANCE), Confirm(Part.VENUE)))
    go_on(places["a"], made, (Name(Delegation("a", ("First",))),))
    assert session_of(places["b"], made) == before
    assert session_of(places["team"], made).view.delegations[0].names == ("First",)
    with pytest.raises(ConflictingEditError, match="not everybody"):
        go_on(places["lead"], made, (Open(),))
    go_on(places["b"], made, (Confirm(Part.ATTENDANCE),))
    go_on(places["lead"], made, (Open(),))
    assert session_of(places["b"], made).view.delegations[0].names == ("First",)


def test_minutes_are_for_their_audience(case):
    places, _ = case
    made = invited(places)
    for party in ("a", "b"):
        go_on(places[party], made, (Confirm(Part.ATTENDANCE),))
    for_a = Keep(Minute("a may come again", caucus("a")))
    with pytest.raises(ConflictingEditError):
        go_on(places["lead"], made, (for_a,))
    go_on(places["lead"], made, (Open(), for_a, Keep(Minute("tired", TEAM))))
    assert [m.words for m in session_of(places["a"], made).view.minutes] == ["a may come again"]
    assert session_of(places["b"], made).view.minutes == ()
    assert len(session_of(places["team"], made).view.minutes) == 2


def test_who_is_not_invited_finds_nothing(case):
    places, _ = case
    made = invited(places, Plan(1, PLAN.begins, ("a",)))
    for name in ("b", "clerk", "o", "public"):
        with pytest.raises(NotFoundError):
            go_on(places[name], made, (Confirm(Part.ATTENDANCE),))
    with pytest.raises(NotFoundError):
        plan_session(places["a"], PLAN)
    with pytest.raises(InputError, match="no party"):
        plan_session(places["lead"], Plan(1, PLAN.begins, ("x",)))


def test_a_session_that_is_in_the_record_has_its_briefings_in_the_ledger(case):
    places, _ = case
    lead = places["lead"]
    made = plan_session(lead, PLAN)
    enter_in_record(lead, made)
    plan_briefing(lead, BriefingDuty(made, "Omega", Moment.BEFORE), TEAM)
    assert [(one.contact, one.who) for one in ledger(lead)] == [(made, "Omega")]


def test_the_calendar_says_nothing_of_the_session():
    told = calendar_of("x" * 32, PLAN, sessions.Phase.INVITED, START)
    for word in (b"Geneva", b"quiet", b"round", b"Side"):
        assert word not in told
    assert b"SUMMARY:Meeting" in told
    assert b"DTSTART:20220303T080000Z" in told


def test_random_steps_are_taken_just_where_the_protocol_takes_them(case):
    places, actions = case
    taken = refused = 0
    for seed in range(4):
        draw = random.Random(f"rounds {seed}")
        actions.begin(f"session {seed}", 2.0)
        plan = Plan(1, START, ("a", "b"), ("word0first",))
        made, state = plan_session(places["lead"], plan), sessions.Session(plan)
        for k in range(30):
            actions.begin(f"step {seed} {k}", 2.0)
            event, actor = compare_talks.GAMES["session"].event(draw, state, f"word{k}")
            name = actor.party or {Role.MEDIATOR: "lead"}.get(actor.role, "")
            if name not in places:
                continue
            at = places[name]
            expected = sessions.step(state, event, who(at.viewer))
            entries = Entry.objects.count()
            try:
                go_on(at, made, (event,))
            except (ConflictingEditError, NotFoundError, InputError):
                foreign = isinstance(event, Replan) and not set(event.plan.parties) <= {"a", "b"}
                hidden = sessions.view(state, at.viewer) is None
                assert isinstance(expected, Refusal) or hidden or foreign
                assert Entry.objects.count() == entries
                refused += 1
                continue
            assert not isinstance(expected, Refusal)
            state = expected
            taken += 1
            assert Entry.objects.count() > entries
        for name in ("lead", "a", "b", "o"):
            found = [one.view for one in planned_sessions(places[name]) if one.id == made]
            shown = sessions.view(state, places[name].viewer)
            assert found == ([shown] if shown else [])
    assert taken > 20
    assert refused > 20
    (verdict,) = verify(places["lead"].world.keys)
    assert verdict.fault is None
