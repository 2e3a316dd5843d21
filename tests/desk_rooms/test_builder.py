"""The builder: nothing is lost on the way, nothing is saved unasked, and each count is right."""

from __future__ import annotations

import re
import tomllib
from random import Random

import pytest
from pressed import Builder

from goodoffices import conflict
from goodoffices.record.models import ModelKind
from goodoffices.service.models import current
from goodoffices.service.record import view, withdraw
from goodoffices.store.models import Person


@pytest.fixture
def builder(rooms) -> Builder:
    return Builder(rooms).open()


@pytest.fixture
def example(rooms, conflict_source) -> Builder:
    act = rooms.account("told")
    rooms.model(ModelKind.CONFLICT, conflict_source, ground=act)
    rooms.actions.begin("look", 3.0)
    return Builder(rooms).open()


def tree(builder: Builder) -> dict:
    return tomllib.loads(builder.form.fields["source"][0])


def saved(rooms):
    return current(rooms.lead, ModelKind.CONFLICT)


def begun(builder: Builder) -> Builder:
    builder.type(title="Two sides", new__maker="Side A")
    builder.type(new__option__side_a="Talk first")
    builder.type(**{"new.option.side_a": "Stop firing", "new.option.side_a.id": "stop"})
    return builder.type(**{"new.maker": "Side B", "new.maker.id": "b"})


def test_a_model_is_built_from_nothing_and_saved_once_that_is_asked(rooms, builder):
    begun(builder)
    assert builder.form.focused == "new.option.b"
    assert "2 decision makers, 2 options: 4 combinations, of which <b>4 states</b>" in builder.page
    builder.type(**{"new.option.b": "Widen", "new.option.b.moves": "N->Y"})
    builder.press("go:states")
    builder.type(new__infeasible="widen & stop")
    assert "rules out 2 of 8" in builder.page
    assert "<b>6 states</b>" in builder.page
    builder.press("go:wants.b").type(new__statement="talk_first").type(new__statement="!widen")
    assert re.findall(r"holds in (\d) of 6", builder.page) == ["3", "4"]
    assert "not “Widen”" in builder.page
    assert saved(rooms) is None
    builder.press("save")
    assert builder.location == "/c/river/conflict/"
    model = conflict.loads(saved(rooms).model.source)
    assert [o.id for o in model.options] == ["talk_first", "stop", "widen"]
    assert saved(rooms).model.title == "Two sides"
    assert saved(rooms).audience.key == "team"


def test_opening_the_example_and_walking_through_loses_nothing(rooms, example, conflict_source):
    for part in ("states", "wants.russia", "wants.mediator", "sides"):
        example.press(f"go:{part}")
        assert example.form.fields["source"] == [conflict_source]
        assert len(example.page.encode()) < 50_000
    example.press("save")
    assert saved(rooms).model.source == conflict_source
    assert [a.about for a in saved(rooms).model.assumptions] == ["place.ground"]


def test_an_edit_keeps_comments_and_what_the_builder_does_not_show(rooms, conflict_source):
    more = conflict_source.replace(
        "[preferences.russia]",
        "[beliefs.russia.ukraine]\nweights = {attend = 1}\n[preferences.russia]",
    )
    rooms.model(ModelKind.CONFLICT, more)
    builder = Builder(rooms).open().press("go:wants.russia").press("rank-down:0")
    text = builder.form.fields["source"][0]
    assert text.count("# ") == more.count("# ")
    before, after = tomllib.loads(more), tomllib.loads(text)
    ranks = before["preferences"]["russia"]["priorities"]
    ranks[:2] = reversed(ranks[:2])
    assert after == before
    assert "what some believe about others" in builder.page


def test_statements_are_moved_tied_parted_and_removed_and_it_can_be_undone(example):
    example.press("go:wants.ukraine")
    first = tree(example)["preferences"]["ukraine"]["priorities"]
    example.press("rank-up:1")
    assert example.form.focused == "rank-down:0"
    assert tree(example)["preferences"]["ukraine"]["priorities"][:2] == [first[1], first[0]]
    example.press("undo")
    assert tree(example)["preferences"]["ukraine"]["priorities"] == first
    example.press("equal:2")
    assert tree(example)["preferences"]["ukraine"]["priorities"][1] == first[1:3]
    assert example.form.focused == "apart:1.1"
    example.press("apart:1.1")
    assert tree(example)["preferences"]["ukraine"]["priorities"] == first
    example.press("remove:statement.0.0")
    assert tree(example)["preferences"]["ukraine"]["priorities"] == first[1:]
    assert "Removed." in example.page


