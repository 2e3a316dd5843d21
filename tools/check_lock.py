"""Is requirements.lock in step with pyproject.toml? Works offline, on what is installed.

Checked: every pin carries a hash; every requirement of pyproject.toml (extras, the group `dev`
and the build system included) is met by a pin; so is every requirement of every pinned package
that is installed here; what is installed is what is pinned; nothing is pinned for nobody.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.markers import default_environment
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

ROOT = Path(__file__).resolve().parent.parent
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


@dataclass(frozen=True, slots=True)
class Pin:
    requirement: Requirement
    version: Version
    hashed: bool

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def holds_here(self) -> bool:
        marker = self.requirement.marker
        return marker is None or marker.evaluate()


@dataclass(frozen=True, slots=True)
class Installed:
    version: Version
    requires: tuple[Requirement, ...]


def read_pins(text: str) -> tuple[list[Pin], list[str]]:
    """The pins of a lock file, and a line for each thing that is none."""
    pins, wrong = [], []
    joined = re.sub(r"\\\n", " ", text)
    for line in joined.splitlines():
        stated = line.split("--hash", 1)[0].split(" #", 1)[0].strip()
        if not stated or stated.startswith("#"):
            continue
        try:
            requirement = Requirement(stated)
        except InvalidRequirement:
            wrong.append(f"'{stated}' is not a pin")
            continue
        (specifier, *more) = [*requirement.specifier] or [None]
        if specifier is None or more or specifier.operator != "==" or "*" in specifier.version:
            wrong.append(f"{requirement.name} is not pinned to one version")
            continue
        pins.append(Pin(requirement, Version(specifier.version), bool(_HASH.search(line))))
    return pins, wrong


def stated_requirements(project: Mapping[str, Any]) -> list[Requirement]:
    """What pyproject.toml asks for, all extras and the group `dev` together."""
    own = canonicalize_name(project["project"]["name"])
    texts = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *(t for extra in project["project"]["optional-dependencies"].values() for t in extra),
        *project["dependency-groups"]["dev"],
    ]
    found = [Requirement(text) for text in texts]
    return [r for r in found if canonicalize_name(r.name) != own]


def look_up(name: str) -> Installed | None:
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    return Installed(Version(found.version), tuple(map(Requirement, found.requires or ())))


def _wanted(requirement: Requirement, extras: Iterable[str]) -> bool:
    if requirement.marker is None:
        return True
    environment = {key: str(value) for key, value in default_environment().items()}
    return any(requirement.marker.evaluate({**environment, "extra": e}) for e in ("", *extras))


def out_of_step(
    project: Mapping[str, Any],
    lock: str,
    installed: Callable[[str], Installed | None] = look_up,
) -> list[str]:
    """One line for each thing that is wrong; walks the requirements breadth first."""
    pins, wrong = read_pins(lock)
    wrong += [f"{pin.name}=={pin.version} has no hash" for pin in pins if not pin.hashed]
    here = {pin.name: pin for pin in pins if pin.holds_here}
    seen: set[tuple[str, frozenset[str]]] = set()
    queue = [("pyproject.toml", requirement) for requirement in stated_requirements(project)]
    while queue:
        asker, requirement = queue.pop(0)
        name = canonicalize_name(requirement.name)
        extras = frozenset(requirement.extras)
        pin = here.get(name)
        if pin is None:
            wrong.append(f"{asker} asks for {requirement}, which is not pinned")
            continue
        if not requirement.specifier.contains(pin.version, prereleases=True):
            wrong.append(f"{asker} asks for {requirement}, but {pin.version} is pinned")
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found = installed(name)
        if found is None:
            wrong.append(f"{name}=={pin.version} is pinned, but not installed (run: make setup)")
            continue
        if found.version != pin.version:
            wrong.append(f"{name}=={pin.version} is pinned, but {found.version} is installed")
        queue += [(name, further) for further in found.requires if _wanted(further, extras)]
    reached = {name for name, _ in seen}
    wrong += [
        f"{pin.name}=={pin.version} is pinned, but nothing asks for it"
        for name, pin in here.items()
        if name not in reached
    ]
    return list(dict.fromkeys(wrong))


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wrong = out_of_step(project, (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    for line in wrong:
        print(f"requirements.lock: {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
