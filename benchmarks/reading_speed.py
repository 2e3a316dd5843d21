"""A folder of reports read every way: by one worker, by two, killed and begun again, on Dask.

    python benchmarks/reading_speed.py [--reports 1000] [--of FOLDER ...] [--seed 1] [--quick]

makes the folder (each report of ten paragraphs drawn from the texts of these folders; by default
the invented reports of the tests, and the annotated ones beside the project where they are there)
and prints one table. CPU seconds count all processes
and the loading of the pipeline; seconds by the clock say something on a quiet machine alone. Each
run that is killed (SIGKILL, when half of its lines are written) is begun again and its lines are
compared with those of a run that was left alone: the exit code is 1 if any is lost, doubled or
different, or if a worker goes on without the run it belongs to. `--quick` leaves the language
pipeline off in the runs over the folder.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.reading import Reader, Report
from goodoffices.reading.batch import read_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["main", "make_folder"]

_HERE = Path(__file__).resolve().parents[1]
_OWN = (_HERE / "tests/reading/reports", _HERE.parent / "shared/reports/train")
_MARKS = re.compile(r"^published: .*\n|\[\[[^:\]]*:|\]\]")
_PARAGRAPHS = 10
_LEAST_WORDS = 20
_SAMPLE = 100
_POLL = 0.05
_PATIENCE = 20
WRONG = "wrong: "


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took; `lines` by name of file, `names` as often as they stand there."""

    wall: float
    cpu: float
    names: tuple[str, ...]
    lines: dict[str, str]


def make_folder(to: Path, reports: int, folders: Sequence[Path], seed: int) -> list[str]:
    """Write the reports and return their texts; the same for the same folders and seed."""
    parts = [
        part
        for folder in folders
        for path in sorted(folder.glob("*.txt"))
        for part in _MARKS.sub("", path.read_text(encoding="utf-8")).split("\n\n")
        if len(part.split()) >= _LEAST_WORDS
    ]
    if not parts:
        raise SystemExit(f"no texts of paragraphs below {', '.join(map(str, folders))}")
    draw = random.Random(seed)
    most = min(_PARAGRAPHS, len(parts))
    texts = ["\n\n".join(draw.sample(parts, most)) + "\n" for _ in range(reports)]
    for number, text in enumerate(texts):
        (to / f"{number:05}.txt").write_text(text, encoding="utf-8")
    return texts


def in_one_process(texts: Sequence[str], *, pipeline: bool) -> float:
    """Return words a CPU-second, what is loaded once left out."""
    reader = Reader(with_language_model=pipeline)
    reader.read(Report(texts[0]))
    begun = time.process_time()
    for text in texts:
        reader.read(Report(text))
    return sum(len(text.split()) for text in texts) / (time.process_time() - begun)


def _command(folder: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, __file__, "--run", str(folder), str(out), *more]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _lines(out: Path) -> Iterator[str]:
    with suppress(FileNotFoundError):
        yield from out.read_text(encoding="utf-8").splitlines()


def whole(folder: Path, out: Path, *more: str) -> Run:
    """Read the folder in a process of its own, going on with what `out` holds."""
    began, used = time.perf_counter(), _cpu()
    subprocess.run(_command(folder, out, *more), check=True)
    wall, cpu = time.perf_counter() - began, _cpu() - used
    found = [(json.loads(line)["file"], line) for line in _lines(out)]
    return Run(wall, cpu, tuple(name for name, _ in found), dict(found))


