"""Filing, revising and withdrawing accounts; what each seat then sees."""

from __future__ import annotations

import pytest
from worlds import make_case, make_world

from goodoffices.errors import ConflictingEditError, InputError, NotFoundError
from goodoffices.record.accounts import Account, Link, LinkKind, Mention, Parallel, Words
from goodoffices.record.audiences import JOINT, PUBLIC, TEAM, Audience
from goodoffices.record.briefings import BriefingDuty, BriefingState, Moment
from goodoffices.record.dates import RecordDate
from goodoffices.record.reports import Report
from goodoffices.record.standing import StandingKind
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.briefings import plan_briefing
from goodoffices.service.record import (
    act_of,
    file_account,
    view,
    withdraw,
)
from goodoffices.service.reports import keep_report
from goodoffices.service.search import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    world, actions = make_world()
    made = make_case(world, actions)
    actions.begin("test", 1.0)
    return made


def offer(words: str = "offered its good offices", **more: object) -> Account:
    return Account(
        kind=ActKind.OFFER_MEDIATION,
        claim=Words(words),
        actors=(Mention("Third State"),),
        targets=(Mention("Alpha"),),
        happened=RecordDate("2022-02-27", words="on Sunday"),
        **more,
    )


def test_an_act_is_composed_from_what_each_seat_sees(places):
    lead = places["lead"]
    first = file_account(lead, offer(initiator=Mention("Third State")), PUBLIC)
    file_account(
        lead,
        offer("was asked to", initiator=Mention("Beta")),
        Audience.parse("caucus:b"),
        act=first.act,
    )
    for name, told, contested in [
        ("lead", 2, True),
        ("team", 2, True),
        ("b", 2, True),
        ("a", 1, False),
        ("o", 1, False),
        ("public", 1, False),
    ]:
        act, _ = act_of(places[name], first.act)
        assert len(act.accounts) == told, name
        assert bool(act.contested) is contested, name


def test_an_act_without_a_visible_account_is_not_there(places):
    hidden = file_account(places["lead"], offer(), TEAM)
    for name in ("a", "b", "o", "public"):
        assert view(places[name]).acts == ()
        with pytest.raises(NotFoundError) as unseen:
            act_of(places[name], hidden.act)
        with pytest.raises(NotFoundError) as missing:
            act_of(places[name], "0" * 32)
        assert str(unseen.value) == str(missing.value)


def test_delegates_and_observers_do_not_file(places):
    for name in ("a", "b", "o", "public"):
        with pytest.raises(NotFoundError):
            file_account(places[name], offer(), JOINT)


def test_nothing_is_written_into_a_room_one_cannot_see(places):
    with pytest.raises(InputError, match="not among the readers"):
        file_account(places["lead"], offer(), Audience.parse("own:a"))
    with pytest.raises(InputError, match="no party 'c'"):
        file_account(places["lead"], offer(), Audience.parse("caucus:c"))


def test_a_revision_supersedes_and_two_at_once_lose_nothing(places):
    lead = places["lead"]
    first = file_account(lead, offer(), PUBLIC)
    file_account(lead, offer("offered to help"), PUBLIC, supersedes=first.id)
    with pytest.raises(ConflictingEditError):
        file_account(places["team"], offer("offered to host"), PUBLIC, supersedes=first.id)
    act, _ = act_of(places["public"], first.act)
    assert [f.account.claim.text for f in act.accounts] == ["offered to help"]


def test_a_secret_revision_leaves_the_public_account_as_it_was(places):
    lead = places["lead"]
    first = file_account(lead, offer(), PUBLIC)
    file_account(lead, offer("in truth asked"), TEAM, supersedes=first.id)
    act, _ = act_of(places["public"], first.act)
    assert act.accounts[0].account.claim.text == "offered its good offices"
    act, _ = act_of(lead, first.act)
    assert [f.account.claim.text for f in act.accounts] == ["in truth asked"]


def test_a_withdrawn_account_no_longer_counts_and_says_why(places):
    lead = places["lead"]
    first = file_account(lead, offer(), PUBLIC)
    with pytest.raises(InputError, match="says why"):
        withdraw(lead, first.id, " ")
    withdraw(lead, first.id, "the source took it back")
    assert view(places["public"]).acts == ()


def test_an_account_is_no_wider_than_its_report(places):
    lead = places["lead"]
    report = keep_report(lead, Report("Cable", "The envoy offered help."), TEAM)
    with pytest.raises(InputError, match="the report is for 'team'"):
        file_account(lead, offer(source=report.id), PUBLIC)
    assert file_account(lead, offer(source=report.id), TEAM).audience == TEAM


def test_a_report_of_another_case_is_not_there(places):
    with pytest.raises(NotFoundError):
        file_account(places["lead"], offer(source="f" * 32), TEAM)


def test_standing_follows_from_the_answers_each_seat_sees(places):
    lead = places["lead"]
    made = file_account(lead, offer(), JOINT)
    answer = Account(
        kind=ActKind.REJECT_MEDIATION,
        claim=Words("said no"),
        actors=(Mention("Alpha"),),
        happened=RecordDate("2022-02-28"),
        links=(Link(LinkKind.ANSWERS, made.act),),
    )
    file_account(lead, answer, Audience.parse("caucus:a"))
    assert view(lead).standing_of(made.act).kind is StandingKind.DECLINED
    assert view(places["a"]).standing_of(made.act).kind is StandingKind.DECLINED
    assert view(places["b"]).standing_of(made.act).kind is StandingKind.OPEN


def test_briefings_are_due_until_one_is_on_record(places):
    lead = places["lead"]
    contact = file_account(lead, offer(), JOINT)
    duty = BriefingDuty(contact.act, "Omega", Moment.AFTER, RecordDate("2022-02-27").latest)
    plan_briefing(lead, duty, TEAM)
    assert [b.state for b in view(lead).briefings] == [BriefingState.OVERDUE]
    assert view(places["a"]).briefings == ()
    told = Account(
        kind=ActKind.BRIEF_THIRD_PARTY,
        claim=Words("told afterwards"),
        actors=(Mention("Third State"),),
        targets=(Mention("Omega"),),
        links=(Link(LinkKind.BRIEFS_AFTER, contact.act),),
    )
    file_account(lead, told, TEAM)
    assert [b.state for b in view(lead).briefings] == [BriefingState.DONE]


def test_search_finds_words_only_among_what_one_sees(places):
    lead = places["lead"]
    file_account(lead, offer("offered a café by the river"), PUBLIC)
    file_account(lead, offer("offered a villa by the river"), TEAM)
    assert len(search(lead, "RIVER offered").hits) == 2
    assert len(search(places["public"], "river").hits) == 1
    assert search(places["public"], "villa").hits == ()
    (hit,) = search(places["public"], "cafe").hits
    assert [piece.text for piece in hit.pieces] == ["offered a ", "café", " by the river"]
    assert search(lead, "  ").hits == ()


def test_search_finds_words_of_parallel_texts(places):
    text = Words("عرض مساعيه الحميدة", language="ar", direction="rtl")
    file_account(places["lead"], offer(parallels=(Parallel(text),)), PUBLIC)
    assert len(search(places["public"], "مساعيه").hits) == 1


def test_what_stood_at_an_earlier_instant(places):
    lead = places["lead"]
    before = lead.world.clock()
    file_account(lead, offer(), PUBLIC)
    assert len(view(lead, before).acts) == 1
    assert view(lead, before.replace(year=2021)).acts == ()
