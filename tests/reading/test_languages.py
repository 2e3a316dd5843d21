from __future__ import annotations

import datetime as dt

import pytest

from goodoffices.reading import Reader, Report
from goodoffices.reading.languages import Language, language_of
from goodoffices.reading.quotations import pair

DAY = dt.date(2022, 2, 27)
REPORTS = {
    "ar": (
        "وقال وزير خارجية إسرائيل يوم الأحد: «نحن مستعدون للمساعدة في أي وقت لإنهاء الأزمة».",
        "«نحن مستعدون للمساعدة في أي وقت لإنهاء الأزمة»",
        "Israel",
        "2022-02-27",
    ),
    "he": (
        'שר החוץ של אוקראינה אמר אתמול: "אנחנו מוכנים לשיחות בכל מקום ובכל זמן שיידרש לנו".',
        '"אנחנו מוכנים לשיחות בכל מקום ובכל זמן שיידרש לנו"',
        "Ukraine",
        "2022-02-26",
    ),
    "ru": (
        "Посол Украины заявил 25 февраля: «Мы готовы к переговорам в любой день и час».",
        "«Мы готовы к переговорам в любой день и час»",
        "Ukraine",
        "2022-02-25",
    ),
    "uk": (
        "Міністр Ізраїлю сказав сьогодні: „Ми готові допомогти обом сторонам у будь-який час“.",
        "„Ми готові допомогти обом сторонам у будь-який час“",
        "Israel",
        "2022-02-27",
    ),
    "fr": (
        "L’envoyé de la Norvège a dit vendredi : « Nous sommes prêts à aider les deux camps ».",
        "« Nous sommes prêts à aider les deux camps »",
        "Norway",
        "2022-02-25",
    ),
    "es": (
        "Suiza dijo el 24 de febrero de 2022: «Estamos listos para ayudar a las dos partes».",
        "«Estamos listos para ayudar a las dos partes»",
        "Switzerland",
        "2022-02-24",
    ),
}


@pytest.mark.parametrize("code", REPORTS)
def test_quotation_state_and_day_in_other_languages(code: str, plain_reader: Reader) -> None:
    text, quoted, state, day = REPORTS[code]
    assert language_of(text) == code
    (draft,) = plain_reader.read(Report(text, DAY, code)).drafts
    assert [text[s.start : s.end] for s in draft.claim] == [quoted]
    assert [party.name for party in draft.actor] == [state]
    assert draft.date == day
    assert not draft.sure
    assert draft.because["date"]


def test_english_is_told_from_french_and_spanish() -> None:
    assert language_of("The talks in the capital were to begin on Monday, the envoy said.") == "en"
    assert language_of("") == "en"


def test_two_states_or_two_days_are_left_open() -> None:
    french = Language.load("fr")
    assert french is not None
    assert set(french.states_in("la France et la Norvège")) == {"France", "Norway"}
    assert french.day_in("lundi et mardi", DAY) is None
    assert french.day_in("31 février 2022", DAY) == ("31 février 2022", None)
    assert Language.load("xx") is None


def test_a_longer_name_hides_a_shorter_one_inside_it() -> None:
    spanish = Language.load("es")
    assert spanish is not None
    assert spanish.states_in("el gobierno de Guinea-Bisáu") == ("Guinea-Bissau",)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("彼は「行く」と言った", ["「行く」"]),
        ('ארה"ב אמרה "לא" היום', ['"לא"']),
        ("ארה״ב אמרה ״לא״ היום", ["״לא״"]),
        ("er sagte ‹ja› und «nein»", ["‹ja›", "«nein»"]),
    ],
)
def test_marks_of_other_scripts(text: str, quoted: list[str]) -> None:
    assert [text[s.start : s.end] for s in pair(text, 0, len(text))] == quoted
