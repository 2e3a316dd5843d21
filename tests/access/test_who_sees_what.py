"""Every viewer against every audience, by a table written on its own."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from record_builders import OBSERVERS, PARTIES, every_audience

from goodoffices.access.decisions import (
    Answer,
    check_may_read,
    goes_along,
    may_read,
    may_see,
    narrower,
    visible_keys,
    widens,
)
from goodoffices.access.viewers import PUBLIC_VIEWER, SeatKind, Viewer, reader_of
from goodoffices.errors import InputError, NotFoundError
from goodoffices.record.audiences import Audience, AudienceKind

VIEWERS = {
    "lead": Viewer(SeatKind.LEAD),
    "team": Viewer(SeatKind.TEAM),
    "team in g": Viewer(SeatKind.TEAM, groups=frozenset({"g"})),
    "team in h": Viewer(SeatKind.TEAM, groups=frozenset({"h"})),
    "clerk": Viewer(SeatKind.CLERK),
    "clerk in g and h": Viewer(SeatKind.CLERK, groups=frozenset({"g", "h"})),
    **{f"delegate of {p}": Viewer(SeatKind.DELEGATE, side=p) for p in PARTIES},
    **{f"observer {o}": Viewer(SeatKind.OBSERVER, side=o) for o in OBSERVERS},
    "public": PUBLIC_VIEWER,
}
EVERY_PARTY = {f"delegate of {p}" for p in PARTIES}


def readers_by_the_book(audience: Audience) -> set[str]:
    """docs/audiences.md, read aloud."""
    team = {"lead", "team", "team in g", "team in h", "clerk", "clerk in g and h"}
    in_groups = {
        frozenset({"g"}): {"team in g", "clerk in g and h"},
        frozenset({"h"}): {"team in h", "clerk in g and h"},
        frozenset({"g", "h"}): {"clerk in g and h"},
    }
    named = {f"observer {o}" for o in audience.observers}
    return {
        AudienceKind.TEAM: team,
        AudienceKind.GROUP: {"lead"} | in_groups.get(audience.groups, set()),
        AudienceKind.CAUCUS: team | {f"delegate of {audience.party}"},
        AudienceKind.OWN_ROOM: {f"delegate of {audience.party}"},
        AudienceKind.JOINT: team | EVERY_PARTY,
        AudienceKind.BRIEFED: team | named | (EVERY_PARTY if audience.with_parties else set()),
        AudienceKind.PUBLIC: set(VIEWERS),
    }[audience.kind]


def readers(audience: Audience) -> set[str]:
    return {name for name, viewer in VIEWERS.items() if may_see(viewer, audience)}


@pytest.mark.parametrize("audience", every_audience(), ids=lambda a: a.key)
def test_readers_are_those_of_the_table(audience: Audience) -> None:
    assert readers(audience) == readers_by_the_book(audience)


@pytest.mark.parametrize("audience", every_audience(), ids=lambda a: a.key)
@pytest.mark.parametrize("name", VIEWERS)
def test_answer_has_a_reason_and_refusal_is_not_found(name: str, audience: Audience) -> None:
    viewer = VIEWERS[name]
    answer = may_see(viewer, audience)
    assert isinstance(answer, Answer)
    assert answer.reason
    if answer:
        check_may_read(viewer, "entry", audience)
    else:
        with pytest.raises(NotFoundError, match="There is nothing here"):
            check_may_read(viewer, "entry", audience)


@pytest.mark.parametrize("audience", every_audience(), ids=lambda a: a.key)
@pytest.mark.parametrize("name", VIEWERS)
def test_a_grant_opens_its_entry_and_no_other(name: str, audience: Audience) -> None:
    viewer = replace(VIEWERS[name], granted=frozenset({"this"}))
    assert may_read(viewer, "this", audience)
    assert bool(may_read(viewer, "that", audience)) == (name in readers_by_the_book(audience))
    assert bool(may_see(viewer, audience)) == (name in readers_by_the_book(audience))


@pytest.mark.parametrize("name", VIEWERS)
def test_keys_are_those_of_the_audiences_one_may_see(name: str) -> None:
    everything = every_audience()
    expected = {a.key for a in everything if name in readers_by_the_book(a)}
    assert visible_keys(VIEWERS[name], everything) == expected


def test_two_marks_combine_to_the_readers_of_both() -> None:
    for one, other in itertools.product(every_audience(), repeat=2):
        both = readers_by_the_book(one) & readers_by_the_book(other)
        mark = narrower(one, other)
        assert (readers(mark) if mark else set()) == both, (one.key, other.key)
        assert mark == narrower(other, one)


def test_what_widens_keeps_every_reader_and_has_more() -> None:
    for old, new in itertools.product(every_audience(), repeat=2):
        before, after = readers_by_the_book(old), readers_by_the_book(new)
        assert widens(old, new) == (before < after), (old.key, new.key)


def test_only_the_team_is_in_groups() -> None:
    with pytest.raises(InputError, match="no group"):
        Viewer(SeatKind.OBSERVER, side="o", groups=frozenset({"g"}))


@pytest.mark.parametrize("name", VIEWERS)
def test_before_interests_are_declared_only_what_is_public_is_seen(name: str) -> None:
    viewer = replace(VIEWERS[name], undeclared=True)
    assert visible_keys(viewer, every_audience()) == {"public"}


@pytest.mark.parametrize("party", PARTIES)
def test_a_preview_leaves_out_a_party_s_own_room_and_nothing_else(party: str) -> None:
    delegate = VIEWERS[f"delegate of {party}"]
    left_out = visible_keys(delegate, every_audience()) - visible_keys(
        replace(delegate, preview=True), every_audience()
    )
    assert left_out == {f"own:{party}"}


def test_no_mark_is_seen_by_nobody() -> None:
    assert all(readers(audience) for audience in every_audience())


def test_stranger_to_a_case_is_turned_away_from_all_but_the_public() -> None:
    """A delegate or observer named in no audience sees what is public, and joint as a party."""
    observer = Viewer(SeatKind.OBSERVER, side="stranger")
    assert visible_keys(observer, every_audience()) == {"public"}
    delegate = Viewer(SeatKind.DELEGATE, side="o")
    seen = visible_keys(delegate, every_audience())
    assert all(key in {"public", "joint"} or key.endswith("+parties") for key in seen)


@pytest.mark.parametrize("kind", SeatKind)
def test_delegates_and_observers_name_a_side_and_no_other_seat_does(kind: SeatKind) -> None:
    of_a_side = kind in {SeatKind.DELEGATE, SeatKind.OBSERVER}
    good, bad = (
        (Viewer(kind, side="a"), {"side": None}) if of_a_side else (Viewer(kind), {"side": "a"})
    )
    assert good.in_team == (kind in {SeatKind.LEAD, SeatKind.TEAM, SeatKind.CLERK})
    with pytest.raises(InputError, match=f"'{kind}'"):
        Viewer(kind, **bad)


def test_shared_with_another_is_what_both_see() -> None:
    for (one, other), audience in itertools.product(
        itertools.product(VIEWERS.values(), repeat=2), every_audience()
    ):
        both = bool(may_see(one, audience)) and bool(may_see(other, audience))
        assert bool(may_see(replace(one, shared_with=other), audience)) is both


def test_a_single_entry_is_shared_where_both_read_it() -> None:
    team, public = VIEWERS["team"], VIEWERS["public"]
    in_group, joint = Audience.parse("group:g"), Audience.parse("joint")
    opened = replace(team, granted=frozenset({"e"}))
    assert may_read(replace(opened, shared_with=VIEWERS["team in g"]), "e", in_group)
    assert not may_read(replace(opened, shared_with=team), "e", in_group)
    assert not may_read(replace(opened, shared_with=public), "e", joint)
    granted = replace(public, granted=frozenset({"e"}))
    assert not may_read(replace(team, shared_with=granted), "e", joint)


def test_a_file_goes_along_only_with_what_the_same_people_read():
    for file, told in itertools.product(every_audience(), repeat=2):
        if goes_along(file, told):
            assert readers_by_the_book(file) == readers_by_the_book(told)
            assert file.party == told.party
    assert all(goes_along(one, one) for one in every_audience())


def is_written_for(audience: Audience) -> bool:
    if audience.kind is AudienceKind.BRIEFED:
        return len(audience.observers) == 1 and not audience.with_parties
    return audience.kind not in {AudienceKind.GROUP, AudienceKind.OWN_ROOM}


@pytest.mark.parametrize("audience", every_audience(), ids=lambda one: one.key)
def test_the_reader_of_an_audience_sees_what_every_reader_of_it_sees(audience):
    if not is_written_for(audience):
        with pytest.raises(InputError, match="is not written for"):
            reader_of(audience)
        return
    reader = reader_of(audience)
    assert may_see(reader, audience)
    for other in every_audience():
        if may_see(reader, other):
            assert readers(audience) <= readers_by_the_book(other), other.key
