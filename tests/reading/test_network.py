"""The network's parts against plain twins, and what it reads."""

from __future__ import annotations

import itertools
import math
import re
import sys
import unicodedata
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.reading.model import Span
from goodoffices.reading.network import (
    MOST,
    WINDOW,
    Network,
    Opinion,
    decoded,
    run_by_library,
)
from goodoffices.reading.network.voices import Voices, standing
from goodoffices.reading.network.windows import windows
from goodoffices.reading.network.wordpiece import UNKNOWN, pieces
from network_graph import HEADS, blocks, graph

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH, WIDE, LABELS, ASKED, LAYERS, BLOCK = 2 * HEADS, 32, 8, 5, 2, 16
VOCABULARY = {
    word: number
    for number, word in enumerate(
        [UNKNOWN, *"abcdefgh.,\"'", *(f"##{x}" for x in "abcdefgh"), "abc", "##bc", "de", "##def"]
    )
}
LONGEST = max(map(len, VOCABULARY))


@pytest.fixture(scope="module")
def network() -> Network:
    shipped = Network.load()
    assert shipped is not None
    return shipped


@given(st.text(alphabet="abcdefghABéz .,\"'\u0301\n", max_size=40))
def test_pieces_lie_in_order_and_spell_what_stands_there(text: str) -> None:
    spelled = {number: word for word, number in VOCABULARY.items()}
    found = pieces(text, VOCABULARY, LONGEST)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    for piece in found:
        word = spelled[piece.number].removeprefix("##")
        bare = unicodedata.normalize("NFD", text[piece.start : piece.end].lower())
        letters = "".join(x for x in bare if unicodedata.category(x) != "Mn")
        assert spelled[piece.number] == UNKNOWN or letters == word
    covered = {k for p in found for k in range(p.start, p.end)}
    loose = {k for k, sign in enumerate(text) if k not in covered}
    assert all(text[k].isspace() or text[k] == "\u0301" for k in loose)


@given(st.text(alphabet="abcdefgh", min_size=1, max_size=12))
def test_the_longest_piece_is_taken_each_time(word: str) -> None:
    rest, first = word, True
    for piece in pieces(word, VOCABULARY, LONGEST):
        fits = [
            k
            for k in range(1, len(rest) + 1)
            if (rest[:k] if first else f"##{rest[:k]}") in VOCABULARY
        ]
        assert piece.end - piece.start == max(fits)
        rest, first = rest[max(fits) :], False
    assert not rest


def test_a_word_of_unknown_letters_is_one_unknown_piece() -> None:
    assert [(p.number, p.start, p.end) for p in pieces("a zz", VOCABULARY, LONGEST)] == [
        (VOCABULARY["a"], 0, 1),
        (VOCABULARY[UNKNOWN], 2, 4),
    ]


def _state(seed: int) -> dict[str, NDArray[np.float32]]:
    """A small network's arrays under the names that training gives them."""
    drawn = np.random.default_rng(seed)

    def some(*shape: int) -> NDArray[np.float32]:
        return drawn.normal(0, 0.5, shape).astype(np.float32)

    words = "words.embeddings."
    state = {
        f"{words}word_embeddings.weight": some(20, WIDTH),
        f"{words}position_embeddings.weight": some(16, WIDTH),
        f"{words}token_type_embeddings.weight": np.zeros((2, WIDTH), dtype=np.float32),
        "capitals.weight": some(2, WIDTH),
        "scores.weight": some(LABELS, WIDTH),
        "scores.bias": some(LABELS),
        "asks.weight": some(ASKED, WIDTH),
        "asks.bias": some(ASKED),
        "answers.weight": some(ASKED, WIDTH),
        "answers.bias": some(ASKED),
        "nobody.weight": some(1, ASKED),
    }
    shapes = {
        "attention.self.query": (WIDTH, WIDTH),
        "attention.self.key": (WIDTH, WIDTH),
        "attention.self.value": (WIDTH, WIDTH),
        "attention.output.dense": (WIDTH, WIDTH),
        "intermediate.dense": (WIDE, WIDTH),
        "output.dense": (WIDTH, WIDE),
    }
    norms = [f"{words}LayerNorm"]
    for k in range(LAYERS):
        layer = f"words.encoder.layer.{k}."
        for name, shape in shapes.items():
            state[f"{layer}{name}.weight"] = some(*shape)
            state[f"{layer}{name}.bias"] = some(shape[0])
        norms += [f"{layer}attention.output.LayerNorm", f"{layer}output.LayerNorm"]
    for name in norms:
        state[f"{name}.weight"], state[f"{name}.bias"] = some(WIDTH), some(WIDTH)
    return state


