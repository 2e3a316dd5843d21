"""Run a notebook's cells in one namespace and keep what they show, or check that it is so still.

    python tools/notebook.py docs/from-model-to-robustness.ipynb          writes the outputs
    python tools/notebook.py docs/from-model-to-robustness.ipynb --check  compares them

A cell shows what it prints and the value of its last expression, as text and, for a chart, as
SVG. No kernel and no notebook package is needed. Pictures are compared by their being there.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

Cell = dict[str, Any]
PICTURE = "image/svg+xml"


def shown_by(source: str, namespace: dict[str, Any], number: int) -> list[Cell]:
    """Run one cell and return its outputs as a notebook holds them."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    value = None
    with redirect_stdout(printed):
        exec(compile(tree, f"cell {number}", "exec"), namespace)  # noqa: S102 - our own document
        if isinstance(last, ast.Expr):
            expression = compile(ast.Expression(last.value), f"cell {number}", "eval")
            value = eval(expression, namespace)  # noqa: S307 - the same
    outputs: list[Cell] = []
    if printed.getvalue():
        outputs.append(
            {"name": "stdout", "output_type": "stream", "text": lines(printed.getvalue())}
        )
    if value is not None:
        data = {"text/plain": lines(repr(value))}
        if hasattr(value, "_repr_svg_"):
            data = {PICTURE: lines(value._repr_svg_()), "text/plain": [f"<{type(value).__name__}>"]}
        outputs.append(
            {
                "data": data,
                "execution_count": number,
                "metadata": {},
                "output_type": "execute_result",
            }
        )
    return outputs


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def run(notebook: Cell) -> Cell:
    """Return the notebook with what its cells show."""
    namespace: dict[str, Any] = {}
    cells = []
    number = 0
    for cell in notebook["cells"]:
        made = dict(cell)
        if cell["cell_type"] == "code":
            number += 1
            made["execution_count"] = number
            made["outputs"] = shown_by("".join(cell["source"]), namespace, number)
        cells.append(made)
    return {**notebook, "cells": cells}


def without_pictures(notebook: Cell) -> list[Any]:
    """Return what the code cells show, a picture by its place only."""
    return [
        [
            {**output, "data": {**output["data"], PICTURE: "a picture"}}
            if PICTURE in output.get("data", {})
            else output
            for output in cell["outputs"]
        ]
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Run a notebook and keep or check what it shows.")
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--check", action="store_true", help="compare, and change nothing")
    given = parser.parse_args(arguments)
    before = json.loads(given.notebook.read_text(encoding="utf-8"))
    after = run(before)
    if given.check:
        same = without_pictures(before) == without_pictures(after)
        print(f"{given.notebook}: {'as it is shown' if same else 'shows something else now'}")
        return 0 if same else 1
    text = json.dumps(after, ensure_ascii=False, indent=1) + "\n"
    given.notebook.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
