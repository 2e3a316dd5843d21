"""Annotated reports and what drafts are worth beside them.

A folder may hold four kinds of annotation: `ID.json` with `entries` (acts, speakers, dates) or
with `claims` (spans and speakers alone), each beside its text; `labels.json` as a desk gives out
what was decided about drafts (of which English reports count that have no draft left open, with the
drafts confirmed); and `ID.txt` with marked claims, after a first line `published: DAY`:

    [[ACT,ALSO|speaker or -|day or -|flags:words]]

where the flag `a` says anonymous and `+` that it goes on with the last.

A claim is found where its words and the draft's share at least half of their union; one draft a
claim, the best pairs first. O(claims × drafts).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from goodoffices.reading import Draft, Drafts

__all__ = [
    "Annotated",
    "Entry",
    "Scores",
    "load_folder",
    "load_labels",
    "names",
    "pairs",
    "score",
    "share_of_words",
]

_MARKED = re.compile(r"\[\[(?P<acts>[A-Z_,]+)\|(?P<who>[^|]*)\|(?P<day>[^|]*)\|(?P<flags>[a+]*):")
_WORD = re.compile(r"\w+(?:[.,'’\-]\w+)*")
_WEAK = frozenset(
    {"the", "of", "an", "to", "in", "for", "and", "on", "mr", "mrs", "ms"}
    | {"official", "officials", "statement"}
)
_MEDIATION = frozenset(
    ["REQUEST_MEDIATION", "OFFER_MEDIATION", "ACCEPT_MEDIATION", "REJECT_MEDIATION", "MEDIATE"]
)
_SET_ASIDE = frozenset(
    {"headline", "standfirst", "dateline", "subhead", "caption", "byline", "promo", "ui"}
    | {"subscribe", "related", "nav", "comments", "pullquote", "artefact", "truncated"}
)
HALF = 0.5
LABELS = "goodoffices-labels/1"
UNKNOWN = "?"
"""A speaker whom the annotation names by a pronoun alone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One annotated claim; `acts` empty where the annotation names none, `speaker` likewise."""

    spans: tuple[tuple[int, int], ...]
    acts: tuple[str, ...] = ()
    speaker: str = ""
    days: tuple[str, ...] = ()
    anonymous: bool | None = None
    dated: bool = False
    optional: bool = False
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    id: str
    text: str
    published: dt.date | None
    entries: tuple[Entry, ...]
    aside: tuple[tuple[int, int], ...] = ()


@dataclass
class Scores:
    """Counts by measure: right, proposed, asked for."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, measure: str, right: int, proposed: int, asked: int) -> None:
        kept = self.counts.setdefault(measure, [0, 0, 0])
        for k, number in enumerate((right, proposed, asked)):
            kept[k] += number

    def f1(self, measure: str) -> float:
        right, proposed, asked = self.counts.get(measure, [0, 0, 0])
        return 2 * right / (proposed + asked) if proposed + asked else 0.0

    def share(self, measure: str) -> float:
        right, _, asked = self.counts.get(measure, [0, 0, 0])
        return right / asked if asked else 0.0


def load_folder(
    folder: Path, only: Iterable[str] = (), leave_out: Iterable[str] = ()
) -> Iterator[Annotated]:
    """Read the annotated reports of a folder, in order of name; `only` names some of them, and
    those of `leave_out` are not opened.
    """
    wanted, unwanted = set(only), set(leave_out)
    for path in sorted(folder.iterdir()):
        if path.stem in unwanted or (wanted and path.stem not in wanted):
            continue
        if path.suffix == ".json":
            tree = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(tree, dict) and tree.get("format") == LABELS:
                yield from _from_labels(path.stem, tree)
                continue
            found = _from_json(path, tree)
        elif path.suffix == ".txt" and not path.with_suffix(".json").exists():
            found = _from_marks(path)
        else:
            found = None
        if found is not None:
            yield found


def load_labels(path: Path) -> tuple[Annotated, ...]:
    """Read the labels that a desk gave out; ValueError where the file holds something else."""
    tree = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(tree, dict) or tree.get("format") != LABELS:
        raise ValueError(f"{path} holds no labels ({LABELS})")
    return tuple(_from_labels(path.stem, tree))


