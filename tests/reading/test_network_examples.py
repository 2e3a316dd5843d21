"""Annotated reports as the network learns from them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from annotated_reports import load_folder, names
from goodoffices.reading import Reader
from goodoffices.reading.network import Network
from network_examples import UNTOLD, examples, labels

FOLDER = Path(__file__).parent / "reports"


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=4))
def test_each_span_begins_once_and_goes_on(drawn: list[tuple[int, int]]) -> None:
    spans, at = [], 0
    for gap, length in drawn:
        spans.append((at + gap, at + gap + length))
        at = spans[-1][1]
    places = [(k, k + 1) for k in range(at + 3)]
    found = labels(places, spans)
    assert sum(x == 1 for x in found) == len(spans)
    assert all(b != 2 or a != 0 for a, b in pairwise((0, *found)))
    assert all((found[k] > 0) == any(s <= k < e for s, e in spans) for k, _ in places)


def test_a_report_teaches_its_claims_and_who_and_what_reports_them(reader: Reader) -> None:
    rules = Reader(pipelines=reader.pipelines, tagger=None, network=None)
    network = Network.load()
    assert network is not None
    vocabulary = network.vocabulary
    report = next(load_folder(FOLDER, ["truce"]))
    taught = list(examples(report, rules, vocabulary))
    claims = sum(example.claims.count(1) for example in taught)
    assert claims == sum(len(e.spans) for e in report.entries if e.speaker)
    (whole,) = taught
    assert len(whole.asks) == sum(bool(e.speaker) for e in report.entries)
    spelled = {number: word for word, number in vocabulary.items()}
    for entry, ask in zip((e for e in report.entries if e.speaker), whole.asks, strict=True):
        assert whole.claims[ask.claim[0]] == 1
        assert not set(ask.claim) & set(ask.named)
        named = "".join(spelled[whole.numbers[k]].removeprefix("##") for k in ask.named)
        assert any(word in named for word in names(entry.speaker))
    for example in taught:
        rows = (example.numbers, example.capital, example.claims, example.sources, example.cues)
        assert len({len(row) for row in rows}) == 1
        assert set(example.cues) <= {0, 1, UNTOLD}
    assert sum(example.sources.count(1) for example in taught) > claims / 2
    assert sum(example.cues.count(1) for example in taught) > claims / 2
