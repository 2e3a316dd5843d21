"""Lines of a form as values of the record, in the language of whoever writes them."""

from __future__ import annotations

import pytest

from goodoffices.desk.forms.lines import (
    read_carriers,
    read_mentions,
    write_carriers,
    write_mentions,
)
from goodoffices.desk.language import spoken_in
from goodoffices.errors import InputError
from goodoffices.record.accounts import Carrier, Mention
from goodoffices.record.role_names import ROLE_NAMES
from goodoffices.record.vocabulary import Role


def test_every_role_has_a_name_of_its_own():
    for language in ("en", "ar"):
        with spoken_in(language):
            assert len(set(ROLE_NAMES.values())) == len(Role)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_written_is_read_again(language):
    mentions = tuple(Mention("Somebody", role, "A state") for role in Role)
    chain = (
        Carrier("An agency", "wire"),
        Carrier("Someone", "", anonymous=True, role=Role.MILITARY, state="A state"),
    )
    with spoken_in(language):
        assert read_mentions(write_mentions(mentions)) == mentions
        assert read_carriers(write_carriers(chain)) == chain


def test_a_role_is_known_as_files_spell_it_and_in_the_writers_language():
    with spoken_in("ar"):
        (english, arabic) = read_mentions("A; head_of_state; B\nأ؛ رئيس دولة؛ ب")
    assert english.role is arabic.role is Role.HEAD_OF_STATE
    assert arabic.state == "ب"


def test_an_unknown_role_names_the_nearest():
    with pytest.raises(InputError, match=r"'ambasador' is not a role.*ambassador"):
        read_mentions("A; ambasador; B")
