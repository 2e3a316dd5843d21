"""What is loaded when, and how long it takes to start."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("goodoffices")
HEAVY = (
    "altair", "argon2", "cryptography", "django", "distributed", "granian", "numpy", "pandas",
    "rich", "scipy", "spacy", "sqlite3", "trafilatura", "typer", "vl_convert", "whitenoise",
)  # fmt: skip
PURE = (
    "errors", "kernels", "tables", "modelling", "record", "access", "journal", "conflict",
    "stability", "settlement", "talks", "agreement", "reading", "casebook", "brief",
)  # fmt: skip

# imports every module of a room while the named packages are not to be had
IMPORT_ROOM = """
import importlib, pkgutil, sys
room, *blocked = sys.argv[1:]
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked:
            raise ModuleNotFoundError(f"{name} is blocked", name=name)
sys.meta_path.insert(0, Blocked())
module = importlib.import_module(f"goodoffices.{room}")
for found in pkgutil.walk_packages(getattr(module, "__path__", []), module.__name__ + "."):
    importlib.import_module(found.name)
"""

# the command line while the named packages are not installed
WITHOUT = """
import sys
blocked, *sys.argv[1:] = sys.argv[1:]
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked.split(","):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Blocked())
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: (
    None if name.partition(".")[0] in blocked.split(",") else found(name, package)
)
from goodoffices.cli.app import main
"""
RUN_WITHOUT = f"{WITHOUT}main()\n"
HELP_WITHOUT = f"""{WITHOUT}
names = sys.argv[1:]
for name in names:
    print(name)
    sys.argv[1:] = [name, "--help"]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            raise
"""


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )


def best_of_five(*command: str) -> float:
    """Least processor time of a run in seconds: what a machine with nothing else to do needs."""
    times = []
    for _ in range(5):
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0
        times.append(usage.ru_utime + usage.ru_stime)
    return min(times)


def test_the_bare_package_loads_nothing_heavy() -> None:
    done = python("-c", "import sys, goodoffices; print(*{m.split('.')[0] for m in sys.modules})")
    assert done.stderr == ""
    assert not set(done.stdout.split()) & set(HEAVY)


def test_the_bare_package_is_there_in_150_ms() -> None:
    code = (
        "import time; t = time.perf_counter(); import goodoffices; print(time.perf_counter() - t)"
    )
    assert min(float(python("-c", code).stdout) for _ in range(5)) < 0.150


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_needs_no_web_terminal_or_plotting_package(room: str) -> None:
    done = python("-c", IMPORT_ROOM, room, "django", "typer", "rich", "altair", "spacy")
    assert done.stderr == ""
    assert done.returncode == 0


def test_a_stability_analysis_needs_no_scipy_and_further_questions_load_when_asked() -> None:
    code = """
import sys
from goodoffices import conflict, stability
made = conflict.loads(sys.argv[1])
assert stability.analyse(made).equilibria["nash"].tolist() == [1]
assert not any(name.partition(".")[0] == "scipy" for name in sys.modules)
assert stability.attractors.attractors(made) == ((1,),)
assert stability.inverse.inverse(made, 1, "nash").count == 1
for name in stability.__all__:
    getattr(stability, name)
for name in conflict.__all__:
    getattr(conflict, name)
"""
    model = """
format = "goodoffices-conflict/1"
decision_makers = [{id = "a", options = [{id = "go"}]}]
preferences.a.priorities = ["go"]
"""
    assert python("-c", code, model).stderr == ""


def test_help_works_and_starts_in_400_ms() -> None:
    done = subprocess.run([COMMAND, "--help"], check=True, capture_output=True, text=True)
    assert "Usage: goodoffices" in done.stdout
    assert best_of_five(str(COMMAND), "--help") < 0.400


def test_help_of_each_command_works_without_any_extra() -> None:
    listed = python("-c", RUN_WITHOUT, "django,spacy,altair", "--help", COLUMNS="100")
    assert (listed.stderr, listed.returncode) == ("", 0)
    names = re.findall(r"(?m)^  ([a-z]+)", listed.stdout.partition("Commands:")[2])
    assert names
    done = python("-c", HELP_WITHOUT, "django,spacy,altair", *names)
    assert (done.stderr, done.returncode) == ("", 0)
    assert [line for line in done.stdout.splitlines() if line in names] == names


def test_a_report_is_read_without_the_reading_extra(root: Path) -> None:
    report = root / "examples/february-2022/reports/2022-02-27-agency.txt"
    done = python("-c", RUN_WITHOUT, "spacy,trafilatura,nh3", "read", str(report), "--json")
    assert (done.stderr, done.returncode) == ("", 0)
    drafts = json.loads(done.stdout)["drafts"]
    assert drafts
    assert not any(draft["sure"] for draft in drafts)


@pytest.mark.parametrize("command", [["desk", "--example"], ["verify"], ["case", "list"]])
def test_a_command_of_the_desk_says_which_extra_it_needs(
    command: list[str], tmp_path: Path
) -> None:
    done = python("-c", RUN_WITHOUT, "django", *command, GOODOFFICES_HOME=str(tmp_path))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("goodoffices: ")
    assert "pip install 'goodoffices[desk]'" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())
