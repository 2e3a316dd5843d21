"""Names the reader knows beforehand: states, their capitals and demonyms, offices, media, titles.

The data lie beside this file: `states.json` and `legislatures.json` (built from the World Factbook,
CC0 1.0, and from facts put by hand, by `tools/build_gazetteer.py`); `bodies.json`, `titles.json`
and `given_names.json` (by hand). A lexicon of one's own goes before them. A capital stands for its
government only where a person or state is called for; as a venue it stays a city.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from goodoffices.reading.gazetteer.lexicon import read_lexicon
from goodoffices.reading.model import Party
from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LONGEST_NAME = 6
_WORDS = re.compile(r"[^\s,;:\"“”()]+")


@dataclass(frozen=True)
class Gazetteer:
    states: Mapping[str, str]
    demonyms: Mapping[str, str]
    capitals: Mapping[str, str]
    bodies: Mapping[str, Party]
    titles: Mapping[str, Role]
    given_names: Mapping[str, str]
    own: frozenset[str] = frozenset()
    """Names that a lexicon of one's own gives its bodies."""

    @staticmethod
    def load(lexicon: Path | None = None) -> Gazetteer:
        """Load what the reader knows, and before it a lexicon of one's own."""
        own = read_lexicon(lexicon) if lexicon is not None else {}
        states: dict[str, str] = {}
        demonyms: dict[str, str] = {}
        capitals: dict[str, str] = {}
        for row in (*own.get("states", ()), *_data("states.json")):
            name = row["name"]
            for key in (name, *row.get("aliases", ())):
                states.setdefault(key, name)
            for key in row.get("demonyms", ()):
                demonyms.setdefault(key, name)
            for key in row.get("capitals", ()):
                capitals.setdefault(key, name)
        bodies: dict[str, Party] = {}
        houses = ({**row, "role": "legislature"} for row in _data("legislatures.json"))
        for row in (*own.get("bodies", ()), *_data("bodies.json"), *houses):
            party = Party(row["name"], Role(row["role"]), row.get("state"))
            for key in (row["name"], *row.get("aliases", ())):
                bodies.setdefault(key, party)
        titles = _flat(own.get("titles", {}), _data("titles.json"))
        given = _flat(own.get("given_names", {}), _data("given_names.json"))
        roles = {title: Role(role) for title, role in titles.items()}
        names = frozenset(row["name"] for row in own.get("bodies", ()))
        return Gazetteer(states, demonyms, capitals, bodies, roles, given, names)

    def state_of(self, phrase: str) -> str | None:
        """Return the state a name, demonym or capital points to; `Ukraine's` counts."""
        name = clean(phrase)
        return (
            self.states.get(name)
            or self.demonyms.get(name)
            or self.capitals.get(name)
            or self._half(name)
        )

    def _half(self, name: str) -> str | None:
        """Read `anti-Israeli` and `pro-Kyiv` by what follows the hyphen, `US-led` by its head."""
        if "-" not in name:
            return None
        first, _, last = name.partition("-")
        for part in (last, first):
            state = self.states.get(part) or self.demonyms.get(part) or self.capitals.get(part)
            if state and part[:1].isupper():
                return state
        return None

    def body(self, phrase: str) -> Party | None:
        """Return the office, organisation, medium or group of that name."""
        name = clean(phrase)
        return self.bodies.get(name) or self.bodies.get(name.removeprefix("The "))

    def states_in(self, text: str) -> tuple[str, ...]:
        """Return the states named in a text, in order, longest names first. O(words)."""
        found: list[str] = []
        words = _WORDS.findall(text)
        k = 0
        while k < len(words):
            for length in range(min(_LONGEST_NAME, len(words) - k), 0, -1):
                phrase = " ".join(words[k : k + length])
                state = self.state_of(phrase) if phrase[:1].isupper() else None
                if state:
                    if state not in found:
                        found.append(state)
                    k += length - 1
                    break
            k += 1
        return tuple(found)

    def role_in(self, words: str) -> tuple[Role, str] | None:
        """Return the role of the longest title in a noun phrase, and that title."""
        words = re.split(
            r",| (?:of|for|to|at|from|in) (?!state\b|foreign\b|defen)",
            words.strip(),
            flags=re.IGNORECASE,
        )[0]
        tokens = re.findall(r"[\w'’\-]+", words.lower().replace("’", "'"))
        best: tuple[int, int, Role, str] | None = None
        for size in (4, 3, 2, 1):
            for k in range(len(tokens) - size + 1):
                title = " ".join(tokens[k : k + size]).removesuffix("'s")
                role = self.titles.get(title)
                if role and (best is None or size >= best[0]):
                    best = (size, k, role, title)
        return (best[2], best[3]) if best else None

    def pronoun_of(self, name: str) -> str | None:
        """Return `she` or `he` for a full name that begins with a common given name, else None."""
        words = name.split()
        kind = self.given_names.get(words[0]) if len(words) > 1 else None
        return {"female": "she", "male": "he"}[kind] if kind else None


def clean(phrase: str) -> str:
    """Strip article and possessive: `the Kremlin's` is `Kremlin`."""
    name = phrase.replace("’", "'").strip(' \t\n,.;:"“”()')
    if phrase.rstrip().endswith(".") and re.search(r"\b\w\.\w", phrase):
        name += "."  # abbreviations keep their stop: U.S.
    name = re.sub(r"'s?$", "", name)
    return (
        re.sub(r"^(?:the|The)\s+(?=\w)", "", name)
        if name not in {"the North", "the South"}
        else name
    )


def _flat(*tables: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Turn kind → names into name → kind; the first table that has a name decides."""
    found: dict[str, str] = {}
    for table in tables:
        for kind, names in table.items():
            for name in names:
                found.setdefault(name, kind)
    return found


def _data(name: str) -> Any:
    return json.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
