from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from check_results import NO_SHARED, main, not_run

if TYPE_CHECKING:
    from pathlib import Path

PASSED = '<testcase classname="tests.a" name="test_one"/>'
SKIPPED = '<testcase classname="tests.a" name="test_two"><skipped message="{}"/></testcase>'
FAILED = '<testcase classname="tests.a" name="test_two"><failure message="no"/></testcase>'


@pytest.mark.parametrize(
    ("tests", "shared", "found"),
    [
        (PASSED, True, []),
        (PASSED + FAILED, True, ["failure: tests.a::test_two: no"]),
        (PASSED + SKIPPED.format("later"), False, ["skipped: tests.a::test_two: later"]),
        (PASSED + SKIPPED.format(NO_SHARED), False, []),
        (PASSED + SKIPPED.format(NO_SHARED), True, [f"skipped: tests.a::test_two: {NO_SHARED}"]),
        ("", True, ["no test was run"]),
    ],
)
def test_what_did_not_run_is_named(
    tests: str, found: list[str], tmp_path: Path, *, shared: bool
) -> None:
    results = tmp_path / "results.xml"
    results.write_text(f"<testsuites><testsuite>{tests}</testsuite></testsuites>")
    assert not_run(results, shared_is_there=shared) == found


def test_no_results_are_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(str(tmp_path / "gone.xml")) == 1
    (tmp_path / "cut.xml").write_text("<testsuites>")
    assert main(str(tmp_path / "cut.xml")) == 1
    assert "there are no results" in capsys.readouterr().out


def test_the_time_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    suites = (
        f'<testsuite time="500.2">{PASSED}</testsuite><testsuite time="12">{PASSED}</testsuite>'
    )
    (tmp_path / "results.xml").write_text(f"<testsuites>{suites}</testsuites>")
    assert main(str(tmp_path / "results.xml")) == 0
    assert capsys.readouterr().out == "the tests took 512 s; on two cores they may take 600\n"
