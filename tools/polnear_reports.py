"""Annotated reports out of PolNeAR, as `annotated_reports` reads them, to measure the reader on.

`python tools/polnear_reports.py CHECKOUT/data/test FOLDER [--most 60] [--seed 5] [--but OTHER ...]`
takes a sample of the articles of one part of the corpus (Newell, Margolin and Ruths 2018, *An
Attribution Relations Corpus for Political News*; github.com/networkdynamics/PolNeAR), without those
that lie in the folders after `--but`. The articles are their publishers': measure on them, and
neither train on them nor pass them on. The corpus also marks thought, intention and headlines,
which are no entries here, so that recall of indirect claims says little; claims in quotation marks
and speakers compare. Where the source is a pronoun, the speaker is `?`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotated_reports import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["claims", "main"]

_QUOTED = re.compile(r"[“\"][^”\"\n]*[”\"]|[“\"][^”\"\n]*$", re.MULTILINE)
_WORD = re.compile(r"\w+(?:[.,'’\-]\w+)*")
_PRONOUNS = frozenset(
    {"he", "she", "they", "it", "we", "i", "you", "his", "her", "their", "its", "who", "that"}
    | {"which", "them", "him"}
)
WHOLE = 0.999


def claims(text: str, annotation: str) -> list[dict[str, Any]]:
    """Read the attributions of one article: content, source and how much of it is quoted."""
    places: dict[str, list[tuple[int, int]]] = {}
    found: list[dict[str, Any]] = []
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    lines = [line.partition("\t") for line in annotation.splitlines()]
    for key, _, rest in lines:
        if key.startswith("T"):
            spans = rest.split("\t")[0].split(" ", 1)[1]
            pairs = (span.split() for span in spans.split(";"))
            places[key] = sorted((int(a), int(b)) for a, b in pairs)
    for key, _, rest in lines:
        if key.startswith("E"):
            parts = [part.split(":") for part in rest.split()]
            content = _all(places, parts, "Content")
            words = [
                (a + m.start(), a + m.end()) for a, b in content for m in _WORD.finditer(text[a:b])
            ]
            if not words:
                continue
            inside = sum(any(s <= a and b <= e for s, e in quoted) for a, b in words) / len(words)
            who = " ".join(text[a:b] for a, b in _all(places, parts, "Source"))
            named = any(word.lower() not in _PRONOUNS for word in re.findall(r"\w+", who))
            found.append(
                {
                    "claim": [{"start": a, "end": b} for a, b in content],
                    "speaker_name": who if named else UNKNOWN,
                    "quote": "direct" if inside > WHOLE else "mixed" if inside else "indirect",
                    "mental": False,
                    "evidence": False,
                    "inside": None,
                }
            )
    return found


def _all(
    places: dict[str, list[tuple[int, int]]], parts: list[list[str]], role: str
) -> list[tuple[int, int]]:
    return sorted(s for name, key in parts if name.startswith(role) for s in places[key])


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", type=Path)
    parser.add_argument("to", type=Path)
    parser.add_argument("--most", type=int, default=60)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--but", nargs="*", type=Path, default=[])
    asked = parser.parse_args(argv)
    seen = {path.stem for folder in asked.but for path in folder.glob("*.txt")}
    texts = [p for p in sorted((asked.part / "text").glob("*.txt")) if p.stem not in seen]
    random.Random(asked.seed).shuffle(texts)  # noqa: S311  a sample, no secret
    asked.to.mkdir(parents=True, exist_ok=True)
    total = 0
    for path in texts[: asked.most]:
        annotations = sorted((asked.part / "attributions").glob(f"{path.stem}_*.ann"))
        annotations += sorted((asked.part / "attributions").glob(f"{path.stem}.ann"))
        text = path.read_bytes().decode("utf-8")
        rows = claims(text, annotations[0].read_text(encoding="utf-8"))
        total += len(rows)
        day = path.stem.split("_")[1]
        head = {"text_file": f"{path.stem}.txt", "date": day, "spans": [], "claims": rows}
        (asked.to / f"{path.stem}.json").write_text(json.dumps(head), encoding="utf-8")
        (asked.to / f"{path.stem}.txt").write_bytes(text.encode("utf-8"))
    print(f"{len(texts[: asked.most])} reports, {total} claims")
    return 0


if __name__ == "__main__":
    sys.exit(main())
