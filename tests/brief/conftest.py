"""The example case and its brief, made once for all tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from example_case import ExampleCase, brief_input, load

from goodoffices.brief.compose import compose_brief

if TYPE_CHECKING:
    from goodoffices.brief.document import Brief
    from goodoffices.brief.given import BriefInput


@pytest.fixture(scope="session")
def case() -> ExampleCase:
    return load()


@pytest.fixture(scope="session")
def given(case: ExampleCase) -> BriefInput:
    return brief_input(case)


@pytest.fixture(scope="session")
def brief(given: BriefInput) -> Brief:
    return compose_brief(given)
