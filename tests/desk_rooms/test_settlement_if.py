"""The page that says what changes with one number of the settlement."""

from __future__ import annotations

import pytest
from negotiations import KNOWN, ROUGH, text_of

from goodoffices import settlement
from goodoffices.record.models import ModelKind
from goodoffices.settlement.margins import margins
from goodoffices.settlement.sensitivity import sensitivity
from goodoffices.settlement.varied import read_number


def test_the_page_says_what_the_engine_says(rooms):
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    scenario = settlement.loads(KNOWN, "toml")
    found = sensitivity(scenario, read_number(scenario, "a.fallback"))
    words = text_of(rooms.get("settlement/if/?number=a.fallback"))
    for profile in found.profiles:
        for line in found.profile_words(profile):
            assert line in words
    for margin in margins(scenario):
        assert margin.number.words(scenario) in words


@pytest.mark.parametrize("asked", ["a", "z.fallback", "a.weight.colour", "%00", "a.score.price.99"])
def test_what_is_no_number_is_said_and_the_rest_is_answered(rooms, asked):
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    page = rooms.get(f"settlement/if/?number={asked}")
    assert 'class="refused" role="alert"' in page
    assert "How far each number may move" in page


def test_rough_preferences_are_answered_by_their_middle(rooms):
    rooms.model(ModelKind.NEGOTIATION, ROUGH)
    assert "Best guess" in rooms.get("settlement/if/")


def test_without_a_model_the_page_says_how_to_begin(rooms):
    assert "Build a model" in rooms.get("settlement/if/")
