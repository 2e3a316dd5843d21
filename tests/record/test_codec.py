from __future__ import annotations

import json
import tomllib
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_builders import accounts, duties, records, words

from goodoffices.errors import InputError
from goodoffices.record.accounts import Account, Grade, Words
from goodoffices.record.acts import FiledAccount, Withdrawal
from goodoffices.record.briefings import BriefingDuty
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.frame import Frame, Side
from goodoffices.record.models import Assumption, Model, ModelKind
from goodoffices.record.reports import Report
from goodoffices.record.vocabulary import ActKind

CLAIM = {"kind": "OFFER_MEDIATION", "claim": {"text": "offered"}}
FRAME = {
    "title": "A case",
    "slug": "a-case",
    "mediator": {"id": "m", "name": "M"},
    "parties": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
}


@given(accounts())
def test_an_account_comes_back_through_json(account: Account) -> None:
    plain = json.loads(json.dumps(to_plain(account)))
    assert from_plain(Account, plain) == account


@given(records())
def test_filed_accounts_and_withdrawals_come_back(
    record: tuple[list[FiledAccount], list[Withdrawal]],
) -> None:
    for filed in record[0]:
        assert from_plain(FiledAccount, json.loads(json.dumps(to_plain(filed)))) == filed
    for withdrawal in record[1]:
        assert from_plain(Withdrawal, json.loads(json.dumps(to_plain(withdrawal)))) == withdrawal


@given(duties())
def test_duties_come_back(duty: BriefingDuty) -> None:
    assert from_plain(BriefingDuty, json.loads(json.dumps(to_plain(duty)))) == duty


@given(words, st.none() | st.dates(), st.sampled_from(["en", "he"]))
def test_reports_frames_and_models_come_back(name: str, day: date | None, language: str) -> None:
    side = Side("a", name, stands_for=(name,))
    for value in (
        Report(name, name, published=day, language=language),
        Frame(name, "a-b", Side("m", name), (side, Side("b", name)), language=language),
        Model(ModelKind.CONFLICT, name, name, assumptions=(Assumption(name, name, ("x",)),)),
    ):
        assert from_plain(type(value), json.loads(json.dumps(to_plain(value)))) == value


def test_what_equals_its_default_is_left_out() -> None:
    assert to_plain(Account(ActKind.MEET, Words("met"))) == {
        "kind": "MEET",
        "claim": {"text": "met"},
    }


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"knid": "MEET"}, "f: 'knid' is not known here. Did you mean 'kind'?"),
        ({"zzz": 1}, "f: 'zzz' is not known here. Known here: kind, claim"),
        (
            {"kind": "OFER_MEDIATION"},
            "f.kind: 'OFER_MEDIATION' is not known here. Did you mean 'OF",
        ),
        ({"kind": ["MEET"]}, "f.kind: "),
        ({"claim": "offered"}, "f.claim: expected a table, found str 'offered'"),
        ({"claim": {}}, "f.claim: 'text' is missing"),
        ({"claim": {"text": 5}}, "f.claim.text: expected text, found int '5'"),
        ({"claim": None}, "f.claim: expected a table, found nothing"),
        ({"actors": "Israel"}, "f.actors: expected a list, found str"),
        ({"actors": [{"name": "x"}, {"name": 1}]}, "f.actors[1].name: expected text"),
        ({"actors": [{"name": " "}]}, "f.actors[0]: a person or body has no name"),
        ({"planned": 1}, "f.planned: expected true or false, found int '1'"),
        ({"grade": {"reliability": "G", "credibility": 1}}, "f.grade: 'G1' is no Admiralty grade"),
        (
            {"grade": {"reliability": "A", "credibility": True}},
            "f.grade.credibility: expected a wh",
        ),
        ({"grade": {"reliability": "A", "credibility": 1.0}}, "f.grade.credibility: expected a wh"),
        ({"happened": {"value": "soon"}}, "f.happened: 'soon' is not a date"),
        ({"source": "r", "spans": [{"start": 5, "end": 2}]}, "f.spans[0]: the span 5 to 2 is not"),
        ({"spans": [{"start": 0, "end": 2}]}, "f: source: an account with spans names the report"),
        ({"venue": "\ud800"}, "f.venue: the text holds half a character"),
    ],
)
def test_a_wrong_field_is_one_line_that_names_the_place(change: dict[str, Any], line: str) -> None:
    with pytest.raises(InputError) as error:
        from_plain(Account, {**CLAIM, **change}, "f")
    assert str(error.value).startswith(line)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("plain", [None, 1, "x", [], [1], True, 1.5])
