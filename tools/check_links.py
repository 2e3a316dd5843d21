"""Find dead links: every relative link and anchor of every Markdown file in the project.

Anchors follow GitHub's rule: the heading in lower case, without punctuation, hyphens for spaces,
`-1`, `-2` after repeats. Links to other hosts are not followed.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

ROOT = Path(__file__).resolve().parent.parent
_NOT_IN_A_SLUG = re.compile(r"[^\w\- ]")
_HTML_ANCHOR = re.compile(r"""<[^>]+\b(?:id|name)=["']([^"']+)["']""")


def markdown_files(root: Path) -> Iterator[Path]:
    """Every Markdown file but those in hidden folders and in folders of installed things."""
    for path in sorted(root.rglob("*.md")):
        parts = path.relative_to(root).parts[:-1]
        if not any(part.startswith(".") or part == "node_modules" for part in parts):
            yield path


def _tokens(path: Path) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))


def _plain(inline: Token) -> str:
    return "".join(
        token.content for token in inline.children or () if token.type in {"text", "code_inline"}
    )


@cache
def anchors(path: Path) -> frozenset[str]:
    found: set[str] = set()
    tokens = _tokens(path)
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            slug = _NOT_IN_A_SLUG.sub("", _plain(token).lower()).replace(" ", "-")
            number, unique = 0, slug
            while unique in found:
                number += 1
                unique = f"{slug}-{number}"
            found.add(unique)
        if token.type in {"html_block", "inline"}:
            found.update(_HTML_ANCHOR.findall(token.content))
    return frozenset(found)


def links(path: Path) -> Iterator[tuple[int, str]]:
    """Line number (of the paragraph) and target of each link and picture."""
    for token in _tokens(path):
        for child in token.children or ():
            target = child.attrGet("href") or child.attrGet("src")
            if target:
                yield (token.map or [0])[0] + 1, str(target)


def why_dead(source: Path, target: str, root: Path) -> str | None:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        return "is not relative"
    place = (source.parent / unquote(parts.path)).resolve() if parts.path else source
    if not place.is_relative_to(root):
        return "leads out of the project"
    if not place.exists():
        return "is not there"
    if parts.fragment and place.suffix == ".md" and unquote(parts.fragment) not in anchors(place):
        return f"has no heading '#{parts.fragment}'"
    return None


def dead_links(root: Path) -> list[str]:
    found = []
    for path in markdown_files(root):
        for line, target in links(path):
            why = why_dead(path, target, root)
            if why:
                found.append(f"{path.relative_to(root)}:{line}: {target} {why}")
    return found


def main() -> int:
    dead = dead_links(ROOT)
    for line in dead:
        print(line)
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
