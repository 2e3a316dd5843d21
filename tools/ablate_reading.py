"""What each step of reading is worth: all steps, one kind of them alone, each step left out.

`python tools/ablate_reading.py [FOLDER ...] [--train FOLDER ...] [--only ID ...]` reads the
annotated reports of the folders each way and prints a table; by default the reports of our own and,
where they lie beside the project, the annotated ones but those kept for a last look. The tagger
beside each report was trained on the other folds and on the folders after `--train`, never on the
report itself; with `--shipped` it is the one that is shipped. The network is always the one that is
shipped: what it is worth is told by reports it was not trained on (see its card).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annotated_reports import Scores, load_folder, score
from goodoffices.reading import STEPS, Reader, Report
from goodoffices.reading.by_network import ask_the_network
from goodoffices.reading.reader import CRF_ALONE, NETWORK_ALONE
from goodoffices.reading.second_opinion import ask_the_tagger
from goodoffices.reading.tagger import Tagger
from train_tagger import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotated_reports import Annotated
    from goodoffices.reading import Step

__all__ = ["main", "ways"]

_HERE = Path(__file__).resolve().parents[1]
_SHARED = _HERE.parent / "shared/reports"
FOLDERS = (_HERE / "tests/reading/reports", _SHARED / "gold")
LAST_LOOK = frozenset(
    f"wikinews_{name}"
    for name in ("betancourt", "iran_deal", "kashmir_un", "npt", "rallies_banned", "taxes")
)
"""Reports that are scored once, when nothing is changed any more; never read here."""
_NEEDED = frozenset(
    {"blank_marks", "set_furniture_aside", "pair_quotations", "parse_paragraphs", "gather_cast"}
)
_SHOWN = ("claim", "claim and speaker", "claim and act", "mediation acts", "anonymous")
_SHARES = ("direct found", "speaker of found", "act of found", "dated", "undated")


def ways() -> dict[str, tuple[Step, ...]]:
    """Name each way of reading that is compared."""
    rules = tuple(step for step in STEPS if step not in {ask_the_network, ask_the_tagger})
    found = {"all steps": STEPS, "rules alone": rules}
    found |= {"network alone": NETWORK_ALONE, "tagger alone": CRF_ALONE}
    for left_out in STEPS:
        name = getattr(left_out, "__name__", str(left_out))
        if name not in _NEEDED:
            found[f"without {name}"] = tuple(step for step in STEPS if step is not left_out)
    return found


def permitted(folders: Iterable[Path], only: Iterable[str] = ()) -> list[Annotated]:
    """The annotated reports of those folders that are there, without those for a last look."""
    return [
        report
        for folder in folders
        if folder.is_dir()
        for report in load_folder(folder, only, LAST_LOOK)
    ]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=list(FOLDERS))
    parser.add_argument("--train", nargs="*", type=Path, default=[_SHARED / "train"])
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--all", action="store_true", help="acts without a speaker count too")
    parser.add_argument("--brief", action="store_true", help="the first four ways only")
    parser.add_argument("--shipped", action="store_true", help="with the tagger that is shipped")
    asked = parser.parse_args(argv)
    reports = permitted(asked.folders, asked.only)
    more = permitted(asked.train)
    plain = Reader(tagger=None)
    compared = dict(list(ways().items())[: 4 if asked.brief else None])
    scores = {name: Scores() for name in compared}
    shipped = [(Tagger.load(), reports)] if asked.shipped else []
    for tagger, held_out in shipped or folded(reports, plain, asked.folds, more):
        for name, steps in compared.items():
            network = plain.network
            reader = Reader(steps, pipelines=plain.pipelines, tagger=tagger, network=network)
            for report in held_out:
                drafts = reader.read(Report(report.text, report.published))
                score(report, drafts, scores[name], attributed=not asked.all)
    print(f"{len(reports)} reports")
    print("| way | " + " | ".join((*(f"{m}, F1" for m in _SHOWN), *_SHARES)) + " |")
    print("|---|" + "---|" * (len(_SHOWN) + len(_SHARES)))
    for name, found in scores.items():
        cells = [f"{found.f1(m):.3f}" for m in _SHOWN] + [f"{found.share(m):.3f}" for m in _SHARES]
        print(f"| {name} | " + " | ".join(cells) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