def test_what_is_no_table_is_refused(plain: object) -> None:
    with pytest.raises(InputError, match="expected a table"):
        from_plain(Account, plain)


def test_without_a_place_none_is_named() -> None:
    with pytest.raises(InputError, match=r"^slug: 'A b' cannot stand in an address"):
        from_plain(Frame, {**FRAME, "slug": "A b"})
    with pytest.raises(InputError, match=r"^'kind' is missing$"):
        from_plain(Account, {})


@pytest.mark.parametrize(
    ("audience", "line"),
    [
        ("everybody", "x.audience: there is no audience 'everybody'"),
        ("caucus", "x.audience: audience: '' is not an id"),
        (5, "x.audience: expected an audience, found int '5'"),
    ],
)
def test_a_wrong_audience_names_its_place(audience: object, line: str) -> None:
    plain = {"id": "1", "act": "2", "audience": audience, "account": CLAIM, "entered": "x"}
    with pytest.raises(InputError) as error:
        from_plain(FiledAccount, plain, "x")
    assert str(error.value).startswith(line)


NOON = datetime(2022, 2, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize("entered", ["2022-02-28T12:00:00Z", "2022-02-28T14:00:00+02:00", NOON])
def test_instants_are_read_into_utc(entered: object) -> None:
    withdrawal = from_plain(Withdrawal, {"entry": "a", "entered": entered})
    assert withdrawal == Withdrawal("a", NOON)
    assert withdrawal.entered.tzinfo is UTC


@pytest.mark.parametrize(
    ("entered", "line"),
    [
        ("2022-02-28T12:00:00", "entered: the instant has no zone. End it with Z"),
        ("2022-02-28", "entered: the instant has no zone"),
        (NOON.replace(tzinfo=None), "entered: the instant has no zone"),
        ("noon", "entered: expected an ISO datetime, found str 'noon'"),
        (12, "entered: expected an ISO datetime, found int '12'"),
        (None, "entered: expected an ISO datetime, found nothing"),
        (NOON.date(), "entered: expected an ISO datetime, found date '2022-02-28'"),
        ("0001-01-01T00:00:00+05:00", "entered: expected an instant in the years 1 to 9999"),
    ],
)
def test_what_is_no_instant_is_refused(entered: object, line: str) -> None:
    with pytest.raises(InputError) as error:
        from_plain(Withdrawal, {"entry": "a", "entered": entered})
    assert str(error.value).startswith(line)


def test_a_day_is_not_an_instant() -> None:
    duty = {"contact": "c", "who": "w", "moment": "before"}
    toml = tomllib.loads("due = 2022-02-28")
    assert from_plain(BriefingDuty, {**duty, **toml}).due == date(2022, 2, 28)
    with pytest.raises(InputError, match="due: expected an ISO date, found datetime"):
        from_plain(BriefingDuty, {**duty, "due": NOON})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*Account.__dataclass_fields__, "text", "name", "value"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@given(json_values)
def test_any_json_is_a_record_or_one_line(plain: object) -> None:
    for kind in (Account, Frame, FiledAccount, Model, Report, Grade):
        for value in (plain, {**CLAIM, **plain} if isinstance(plain, dict) else plain):
            line = refusal(kind, value)
            assert line is None or line.startswith("file.toml")
            assert line is None or ("\n" not in line and len(line) < 400)


def refusal(kind: type, value: object) -> str | None:
    try:
        from_plain(kind, value, "file.toml")
    except InputError as error:
        return str(error)
    return None
