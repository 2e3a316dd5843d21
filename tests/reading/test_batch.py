from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.reading.batch import read_folder
from goodoffices.reading.likeness import Sources, shingles, signature

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "Norway offered on Monday to mediate between the two governments, its foreign minister said. "
    "“We are ready to host talks at any time,” she told reporters in Oslo after the two sides had "
    "exchanged fire across the river for a third day. Both capitals said they would answer within "
    "the week, and the secretary-general welcomed what he called a serious proposal by a friend."
)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    (reports / "agency").mkdir(parents=True)
    (reports / "agency" / "one.txt").write_text(STORY, encoding="utf-8")
    (reports / "same.txt").write_text(STORY, encoding="utf-8")
    (reports / "rewritten.txt").write_text(
        "By our correspondent\n\n" + STORY.replace("on Monday", "yesterday"), encoding="utf-8"
    )
    (reports / "other.txt").write_text(
        'The strike goes on, the union said. "Nobody went back to work," its leader added.',
        encoding="utf-8",
    )
    (reports / "broken.docx").write_bytes(b"PK\x03\x04no")
    return reports


def read(folder: Path, out: Path) -> Any:
    return read_folder(folder, out, workers=1, with_language_model=False)


def test_each_file_is_one_line_and_copies_name_their_source(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "drafts.jsonl"
    found = read(folder, out)
    assert (found.read, found.copies, found.rewrites, found.broken) == (3, 1, 1, 1)
    by_name = {line["file"]: line for line in lines(out)}
    assert len(lines(out)) == 5
    assert by_name["same.txt"]["same_as"] == "agency/one.txt"
    assert by_name["rewritten.txt"]["source"] == "agency/one.txt"
    assert by_name["rewritten.txt"]["likeness"] > 0.5
    assert by_name["other.txt"]["source"] == "other.txt"
    assert "broken" in by_name["broken.docx"]
    drafts = by_name["agency/one.txt"]["drafts"]
    assert drafts["format"] == "goodoffices-drafts/1"
    assert drafts["drafts"]


def test_a_run_killed_anywhere_and_begun_again_gives_the_same_lines(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "drafts.jsonl"
    read(folder, out)
    whole = out.read_bytes()
    want = sorted(lines(out), key=lambda line: line["file"])
    for cut in range(0, len(whole), max(1, len(whole) // 40)):
        out.write_bytes(whole[:cut])
        read(folder, out)
        assert sorted(lines(out), key=lambda line: line["file"]) == want


KILLED = """
import os, signal, sys
from pathlib import Path
from goodoffices.reading import batch

if __name__ == "__main__":
    left, write = [2], batch._write
    def killing(stream, line):
        write(stream, line)
        left[0] -= 1
        if not left[0]:
            stream.write('{"format": "goodoffices-rea')
            stream.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    batch._write = killing
    folder, out = map(Path, sys.argv[1:])
    batch.read_folder(folder, out, workers=2, with_language_model=False)
"""


def test_a_run_that_is_killed_takes_its_workers_along_and_the_next_goes_on(
    folder: Path, tmp_path: Path
) -> None:
    read(folder, tmp_path / "whole.jsonl")
    out = tmp_path / "drafts.jsonl"
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    command = [sys.executable, str(script), str(folder), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        run.communicate(timeout=60)  # the output closes when the last worker has ended
    assert run.returncode == -signal.SIGKILL
    assert len(out.read_text(encoding="utf-8").splitlines()) == 3
    assert read(folder, out).kept == 2
    assert sorted(out.read_text().splitlines()) == sorted(
        (tmp_path / "whole.jsonl").read_text().splitlines()
    )


def test_a_second_run_reads_nothing_and_a_new_report_is_read_alone(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "drafts.jsonl"
    read(folder, out)
    before = out.read_bytes()
    assert (again := read(folder, out)).read == 0
    assert again.kept == 5
    assert out.read_bytes() == before
    (folder / "new.txt").write_text("The envoy left on Friday.", encoding="utf-8")
    assert read(folder, out).read == 1
    assert len(lines(out)) == 6


def test_two_processes_give_the_same_lines(folder: Path, tmp_path: Path) -> None:
    read(folder, tmp_path / "one.jsonl")
    read_folder(folder, tmp_path / "two.jsonl", workers=2, with_language_model=False)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_a_cluster_gives_the_same_lines_and_goes_on_where_a_run_was_cut_off(
    folder: Path, tmp_path: Path
) -> None:
    distributed = pytest.importorskip("distributed")
    read(folder, tmp_path / "one.jsonl")
    whole = (tmp_path / "one.jsonl").read_bytes()
    out = tmp_path / "cluster.jsonl"
    out.write_bytes(whole[: len(whole) // 2])
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        read_folder(folder, out, cluster=cluster.scheduler_address, with_language_model=False)
        again = read_folder(
            folder, out, cluster=cluster.scheduler_address, with_language_model=False
        )
    assert (again.kept, again.read) == (len(lines(out)), 0)
    by_name = {line["file"]: line for line in lines(tmp_path / "one.jsonl")}
    assert {line["file"]: line for line in lines(out)} == by_name
    assert len(lines(out)) == len(by_name)


def test_bad_folders_and_outputs_are_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        read(tmp_path / "nowhere", tmp_path / "out.jsonl")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no report here"):
        read(tmp_path / "empty", tmp_path / "out.jsonl")
    other = tmp_path / "notes.jsonl"
    other.write_text('{"note": 1}\n', encoding="utf-8")
    with pytest.raises(InputError, match="something else"):
        read(folder, other)
    assert other.read_text(encoding="utf-8") == '{"note": 1}\n'


WORDS = st.lists(st.sampled_from([f"w{k}" for k in range(400)]), min_size=30, max_size=120)


# RR 11
@settings(max_examples=40)
@given(WORDS, WORDS, st.floats(0, 1))
def test_estimated_likeness_is_near_the_overlap_of_runs(
    one: list[str], other: list[str], share: float
) -> None:
    mixed = [*one[: int(share * len(one))], *other]
    a, b = shingles([" ".join(one)]), shingles([" ".join(mixed)])
    exact = len(a & b) / len(a | b)
    left, right = signature(a), signature(b)
    estimated = sum(x == y for x, y in zip(left, right, strict=True)) / len(left)
    assert abs(estimated - exact) < 0.25  # five standard deviations of 128 draws


# RR 11
def test_twenty_copies_are_one_source() -> None:
    sources = Sources()
    words = STORY.split()
    met = [
        sources.meet(str(k), signature(shingles([" ".join([*words[: 60 - k], f"note{k}"])])))[0]
        for k in range(20)
    ]
    assert set(met) == {"0"}
    assert sources.meet("new", signature(shingles(["Talks were held elsewhere by others."]))) == (
        "new",
        0.0,
    )
