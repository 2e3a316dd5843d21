"""The brief as one JSON document, `goodoffices-brief/1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from goodoffices.brief.document import (
    Bullets,
    Cite,
    Figure,
    Grid,
    Paragraph,
    Quoted,
    Subheading,
)
from goodoffices.record.codec import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.brief.document import Block, Brief, Run

__all__ = ["FORMAT", "to_json", "to_tree"]

FORMAT = "goodoffices-brief/1"


def to_json(brief: Brief) -> str:
    return json.dumps(to_tree(brief), ensure_ascii=False, indent=2) + "\n"


def to_tree(brief: Brief) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "title": brief.title,
        "language": brief.language,
        "direction": str(brief.direction),
        "length": str(brief.length),
        "reader": brief.reader,
        "audience": brief.audience,
        "as_of": brief.as_of.isoformat(),
        "sections": [
            {"id": s.id, "heading": s.heading, "blocks": [_block(block) for block in s.blocks]}
            for s in brief.sections
        ],
        "entries": [to_plain(entry) for entry in brief.entries],
        "sources": [to_plain(source) for source in brief.sources],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(runs):
            return {"kind": "paragraph", "runs": _runs(runs)}
        case Subheading(runs):
            return {"kind": "subheading", "runs": _runs(runs)}
        case Bullets(items):
            return {"kind": "list", "items": [_runs(item) for item in items]}
        case Grid(caption, columns, rows):
            return {
                "kind": "table",
                "caption": caption,
                "columns": list(columns),
                "rows": [[_runs(cell) for cell in row] for row in rows],
            }
        case Figure(chart):
            return {
                "kind": "chart",
                "title": chart.title,
                "description": chart.description,
                "columns": list(chart.table.columns),
                "rows": [list(row) for row in chart.table.rows],
            }


def _runs(runs: Iterable[Run]) -> list[dict[str, Any]]:
    return [_run(run) for run in runs]


def _run(run: Run) -> dict[str, Any]:
    if isinstance(run, Quoted):
        return {"quoted": to_plain(run.words)}
    if isinstance(run, Cite):
        return {"cites": [{"kind": str(ref.kind), "id": ref.id} for ref in run.refs]}
    return {"text": run.text, "strong": True} if run.strong else {"text": run.text}
