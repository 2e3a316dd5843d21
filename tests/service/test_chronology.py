"""The record a page at a time, against its plain twin: compose everything, then cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from two_worlds import KINDS, make_base, make_pair, perform

from goodoffices.access.viewers import SeatKind, Viewer
from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import JOINT, Audience
from goodoffices.record.briefings import BriefingState
from goodoffices.record.dates import RecordDate
from goodoffices.record.places import END, UNDATED
from goodoffices.record.vocabulary import ActKind
from goodoffices.service import chronology, overview
from goodoffices.service.chronology import EVERYTHING, Asked, Page, latest, page
from goodoffices.service.record import act_of, around, file_account, view, withdraw
from goodoffices.store import marks

if TYPE_CHECKING:
    from goodoffices.record.acts import Act
    from goodoffices.service.at import At

pytestmark = pytest.mark.django_db

SEATS = ("lead", "team", "a", "b", "o", "public")
VIEWER = Viewer(SeatKind.DELEGATE, side="a")
of_random_records = settings(
    max_examples=settings.default.max_examples // 3,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def base(db):
    return make_base()


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch):
    """So that a small record is walked in several, and few subjects are not all of them."""
    monkeypatch.setattr(marks, "_FEW", 1)
    monkeypatch.setattr(chronology, "_FIRST", 2)
    monkeypatch.setattr(chronology, "_MOST", 4)
    monkeypatch.setattr(chronology, "_LEAST", 1)
    monkeypatch.setattr(chronology, "_WORTH_A_LOOK", 1)


def asked_of(at: At) -> st.SearchStrategy[Asked]:
    frame = at.frame
    return st.builds(
        Asked,
        kinds=st.sets(st.sampled_from(KINDS), max_size=3).map(frozenset),
        side=st.sampled_from([None, frame.mediator, *frame.parties]),
        contested=st.booleans(),
        open_now=st.booleans(),
    ) | st.just(EVERYTHING)


def plainly(at: At, asked: Asked) -> list[Act]:
    record = view(at)
    return [act for act in record.acts if asked.lets_through(act, record.standing_of(act.id))]


def cut(acts: list[Act], most: int) -> list[list[Act]]:
    pages: list[list[Act]] = []
    for act in acts:
        if pages and sum(len(a.accounts) for a in [*pages[-1], act]) <= most:
            pages[-1].append(act)
        else:
            pages.append([act])
    return pages


def forwards(at: At, asked: Asked, most: int) -> list[Page]:
    found = [page(at, asked, most=most)]
    while found[-1].later:
        found.append(page(at, asked, after=found[-1].later, most=most))
    return found


def backwards(at: At, asked: Asked, most: int) -> list[Page]:
    found = [page(at, asked, before=END, most=most)]
    while found[-1].earlier:
        found.append(page(at, asked, before=found[-1].earlier, most=most))
    return found


@of_random_records
@given(data=st.data(), seed=st.integers(0, 1_000_000), most=st.integers(1, 6))
def test_pages_are_the_whole_record_cut(base, data, seed, most):
    script, _ = make_pair(seed, VIEWER, visible=10, hidden=10)
    at = base.places[data.draw(st.sampled_from(SEATS))]
    asked = data.draw(asked_of(at))
    with transaction.atomic():
        perform(script, base)
        chosen, whole = plainly(at, asked), view(at)
        pages = forwards(at, asked, most)
        assert [list(p.record.acts) for p in pages if p.record.acts] == cut(chosen, most)
        for one in pages:
            for act in one.record.acts:
                assert one.record.standing_of(act.id) == whole.standing_of(act.id)
        assert [bool(p.earlier) for p in pages] == [k > 0 for k in range(len(pages))]
        back = [act for p in backwards(at, asked, most) for act in reversed(p.record.acts)]
        assert back == list(reversed(chosen))
        transaction.set_rollback(True)


DATES = (
    *("2022-02", "2022-02-27", "2022-02-27~", "2022-02-27/2022-02-28", "2022-02-26/..", "../2022"),
    *("202X", "9999-12-31", "2022-02-28/9999-12-31", "../9999-12-31"),
)


@of_random_records
@given(
    told=st.lists(
        st.tuples(
            st.integers(0, 3),
            st.sampled_from(["team", "joint", "caucus:a", "public"]),
            st.sampled_from([None, *map(RecordDate, DATES)]),
        ),
        min_size=4,
        max_size=14,
    ),
    most=st.integers(1, 6),
)
def test_whatever_the_dates_each_act_is_met_once_and_in_order(base, told, most):
    with transaction.atomic():
        lead, filed = base.places["lead"], []
        for number, (act, audience, when) in enumerate(told):
            base.actions.begin(f"account {number}", number)
            account = Account(ActKind.MEET, Words("met"), happened=when)
            of = f"{act:032x}"
            filed.append(file_account(lead, account, Audience.parse(audience), act=of))
        base.actions.begin("withdrawal", 99)
        withdraw(lead, filed[len(filed) // 2].id, "an error")
        for who in ("lead", "a", "b"):
            at = base.places[who]
            whole = plainly(at, EVERYTHING)
            pages = forwards(at, EVERYTHING, most)
            assert [list(p.record.acts) for p in pages if p.record.acts] == cut(whole, most)
            back = [act for p in backwards(at, EVERYTHING, most) for act in reversed(p.record.acts)]
            assert back == list(reversed(whole))
        transaction.set_rollback(True)


@of_random_records
@given(seed=st.integers(0, 1_000_000), who=st.sampled_from(SEATS))
def test_a_part_is_as_it_is_in_the_whole(base, seed, who):
    script, _ = make_pair(seed, VIEWER, visible=10, hidden=10)
    at = base.places[who]
    with transaction.atomic():
        perform(script, base)
        whole = view(at)
        for act in whole.acts:
            found, beside = act_of(at, act.id)
            assert found == act
            assert beside.standing_of(act.id) == whole.standing_of(act.id)
            assert beside.briefings == tuple(b for b in whole.briefings if b.contact == act.id)
            linked = {x.id for x in whole.acts if act.id in {link.act for link in x.links}}
            assert linked.union(link.act for link in act.links) <= {x.id for x in beside.known}
        half = {act.id for act in whole.acts[::2]}
        assert around(at, half).acts == whole.acts[::2]
        assert around(at, half).standings == tuple(s for s in whole.standings if s.act in half)
        transaction.set_rollback(True)


@of_random_records
@given(seed=st.integers(0, 1_000_000), who=st.sampled_from(SEATS))
def test_the_overview_is_the_latest_of_the_whole(base, seed, who):
    script, _ = make_pair(seed, VIEWER, visible=10, hidden=10)
    at = base.places[who]
    with transaction.atomic():
        perform(script, base)
        whole = view(at)
        dated = [act for act in whole.acts if act.place < UNDATED]
        newest = [*reversed(dated), *reversed(whole.acts[len(dated) :])]
        assert [met.act for met in latest(at)] == newest
        glance = overview.Glance(at)
        assert glance.is_empty() == (not newest)
        assert {met.act.id for met in glance.open_offers().some} == {
            s.act for s in whole.standings if s.is_open
        }
        assert list(glance.contested_acts().some) == [act for act in newest if act.contested]
        waiting = tuple(b for b in whole.briefings if b.state is not BriefingState.DONE)
        assert overview.briefings_to_give(at).record.briefings == waiting
        for position in glance.where_sides_stand():
            own = [
                act
                for act in reversed(dated)
                if not act.leading.planned and any(map(position.side.is_meant_by, act.actors))
            ]
            assert list(position.latest) == own[:3]
        transaction.set_rollback(True)


def test_what_is_opened_for_a_page_does_not_grow_with_the_record(base, monkeypatch):
    lead, opened = base.places["lead"], []
    open_texts = base.world.keys.open

    def counted(sealed, **asked):
        opened.extend(sealed)
        return open_texts(sealed, **asked)

    for number in range(40):
        base.actions.begin(f"account {number}", number)
        file_account(lead, Account(ActKind.MEET, Words("met")), JOINT)
    monkeypatch.setattr(base.world.keys, "open", counted)
    assert len(page(lead, most=3).record.acts) == 3
    assert len(opened) < 10
