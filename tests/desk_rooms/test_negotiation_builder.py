"""The builder of a negotiation: from nothing to a settlement, nothing lost, nothing invented."""

from __future__ import annotations

import html
import tomllib
from decimal import Decimal

import pytest
from negotiations import KNOWN, ROUGH
from pressed import Builder

from goodoffices import settlement
from goodoffices.record.models import Assumption, ModelKind
from goodoffices.service.models import current
from goodoffices.settlement.draft import Draft

PATH = "settlement/model/build/"


@pytest.fixture
def builder(rooms) -> Builder:
    return Builder(rooms, path=PATH).open()


def opened(rooms, source: str, hours: float = 1.5) -> Builder:
    rooms.model(ModelKind.NEGOTIATION, source, hours=hours)
    rooms.actions.begin("look", 3.0)
    return Builder(rooms, path=PATH).open()


def tree(builder: Builder) -> dict:
    return tomllib.loads(builder.form.fields["source"][0], parse_float=Decimal)


def saved(rooms):
    return current(rooms.lead, ModelKind.NEGOTIATION)


def typed_in(builder: Builder, scenario: settlement.Scenario) -> Builder:
    """Type a whole scenario of additive preferences into an empty builder."""
    builder.type(title="Built by hand")
    for issue in scenario.issues:
        values = "\n".join(issue.label(k) for k in range(len(issue.values)))
        name = "new.issue"
        builder.type(**{name: issue.name, f"{name}.id": issue.id, f"{name}.values": values})
    for party in scenario.parties:
        builder.type(**{"new.party": party.name, "new.party.id": party.id})
    builder.press("go:together")
    for line in scenario.constraints:
        builder.type(**{"new.constraints": line})
    for party in scenario.parties:
        builder.press(f"go:party.{party.id}")
        weights = zip(scenario.issues, party.preference.weights, strict=True)
        fields = {f"weight.{i.id}": str(w) for i, w in weights}
        for issue, row in zip(scenario.issues, party.preference.scores, strict=True):
            fields |= {f"score.{issue.id}.{k}": str(score) for k, score in enumerate(row)}
        fallback = "" if party.reservation is None else str(party.reservation)
        builder.type(**fields, fallback=fallback)
    return builder


def test_a_negotiation_is_built_from_nothing_and_solved(rooms, builder, negotiation_source):
    wanted = settlement.loads(negotiation_source, "toml")
    typed_in(builder, wanted)
    assert "7 issues, 2 sides, 8,640 packages" in html.unescape(builder.page)
    assert "Not yet a whole model" not in builder.page
    assert saved(rooms) is None
    builder.press("save")
    assert builder.location == "/c/river/settlement/"
    found = settlement.loads(saved(rooms).model.source, "toml")
    assert (found.issues, found.constraints) == (wanted.issues, wanted.constraints)
    for one, other in zip(found.parties, wanted.parties, strict=True):
        assert (one.preference, one.reservation) == (other.preference, other.reservation)
    nash = settlement.settle(found).solution("nash").package
    assert nash == settlement.settle(wanted).solution("nash").package


def test_opening_and_walking_through_loses_nothing(rooms, negotiation_source):
    builder = opened(rooms, negotiation_source)
    for part in ("together", "party.russia", "party.ukraine", "issues"):
        builder.press(f"go:{part}")
        assert builder.form.fields["source"] == [negotiation_source]
        assert len(builder.page.encode()) < 50_000
    builder.press("save")
    assert saved(rooms).model.source == negotiation_source


def test_an_edit_keeps_comments_and_everything_else(rooms, negotiation_source):
    builder = opened(rooms, negotiation_source).press("go:party.russia")
    builder.type(**{"weight.agenda": "0.3", "fallback": ""})
    text = builder.form.fields["source"][0]
    assert text.count("# ") == negotiation_source.count("# ")
    before = tomllib.loads(negotiation_source, parse_float=Decimal)
    after = tree(builder)
    assert after["parties"][0]["weights"].pop("agenda") == Decimal("0.3")
    assert before["parties"][0]["weights"].pop("agenda") == Decimal("0.32")
    del before["parties"][0]["reservation"]
    assert after == before


def test_values_carry_what_is_said_of_them_wherever_they_move(rooms):
    builder = opened(rooms, KNOWN)
    # "middle" is renamed nowhere, goes first; "cheap" takes the place of nothing and is new
    builder.type(**{"values.price": "middle\nlow\nhigh\ncheap"})
    assert tree(builder)["parties"][0]["scores"]["price"] == [Decimal("0.5"), 0, 1, 0]
    assert tree(builder)["parties"][1]["scores"]["price"] == [Decimal("0.5"), 1, 0, 0]
    builder.type(**{"values.date": "at once\nlate"})
    assert tree(builder)["parties"][0]["scores"]["date"] == [1, 0]
    builder.type(**{"values.price": "middle\nlow"})
    assert "is not a value of price" in html.unescape(builder.page)
    assert tree(builder)["parties"][0]["scores"]["price"] == [Decimal("0.5"), 0]


