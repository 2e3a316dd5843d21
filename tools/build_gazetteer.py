"""Write what the reader knows of states and legislatures, from open data and facts put by hand.

`python tools/build_gazetteer.py CHECKOUT` takes a checkout of github.com/factbook/factbook.json
(the World Factbook of the United States as JSON, CC0 1.0) and `tools/states_by_hand.json` (names
and capitals as reports write them, our own), and writes `states.json` and `legislatures.json` in
the reader's gazetteer. What is by hand comes first and is never taken away; the Factbook adds
formal names, names of the people and their adjectives, capitals, and the proper names of
legislatures. A word that would mean two states is left to the first by hand, else left out. The
same input gives the same files. It prints what it added, and the states it did not find.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["added_to", "legislatures", "main", "people"]

BY_HAND = Path(__file__).with_name("states_by_hand.json")
FOLDER = Path(__file__).resolve().parents[1] / "src" / "goodoffices" / "reading" / "gazetteer"
_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?")
_FIELDS = ("aliases", "demonyms", "capitals")
_GENERIC = frozenset(
    {"Congress", "Parliament", "Senate", "Assembly", "Council", "House", "Federal"}
)


def people(told: str) -> list[str]:
    """Read `Briton(s), British (collective plural)` as Briton, Britons, British."""
    found: list[str] = []
    for part in re.split(r",|;| or |/", html.unescape(told)):
        plural = re.search(r"\(s\)", part)
        name = re.sub(r"\([^)]*\)", "", part).strip().removeprefix("the ")
        if _NAME.fullmatch(name):
            found.extend([name, f"{name}s"] if plural else [name])
    return list(dict.fromkeys(found))


def added_to(row: dict[str, Any], entry: dict[str, Any]) -> dict[str, list[str]]:
    """Return what the Factbook's entry says of a state and its row does not."""
    state = entry["Government"]
    names = state.get("Country name", {})
    told = entry.get("People and Society", {}).get("Nationality", {})
    formal = [_text(names, "conventional long form"), _text(names, "conventional short form")]
    capital = re.split(r"[;,(]| note", _text(state.get("Capital", {}), "name"))[0].strip()
    given = {
        "aliases": [n.removeprefix("The ") for n in formal if n[:1].isupper() and "(" not in n],
        "demonyms": people(_text(told, "noun")) + people(_text(told, "adjective")),
        "capitals": [capital] if _NAME.fullmatch(capital) else [],
    }
    have = {row["name"], *(word for field in _FIELDS for word in row[field])}
    return {field: [w for w in dict.fromkeys(given[field]) if w not in have] for field in _FIELDS}


def legislatures(found: Iterable[tuple[str, dict[str, Any]]]) -> list[dict[str, str]]:
    """Proper names of legislatures (`Althingi`), each of one state only and of no common word."""
    pairs = []
    for state, entry in found:
        told = _text(entry["Government"].get("Legislative branch", {}), "legislature name")
        pairs += [
            (name, state)
            for part in re.findall(r"\(([^)]*)\)", told)
            for name in (re.split(r",| or |;", part)[0].strip(),)
            if re.fullmatch(r"[A-ZÀ-Þ][\w'’ -]{3,40}", name) and not _GENERIC & set(name.split())
        ]
    often = Counter(plain for plain, _ in {(_plain(name), state) for name, state in pairs})
    once = [pair for pair in sorted(set(pairs)) if often[_plain(pair[0])] == 1]
    return [{"name": name, "state": state} for name, state in once]


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _text(tree: dict[str, Any], key: str) -> str:
    value = tree.get(key)
    text = value.get("text", "") if isinstance(value, dict) else ""
    return html.unescape(text).strip()


def _entries(checkout: Path, rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the Factbook's entry of each state by the state's name."""
    known = {key: row["name"] for row in rows for key in (row["name"], *row["aliases"])}
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(checkout.glob("*/*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        state = entry.get("Government") if isinstance(entry, dict) else None
        if not state or "Capital" not in state or "Dependency status" in state:
            continue
        names = state.get("Country name", {})
        spelled = (_text(names, f"conventional {form} form") for form in ("short", "long"))
        name = next((known[n] for s in spelled if (n := s.removeprefix("The ")) in known), None)
        if name is not None:
            found.setdefault(name, entry)
    return found


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--by-hand", type=Path, default=BY_HAND)
    parser.add_argument("--to", type=Path, default=FOLDER)
    asked = parser.parse_args(argv)
    rows = json.loads(asked.by_hand.read_text(encoding="utf-8"))
    entries = _entries(asked.checkout, rows)
    new = {name: added_to(row, entries[name]) for row in rows if (name := row["name"]) in entries}
    by_hand = {w for row in rows for field in _FIELDS for w in (row["name"], *row[field])}
    often = Counter(w for more in new.values() for w in {w for ws in more.values() for w in ws})
    lines = []
    added = 0
    for row in rows:
        more = new.get(row["name"], {})
        whole = {"name": row["name"]}
        for field in ("demonyms", "capitals", "aliases"):
            fresh = [w for w in more.get(field, []) if w not in by_hand and often[w] == 1]
            whole[field] = [*row[field], *fresh]
            added += len(fresh)
        lines.append("  " + json.dumps(whole, ensure_ascii=False))
    (asked.to / "states.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    houses = legislatures(sorted(entries.items()))
    lines = ["  " + json.dumps(house, ensure_ascii=False) for house in houses]
    path = asked.to / "legislatures.json"
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    missing = [row["name"] for row in rows if row["name"] not in entries]
    print(f"{len(rows)} states, {added} names added, {len(houses)} legislatures")
    print(f"by hand alone: {', '.join(missing)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
