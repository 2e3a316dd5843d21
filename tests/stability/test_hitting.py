"""The least cost of meeting every reason, against trying every set."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.stability.interventions.hitting import least_cost

_CANDIDATES = 6
PRICES = st.lists(
    st.integers(1, 8).map(lambda n: Decimal(n) / 2), min_size=_CANDIDATES, max_size=_CANDIDATES
)


@given(st.lists(st.integers(0, 2**_CANDIDATES - 1), max_size=6), PRICES)
def test_no_set_that_meets_every_reason_costs_less(
    reasons: list[int], prices: list[Decimal]
) -> None:
    costs = [
        sum((prices[bit] for bit in chosen), Decimal(0))
        for size in range(_CANDIDATES + 1)
        for chosen in combinations(range(_CANDIDATES), size)
        if all(any(one >> bit & 1 for bit in chosen) for one in reasons)
    ]
    assert least_cost(reasons, prices) == min(costs, default=None)


def test_a_reason_that_nothing_meets_cannot_be_met() -> None:
    assert least_cost([0b1, 0], [Decimal(1)]) is None
    assert least_cost([], [Decimal(1)]) == 0
