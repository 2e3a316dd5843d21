"""The brief of a long record on a page: its latest acts, each told as in the whole."""

from __future__ import annotations

import pytest
from two_worlds import VIEWERS, make_base, make_pair, playing

from goodoffices.brief.document import Paragraph, Text
from goodoffices.record.places import UNDATED
from goodoffices.service.brief import brief_of
from goodoffices.service.brief_part import latest_part
from goodoffices.service.record import view

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(4))
def test_a_part_tells_the_latest_as_the_whole_does(seed):
    base = make_base()
    script, _ = make_pair(60_000 + seed, VIEWERS["party"][1], visible=16, hidden=10)
    with playing(script, base):
        for name in ("lead", "a", "o", "public"):
            at = base.places[name]
            whole = view(at)
            newest = sorted(whole.acts, key=lambda a: (a.place < UNDATED, a.place), reverse=True)
            accounts = sum(len(act.accounts) for act in whole.acts)
            assert latest_part(at, accounts) is None
            if len(newest) < 4:
                continue
            part = latest_part(at, sum(len(act.accounts) for act in newest[:3]))
            assert part is not None
            assert list(part.latest) == [act.id for act in newest[:3]]
            told = {act.id: act for act in part.record.acts}
            assert told == {act.id: act for act in whole.acts if act.id in told}
            assert set(part.record.standings) <= set(whole.standings)
            latest = {s for s in whole.standings if s.act in part.latest}
            assert latest <= set(part.record.standings)
            given = {b for b in whole.briefings if b.contact in part.latest}
            assert given <= set(part.record.briefings) <= set(whole.briefings)
            assert says_how_far(brief_of(at, most=2))
            assert not says_how_far(brief_of(at, most=accounts))


def says_how_far(brief):
    first = brief.sections[0].blocks[0]
    assert isinstance(first, Paragraph)
    return any(isinstance(r, Text) and "This record is long" in r.text for r in first.runs)
