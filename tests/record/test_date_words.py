from __future__ import annotations

import pytest
from hypothesis import given
from record_builders import record_dates

from goodoffices.record.date_words import in_words
from goodoffices.record.dates import RecordDate


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2022-02-27", "27 February 2022"),
        ("2022-02-27~", "about 27 February 2022"),
        ("2022-02?", "February 2022 (uncertain)"),
        ("2022%", "about 2022 (uncertain)"),
        ("202X", "the 2020s"),
        ("20XX", "the 2000s"),
        ("2022-XX", "a month of 2022"),
        ("2022-XX-XX", "a day of 2022"),
        ("2022-02-XX", "a day of February 2022"),
        ("2022-02-24/2022-02-27", "24 to 27 February 2022"),
        ("2022-02-24/2022-03-01", "24 February 2022 to 1 March 2022"),
        ("2022-01/2022-02", "January 2022 to February 2022"),
        ("2022-02-24/..", "from 24 February 2022 on"),
        ("2022-02-24/", "from 24 February 2022, its end not known"),
        ("../2022-02-27", "until 27 February 2022"),
        ("2022-02-27T14:05:00Z", "27 February 2022, 14:05 UTC"),
        ("2022-02-27T14:05+02:00", "27 February 2022, 14:05 UTC+02:00"),
    ],
)
def test_dates_in_words(value, words):
    assert in_words(RecordDate(value)) == words


def test_with_the_day_of_the_week():
    assert in_words(RecordDate("2022-02-27"), weekday=True) == "Sunday 27 February 2022"


@given(record_dates())
def test_every_date_has_words(when):
    assert in_words(when).strip()
    assert in_words(when, weekday=True).strip()
