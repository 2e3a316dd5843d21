"""Models, reports read and drafts decided by the team leave no trace for anybody else."""

from __future__ import annotations

import pytest
import worlds
from django.db import transaction
from two_worlds import VIEWERS, crawl, differences, make_pair, perform

from goodoffices.record.audiences import TEAM
from goodoffices.record.models import Model, ModelKind
from goodoffices.record.reports import Report
from goodoffices.service.models import save_model
from goodoffices.service.reading import add_report, confirm, discard

pytestmark = pytest.mark.django_db

STARTS = [
    "/",
    "/c/river/",
    "/c/river/record/",
    "/c/river/search/?q=river",
    "/c/river/search/?q=zebra",
    "/c/river/conflict/what-if/?move=russia.1.up",
    "/c/river/conflict/what-it-takes/?state=0&concept=seq",
    "/c/river/conflict/how-sure/?from.russia=1&to.russia=3",
    "/c/river/conflict/robustness.svg?from.russia=1&to.russia=3",
    "/c/river/conflict/together/",
    "/c/river/settlement/trades/?is.venue=1",
    "/c/river/settlement/how-sure/",
]


class Proposing:
    """A reader that proposes two drafts, so that no language model is loaded."""

    def read(self, report):
        return self

    def to_dict(self):
        span = [{"start": 0, "end": 9}]
        drafts = [{"id": n, "act": "PRAISE", "claim": span, "sure": True} for n in ("d1", "d2")]
        return {"drafts": drafts, "furniture": []}


def work_in_secret(base, root) -> None:
    lead = base.places["lead"]
    base.actions.begin("hidden work", 50.0)
    for kind in ModelKind:
        source = (root / f"examples/february-2022/{kind}.toml").read_text(encoding="utf-8")
        save_model(lead, Model(kind, "zebra", source), TEAM)
    report = add_report(lead, Report("zebra", "the zebra was praised."), TEAM, Proposing())
    confirm(lead, report.id, "d1")
    discard(lead, report.id, "d2")
    base.actions.begin("look", 100.0)


def seen(base, name: str, script, root, *, secretly: bool, most: int = 200):
    with transaction.atomic():
        perform(script, base)
        if secretly:
            work_in_secret(base, root)
        worlds.CURRENT["world"] = base.world
        found = crawl(name, STARTS, most)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("who", VIEWERS)
def test_what_the_team_models_and_reads_does_not_show(who, base, root):
    name, viewer = VIEWERS[who]
    script, _ = make_pair(30_000, viewer)
    without = seen(base, name, script, root, secretly=False)
    with_it = seen(base, name, script, root, secretly=True)
    assert len(without) > 3
    assert differences(without, with_it) == []


def test_the_team_does_see_the_difference(base, root):
    script, _ = make_pair(30_000, VIEWERS["party"][1])
    without = seen(base, "lead", script, root, secretly=False, most=6)
    with_it = seen(base, "lead", script, root, secretly=True, most=6)
    assert differences(without, with_it)
