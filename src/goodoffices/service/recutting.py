"""A person cuts drafts anew: marks words that were not drafted, splits a draft, merges two.

The drafts of a report are kept as they were proposed; a cut is one more entry, with the list as it
is since. What was decided about each draft, beside what was proposed, are labels from which the
reader can learn; they leave the desk only if somebody takes them out, with consent, and that is
entered in the export register.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from django.db import transaction

from goodoffices.access.acting import Action, check_may
from goodoffices.errors import InputError
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import say
from goodoffices.service.exports import copy_line
from goodoffices.service.reading import Decision, reading_of, undecided
from goodoffices.service.reports import reports
from goodoffices.store import queries
from goodoffices.store.append import NewEntry, append
from goodoffices.store.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.service.at import At
    from goodoffices.service.reading import Reading

__all__ = ["labels", "mark_words", "merge_drafts", "split_draft", "take_labels"]

FORMAT = "goodoffices-labels/1"
_Draft = dict[str, Any]


@transaction.atomic
def mark_words(at: At, report_id: str, words: str, before: str = "") -> str:
    """Make a draft of words of the report, found by themselves and what stands before them."""
    reading = reading_of(at, report_id)
    start, end = _place(reading.filed.report.text, words, before)
    draft = _named(
        {
            "claim": [{"start": start, "end": end}],
            "act": ActKind.STATE_POSITION.value,
            "quote": "indirect",
            "sure": False,
            "by_hand": True,
            "because": {},
        }
    )
    if any(row.id == draft["id"] for row in reading.drafts):
        raise InputError(say("these words are a draft already"), where="words")
    _keep(at, reading, [*(row.draft for row in reading.drafts), draft])
    return str(draft["id"])


@transaction.atomic
def split_draft(at: At, report_id: str, draft_id: str, begins: str) -> str:
    """Part a draft in two, the second of which begins with these words; return the second's id."""
    reading = reading_of(at, report_id)
    draft = undecided(reading, draft_id).draft
    text = reading.filed.report.text
    for number, span in enumerate(draft["claim"]):
        found = _pattern(begins).search(text, span["start"] + 1, span["end"])
        if found is None:
            continue
        close = len(text[: found.start()].rstrip())
        first = [*draft["claim"][:number], {"start": span["start"], "end": close}]
        second = [{"start": found.start(), "end": span["end"]}, *draft["claim"][number + 1 :]]
        parts = [_named({**draft, "claim": claim}) for claim in (first, second)]
        _keep(at, reading, _replaced(reading, {draft_id: parts}))
        return str(parts[1]["id"])
    raise InputError(
        say("no second part of this draft begins with '{words}'", words=begins.strip()[:60]),
        where="begins",
        remedy=say("Copy the words from the draft, but not its first"),
    )


@transaction.atomic
def merge_drafts(at: At, report_id: str, draft_id: str, other_id: str) -> str:
    """Make one draft of two, with the words of both and the reading of the first."""
    reading = reading_of(at, report_id)
    draft, other = undecided(reading, draft_id).draft, undecided(reading, other_id).draft
    if draft_id == other_id:
        raise InputError(say("a draft cannot be merged with itself"), where="with")
    spans = sorted((span["start"], span["end"]) for span in (*draft["claim"], *other["claim"]))
    joined = [spans[0]]
    for start, end in spans[1:]:
        if start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    whole = _named({**draft, "claim": [{"start": start, "end": end} for start, end in joined]})
    _keep(at, reading, _replaced(reading, {draft_id: [whole], other_id: []}))
    return str(whole["id"])


