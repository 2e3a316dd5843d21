"""Numbers of texts that come in together: each its own, and none that another text has."""

from __future__ import annotations

import pytest
from worlds import make_case, make_world

from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import TEAM
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.record import file_account
from goodoffices.store.full_text import free_number, free_numbers, number_of
from goodoffices.store.models import SearchText

pytestmark = pytest.mark.django_db


def test_texts_whose_numbers_meet_get_the_next_that_are_free():
    day, one = "2022-02-27", "0123456789" + "a" * 22
    other = one[:10] + "b" * 22
    first = number_of(day, one)
    assert number_of(day, other) == first
    assert free_numbers([(day, one), (day, other)]) == [first, first + 1]
    world, actions = make_world()
    places = make_case(world, actions)
    filed = file_account(places["lead"], Account(ActKind.PRAISE, Words("so")), TEAM)
    SearchText.objects.filter(entry=filed.id).update(number=first)
    assert free_number(day, other) == first + 1
    assert free_numbers([(day, one), (day, other)]) == [first + 1, first + 2]
