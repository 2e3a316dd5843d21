"""Train the tagger of claims on folders of annotated reports, and measure it by cross-validation.

`python tools/train_tagger.py [FOLDER ...] [--labels FILE ...] [--leave-out ID ...] [--to FILE]
[--folds 5]` trains on every report of the folders but those left out, after it has trained on all
folds but one and scored the claims of that one, fold by fold. The folders hold what
`annotated_reports` reads; a FILE of labels is what a desk gives out (`goodoffices case labels`), so
that the tagger learns from what people decided.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pycrfsuite

from annotated_reports import Annotated, Scores, load_folder, load_labels, score
from goodoffices.reading import Reader, Report
from goodoffices.reading.furniture import set_furniture_aside
from goodoffices.reading.parse import parse_paragraphs
from goodoffices.reading.quotations import pair_quotations
from goodoffices.reading.reader import CRF_ALONE
from goodoffices.reading.speech import quoted_tokens
from goodoffices.reading.tagger import Tagger, features
from goodoffices.reading.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["folded", "main", "train"]

SETTINGS = {"c1": 0.15, "c2": 0.02, "max_iterations": 120, "feature.minfreq": 3}


def examples(report: Annotated, reader: Reader) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Yield features and labels of each paragraph of the body."""
    pipeline = reader.pipelines.english()
    work = Work(Report(report.text, report.published), reader.gazetteer, pipeline)
    for step in (set_furniture_aside, pair_quotations, parse_paragraphs):
        work = step(work)
    spans = sorted(
        span for entry in report.entries if entry.speaker or not entry.acts for span in entry.spans
    )
    for number, tree in work.trees.items():
        labels = []
        for tok in tree.toks:
            inside = next((s for s, e in spans if s <= tok.start and tok.end <= e), None)
            first = inside is not None and (tok.i == 0 or tree[tok.i - 1].start < inside)
            labels.append("O" if inside is None else "B" if first else "I")
        yield features(tree, quoted_tokens(work, number, tree)), labels


def train(reports: Sequence[Annotated], reader: Reader, to: Path) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for report in reports:
        for rows, labels in examples(report, reader):
            trainer.append(rows, labels)
    trainer.train(str(to))


def folded(
    reports: Sequence[Annotated], reader: Reader, folds: int, more: Sequence[Annotated] = ()
) -> Iterator[tuple[Tagger, Sequence[Annotated]]]:
    """Yield, fold by fold, a tagger that was not trained on the reports beside it."""
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(folds):
            path = Path(folder) / f"{fold}.crfsuite"
            others = [r for k, r in enumerate(reports) if k % folds != fold]
            train([*others, *more], reader, path)
            model = pycrfsuite.Tagger()
            model.open(str(path))
            yield Tagger(model), reports[fold::folds]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--labels", nargs="*", type=Path, default=[])
    parser.add_argument("--leave-out", nargs="*", default=[])
    parser.add_argument("--to", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    asked = parser.parse_args(argv)
    reports = [
        report
        for folder in asked.folders
        for report in load_folder(folder)
        if report.id not in asked.leave_out
    ]
    try:
        labelled = [report for path in asked.labels for report in load_labels(path)]
    except (OSError, ValueError) as error:
        parser.error(str(error))
    reports += labelled
    if not reports:
        parser.error("no annotated report; of labels only reports count that have no draft open")
    reader = Reader(tagger=None, network=None)
    print(f"{len(reports)} reports, {sum(len(r.entries) for r in reports)} claims")
    folds = min(asked.folds, len(reports))
    if folds > 1:
        scores = Scores()
        for tagger, held_out in folded(reports, reader, folds):
            alone = Reader(CRF_ALONE, pipelines=reader.pipelines, tagger=tagger, network=None)
            for report in held_out:
                drafts = alone.read(Report(report.text, report.published))
                score(report, drafts, scores, attributed=True)
        for measure in ("claim", "claim and speaker"):
            right, proposed, found = scores.counts[measure]
            print(
                f"{measure}: precision {right / proposed:.3f}, recall {right / found:.3f},"
                f" F1 {scores.f1(measure):.3f}"
            )
    if asked.to is not None:
        train(reports, reader, asked.to)
        print(f"{asked.to}: {asked.to.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