def labels(at: At) -> dict[str, Any]:
    """What was proposed and what became of it, for each draft of each report of the case; `open`
    counts the drafts that nobody has decided about.
    """
    check_may(at.viewer, Action.FILE)
    found: list[dict[str, Any]] = []
    for filed in reports(at):
        reading = reading_of(at, filed.id)
        kept = queries.entries(
            at.viewer, at.case_id, at.world.keys, Genre.DRAFTS, Genre.DECISION, subject=filed.id
        )
        first: list[_Draft] = next(
            (e.payload["drafts"] for e in kept if e.genre is Genre.DRAFTS), []
        )
        proposed = {draft["id"]: draft for draft in first}
        accounts = {
            e.payload["draft"]: e.payload["account"] for e in kept if e.genre is Genre.DECISION
        }
        now = {row.id for row in reading.drafts}
        rows = [
            {
                "decision": row.decision.value,
                "proposed": proposed.get(row.id),
                "draft": row.draft,
                "account": _filed(at, row.act, accounts.get(row.id)),
            }
            for row in reading.drafts
            if row.decision is not Decision.OPEN or row.id not in proposed
        ]
        rows += [
            {"decision": "recut", "proposed": draft, "draft": None, "account": None}
            for key, draft in proposed.items()
            if key not in now
        ]
        if rows:
            report = filed.report
            found.append(
                {
                    "text": report.text,
                    "language": report.language,
                    "open": reading.undecided,
                    "labels": rows,
                }
            )
    return {"format": FORMAT, "reports": found}


@transaction.atomic
def take_labels(at: At, *, agreed: bool) -> dict[str, Any]:
    """The labels as a copy that leaves the desk: `agreed` says that those whose words they are
    consent, without which there is none; the export register keeps who took it.
    """
    if not agreed:
        raise InputError(
            say("labels hold the words of the reports"), remedy=say("Tick that you may")
        )
    found = labels(at)
    return {**found, "copy": copy_line(at, "labels")}


def _filed(at: At, act: str | None, account: str | None) -> dict[str, Any] | None:
    """The account as a person confirmed it, without the entries of the case that it names."""
    if act is None or account is None:
        return None
    told = queries.entries(at.viewer, at.case_id, at.world.keys, Genre.ACCOUNT, subject=act)
    payload = next((e.payload for e in told if e.id == account), None)
    if payload is None:
        return None
    return {key: value for key, value in payload.items() if key not in {"links", "source"}}


def _pattern(words: str) -> re.Pattern[str]:
    parts = words.split()
    if not parts:
        raise InputError(say("there are no words"), where="words")
    return re.compile(r"\s+".join(re.escape(part) for part in parts))


def _place(text: str, words: str, before: str) -> tuple[int, int]:
    """Find the words in the text; of several places the one that `before` stands before."""
    places = [found.span() for found in _pattern(words).finditer(text)]
    lead = before.split()
    fitting = [place for place in places if lead and text[: place[0]].split()[-len(lead) :] == lead]
    chosen = fitting or places
    if len(chosen) == 1:
        return chosen[0]
    if not places:
        raise InputError(
            say("these words do not stand in the report"),
            where="words",
            remedy=say("Copy them from it as they stand"),
        )
    raise InputError(
        say("these words stand in the report {count} times", count=len(chosen)),
        where="words",
        remedy=say("Take a few more of the words beside them"),
    )


def _named(draft: _Draft) -> _Draft:
    """Give a draft its id, made from its spans and act as the reader does."""
    spans = ",".join(f"{span['start']}-{span['end']}" for span in draft["claim"])
    key = hashlib.sha256(f"{spans} {draft['act']}".encode()).hexdigest()[:16]
    return {**draft, "id": key}


def _replaced(reading: Reading, by: dict[str, list[_Draft]]) -> list[_Draft]:
    return [draft for row in reading.drafts for draft in by.get(row.id, [row.draft])]


def _keep(at: At, reading: Reading, drafts: Sequence[_Draft]) -> None:
    check_may(at.viewer, Action.FILE)
    ordered = sorted(drafts, key=lambda draft: [(s["start"], s["end"]) for s in draft["claim"]])
    append(
        at.case_id,
        NewEntry(
            genre=Genre.DRAFTS,
            audience=reading.filed.audience,
            payload={"drafts": ordered, "furniture": list(reading.furniture)},
            entered=at.world.clock(),
            seat=at.seat,
            subject=reading.filed.id,
        ),
        at.world.keys,
        at.world.new_id,
    )
