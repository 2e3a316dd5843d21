"""Measure the reader as it is shipped on folders of annotated reports.

`python tools/measure_reading.py FOLDER [FOLDER ...] [--leave-out ID ...] [--without-tagger]` prints
a line for each folder: precision, recall and F1 of attributed claims, F1 of claim and speaker, the
same without the claims whose speaker the annotation names by a pronoun alone, the share found of
direct, mixed and indirect claims, and of the speakers of found claims the share that is right.
Where the shipped tagger was trained on the reports (see its card), leave it out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annotated_reports import Scores, load_folder, score
from goodoffices.reading import Reader, Report

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_SHARES = ("direct found", "mixed found", "indirect found", "speaker of found")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--leave-out", nargs="*", default=[])
    parser.add_argument("--without-tagger", action="store_true")
    asked = parser.parse_args(argv)
    reader = Reader(tagger=None) if asked.without_tagger else Reader()
    cells = ("reports", "claim P", "R", "F1", "claim and speaker F1", "speaker named F1", *_SHARES)
    print("| folder | " + " | ".join(cells) + " |\n|---|" + "---|" * len(cells))
    for folder in asked.folders:
        scores, count = Scores(), 0
        for report in load_folder(folder):
            if report.id not in asked.leave_out:
                drafts = reader.read(Report(report.text, report.published))
                score(report, drafts, scores, attributed=True)
                count += 1
        right, proposed, wanted = scores.counts.get("claim", [0, 0, 0])
        found = [right / max(1, proposed), right / max(1, wanted), scores.f1("claim")]
        found += [scores.f1("claim and speaker"), scores.f1("claim and named speaker")]
        found += [scores.share(measure) for measure in _SHARES]
        print(f"| {folder.name} | {count} | " + " | ".join(f"{x:.3f}" for x in found) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
