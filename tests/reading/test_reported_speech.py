"""RR 2, RR 5 and RR 8: where what is said begins and ends, and what is said by somebody else.

All reports are invented. `said` gives the drafts of one report as (speaker, words).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from goodoffices.reading import Reader, Report

ON = dt.date(2021, 3, 12)
FIXTURES = Path(__file__).parent / "fixtures" / "speech.txt"


def said(rules: Reader, text: str) -> list[tuple[str | None, str]]:
    return [
        (
            draft.speaker.name if draft.speaker else None,
            " … ".join(text[span.start : span.end] for span in draft.claim),
        )
        for draft in rules.read(Report(text, ON)).drafts
    ]


def sentences() -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Read the cases: a name behind `#`, the report, the drafts behind `>`."""
    found = {}
    for block in FIXTURES.read_text(encoding="utf-8").split("\n\n")[1:]:
        name, text, *rows = block.strip().splitlines()
        pairs = [row.removeprefix("> ").partition(" | ") for row in rows]
        found[name.removeprefix("# ")] = (text, [(who, words) for who, _, words in pairs])
    return found


# RR 2
@pytest.mark.parametrize("case", sentences())
def test_what_is_said_ends_where_it_ends(case: str, rules: Reader) -> None:
    text, wanted = sentences()[case]
    found = said(rules, text)
    named = {words for _, words in wanted}
    assert [pair for pair in found if pair[1] in named or not named] == wanted, found


DAM = "The dam has to be mended by spring."
QUOTATIONS = {
    "laid to somebody before it": (f'Roe met reporters. According to Bo Beta, "{DAM}"', "Bo Beta"),
    "laid to somebody behind it": (
        f'Roe met reporters. "{DAM[:-1]}," according to Bo Beta.',
        "Bo Beta",
    ),
    "in small letters right behind the verb": (
        'Anna Alpha said "the dam has to be mended by spring. We are playing with lives"',
        "Anna Alpha",
    ),
    "behind a dash": (f'Anna Alpha said — as the Courier reported — "{DAM}"', "Anna Alpha"),
    "not by whoever approved what is spoken of": (
        f'Anna Alpha justified the raid, which was approved by Bo Beta, as lawful: "{DAM}"',
        "Anna Alpha",
    ),
}


# RR 5
@pytest.mark.parametrize("case", QUOTATIONS)
def test_a_quotation_finds_its_speaker(case: str, rules: Reader) -> None:
    text, speaker = QUOTATIONS[case]
    found = [who for who, words in said(rules, text) if words.startswith('"')]
    assert found == [speaker], said(rules, text)


CLOSE = "We are close to a settlement"
SET_OFF = {
    "the rest of the paragraph": (
        f"Anna Alpha said: {CLOSE}. The sides were brave.\n\nThe rebels left on Monday.",
        f"{CLOSE}. The sides were brave",
    ),
    "the whole of the next": (
        f"In a letter, Anna Alpha said:\n\n{CLOSE}. Weeks were lost.\n\nAll left on Friday.",
        f"{CLOSE}. Weeks were lost",
    ),
    "not what another reports": (
        f"Anna Alpha said: {CLOSE}. The rebels denied that anything was so.",
        CLOSE,
    ),
}


# RR 8
@pytest.mark.parametrize("case", SET_OFF)
def test_a_colon_sets_off_what_has_no_marks(case: str, rules: Reader) -> None:
    text, words = SET_OFF[case]
    assert ("Anna Alpha", words) in said(rules, text)


# RR 2
def test_a_wikis_marks_of_language_are_nobodys_words(rules: Reader) -> None:
    text = 'Talks\n\n((es))Spanish language: "We will sign the agreement" ((it)) said Mary Roe.\n'
    drafts = rules.read(Report(text, ON))
    (draft,) = drafts.drafts
    assert [text[s.start : s.end].strip('"') for s in draft.claim] == ["We will sign the agreement"]
    assert draft.speaker is not None
    assert draft.speaker.name == "Mary Roe"
    assert drafts.text_sha256 == hashlib.sha256(text.encode()).hexdigest()
