"""The documentation as a site: built whole, without a fault; and what a fault looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import docs_api
import docs_site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[docs_site.Site, Path]:
    folder = tmp_path_factory.mktemp("site")
    site = docs_site.Site()
    site.write(folder)
    return site, folder


def test_the_documentation_builds_without_a_fault(built: tuple[docs_site.Site, Path]) -> None:
    site, folder = built
    assert site.faults == []
    first = (folder / "docs" / "index.html").read_text("utf-8")
    assert 'href="tutorial.html"' in first
    assert (folder / "docs" / "tour" / "overview-1280.png").is_file()
    written = "".join(path.read_text("utf-8") for path in folder.rglob("*.html"))
    assert "<script" not in written
    assert 'src="http' not in written


def test_every_page_leads_to_every_other_and_to_its_neighbours(
    built: tuple[docs_site.Site, Path],
) -> None:
    site, folder = built
    assert sorted(site.order) == sorted(site.pages)
    second = (folder / docs_site.html_of(site.order[1])).read_text("utf-8")
    assert second.count('aria-current="page"') == 1
    assert f">Before: {site.pages[site.order[0]].title}<" in second
    assert f">Next: {site.pages[site.order[2]].title}<" in second


def test_a_notebook_is_a_page_with_its_code_and_its_charts(
    built: tuple[docs_site.Site, Path],
) -> None:
    _, folder = built
    page = (folder / "docs" / "from-barter-to-table.html").read_text("utf-8")
    assert 'class="language-python"' in page
    assert ".svg" in page
    assert list((folder / "docs").glob("from-barter-to-table-*.svg"))


def test_definitions_name_the_tests_that_show_them(built: tuple[docs_site.Site, Path]) -> None:
    _, folder = built
    page = (folder / "docs" / "definitions" / "graph-model.html").read_text("utf-8")
    assert page.count("Shown by the tests:") == 20
    assert "<q>implications between concepts</q>" in page


def test_the_reference_shows_what_the_rooms_offer() -> None:
    page = docs_api.page("conflict")
    for name in ("Conflict", "load", "state_in_words"):
        assert f"## {name}\n" in page
    assert "load(" in page
    with pytest.raises(LookupError):
        docs_api.shown(docs_api.Module.of("goodoffices.conflict"), "nobody", 2)


def test_links_that_lead_nowhere_and_lonely_pages_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    for name in docs_site.ROOT_PAGES:
        (tmp_path / name).write_text("# A page\n", "utf-8")
    index = "# Index\n\n[a](gone.md) [b](../README.md#here) [c](../CONTRIBUTING.md)\n"
    (tmp_path / "docs" / "index.md").write_text(index, "utf-8")
    (tmp_path / "docs" / "lonely.md").write_text("# Lonely\n\n## GM 1 Model\n", "utf-8")
    pages = ["docs/index.md", "docs/gone.md", "README.md", "CONTRIBUTING.md"]
    navigation = f'[[part]]\ntitle = "All"\npages = {pages}\n'
    (tmp_path / "docs" / "nav.toml").write_text(navigation, "utf-8")
    monkeypatch.setattr(docs_site, "ROOT", tmp_path)
    site = docs_site.Site()
    site.write(tmp_path / "out")
    assert sorted(site.faults) == [
        "CHANGELOG.md: stands in no part of docs/nav.toml",
        "GM 1: no test shows it",
        "docs/index.md: gone.md leads nowhere",
        "docs/index.md: there is no #here in README.md",
        "docs/lonely.md: stands in no part of docs/nav.toml",
        "docs/nav.toml: there is no page docs/gone.md",
    ]
