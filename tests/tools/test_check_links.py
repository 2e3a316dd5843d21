from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from check_links import anchors, dead_links

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """# A page: first `part`

## Twice
## Twice

<a id="here"></a>

See [other](folder/other.md#its-heading), [self](#twice-1), [anchor](#here), [far](https://x.org),
![picture](folder/picture.png).

| table |
|---|
| [up](#a-page-first-part) |
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "other.md").write_text("# Its heading\n[up](../page.md)\n")
    (tmp_path / "folder" / "picture.png").touch()
    (tmp_path / "page.md").write_text(PAGE)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "page.md").write_text("[gone](gone.md)")
    return tmp_path


def test_living_links_are_let_be(project: Path) -> None:
    assert dead_links(project) == []
    assert anchors(project / "page.md") == {"a-page-first-part", "twice", "twice-1", "here"}


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("gone.md", "is not there"),
        ("folder/other.md#gone", "has no heading '#gone'"),
        ("#gone", "has no heading '#gone'"),
        ("../outside.md", "leads out of the project"),
        ("/page.md", "is not relative"),
    ],
)
def test_dead_links_are_named_with_their_place(project: Path, link: str, why: str) -> None:
    (project / "new.md").write_text(f"# New\n\nText\n\n| a |\n|---|\n| [link]({link}) |\n")
    assert dead_links(project) == [f"new.md:7: {link} {why}"]
