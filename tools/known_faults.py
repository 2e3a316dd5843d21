"""Known faults from a copy of a public list in the OSV form, where there is no network.

The form and how a version is judged: https://ossf.github.io/osv-schema (“Evaluation”), for ranges
of type ECOSYSTEM; the list: https://github.com/pypa/advisory-database, a folder of YAML files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Any

__all__ = ["is_affected", "known_faults", "locked", "read_list"]


def locked(lock: str) -> list[tuple[str, str]]:
    """Return canonical name and version of what a lock file pins; a name may stand there twice."""
    pinned = (line.split()[0].partition("==") for line in lock.splitlines() if line[:1].isalnum())
    return [(canonicalize_name(name.partition("[")[0]), version) for name, _, version in pinned]


def read_list(folder: Path) -> Iterator[Mapping[str, Any]]:
    """Read every entry of a copy; all scalars as text, for `1.10` is no number."""
    for path in sorted((folder / "vulns").rglob("*.yaml")):
        yield yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 (no objects)


def is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """Say whether a version is one of those listed or lies in a range. O(events log events).

    What has no order (`InvalidVersion`, as of a commit) counts as affected: no answer is no good
    answer.
    """
    if version in affected.get("versions", ()):
        return True
    ranges = (r for r in affected.get("ranges", ()) if r["type"] == "ECOSYSTEM")
    try:
        return any(_within(Version(version), one["events"]) for one in ranges)
    except InvalidVersion:
        return True


def _within(version: Version, events: Iterable[Mapping[str, str]]) -> bool:
    found = False
    pairs = [pair for event in events for pair in event.items()]
    for kind, bound in sorted(pairs, key=lambda pair: Version(pair[1])):
        match kind:
            case "introduced" if version >= Version(bound):
                found = True
            case "fixed" if version >= Version(bound):
                found = False
            case "last_affected" if version > Version(bound):
                found = False
            case _:
                pass
    return found


def known_faults(
    packages: Iterable[tuple[str, str]], entries: Iterable[Mapping[str, Any]]
) -> tuple[list[str], int, str]:
    """Return the faults in lines, how many entries were read, and the newest one's day."""
    lines, read, newest = [], 0, ""
    versions: dict[str, list[str]] = {}
    for name, version in packages:
        versions.setdefault(name, []).append(version)
    for entry in entries:
        read += 1
        newest = max(newest, entry.get("published", "")[:10])
        if entry.get("withdrawn"):
            continue
        for affected in entry.get("affected", ()):
            name = canonicalize_name(affected["package"]["name"])
            lines += [
                f"{name} {version}: {entry['id']}"
                for version in versions.get(name, ())
                if is_affected(version, affected)
            ]
    return lines, read, newest
