"""The team writes the brief for others: it holds what all of them may see, and nothing more."""

from __future__ import annotations

import pytest
from worlds import make_case, make_world

from goodoffices.access.decisions import may_see
from goodoffices.access.viewers import reader_of
from goodoffices.brief.markdown import to_markdown
from goodoffices.errors import InputError, NotFoundError
from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import (
    JOINT,
    LEAD_ALONE,
    PUBLIC,
    TEAM,
    Audience,
    briefed,
    caucus,
    own_room,
)
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.brief import Order, brief_of, choices
from goodoffices.service.record import file_account

AUDIENCES = (TEAM, caucus("a"), caucus("b"), JOINT, briefed("o"), PUBLIC)
SEEN = {
    "team": "team caucus:a caucus:b joint briefed:o public",
    "caucus:a": "caucus:a joint public",
    "caucus:b": "caucus:b joint public",
    "joint": "joint public",
    "briefed:o": "briefed:o public",
    "public": "public",
}


@pytest.mark.parametrize("key", SEEN)
def test_a_reader_sees_what_everybody_of_the_audience_sees(key: str) -> None:
    reader = reader_of(Audience.parse(key))
    assert [one.key for one in AUDIENCES if may_see(reader, one)] == SEEN[key].split()
    assert not may_see(reader, own_room("a"))
    assert not may_see(reader, LEAD_ALONE)


@pytest.mark.parametrize("key", ["own:a", "group:lead", "briefed:o+parties"])
def test_some_audiences_are_nobody_s_as_such(key: str) -> None:
    with pytest.raises(InputError, match="a brief is not written for"):
        reader_of(Audience.parse(key))


@pytest.fixture
def places(db):
    world, actions = make_world()
    made = make_case(world, actions)
    for number, audience in enumerate(AUDIENCES):
        actions.begin(f"file{number}", 1.0)
        word = f"word{number}"
        told = Account(kind=ActKind.MEET, claim=Words(word), title=word)
        file_account(made["lead"], told, audience)
    actions.begin("brief", 2.0)
    return made


@pytest.mark.parametrize("key", SEEN)
def test_the_brief_for_an_audience_holds_its_entries_alone(places, key: str) -> None:
    text = to_markdown(brief_of(places["lead"], Order(audience=key)))
    held = [one.key for k, one in enumerate(AUDIENCES) if f"word{k}" in text]
    assert held == SEEN[key].split()


def test_delegates_and_observers_write_for_nobody(places) -> None:
    for who in ("a", "o", "clerk"):
        assert choices(places[who]) == ()
        with pytest.raises(NotFoundError):
            brief_of(places[who], Order(audience="public"))


def test_an_audience_that_is_not_there_is_one_clear_line(places) -> None:
    with pytest.raises(InputError, match="there is no audience 'caucus:x' in this case"):
        brief_of(places["lead"], Order(audience="caucus:x"))
