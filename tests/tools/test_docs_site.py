"""The documentation as a site: built whole, without a fault; and what a fault looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docs_site

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_documentation_builds_without_a_fault(tmp_path: Path) -> None:
    site = docs_site.Site()
    site.write(tmp_path)
    assert site.faults == []
    first = (tmp_path / "docs" / "index.html").read_text("utf-8")
    assert 'href="tutorial.html"' in first
    assert (tmp_path / "docs" / "tour" / "overview-1280.png").is_file()
    written = "".join(path.read_text("utf-8") for path in tmp_path.rglob("*.html"))
    assert "<script" not in written
    assert 'src="http' not in written


def test_links_that_lead_nowhere_and_lonely_pages_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    for name in docs_site.ROOT_PAGES:
        (tmp_path / name).write_text("# A page\n", "utf-8")
    index = "# Index\n\n[a](gone.md) [b](../README.md#here) [c](../CONTRIBUTING.md)\n"
    (tmp_path / "docs" / "index.md").write_text(index, "utf-8")
    (tmp_path / "docs" / "lonely.md").write_text("# Lonely\n", "utf-8")
    monkeypatch.setattr(docs_site, "ROOT", tmp_path)
    site = docs_site.Site()
    site.write(tmp_path / "out")
    assert sorted(site.faults) == [
        "CHANGELOG.md: no page leads to it",
        "docs/index.md: gone.md leads nowhere",
        "docs/index.md: there is no #here in README.md",
        "docs/lonely.md: no page leads to it",
    ]
