"""Our annotations of Wikinews reports, joined to their texts, as `annotated_reports` reads them.

`python tools/wikinews_reports.py ENTITIES SAMPLE FOLDER [--set development|kept]` takes the texts
from checkouts of dexter/dexter-datasets (Trani et al. 2016, *SEL: A Unified Algorithm for Entity
Linking and Saliency Detection*, DocEng; 365 Wikinews articles of 2004 to 2014) and of
vanatteveldt/wikinews (2019 and 2020), and what is said in them, by whom and when from
`benchmarks/wikinews.jsonl`. Texts are by the contributors of Wikinews, CC BY 2.5, and stay there;
the annotations are ours. `development` are the reports that were read while rules were made, `kept`
those that were only scored. A text that is not the one annotated is refused.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import html
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["main", "texts_of_entities", "texts_of_sample"]

ANNOTATIONS = Path(__file__).resolve().parent.parent / "benchmarks" / "wikinews.jsonl"
_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"[ \t\u00a0]+")
_DAY = re.compile(r"\w+day, \w+ \d+, \d{4}")


def texts_of_entities(lines: Iterator[str]) -> dict[str, str]:
    """Title, day and paragraphs of each article, by `d` and its number."""
    found = {}
    for line in lines:
        if not line.strip():
            continue
        row = json.loads(line)
        parts = {p["name"]: html.unescape(p["value"]) for p in row["document"] if "value" in p}
        body = [_TAG.sub("", words) for name, words in parts.items() if name.startswith("body")]
        day = parts.get("dateline")
        found[f"d{row['docId']:03}"] = _joined(html.unescape(row["title"]), day, body)
    return found


def texts_of_sample(rows: Iterator[dict[str, str]], year: str) -> dict[str, str]:
    """The same of the second collection, by `w`, the year and the row."""
    found = {}
    for number, row in enumerate(rows):
        blocks = re.split(r"\n\s*\n", row["text"])
        body = [block.replace("\n", " ") for block in blocks if block.strip()]
        day = None
        if body and _DAY.match(body[0].strip()):
            day = re.sub(r"[\s\xa0]+", " ", body.pop(0)).strip()
        found[f"w{year[2:]}_{number:03}"] = _joined(row["title"], day, body)
    return found


def _joined(title: str, day: str | None, body: list[str]) -> str:
    plain = [_SPACE.sub(" ", paragraph).strip() for paragraph in body]
    head = [title, *([day] if day else [])]
    return "\n\n".join([*head, *(paragraph for paragraph in plain if paragraph)]) + "\n"


def _texts(entities: Path, sample: Path) -> dict[str, str]:
    path = entities / "entity-saliency" / "saliency-dataset.json"
    with path.open(encoding="utf-8") as file:
        found = texts_of_entities(iter(file))
    for year in ("2019", "2020"):
        with (sample / "data" / f"wikinews_{year}.csv").open(encoding="utf-8", newline="") as file:
            found |= texts_of_sample(iter(csv.DictReader(file)), year)
    return found


def _with_text(row: dict[str, Any]) -> dict[str, Any]:
    """Spell out what the line leaves out where it is false or empty."""
    empty: dict[str, Any] = {"also": [], "date": None, "date_of": None, "date_alternatives": []}
    no = dict.fromkeys(("anonymous", "contested", "optional", "planned", "hedged"), False)
    entries = [{**empty, **no, "attribution": [], **entry} for entry in row["entries"]]
    for entry in entries:
        entry["claim"] = [{"start": a, "end": b} for a, b in entry["claim"]]
    spans = [{"start": a, "end": b, "kind": kind} for a, b, kind in row["spans"]]
    return {**row, "text_file": f"{row['id']}.txt", "spans": spans, "entries": entries}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entities", type=Path, help="checkout of dexter/dexter-datasets")
    parser.add_argument("sample", type=Path, help="checkout of vanatteveldt/wikinews")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", choices=("development", "kept"))
    asked = parser.parse_args(argv)
    texts = _texts(asked.entities, asked.sample)
    rows = [json.loads(line) for line in ANNOTATIONS.read_text(encoding="utf-8").splitlines()]
    asked.folder.mkdir(parents=True, exist_ok=True)
    chosen = [row for row in rows if asked.set in {None, row["set"]}]
    for row in chosen:
        text = texts.get(row["id"], "")
        if hashlib.sha256(text.encode()).hexdigest() != row["text_sha256"]:
            parser.error(f"{row['id']}: the text is not the one annotated")
        (asked.folder / f"{row['id']}.txt").write_text(text, encoding="utf-8", newline="")
        tree = json.dumps(_with_text(row), ensure_ascii=False)
        (asked.folder / f"{row['id']}.json").write_text(tree, encoding="utf-8")
    print(f"{len(chosen)} reports in {asked.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
