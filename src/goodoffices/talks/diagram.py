"""A transition table as a diagram and as rows, for the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.talks.table import Table

__all__ = ["mermaid", "rows"]


def mermaid(table: Table) -> str:
    """The table in the Mermaid language, one arrow a row."""
    lines = ["stateDiagram-v2", f"    [*] --> {_node(table.start)}"]
    for row in table.rows:
        label = f"{row.event} ({row.role})" + (f", {row.when}" if row.when else "")
        lines.append(f"    {_node(row.phase)} --> {_node(row.to)}: {label}")
    lines += [f"    {_node(phase)} --> [*]" for phase in table.phases if phase in table.ends]
    return "\n".join(lines)


def rows(table: Table) -> str:
    """The table in Markdown, for those who read rather than look."""
    lines = ["| phase | event | by | if | leads to |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.phase} | {row.event} | {row.role} | {row.when} | {row.to} |" for row in table.rows
    ]
    return "\n".join(lines)


def _node(phase: str) -> str:
    return phase.replace(" ", "_")
