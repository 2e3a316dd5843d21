"""Any edit, deletion, insertion or reorder is found; truncation is found by a kept checkpoint."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.errors import TamperedError
from goodoffices.journal.chain import ChainEntry, Checkpoint, advance, check_chain, origin

digests = st.binary(min_size=32, max_size=32)


def chain_of(entries: list[bytes], name: str = "case") -> tuple[list[ChainEntry], list[Checkpoint]]:
    """The entries as a store keeps them, and every head the chain has had."""
    heads = [origin(name)]
    rows = []
    for position, entry in enumerate(entries):
        heads.append(advance(heads[-1], entry))
        rows.append(ChainEntry(f"entry{position}", position, entry, heads[-1].head))
    return rows, heads


chains = st.lists(digests, min_size=1, max_size=8, unique=True).map(chain_of)


def test_links_are_the_published_formula() -> None:
    entry = hashlib.sha256(b"entry").digest()
    first = hashlib.sha256(b"goodoffices-chain/1\x00case").digest()
    second = hashlib.sha256(b"goodoffices-chain/1\x01" + first + bytes(8) + entry).digest()
    assert origin("case") == Checkpoint("case", 0, first)
    assert advance(origin("case"), entry) == Checkpoint("case", 1, second)


@given(st.lists(digests, max_size=8))
def test_an_untouched_chain_holds_against_every_checkpoint(entries: list[bytes]) -> None:
    rows, heads = chain_of(entries)
    assert check_chain("case", rows, heads[-1], kept=heads) == len(entries)
    assert check_chain("case", iter(rows), heads[-1]) == len(entries)


@given(chains, st.data())
def test_an_edit_is_found(
    chain: tuple[list[ChainEntry], list[Checkpoint]], data: st.DataObject
) -> None:
    rows, heads = chain
    at = data.draw(st.integers(0, len(rows) - 1))
    other = data.draw(digests)
    assume(other != rows[at].digest)
    rows[at] = replace(rows[at], digest=other)
    with pytest.raises(TamperedError, match=f"entry{at} is not what was written"):
        check_chain("case", rows, heads[-1])


@given(chains, st.data())
def test_an_edit_with_all_links_made_anew_is_found_by_the_head(
    chain: tuple[list[ChainEntry], list[Checkpoint]], data: st.DataObject
) -> None:
    rows, heads = chain
    at = data.draw(st.integers(0, len(rows) - 1))
    other = data.draw(digests)
    assume(other != rows[at].digest)
    forged, forged_heads = chain_of([other if k == at else r.digest for k, r in enumerate(rows)])
    with pytest.raises(TamperedError, match="the head is not that of the entries"):
        check_chain("case", forged, heads[-1])
    with pytest.raises(TamperedError, match="not those of the checkpoint"):
        check_chain("case", forged, forged_heads[-1], kept=[heads[at + 1]])


@given(chains, st.data())
def test_a_deletion_is_found(
    chain: tuple[list[ChainEntry], list[Checkpoint]], data: st.DataObject
) -> None:
    rows, heads = chain
    del rows[data.draw(st.integers(0, len(rows) - 1))]
    with pytest.raises(TamperedError):
        check_chain("case", rows, heads[-1])
    renumbered = [replace(row, position=k) for k, row in enumerate(rows)]
    with pytest.raises(TamperedError):
        check_chain("case", renumbered, heads[-1])


@given(chains, st.data())
def test_an_insertion_is_found(
    chain: tuple[list[ChainEntry], list[Checkpoint]], data: st.DataObject
) -> None:
    rows, heads = chain
    at = data.draw(st.integers(0, len(rows)))
    new = advance(heads[at], data.draw(digests))
    rows.insert(at, ChainEntry("new", at, b"\x00" * 32, new.head))
    with pytest.raises(TamperedError):
        check_chain("case", [replace(r, position=k) for k, r in enumerate(rows)], heads[-1])


@given(st.lists(digests, min_size=2, max_size=8, unique=True).map(chain_of), st.data())
def test_a_reorder_is_found(
    chain: tuple[list[ChainEntry], list[Checkpoint]], data: st.DataObject
) -> None:
    rows, heads = chain
    order = data.draw(st.permutations(range(len(rows))))
    assume(order != sorted(order))
    with pytest.raises(TamperedError, match="missing or out of order"):
        check_chain("case", [rows[k] for k in order], heads[-1])
    renumbered = [replace(rows[k], position=place) for place, k in enumerate(order)]
    with pytest.raises(TamperedError, match="not what was written"):
        check_chain("case", renumbered, heads[-1])


@given(chains, st.data())
def test_truncation_is_found_by_the_head_and_by_a_kept_checkpoint(
    chain: tuple[list[ChainEntry], list[Checkpoint]], data: st.DataObject
) -> None:
    rows, heads = chain
    left = data.draw(st.integers(0, len(rows) - 1))
    with pytest.raises(TamperedError, match=f"{left} entries are there, {len(rows)} were written"):
        check_chain("case", rows[:left], heads[-1])
    with pytest.raises(TamperedError, match=f"a checkpoint knows {len(rows)}"):
        check_chain("case", rows[:left], heads[left], kept=heads)
    # without a checkpoint a head that was moved back hides it: this is what one keeps them for
    assert check_chain("case", rows[:left], heads[left]) == left


@given(chains)
def test_a_chain_is_bound_to_its_name(chain: tuple[list[ChainEntry], list[Checkpoint]]) -> None:
    rows, heads = chain
    with pytest.raises(TamperedError):
        check_chain("other", rows, replace(heads[-1], chain="other"))


@given(chains)
def test_each_of_two_contradicting_checkpoints_counts(
    chain: tuple[list[ChainEntry], list[Checkpoint]],
) -> None:
    rows, heads = chain
    wrong = replace(heads[-1], head=b"\x00" * 32)
    for kept in ([wrong, heads[-1]], [heads[-1], wrong]):
        with pytest.raises(TamperedError, match="not those of the checkpoint"):
            check_chain("case", rows, heads[-1], kept=kept)


def test_a_checkpoint_before_the_first_entry_counts_too() -> None:
    with pytest.raises(TamperedError, match="the first 0 entries"):
        check_chain("case", [], origin("case"), kept=[Checkpoint("case", 0, b"\x00" * 32)])


def test_the_error_says_which_chain_and_leaves_with_1() -> None:
    rows, heads = chain_of([b"\x01" * 32])
    with pytest.raises(
        TamperedError, match=r"^chain case: 0 entries are there, 1 were written$"
    ) as e:
        check_chain("case", [], heads[-1])
    assert e.value.exit_code == 1
    assert rows
