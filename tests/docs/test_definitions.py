"""What the code cites of `docs/definitions` is there."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
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
    for number, tests in named.items():
        assert tests, number
        for test in tests:
            path, _, name = test.partition("::")
            cites = re.search(rf"\b{number}(?!\d)", told_by(path).get(f"test_{name}", ""))
            assert cites, f"{test} is not there, or does not say that it is about {number}"


@cache
def told_by(path: str) -> dict[str, str]:
    """The text of every test of a file, with the comment above it."""
    text = (ROOT / "tests" / path).read_text("utf-8")
    lines = text.split("\n")
    found = {}
    for one in ast.walk(ast.parse(text)):
        if isinstance(one, ast.FunctionDef):
            first = min(one.lineno, *(d.lineno for d in one.decorator_list), one.lineno) - 1
            while lines[first - 1].startswith("#"):
                first -= 1
            found[one.name] = "\n".join(lines[first : one.end_lineno])
    return found


def test_a_definition_is_held_by_a_test_that_names_it_alone() -> None:
    """A test that many definitions share shows none of them whole."""
    named = docs_site.proving(ROOT)
    shared = Counter(test for tests in named.values() for test in tests)
    assert [n for n, tests in named.items() if min(shared[test] for test in tests) > 1] == []