def test_what_is_missing_is_said_and_never_filled_in(rooms, builder):
    builder.type(**{"new.issue": "Price", "new.issue.values": "1\n2\n3"})
    builder.type(**{"new.issue": "Share", "new.issue.from": "0", "new.issue.to": "100",
                    "new.issue.step": "5"})  # fmt: skip
    assert [i["id"] for i in tree(builder)["issues"]] == ["price", "share"]
    assert tree(builder)["issues"][0]["values"] == [1, 2, 3]
    builder.type(**{"new.party": "Side A"}).type(**{"new.party": "Side B"})
    assert "has no preference" in builder.page
    builder.press("go:party.side_a").type(**{"weight.price": "2"})
    assert "The weight of share is missing" in builder.page or "weight of share" in builder.page
    builder.type(**{"score.price.0": "1"})
    assert builder.status == 422
    assert "The score of 2 is missing" in html.unescape(builder.page)
    assert builder.form.fields["score.price.0"] == ["1"]
    assert "scores" not in tree(builder)["parties"][0]
    builder.type(**{"score.price.1": "0.5", "score.price.2": "0"})
    assert builder.status == 200
    assert tree(builder)["parties"][0]["scores"] == {"price": [1, Decimal("0.5"), 0]}


@pytest.mark.parametrize("typed", ["lots", "1e3", "0.4 to 0.2", "1 to 2 to 3", "½", "--1"])
def test_what_is_no_number_is_told_beside_its_field(rooms, typed):
    builder = opened(rooms, KNOWN).press("go:party.a").type(**{"weight.price": typed})
    assert builder.status == 422
    assert 'id="weight.price.error"' in builder.page
    assert builder.form.fields["weight.price"] == [typed]
    assert builder.form.fields["source"] == [KNOWN]


def test_intervals_and_ranges_of_values_are_typed_as_they_are_read(rooms):
    builder = opened(rooms, ROUGH).press("go:party.a")
    assert builder.form.fields["weight.price"] == ["0.2 to 0.6"]
    assert builder.form.fields["score.price.1"] == ["0.3 to 0.8"]
    builder.type(**{"weight.price": "0.25 to 0.5"})
    assert tree(builder)["parties"][0]["weights"]["price"] == [Decimal("0.25"), Decimal("0.5")]
    wide = KNOWN.replace(
        'values = ["low", "middle", "high"]', "range = {from = 0, to = 99, step = 1}"
    )
    wide = wide.replace("price = [0.0, 0.5, 1.0]", "price = {line = [[0, 0], [99, 1]]}")
    wide = wide.replace("price = [1.0, 0.5, 0.0]", "price = {line = [[0, 1], [50, 0.9], [99, 0]]}")
    wide = wide.replace("price = 'high' ->", "price = 99 ->")
    builder = opened(rooms, wide, 1.6).press("go:party.a")
    assert (builder.form.fields["score.price.low"], builder.form.fields["score.price.high"]) == (
        ["0"],
        ["1"],
    )
    builder.type(**{"score.price.high": "0.8"})
    line = tree(builder)["parties"][0]["scores"]["price"]["line"]
    assert line == [[0, 0], [99, Decimal("0.8")]]
    builder.press("go:party.b")
    assert "kept as they are" in builder.page
    assert tree(builder)["parties"][1]["scores"]["price"]["line"][1] == [50, Decimal("0.9")]


def test_points_become_the_ranks_they_imply_and_back_the_middle_of_them(rooms):
    builder = opened(rooms, KNOWN).press("go:party.a").press("form:ranks")
    party = tree(builder)["parties"][0]
    assert party["weight_ranks"] == ["price", "date"]
    assert party["score_ranks"] == {"price": [2, 1, 0], "date": [0, 1]}
    assert "weights" not in party
    assert builder.form.fields["score.price.2"] == ["1"]
    builder.type(**{"weight.date": "1"})
    assert tree(builder)["parties"][0]["weight_ranks"] == [["price", "date"]]
    builder.type(**{"weight.date": "2", "score.price.0": "x"})
    assert builder.status == 422
    builder.type(**{"score.price.0": "3"}).press("form:points")
    party = tree(builder)["parties"][0]
    # the centroid of w1 >= w2 >= 0 with sum 1, and evenly spaced scores
    assert party["weights"] == {"price": Decimal("0.75"), "date": Decimal("0.25")}
    assert party["scores"] == {"price": [0, Decimal("0.5"), 1], "date": [1, 0]}
    builder.press("undo")
    assert "weight_ranks" in tree(builder)["parties"][0]