def _from_labels(name: str, tree: dict[str, Any]) -> Iterator[Annotated]:
    """Read what people decided about drafts: what was confirmed is a claim, nothing else is."""
    for number, report in enumerate(tree["reports"], 1):
        if report["open"] or not report["language"].startswith("en"):
            continue
        confirmed = [row for row in report["labels"] if row["decision"] == "confirmed"]
        entries = tuple(_confirmed(row["account"] or {}, row["draft"]) for row in confirmed)
        yield Annotated(f"{name}-{number}", report["text"], None, entries)


def _confirmed(account: dict[str, Any], draft: dict[str, Any]) -> Entry:
    """The account as it was filed, corrections included; the draft where it says nothing."""
    spans = account.get("spans") or draft["claim"]
    chain = account.get("chain") or []
    told = chain[-1]["name"] if chain else (draft.get("speaker") or {}).get("name")
    return Entry(
        tuple((span["start"], span["end"]) for span in spans),
        (account.get("kind") or draft["act"],),
        told or "",
        quote=account.get("quote") or draft.get("quote") or "",
    )


def _from_json(path: Path, tree: Any) -> Annotated | None:
    if not isinstance(tree, dict) or not {"entries", "claims"} & set(tree):
        return None
    beside = path.parent / (tree.get("text_file") or f"{path.stem}.txt")
    text = beside.read_bytes().decode("utf-8")
    day = tree.get("reference_date") or tree.get("date")
    aside = tuple((s["start"], s["end"]) for s in tree["spans"] if s["kind"] in _SET_ASIDE)
    rows = tree["entries"] if "entries" in tree else tree["claims"]
    make = _entry if "entries" in tree else _claim
    return Annotated(
        path.stem,
        text,
        dt.date.fromisoformat(day) if day else None,
        tuple(make(row) for row in rows),
        aside,
    )


def _spans(row: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    return tuple((span["start"], span["end"]) for span in row["claim"])


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        _spans(row),
        (row["act"], *row["also"]),
        (row["speaker"] or {}).get("name") or "",
        # days that may be given where none has to be are none that is asked for
        (row["date"], *row["date_alternatives"]) if row["date"] else (),
        bool(row["anonymous"]),
        dated=True,
        optional=bool(row["optional"]),
        quote=row["quote"],
    )


def _claim(row: dict[str, Any]) -> Entry:
    borderline = bool(row["mental"] or row["evidence"] or row["inside"])
    return Entry(
        _spans(row), (), row["speaker_name"] or "", optional=borderline, quote=row["quote"]
    )


def _from_marks(path: Path) -> Annotated | None:
    head, _, marked = path.read_text(encoding="utf-8").partition("\n")
    if not head.startswith("published: "):
        return None
    text, at = "", 0
    entries: list[Entry] = []
    for found in _MARKED.finditer(marked):
        text += marked[at : found.start()]
        close = marked.index("]]", found.end())
        start = len(text)
        text += marked[found.end() : close]
        at = close + 2
        span = (start, len(text))
        if "+" in found["flags"]:
            entries[-1] = replace(entries[-1], spans=(*entries[-1].spans, span))
            continue
        none = {"-"}
        entries.append(
            Entry(
                (span,),
                tuple(found["acts"].split(",")),
                "" if found["who"] in none else found["who"],
                () if found["day"] in none else (found["day"],),
                "a" in found["flags"],
                dated=True,
            )
        )
    text += marked[at:]
    day = dt.date.fromisoformat(head.removeprefix("published: ").strip())
    return Annotated(path.stem, text, day, tuple(entries))


def pairs(report: Annotated, drafts: tuple[Draft, ...]) -> list[tuple[int, int]]:
    """Pair entries with drafts that share at least half of their words, the best pairs first."""
    words = [m.span() for m in _WORD.finditer(report.text)]
    asked = [_covered(words, entry.spans) for entry in report.entries]
    given = [_covered(words, ((s.start, s.end) for s in draft.claim)) for draft in drafts]
    near = sorted(
        (
            (len(a & g) / len(a | g), i, j)
            for i, a in enumerate(asked)
            for j, g in enumerate(given)
            if a & g
        ),
        reverse=True,
    )
    left, right, found = set(range(len(asked))), set(range(len(given))), []
    for share, i, j in near:
        if share >= HALF and i in left and j in right:
            left.discard(i)
            right.discard(j)
            found.append((i, j))
    return found


