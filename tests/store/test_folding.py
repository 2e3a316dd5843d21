"""Words in many scripts: what finds what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.store.folding import Phrase, indexed, question, tokens


def holds(text: str, asked: str) -> bool:
    """The plain rule: every phrase stands somewhere in the words of the text."""
    words, phrases = tokens(text), question(asked)
    return bool(phrases) and all(
        any(phrase.stands_at(place, words) for place in range(len(words))) for phrase in phrases
    )


FINDS = [
    # case, accents, letters that do not decompose
    ("The café in ŁÓDŹ, Øresund", "CAFE lodz oresund"),
    ("Straße, Æsir, cœur", "strasse aesir coeur"),
    ("Αθήνα, σοφός", "αθηνα ΣΟΦΟΣ"),
    ("Йшли переговори в Києві, ґанок", "ишли переговори києв ганок"),
    ("п'ять осіб", "п’ять"),
    ("l'Ukraine demande", "ukraine"),
    ("Kyiv's envoy", "kyiv"),
    # Arabic: vowel signs, tatweel, hamza, teh marbuta, alef maqsura, Persian letters, digits
    ("السَّلامُ عليكم", "السلام"),
    ("مـــرحبا", "مرحبا"),
    ("إسرائيل وأوكرانيا", "اسراييل"),
    ("الوساطة على الحدود", "الوساطه علي"),
    ("کمک فوری", "كمك فوري"),
    ("می‌خواهم", "میخواهم"),
    ("٢٧ فبراير", "27"),
    # Hebrew: points, final letters, gershayim
    ("שָׁלוֹם", "שלום"),
    ("מלך", "מלכ"),
    ('צה"ל נסוג', "צה״ל"),
    ('צה"ל נסוג', 'צה"ל'),
    # Chinese, Japanese, Korean
    ("和平谈判在日内瓦举行", "谈判"),
    ("和平谈判在日内瓦举行", "日内瓦 和平"),
    ("和平谈判", "判"),
    ("停戦ガ成立した", "停戦"),
    ("ﾊﾝｺｸ", "ハンコク"),
    ("한국어 회담이 열렸다", "회담"),
    # vowel signs are letters
    ("हिन्दी में वार्ता", "हिन्दी"),
    # the beginning of a word; phrases; signs of the language of questions mean nothing
    ("offered mediation by telephone", "offer media"),
    ("did not say no", '"not say no"'),
    ("did not say no", "“say no”"),
    ("did not say no", "« say no »"),
    ("rock AND roll NEAR here", 'AND (roll) NEAR* -rock "'),
]
MISSES = [
    ("offered mediation", "fered"),
    ("offered mediation", '"offer"'),
    ("did not say no", '"say not"'),
    ("no, not he", "n"),
    ("和平谈判", "平和"),
    ("和平谈判", "和谈"),
    ("कि", "का"),
    ("river", "rover"),
    ("anything", ""),
    ("anything", '""*'),
]


@pytest.mark.parametrize(("text", "asked"), FINDS)
def test_it_is_found(text, asked):
    assert holds(text, asked)


@pytest.mark.parametrize(("text", "asked"), MISSES)
def test_it_is_not_found(text, asked):
    assert not holds(text, asked)


def test_a_word_stands_where_it_is_written():
    text = "Das CAFÉ, 和平谈, n'importe"
    assert [text[t.start : t.end] for t in tokens(text)] == [
        "Das", "CAFÉ", "和平", "平谈", "谈", "n", "importe",
    ]  # fmt: skip


def test_a_question_has_no_more_than_twelve_phrases():
    assert len(question(" ".join(f"word{n}" for n in range(50)))) == 12
    assert question("peace Peace PEACE") == (Phrase(("peace",), open=True),)


@given(st.text())
def test_words_hold_nothing_that_an_index_would_take_for_a_sign(text):
    for word in indexed(text).split(" "):
        assert not set(word) & set("\"'\\*:&|!()<>-^{}+,;\0\n\t")


@given(st.text(min_size=1))
def test_every_text_is_found_by_its_own_words(text):
    for token in tokens(text):
        assert holds(text, text[token.start : token.end])
