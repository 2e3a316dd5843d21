"""An agreement: terms from what was accepted, obligations, follow-up, bundle, whether it holds."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from conflict_models import option_models
from hypothesis import assume, given, settings
from icalendar import Calendar
from typer.testing import CliRunner

from goodoffices import conflict
from goodoffices.agreement import (
    Agreement,
    Fact,
    Mediation,
    Obligation,
    Origin,
    Source,
    Status,
    Term,
    Told,
    assemble,
    bundle,
    check_bundle,
    findings,
    holding,
)
from goodoffices.agreement.bundle import Checked, packed, unpacked
from goodoffices.agreement.follow_up import follow_up
from goodoffices.cli.app import build
from goodoffices.errors import InputError, MissingPartError
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.stability import analyse
from goodoffices.talks import shuttle, text
from goodoffices.talks.table import Role
from goodoffices.talks.text import events as t
from goodoffices.talks.who import MEDIATOR, Who
from goodoffices.talks.wording import Choice, Wording

NOW = datetime(2022, 2, 27, 12, tzinfo=UTC)
TODAY = date(2022, 3, 10)


def proposal(words="Corridors from two cities", *, to=("a", "b"), package=(), kind="yes"):
    state = shuttle.Proposal(shuttle.Offer(Wording(words), package, "Corridors"), ("a", "b", "c"))
    state = shuttle.step(state, shuttle.Prepare(to, NOW + timedelta(days=1)), MEDIATOR, NOW)
    state = shuttle.step(state, shuttle.Convey(state.check), MEDIATOR, NOW)
    for party in to:
        answer = shuttle.Answer(shuttle.AnswerKind(kind))
        state = shuttle.step(state, answer, Who(Role.PARTY, party), NOW)
    return state


def agreed_text(package=()):
    state = text.Text(("a", "b"))
    version = text.Version((Wording("Fire ceases at noon"), Wording("Le feu cesse", "fr")), package)
    state = text.step(state, t.Add("one", version), MEDIATOR)
    state = text.step(state, t.Table(), MEDIATOR)
    for party in "ab":
        state = text.step(state, t.Accept("one", version.check), Who(Role.PARTY, party))
    return text.step(state, t.Agree(), MEDIATOR)


def agreement(*obligations: Obligation) -> Agreement:
    made = assemble("A first meeting", ("a", "b"), {"p1": proposal()}, {"t1": agreed_text()})
    return replace(made, obligations=obligations)


# AG 1
def test_each_term_says_where_it_came_from():
    one, two = agreement().terms
    assert one.origin == Origin(Source.PROPOSAL, "p1", check=proposal().check)
    assert (two.origin.source, two.origin.id, two.origin.clause) == (Source.TEXT, "t1", "one")
    assert two.origin.check == agreed_text().clauses[0].version.check


# AG 1
@pytest.mark.parametrize(
    ("proposals", "texts", "said"),
    [
        ({}, {}, "nothing agreed"),
        ({"p": proposal(kind="no")}, {}, "without agreement, not accepted"),
        ({"p": proposal(to=("a",))}, {}, "was not put to b"),
        ({}, {"t": text.Text(("a", "b"))}, "being drafted, not agreed"),
        (
            {"p": proposal(package=(Choice("venue", "Gomel"),))},
            {"t": agreed_text((Choice("venue", "Istanbul"),))},
            "settled twice",
        ),
    ],
)
def test_what_was_not_accepted_by_all_is_no_term(proposals, texts, said):
    with pytest.raises(InputError, match=said):
        assemble("x", ("a", "b"), proposals, texts)


def test_a_text_between_others_binds_nobody_else():
    with pytest.raises(InputError, match="between others"):
        assemble("x", ("a", "c"), {}, {"t": agreed_text()})


# AG 2
def test_ill_formed_agreements_cannot_exist():
    term = agreement().terms[0]
    owed = Obligation("o1", "p1", "a", "Open the road")
    for make in (
        lambda: Term("x", (), term.origin),
        lambda: Agreement("x", ("a", "b"), (term, term)),
        lambda: agreement(owed, owed),
        lambda: agreement(replace(owed, term="p9")),
        lambda: replace(owed, what=" "),
    ):
        with pytest.raises(InputError):
            make()


def test_an_agreement_is_kept_and_read_again():
    made = agreement(Obligation("o1", "p1", "a", "Open the road", TODAY, "c", "a joint list"))
    assert from_plain(Agreement, to_plain(made)) == made


def day(n: int) -> date:
    return TODAY + timedelta(days=n)


ROAD = Obligation("o1", "p1", "a", "Open the road", TODAY)


# AG 3
@pytest.mark.parametrize(
    ("told", "on", "status", "contested"),
    [
        ((), day(-30), Status.OPEN, False),
        ((), day(-7), Status.SOON, False),
        ((), day(0), Status.SOON, False),
        ((), day(1), Status.OVERDUE, False),
        (((Fact.PERFORMED, -1, "a"),), day(1), Status.PERFORMED, False),
        (((Fact.PERFORMED, -1, "a"),), day(-2), Status.SOON, False),
        (((Fact.PARTLY, -1, "a"),), day(0), Status.PARTLY, False),
        (((Fact.PARTLY, -1, "a"),), day(1), Status.OVERDUE, False),
        (((Fact.PERFORMED, -1, "a"), (Fact.VIOLATED, 0, "b")), day(1), Status.VIOLATED, True),
        (((Fact.VIOLATED, -2, "b"), (Fact.PERFORMED, 0, "b")), day(1), Status.PERFORMED, False),
    ],
)
def test_where_an_obligation_stands(told, on, status, contested):
    every = [Told("o1", fact, day(n), by) for fact, n, by in told]
    (found,) = findings([ROAD], every, on)
    assert (found.status, found.contested) == (status, contested)


# AG 2
def test_what_holds_from_the_beginning_is_never_overdue():
    quiet = Obligation("o2", "p1", "a", "Hold fire")
    (found,) = findings([quiet], [Told("o1", Fact.VIOLATED, TODAY, "b")], day(400))
    assert (found.status, found.told) == (Status.STANDING, ())


def test_the_calendar_says_nothing_of_the_content_unless_asked(monkeypatch):
    made = agreement(ROAD, Obligation("o2", "p1", "b", "Hold fire"))
    plain = follow_up(made, NOW)
    assert plain == follow_up(made, NOW)
    (event,) = Calendar.from_ical(plain).walk("VEVENT")
    assert event["dtstart"].dt == TODAY
    for word in ("road", "Open", "a:", "A first meeting"):
        assert word.encode() not in plain
    (event,) = Calendar.from_ical(follow_up(made, NOW, {"a": "Side A"})).walk("VEVENT")
    assert event["summary"] == "Side A: Open the road"
    monkeypatch.setitem(__import__("sys").modules, "icalendar", None)
    with pytest.raises(MissingPartError, match="pip install"):
        follow_up(made, NOW)


# AG 4
def test_the_bundle_shows_any_change_and_attests_without_content(tmp_path):
    made = agreement(ROAD)
    by = Mediation("The mediator", date(2022, 2, 24), TODAY)
    files = bundle(made, {"a": "Side A"}, by, {"agreement.pdf": b"%PDF"})
    assert check_bundle(files) == Checked((), made.check)
    assert unpacked(packed(files), "x") == files
    assert packed(files) == packed(bundle(made, {"a": "Side A"}, by, {"agreement.pdf": b"%PDF"}))
    attested = files["attestation.md"].decode()
    assert "Side A and b from 24 February 2022 to 10 March 2022" in attested
    for word in ("Corridors", "Fire", "road", "meeting"):
        assert word not in attested
    assert b"Le feu cesse" in files["agreement.json"]
    for name, content in files.items():
        changed = check_bundle({**files, name: content.replace(b"e", b"f") + b" "})
        assert changed.faults, name
        gone = {one: kept for one, kept in files.items() if one != name}
        assert check_bundle(gone).faults, name
    assert check_bundle({**files, "more": b""}).faults == ("more was added",)
    # all of it exchanged: the sums agree, and the fingerprint is another
    other = bundle(agreement(), {"a": "Side A"}, by, {"agreement.pdf": b"%PDF"})
    assert check_bundle(other) == Checked((), agreement().check)
    mixed = {**other, "attestation.md": files["attestation.md"]}
    assert "the attestation is not of this agreement" in check_bundle(mixed).faults


def test_the_command_says_whether_a_bundle_is_what_was_signed(tmp_path):
    made = agreement(ROAD)
    files = bundle(made, {}, Mediation("The mediator", TODAY, TODAY), {"agreement.pdf": b"%PDF"})
    path = tmp_path / "settlement.zip"

    def run(*more: str):
        return CliRunner().invoke(build(), ["bundle", str(path), *more])

    path.write_bytes(packed(files))
    assert run("--fingerprint", made.check[:20]).exit_code == 0
    assert made.check in run().stdout
    other = run("--fingerprint", "0" * 64, "--json")
    assert (other.exit_code, len(json.loads(other.stdout)["faults"])) == (1, 1)
    path.write_bytes(packed({**files, "agreement.pdf": b"%PDF-"}))
    assert (run().exit_code, run().stdout) == (1, "agreement.pdf was changed.\n")
    for data in (b"", b"no zip", packed(files)[:-40]):
        path.write_bytes(data)
        assert isinstance(run().exception, InputError)
    path.unlink()
    assert "cannot be read" in str(run().exception)


DILEMMA = """
format = "goodoffices-conflict/1"
decision_makers = [
  {id = "a", name = "Side A", options = [{id = "quiet_a", name = "Hold fire"}]},
  {id = "b", name = "Side B", options = [{id = "quiet_b", name = "Hold fire"}]},
]
preferences.a.ranking = [["NY"], ["YY"], ["NN"], ["YN"]]
preferences.b.ranking = [["YN"], ["YY"], ["NN"], ["NY"]]
"""


# AG 5
@pytest.mark.parametrize(
    ("concept", "against"),
    [("nash", ("a", "b")), ("gmr", ()), ("smr", ()), ("seq", ()), ("sseq", ())],
)
def test_an_agreement_against_both_sides_interests_holds_in_foresight_only(concept, against):
    """The prisoner's dilemma: quiet is no Nash equilibrium, but holds in foresight."""
    result = analyse(conflict.loads(DILEMMA, "toml"))
    (found,) = (one for one in holding(result, "quiet_a & quiet_b") if one.concept == concept)
    assert (found.holds, found.against) == (not against, against)
    assert result.conflict.states.label(found.state) == "YY"


def test_what_no_state_fits_is_no_outcome():
    result = analyse(conflict.loads(DILEMMA, "toml"))
    for outcome in ("quiet_c", "quiet_a & !quiet_a", "", "YYY"):
        with pytest.raises(InputError):
            holding(result, outcome)


@given(option_models())
@settings(max_examples=40)
def test_an_outcome_holds_where_a_state_of_it_is_an_equilibrium(model):
    """AG 5 told plainly, state by state, on random models."""
    result = analyse(model)
    place, option = 0, next(iter(model.option_bits))
    fit = [k for k in range(len(model.states)) if model.states.label(k)[place] == "Y"]
    assume(fit)
    for found in holding(result, option):
        left = {
            state: tuple(
                maker.id
                for maker in model.decision_makers
                if not result.is_stable(found.concept, maker.id, state)
            )
            for state in fit
        }
        assert found.against == left[found.state]
        assert len(found.against) == min(len(those) for those in left.values())