def test_a_statement_can_be_put_together_from_options(example):
    example.press("go:states")
    example.type("compose:infeasible", pick__infeasible="host", is__infeasible="taken")
    assert example.form.fields["new.infeasible"] == ["host"]
    example.type(
        "compose:infeasible", join__infeasible="|", pick__infeasible="pause", is__infeasible="not"
    )
    example.type("compose:infeasible", join__infeasible="&", pick__infeasible="offer")
    assert example.form.fields["new.infeasible"] == ["(host | !pause) & offer"]
    assert "not “Hold its fire while the talks last”" in example.page
    before = tree(example)["infeasible"]
    example.press()
    assert tree(example)["infeasible"] == [*before, "(host | !pause) & offer"]
    example.type("compose:coalesce", pick__coalesce="")
    assert "Choose an option first" in example.page


@pytest.mark.parametrize(
    ("part", "name", "typed", "says"),
    [
        ("states", "new.infeasible", "host &amp; &", "Cannot read"),
        ("states", "infeasible.0", "walk", "No option is called &#x27;walk&#x27;"),
        ("wants.russia", "statement.2.0", "status iff", "Expected an option but found the end"),
        ("wants.russia", "new.statement", "YN", "has 2 marks, but the model has 9 options"),
        ("sides", "new.option.russia.id", "If", "&#x27;If&#x27; cannot be a short name"),
        ("sides", "new.maker.id", "travel", "short name &#x27;travel&#x27; is taken"),
        ("sides", "maker.russia", " ", "It needs a name"),
        ("sides", "new.maker", "x" * 2001, "Longer than 2000 letters"),
    ],
)
def test_what_cannot_be_is_one_line_beside_its_field_and_stays_typed(
    example, part, name, typed, says
):
    example.press(f"go:{part}")
    before = tree(example)
    beside_it = {name.removesuffix(".id"): "Wait"} if name.endswith(".id") else {}
    example.press("go:states", **{name: typed}, **beside_it)
    assert example.status == 422
    assert example.form.fields["part"] == [part]
    beside = re.search(rf'<p class="error" id="{re.escape(name)}.error">([^<]*)<', example.page)
    assert says in beside.group(1)
    assert example.form.fields[name] == [typed]
    assert all(example.form.fields[other] == [said] for other, said in beside_it.items())
    assert example.form.focused == name
    assert tree(example) == before


def test_a_refusal_is_said_in_the_language_of_the_page(example):
    Person.objects.filter(handle="lead").update(language="ar")
    example.press("go:states")
    example.press("go:states", **{"new.infeasible": "host &"})
    assert example.status == 422
    beside = re.search(r'<p class="error" id="new.infeasible.error">([^<]*)<', example.page)
    assert "المتوقع خيار، والموجود" in beside.group(1)
    assert "xpected an option" not in beside.group(1)


def test_what_is_named_elsewhere_is_not_removed(example):
    example.press("remove:option.travel")
    assert "is named in &#x27;(travel | attend) &amp; !host&#x27; of infeasible" in example.page
    assert "travel" in [o["id"] for o in tree(example)["decision_makers"][0]["options"]]


def test_today_is_ticked_and_follows_the_options(example):
    example.type(today__host="on", today__offer="on")
    assert tree(example)["status_quo"] == "NNNNNNYYN"
    example.press("maker-up:mediator").press("maker-up:mediator")
    assert tree(example)["status_quo"] == "YYNNNNNNN"
    example.type(today="unknown")
    assert "status_quo" not in tree(example)


def test_other_forms_are_left_as_they_are_and_said(rooms, conflict_source):
    source = re.sub(
        r"\[preferences.russia\][^\[]*\[.*?\]\n\n",
        "[preferences.russia]\nweights = { pause = -1.50, travel = 2 }\n\n",
        conflict_source,
        flags=re.DOTALL,
    )
    rooms.model(ModelKind.CONFLICT, source)
    builder = Builder(rooms).open().press("go:wants.russia")
    assert "are written as weights" in builder.page
    assert "new.statement" not in builder.form.fields
    builder.press("go:sides").type(maker__russia="Side A")
    assert "weights = {pause = -1.50, travel = 2}" in builder.form.fields["source"][0]


