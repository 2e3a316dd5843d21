"""A sample of `tools/compare_talks.py`: random events against rules told from the history."""

from __future__ import annotations

import pytest

import compare_talks
from goodoffices.agreement import signing
from goodoffices.talks import bids, sessions, shuttle, text
from talk_rules import RULES

PHASES = {
    "proposal": shuttle.Phase,
    "session": sessions.Phase,
    "bidding": bids.Phase,
    "text": text.Phase,
    "agreement": signing.Phase,
}
GOOD_ENDS = {"accepted", "closed", "overlap", "concluded"}


# TK 1, TK 5
@pytest.mark.parametrize("name", PHASES)
def test_no_illegal_step_is_accepted_and_nothing_is_shown_early(name):
    tally = compare_talks.Tally()
    for seed in range(150):
        compare_talks.play(name, seed, tally)
    assert tally.wrong == []
    ended = {what.partition(" ended ")[2] for what in tally.seen if " ended " in what}
    assert ended >= {
        phase for phase in PHASES[name] if phase in {"accepted", "closed", "overlap", "concluded"}
    }
    assert tally.seen[f"{name}: accepted"] > 500
    assert tally.seen[f"{name}: refused"] > 500


# TK 4
def test_no_forged_reveal_is_accepted():
    tally = compare_talks.Tally()
    for seed in range(300):
        compare_talks.forge(seed, tally)
    assert tally.wrong == []
    assert len(tally.seen) == 5


@pytest.mark.parametrize("name", PHASES)
def test_the_comparison_notices_a_rule_that_is_off(name, monkeypatch):
    monkeypatch.setitem(RULES, name, lambda *_: False)
    tally = compare_talks.Tally()
    compare_talks.play(name, 1, tally)
    assert tally.wrong


def test_the_comparison_notices_what_is_shown_too_widely(monkeypatch):
    game = compare_talks.GAMES["proposal"]
    monkeypatch.setattr(game, "view", lambda state, _: state)
    tally = compare_talks.Tally()
    compare_talks.play("proposal", 1, tally)
    assert any("is shown" in line for line in tally.wrong)


def test_the_command_says_what_it_saw(capsys):
    assert compare_talks.main(["--sequences", "1", "--reveals", "2"]) == 0
    assert capsys.readouterr().out.endswith("0 differences\n")
