"""Robustness: shares over listed and drawn worlds, the same for any number of workers."""

from __future__ import annotations

import json
import logging
import os
import signal
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import permutations, product
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pytest
import typer
from conflict_models import build, option_models, option_tree, with_stated_pairs
from hypothesis import given, settings
from typer.testing import CliRunner

from goodoffices import workers
from goodoffices.casebook.conflicts import load_conflict
from goodoffices.cli.robust import register
from goodoffices.conflict.writing import dumps, to_tree
from goodoffices.errors import InputError
from goodoffices.stability import ALL, analyse
from goodoffices.stability.robust import Doubts, analysis, robust, wilson
from goodoffices.stability.robust.tally import Tally, tally

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from goodoffices.conflict import Conflict
    from goodoffices.stability.robust import RobustResult


def settled(conflict: Conflict) -> list[Conflict]:
    """Every way to settle the unknown pairs, by writing the model anew."""
    unknown = [
        (dm.id, pair)
        for dm in conflict.decision_makers
        for pair in sorted(conflict.preferences[dm.id].unknown)
    ]
    worlds = []
    for sides in product("<>", repeat=len(unknown)):
        tree = to_tree(conflict)
        pairwise = {
            dm.id: [
                [first, sign, second] if sign != "<" else [second, ">", first]
                for (first, second), sign in conflict.preferences[dm.id].stated.items()
                if sign != "?"
            ]
            for dm in conflict.decision_makers
        }
        for (name, (first, second)), side in zip(unknown, sides, strict=True):
            pairwise[name].append([first, ">", second] if side == ">" else [second, ">", first])
        tree["pairwise"] = pairwise
        worlds.append(build(tree))
    return worlds


# GM 19
@settings(max_examples=15)
@given(
    with_stated_pairs(option_models()).filter(
        lambda one: 1 <= sum(len(p.unknown) for p in one.preferences.values()) <= 4
    )
)
def test_unknown_pairs_are_settled_each_way(conflict: Conflict) -> None:
    worlds = settled(conflict)
    result = robust(conflict, 100, workers=1)
    assert result.exact
    assert result.samples == result.worlds == len(worlds)
    for concept in ALL:
        expected = np.zeros(len(conflict.states), dtype=int)
        for world in worlds:
            expected[analyse(world, [concept]).equilibria[concept]] += 1
        assert result.counts[concept].tolist() == expected.tolist()


def test_levels_that_may_change_places() -> None:
    """The inverse problem counts the same worlds without listing them."""
    reference = {"nash": 240, "gmr": 384, "smr": 300, "seq": 384, "sseq": 300}
    conflict = load_conflict("syria_iraq_1975")
    result = robust(conflict, 720, doubts=Doubts(levels={"syria": (0, 6)}), workers=1)
    assert result.exact
    assert {name: int(result.counts[name][1]) for name in ALL} == reference


def test_statements_that_may_change_places() -> None:
    statements = ["o0", "o1", "!o0 | o1"]
    tree = option_tree([0, 1], {"dm0": {"priorities": statements}, "dm1": {"priorities": ["o0"]}})
    result = robust(build(tree), 10, doubts=Doubts(statements={"dm0": None}), workers=1)
    assert result.samples == 6
    expected = np.zeros(4, dtype=int)
    for order in permutations(statements):
        tree["preferences"]["dm0"] = {"priorities": order}
        expected[analyse(build(tree), ["seq"]).equilibria["seq"]] += 1
    assert result.counts["seq"].tolist() == expected.tolist()


def noisy() -> Conflict:
    """The first hardly cares about its option; the second much."""
    prefs = {"dm0": {"weights": {"o0": 0.1, "o1": -3}}, "dm1": {"weights": {"o0": 1, "o1": 2}}}
    return build(option_tree([0, 1], prefs))


def test_noise_on_weights() -> None:
    result = robust(noisy(), 400, doubts=Doubts(noise=1.0), concepts=["nash"], workers=1)
    assert result.worlds is None
    assert not result.exact
    # its weight stays positive if 1 + x > 0, for a standard normal x: in 84.13% of worlds
    both = result.share("nash", 3) + result.share("nash", 1)
    low, high = wilson(round(both * 400), 400)
    assert low < 0.8413 < high
    assert sum(int(n) for n in result.counts["nash"]) == 400


def test_what_matters_most() -> None:
    """One pair decides whether the first acts; the other is about states it cannot choose from."""
    tree = option_tree(
        [0, 1],
        {"dm0": {}, "dm1": {"priorities": ["!o1"]}},
        pairwise={"dm0": [["NN", "?", "YN"], ["NN", "?", "YY"]]},
    )
    most = robust(build(tree), 10, concepts=["nash"], workers=1).matters_most["nash"]
    assert most is not None
    assert (most.doubt.decision_maker, most.doubt.first, most.doubt.second) == ("dm0", "NN", "YN")
    assert most.change == 1


