"""The kernels against their definitions: plain domination, and sums with fractions."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.kernels.frontier import dense_ranks, nondominated
from goodoffices.kernels.packages import rounded_sums

tables = st.integers(1, 5).flatmap(
    lambda parties: st.lists(
        st.tuples(*(st.integers(-3, 3) for _ in range(parties))), min_size=1, max_size=60
    )
)


def efficient(vectors: list[tuple[int, ...]]) -> list[bool]:
    return [
        not any(w != v and all(a >= b for a, b in zip(w, v, strict=True)) for w in vectors)
        for v in vectors
    ]


# NB 4
@given(tables)
def test_nothing_dominates_what_is_kept(vectors: list[tuple[int, ...]]) -> None:
    mask = nondominated(np.array(vectors, dtype=np.int64).T.copy())
    assert mask.tolist() == efficient(vectors)


@pytest.mark.parametrize("parties", [2, 3, 4])
def test_the_sieve_on_many_packages_loses_nothing(parties: int) -> None:
    rng = np.random.default_rng(parties)
    table = rng.integers(0, 60, size=(parties, 20_000)).astype(np.int64)
    mask = nondominated(table)
    kept = {tuple(v) for v in table[:, mask].T.tolist()}
    everything = {tuple(v) for v in table.T.tolist()}
    assert all(
        any(all(a >= b for a, b in zip(k, v, strict=True)) for k in kept) for v in everything
    )
    assert efficient(list(kept)) == [True] * len(kept)
    assert all((tuple(v) in kept) == m for v, m in zip(table.T.tolist(), mask, strict=True))


def test_a_fixed_pie_is_all_efficient() -> None:
    share = np.arange(10_000, dtype=np.int64)
    assert nondominated(np.stack([share, -share])).all()
    assert nondominated(np.stack([share, -share, np.zeros_like(share)])).all()


def test_no_packages_no_frontier() -> None:
    assert nondominated(np.zeros((2, 0), dtype=np.int64)).tolist() == []


def test_ranks_of_numbers_too_large_for_a_word() -> None:
    row = np.array([10**30, -(10**30), 10**30, 5], dtype=object)
    assert dense_ranks(row).tolist() == [2, 0, 2, 1]


spare = st.integers(0, 50)


@given(
    st.lists(
        st.lists(st.integers(-(10**40), 10**40), min_size=1, max_size=4), min_size=1, max_size=4
    ),
    spare,
)
def test_sums_are_exact_and_rounded_once(columns: list[list[int]], digits: int) -> None:
    found = rounded_sums(columns, digits).tolist()
    assert found == [round(Fraction(sum(c), 10**digits)) for c in itertools.product(*columns)]


@given(
    st.lists(st.lists(st.integers(-9, 9), min_size=1, max_size=4), min_size=1, max_size=4), spare
)
def test_exact_halves_go_to_the_even_side(columns: list[list[int]], digits: int) -> None:
    # multiples of a half, and of a half less or more one part in 10^digits
    half = 5 * 10 ** (digits - 1) if digits else 1
    near = [[v * half + (v % 3) - 1 for v in column] for column in columns]
    for entries in (near, [[v * half for v in column] for column in columns]):
        found = rounded_sums(entries, digits).tolist()
        assert found == [round(Fraction(sum(c), 10**digits)) for c in itertools.product(*entries)]
