"""The wheel holds all that runs; the whole way, installed anew, is `tools/clean_machine.py`."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# the project's own folder is taken off the path, the packages it needs are left on it
BRIEF = """
import sys
sys.path = [p for p in sys.path if not p.startswith(sys.argv[2])]
sys.path.insert(0, sys.argv[1])
import goodoffices
assert goodoffices.__file__.startswith(sys.argv[1]), goodoffices.__file__
from pathlib import Path
from goodoffices.desk.server import example_folder, prepare
prepare(Path("home"))
from goodoffices.brief.document import Length
from goodoffices.brief.formats import written
from goodoffices.desk.language import spoken_in
from goodoffices.desk.wiring import real_world
from goodoffices.service.brief import Order, brief_of
from goodoffices.service.example import open_example
lead = open_example(real_world(), example_folder())
with spoken_in("ar"):
    made = brief_of(lead, Order(Length.PAGE))
    for form in ("pdf", "docx", "md", "html", "json"):
        Path(f"page.{form}").write_bytes(written(made, form))
print(sorted(Path(m.__file__).name for m in list(sys.modules.values())
             if str(getattr(m, "__file__", "")).startswith(sys.argv[2])))
"""


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(into)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (made,) = into.glob("*.whl")
    with zipfile.ZipFile(made) as packed:
        packed.extractall(into / "all")
    return into / "all"


def files(folder: Path) -> set[str]:
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    return {name for name in found if "__pycache__" not in name}


def test_every_file_of_the_package_and_of_the_example_is_in_it(root: Path, wheel: Path) -> None:
    packed = files(wheel / "goodoffices")
    example = {f"examples/february-2022/{n}" for n in files(root / "examples/february-2022")}
    assert packed == files(root / "src/goodoffices") | example


def test_it_writes_the_brief_of_the_example_without_the_project(
    root: Path, wheel: Path, tmp_path: Path
) -> None:
    told = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "PYTHONPATH"}}
    command = [sys.executable, "-c", BRIEF, str(wheel), str(root / "src")]
    done = subprocess.run(
        command, cwd=tmp_path, env=told, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    assert "الوضع" in (tmp_path / "page.html").read_text("utf-8")
