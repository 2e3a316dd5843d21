"""Every sentence of the program stands in the Arabic catalogue, and that is compiled."""

from __future__ import annotations

import translations


def test_the_arabic_catalogue_is_whole():
    """After a change of words: `python tools/translations.py update`, and translate what is new."""
    paths = translations.catalogues()
    assert [path.parent.parent.name for path in paths] == ["ar"]
    found = translations.gathered()
    assert [line for path in paths for line in translations.faults(path, found)] == []