def _norm(row: list[float], scale: NDArray[np.float32], move: NDArray[np.float32]) -> list[float]:
    mean = sum(row) / len(row)
    spread = math.sqrt(sum((x - mean) ** 2 for x in row) / len(row) + 1e-12)
    return [(x - mean) / spread * s + m for x, s, m in zip(row, scale, move, strict=True)]


def _affine(row: list[float], name: str, state: dict[str, NDArray[np.float32]]) -> list[float]:
    weights, bias = state[f"{name}.weight"], state[f"{name}.bias"]
    return [
        sum(x * float(w) for x, w in zip(row, column, strict=True)) + float(b)
        for column, b in zip(weights, bias, strict=True)
    ]


def _plainly(
    state: dict[str, NDArray[np.float32]], numbers: list[int], capital: list[bool]
) -> list[list[float]]:
    """The same network, number by number, as its formulas say."""

    def normed(row: list[float], name: str) -> list[float]:
        return _norm(row, state[f"{name}.weight"], state[f"{name}.bias"])

    words = "words.embeddings."
    kind = state[f"{words}token_type_embeddings.weight"][0]
    rows = []
    for place, (number, big) in enumerate(zip(numbers, capital, strict=True)):
        piece = state[f"{words}word_embeddings.weight"][number] + kind
        there = state[f"{words}position_embeddings.weight"][place]
        parts = zip(piece, there, state["capitals.weight"][int(big)], strict=True)
        rows.append(normed([float(a + b + c) for a, b, c in parts], f"{words}LayerNorm"))
    size = WIDTH // HEADS
    for k in range(LAYERS):
        layer = f"words.encoder.layer.{k}."
        asked, shown, given_ = (
            [_affine(row, f"{layer}attention.self.{name}", state) for row in rows]
            for name in ("query", "key", "value")
        )
        after = []
        for i, row in enumerate(rows):
            mixed: list[float] = []
            for head in range(HEADS):
                at = slice(head * size, (head + 1) * size)
                agreed = [
                    sum(a * b for a, b in zip(asked[i][at], other[at], strict=True))
                    / math.sqrt(size)
                    for other in shown
                ]
                raised = [math.exp(x - max(agreed)) for x in agreed]
                mixed += [
                    sum(share * other[at][j] for share, other in zip(raised, given_, strict=True))
                    / sum(raised)
                    for j in range(size)
                ]
            joined = _affine(mixed, f"{layer}attention.output.dense", state)
            summed = [a + b for a, b in zip(row, joined, strict=True)]
            after.append(normed(summed, f"{layer}attention.output.LayerNorm"))
        rows = []
        for row in after:
            inner = _affine(row, f"{layer}intermediate.dense", state)
            gated = [x / (1 + math.exp(-1.702 * x)) for x in inner]
            narrow = _affine(gated, f"{layer}output.dense", state)
            summed = [a + b for a, b in zip(row, narrow, strict=True)]
            rows.append(normed(summed, f"{layer}output.LayerNorm"))
    return rows