def share_of_words(
    text: str, one: Iterable[tuple[int, int]], other: Iterable[tuple[int, int]]
) -> float:
    """The words that two claims share, of all that are in either."""
    words = [m.span() for m in _WORD.finditer(text)]
    a, b = _covered(words, one), _covered(words, other)
    return len(a & b) / len(a | b) if a | b else 0.0


def _covered(words: list[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    places = tuple(spans)
    return frozenset(k for k, (a, b) in enumerate(words) for s, e in places if a < e and b > s)


def names(text: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"\w+", text.lower()) if w not in _WEAK and len(w) > 1)


def same_speaker(entry: Entry, draft: Draft) -> bool:
    told = draft.speaker.name if draft.speaker is not None else ""
    if not entry.speaker:
        return not told
    return bool(names(entry.speaker) & names(told))


def _same_act(entry: Entry, draft: Draft) -> bool:
    return not entry.acts or draft.act.value in entry.acts


def score(report: Annotated, drafts: Drafts, scores: Scores, *, attributed: bool = False) -> None:
    """Add one report's counts; with `attributed` only claims with a speaker are asked for."""
    made = tuple(draft for draft in drafts.drafts if not _aside(report, draft))
    paired = pairs(report, made)
    spared = {
        i
        for i, entry in enumerate(report.entries)
        if entry.optional or (attributed and not entry.speaker)
    }
    given = len(made) - sum(i in spared for i, _ in paired)
    found = [(report.entries[i], made[j]) for i, j in paired if i not in spared]
    asked = [entry for i, entry in enumerate(report.entries) if i not in spared]
    tests: tuple[tuple[str, Callable[[Entry, Draft], bool]], ...] = (
        ("claim", lambda _entry, _draft: True),
        ("claim and speaker", same_speaker),
        ("claim and act", _same_act),
    )
    for measure, holds in tests:
        scores.add(measure, sum(holds(e, d) for e, d in found), given, len(asked))
    for kind in ("direct", "mixed", "indirect"):
        wanted = sum(e.quote == kind for e in asked)
        scores.add(f"{kind} found", sum(e.quote == kind for e, _ in found), wanted, wanted)
    named = [(e, d) for e, d in found if e.speaker != UNKNOWN]
    scores.add(
        "claim and named speaker",
        sum(same_speaker(e, d) for e, d in named),
        given - (len(found) - len(named)),
        sum(e.speaker != UNKNOWN for e in asked),
    )
    scores.add(
        "speaker of found", sum(same_speaker(e, d) for e, d in named), len(named), len(named)
    )
    scores.add("act of found", sum(_same_act(e, d) for e, d in found), len(found), len(found))
    _mediation(report, made, found, scores)
    unnamed = [(e, d) for e, d in found if e.anonymous is not None]
    scores.add(
        "anonymous",
        sum(bool(e.anonymous) and d.anonymous for e, d in unnamed),
        sum(d.anonymous for _, d in unnamed),
        sum(bool(e.anonymous) for e in asked),
    )
    dated = [(e, d) for e, d in found if e.days]
    scores.add("dated", sum(d.date in e.days for e, d in dated), len(dated), len(dated))
    undated = [(e, d) for e, d in found if e.dated and not e.days]
    scores.add("undated", sum(d.date is None for _, d in undated), len(undated), len(undated))


def _aside(report: Annotated, draft: Draft) -> bool:
    inside = sum(
        max(0, min(s.end, end) - max(s.start, start))
        for s in draft.claim
        for start, end in report.aside
    )
    return inside > sum(s.end - s.start for s in draft.claim) / 2


def _mediation(
    report: Annotated, made: tuple[Draft, ...], found: list[tuple[Entry, Draft]], scores: Scores
) -> None:
    asked = [e for e in report.entries if e.acts[:1] and e.acts[0] in _MEDIATION]
    also = {id(d) for e, d in found if _same_act(e, d) and d.act.value in _MEDIATION}
    right = sum(e.acts[0] in _MEDIATION and _same_act(e, d) for e, d in found if e.acts)
    given = sum(d.act.value in _MEDIATION and id(d) not in also for d in made) + right
    scores.add("mediation acts", right, given, len([e for e in asked if not e.optional]))
