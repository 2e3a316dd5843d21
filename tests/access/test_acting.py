from __future__ import annotations

from dataclasses import replace

import pytest
from record_builders import OBSERVERS, PARTIES

from goodoffices.access.acting import (
    Action,
    Room,
    audiences_open_to,
    check_has_room,
    check_may,
    check_may_ask_what_is_known,
    may,
    must_declare_first,
    rooms_of,
)
from goodoffices.access.decisions import may_see
from goodoffices.access.viewers import PUBLIC_VIEWER, SeatKind, Viewer
from goodoffices.errors import NotFoundError
from goodoffices.record.audiences import Audience, AudienceKind

LEAD = Viewer(SeatKind.LEAD)
TEAM = Viewer(SeatKind.TEAM)
DELEGATE = Viewer(SeatKind.DELEGATE, side="a")
OBSERVER = Viewer(SeatKind.OBSERVER, side="o")
CLERK = Viewer(SeatKind.CLERK)
VIEWERS = {v.kind: v for v in (LEAD, TEAM, CLERK, DELEGATE, OBSERVER, PUBLIC_VIEWER)}

_CLERKS = {Action.FILE, Action.READ_REPORTS, Action.PREPARE}
_TEAMS = {*_CLERKS, Action.TELL, Action.MODEL, Action.PROPOSE_RELEASE, Action.TABLE}
ALLOWED_TO = {
    SeatKind.LEAD: {*_TEAMS, Action.RELEASE, Action.TAKE_AWAY, Action.MANAGE, Action.DECLARE},
    SeatKind.TEAM: {*_TEAMS, Action.DECLARE},
    SeatKind.CLERK: {*_CLERKS, Action.DECLARE},
    SeatKind.DELEGATE: {Action.CONSENT, Action.STATE_PREFERENCES, Action.ANSWER},
    SeatKind.OBSERVER: {Action.DECLARE},
    SeatKind.PUBLIC: set(),
}
ROOMS_OF_FEW = {
    SeatKind.CLERK: set(Room)
    - {Room.CONFLICT, Room.SETTLEMENT, Room.TALKS, Room.AGREEMENT, Room.OWN},
    SeatKind.DELEGATE: set(Room) - {Room.READING, Room.CONFLICT, Room.SETTLEMENT, Room.PEOPLE},
    SeatKind.OBSERVER: {Room.OVERVIEW, Room.RECORD, Room.BRIEF, Room.AUDIENCES},
    SeatKind.PUBLIC: {Room.OVERVIEW, Room.RECORD},
}


def test_every_kind_of_seat_is_tried() -> None:
    assert set(VIEWERS) == set(SeatKind)


@pytest.mark.parametrize("kind", SeatKind)
@pytest.mark.parametrize("action", Action)
def test_only_the_named_seats_act(kind: SeatKind, action: Action) -> None:
    answer = may(VIEWERS[kind], action)
    assert bool(answer) == (action in ALLOWED_TO[kind])
    assert kind in answer.reason
    assert action in answer.reason
    if answer:
        check_may(VIEWERS[kind], action)
    else:
        with pytest.raises(NotFoundError, match="There is nothing here"):
            check_may(VIEWERS[kind], action)


@pytest.mark.parametrize("kind", SeatKind)
@pytest.mark.parametrize("room", Room)
def test_rooms_of_each_seat(kind: SeatKind, room: Room) -> None:
    expected = ROOMS_OF_FEW.get(kind, set(Room) - {Room.OWN})
    assert set(rooms_of(VIEWERS[kind])) == expected
    if room in expected:
        check_has_room(VIEWERS[kind], room)
    else:
        with pytest.raises(NotFoundError, match="There is nothing here"):
            check_has_room(VIEWERS[kind], room)


def test_rooms_come_in_the_order_of_the_work() -> None:
    for viewer in VIEWERS.values():
        assert list(rooms_of(viewer)) == [room for room in Room if room in rooms_of(viewer)]


@pytest.mark.parametrize("kind", SeatKind)
def test_one_writes_only_for_audiences_one_sees(kind: SeatKind) -> None:
    viewer = VIEWERS[kind]
    keys = [a.key for a in audiences_open_to(viewer, PARTIES, OBSERVERS)]
    assert all(may_see(viewer, a) for a in audiences_open_to(viewer, PARTIES, OBSERVERS))
    assert keys == {
        SeatKind.LEAD: [
            "team", "caucus:a", "caucus:b", "briefed:o", "briefed:p", "briefed:q", "joint", "public"
        ],
        SeatKind.TEAM: [
            "team", "caucus:a", "caucus:b", "briefed:o", "briefed:p", "briefed:q", "joint", "public"
        ],
        SeatKind.CLERK: ["team"],
        SeatKind.DELEGATE: ["own:a", "caucus:a", "joint", "public"],
        SeatKind.OBSERVER: ["briefed:o", "public"],
        SeatKind.PUBLIC: ["public"],
    }[kind]  # fmt: skip


def test_groups_are_written_for_by_those_who_see_them() -> None:
    member = Viewer(SeatKind.TEAM, groups=frozenset({"g"}))
    assert [a.key for a in audiences_open_to(member, (), (), ("g", "h"))][:2] == ["group:g", "team"]
    assert [a.key for a in audiences_open_to(LEAD, (), (), ("g", "h"))][:3] == [
        "group:g",
        "group:h",
        "team",
    ]
    assert audiences_open_to(CLERK, ("a",), ("o",), ("g",)) == (Audience(AudienceKind.TEAM),)


@pytest.mark.parametrize(
    ("viewer", "sides"),
    [
        (LEAD, {"a", "b", "o"}),
        (TEAM, {"a", "b", "o"}),
        (CLERK, {"a", "b", "o"}),
        (DELEGATE, {"a"}),
        (OBSERVER, {"o"}),
        (PUBLIC_VIEWER, set()),
    ],
)
def test_the_team_asks_what_anybody_knows_and_others_of_themselves(
    viewer: Viewer, sides: set[str]
) -> None:
    for side in ("a", "b", "o"):
        if side in sides:
            check_may_ask_what_is_known(viewer, side)
        else:
            with pytest.raises(NotFoundError, match="There is nothing here"):
                check_may_ask_what_is_known(viewer, side)


@pytest.mark.parametrize("kind", SeatKind)
def test_who_has_yet_to_declare_interests_has_nothing_but_the_page_for_it(kind: SeatKind) -> None:
    viewer = replace(VIEWERS[kind], undeclared=True)
    assert rooms_of(viewer) == ()
    assert {a for a in Action if may(viewer, a)} == {Action.DECLARE} & ALLOWED_TO[kind]
    open_to = audiences_open_to(viewer, PARTIES, OBSERVERS, ("g",))
    assert {a.key for a in open_to} == (set() if viewer.in_team else {"public"})


def test_team_clerks_and_observers_declare_first() -> None:
    kinds = {kind for kind in SeatKind if must_declare_first(kind)}
    assert kinds == {SeatKind.TEAM, SeatKind.CLERK, SeatKind.OBSERVER}


def test_a_preview_has_the_rooms_of_the_seat_but_a_party_s_own() -> None:
    for viewer in VIEWERS.values():
        left_out = set(rooms_of(viewer)) - set(rooms_of(replace(viewer, preview=True)))
        assert left_out == {Room.OWN} & set(rooms_of(viewer))
    assert Room.OWN in rooms_of(DELEGATE)