def _in_eight_bits(state: dict[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """The state with its weights as the graph keeps them."""
    kept = dict(state)
    table = state["words.embeddings.word_embeddings.weight"]
    steps = np.abs(table).max(axis=1, keepdims=True) / 127
    kept["words.embeddings.word_embeddings.weight"] = np.round(table / steps) * steps
    for name, weights in state.items():
        if ".encoder." in name and weights.ndim > 1:
            whole, scales = blocks(weights.T, BLOCK)
            again = (whole.astype(np.float32) - 128) * scales[:, :, None]
            kept[name] = again.reshape(len(weights), -1)[:, : weights.shape[1]]
    return kept


@given(
    st.integers(0, 10**6),
    st.lists(st.tuples(st.integers(0, 19), st.booleans()), min_size=1, max_size=6),
)
@settings(max_examples=20)
def test_the_graph_does_what_its_formulas_say(seed: int, paragraph: list[tuple[int, bool]]) -> None:
    state = _state(seed)
    numbers, capital = [n for n, _ in paragraph], [big for _, big in paragraph]
    asked = np.array(numbers), np.array(capital, dtype=np.int64)
    exact, rough = (run_by_library(graph(state, BLOCK, exact=x)) for x in (True, False))
    assert exact is not None
    assert rough is not None
    rows = _plainly(_in_eight_bits(state), numbers, capital)

    def plainly(name: str) -> list[list[float]]:
        return [_affine(row, name, state) for row in rows]

    one, other = exact(*asked), rough(*asked)
    nobody = [float(x) for x in state["nobody.weight"][0]]
    plain = (plainly("scores"), plainly("asks"), [nobody, *plainly("answers")])
    for expected, here, roughly in zip(
        map(np.array, plain),
        (one.scores, one.asks, one.answers),
        (other.scores, other.asks, other.answers),
        strict=True,
    ):
        np.testing.assert_allclose(here, expected, rtol=2e-3, atol=2e-3)
        assert np.abs(roughly - expected).mean() < 0.03 * np.abs(expected).mean() + 0.02


@given(st.integers(1, 40), st.integers(1, 5), st.sampled_from([16, 32]), st.integers(0, 99))
def test_eight_bits_move_a_weight_by_no_more_than_half_a_step(
    inner: int, outer: int, size: int, seed: int
) -> None:
    weights = np.random.default_rng(seed).normal(0, 1, (inner, outer)).astype(np.float32)
    whole, scales = blocks(weights, size)
    again = (whole.astype(np.float32) - 128) * scales[:, :, None]
    flat = again.reshape(outer, -1)[:, :inner].T
    steps = np.repeat(scales, size, axis=1)[:, :inner].T
    assert (np.abs(flat - weights) <= steps / 2 + 1e-6).all()
    assert not again.reshape(outer, -1)[:, inner:].any()


@given(
    st.lists(
        st.tuples(*[st.floats(-4, 4, width=32)] * 3),
        max_size=6,
    )
)
def test_labels_are_the_likeliest_row_in_which_nothing_goes_on_unbegun(
    rows: list[tuple[float, float, float]],
) -> None:
    scores = np.array(rows, dtype=np.float32).reshape(-1, 3)
    found = decoded(scores)

    def worth(labels: tuple[int, ...]) -> float:
        total = 0.0
        for label, row in zip(labels, rows, strict=True):
            total += row[label] - math.log(sum(math.exp(x) for x in row))
        return total

    def fits(labels: tuple[int, ...]) -> bool:
        return all(b != 2 or a != 0 for a, b in itertools.pairwise((0, *labels)))

    every = [x for x in itertools.product(range(3), repeat=len(rows)) if fits(x)]
    assert fits(found)
    assert worth(found) >= max(worth(x) for x in every) - 1e-3


def test_likelihood_is_the_mean_over_the_words_and_unknown_without_any() -> None:
    opinion = Opinion(places=((0, 3), (4, 7), (8, 11)), reported=(0.2, 0.4, 0.9))
    assert opinion.likely([Span(0, 3), Span(8, 11)]) == pytest.approx(0.55)
    assert opinion.likely([Span(3, 4)]) is None


def test_the_shipped_network_knows_a_report_from_the_reporter(network: Network) -> None:
    text = "It rained in the capital on Monday. The minister said that the talks had failed."
    (opinion,) = network.read(text, [Span(0, len(text))])
    told = [text[s.start : s.end] for s in opinion.claims]
    assert any("the talks had failed" in words for words in told)
    assert not any("rained" in words for words in told)
    assert [text[s.start : s.end].lower() for s in opinion.cues] == ["said"]
    assert any("minister" in text[s.start : s.end] for s in opinion.sources)


def test_the_shipped_network_knows_whose_words_are_told_behind_a_pronoun(network: Network) -> None:
    text = (
        "Ann Rivers met the council of elders on Monday.\n"
        "The hall was full, and nobody left before midnight.\n"
        'Later she said that "the talks have begun."'
    )
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append(Span(at, at + len(line)))
        at += len(line) + 1
    voices = network.read(text, paragraphs)[-1].voices
    assert voices is not None
    begin = text.index('"the talks')
    shares = voices.shares([Span(begin, len(text))])
    assert shares is not None
    rivers, others = voices.at(["ann", "rivers"]), voices.at(["council", "elders", "nobody"])
    assert shares[rivers].sum() > 0.5
    assert shares[others].sum() < 0.2


@given(st.lists(st.integers(1, 40), max_size=30), st.integers(2, 60))
def test_each_paragraph_is_asked_about_in_one_window(lengths: list[int], most: int) -> None:
    found = list(windows(lengths, most))
    assert [k for window in found for k in window.asked] == list(range(len(lengths)))
    for window in found:
        held = sum(lengths[k] + 1 for k in window.shown)
        assert window.asked
        assert window.shown[-len(window.asked) :] == window.asked
        assert held <= most or len(window.shown) == 1
        before = window.shown.start - 1  # what no longer fits in front is left out, nothing else
        assert before < 0 or held + lengths[before] + 1 > most


@given(
    st.lists(st.integers(0, 12), min_size=1, max_size=8),
    st.integers(0, 99),
    st.tuples(st.integers(0, 30), st.integers(1, 20)),
)
def test_shares_say_who_speaks_as_the_formula_does(
    gaps: list[int], seed: int, asked: tuple[int, int]
) -> None:
    places, at = [], 0
    for gap in gaps:
        places.append((at + gap, at + gap + 2))
        at += gap + 2
    drawn = np.random.default_rng(seed)
    asks = drawn.normal(0, 2, (len(places), 3)).astype(np.float32)
    answers = drawn.normal(0, 2, (len(places) + 1, 3)).astype(np.float32)
    span = Span(asked[0], sum(asked))
    found = Voices(tuple(places), {}, asks, answers).shares([span])
    inside = [k for k, (a, b) in enumerate(places) if span.start <= a and b <= span.end]
    if not inside:
        assert found is None
        return
    mean = [sum(float(asks[k][d]) for k in inside) / len(inside) for d in range(3)]
    raised = [
        math.exp(sum(float(row[d]) * mean[d] for d in range(3)) / math.sqrt(3)) for row in answers
    ]
    assert found is not None
    np.testing.assert_allclose(found, [x / sum(raised) for x in raised[1:]], rtol=1e-3, atol=1e-6)
    assert found.sum() <= 1 + 1e-5


def test_a_word_stands_at_all_its_pieces() -> None:
    text = "So O'Hara-Lee, lee"
    places = [(0, 2), (3, 4), (4, 5), (5, 9), (9, 10), (10, 11), (11, 13), (13, 14), (15, 18)]
    found = standing(text, places)
    assert found == {"so": (0,), "o": (1,), "hara": (3,), "lee": (5, 6, 8)}
    assert standing(text, []) == {}


def test_long_and_empty_paragraphs_are_read_in_windows(network: Network) -> None:
    sentence = 'The envoy said, "we will meet the council again in the spring." '
    text = sentence * 70
    long, short = Span(0, len(text)), Span(0, len(sentence))
    both = network.read(text, [long, short])
    assert len(both[0].places) == len(both[0].reported) > 2 * WINDOW > len(both[1].places)
    assert both[0].places == tuple(sorted(set(both[0].places)))
    assert both[0].places[-1][1] <= len(text)
    assert network.read(text, []) == ()
    many = network.read(text, [long] * 5)
    assert sum(len(opinion.places) for opinion in many) < MOST + len(many[0].places)
    assert many[-1] == Opinion()
    assert network.read("   ", [Span(0, 3)]) == (Opinion(),)


def test_each_paragraph_has_its_own_places_and_hears_what_stands_before(network: Network) -> None:
    sentence = 'The envoy said, "we will meet the council again in the spring."'
    text = "\n".join([sentence] * 60)
    paragraphs = [Span(m.start(), m.end()) for m in re.finditer(r".+", text)]
    found = network.read(text, paragraphs)
    for opinion, paragraph in zip(found, paragraphs, strict=True):
        assert opinion.places[0][0] == paragraph.start
        assert opinion.places[-1][1] == paragraph.end
        assert opinion.voices is not None
        assert set(opinion.places) <= set(opinion.voices.places)
        assert len(opinion.voices.places) <= WINDOW
    assert len({id(opinion.voices) for opinion in found}) > 1
    later = next(k for k, o in enumerate(found) if o.voices is not found[0].voices)
    voices = found[later].voices
    assert voices is not None
    assert voices.places[0][0] < paragraphs[later].start


def test_without_the_library_there_is_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert Network.load() is None
