from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.errors import TamperedError
from goodoffices.journal.sealing import new_key, nonce_of, seal, unseal

KEY = new_key()


@given(st.binary(max_size=200), st.text(st.characters(codec="utf-8"), max_size=20))
def test_what_was_sealed_opens(plain: bytes, entry: str) -> None:
    sealed = seal(plain, KEY, entry)
    assert unseal(sealed, KEY, entry) == plain
    assert len(sealed) == 1 + 12 + len(plain) + 16


@given(st.binary(min_size=8, max_size=50))
def test_plain_words_do_not_stand_in_the_sealed_bytes(plain: bytes) -> None:
    assert plain not in seal(plain, KEY, "entry")


@given(st.binary(max_size=50), st.data())
def test_any_flipped_bit_is_refused(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(plain, KEY, "entry"))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(TamperedError, match="the sealed text"):
        unseal(bytes(sealed), KEY, "entry")


@given(st.binary(max_size=50), st.data())
def test_a_cut_is_refused(plain: bytes, data: st.DataObject) -> None:
    sealed = seal(plain, KEY, "entry")
    cut = data.draw(st.integers(0, len(sealed) - 1))
    with pytest.raises(TamperedError, match="the sealed text"):
        unseal(sealed[:cut], KEY, "entry")


@given(st.binary(max_size=100))
def test_garbage_is_refused(garbage: bytes) -> None:
    with pytest.raises(TamperedError, match="the sealed text"):
        unseal(garbage, KEY, "entry")


@given(st.binary(max_size=40))
def test_a_wrong_key_of_any_length_is_refused(key: bytes) -> None:
    assume(key != KEY)
    with pytest.raises(TamperedError, match="does not open"):
        unseal(seal(b"words", KEY, "entry"), key, "entry")


def test_a_text_opens_for_its_own_entry_only() -> None:
    with pytest.raises(TamperedError, match="entry other: the sealed text does not open"):
        unseal(seal(b"words", KEY, "entry"), KEY, "other")


def test_keys_and_nonces_are_fresh() -> None:
    assert len({new_key() for _ in range(50)}) == 50
    assert len({seal(b"words", KEY, "entry")[:13] for _ in range(50)}) == 50
    assert len(new_key()) == 32


@given(st.binary(max_size=50))
def test_a_sealing_is_made_once_more_from_its_nonce_and_key(plain: bytes) -> None:
    sealed = seal(plain, KEY, "entry")
    assert seal(plain, KEY, "entry", nonce_of(sealed)) == sealed