GRAPH = """
format = "goodoffices-conflict/1"
title = "A graph"
states = ["war", "truce"]
[[decision_makers]]
id = "a"
name = "Side A"
[moves]
a = [[0, 1]]
[preferences.a]
ranking = [[1], [0]]
"""


def test_the_graph_form_is_left_as_it_is_and_said(rooms):
    rooms.model(ModelKind.CONFLICT, GRAPH)
    builder = Builder(rooms).open()
    assert "of which <b>2 states</b>" not in builder.page
    builder.type(new__maker="Side B")
    assert "lists states one by one" in builder.page
    builder.type(new__maker="", maker__a="Side C").press("go:states")
    assert "lists its states one by one" in builder.page
    builder.press("go:wants.a")
    assert "are written as ranking" in builder.page
    before = tomllib.loads(GRAPH)
    before["decision_makers"][0]["name"] = "Side C"
    assert tree(builder) == before


def test_the_title_in_the_file_changes_with_that_of_the_model(rooms, builder, conflict_source):
    begun(builder)
    assert tree(builder)["title"] == "Two sides"
    builder.type(title="Two\x00sides")
    assert "Control characters" in builder.page
    rooms.model(ModelKind.CONFLICT, conflict_source)  # under another title than in the file
    builder.open().type(title="Something else")
    assert tree(builder) == tomllib.loads(conflict_source)


def test_a_file_that_cannot_be_built_is_opened_as_text(rooms):
    sent = {"source": "format = [", "title": "T", "audience": "team", "base": ""}
    builder = Builder(rooms).send(sent)
    assert builder.status == 422
    assert "not TOML" in builder.page
    assert builder.form.fields["source"] == ["format = ["]


def test_builder_and_text_hand_on_to_each_other_unsaved(rooms, example):
    example.press("text", title="Another title", **{"maker.russia": "Side A"})
    assert "Save this version" in example.page
    assert example.form.fields["title"] == ["Another title"]
    assert 'name = "Side A"' in example.form.fields["source"][0]
    response = rooms.post("conflict/model/build/", example.form.fields)
    assert 'value="Side A"' in response.content.decode()
    assert saved(rooms).model.title != "Another title"


def test_a_model_for_others_is_shown_once_more_and_can_go_back_to_the_builder(rooms, builder):
    begun(builder).press("save", audience="joint")
    assert "Nothing is saved yet" in builder.page
    builder.press("back", "step")
    assert 'value="Side A"' in builder.page
    builder.press("save").press("confirmed", "step")
    assert saved(rooms).audience.key == "joint"


def test_without_a_title_it_is_not_saved_and_the_field_says_so(rooms, builder):
    builder.type(new__maker="A").type(new__option__a="Go").press("go:states").press("save")
    assert builder.status == 422
    assert builder.form.focused == "title"
    assert saved(rooms) is None


def test_an_incomplete_model_is_not_saved_and_says_why(rooms, builder):
    builder.press("save", title="T")
    assert "the model has no decision makers" in builder.page
    assert saved(rooms) is None


def test_two_at_once_lose_neither_text(rooms, example):
    other = Builder(rooms).open().press("go:wants.russia").press("rank-down:0")
    example.type(maker__russia="Side A")
    other.press("save")
    theirs = saved(rooms)
    example.press("save")
    assert example.status == 409
    assert saved(rooms) == theirs
    assert "not saved yet" in example.page
    assert "<ins>name = &quot;Side A&quot;</ins>" in example.page
    assert "<ins>name = &quot;Russia&quot;</ins>" in example.page
    mine = example.form.fields["source"][0]
    example.press("back", "step")
    assert example.form.fields["source"] == [mine]
    assert example.form.fields["base"] == [theirs.id]
    example.press("save")
    assert saved(rooms).model.source.strip() == mine.strip()


def test_the_text_page_too_is_saved_on_top_of_the_newest_only(rooms, example, conflict_source):
    page = Builder(rooms, path="conflict/model/").open()
    example.press("save", title="Meanwhile")
    page.send({**page.form.fields, "title": "Mine"})
    assert page.status == 409
    assert saved(rooms).model.title == "Meanwhile"
    page.press("confirmed", "step")
    assert saved(rooms).model.title == "Mine"


