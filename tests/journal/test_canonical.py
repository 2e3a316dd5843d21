from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.journal.canonical import canonical, digest

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


def shuffled(value: object) -> object:
    """The same value with every table in the other order."""
    if isinstance(value, dict):
        return {key: shuffled(value[key]) for key in reversed(value)}
    return [shuffled(item) for item in value] if isinstance(value, list) else value


@given(values)
def test_order_of_keys_does_not_matter(value: object) -> None:
    assert canonical(shuffled(value)) == canonical(value)


@given(values)
def test_bytes_read_back_to_the_same_value_and_the_same_bytes(value: object) -> None:
    again = json.loads(canonical(value))
    assert again == value
    assert canonical(again) == canonical(value)


@given(values, values)
def test_different_values_have_different_digests(one: object, other: object) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (digest(one) == digest(other)) == same


def test_the_spelling_is_fixed() -> None:
    value = {"b": [1, None, True], "a": "é\n"}
    assert canonical(value) == '{"a":"é\\n","b":[1,null,true]}'.encode()
    assert digest(value) == hashlib.sha256(canonical(value)).digest()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [float("-inf")]])
def test_no_number_that_is_none(value: object) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical(value)


def test_bytes_are_not_a_json_value() -> None:
    with pytest.raises(TypeError, match="bytes"):
        canonical({"text": b"raw"})
