"""What begins and what ceases to hold is what two whole analyses say."""

from __future__ import annotations

import numpy as np
from conflict_models import option_models
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.conflict.reordering import Shift, Way, orders_of, reordered, shifted
from goodoffices.stability import CONCEPTS, analyse
from goodoffices.stability.difference import difference

ASKED = ("nash", "gmr", "smr", "seq", "sseq", "sim")


@settings(max_examples=30)
@given(option_models(), st.data())
def test_what_is_taken_over_is_what_would_be_found_anew(before, data):
    orders = orders_of(before)
    name = data.draw(st.sampled_from(sorted(orders)))
    if len(orders[name].items) > 1:
        item = data.draw(st.integers(1, len(orders[name].items) - 1))
        orders = shifted(orders, Shift(name, item, Way.UP))
    after = reordered(before, orders)
    found = difference(before, after, ASKED)
    one, other = analyse(before, ASKED), analyse(after, ASKED)
    for concept in ASKED:
        assert concept in CONCEPTS
        assert np.array_equal(found.after.stable[concept], other.stable[concept])
        then, now = set(one.equilibria[concept].tolist()), set(other.equilibria[concept].tolist())
        assert found.begins(concept).tolist() == sorted(now - then)
        assert found.ceases(concept).tolist() == sorted(then - now)
