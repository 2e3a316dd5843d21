"""Grants against a plain restatement of when and for whom one is open."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from goodoffices.access.grants import Grant, GrantState, granted_to, stands_for
from goodoffices.access.viewers import PUBLIC_VIEWER, SeatKind, Viewer
from goodoffices.errors import InputError

NOON = datetime(2022, 2, 28, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
VIEWERS = [
    Viewer(SeatKind.LEAD, seat="lead"),
    Viewer(SeatKind.TEAM, seat="t"),
    Viewer(SeatKind.DELEGATE, side="a", seat="one"),
    Viewer(SeatKind.DELEGATE, side="a", seat="two"),
    Viewer(SeatKind.DELEGATE, side="b", seat="three"),
    Viewer(SeatKind.OBSERVER, side="o", seat="four"),
    PUBLIC_VIEWER,
]
INSTANTS = [None, NOON - 2 * HOUR, NOON, NOON + HOUR]


def grants():
    for to, since, until, revoked in itertools.product(
        [{"seat": "one"}, {"seat": "t"}, {"side": "a"}, {"side": "o"}],
        [NOON - 3 * HOUR, NOON, NOON + HOUR / 2],
        INSTANTS,
        INSTANTS,
    ):
        if until is None or until > since:
            yield Grant("g", "entry", since, until=until, revoked=revoked, **to)


def open_by_the_book(grant: Grant, viewer: Viewer) -> bool:
    meant = {"one": ["one"], "t": ["t"], "a": ["one", "two"], "o": ["four"]}
    return (
        viewer.seat in meant[grant.seat or grant.side]
        and grant.since <= NOON
        and (grant.until is None or grant.until > NOON)
        and (grant.revoked is None or grant.revoked > NOON)
    )


def test_a_grant_is_open_to_whom_and_when_it_says():
    tried = set()
    for grant, viewer in itertools.product(grants(), VIEWERS):
        answer = stands_for(grant, viewer, NOON)
        assert bool(answer) == open_by_the_book(grant, viewer), (grant, viewer)
        assert answer.reason
        assert granted_to(viewer, [grant], NOON) == ({"entry"} if answer else set())
        tried.add((bool(answer), grant.state(NOON)))
    assert {state for _, state in tried} == set(GrantState)


def test_a_seat_of_the_team_named_like_a_side_gets_nothing():
    grant = Grant("g", "entry", NOON, side="lead")
    assert not stands_for(grant, VIEWERS[0], NOON)


@pytest.mark.parametrize("to", [{}, {"seat": "one", "side": "a"}])
def test_a_grant_names_one_reader(to):
    with pytest.raises(InputError, match="a seat or a side"):
        Grant("g", "entry", NOON, **to)


def test_a_grant_does_not_end_before_it_begins():
    with pytest.raises(InputError, match="before it begins"):
        Grant("g", "entry", NOON, seat="one", until=NOON)


def test_nothing_is_granted_before_interests_are_declared():
    grant = Grant("g", "entry", NOON, seat="four")
    assert granted_to(VIEWERS[5], [grant], NOON) == {"entry"}
    assert granted_to(replace(VIEWERS[5], undeclared=True), [grant], NOON) == set()
    with_files = replace(grant, files=frozenset({"map", "list"}))
    assert granted_to(VIEWERS[5], [with_files], NOON) == {"entry", "map", "list"}
