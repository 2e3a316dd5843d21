"""The gazetteer: built from open data, and added to by a lexicon of one's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import build_gazetteer
from goodoffices.errors import InputError
from goodoffices.reading import Reader, Report
from goodoffices.reading.gazetteer import Gazetteer
from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("Briton(s), British (collective plural)", ["Briton", "Britons", "British"]),
        ("Mosotho (singular), Basotho (plural)", ["Mosotho", "Basotho"]),
        ("Saudi or Saudi Arabian", ["Saudi", "Saudi Arabian"]),
        ("none", []),
        ("C&ocirc;te d'Ivoire", []),
    ],
)
def test_names_of_the_people(told: str, read: list[str]) -> None:
    assert build_gazetteer.people(told) == read


def entry(short: str, people: str, capital: str, house: str) -> dict[str, object]:
    return {
        "Government": {
            "Country name": {
                "conventional short form": {"text": short},
                "conventional long form": {"text": f"Republic of {short}"},
            },
            "Capital": {"name": {"text": f"{capital}; note: seat of government"}},
            "Legislative branch": {"legislature name": {"text": f"Parliament ({house})"}},
        },
        "People and Society": {"Nationality": {"noun": {"text": people}}},
    }


def test_what_is_put_by_hand_stays_and_what_would_mean_two_states_is_left_out(
    tmp_path: Path,
) -> None:
    rows = [
        {"name": "Velia", "aliases": [], "demonyms": ["Velian"], "capitals": ["Vela"]},
        {"name": "Carsia", "aliases": [], "demonyms": [], "capitals": []},
    ]
    (tmp_path / "book" / "europe").mkdir(parents=True)
    told = {
        "ve": entry("Velia", "Velian(s), Coastal", "Vela", "Sabor Veli"),
        "ca": entry("Carsia", "Carsian(s), Coastal", "Kars", "Althing Cars"),
    }
    for code, found in told.items():
        path = tmp_path / "book" / "europe" / f"{code}.json"
        path.write_text(json.dumps(found), encoding="utf-8")
    by_hand = tmp_path / "rows.json"
    by_hand.write_text(json.dumps(rows), encoding="utf-8")
    wanted = ["--by-hand", str(by_hand), "--to", str(tmp_path)]
    assert build_gazetteer.main([str(tmp_path / "book"), *wanted]) == 0
    velia, carsia = json.loads((tmp_path / "states.json").read_text(encoding="utf-8"))
    assert velia == {
        "name": "Velia",
        "demonyms": ["Velian", "Velians"],
        "capitals": ["Vela"],
        "aliases": ["Republic of Velia"],
    }
    assert carsia["demonyms"] == ["Carsian", "Carsians"]
    assert carsia["capitals"] == ["Kars"]
    houses = json.loads((tmp_path / "legislatures.json").read_text(encoding="utf-8"))
    assert [h["name"] for h in houses] == ["Althing Cars", "Sabor Veli"]


def test_states_capitals_peoples_and_houses_are_known() -> None:
    known = Gazetteer.load()
    assert known.state_of("the Republic of Kenya’s") == "Kenya"
    assert known.state_of("Basotho") == "Lesotho"
    assert known.state_of("Thimphu") == "Bhutan"
    house = known.body("the Althingi")
    assert house is not None
    assert (house.role, house.state) == (Role.LEGISLATURE, "Iceland")
    assert known.pronoun_of("Sara Lindqvist") == "she"
    assert known.pronoun_of("Lindqvist") is None


def test_a_lexicon_of_ones_own_goes_before_what_is_known(
    tmp_path: Path, plain_reader: Reader
) -> None:
    path = tmp_path / "own.json"
    path.write_text(
        json.dumps(
            {
                "states": [{"name": "Velia", "capitals": ["Vela", "Geneva"]}],
                "bodies": [{"name": "River Council", "role": "mediator", "aliases": ["Council"]}],
                "titles": {"envoy": ["listener-general"]},
                "given_names": {"female": ["Yara"]},
            }
        ),
        encoding="utf-8",
    )
    known = Gazetteer.load(path)
    assert known.state_of("Geneva") == "Velia"
    assert known.titles["listener-general"] is Role.ENVOY
    assert known.pronoun_of("Yara Vel") == "she"
    reader = Reader(with_language_model=False, gazetteer=known)
    text = "“We are ready to meet both sides,” the Council said."
    (draft,) = reader.read(Report(text)).drafts
    assert draft.speaker is not None
    assert draft.speaker.name == "River Council"
    (plain,) = plain_reader.read(Report(text)).drafts
    assert plain.speaker is None or plain.speaker.name != "River Council"


@pytest.mark.parametrize(
    "written",
    [
        "{",
        "[]",
        '{"places": []}',
        '{"states": {}}',
        '{"states": [{"name": " "}]}',
        '{"states": [{"name": "Velia", "demonyms": "Velian"}]}',
        '{"bodies": [{"name": "Council", "role": "judge"}]}',
        '{"titles": {"judge": ["justice"]}}',
        '{"given_names": {"female": [1]}}',
    ],
)
def test_a_lexicon_that_is_none_is_told_in_one_line(tmp_path: Path, written: str) -> None:
    path = tmp_path / "own.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(InputError) as told:
        Gazetteer.load(path)
    assert "\n" not in str(told.value)
    assert "own.json" in str(told.value)


def test_a_lexicon_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        Gazetteer.load(tmp_path / "none.json")
