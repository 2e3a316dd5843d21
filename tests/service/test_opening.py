"""Releases, consents and grants, as each seat finds them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from worlds import FRAME, make_case, make_world

from goodoffices.errors import ConflictingEditError, InputError, NotFoundError
from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import JOINT, PUBLIC, TEAM, briefed, caucus
from goodoffices.record.frame import CaucusRule
from goodoffices.record.reports import Report
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.attachments import About, attach, attachment_of, bytes_of
from goodoffices.service.cases import give_seat, place_of
from goodoffices.service.consents import ConsentState, answer, consents
from goodoffices.service.granting import ask_for_grant, give_grant, grants_of, revoke_grant
from goodoffices.service.readable import mark_confidence, readable, shown_alone
from goodoffices.service.record import file_account, view, withdraw
from goodoffices.service.releases import (
    changes_of,
    confirm_release,
    drop_release,
    last_look,
    proposals,
    propose_release,
)
from goodoffices.service.reports import keep_report
from goodoffices.service.search import search
from goodoffices.service.verify import verify
from goodoffices.store.models import Person

pytestmark = pytest.mark.django_db


class Table:
    """A case and its people, each looked at afresh."""

    def __init__(self, frame=FRAME) -> None:
        self.world, self.actions = make_world()
        make_case(self.world, self.actions, frame)
        self.hours = 0.0

    def at(self, name: str):
        person = Person.objects.get(handle=name) if name != "public" else None
        return place_of(self.world, "river", person)

    def later(self, name: str, hours: float = 1.0) -> None:
        self.hours += hours
        self.actions.begin(f"{name} {self.hours}", self.hours)

    def file(self, audience, words="the bridge at dawn", **rest):
        self.later(words)
        account = Account(kind=ActKind.STATE_POSITION, claim=Words(words), **rest)
        return file_account(self.at("lead"), account, audience)

    def sees(self, name: str, entry) -> bool:
        shown = view(self.at(name)).acts
        found = any(f.id == entry.id for act in shown for f in act.accounts)
        hits = [hit.act for hit in search(self.at(name), "bridge").hits]
        assert found == (entry.act in hits)
        return found

    def whole(self) -> bool:
        return all(verdict.fault is None for verdict in verify(self.world.keys))


@pytest.fixture
def table():
    return Table()


EVERYBODY = ("lead", "team", "clerk", "a", "b", "o", "public")


def readers(table, entry) -> set[str]:
    return {name for name in EVERYBODY if table.sees(name, entry)}


def test_a_release_takes_two_steps_and_names_the_new_readers(table):
    entry = table.file(TEAM)
    table.later("propose")
    made = propose_release(table.at("team"), entry.id, JOINT, "both sides asked")
    assert readers(table, entry) == {"lead", "team", "clerk"}
    look = last_look(table.at("lead"), made)
    assert [(r.name, r.label) for r in look.readers] == [
        ("a", "Delegate of Side A"),
        ("b", "Delegate of Side B"),
    ]
    assert not look.everybody
    with pytest.raises(NotFoundError):
        confirm_release(table.at("team"), made, look.fingerprint)
    table.later("confirm")
    confirm_release(table.at("lead"), made, look.fingerprint)
    assert readers(table, entry) == {"lead", "team", "clerk", "a", "b"}
    (change,) = changes_of(table.at("team"), entry.id)
    assert (change.before, change.after, change.reason) == (TEAM, JOINT, "both sides asked")
    assert changes_of(table.at("a"), entry.id) == ()
    assert table.whole()
    with pytest.raises(NotFoundError):
        last_look(table.at("lead"), made)


def test_new_readers_since_they_were_shown_are_shown_again(table):
    entry = table.file(TEAM)
    made = propose_release(table.at("lead"), entry.id, PUBLIC, "it is known")
    look = last_look(table.at("lead"), made)
    assert look.everybody
    table.later("another delegate")
    person = Person.objects.create_person(table.world.new_id(), "a2")
    from goodoffices.access.viewers import SeatKind

    give_seat(table.at("lead"), person, SeatKind.DELEGATE, "a")
    with pytest.raises(ConflictingEditError, match="has changed"):
        confirm_release(table.at("lead"), made, look.fingerprint)
    assert readers(table, entry) == {"lead", "team", "clerk"}


def test_a_proposal_given_up_releases_nothing(table):
    entry = table.file(TEAM)
    made = propose_release(table.at("lead"), entry.id, PUBLIC, "perhaps")
    drop_release(table.at("lead"), made)
    assert [p.step for p in proposals(table.at("lead"))] == ["dropped"]
    with pytest.raises(NotFoundError):
        confirm_release(table.at("lead"), made, "")
    assert readers(table, entry) == {"lead", "team", "clerk"}


@pytest.mark.parametrize("to", [TEAM, caucus("a"), briefed("o"), caucus("b")])
def test_a_release_never_takes_a_reader_away(table, to):
    entry = table.file(caucus("a"))
    with pytest.raises(InputError, match="not all who read"):
        propose_release(table.at("lead"), entry.id, to, "why")


def test_an_account_is_not_released_beyond_its_report(table):
    table.later("report")
    report = keep_report(table.at("lead"), Report("Cable", "the bridge"), TEAM)
    entry = table.file(TEAM, source=report.id)
    with pytest.raises(InputError, match="Release the report first"):
        propose_release(table.at("lead"), entry.id, JOINT, "why")
    table.later("release the report")
    made = propose_release(table.at("lead"), report.id, JOINT, "why")
    confirm_release(table.at("lead"), made, last_look(table.at("lead"), made).fingerprint)
    assert readable(table.at("a"), report.id).title == "Cable"
    propose_release(table.at("lead"), entry.id, JOINT, "why")


def test_a_withdrawn_account_is_not_released_and_a_withdrawal_follows_a_release(table):
    gone = table.file(TEAM, "the bridge is gone")
    withdraw(table.at("lead"), gone.id, "a mistake")
    with pytest.raises(InputError, match="withdrawn"):
        propose_release(table.at("lead"), gone.id, JOINT, "why")
    entry = table.file(TEAM)
    made = propose_release(table.at("lead"), entry.id, JOINT, "why")
    confirm_release(table.at("lead"), made, last_look(table.at("lead"), made).fingerprint)
    table.later("withdraw")
    withdraw(table.at("lead"), entry.id, "a mistake")
    assert not table.sees("a", entry)
    assert table.whole()


def test_closed_caucus_waits_for_the_party(table):
    entry = table.file(caucus("a"))
    made = propose_release(table.at("lead"), entry.id, JOINT, "it helps")
    with pytest.raises(InputError, match="has not consented"):
        confirm_release(table.at("lead"), made, last_look(table.at("lead"), made).fingerprint)
    (asked,) = consents(table.at("a"))
    assert (asked.state, asked.to, asked.party) == (ConsentState.ASKED, JOINT, "a")
    for name in ("b", "o"):
        assert consents(table.at(name)) == ()
        with pytest.raises(NotFoundError):
            answer(table.at(name), asked.id, given=True)
    with pytest.raises(NotFoundError):
        answer(table.at("team"), asked.id, given=True, how="by telephone")
    table.later("answer")
    answer(table.at("a"), asked.id, given=True)
    with pytest.raises(ConflictingEditError):
        answer(table.at("a"), asked.id, given=False)
    confirm_release(table.at("lead"), made, last_look(table.at("lead"), made).fingerprint)
    assert readers(table, entry) == {"lead", "team", "clerk", "a", "b"}
    assert [c.after for c in changes_of(table.at("a"), entry.id)] == [JOINT]
    assert changes_of(table.at("b"), entry.id) == ()


def test_a_refusal_holds_until_asked_again_and_a_consent_covers_fewer_readers(table):
    entry = table.file(caucus("a"))
    made = propose_release(table.at("lead"), entry.id, JOINT, "it helps")
    answer(table.at("a"), consents(table.at("a"))[0].id, given=False)
    assert not last_look(table.at("lead"), made).may_be_released
    table.later("ask for more")
    propose_release(table.at("lead"), entry.id, PUBLIC, "all")
    with pytest.raises(InputError, match="how and when"):
        answer(table.at("lead"), consents(table.at("lead"))[-1].id, given=True, how=" ")
    answer(table.at("lead"), consents(table.at("lead"))[-1].id, given=True, how="by telephone")
    assert consents(table.at("a"))[-1].how == "by telephone"
    assert last_look(table.at("lead"), made).may_be_released


def test_where_caucus_may_be_passed_on_only_confidence_holds_it():
    table = Table(replace(FRAME, caucus_rule=CaucusRule.MAY_BE_PASSED_ON))
    free, held = table.file(caucus("a")), table.file(caucus("a"), "the bridge, in confidence")
    mark_confidence(table.at("a"), held.id, in_confidence=True)
    with pytest.raises(NotFoundError):
        mark_confidence(table.at("b"), held.id, in_confidence=True)
    with pytest.raises(NotFoundError):
        mark_confidence(table.at("team"), held.id, in_confidence=False)
    for entry, waits in ((free, False), (held, True)):
        made = propose_release(table.at("lead"), entry.id, JOINT, "it helps")
        assert last_look(table.at("lead"), made).may_be_released != waits
    mark_confidence(table.at("a"), held.id, in_confidence=False)
    assert readable(table.at("lead"), held.id).covered.party is None


def test_a_grant_opens_one_entry_for_its_time_and_is_taken_back(table):
    entry, other = table.file(TEAM), table.file(TEAM, "the other bridge")
    start = table.world.clock()
    day = timedelta(days=1)
    made = give_grant(table.at("lead"), entry.id, "side:o", "asked", start + day, start + 3 * day)
    assert readers(table, entry) == {"lead", "team", "clerk"}
    table.later("begun", 30)
    assert readers(table, entry) == {"lead", "team", "clerk", "o"}
    assert not table.sees("o", other)
    assert [one.id for one in shown_alone(table.at("o"))] == [entry.id]
    assert shown_alone(table.at("lead")) == ()
    assert table.whole()
    with pytest.raises(InputError, match="already"):
        give_grant(table.at("lead"), entry.id, "side:o", "again")
    table.later("back", 1)
    revoke_grant(table.at("lead"), made.id, "enough")
    assert readers(table, entry) == {"lead", "team", "clerk"}
    assert table.whole()
    second = give_grant(table.at("lead"), entry.id, "side:o", "a day", until=start + 3 * day)
    assert table.sees("o", entry)
    table.later("ended", 60)
    assert not table.sees("o", entry)
    assert [g.state for g in grants_of(table.at("lead"))] == ["revoked", "ended"]
    assert second.until == start + 3 * day


def test_a_withdrawal_reaches_whom_the_entry_was_granted(table):
    entry = table.file(TEAM)
    give_grant(table.at("lead"), entry.id, "side:o", "asked")
    assert table.sees("o", entry)
    withdraw(table.at("lead"), entry.id, "a mistake")
    assert not table.sees("o", entry)


def test_a_grant_of_a_caucus_entry_asks_the_party_but_not_for_the_team(table):
    entry = table.file(caucus("a"))
    with pytest.raises(InputError, match="has not consented"):
        give_grant(table.at("lead"), entry.id, "side:o", "asked")
    assert ask_for_grant(table.at("lead"), entry.id, "side:o", "asked")
    (asked,) = consents(table.at("a"))
    assert asked.to == briefed("o")
    answer(table.at("a"), asked.id, given=True)
    assert not ask_for_grant(table.at("lead"), entry.id, "side:o", "asked")
    give_grant(table.at("lead"), entry.id, "side:o", "asked")
    assert table.sees("o", entry)
    assert not table.sees("b", entry)


def with_file(table, entry, audience, name="map"):
    table.later(name)
    words = About(Words(f"the {name}"))
    return attach(table.at("lead"), entry.act, (f"{name}.txt", b"words"), words, audience)


def shows(table, name: str, file) -> bool:
    try:
        return (
            bytes_of(table.at(name), attachment_of(table.at(name), file.act, file.id)) == b"words"
        )
    except NotFoundError:
        return False


def test_a_release_names_the_files_that_go_with_it_and_asks_again_for_another(table):
    entry = table.file(TEAM)
    files = [with_file(table, entry, TEAM, name) for name in ("map", "list")]
    fewer = with_file(table, entry, caucus("b"), "letter")
    made = propose_release(table.at("team"), entry.id, caucus("a"), "they asked")
    look = last_look(table.at("lead"), made)
    assert [file.id for file in look.files] == [file.id for file in files]
    late = with_file(table, entry, TEAM, "late")
    with pytest.raises(ConflictingEditError, match="what goes with it"):
        confirm_release(table.at("lead"), made, look.fingerprint)
    assert not any(shows(table, "a", file) for file in (*files, late))
    table.later("withdrawn")
    withdraw(table.at("lead"), late.id, "a mistake")
    confirm_release(table.at("lead"), made, last_look(table.at("lead"), made).fingerprint)
    for name in EVERYBODY:
        reads = name in {"lead", "team", "clerk", "a"}
        assert [shows(table, name, file) for file in files] == [reads, reads]
        assert shows(table, name, fewer) == (name in {"lead", "team", "clerk"})
    assert table.whole()


def test_a_grant_opens_the_files_that_were_named_for_its_time(table):
    entry = table.file(TEAM)
    file = with_file(table, entry, TEAM)
    with pytest.raises(ConflictingEditError, match="what goes with it"):
        give_grant(table.at("lead"), entry.id, "side:o", "asked")
    made = give_grant(table.at("lead"), entry.id, "side:o", "asked", files=[file.id])
    later = with_file(table, entry, TEAM, "later")
    assert {n for n in EVERYBODY if shows(table, n, file)} == {"lead", "team", "clerk", "o"}
    assert not shows(table, "o", later)
    assert [one.id for one in shown_alone(table.at("o"))] == [entry.id]
    assert table.whole()
    revoke_grant(table.at("lead"), made.id, "enough")
    assert not shows(table, "o", file)
    assert table.whole()


def test_a_party_consents_to_the_files_that_it_was_asked_about(table):
    entry = table.file(caucus("a"))
    first = with_file(table, entry, caucus("a"))
    made = propose_release(table.at("lead"), entry.id, JOINT, "it helps")
    (asked,) = consents(table.at("a"))
    assert asked.files == (first.id,)
    answer(table.at("a"), asked.id, given=True)
    assert last_look(table.at("lead"), made).may_be_released
    with_file(table, entry, caucus("a"), "another")
    assert not last_look(table.at("lead"), made).may_be_released
    assert ask_for_grant(table.at("lead"), entry.id, "side:o", "asked")


@pytest.mark.parametrize("name", ["team", "clerk", "a", "o", "public"])
def test_the_lead_mediator_alone_grants(table, name):
    entry = table.file(PUBLIC)
    with pytest.raises(NotFoundError):
        give_grant(table.at(name), entry.id, "side:o", "why")
    with pytest.raises(NotFoundError):
        grants_of(table.at(name))


def test_what_is_asked_wrongly_is_said_in_one_line(table):
    entry = table.file(TEAM)
    lead = table.at("lead")
    with pytest.raises(InputError, match="no such reader"):
        give_grant(lead, entry.id, "side:nobody", "why")
    with pytest.raises(InputError, match="says why"):
        give_grant(lead, entry.id, "side:o", " ")
    with pytest.raises(InputError, match="says why"):
        propose_release(lead, entry.id, JOINT, " ")
    with pytest.raises(NotFoundError):
        revoke_grant(lead, "0" * 32, "why")
    with pytest.raises(NotFoundError):
        readable(lead, "0" * 32)
