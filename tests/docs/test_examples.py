"""Every ```python and ```console block of the documentation is run, and what it shows compared.

In a console block a line that begins with `$ ` is a command, run by bash from the project's
folder; the lines up to the next one are what it prints, in which `...` stands for anything. A
command may end with 0 or 1; bad input (2) is shown with `; echo "exit $?"`.
"""

from __future__ import annotations

import doctest
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

if TYPE_CHECKING:
    from sybil import Example

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md"))
)
SHOWN = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
BAD_INPUT = 2


def commands(block: str) -> list[tuple[str, str]]:
    """Pairs of a command and what it is said to print."""
    found: list[tuple[str, str]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif found and found[-1][0].endswith("\\"):
            found[-1] = (f"{found[-1][0]}\n{line}", "")
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]}{line}\n")
    return found


def run_console(example: Example) -> str | None:
    home: Path = example.namespace["home"]
    for command, shown in commands(example.parsed):
        done = subprocess.run(
            ["bash", "-c", command],  # noqa: S607 (as a reader would)
            cwd=ROOT,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
            env={
                **os.environ,
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                "GOODOFFICES_HOME": str(home / "desk"),
                "HOME": str(home),
                "COLUMNS": "100",
                "NO_COLOR": "1",
                "TERM": "dumb",
            },
        )
        if done.returncode >= BAD_INPUT:
            return f"$ {command}\nended with {done.returncode}:\n{done.stdout}"
        if shown and not doctest.OutputChecker().check_output(shown, done.stdout, SHOWN):
            return f"$ {command}\nshould print\n{shown}\nbut prints\n{done.stdout}"
    return None


PARSERS = Sybil(
    parsers=[
        SkipParser(),
        PythonCodeBlockParser(doctest_optionflags=SHOWN),
        CodeBlockParser(language="console", evaluator=run_console),
    ]
)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_the_document_shows_is_so(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    document = PARSERS.parse(ROOT / name)
    document.namespace["home"] = tmp_path
    for example in document.examples():
        example.evaluate()


def test_a_block_that_shows_something_else_fails(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    for block in ("```console\n$ echo one\ntwo\n```\n", "```python\n>>> 1 + 1\n3\n```\n"):
        page.write_text(block, encoding="utf-8")
        document = PARSERS.parse(page)
        document.namespace["home"] = tmp_path
        (example,) = document.examples()
        with pytest.raises(Exception, match=r"two|Expected"):
            example.evaluate()


def test_commands_run_over_lines_and_keep_what_they_print() -> None:
    assert commands("$ a \\\n  b\nprinted\n\n$ c\n") == [("a \\\n  b", "printed\n\n"), ("c", "")]
