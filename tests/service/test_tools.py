"""The tools read only a part of the record, and find there what the whole record says."""

from __future__ import annotations

import pytest
from two_worlds import VIEWERS, make_base, make_pair, playing

from goodoffices.access.decisions import may_read
from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.errors import InputError, NotFoundError
from goodoffices.record.accounts import Account, Link, LinkKind, Mention, Words
from goodoffices.record.acts import Withdrawal, compose
from goodoffices.record.asked import open_offers
from goodoffices.record.audiences import PUBLIC, TEAM, Audience
from goodoffices.record.contacts import balance_of
from goodoffices.record.days import in_order
from goodoffices.record.declarations import Declaration, DeclarationKind
from goodoffices.record.fundamentals import Fundamental, Pin, fundamentals
from goodoffices.record.issues import positions
from goodoffices.record.knowledge import may_know
from goodoffices.record.places import END, UNDATED
from goodoffices.record.readiness import chances, readiness
from goodoffices.record.stance import said_in_public
from goodoffices.record.venues import VENUE_KINDS, key_of, venues
from goodoffices.record.vocabulary import ActKind
from goodoffices.service import tools
from goodoffices.service.declarations import declarations, declare
from goodoffices.service.pins import pin_act, pins, take_down
from goodoffices.service.record import file_account, filed, view
from goodoffices.store import marks, queries
from goodoffices.store.genres import Genre

pytestmark = pytest.mark.django_db


@pytest.fixture
def base():
    return make_base()


@pytest.mark.parametrize("seed", range(6))
def test_a_part_of_the_record_says_what_the_whole_says(seed, base, monkeypatch):
    monkeypatch.setattr(tools, "_PAGE", 3)
    monkeypatch.setattr(marks, "_FEW", 1)
    script, _ = make_pair(40_000 + seed, VIEWERS["party"][1], visible=12, hidden=12)
    with playing(script, base):
        for name in ("lead", "a", "o", "public"):
            at = base.places[name]
            whole = view(at)
            given = whole.acts, at.frame, whole.as_of
            asked = open_offers(whole.acts, whole.standings, whole.as_of)
            assert tools.offers(at).found == asked
            assert tools.venues_told(at, len(whole.acts)).found == tools.Venues(
                venues(*given), readiness(*given), chances(*given), is_all=True
            )
            the_latest_of_places(at, whole, 2)
            assert tools.positions_held(at).found == positions(*given)
            assert tools.profile(at).found.said == said_in_public(*given)
            assert the_last_said(at, 3) == plainly_last_said(whole, at, 3)
            assert through_pages(at) == [one.act for one in newest_first(asked, whole)]
            if name == "lead":
                assert tools.balance(at).found == balance_of(*given)
                assert tools.ledger(at) == whole.briefings
                assert the_latest_showing(at, 2) == plainly_showing(whole, at, 2)
            for side in tools.readers_asked_about(at):
                known = tools.knowledge(at, side.id).found
                plain = may_know(side, known.sees, whole.briefings, at.frame)
                assert known == plain
                assert [act.id for act in known.sees] == plainly_shared(at, side.id)


def test_a_draft_has_the_proposals_that_name_no_party_too(base):
    lead = base.places["lead"]
    base.actions.begin("drafts", 1.0)
    mediator, party = Mention(lead.frame.mediator.name), Mention(lead.frame.parties[0].name)
    first = Account(ActKind.PROPOSE, Words("a text"), actors=(mediator,), targets=(party,))
    shown = file_account(lead, first, TEAM).act
    follows = (Link(LinkKind.FOLLOWS, shown),)
    again = Account(ActKind.PROPOSE, Words("its second form"), actors=(mediator,), links=follows)
    second = file_account(lead, again, TEAM).act
    (draft,) = tools.balance(lead).found.drafts
    assert set(draft.acts) == {shown, second}
    whole = view(lead)
    assert tools.balance(lead).found == balance_of(whole.acts, lead.frame, whole.as_of)


def newest(act):
    """As pages stand: dated acts by place, the last first, then those without a date."""
    return act.place < UNDATED, act.place


def newest_first(found, whole):
    return sorted(found, key=lambda one: whole.act(one.act).place, reverse=True)


def through_pages(at):
    """The open offers, page after page."""
    found, before = [], END
    while before:
        looked, met = tools.offers_page(at, "", before)
        found += [one.act for one in looked.found]
        before = met.earlier
    return found


def the_latest_of_places(at, whole, most):
    """Of the words those of the latest acts at least, each as in the whole; who came, exactly."""
    naming = [act for act in whole.acts if _names_a_place([f.account for f in act.accounts])]
    found = tools.venues_told(at, most).found
    assert found.is_all == (len(naming) <= most)
    given = whole.acts, at.frame, whole.as_of
    assert found.ready == readiness(*given)
    states = [(one.ready, one.other, one.state, one.since) for one in found.chances]
    assert states == [(c.ready, c.other, c.state, c.since) for c in chances(*given)]
    told = {(key_of(v.name), word) for v in found.venues for word in v.words}
    plain = {(key_of(v.name), word) for v in venues(*given) for word in v.words}
    last = {act.id for act in sorted(naming, key=newest, reverse=True)[:most]}
    assert {one for one in plain if one[1].act in last} <= told <= plain


def _names_a_place(accounts):
    return any(a.venue for a in accounts) and any(a.kind in VENUE_KINDS for a in accounts)


def the_last_said(at, most):
    return {(one.act, one.account, one.by) for one in tools.profile(at, most).found.said}


