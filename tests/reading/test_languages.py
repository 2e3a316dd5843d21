from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from goodoffices.errors import InputError
from goodoffices.reading import Reader, Report
from goodoffices.reading.languages import Language, language_of
from goodoffices.reading.parse import Pipelines
from goodoffices.reading.quotations import pair

if TYPE_CHECKING:
    from pathlib import Path

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


# RR 13
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


BODY = "{body}"
PAGES = {
    "ar": (
        ("nav", "الرئيسية"),
        ("nav", "أخبار"),
        ("headline", "إسرائيل تعرض الوساطة بين الطرفين"),
        ("dateline", "27 فبراير 2022"),
        ("ui", "شارك"),
        ("", BODY),
        ("", "هل يقبل الطرفان هذا العرض؟"),
        ("related", "اقرأ أيضا"),
        ("related", "قمة جديدة في جنيف"),
    ),
    "he": (
        ("nav", "חדשות"),
        ("nav", "ספורט"),
        ("headline", "ישראל מציעה לתווך בין הצדדים"),
        ("dateline", "27 בפברואר 2022"),
        ("byline", "מאת דנה לוי"),
        ("", BODY),
        ("", "השר יצא לדרך בערב."),
        ("related", "קראו גם"),
        ("related", "פסגה חדשה בז'נבה"),
    ),
    "ru": (
        ("nav", "Главная"),
        ("nav", "Спорт"),
        ("headline", "Украина готова к новым переговорам"),
        ("dateline", "27 февраля 2022"),
        ("ui", "Поделиться"),
        ("", BODY),
        ("", "Министр уехал в пятницу."),
        ("related", "Читайте также"),
        ("related", "Новая встреча в Женеве"),
    ),
    "uk": (
        ("nav", "Головна"),
        ("nav", "Спорт"),
        ("headline", "Ізраїль готовий допомогти обом сторонам"),
        ("dateline", "27 лютого 2022"),
        ("subscribe", "Увійти"),
        ("", BODY),
        ("", "Міністр поїхав у п'ятницю."),
        ("related", "Читайте також"),
        ("related", "Нова зустріч у Женеві"),
    ),
    "fr": (
        ("nav", "Accueil"),
        ("nav", "Monde"),
        ("headline", "La Norvège propose sa médiation"),
        ("dateline", "27 février 2022"),
        ("byline", "Par Anne Martin"),
        ("", BODY),
        ("", "Le ministre quitta Oslo."),
        ("related", "Lire aussi"),
        ("related", "Nouvelle rencontre à Genève"),
    ),
    "es": (
        ("nav", "Inicio"),
        ("nav", "Mundo"),
        ("headline", "Suiza ofrece mediar entre las partes"),
        ("dateline", "27 de febrero de 2022"),
        ("ui", "Compartir"),
        ("", BODY),
        ("", "Por la tarde salió el ministro."),
        ("related", "Lo más leído"),
        ("related", "Otra cita en Ginebra"),
    ),
}


@pytest.mark.parametrize("code", PAGES)
def test_furniture_is_set_aside_and_the_page_states_its_day(
    code: str, plain_reader: Reader
) -> None:
    body, quoted, state, day = REPORTS[code]
    text = "\n\n".join(line for _, line in PAGES[code]).format(body=body)
    assert language_of(text) == code
    found = plain_reader.read(Report(text, None, code))
    by_start = {part.span.start: part.kind for part in found.furniture}
    lines = text.split("\n\n")
    shown = [by_start.get(text.index(line), "") for line in lines]
    assert shown == [kind for kind, _ in PAGES[code]]
    (draft,) = found.drafts
    assert [text[s.start : s.end] for s in draft.claim] == [quoted]
    assert ([party.name for party in draft.actor], draft.date) == ([state], day)
    assert found.reference_date == DAY


def test_a_sentence_of_the_body_that_begins_like_a_phrase_of_pages_stays(
    plain_reader: Reader,
) -> None:
    text = (
        "Un nouvel espoir pour la paix\n\nPar ailleurs, le ministre a quitté la ville.\n\n"
        "Partager le pouvoir : « C’est la seule issue », selon la Norvège.\n"
    )
    (headline,) = plain_reader.read(Report(text, DAY, "fr")).furniture
    assert headline.kind == "headline"


def test_another_pipeline_is_given_by_its_name_or_folder(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    spacy.blank("fr").to_disk(tmp_path / "french")
    text = REPORTS["fr"][0]
    reader = Reader(pipelines=Pipelines.given(str(tmp_path / "french")))
    tokens = reader.work(Report(text, DAY, "fr")).trees[0].toks
    assert "".join(text[tok.start : tok.end] for tok in tokens) == "".join(text.split())
    with pytest.raises(InputError, match="no pipeline"):
        Pipelines.given("nonesuch_core_news")


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
