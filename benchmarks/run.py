"""Run the benchmarks and print one table: `python benchmarks/run.py [NAME ...]`.

Each `benchmarks/bench_NAME.py` has one subject and offers `subject() -> Iterator[Figure]`, one
figure for each size. Figures inform; no test depends on them. A subject that raises is named,
and the others still run.
"""

from __future__ import annotations

import argparse
import importlib.util
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from figures import Figure

FOLDER = Path(__file__).resolve().parent


def subjects(names: list[str]) -> dict[str, Path]:
    found = {p.stem.removeprefix("bench_"): p for p in sorted(FOLDER.glob("bench_*.py"))}
    unknown = [name for name in names if name not in found]
    if unknown:
        raise SystemExit(f"there is no benchmark '{unknown[0]}'. Known: {', '.join(found)}")
    return {name: path for name, path in found.items() if not names or name in names}


def load(path: Path) -> Callable[[], Iterator[Figure]]:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path.name} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    subject: Callable[[], Iterator[Figure]] = module.subject
    return subject


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure, and print a table.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    sys.path.insert(0, str(FOLDER))  # subjects share figures.py
    chosen = subjects(parser.parse_args().names)
    print(f"Python {platform.python_version()}, {platform.machine()}")
    print(f"{'subject':12} {'what':44} {'measured':>14} {'target':>14}")
    failed = []
    for name, path in chosen.items():
        try:
            for figure in load(path)():
                print(f"{name:12} {figure}", flush=True)
        except Exception as error:  # noqa: BLE001 (one subject must not hide the others)
            failed.append(name)
            print(f"{name:12} {type(error).__name__}: {error}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
