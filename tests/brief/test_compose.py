"""A brief says what its input says, names the entries for it, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from example_case import ExampleCase, brief_input
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from goodoffices.brief.compose import compose_brief
from goodoffices.brief.document import Brief, Cite, Grid, Quoted, RefKind, Text, runs_of
from goodoffices.brief.given import BriefInput
from goodoffices.brief.words import audience_words, count, day, signed, unquoted, when
from goodoffices.errors import InputError
from goodoffices.record.accounts import Account, Mention, Words
from goodoffices.record.acts import FiledAccount, compose
from goodoffices.record.audiences import PUBLIC
from goodoffices.record.dates import RecordDate
from goodoffices.record.frame import Frame, Side
from goodoffices.record.models import Assumption
from goodoffices.record.standing import Standing, StandingKind, history, standings
from goodoffices.record.vocabulary import ActKind

ALL = ["situation", "offers", "next", "chronology", "contested", "positions", "balance", "venues"]
ALL += ["holds", "packages", "briefings", "assumptions", "sources"]
FRAME = Frame(
    "A dispute", "dispute", Side("m", "Mediator"), (Side("a", "Side A"), Side("b", "Side B"))
)


def written(brief: Brief) -> str:
    """All words of a brief, its references left out."""
    parts = [brief.title, brief.reader, brief.audience]
    for section in brief.sections:
        parts.append(section.heading)
        for block in section.blocks:
            if isinstance(block, Grid):
                parts += [block.caption, *block.columns]
            for run in runs_of(block):
                if isinstance(run, Text):
                    parts.append(run.text)
                elif isinstance(run, Quoted):
                    parts.append(run.words.text)
    for entry in brief.entries:
        parts += [entry.title, entry.when, *(t.words.text for t in entry.tellings)]
        parts += [t.attribution for t in entry.tellings]
    parts += [f"{source.title} {source.particulars}" for source in brief.sources]
    return "\n".join(parts)


def section(brief: Brief, name: str) -> str:
    one = next(s for s in brief.sections if s.id == name)
    return written(replace(brief, sections=(one,), entries=(), sources=()))


def test_it_has_every_section_in_order(brief: Brief) -> None:
    assert [s.id for s in brief.sections] == ALL
    assert all(s.blocks for s in brief.sections)


def test_every_reference_leads_to_something_given(brief: Brief, given: BriefInput) -> None:
    acts = {act.id for act in given.acts}
    accounts = {f.id for act in given.acts for f in act.accounts}
    refs = list(brief.refs())
    assert refs
    for ref in refs:
        match ref.kind:
            case RefKind.ACT:
                assert ref.id in acts
            case RefKind.ACCOUNT:
                assert ref.id in accounts
            case RefKind.REPORT:
                assert ref.id in given.reports
            case RefKind.COMPUTATION:
                assert ref.id in {"conflict", "negotiation"}
        assert ref.kind is RefKind.COMPUTATION or ref in brief.labels


def test_every_act_and_account_stands_in_the_appendix_once(brief: Brief, given: BriefInput) -> None:
    assert [entry.act for entry in brief.entries] == [act.id for act in given.acts]
    told = [telling.account for entry in brief.entries for telling in entry.tellings]
    assert told == [f.id for act in given.acts for f in act.accounts]
    labels = list(brief.labels.values())
    assert len(labels) == len(set(labels))


def test_nothing_of_acts_that_were_not_given(case: ExampleCase) -> None:
    public = compose_brief(brief_input(case, {"public"}, models=False))
    words = written(public)
    hidden = [f for f in case.accounts if f.audience.key != "public"]
    shown = {f.account.claim.text for f in case.accounts if f.audience.key == "public"}
    assert hidden
    for filed in hidden:
        if filed.account.claim.text not in shown:
            assert filed.account.claim.text not in words
        assert not filed.account.title or filed.account.title not in words
    ids = {ref.id for ref in public.refs()}
    assert ids.isdisjoint({f.id for f in hidden})


def test_private_entries_change_nothing_in_a_public_brief(case: ExampleCase) -> None:
    fewer = case._replace(accounts=tuple(f for f in case.accounts if f.audience == PUBLIC))
    one = compose_brief(brief_input(case, {"public"}, models=False))
    assert one == compose_brief(brief_input(fewer, {"public"}, models=False))


def test_a_missed_opportunity_is_told_with_what_it_rests_on(brief: Brief) -> None:
    words = section(brief, "venues")
    assert "Russia stood ready at Gomel" in words or "Russia stands ready at Gomel" in words
    (venues,) = [s for s in brief.sections if s.id == "venues"]
    cited = [run for block in venues.blocks for run in runs_of(block) if isinstance(run, Cite)]
    assert all(cite.refs for cite in cited)


def test_open_offers_are_the_standings_that_are_open(brief: Brief, given: BriefInput) -> None:
    words = section(brief, "offers")
    for standing in given.standings:
        title = next(a.title for a in given.acts if a.id == standing.act)
        assert title in words
    waiting = next(s for s in given.standings if s.kind is StandingKind.NOT_REFUSED)
    assert waiting.since is not None
    assert f"not refused since {day(waiting.since)}" in words


def test_an_offer_says_how_it_stood_before(case: ExampleCase) -> None:
    given = brief_input(case, on=date(2022, 3, 1))
    words = section(compose_brief(given), "offers")
    changed = 0
    for stood in given.standings:
        act = next(a for a in given.acts if a.id == stood.act)
        for change in history(given.acts, act, given.as_of)[:-1]:
            assert change.day is not None
            assert f"{change.kind} from {day(change.day)}" in words
            changed += 1
    # lapsed, accepted and withdrawn ones were something else before
    assert changed == 3


def test_both_sides_of_a_contested_point_stand_side_by_side(
    brief: Brief, given: BriefInput
) -> None:
    grids = [
        block
        for one in brief.sections
        if one.id == "contested"
        for block in one.blocks
        if isinstance(block, Grid)
    ]
    points = [point for act in given.acts for point in act.contested]
    past = [grid for grid in grids if "Israel" in grid.columns and "Ukraine" in grid.columns]
    assert len(grids) <= len(points)
    assert past, "who took the initiative is told by both"
    for cell in past[0].rows[0]:
        assert any(isinstance(run, Quoted) for run in cell)
        assert any(isinstance(run, Cite) for run in cell)


def test_positions_come_from_a_sides_own_acts(brief: Brief, given: BriefInput) -> None:
    words = section(brief, "positions")
    for party in given.frame.parties:
        assert party.name in words
    assert "Asked or offered" in words


def test_equilibria_and_the_way_are_those_of_the_model(brief: Brief, given: BriefInput) -> None:
    words = section(brief, "holds")
    assert given.conflict is not None
    result = given.conflict.result
    for state in result.equilibria["nash"].tolist():
        assert f"Outcome {state}." in words
    assert "assumed, not known" in words, "an illustrative model is said to be one"


def test_gains_over_fallbacks_are_those_of_the_scenario(brief: Brief, given: BriefInput) -> None:
    assert given.settlement is not None
    found = given.settlement.settlement
    nash = found.solution("nash")
    assert nash.units is not None
    words = section(brief, "packages")
    for value, fallback in zip(nash.units, found.disagreement(), strict=True):
        assert signed((value - fallback) / found.scale) in words
    assert f"{found.zone.count:,} of {found.feasible_count:,}" in words


def test_an_assumption_whose_entries_are_gone_says_so(given: BriefInput) -> None:
    assert given.conflict is not None
    ghost = Assumption("x", "Nobody moves.", ("f" * 32,))
    bare = Assumption("y", "Everybody stays.")
    part = replace(given.conflict, assumptions=(ghost, bare))
    words = section(compose_brief(replace(given, conflict=part)), "assumptions")
    assert "Nobody moves.\n What it rested on is not in the record shown here." in words
    assert "Everybody stays.\n It rests on no entry: a judgement of the team." in words
    assert "f" * 32 not in words


def test_an_empty_record_says_so_and_invents_nothing() -> None:
    brief = compose_brief(BriefInput(FRAME, "Observer", "public", date(2022, 3, 1)))
    assert [s.id for s in brief.sections] == ["situation"]
    assert "The record holds no act up to 1 March 2022." in written(brief)


def test_what_is_later_than_the_brief_is_no_position(case: ExampleCase) -> None:
    early = compose_brief(brief_input(case, models=False, on=date(2022, 2, 24)))
    assert "nothing told here says that it is ready to talk" in section(early, "situation")
    assert "No act of Ukraine is told here." in section(early, "positions")
    assert "After the day of this brief" in section(early, "chronology")


def test_input_that_speaks_of_unknown_acts_is_refused() -> None:
    loose = Standing("gone", StandingKind.OPEN, None, ("gone",))
    with pytest.raises(InputError, match="not given"):
        BriefInput(FRAME, "Lead", "team", date(2022, 3, 1), standings=(loose,))


KINDS = st.sampled_from(list(ActKind))
DATES = st.none() | st.sampled_from(
    ["2022", "2022-02", "2022-02-25~", "2022-02-24/2022-02-27", "../2022-02-25", "202X"]
).map(RecordDate)
NAMES = st.sampled_from(["Mediator", "Side A", "Side B", "Somebody"])
ACCOUNTS = st.builds(
    Account,
    kind=KINDS,
    claim=st.text(min_size=1, max_size=20).map(Words),
    actors=st.lists(NAMES.map(Mention), max_size=2).map(tuple),
    targets=st.lists(NAMES.map(Mention), max_size=1).map(tuple),
    initiator=st.none() | NAMES.map(Mention),
    happened=DATES,
)


@settings(max_examples=20, deadline=None)
@drawn(st.lists(st.tuples(st.integers(0, 3), ACCOUNTS), max_size=6))
def test_any_record_gives_a_brief_whose_references_hold(told: list[tuple[int, Account]]) -> None:
    entered = datetime(2022, 3, 1, tzinfo=UTC)
    filed = [
        FiledAccount(f"t{k}", f"a{act}", PUBLIC, account, entered)
        for k, (act, account) in enumerate(told)
    ]
    acts, on = compose(filed), date(2022, 3, 1)
    brief = compose_brief(
        BriefInput(FRAME, "Reader", "public", on, acts, standings(acts, on)),
    )
    assert all(ref in brief.labels for ref in brief.refs())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2022-02-27", "27 February 2022"),
        ("2022-02-25~", "about 25 February 2022"),
        ("2022-02?", "probably February 2022"),
        ("2022", "2022"),
        ("202X", "1 January 2020 to 31 December 2029"),
        ("2022-02-XX", "1 to 28 February 2022"),
        ("2022-02-24/2022-02-27", "24 to 27 February 2022"),
        ("2022-02-24/2022-03-01", "24 February to 1 March 2022"),
        ("2021-12-24/2022-03-01", "24 December 2021 to 1 March 2022"),
        ("../2022-02-27", "until 27 February 2022"),
        ("2022-02-27/..", "since 27 February 2022"),
        ("2022-02-27T14:05:00Z", "27 February 2022, 14:05 UTC"),
    ],
)
def test_dates_in_words(value: str, words: str) -> None:
    assert when(RecordDate(value)) == words


def test_small_words() -> None:
    assert when(None) == "date not known"
    assert (count(0), count(1), count(1200)) == ("no", "one", "1,200")
    assert (signed(0.1784), signed(-2.0), signed(0.0001)) == ("+0.178", "−2", "0")
    assert unquoted('"as requested"') == "as requested"
    assert unquoted('"a" and "b"') == '"a" and "b"'
    frame = replace(FRAME, observers=(Side("o", "Observer"),))
    keys = ("team", "caucus:a", "own:a", "joint", "briefed:o", "briefed:o+parties", "public")
    assert len({audience_words(key, frame) for key in keys}) == len(keys)
