"""Reading: words a second, with the language model's pipeline and without it."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from figures import Figure

from goodoffices.reading import Reader, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

_REPORTS = Path(__file__).resolve().parents[1] / "examples/february-2022/reports"


def subject() -> Iterator[Figure]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(_REPORTS.glob("*.txt"))]
    words = sum(len(text.split()) for text in texts)
    for pipeline, target in ((True, 1_500), (False, 5_000)):
        reader = Reader(with_language_model=pipeline)
        reader.read(Report(texts[0], date(2022, 2, 27)))
        begun = time.process_time()
        for text in texts * 3:
            reader.read(Report(text, date(2022, 2, 27)))
        rate = 3 * words / (time.process_time() - begun)
        name = "with" if pipeline else "without"
        yield Figure(f"{name} the pipeline, a CPU-second", rate, target, " words", at_least=True)
