"""The appendix: each entry of the record with its accounts and who stands behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.document import Entry, Telling
from goodoffices.brief.view import letter
from goodoffices.brief.words import when
from goodoffices.record.accounts import Quote, Stance
from goodoffices.record.phrases import KIND_NAMES
from goodoffices.saying import Names, listed, mark, say

if TYPE_CHECKING:
    from goodoffices.brief.view import View
    from goodoffices.record.acts import FiledAccount
    from goodoffices.record.dates import RecordDate

__all__ = ["entries"]

_STANCES = Names(
    {
        Stance.CONFIRMS: mark("confirms it"),
        Stance.DENIES: mark("denies it"),
        Stance.READING: mark("the team’s own reading"),
    }
)
_QUOTES = Names({Quote.DIRECT: mark("direct quotation"), Quote.MIXED: mark("partly quoted")})


def entries(view: View) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            act=act.id,
            label=str(number),
            kind=KIND_NAMES[act.kind],
            title=act.title,
            when=_when(act.happened),
            tellings=tuple(
                _telling(filed, f"{number}{letter(k)}" if len(act.accounts) > 1 else f"{number}a")
                for k, filed in enumerate(act.accounts)
            ),
        )
        for number, act in enumerate(view.given.acts, start=1)
    )


def _when(told: RecordDate | None) -> str:
    """The date, and the words in which it was told."""
    return (
        say("{told} (told as “{name}”)", told=when(told), name=told.words)
        if told and told.words
        else when(told)
    )


def _telling(filed: FiledAccount, label: str) -> Telling:
    account = filed.account
    parts = []
    if account.stance in _STANCES:
        parts.append(_STANCES[account.stance])
    if account.quote in _QUOTES:
        parts.append(_QUOTES[account.quote])
    if account.said:
        parts.append(say("said {date}", date=when(account.said)))
    if account.reported:
        parts.append(say("reported {date}", date=when(account.reported)))
    if account.planned:
        parts.append(say("planned"))
    if account.hedged:
        parts.append(say("with reserve"))
    if account.grade:
        parts.append(say("grade {grade}", grade=account.grade))
    if account.parallels:
        languages = listed(one.words.language for one in account.parallels)
        parts.append(
            say(
                "also given in {languages}; the text that binds is in {binding}",
                languages=languages,
                binding=account.authoritative.language,
            )
        )
    return Telling(
        account=filed.id,
        label=label,
        words=account.claim,
        attribution=account.attribution or say("source not stated"),
        particulars=say("; ").join(parts),
        source=account.source,
    )
