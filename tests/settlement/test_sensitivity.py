"""What changes with one number, compared with solving each value plainly."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise

import pytest
import typer
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from negotiations import KNOWN, additive_scenarios
from typer.testing import CliRunner

from goodoffices.cli.settle import register
from goodoffices.errors import InputError
from goodoffices.kernels.deadline import Deadline
from goodoffices.settlement import Scenario, loads, settle
from goodoffices.settlement.margins import margins
from goodoffices.settlement.plain import settle_plainly
from goodoffices.settlement.sensitivity import RULES, sensitivity
from goodoffices.settlement.varied import (
    Kind,
    Number,
    every_number,
    read_number,
    value_of,
    with_number,
)

SALE = loads(KNOWN, "toml")


# NB 22
@settings(max_examples=8)
@given(additive_scenarios(), st.data())
def test_each_value_is_what_plain_enumeration_says(scenario: Scenario, data: st.DataObject) -> None:
    assume(any(scenario.allows(scenario.package_of(n)) for n in range(scenario.package_count)))
    number = data.draw(st.sampled_from(every_number(scenario)))
    now = value_of(scenario, number)
    span = (now - 2, now + 2, Decimal("0.5"))
    found = sensitivity(scenario, number, span)
    assert found.complete
    values = [now + Decimal("0.5") * k for k in range(-4, 5)]
    for value in values:
        changed = with_number(scenario, number, value)
        plain = settle_plainly(changed)
        (exists,) = [e for low, high, e in found.room if low <= value <= high]
        assert exists is bool(plain.zone)
        for profile in found.profiles:
            stretch = profile.stretches[profile.around(value)]
            wanted = plain.solutions[profile.rule]
            assert (stretch.package is None) is (not wanted)
            if stretch.package is not None:
                assert plain.worth[stretch.package] in wanted
                assert stretch.package == settle(changed).solution(profile.rule).package
    for profile in found.profiles:
        assert profile.stretches[0].low == values[0]
        assert profile.stretches[-1].high == values[-1]
        for one, other in pairwise(profile.stretches):
            assert one.package != other.package
            assert other.low - one.high == Decimal("0.5")


def test_a_change_worked_out_by_hand() -> None:
    """Worths to A and B: (low, early) 0.4 and 0.6, (high, late) 0.6 and 0.4; B falls back on 0.2.

    With a fallback f of Side A their products are (0.4 - f) 0.4 and (0.6 - f) 0.2, equal at
    f = 0.2; the others have less from f = 0 to 0.3.
    """
    span = (Decimal(0), Decimal("0.3"), Decimal("0.05"))
    found = sensitivity(SALE, Number("a", Kind.FALLBACK), span)
    first, second = found.profiles[0].stretches
    assert (first.package, first.low, first.high) == ((0, 0), 0, Decimal("0.2"))
    assert (second.package, second.low) == ((2, 1), Decimal("0.25"))


def test_a_zone_that_closes_is_told() -> None:
    span = (Decimal(0), Decimal(1), Decimal("0.1"))
    found = sensitivity(SALE, Number("b", Kind.FALLBACK), span)
    # (low, early) still gives A its 0.2 and B 0.6; (low, late) gives A nothing
    assert found.room[-1][2] is False
    assert [r for r in found.room if r[2]][-1][1] == max(
        v
        for v in (Decimal(k) / 10 for k in range(11))
        if settle(with_number(SALE, found.number, v)).zone.exists
    )
    assert "there is none" in " ".join(found.words())


def test_margins_stop_at_the_first_change() -> None:
    for margin in margins(SALE):
        base = settle(SALE)
        for way, end in ((-1, margin.down), (1, margin.up)):
            value = margin.now
            while end is not None and value != end:
                value += way * margin.step
                other = settle(with_number(SALE, margin.number, value))
                same = base.zone.exists == other.zone.exists and all(
                    base.solution(r).package == other.solution(r).package for r in RULES
                )
                assert same is (value != end)


def test_when_time_is_up_it_says_so() -> None:
    found = sensitivity(SALE, Number("a", Kind.FALLBACK), deadline=Deadline.after(0))
    assert not found.complete
    assert found.low <= found.now <= found.high
    assert margins(SALE, Deadline.after(0)) == ()


@pytest.mark.parametrize(
    "said",
    ["a", "a.weight", "a.weight.colour", "z.fallback", "a.score.price", "a.score.price.9",
     "a.score.price.x", "a.price", "", "a.weight.price.1"],
)  # fmt: skip
def test_what_is_no_number_is_one_line(said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_number(SALE, said)
    assert "\n" not in str(refused.value)


def test_the_command_answers_in_words_and_json(tmp_path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(KNOWN, encoding="utf-8")
    app = typer.Typer()
    register(app)
    ask = [str(path), "--sensitivity", "a.weight.price"]
    assert "Nash picks the same package" in CliRunner().invoke(app, ask).stdout
    tree = json.loads(CliRunner().invoke(app, [*ask, "--json"]).stdout)
    assert tree["number"] == "a.weight.price"
    assert set(tree["rules"]) == set(RULES)
    every = [str(path), "--sensitivity", "all"]
    assert "the fallback of Side A" in CliRunner().invoke(app, every).stdout
    told = json.loads(CliRunner().invoke(app, [*every, "--json"]).stdout)
    assert len(told["margins"]) == len(every_number(SALE))