def test_an_assumption_rests_on_entries_and_falls_with_them(rooms, example):
    act = rooms.account("the offer", audience="joint")
    hidden = "f" * 32
    example.press("go:rest.new.decision_makers.russia.pause")
    example.press("keep", q="offer")
    assert f'value="{act}"' in example.page
    example.press("keep", why="It could stop", ground=[act, hidden])
    example.press("go:sides")
    assert "rests on 1 entry" in example.page
    example.press("go:states").press("go:rest.new.infeasible.host & take_side")
    example.press("go:states", why="Who takes a side cannot host", ground=[act])
    # what is said follows the statement
    example.type(infeasible__1="take_side & host").press("save")
    told = {a.about: a for a in saved(rooms).model.assumptions}
    assert told["decision_makers.russia.pause"].rests_on == (act,)
    assert told["infeasible.take_side & host"].text == "Who takes a side cannot host"
    (account,) = view(rooms.lead).act(act).accounts
    rooms.actions.begin("withdraw", 4.0)
    withdraw(rooms.lead, account.id, "a mistake")
    rooms.actions.begin("look again", 5.0)
    assert rooms.get("conflict/").count("Fallen: 1 of the entries") == 2
    assert 'href="/c/river/conflict/model/build/?part=rest.1"' in rooms.get("conflict/")
    assert "It could stop" in rooms.get("conflict/model/build/?part=rest.1")
    builder = Builder(rooms, hour=6.0).open()
    assert "Fallen: 1 of the entries it rested on is no longer in the record" in builder.page
    builder.press("go:states")
    assert "Fallen: 1 of the entries" in builder.page
    number = [a.about for a in saved(rooms).model.assumptions].index("infeasible.take_side & host")
    builder.press(f"go:rest.{number}")
    assert "an entry that is no longer in the record" in builder.page
    builder.press(f"remove:rest.{number}")
    assert "Who takes a side" not in builder.form.fields["assumptions"][0]


def test_an_assumption_that_says_nothing_is_not_kept(rooms, example):
    act = rooms.account("the offer")
    example.press("go:rest.new.decision_makers.russia")
    example.press("keep", ground=[act])
    assert "Say in a sentence what is assumed" in example.page
    assert "checked" in example.page
    example.press("keep", why="Something", ground=[act]).press("go:sides")
    assert "Something" in example.page


def test_removing_takes_along_what_is_said_about_it_and_tells_so(rooms, example):
    example.press("go:wants.russia").press("go:rest.new.preferences.russia.!offer")
    example.press("go:wants.russia", why="Pride")
    example.press("remove:statement.6.0")
    assert "Removed, and with it 1 assumption about it" in example.page
    example.press("undo")
    assert "Pride" in example.page


GONE = (
    "go:wants.nobody",
    "go:rest.99",
    "remove:statement.x",
    "rank-up:999",
    "remove:rest.7",
    "compose:nothing",
    "equal:-1",
    "apart:9",
    "option-up:none",
    "bogus",
    "undo",
    "remove:maker.x",
)


def test_a_button_that_is_no_longer_there_changes_nothing(example):
    for do in GONE:
        before = example.form.fields["source"]
        example.send({**example.form.fields, "do": do, "part": "wants.russia", "before": "{"})
        assert example.status in {200, 422}, do
        assert example.form.fields["source"] == before, do


ODD = ("", "!", "(((", "Y" * 9, "host | offer", "\0", "<b>", "-1", "9" * 12, "٣", "if", "{}", "[]")
ODD_TEXTS = ('[{"about": 1}]', '{"source": 1}', "x = 1", "format = [", 'states = ["a"]')


def test_whatever_is_sent_is_answered_with_a_page(example):
    """Random presses with odd values in random fields: always a page, never an error."""
    random = Random(7)
    for _ in range(15):
        if "do=keep" not in example.form.buttons:
            example.open()
        fields = dict(example.form.fields)
        for name in random.sample(sorted(fields), 2):
            fields[name] = random.choice(ODD + ODD_TEXTS)
        buttons = [b.removeprefix("do=") for b in example.form.buttons if b.startswith("do=")]
        verb = random.choice(["", "go:", "remove:", "rank-up:", "apart:", "compose:"])
        fields["do"] = verb + random.choice(ODD) if verb else random.choice(buttons)
        example.send(fields)
        assert example.status in {200, 302, 409, 422}
        if example.location or not example.page:
            example.open()
