"""Build the documentation as a site of plain files: `python tools/docs_site.py [FOLDER]`.

Every page of `docs/` and the pages of the project's root become one HTML file each, without
scripts and without an address outside. A link that leads nowhere fails the build, as does a page
that nobody links to.
"""

from __future__ import annotations

import re
import shutil
import sys
from functools import partial
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parent.parent
FIRST = "docs/index.md"
ROOT_PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
_LINK = re.compile(r'(<(?:a|img)\b[^>]*?\b(?:href|src)=")([^"]+)(")')
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_STYLE = """
html { font: 1.0625rem/1.6 "Noto Serif", Georgia, serif; color: #1d1c19; background: #fbfaf6; }
body { max-inline-size: 60rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
main { max-inline-size: 46rem; overflow-wrap: break-word; }
nav { border-block-end: 1px solid #d5d2c8; padding-block-end: .5rem; margin-block-end: 1.5rem; }
a { color: #1d4c5e; } h1, h2, h3 { line-height: 1.3; } img { max-inline-size: 100%; }
h2 { margin-block-start: 2.2rem; border-block-end: 1px solid #1d1c19; }
pre { overflow-x: auto; padding: .75rem 1rem; background: #efece4; font-size: .875rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; font-size: .95rem; }
th, td { text-align: start; vertical-align: top; padding: .4rem .9rem .4rem 0;
  border-block-end: 1px solid #d5d2c8; }
@media (prefers-color-scheme: dark) { html { color: #ebe8e0; background: #191b1c; }
  a { color: #8cc3d6; } pre { background: #25282a; } h2 { border-color: #ebe8e0; } }
@media print { nav { display: none; } }
"""


class Site:
    """Pages by their path from the root, each with its title, its HTML and its anchors."""

    def __init__(self) -> None:
        self.reader = MarkdownIt("commonmark", {"html": False}).enable("table")
        found = sorted((ROOT / "docs").rglob("*.md"))
        paths = [*(ROOT / name for name in ROOT_PAGES), *found]
        self.pages = {path.relative_to(ROOT).as_posix(): self._made(path) for path in paths}
        self.linked = {FIRST}
        self.faults: list[str] = []

    def _made(self, path: Path) -> tuple[str, str, set[str]]:
        anchors: set[str] = set()

        def named(found: re.Match[str]) -> str:
            told = _TAG.sub("", found[2])
            name = re.sub(r"[^\w\- ]", "", told.lower()).strip().replace(" ", "-")
            anchors.add(name)
            return f'<h{found[1]} id="{name}">{found[2]}</h{found[1]}>'

        body = _HEADING.sub(named, self.reader.render(path.read_text("utf-8")))
        title = _TAG.sub("", body.partition("</h1>")[0]).strip().splitlines()[0]
        return title, body, anchors

    def write(self, folder: Path) -> None:
        for name, (title, body, _) in self.pages.items():
            up = "../" * name.count("/")
            home = f"{up}{FIRST.removesuffix('.md')}.html"
            written = _LINK.sub(partial(self._target, at=name, folder=folder), body)
            target = folder / f"{name.removesuffix('.md')}.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(
                f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
                f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
                f'<title>{title}</title>\n<link rel="stylesheet" href="{up}site.css">\n</head>\n'
                f'<body>\n<nav aria-label="Site"><a href="{home}">Good Offices: documentation</a>'
                f"</nav>\n<main>\n{written}</main>\n</body>\n</html>\n",
                encoding="utf-8",
            )
        (folder / "site.css").write_text(_STYLE.strip() + "\n", encoding="utf-8")
        for name in self.pages.keys() - self.linked - {"README.md"}:
            self.faults.append(f"{name}: no page leads to it")

    def _target(self, found: re.Match[str], *, at: str, folder: Path) -> str:
        address = found[2]
        if "://" in address or address.startswith("mailto:"):
            return found[0]
        path, _, anchor = address.partition("#")
        here = (ROOT / at).parent
        name = (here / path).resolve().relative_to(ROOT).as_posix() if path else at
        if name in self.pages:
            self.linked.add(name)
            if anchor and anchor not in self.pages[name][2]:
                self.faults.append(f"{at}: there is no #{anchor} in {name}")
            return f"{found[1]}{escape(address.replace('.md', '.html', 1))}{found[3]}"
        if not (ROOT / name).is_file():
            self.faults.append(f"{at}: {address} leads nowhere")
            return found[0]
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy)
        return found[0]


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else ROOT / "build" / "site"
    site = Site()
    site.write(folder)
    for fault in sorted(site.faults):
        print(fault, file=sys.stderr)
    print(f"{len(site.pages)} pages in {folder}; begin with {folder / 'docs' / 'index.html'}")
    return int(bool(site.faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
