"""Differences word by word: what the marks say is so, and nothing of the texts is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record.differences import Run, differences, only_here

VOCABULARY = ("Gomel", "gomel", "Minsk", "in", "near", "the", "border", "،", "גומל")
texts = st.lists(
    st.lists(st.sampled_from(VOCABULARY), max_size=7).map(" ".join), min_size=1, max_size=4
)


def words(runs: tuple[Run, ...], *, differing: bool) -> list[str]:
    return [w for run in runs if run.differs is differing for w in run.text.casefold().split()]


@given(texts)
def test_joined_the_runs_are_the_text_and_runs_alternate(given_texts: list[str]) -> None:
    for text, runs in zip(given_texts, differences(given_texts), strict=True):
        assert "".join(run.text for run in runs) == text
        assert all(run.text for run in runs)
        assert not any(run.differs and run.text != run.text.rstrip() for run in runs)


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


@given(texts)
def test_what_is_common_stands_in_every_text_in_the_same_order(given_texts: list[str]) -> None:
    found = differences(given_texts)
    for runs in found:
        kept = words(runs, differing=False)
        assert all(is_subsequence(kept, text.casefold().split()) for text in given_texts)


@given(st.tuples(*[st.lists(st.sampled_from(VOCABULARY), max_size=7).map(" ".join)] * 2))
def test_of_two_texts_the_same_words_are_left_over_on_both_sides(pair: tuple[str, str]) -> None:
    one, other = differences(pair)
    assert words(one, differing=False) == words(other, differing=False)
    alike = pair[0].casefold().split() == pair[1].casefold().split()
    assert alike == (not only_here(one) and not only_here(other))


def test_a_place_that_one_account_names_more_closely() -> None:
    one, other = differences(["Gomel, Belarus", "near Gomel, Belarus"])
    assert only_here(one) == ()
    assert only_here(other) == ("near",)
    assert other == (Run("near", differs=True), Run(" Gomel, Belarus", differs=False))


def test_a_word_is_common_only_if_every_text_has_it() -> None:
    found = differences(["at the border", "at the river", "at a border"])
    assert [only_here(runs) for runs in found] == [("the border",), ("the river",), ("a border",)]
