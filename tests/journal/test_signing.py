"""What a desk signed is told from what anybody else wrote."""

from __future__ import annotations

import stat

import pytest

from goodoffices.errors import InputError
from goodoffices.journal.signing import SigningKey, check_signed


def test_a_document_is_as_it_was_signed(tmp_path):
    key = SigningKey.in_file(tmp_path / "signing")
    signed = key.sign({"format": "x/1", "heads": [{"length": 3}]})
    assert check_signed(signed, "file") == key.public
    assert SigningKey.in_file(tmp_path / "signing").public == key.public
    assert stat.S_IMODE((tmp_path / "signing").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "change",
    [
        {"heads": []},
        {"more": 1},
        {"signed_by": "00" * 32},
        {"signed_by": "zz"},
        {"signature": "00" * 64},
        {"signature": None},
    ],
)
def test_each_change_is_found(tmp_path, change):
    signed = SigningKey.in_file(tmp_path / "signing").sign({"heads": [1]})
    with pytest.raises(InputError, match="not as it was signed"):
        check_signed({**signed, **change}, "file")


def test_a_spoilt_key_is_said(tmp_path):
    (tmp_path / "signing").write_text("not a key", encoding="ascii")
    with pytest.raises(InputError, match="signing key"):
        SigningKey.in_file(tmp_path / "signing")
