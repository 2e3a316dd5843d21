"""The tool finds each way in which a catalogue is not whole."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Message

import translations
from goodoffices.saying import all_of, either_of


@pytest.fixture(scope="module")
def found():
    return translations.gathered()


@pytest.mark.parametrize(
    ("sentence", "string", "fault"),
    [
        ("Record", "", "is not translated"),
        (("one", "{count} of them"), ("أ", "", "ب", "ج", "د", "هـ"), "is not translated"),
        ("to {state}", "إلى", "has other placeholders"),
        ("to {state}", "إلى {place}", "has other placeholders"),
        ("to %(state)s", "إلى %(stat)s", "has other placeholders"),
        ("to {state}", "إلى {", "has other placeholders"),
        ("<b>no</b>", "لا", "has other tags"),
        ("100%%", "100", "lost its percent sign"),
    ],
)
def test_a_faulty_translation_is_found(sentence, string, fault):
    assert any(line.startswith(fault) for line in translations.faults_of(Message(sentence, string)))


def test_a_fuzzy_translation_is_found():
    assert list(translations.faults_of(Message("Record", "السجل", flags=["fuzzy"]))) == ["is fuzzy"]


@pytest.mark.parametrize(
    ("sentence", "string"),
    [
        ("to {state}", "إلى {state}"),
        ("<b>no</b> %(who)s", "<b>لا</b> <bdi>%(who)s</bdi>"),
        (("{count} act of {who}", "{count} acts of {who}"), ("{who}",) * 5 + ("{count} {who}",)),
    ],
)
def test_a_sound_translation_is_not_complained_of(sentence, string):
    assert list(translations.faults_of(Message(sentence, string))) == []


def test_a_missing_sentence_and_a_stale_compiled_file_are_found(found, tmp_path):
    path = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
    translations.update(path, {"Record": ["a.py"]})
    path.with_suffix(".mo").write_bytes(b"")
    lines = translations.faults(path, {"Record": ["a.py"], "Reading": ["b.py"]})
    assert lines == [
        "'Record' is not translated",
        "'Reading' is not translated",
        "django.po is not up to date; run: python tools/translations.py update",
        "django.mo is not compiled from django.po",
    ]


def test_a_translation_is_kept_while_its_sentence_is_gone(tmp_path):
    path = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
    translations.update(path, {"Record": ["a.py"], ("one", "{count}"): ["a.py"]})
    catalogue = translations.load(path)
    catalogue.get("Record").string = "السجل"
    path.write_bytes(translations.text_of(catalogue))
    translations.update(path, {"Reading": ["b.py"]})
    assert b"#~" in path.read_bytes()
    assert [message.id for message in translations.load(path) if message.id] == ["Reading"]
    translations.update(path, {"Record": ["a.py"], "Reading": ["b.py"]})
    assert translations.load(path).get("Record").string == "السجل"
    assert b"#~" not in path.read_bytes()


def test_names_in_a_row():
    assert [all_of(()), all_of(["a"]), all_of(["a", "b"])] == ["", "a", "a and b"]
    assert all_of(["a", "b", "c"]) == "a, b and c"
    assert either_of(["a", "b", "c"]) == "a, b or c"