def killed(folder: Path, out: Path, lines: int, *more: str) -> tuple[int, bool]:
    """Kill a run when so many lines stand; say how many did, and whether its workers ended too.

    Only the run itself is killed. Its output is held open by every process that belongs to it.
    """
    pipe, none = subprocess.PIPE, subprocess.DEVNULL  # what its workers say of its end is no matter
    process = subprocess.Popen(_command(folder, out, *more), stdout=pipe, stderr=none)
    while process.poll() is None and sum(1 for _ in _lines(out)) < lines:
        time.sleep(_POLL)
    process.kill()
    try:
        process.communicate(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        return sum(1 for _ in _lines(out)), False
    return sum(1 for _ in _lines(out)), True


def compare(named: str, run: Run, wanted: Run) -> list[str]:
    """Say what is lost, doubled or different beside the run that was left alone."""
    found = []
    if lost := set(wanted.lines) - set(run.lines):
        found.append(f"{named}: {len(lost)} lost")
    if len(run.names) > len(run.lines):
        found.append(f"{named}: {len(run.names) - len(run.lines)} doubled")
    if other := [n for n in run.lines if run.lines[n] != wanted.lines.get(n)]:
        found.append(f"{named}: {len(other)} different")
    return found


def measure(folder: Path, home: Path, reports: int, *more: str) -> Iterator[str]:
    """Read the folder every way; yield rows of the table, and what is wrong after a mark."""

    def row(name: str, run: Run, *, of_all: bool = True) -> str:
        rate = f"{words / run.cpu:,.0f}" if of_all else ""
        return f"| {name} | {run.wall:.1f} | {run.cpu:.1f} | {rate} |"

    words = sum(len(p.read_text(encoding="utf-8").split()) for p in folder.glob("*.txt"))
    alone = whole(folder, home / "one.jsonl", "--workers", "1", *more)
    yield row("one worker", alone)
    two = whole(folder, home / "two.jsonl", "--workers", "2", *more)
    share = alone.wall / two.wall
    yield row(f"two workers ({share:.2f} times as fast by the clock)", two)
    yield from (WRONG + what for what in compare("two workers", two, alone))
    ways = (("two workers", ("--workers", "2")), ("Dask, two workers", ("--dask", "2")))
    for name, how in ways:
        out = home / f"{how[0][2:]}.jsonl"
        stood, ended = killed(folder, out, reports // 2, *how, *more)
        again = whole(folder, out, *how, *more)
        yield row(f"{name}, the rest after a kill at {stood} of {reports}", again, of_all=False)
        yield from (WRONG + what for what in compare(name, again, alone))
        if not ended:
            yield f"{WRONG}{name}: workers went on after the run was killed"
        if stood >= reports:
            yield f"{WRONG}{name}: the run ended before it was killed; take more reports"


def run_once(folder: Path, out: Path, workers: int, dask: int, *, pipeline: bool) -> None:
    """Read the folder as the command does, in this process and those it begins."""
    if not dask:
        read_folder(folder, out, workers=workers, with_language_model=pipeline)
        return
    from distributed import LocalCluster  # noqa: PLC0415  an optional extra

    with LocalCluster(n_workers=dask, threads_per_worker=1, dashboard_address=None) as cluster:
        address = cluster.scheduler_address
        read_folder(folder, out, cluster=address, with_language_model=pipeline)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1_000)
    parser.add_argument("--of", nargs="+", type=Path, default=list(_OWN))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--run", nargs=2, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--workers", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--dask", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    if asked.run:
        run_once(*asked.run, asked.workers, asked.dask, pipeline=not asked.quick)
        return 0
    failed = False
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        folder = home / "reports"
        folder.mkdir()
        texts = make_folder(folder, asked.reports, asked.of, asked.seed)
        print(f"{asked.reports:,} reports, {sum(len(t.split()) for t in texts):,} words")
        print("| way | seconds | CPU seconds | words a CPU-second |\n|---|---|---|---|")
        for name, pipeline in (("without the pipeline", False), ("with the pipeline", True)):
            rate = in_one_process(texts[:_SAMPLE] if pipeline else texts, pipeline=pipeline)
            print(f"| {name}, nothing but reading | | | {rate:,.0f} |", flush=True)
        for line in measure(folder, home, asked.reports, *["--quick"] * asked.quick):
            failed |= line.startswith(WRONG)
            print(line, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
