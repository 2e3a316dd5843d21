"""Planning briefings, revising a plan and calling it off; each reader sees both or neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from worlds import make_case, make_world

from goodoffices.errors import ConflictingEditError, InputError, NotFoundError
from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import JOINT, TEAM, Audience
from goodoffices.record.briefings import BriefingDuty, Embargo, Moment
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.briefings import plan_briefing
from goodoffices.service.record import file_account, view

pytestmark = pytest.mark.django_db

OBSERVER = Audience.parse("briefed:o")


@pytest.fixture
def places():
    world, actions = make_world()
    made = make_case(world, actions)
    actions.begin("test", 1.0)
    return made


@pytest.fixture
def duty(places):
    call = Account(kind=ActKind.PHONE_CALL, claim=Words("they spoke"))
    contact = file_account(places["lead"], call, Audience.parse("public"))
    return BriefingDuty(contact.act, "Omega", Moment.AFTER, embargo="not to be published")


def test_a_revision_takes_the_place_of_what_it_revises(places, duty):
    lead = places["lead"]
    first = plan_briefing(lead, duty, OBSERVER)
    lifted = replace(duty, embargo_until=date(2022, 2, 28))
    plan_briefing(lead, lifted, OBSERVER, supersedes=first)
    for name, states in {"lead": [Embargo.LIFTED], "o": [Embargo.LIFTED], "a": []}.items():
        assert [row.embargo_state for row in view(places[name]).briefings] == states


def test_what_is_called_off_is_gone(places, duty):
    lead = places["lead"]
    first = plan_briefing(lead, duty, TEAM)
    plan_briefing(lead, replace(duty, called_off=True), TEAM, supersedes=first)
    assert view(lead).briefings == ()


def test_a_revision_keeps_the_audience(places, duty):
    first = plan_briefing(places["lead"], duty, TEAM)
    with pytest.raises(InputError, match="what it revises is for 'team'"):
        plan_briefing(places["lead"], duty, JOINT, supersedes=first)


def test_two_do_not_revise_the_same(places, duty):
    first = plan_briefing(places["lead"], duty, TEAM)
    plan_briefing(places["lead"], duty, TEAM, supersedes=first)
    with pytest.raises(ConflictingEditError):
        plan_briefing(places["team"], duty, TEAM, supersedes=first)


@pytest.mark.parametrize("who", ["a", "o", "public"])
def test_planning_is_the_teams(who, places, duty):
    with pytest.raises(NotFoundError):
        plan_briefing(places[who], duty, Audience.parse("public"))


def test_nothing_else_can_be_revised_as_a_duty(places, duty):
    filed = file_account(places["lead"], Account(kind=ActKind.MEET, claim=Words("met")), TEAM)
    for unknown in (filed.id, "f" * 32):
        with pytest.raises(NotFoundError):
            plan_briefing(places["lead"], duty, TEAM, supersedes=unknown)
