"""Build the documentation as a site of plain files: `python tools/docs_site.py [FOLDER]`.

The pages are those of `docs/nav.toml`: Markdown, notebooks, and the reference of the Python
interface (`docs_api`). Each becomes one HTML file without scripts and without an address outside.
Below each numbered definition stand the tests that hold the program to it. A link that leads
nowhere, an anchor that is not there, a page that is in no part of the navigation and a definition
without its tests fail the build.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tomllib
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

import docs_api

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

ROOT = Path(__file__).resolve().parent.parent
FIRST = "docs/index.md"
NAVIGATION = "docs/nav.toml"
TESTS = "docs/definitions/tests.toml"
ROOT_PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
_LINK = re.compile(r'(<(?:a|img)\b[^>]*?\b(?:href|src)=")([^"]+)(")')
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_NUMBERED = re.compile(r"^[A-Z]{2} \d+")
_TAG = re.compile(r"<[^>]+>")
_ENDING = re.compile(r"\.(?:md|ipynb)(?=$|#)")
_STYLE = """
html { font: 1.0625rem/1.6 "Noto Serif", Georgia, serif; color: #1d1c19; background: #fbfaf6; }
body { max-inline-size: 76rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; display: grid;
  grid-template-columns: 15rem minmax(0, 46rem); column-gap: 3rem; }
main { overflow-wrap: break-word; }
.skip { position: absolute; inset-inline-start: -99rem; } .skip:focus { inset-inline-start: 1rem; }
.site { font-size: .92rem; line-height: 1.45; }
.site ul { list-style: none; padding: 0; margin: 0; }
.site summary { font-weight: bold; margin-block: .7rem .2rem; cursor: pointer; }
.site li { padding-block: .15rem; } .site [aria-current] { font-weight: bold; color: inherit;
  text-decoration: none; border-inline-start: 3px solid; padding-inline-start: .5rem; }
.near { display: flex; justify-content: space-between; gap: 1rem; margin-block-start: 3rem;
  border-block-start: 1px solid #d5d2c8; padding-block-start: .75rem; }
a { color: #1d4c5e; } h1, h2, h3 { line-height: 1.3; } img { max-inline-size: 100%; }
h2 { margin-block-start: 2.2rem; border-block-end: 1px solid #1d1c19; }
pre { overflow-x: auto; padding: .75rem 1rem; background: #efece4; font-size: .875rem; }
.why, .shown { font-size: .875rem; color: #5c5a54; } .why { margin-block-end: -.6rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; font-size: .95rem; }
th, td { text-align: start; vertical-align: top; padding: .4rem .9rem .4rem 0;
  border-block-end: 1px solid #d5d2c8; }
@media (max-width: 60rem) { body { display: flex; flex-direction: column; }
  .site { order: 1; margin-block-start: 2rem; } }
@media (prefers-color-scheme: dark) { html { color: #ebe8e0; background: #191b1c; }
  a { color: #8cc3d6; } pre { background: #25282a; } h2 { border-color: #ebe8e0; }
  .why, .shown { color: #aaa69c; } img { background: #fbfaf6; } }
@media print { .site, .near { display: none; } body { display: block; } }
"""


class Page:
    """A page by its path from the root: its title, its HTML and its anchors."""

    def __init__(self, name: str, text: str, reader: MarkdownIt, shown: dict[str, str]) -> None:
        self.anchors: set[str] = set()
        self.numbered: set[str] = set()
        self._shown = shown
        self.body = _HEADING.sub(self._headed, reader.render(text))
        head = _TAG.sub("", self.body.partition("</h1>")[0]).strip().splitlines()
        self.title = head[0] if head else name

    def _headed(self, found: re.Match[str]) -> str:
        told = _TAG.sub("", found[2])
        name = plain = re.sub(r"[^\w\- ]", "", told.lower()).strip().replace(" ", "-")
        again = 0
        while name in self.anchors:
            again += 1
            name = f"{plain}-{again}"
        self.anchors.add(name)
        heading = f'<h{found[1]} id="{name}">{found[2]}</h{found[1]}>'
        number = _NUMBERED.match(told)
        if number is None or found[1] != "2":
            return heading
        self.numbered.add(number[0])
        return heading + self._shown.get(number[0], "")


class Site:
    """All pages, the navigation, and what is wrong with them."""

    def __init__(self) -> None:
        self.reader = MarkdownIt("commonmark", {"html": False}).enable("table")
        self.reader.add_render_rule("fence", fenced)
        self.faults: list[str] = []
        self.pictures: dict[str, str] = {}
        texts = self._texts()
        self.parts = self._navigation(set(texts))
        self.order = [name for _, names in self.parts for name in names]
        shown = {n: _shown_by(tests) for n, tests in proving(ROOT).items()}
        self.pages = {n: Page(n, text, self.reader, shown) for n, text in texts.items()}
        for name in texts.keys() - set(self.order):
            self.faults.append(f"{name}: stands in no part of {NAVIGATION}")
        defined = {number for page in self.pages.values() for number in page.numbered}
        self.faults += [f"{number}: no test shows it" for number in defined - shown.keys()]
        self.faults += [f"{TESTS}: there is no {number}" for number in shown.keys() - defined]

    def _texts(self) -> dict[str, str]:
        """The Markdown of every page: as written, of a notebook, of the interface."""
        found: dict[str, str] = {}
        paths = [ROOT / name for name in ROOT_PAGES]
        for folder in ("docs", "examples"):
            paths += sorted((ROOT / folder).rglob("*.md"))
        for path in paths:
            found[path.relative_to(ROOT).as_posix()] = path.read_text("utf-8")
        for path in sorted((ROOT / "docs").rglob("*.ipynb")):
            name = path.relative_to(ROOT).as_posix()
            found[name] = self._notebook(name, json.loads(path.read_text("utf-8")))
        if (ROOT / "src").is_dir():
            found |= docs_api.pages()
        return found

    def _navigation(self, known: set[str]) -> list[tuple[str, list[str]]]:
        """The parts; a folder stands for its pages, its index first."""
        parts = []
        for part in tomllib.loads((ROOT / NAVIGATION).read_text("utf-8"))["part"]:
            names: list[str] = []
            for name in part["pages"]:
                if name.endswith("/"):
                    inside = {one for one in known if one.startswith(name)}
                    names += sorted(inside, key=lambda one: (not one.endswith("index.md"), one))
                elif name in known:
                    names.append(name)
                else:
                    self.faults.append(f"{NAVIGATION}: there is no page {name}")
            parts.append((part["title"], names))
        return parts

    def _notebook(self, name: str, book: dict[str, list[dict[str, object]]]) -> str:
        """Words as they are, code as code, and what a cell shows below it."""
        parts: list[str] = []
        for cell in book["cells"]:
            source = _text(cell["source"])
            if cell["cell_type"] == "markdown":
                parts.append(source)
                continue
            parts.append(f"```python\n{source}\n```")
            outputs = cell["outputs"]
            for output in outputs if isinstance(outputs, list) else ():
                data = output.get("data", {"text/plain": output.get("text", "")})
                if "image/svg+xml" in data:
                    parts.append(self._picture(name, _text(data["image/svg+xml"])))
                else:
                    parts.append(f"```text\n{_text(data['text/plain']).rstrip()}\n```")
        return "\n\n".join(parts)

    def _picture(self, name: str, drawn: str) -> str:
        told = re.search(r"<title[^>]*>(.*?)</title>", drawn, re.DOTALL)
        path = f"{name.removesuffix('.ipynb')}-{len(self.pictures) + 1}.svg"
        self.pictures[path] = drawn
        words = told[1].replace("[", "(").replace("]", ")") if told else "A chart"
        return f"![{words}]({Path(path).name})"

    def write(self, folder: Path) -> None:
        for path, drawn in self.pictures.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(drawn, encoding="utf-8")
        for name, page in self.pages.items():
            written = _LINK.sub(partial(self._target, at=name, folder=folder), page.body)
            target = folder / html_of(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(self._whole(name, page, written), encoding="utf-8")
        (folder / "site.css").write_text(_STYLE.strip() + "\n", encoding="utf-8")

    def _whole(self, name: str, page: Page, written: str) -> str:
        up = "../" * name.count("/")
        return (
            f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{page.title} · Good Offices</title>\n"
            f'<link rel="stylesheet" href="{up}site.css">\n'
            f'</head>\n<body>\n<a class="skip" href="#main">To the page</a>\n'
            f'{self._side(name, up)}<main id="main">\n{written}{self._near(name, up)}</main>\n'
            f"</body>\n</html>\n"
        )

    def _side(self, name: str, up: str) -> str:
        """All parts; the one that holds the page is open."""
        parts = ['<nav class="site" aria-label="Site">\n']
        for title, names in self.parts:
            is_open = " open" if name in names or title == "Begin" else ""
            parts.append(f"<details{is_open}><summary>{escape(title)}</summary><ul>")
            for one in names:
                here = ' aria-current="page"' if one == name else ""
                parts.append(
                    f'<li><a href="{up}{html_of(one)}"{here}>{self.pages[one].title}</a></li>'
                )
            parts.append("</ul></details>\n")
        return "".join(parts) + "</nav>\n"

    def _near(self, name: str, up: str) -> str:
        if name not in self.order:
            return ""
        at = self.order.index(name)
        links = []
        for words, near in (("Before", at - 1), ("Next", at + 1)):
            if 0 <= near < len(self.order):
                one = self.order[near]
                links.append(f'<a href="{up}{html_of(one)}">{words}: {self.pages[one].title}</a>')
        return f'<nav class="near" aria-label="Before and next">{" ".join(links)}</nav>\n'

    def _target(self, found: re.Match[str], *, at: str, folder: Path) -> str:
        address = found[2]
        if "://" in address or address.startswith("mailto:"):
            return found[0]
        path, _, anchor = address.partition("#")
        here = (ROOT / at).parent
        whole = (here / path).resolve() if path else ROOT / at
        name = whole.relative_to(ROOT).as_posix() if whole.is_relative_to(ROOT) else path
        if name in self.pages:
            if anchor and anchor not in self.pages[name].anchors:
                self.faults.append(f"{at}: there is no #{anchor} in {name}")
            return f"{found[1]}{escape(_ENDING.sub('.html', address))}{found[3]}"
        if name in self.pictures:
            return found[0]
        if not (ROOT / name).is_file():
            self.faults.append(f"{at}: {address} leads nowhere")
            return found[0]
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy)
        return found[0]


def html_of(name: str) -> str:
    return _ENDING.sub(".html", name)


def proving(root: Path) -> dict[str, list[str]]:
    """For each numbered definition its tests, as 'FILE::NAME' below `tests`."""
    path = root / TESTS
    parts = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    return {number: tests for part in parts.values() for number, tests in part.items()}


def _shown_by(tests: list[str]) -> str:
    """The name of a test is its claim, so it is read as a sentence."""
    told = []
    for test in tests:
        path, _, name = test.partition("::")
        words = name.replace("_", " ")
        told.append(f"<q>{escape(words)}</q> (<code>tests/{escape(path)}</code>)")
    return f'\n<p class="shown">Shown by the tests: {"; ".join(told)}.</p>'


def fenced(_: RendererHTML, tokens: Sequence[Token], number: int, *__: object) -> str:
    """A block of code; where it is not run, why, as its first line says."""
    token = tokens[number]
    language, _space, why = token.info.strip().partition(" ")
    said = f'<p class="why">{escape(why)}</p>\n' if why else ""
    kind = f' class="language-{escape(language)}"' if language else ""
    return f'{said}<pre tabindex="0"><code{kind}>{escape(token.content)}</code></pre>\n'


def _text(source: object) -> str:
    return "".join(source) if isinstance(source, list) else str(source)


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
