from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_builders import audiences, every_audience

from goodoffices.errors import InputError
from goodoffices.record.audiences import (
    JOINT,
    PUBLIC,
    TEAM,
    Audience,
    AudienceKind,
    briefed,
    caucus,
    own_room,
)


@given(audiences)
def test_a_key_reads_back(audience: Audience) -> None:
    assert Audience.parse(audience.key) == audience


def test_keys_are_all_different() -> None:
    everything = every_audience()
    assert len({a.key for a in everything}) == len(everything)


def test_spellings() -> None:
    assert [a.key for a in (TEAM, JOINT, PUBLIC)] == ["team", "joint", "public"]
    assert caucus("a").key == "caucus:a"
    assert own_room("a").key == "own:a"
    assert briefed("p", "o").key == "briefed:o,p"
    assert briefed("o", with_parties=True).key == "briefed:o+parties"


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("", "there is no audience ''"),
        ("Team", "there is no audience 'Team'"),
        ("team:a", "the audience 'team' takes no name"),
        ("team:", "'team:' is not how that audience is written. Write 'team'"),
        ("caucus", "'' is not an id"),
        ("caucus:", "'' is not an id"),
        ("caucus:A", "'A' is not an id"),
        ("caucus:a,b", "'a,b' is not an id"),
        ("own:a b", "'a b' is not an id"),
        ("briefed:", "'' is not an id"),
        ("briefed:o,", "'' is not an id"),
        ("briefed:o+", "'+' is not '+parties'"),
        ("briefed:o+party", "'+party' is not '+parties'"),
        ("briefed:p,o", "'briefed:p,o' is not how that audience is written. Write 'briefed:o,p'"),
        ("briefed:o,o", "Write 'briefed:o'"),
        ("public ", "there is no audience 'public '"),
        ("caucus:" + "a" * 41, "is not an id"),
    ],
)
def test_other_spellings_are_refused(key: str, line: str) -> None:
    with pytest.raises(InputError) as error:
        Audience.parse(key)
    assert line in str(error.value)


@given(st.text(max_size=20))
def test_any_text_is_an_audience_in_its_own_spelling_or_refused(text: str) -> None:
    with suppress(InputError):
        assert Audience.parse(text).key == text


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": AudienceKind.CAUCUS},
        {"kind": AudienceKind.TEAM, "party": "a"},
        {"kind": AudienceKind.BRIEFED},
        {"kind": AudienceKind.JOINT, "observers": frozenset({"o"})},
        {"kind": AudienceKind.JOINT, "with_parties": True},
        {"kind": AudienceKind.BRIEFED, "observers": frozenset({"O"})},
    ],
)
def test_what_makes_no_sense_cannot_be_built(fields: dict[str, object]) -> None:
    with pytest.raises(InputError):
        Audience(**fields)  # type: ignore[arg-type]  # wrong on purpose
