"""Bad input: one clear line that says what was wrong, where, and the way out; never a traceback."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from goodoffices.cli.settle import register
from goodoffices.errors import InputError, LimitError
from goodoffices.settlement import load, loads, settle

if TYPE_CHECKING:
    from pathlib import Path

GOOD: dict = {
    "format": "goodoffices-negotiation/1",
    "title": "Sale",
    "issues": [
        {"id": "price", "values": ["high", "low"]},
        {"id": "days", "name": "Days", "range": {"from": 10, "to": 20, "step": 5}},
    ],
    "constraints": ["price = 'high' -> days <= 15"],
    "parties": [
        {
            "id": "seller",
            "weights": {"price": 0.6, "days": 0.4},
            "scores": {"price": [1, 0], "days": [0, 0.5, 1]},
            "reservation": 0.2,
        },
        {
            "id": "buyer",
            "weights": {"price": 0.7, "days": 0.3},
            "scores": {"price": [0, 1], "days": [1, 0.5, 0]},
            "reservation": None,
        },
    ],
    "status_quo": {"price": "low", "days": 10},
}
BOXES = {"kind": "hyper-rectangles", "divisor": 2, "boxes": [{"worth": 1, "within": [[1, 0, 15]]}]}


def changed(*path: object, to: object = None, drop: bool = False) -> dict:
    tree = copy.deepcopy(GOOD)
    node = tree
    for step in path[:-1]:
        node = node[step]
    if drop:
        del node[path[-1]]
    else:
        node[path[-1]] = to
    return tree


def boxed(**parts: object) -> dict:
    party = {"id": "buyer", "utility": {**BOXES, **parts}}
    return changed("parties", 1, to=party)


BAD = [
    (changed("format", to="goodoffices-conflict/1"), "format: the format is"),
    (changed("format", drop=True), "the format is missing"),
    (changed("titel", to="x"), "Did you mean 'title'"),
    (changed("parties", 0, "weights", "days", drop=True), "the weight of days is missing"),
    (changed("parties", 0, "weights", "dayz", to=1), "Did you mean 'days'"),
    (changed("parties", 0, "scores", "price", to=[1, 0, 1]), "3 scores for the 2 values of price"),
    (changed("parties", 0, "scores", "price", drop=True), "the scores for price are missing"),
    (changed("parties", 0, "scores", "price", to=[1, "0"]), "'0' is not a number"),
    (changed("parties", 0, "scores", "price", to=[1, True]), "True is not a number"),
    (changed("parties", 0, "reservation", to="none"), "'none' is not a number"),
    (changed("parties", 0, "reservation", to=10**30), "too large"),
    (changed("parties", 0, "id", to="Seller One"), "is not an id"),
    (changed("parties", 1, "id", to="seller"), "the id 'seller' stands twice"),
    (changed("parties", 0, "utilities", to=[1, 2, 3]), "Give one of"),
    (changed("parties", to=[GOOD["parties"][0]]), "needs at least two"),
    (changed("parties", 0, to=7), "7 is not a table"),
    (changed("parties", drop=True), "parties are missing"),
    (changed("issues", to=[]), "no issues"),
    (changed("issues", 0, "values", to=[]), "has no values"),
    (changed("issues", 0, "values", to=["high", "high"]), "stands twice"),
    (changed("issues", 0, "values", to="high"), "is not a list"),
    (changed("issues", 1, "range", "step", to=0), "not positive"),
    (changed("issues", 1, "range", "step", to=1e-9), "Use a larger step"),
    (changed("issues", 1, "range", "to", to=0), "below its start"),
    (changed("issues", 1, "range", "step", drop=True), "range: the range has no step"),
    (changed("constraints", to=["price = 'hihg'"]), "Did you mean 'high'"),
    (changed("constraints", to=["prise = 'high'"]), "Did you mean 'price'"),
    (changed("constraints", to=["price = 'high"]), "never closed"),
    (changed("constraints", to=["(price = 'high'"]), "parenthesis is never closed"),
    (changed("constraints", to=["price 'high'"]), "a comparison"),
    (changed("constraints", to=["price = high"]), "stands without quotation marks"),
    (changed("constraints", to=["price < 3"]), "are words, not numbers"),
    (changed("constraints", to=["price < 'high'"]), "compares numbers"),
    (changed("constraints", to=["days = 11"]), "is not a value of days"),
    (changed("constraints", to=["price = 'high' &"]), "breaks off"),
    (changed("constraints", to=[""]), "breaks off"),
    (changed("constraints", to=["!" * 5000 + "price = 'high'"]), "nested more than"),
    (changed("constraints", to=["(" * 5000]), "nested more than"),
    (changed("constraints", to="price = 'high'"), "is not a list"),
    (changed("status_quo", "price", to="middling"), "status_quo.price"),
    (changed("status_quo", "days", drop=True), "leaves days open"),
    (changed("status_quo", to=["low"]), "is not a package"),
    (changed("transferable", to="yes"), "not true or false"),
    (boxed(divisor=-1), "is not positive"),
    (boxed(divisor=0), "is not positive"),
    (boxed(kind="boxes"), "not a kind of utility"),
    (boxed(boxes=[{"worth": 1, "within": [[7, 0, 1]]}]), "no issue number 7"),
    (boxed(boxes=[{"worth": 1, "within": [[1, 3, 1]]}]), "is empty"),
    (boxed(boxes=[{"worth": 1, "within": [[0, 0, 1]]}]), "are words"),
    (boxed(boxes=[{"worth": 1, "within": [[1, 0]]}]), "issue number, low, high"),
    (boxed(boxes=[{"worth": 1}]), "is not a list"),
    (changed("parties", 0, to={"id": "a", "utilities": [1, 2]}), "2 utilities for 6 packages"),
    (changed("parties", 0, to={"id": "a"}), "has no preference"),
    (changed("parties", 0, "weights", "price", to=[0.5, 0.1]), "is empty"),
    (changed("parties", 0, "weights", "price", to=[0.5]), "two ends"),
    (changed("parties", 0, "weight_ranks", to=["price"]), "name every issue once"),
    (changed("parties", 0, "weight_ranks", to=["price", "dais"]), "there is no issue"),
    (changed("parties", 0, "score_ranks", to={"price": [0, 0]}), "best first"),
]


@pytest.mark.parametrize(("tree", "words"), BAD, ids=[words for _, words in BAD])
def test_each_fault_is_named_with_its_place(tree: dict, words: str) -> None:
    with pytest.raises(InputError) as caught:
        settle(loads(json.dumps(tree)))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_good_one_is_good() -> None:
    settlement = settle(loads(json.dumps(GOOD)))
    assert settlement.feasible_count == 5
    assert settlement.scenario.status_quo == (1, 0)
    assert settle(loads(json.dumps(boxed()))).zone.count > 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("   \n", "is empty"),
        ("[1, 2]", "is not a scenario"),
        ("{", "is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        (json.dumps(GOOD).replace("0.2", "NaN"), "NaN is not a number"),
        (json.dumps(GOOD).replace("0.2", "-Infinity"), "is not a number"),
        (json.dumps(GOOD).replace("0.2", "1e400"), "digits before"),
        (json.dumps(GOOD).replace("0.2", "1e-400"), "after the decimal point"),
        (json.dumps(GOOD).replace("0.2", "1e9999999999999999999"), "too large"),
        (json.dumps(GOOD).replace("0.2", "9" * 5000), "too long"),
        (json.dumps(GOOD)[:-1] + ', "title": "again"}', "stands twice"),
    ],
    ids=lambda value: value[:20],
)
def test_text_that_is_no_scenario(text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        loads(text)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("format = ", "is not TOML"),
        ("format = 'goodoffices-negotiation/1'\nissues = nan", "is not a list"),
        ("a = " + "[" * 20_000, "nested too deeply"),
        ("format = 1979-05-27", "the format is"),
    ],
)
def test_toml_that_is_no_scenario(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        loads(text, "toml")


# NB 1
def test_toml_reads_exact_decimals() -> None:
    text = """
        format = "goodoffices-negotiation/1"
        [[issues]]
        id = "price"
        values = ["a", "b"]
        [[parties]]
        id = "x"
        weights = { price = 0.1 }
        scores = { price = [0.1, 0.2] }
        reservation = 0.02
        [[parties]]
        id = "y"
        weights = { price = 1 }
        scores = { price = [0.3333333333333333, 0.1] }
    """
    settlement = settle(loads(text, "toml"))
    assert settlement.zone.count == 1
    assert settlement.utilities(settlement.frontier.vectors[0]) == [0.02, 0.1]


def test_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path / "absent.json")
    with pytest.raises(InputError, match="neither Genius XML nor GeniusWeb"):
        load(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path / ("x" * 500))
    binary = tmp_path / "binary.json"
    binary.write_bytes(bytes(range(256)))
    with pytest.raises(InputError, match="not text in UTF-8"):
        load(binary)
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(LimitError, match="the limit for a model is 5,000,000"):
        load(large)


def test_constraints_that_exclude_everything() -> None:
    tree = changed("constraints", to=["days > 10", "days = 10"])
    with pytest.raises(InputError, match="constraints: days = 10: no package meets"):
        settle(loads(json.dumps(tree)))


def test_the_command_names_the_file(tmp_path: Path) -> None:
    app = typer.Typer()
    register(app)
    path = tmp_path / "sale.json"
    path.write_text(json.dumps(changed("constraints", to=["days > 90"])), encoding="utf-8")
    result = CliRunner().invoke(app, [str(path)])
    assert isinstance(result.exception, InputError)
    assert str(path) in str(result.exception)
    path.write_text(json.dumps(GOOD), encoding="utf-8")
    result = CliRunner().invoke(app, [str(path)])
    assert result.exit_code == 0
    assert "Agreement zone" in result.stdout
    assert "No reservation value is known for buyer" in result.stdout
    result = CliRunner().invoke(app, [str(path), "--json"])
    assert json.loads(result.stdout)["format"] == "goodoffices-settlement/1"


def mutilated() -> st.SearchStrategy[str]:
    text = json.dumps(GOOD)
    junk = st.one_of(st.text(max_size=6), st.sampled_from(["null", "[]", "{}", "-1", "1e99", '"']))
    spot = st.integers(0, len(text))
    return st.builds(
        lambda start, length, middle: text[:start] + middle + text[start + length :],
        spot,
        st.integers(0, 20),
        junk,
    )


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
PLACES = [
    ("issues",),
    ("issues", 0),
    ("issues", 0, "values"),
    ("issues", 1, "range"),
    ("constraints",),
    ("parties",),
    ("parties", 0),
    ("parties", 0, "weights"),
    ("parties", 0, "weights", "price"),
    ("parties", 0, "scores"),
    ("parties", 0, "scores", "price"),
    ("parties", 0, "score_ranks"),
    ("parties", 0, "weight_ranks"),
    ("parties", 0, "utilities"),
    ("parties", 0, "utility"),
    ("status_quo",),
    ("source",),
    ("title",),
]


def complaint(text: str) -> str:
    try:
        settle(loads(text))
    except InputError as error:
        return str(error)
    return ""


@given(mutilated())
def test_mutilated_text_never_breaks_it(text: str) -> None:
    assert "\n" not in complaint(text)


@given(st.sampled_from(PLACES), values)
def test_wrong_types_never_break_it(place: tuple, value: object) -> None:
    assert "\n" not in complaint(json.dumps(changed(*place, to=value)))


def test_a_source_in_a_source_in_a_source_is_refused():
    """Found by spoilt files: TOML reads deeper than a tree is written out."""
    deep = "source" + ".a" * 900 + ' = "x"\n'
    words = 'format = "goodoffices-negotiation/1"\ntitle = "Sale"\n' + deep
    words += '[[issues]]\nid = "price"\nvalues = ["high", "low"]\n'
    for name in ("seller", "buyer"):
        words += (
            f'[[parties]]\nid = "{name}"\nweights = {{price = 1}}\nscores = {{price = [1, 0]}}\n'
        )
    with pytest.raises(InputError, match="nested too deeply"):
        loads(words, "toml")
    assert loads(words.replace(deep, 'source.a.b = "x"\n'), "toml").source == "a: b: x"
