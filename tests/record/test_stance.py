"""Public stance against MT 7, read aloud; declarations that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from tool_records import FRAME, OFTEN, chronological, days, sides, told, took_place

from goodoffices.errors import InputError
from goodoffices.record.accounts import Words
from goodoffices.record.declarations import Declaration, DeclarationKind
from goodoffices.record.stance import Tone, said_in_public
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from datetime import date

    from goodoffices.record.acts import Act

K = ActKind
TONES = {
    Tone.PRAISE: {K.PRAISE},
    Tone.CONDEMNATION: {K.CONDEMN, K.ACCUSE, K.PROTEST, K.THREATEN, K.RECALL_ENVOY},
    Tone.APPEAL: {K.APPEAL, K.CALL_FOR_TALKS, K.WARN},
    Tone.STATEMENT: {K.STATE_POSITION, K.CONFIRM, K.DENY},
}


# MT 7
@OFTEN
@given(told(K.PRAISE, K.CONDEMN, K.APPEAL, K.STATE_POSITION, K.USE_FORCE, K.DENY), days)
def test_the_public_stance_follows_the_definition(acts: list[Act], on: date) -> None:
    expected = []
    for act in chronological(acts):
        public = [f for f in act.accounts if f.audience.key == "public"]
        if not public or not took_place(act, on):
            continue
        account = public[0].account
        for tone, kinds in TONES.items():
            if account.kind not in kinds:
                continue
            by, to = sides(*account.actors), sides(*account.targets)
            toward = tuple(p for p in "abc" if p in to)
            if "mediator" in by:
                expected.append((act.id, public[0].id, tone, "mediator", toward))
            if "mediator" in to:
                expected += [
                    (act.id, public[0].id, tone, p, ("mediator",)) for p in "abc" if p in by
                ]
    found = said_in_public(acts, FRAME, on)
    assert [(s.act, s.account, s.tone, s.by, s.toward) for s in found] == expected


# MT 8
@pytest.mark.parametrize(
    ("kind", "words", "about"),
    [
        (DeclarationKind.TIE, "a treaty", ""),
        (DeclarationKind.LEVERAGE, "trade", ""),
        (DeclarationKind.INTEREST, " ", "a"),
    ],
)
def test_what_cannot_be_declared(kind: DeclarationKind, words: str, about: str) -> None:
    with pytest.raises(InputError):
        Declaration(kind, Words(words), about)


def test_an_interest_need_not_concern_one_side() -> None:
    assert not Declaration(DeclarationKind.INTEREST, Words("quiet at its border")).about
