"""Every ```python and ```console block of the documentation is run, and what it shows compared;
data is read, and any other block says why it is not run.

In a console block a line that begins with `$ ` is a command, run by bash from the project's
folder; the lines up to the next one are what it prints, in which `...` stands for anything. A
command may end with 0 or 1; bad input (2) is shown with `; echo "exit $?"`. Where it is the program
alone, and needs no desk, it runs in this process, which is quicker.
"""

from __future__ import annotations

import doctest
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

from goodoffices.cli.app import main

if TYPE_CHECKING:
    from sybil import Example

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md"))
)
SHOWN = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
BAD_INPUT = 2
ENGINES = frozenset(
    {"read", "stability", "evolution", "coalitions", "inverse", "interventions", "robust"}
    | {"settle", "offers", "divide", "casebook"}
)
FENCE = re.compile(r"^ *```(\S+)(?: (.*))?$", re.MULTILINE)


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


def in_this_process(command: str) -> tuple[int, str] | None:
    """The exit code and what is printed; None where a shell or a desk is needed."""
    flat = command.replace("\\\n", " ")
    words = shlex.split(flat)
    if words[:1] != ["goodoffices"] or words[1] not in ENGINES or re.search(r"[|;&<>$~`]", flat):
        return None
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", words)
        patch.setenv("COLUMNS", "100")
        patch.setenv("NO_COLOR", "1")
        patch.setenv("TERM", "dumb")
        with redirect_stdout(printed), redirect_stderr(printed):
            try:
                main()
            except SystemExit as ended:
                return int(ended.code or 0), printed.getvalue()
    return 0, printed.getvalue()


def in_a_shell(command: str, home: Path) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-c", command],  # noqa: S607 (as a reader would)
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        env={
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "GOODOFFICES_HOME": str(home / "desk"),
            "HOME": str(home),
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "TERM": "dumb",
        },
    )
    return done.returncode, done.stdout


def run_console(example: Example) -> str | None:
    for command, shown in commands(example.parsed):
        code, printed = in_this_process(command) or in_a_shell(command, example.namespace["home"])
        if code >= BAD_INPUT:
            return f"$ {command}\nended with {code}:\n{printed}"
        if shown and not doctest.OutputChecker().check_output(shown, printed, SHOWN):
            return f"$ {command}\nshould print\n{shown}\nbut prints\n{printed}"
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


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_not_run_says_why_and_data_can_be_read(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for fence in FENCE.finditer(text):
        language, why = fence[1], fence[2] or ""
        block = text[fence.end() + 1 :].partition("```")[0]
        if language == "toml":
            tomllib.loads(block)
        elif language == "json":
            json.loads(block)
        elif language not in {"python", "console", "mermaid"}:
            assert why.startswith("not run"), f"{name}: a block of {language} says not why"


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
