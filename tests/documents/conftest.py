"""A small document with one of everything, in English and in Arabic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample_document import document

if TYPE_CHECKING:
    from goodoffices.documents.document import Document


@pytest.fixture
def english() -> Document:
    return document()


@pytest.fixture
def arabic() -> Document:
    return document("rtl", "ar", "مساعٍ حميدة")
