from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from goodoffices.reading import Draft, Reader, Report

FIXTURES = Path(__file__).parent / "fixtures" / "reports.txt"


@dataclass(frozen=True)
class Pair:
    published: dt.date
    text: str
    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[str, ...]


def pairs() -> list[Pair]:
    lines = FIXTURES.read_text(encoding="utf-8").splitlines()
    body = "\n".join(line for line in lines if not line.startswith("#"))
    found = []
    for block in body.split("\n===")[:-1]:
        question, answer = block.strip("\n").split("\n---\n")
        head, _, text = question.partition("\n")
        rows = [line for line in answer.splitlines() if line.strip()]
        found.append(
            Pair(
                dt.date.fromisoformat(head.removeprefix("published: ")),
                text,
                tuple(
                    tuple(cell.strip() for cell in row.split("|"))
                    for row in rows
                    if not row.startswith("not:")
                ),
                tuple(row[4:].strip() for row in rows if row.startswith("not:")),
            )
        )
    return found


def words(text: str, draft: Draft) -> str:
    return " … ".join(text[span.start : span.end] for span in draft.claim)


# RR 1, RR 7
@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair.text[:40])
def test_report_gives_the_drafts_named(pair: Pair, rules: Reader) -> None:
    drafts = rules.read(Report(pair.text, pair.published)).drafts
    for acts, speaker, chain, date, claim in pair.wanted:
        here = [draft for draft in drafts if claim in words(pair.text, draft)]
        assert here, f"no draft rests on {claim!r}: {[words(pair.text, d) for d in drafts]}"
        draft = here[0]
        assert draft.act.value in acts.split(",")
        assert (draft.speaker.name if draft.speaker else "report") == speaker
        assert "; ".join(draft.attribution) == chain or chain in draft.attribution[-1]
        assert (draft.date or "-") == date
    for word in pair.unwanted:
        assert not any(word in words(pair.text, draft) for draft in drafts)