@pytest.mark.parametrize(("count", "total"), [(0, 10), (1, 7), (10, 100), (99, 100), (5, 5)])
def test_wilson_bounds_are_the_shares_that_the_draws_just_allow(count: int, total: int) -> None:
    for bound in wilson(count, total):
        deviation = abs(count / total - bound)
        allowed = NormalDist().inv_cdf(0.975) * (bound * (1 - bound) / total) ** 0.5
        assert deviation == pytest.approx(allowed, abs=1e-12)


def same(first: RobustResult, second: RobustResult) -> None:
    assert first.to_dict() == second.to_dict()


# GM 19
def test_any_number_of_workers_gives_the_same_numbers() -> None:
    asked: dict[str, Any] = {"doubts": Doubts(noise=0.5), "seed": 7}
    alone = robust(noisy(), 250, workers=1, **asked)
    same(alone, robust(noisy(), 250, workers=2, **asked))
    assert alone.to_dict()["seed"] == 7
    other = robust(noisy(), 250, workers=1, doubts=Doubts(noise=0.5), seed=8)
    assert other.to_dict() != alone.to_dict()


class Bereaved(ProcessPoolExecutor):
    """A pool one of whose workers is killed as soon as a first stretch is done."""

    killed: ClassVar[list[int]] = []

    def submit(self, *arguments: Any, **named: Any) -> Future[Tally]:
        future = super().submit(*arguments, **named)
        future.add_done_callback(self.kill)
        return future

    def kill(self, done: Future[Tally]) -> None:
        if not self.killed and not done.cancelled() and done.exception() is None:
            self.killed.append(min(self._processes))
            os.kill(self.killed[0], signal.SIGKILL)


LONG = 500
"""Worlds enough that a kill after the first stretch finds others under way."""


@pytest.fixture(scope="module")
def alone() -> RobustResult:
    return robust(noisy(), LONG, workers=1, doubts=Doubts(noise=0.5))


def test_a_killed_worker_loses_nothing(
    alone: RobustResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "ProcessPoolExecutor", Bereaved)
    same(alone, robust(noisy(), LONG, workers=2, doubts=Doubts(noise=0.5)))
    assert len(Bereaved.killed) == 1


def test_a_cluster_gives_the_same_numbers_also_if_a_worker_is_killed(alone: RobustResult) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
    ) as cluster:
        asked: dict[str, Any] = {"doubts": Doubts(noise=0.5), "cluster": cluster.scheduler_address}
        same(alone, robust(noisy(), LONG, **asked))
        victim = cluster.workers[0].pid
        done: list[int] = []

        def kill() -> None:
            while not any(task.state == "memory" for task in [*cluster.scheduler.tasks.values()]):
                time.sleep(0.001)
            os.kill(victim, signal.SIGKILL)
            done.append(victim)

        killer = threading.Thread(target=kill)
        killer.start()
        same(alone, robust(noisy(), LONG, **asked))
        killer.join()
        assert done == [victim]


def test_stretches_add_up() -> None:
    conflict = noisy()
    parts = [
        analysis.Stretch(to_tree(conflict), Doubts(noise=0.5), ("nash",), 0, False, *span)
        for span in ((0, 30), (30, 50), (0, 50))
    ]
    first, second, whole = map(tally, parts)
    total = first.plus(second)
    assert (total.counts == whole.counts).all()
    assert (total.together == whole.together).all()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "nothing in this model is uncertain"),
        (["--vary", "roww"], "Did you mean 'row'"),
        (["--vary", "row:0-9"], "no levels 0 to 8"),
        (["--permute", "row"], "no statements"),
        (["--vary", "row", "--permute", "row"], "both levels and statements"),
        (["--vary", "row", "--samples", "0"], "cannot draw 0 samples"),
        (["--noise", "nan"], "noise is a number"),
        (["--vary", "row", "--seed", "-1"], "seed is not negative"),
    ],
)
def test_wrong_arguments(tmp_path: Path, arguments: list[str], said: str) -> None:
    error = run(saved(tmp_path, load_conflict("chicken")), *arguments).exception
    assert isinstance(error, InputError)
    assert said in str(error)


def saved(folder: Path, conflict: Conflict) -> Path:
    path = folder / "model.toml"
    path.write_text(dumps(conflict), encoding="utf-8")
    return path


def run(*arguments: object) -> Any:
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, [str(one) for one in arguments])


def test_the_command(tmp_path: Path) -> None:
    path = saved(tmp_path, load_conflict("chicken"))
    asked = [path, "--vary", "row", "--workers", 1]
    document = json.loads(run(*asked, "--samples", 24, "--json").stdout)
    assert document["format"] == "goodoffices-robust/1"
    assert (document["samples"], document["worlds"], document["exact"]) == (24, 24, True)
    for entries in document["equilibria"].values():
        assert all(one["low"] == one["share"] == one["high"] for one in entries)
    document = json.loads(run(*asked, "--samples", 20, "--json").stdout)
    assert not document["exact"]
    assert document["seed"] == 0
    text = run(*asked, "--samples", 20).stdout
    assert "Matters most" in text
    assert "95%" in text
