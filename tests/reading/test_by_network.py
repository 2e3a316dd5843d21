"""What the network's opinion makes of the rules' claims, and of what only it found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from goodoffices.reading import Reader, Report
from goodoffices.reading.model import Span
from goodoffices.reading.network import Opinion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodoffices.reading import Draft

    Read = Callable[[str, "Said"], tuple[tuple[str, ...], tuple[Draft, ...]]]


@dataclass(frozen=True)
class Said:
    """An opinion put together from words of the text."""

    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    likely: float = 0.99
    elsewhere: float = 0.01

    def read(self, text: str, paragraphs: Sequence[Span], /) -> tuple[Opinion, ...]:
        (whole,) = paragraphs

        def spans(words: tuple[str, ...]) -> tuple[Span, ...]:
            return tuple(Span(text.index(w), text.index(w) + len(w)) for w in words)

        claims = spans(self.claims)
        places = tuple((k, k + 1) for k in range(whole.start, whole.end) if text[k].isalpha())
        inside = [any(s.start <= a < s.end for s in claims) for a, _ in places]
        reported = tuple(self.likely if x else self.elsewhere for x in inside)
        return (Opinion(claims, spans(self.sources), spans(self.cues), places, reported),)


@pytest.fixture
def read(reader: Reader) -> Read:
    def drafts(text: str, opinion: Said) -> tuple[tuple[str, ...], tuple[Draft, ...]]:
        advised = Reader(pipelines=reader.pipelines, tagger=None, network=opinion)
        found = advised.read(Report(text)).drafts
        told = tuple(" … ".join(text[s.start : s.end] for s in d.claim) for d in found)
        return told, found

    return drafts


SAID = "The minister said that the road was wet."


def test_where_both_agree_the_network_says_where_it_ends(read: Read) -> None:
    text = "The minister said that the road to the valley was wet, meaning nobody came."
    told, found = read(text, Said(("the road to the valley was wet",)))
    assert told == ("the road to the valley was wet",)
    assert found[0].sure


def test_what_the_network_holds_for_the_reporters_own_is_dropped(read: Read) -> None:
    assert read(SAID, Said())[0] == ()


def test_what_the_network_half_believes_is_less_sure(read: Read) -> None:
    _, found = read(SAID, Said(elsewhere=0.4))
    assert [draft.sure for draft in found] == [False]


def test_a_quotation_is_dropped_only_where_the_network_is_certain(read: Read) -> None:
    text = '"The talks have failed," the minister said.'
    assert read(text, Said(elsewhere=0.05))[0] == ('"The talks have failed,"',)
    assert read(text, Said(elsewhere=0.001))[0] == ()


@pytest.mark.parametrize(("likely", "count"), [(0.85, 1), (0.7, 0)])
def test_what_only_the_network_found_is_a_claim_if_it_is_sure(
    read: Read, likely: float, count: int
) -> None:
    text = "The ministry counted forty villages without water in the valley."
    opinion = Said(("forty villages without water",), ("The ministry",), ("counted",), likely, 0.01)
    told, found = read(text, opinion)
    assert len(told) == count
    for draft in found:
        assert draft.speaker is not None
        assert (draft.speaker.name, draft.sure) == ("ministry", False)


def test_without_a_word_that_reports_it_is_nobodys(read: Read) -> None:
    text = "The ministry gave forty villages water in the valley."
    assert read(text, Said(("forty villages water",), ("The ministry",)))[0] == ()


def test_a_stretch_is_not_claimed_twice(read: Read) -> None:
    opinion = Said(("the road was wet",), ("The minister",), ("said",))
    assert read(SAID, opinion)[0] == ("the road was wet",)


def test_without_a_parse_the_network_is_not_asked() -> None:
    plain = Reader(with_language_model=False, network=Said())
    assert plain.read(Report('"We will not go," said the envoy.')).drafts


def test_whoever_speaks_in_marks_also_does_what_stands_behind_them(read: Read) -> None:
    text = 'Jane Roe said, "I do not decide this lightly", calling it a "painful decision".'
    _, found = read(
        text, Said(('"I do not decide this lightly"', 'it a "painful decision"'), (), ("calling",))
    )
    assert {draft.speaker.name for draft in found if draft.speaker} == {"Jane Roe"}


def test_a_source_is_the_noun_that_its_article_belongs_to(read: Read) -> None:
    text = 'The committee met in spring: "The dykes will be raised by two metres."'
    _, found = read(text, Said(('"The dykes will be raised by two metres."',), ("The",)))
    assert [draft.speaker.name for draft in found if draft.speaker] == ["committee"]
