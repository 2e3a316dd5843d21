"""A package of what is negotiated, carried in an address as a value for each issue."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from goodoffices.desk.composed import IssueLine, ValueChoice
from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.service.sides import matter
from goodoffices.settlement.draft import Draft
from goodoffices.talks.wording import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.service.at import At
    from goodoffices.settlement.issues import Issue, Package

__all__ = [
    "asked_choices",
    "choices_of",
    "choosing",
    "issues_at",
    "package_named",
    "query_for",
]


def issues_at(at: At) -> tuple[Issue, ...]:
    """The issues of what is negotiated, as this seat was shown it; none where it was not."""
    shared = matter(at)
    return tuple(Draft.opened(shared.matter.source).issues) if shared else ()


def query_for(issues: Sequence[Issue], package: Package) -> str:
    return urlencode({f"is.{i.id}": str(v) for i, v in zip(issues, package, strict=True)})


def choices_of(issues: Sequence[Issue], package: Package) -> tuple[Choice, ...]:
    pairs = zip(issues, package, strict=True)
    return tuple(Choice(issue.name, issue.label(value)) for issue, value in pairs)


def asked_choices(get: Mapping[str, str], issues: Sequence[Issue]) -> tuple[Choice, ...]:
    """The package that an address names, empty where it names none; InputError where it cannot be.

    Issues that it does not name stay open.
    """
    found = []
    for issue in issues:
        asked = get.get(f"is.{issue.id}", "")
        if not asked:
            continue
        known = asked.isascii() and asked.isdigit() and len(asked) < len("1000000")
        if not known or int(asked) >= len(issue.values):
            raise InputError(
                say(
                    "“{written}” is not a value of “{issue}”",
                    written=asked[:40],
                    issue=issue.name,
                ),
                where="package",
            )
        found.append(Choice(issue.name, issue.label(int(asked))))
    return tuple(found)


def package_named(issues: Sequence[Issue], choices: Sequence[Choice]) -> Package | None:
    """The package that choices name in full, by ids or names of issues and labels of values."""
    found, chosen = [], {one.issue: one.value for one in choices}
    for issue in issues:
        value = chosen.get(issue.id, chosen.get(issue.name))
        labels = [issue.label(k) for k in range(len(issue.values))]
        if value not in labels:
            return None
        found.append(labels.index(value))
    return tuple(found)


def choosing(issues: Sequence[Issue], choices: Sequence[Choice]) -> tuple[IssueLine, ...]:
    """A choice of a value for each issue, beginning from what is named."""
    chosen = {one.issue: one.value for one in choices}
    lines = []
    for issue in issues:
        named = chosen.get(issue.id, chosen.get(issue.name, ""))
        labels = [issue.label(k) for k in range(len(issue.values))]
        values = tuple(ValueChoice(k, label, label == named) for k, label in enumerate(labels))
        lines.append(IssueLine(issue.id, issue.name, named, values, differs=False))
    return tuple(lines)