def plainly_last_said(whole, at, most):
    """Of the acts by which something is said, newest first, the first with so many words."""
    told, words = [], set()
    for act in sorted(whole.acts, key=newest, reverse=True):
        if len(told) < most:
            told += said_in_public([act], at.frame, whole.as_of)
    for one in sorted(told, key=lambda one: in_order(whole.act(one.act)))[-most:]:
        words.add((one.act, one.account, one.by))
    return words


def the_latest_showing(at, most):
    found = tools.fundamentals_latest(at, most).found
    return [(one.fundamental, one.acts, one.more, one.pins) for one in found]


def plainly_showing(whole, at, most):
    rows = fundamentals(whole.acts, pins(at), at.frame, whole.as_of)
    found = []
    for one in rows:
        acts = sorted(map(whole.act, one.acts), key=newest, reverse=True)
        ids = tuple(act.id for act in acts)
        found.append((one.fundamental, ids[:most], len(ids) > most, one.pins))
    return found


def plainly_shared(at, side):
    """Every entry opened, and those kept that the other may read too."""
    if not at.viewer.in_team:
        return []
    kind = SeatKind.DELEGATE if side in {"a", "b"} else SeatKind.OBSERVER
    genres = (Genre.ACCOUNT, Genre.WITHDRAWAL)
    opened = queries.entries(at.viewer, at.case_id, at.world.keys, *genres)
    other = Viewer(kind, side=side)
    both = [one for one in opened if may_read(other, one.id, one.audience)]
    accounts = [filed(one) for one in both if one.genre is Genre.ACCOUNT]
    gone = [Withdrawal(e.payload["entry"], e.entered) for e in both if e.genre is Genre.WITHDRAWAL]
    return [act.id for act in compose(accounts, gone)]


def account(words: str) -> Account:
    return Account(kind=ActKind.STATE_POSITION, claim=Words(words))


def test_the_team_reads_what_a_side_sees_without_its_own_room(base):
    lead = base.places["lead"]
    base.actions.begin("test", 1.0)
    for words, audience in [
        ("to all", "public"),
        ("in caucus", "caucus:a"),
        ("of the other", "caucus:b"),
        ("in the team", "team"),
    ]:
        file_account(lead, account(words), Audience.parse(audience))
    seen = tools.knowledge(lead, "a").found.sees
    assert {act.leading.claim.text for act in seen} == {"to all", "in caucus"}
    assert [s.id for s in tools.readers_asked_about(lead)] == ["a", "b", "o"]
    assert [s.id for s in tools.readers_asked_about(base.places["b"])] == ["b"]


@pytest.mark.parametrize(("who", "side"), [("a", "b"), ("o", "a"), ("public", "a"), ("lead", "x")])
def test_nobody_asks_about_another_side(who, side, base):
    with pytest.raises(NotFoundError):
        tools.knowledge(base.places[who], side)


@pytest.mark.parametrize("who", ["a", "b", "o", "public"])
@pytest.mark.parametrize("tool", [tools.ledger, tools.balance, tools.fundamentals_shown])
def test_the_teams_planning_is_not_there_for_others(who, tool, base):
    with pytest.raises(NotFoundError):
        tool(base.places[who])


# MT 8
def test_a_declaration_is_read_by_its_readers_and_revised_for_them(base):
    lead = base.places["lead"]
    base.actions.begin("test", 1.0)
    secret = file_account(lead, account("in the team"), TEAM).act
    told = Declaration(DeclarationKind.TIE, Words("a treaty"), "a", rests_on=(secret,))
    first = declare(lead, told, PUBLIC)
    declare(lead, Declaration(DeclarationKind.LEVERAGE, Words("trade"), "b"), TEAM)
    assert [d.declaration.words.text for d in declarations(base.places["a"])] == ["a treaty"]
    assert len(declarations(lead)) == 2
    # what it rests on shows to those alone who see that
    (shown,) = tools.profile(base.places["public"]).found.declared
    assert shown.declaration.rests_on == ()
    assert tools.profile(lead).found.declared[0].declaration.rests_on == (secret,)
    ended = Declaration(DeclarationKind.TIE, Words("a treaty"), "a", ended=True)
    declare(lead, ended, PUBLIC, supersedes=first)
    assert declarations(base.places["a"]) == ()
    with pytest.raises(InputError, match="no side 'zz'"):
        declare(lead, Declaration(DeclarationKind.TIE, Words("x"), "zz"), TEAM)


@pytest.mark.parametrize("who", ["a", "o", "public"])
def test_nobody_else_declares_or_pins(who, base):
    at = base.places[who]
    with pytest.raises(NotFoundError):
        declare(at, Declaration(DeclarationKind.INTEREST, Words("x")), PUBLIC)
    with pytest.raises(NotFoundError):
        pin_act(at, Pin("f" * 32, Fundamental.CONSENT))
    with pytest.raises(NotFoundError):
        take_down(at, "f" * 32)


def test_a_pin_stands_until_it_is_taken_down(base):
    lead = base.places["lead"]
    base.actions.begin("test", 1.0)
    act = file_account(lead, account("they came"), PUBLIC).act
    pinned = pin_act(lead, Pin(act, Fundamental.INCLUSIVITY, "all came"))
    assert [p.pin.why for p in pins(base.places["team"])] == ["all came"]
    assert pins(base.places["a"]) == ()
    take_down(base.places["team"], pinned)
    assert pins(lead) == ()
    with pytest.raises(NotFoundError):
        pin_act(lead, Pin("f" * 32, Fundamental.CONSENT))
