"""The notebook shows what its cells still do, and nothing of the machine that ran them."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import notebook as runner  # noqa: E402 - stands in tools, which is no package

BOOKS = sorted(ROOT.glob("docs/**/*.ipynb"))
MACHINE = re.compile(r"(?<![\w/])/(?:home|root|tmp|usr|var|opt|work|Users)/|[A-Z]:\\|0x[0-9a-f]{6}")


def made_of(*sources: str) -> dict[str, Any]:
    cells = [
        {"cell_type": "code", "id": f"c{k}", "metadata": {}, "source": [one], "outputs": []}
        for k, one in enumerate(sources)
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_cell_runs_and_shows_what_it_showed(path: Path) -> None:
    before = json.loads(path.read_text("utf-8"))
    after = runner.run(before)
    assert runner.without_pictures(after) == runner.without_pictures(before)
    code = [cell for cell in before["cells"] if cell["cell_type"] == "code"]
    assert len({cell["id"] for cell in before["cells"]}) == len(before["cells"])
    assert [cell["execution_count"] for cell in code] == [*range(1, len(code) + 1)]
    pictures = [
        "".join(output["data"][runner.PICTURE])
        for cell in code
        for output in cell["outputs"]
        if runner.PICTURE in output.get("data", {})
    ]
    assert pictures
    assert all(picture.startswith("<svg") for picture in pictures)
    assert not MACHINE.search(json.dumps([cell["outputs"] for cell in code]))


def test_a_cell_shows_what_it_prints_and_its_last_value() -> None:
    book = runner.run(made_of("x = 2\nprint('two')", "x + 1", "None", "y = x"))
    shown = [cell["outputs"] for cell in book["cells"]]
    assert shown[0] == [{"name": "stdout", "output_type": "stream", "text": ["two\n"]}]
    assert shown[1][0]["data"] == {"text/plain": ["3"]}
    assert shown[2] == shown[3] == []


def test_a_picture_is_compared_by_its_place() -> None:
    drawn = "class Drawn:\n    def _repr_svg_(self):\n        return '<svg/>'\nDrawn()"
    book = runner.run(made_of(drawn))
    assert book["cells"][0]["outputs"][0]["data"][runner.PICTURE] == ["<svg/>"]
    other = json.loads(json.dumps(book).replace("<svg/>", "<svg></svg>"))
    assert runner.without_pictures(book) == runner.without_pictures(other)


def test_a_cell_that_fails_is_not_passed_over() -> None:
    with pytest.raises(AssertionError):
        runner.run(made_of("assert 1 == 2"))


def test_the_command_writes_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "book.ipynb"
    path.write_text(json.dumps(made_of("1 + 1")), encoding="utf-8")
    assert runner.main([str(path), "--check"]) == 1
    assert runner.main([str(path)]) == 0
    assert runner.main([str(path), "--check"]) == 0
    assert "as it is shown" in capsys.readouterr().out
