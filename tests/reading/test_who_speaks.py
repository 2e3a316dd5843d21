"""Whom the network names as the speaker, against whom the rules name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest

from goodoffices.reading import Reader, Report
from goodoffices.reading.model import Span
from goodoffices.reading.network import Opinion
from goodoffices.reading.network.voices import Voices, standing
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodoffices.reading import Draft

    Read = Callable[[str, "Hears"], tuple[Draft, ...]]


@dataclass(frozen=True)
class Hears:
    """Holds what stands behind `that`, and what else it is given, for reported, and lays it to
    words of the text with these shares; the rest falls to nobody.
    """

    shares: Mapping[str, float]
    also: tuple[str, ...] = ()

    def read(self, text: str, paragraphs: Sequence[Span], /) -> tuple[Opinion, ...]:
        places = tuple((m.start(), m.end()) for m in re.finditer(r"\w+", text))
        words = standing(text, places)
        given = np.full(len(places) + 1, 1e-9)
        for word, share in self.shares.items():
            given[[k + 1 for k in words[word]]] = share / len(words[word])
        given[0] = max(1e-9, 1 - sum(self.shares.values()))
        answers = np.log(given)[:, None].astype(np.float32)
        voices = Voices(places, words, np.ones((len(places), 1), dtype=np.float32), answers)
        told = [m.span(1) for m in re.finditer(r"that (.*?)\.", text)]
        told += [(text.index(w), text.index(w) + len(w)) for w in self.also]
        found = []
        for p in paragraphs:
            here = tuple(place for place in places if p.start <= place[0] < p.end)
            claims = tuple(Span(a, b) for a, b in told if p.start <= a < p.end)
            inside = [any(s.start <= a < s.end for s in claims) for a, _ in here]
            likely = tuple(0.99 if x else 0.01 for x in inside)
            found.append(Opinion(claims, (), (), here, likely, voices))
        return tuple(found)


@pytest.fixture
def read(reader: Reader) -> Read:
    def drafts(text: str, opinion: Hears) -> tuple[Draft, ...]:
        advised = Reader(pipelines=reader.pipelines, tagger=None, network=opinion)
        found = advised.read(Report(text)).drafts
        return tuple(draft for draft in found if draft.act is not ActKind.MEET)

    return drafts


TEXT = (
    "Ann Rivers met John Park on Monday. He was late.\n\n"
    "On Tuesday he said that the road to the valley was wet."
)


def _speakers(drafts: tuple[Draft, ...]) -> list[str | None]:
    return [draft.speaker.name if draft.speaker is not None else None for draft in drafts]


def test_who_is_believed_stays(read: Read) -> None:
    (draft,) = read(TEXT, Hears({"park": 0.1, "rivers": 0.8}))
    assert draft.speaker is not None
    assert draft.speaker.name == "John Park"
    assert draft.sure


def test_who_is_not_believed_gives_way_and_the_draft_is_unsure(read: Read) -> None:
    (draft,) = read(TEXT, Hears({"park": 0.01, "rivers": 0.8}))
    assert draft.speaker is not None
    assert draft.speaker.name == "Ann Rivers"
    assert draft.attribution == ("Ann Rivers",)
    assert not draft.sure
    assert draft.because["speaker"] == "by the report as a whole"


def test_nobody_else_is_taken_who_is_hardly_believed_either(read: Read) -> None:
    assert _speakers(read(TEXT, Hears({"park": 0.01, "rivers": 0.4}))) == ["John Park"]
    assert _speakers(read(TEXT, Hears({"monday": 0.9}))) == ["John Park"]


def test_a_name_beside_the_verb_is_not_argued_with(read: Read) -> None:
    text = "Ann Rivers met John Park. John Park said that the road was wet."
    assert _speakers(read(text, Hears({"rivers": 0.9}))) == ["John Park"]


def test_an_unnamed_source_is_not_given_a_name(read: Read) -> None:
    text = "Ann Rivers met the council. An aide said that the road was wet."
    (draft,) = read(text, Hears({"rivers": 0.9}))
    assert draft.anonymous
    assert draft.speaker is not None
    assert "aide" in draft.speaker.name


def test_whoever_speaks_elsewhere_unnamed_stays_unnamed(read: Read) -> None:
    text = (
        "An aide to the council said that the road was wet. Ann Rivers met John Park.\n\n"
        "He said that the bridge was gone."
    )
    last = read(text, Hears({"aide": 0.9}))[-1]
    assert last.anonymous
    assert last.speaker is not None
    assert "aide" in last.speaker.name
    assert last.attribution[-1].endswith("(unnamed)")


def test_what_only_the_network_read_stands_if_somebody_says_it(read: Read) -> None:
    text = "Ann Rivers met the council. The road to the valley was a disgrace."
    words = "The road to the valley was a disgrace"
    (draft,) = read(text, Hears({"rivers": 0.9}, (words,)))
    assert [text[s.start : s.end] for s in draft.claim] == [words]
    assert draft.speaker is not None
    assert draft.speaker.name == "Ann Rivers"
    assert not draft.sure
    assert read(text, Hears({"rivers": 0.3}, (words,))) == ()


def test_who_carries_it_is_named_once(read: Read) -> None:
    text = (
        "The Daily Post reported that the bridge was gone.\n\n"
        "Ann Rivers met John Park on Monday. He was late.\n\n"
        "According to the Daily Post, he said that the road was wet."
    )
    _, draft = read(text, Hears({"post": 0.9}))
    assert draft.speaker is not None
    assert (draft.speaker.name, draft.attribution) == ("Daily Post", ("Daily Post",))