def test_conditions_are_composed_counted_and_read_out(rooms):
    builder = opened(rooms, KNOWN).press("go:together")
    assert "rules out 1 of 6" in builder.page
    words = html.unescape(builder.page)
    assert "if The price is “high”, then The date is “late”" in words
    builder.type("compose:constraints", pick__constraints="price:0", is__constraints="taken")
    builder.type("compose:constraints", join__constraints="->", pick__constraints="date:1",
                 is__constraints="not")  # fmt: skip
    assert builder.form.fields["new.constraints"] == ["price = 'low' -> date != 'late'"]
    builder.press()
    assert tree(builder)["constraints"][1] == "price = 'low' -> date != 'late'"
    builder.type(**{"constraints.1": "prize = 'low'"})
    assert builder.status == 422
    assert "Did you mean 'price'?" in html.unescape(builder.page)
    builder.type(**{"constraints.1": ""})
    assert len(tree(builder)["constraints"]) == 1


def test_an_issue_that_a_condition_names_is_not_removed(rooms):
    builder = opened(rooms, KNOWN).press("remove:issue.price")
    assert builder.status == 422
    assert "names it" in html.unescape(builder.page)
    without = KNOWN.replace("constraints = [\"price = 'high' -> date = 'late'\"]\n", "")
    free = opened(rooms, without, 1.6)
    free.press("remove:issue.price")
    assert [i["id"] for i in tree(free)["issues"]] == ["date"]
    assert all(
        "price" not in p["weights"] and "price" not in p["scores"] for p in tree(free)["parties"]
    )


def test_today_is_named_and_follows_its_value(rooms):
    builder = opened(rooms, KNOWN).press("go:together")
    builder.type(today="named", **{"today.price": "2", "today.date": "1"})
    assert tree(builder)["status_quo"] == {"price": "high", "date": "late"}
    builder.press("go:issues").type(**{"values.price": "low\nmiddle\nvery high"})
    assert tree(builder)["status_quo"]["price"] == "very high"
    builder.press("go:together").type(today="unknown")
    assert "status_quo" not in tree(builder)


def test_assumptions_follow_their_places(rooms):
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    builder = Builder(rooms, path=PATH).open().press("go:party.b")
    builder.press("go:rest.new.parties.b.reservation").type(why="They said so in May.")
    builder.press("save")
    assert saved(rooms).model.assumptions == (
        Assumption("parties.b.reservation", "They said so in May."),
    )
    page = rooms.get("settlement/")
    assert "Side B: what it falls back on" in html.unescape(page)
    assert f"{PATH}?part=rest.0" in page
    builder = Builder(rooms, path=PATH).open().press("remove:party.b")
    assert "and with it 1 assumption about it" in builder.page


def test_red_lines_are_conditions_of_one_side(rooms):
    builder = opened(rooms, KNOWN).press("go:party.a").type(**{"new.red": "price != 'low'"})
    assert tree(builder)["parties"][0]["red_lines"] == ["price != 'low'"]
    builder.type(**{"red.0": ""})
    assert "red_lines" not in tree(builder)["parties"][0]


def test_another_form_of_preference_is_kept(rooms):
    outright = KNOWN.replace(
        "weights = { price = 0.6, date = 0.4 }\n"
        "scores = { price = [1.0, 0.5, 0.0], date = [0.0, 1.0] }",
        "utilities = [1, 2, 3, 4, 5, 6]",
    )
    builder = opened(rooms, outright).press("go:party.b")
    assert "package by package" in builder.page
    builder.type(fallback="3")
    assert tree(builder)["parties"][1]["utilities"] == [1, 2, 3, 4, 5, 6]
    assert tree(builder)["parties"][1]["reservation"] == 3
    builder.press("go:issues").type(**{"values.price": "low\nhigh"})
    assert builder.status == 422


@pytest.mark.parametrize("source", ["issues = 3", "= ", 'format = "goodoffices-conflict/1"'])
def test_text_that_cannot_be_walked_is_mended_as_text(rooms, builder, source):
    builder.send({**builder.form.fields, "source": source})
    assert builder.status == 422
    assert 'name="source"' in builder.page


def test_what_a_draft_writes_is_the_same_scenario(negotiation_source):
    for source in (negotiation_source, KNOWN, ROUGH):
        draft = Draft.opened(source)
        again = settlement.loads(draft.with_party(str(draft.parties[0]["id"])).text(), "toml")
        assert again == settlement.loads(source, "toml")
