"""What the code cites of `docs/definitions` is there."""

from __future__ import annotations

import re
from pathlib import Path

import docs_site

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = [
    line.lstrip("# ")
    for path in sorted((ROOT / "docs" / "definitions").glob("*.md"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.startswith("#")
]
NUMBER = re.compile(r"\b(?:AG|GM|MT|NB|RR|TK) \d+(?:\.\d+)?\b")
BY_NAME = re.compile(r'definitions,\s+"([^"]+)"|"([^"]+)"\s+of\s+the\s+graph\s+model\s+definitions')


def cited(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    found = set()
    for path in sorted((ROOT / "src").rglob("*.py")):
        for match in pattern.finditer(path.read_text(encoding="utf-8")):
            words = next((group for group in match.groups() if group), match[0])
            found.add((path.relative_to(ROOT).as_posix(), " ".join(words.split())))
    return found


def test_sections_are_numbered_once_and_without_gaps() -> None:
    for name in ("AG", "GM", "MT", "NB", "RR", "TK"):
        numbers = [int(m[1]) for h in HEADINGS if (m := re.match(rf"{name} (\d+) ", h))]
        assert numbers == list(range(1, len(numbers) + 1))


def test_sections_cited_by_number_are_there() -> None:
    numbers = {" ".join(heading.split()[:2]) for heading in HEADINGS}
    assert {(where, number) for where, number in cited(NUMBER) if number not in numbers} == set()


def test_sections_cited_by_name_are_there() -> None:
    found = cited(BY_NAME)
    assert found
    names = {heading.split(maxsplit=2)[-1] for heading in HEADINGS}
    assert {(where, name) for where, name in found if name not in names} == set()


def test_every_definition_names_tests_that_are_there() -> None:
    """A test is a claim; the manual shows it below the definition that it holds the program to."""
    named = docs_site.proving(ROOT)
    numbers = {
        " ".join(h.split()[:2]) for h in HEADINGS if NUMBER.fullmatch(" ".join(h.split()[:2]))
    }
    assert {n for n in numbers if "." not in n} == set(named)
    texts: dict[str, str] = {}
    for number, tests in named.items():
        assert tests, number
        for test in tests:
            path, _, name = test.partition("::")
            text = texts.setdefault(path, (ROOT / "tests" / path).read_text("utf-8"))
            assert f"def test_{name}(" in text, (number, test)
