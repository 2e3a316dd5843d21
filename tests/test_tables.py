"""The one table: what it writes can be read again, and no name breaks it."""

from __future__ import annotations

import csv
import io
import json
import sys
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import typer
from conflict_models import build, option_tree
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from goodoffices.casebook.negotiations import load_negotiation
from goodoffices.cli.stability import register
from goodoffices.errors import InputError, MissingPartError
from goodoffices.settlement import settle
from goodoffices.settlement.sheets import frontier_table, solutions_table
from goodoffices.stability import analyse, evolve, tableau
from goodoffices.stability.coalitions import analyse_coalitions
from goodoffices.stability.difference import difference
from goodoffices.stability.robust import Doubts, robust
from goodoffices.tables import Table

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

SMALL = Table(("state", "holds", "rank"), (("NY", True, 1), ("A & B_1", False, None)), (1,))
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


def conflict() -> Any:
    prefs = {"dm0": {"priorities": ["o1", "!o0"]}, "dm1": {"priorities": ["o0", "!o1"]}}
    tree = option_tree([0, 1], prefs, status_quo="NN")
    tree["decision_makers"][0]["name"] = "Rivers & Lakes {100%}"
    return build(tree)


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(InputError, match="1 cells for 2 columns"):
        Table(("a", "b"), ((1,),))
    with pytest.raises(InputError, match=r"no column 'c'\. It has a"):
        Table(("a",), ()).column("c")


@given(st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_csv_is_read_again_as_it_was(rows: list[tuple[str, str]]) -> None:
    text = Table(("a", 'b "quoted", too'), tuple(rows)).to_csv()
    assert [tuple(row) for row in csv.reader(io.StringIO(text))] == [
        ("a", 'b "quoted", too'),
        *rows,
    ]


def test_what_is_true_or_not_known_in_csv() -> None:
    assert SMALL.to_csv() == "state,holds,rank\nNY,true,1\nA & B_1,false,\n"


def test_latex_has_rules_and_escaped_names() -> None:
    assert SMALL.to_latex().splitlines() == [
        r"\begin{tabular}{llr}",
        r"\toprule",
        r"state & holds & rank \\",
        r"\midrule",
        r"NY & yes & 1 \\",
        r"\midrule",
        r"A \& B\_1 & no &  \\",
        r"\bottomrule",
        r"\end{tabular}",
    ]


@given(TEXT)
def test_no_name_breaks_a_line_of_latex(name: str) -> None:
    """Cells stay cells: what is special stands behind a backslash, or in a command's braces."""
    line = Table((name,), ()).to_latex().splitlines()[2].removesuffix(r" \\")
    depth = 0
    place = 0
    while place < len(line):
        if line[place] == "\\":
            place += 2
            continue
        assert line[place] not in "&%$#_^~"
        depth += {"{": 1, "}": -1}.get(line[place], 0)
        assert depth in (0, 1)
        assert depth or line[place] not in "[]"
        place += 1
    assert depth == 0


def test_a_polars_frame_holds_the_same() -> None:
    polars = pytest.importorskip("polars")
    frame = SMALL.to_polars()
    assert frame.columns == ["state", "holds", "rank"]
    assert frame.rows() == list(SMALL.rows)
    assert frame.schema["rank"] == polars.Int64
    assert Table(("a", "b"), ()).to_polars().shape == (0, 2)


def test_a_pandas_frame_is_given_the_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in: Any = ModuleType("pandas")
    stand_in.DataFrame = lambda columns: SimpleNamespace(columns=columns)
    monkeypatch.setitem(sys.modules, "pandas", stand_in)
    assert SMALL.to_pandas().columns == {
        "state": ["NY", "A & B_1"],
        "holds": [True, False],
        "rank": [1, None],
    }


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_a_missing_package_is_named_in_one_line(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingPartError, match=f"needs {package}, which is not installed. Install"):
        getattr(SMALL, f"to_{package}")()


def test_verdicts_as_a_table() -> None:
    result = analyse(conflict(), ["nash", "seq"])
    table = result.table()
    assert table.columns[:4] == ("position", "state", "nash", "seq")
    assert table.column("seq.dm1") == tuple(result.stable["seq"][1].tolist())
    holds = [position for position, nash in enumerate(table.column("nash")) if nash]
    assert holds == result.equilibria["nash"].tolist()


def test_every_other_result_as_a_table() -> None:
    model = conflict()
    way = evolve(model).table()
    assert way.column("moves") == (0, 1, 1, 2)  # NN, YN, NY, YY: an option each at a time
    together = analyse_coalitions(model).table()
    assert "cnash.dm0+dm1" in together.columns
    worlds = robust(model, 10, doubts=Doubts(levels={"dm0": (0, 2)}), workers=1).table()
    assert set(worlds.column("concept")) <= {"nash", "gmr", "smr", "seq", "sseq"}
    assert all(0 < share <= 1 for share in worlds.column("share") if isinstance(share, float))


def test_the_tableau_by_hand() -> None:
    laid = tableau(analyse(conflict(), ["nash"]))
    assert laid.to_csv().splitlines() == [
        "decision maker,row,NN,YN,NY,YY",
        "Rivers & Lakes {100%},o0,N,Y,N,Y",
        "dm1,o1,N,N,Y,Y",
        "Rivers & Lakes {100%},rank,3,4,1,2",
        "dm1,rank,3,1,4,2",
        "equilibria,nash,E,,,",
    ]
    assert r"Rivers \& Lakes \{100\%\} & o0 & N & Y & N & Y \\" in laid.to_latex()
    assert laid.to_latex().count(r"\midrule") == 3
    assert json.loads(json.dumps(laid.to_dict()))["columns"][0]["equilibrium"] == ["nash"]


def test_the_tableau_of_labelled_states_has_no_option_rows() -> None:
    tree: dict[str, Any] = {
        "format": "goodoffices-conflict/1",
        "decision_makers": [{"id": "a"}],
        "states": ["war", "peace"],
        "moves": {"a": [[0, 1]]},
        "preferences": {"a": {"ranking": ["peace", "war"]}},
    }
    assert tableau(analyse(build(tree), ["nash"])).to_csv().splitlines() == [
        "decision maker,row,war,peace",
        "a,rank,2,1",
        "equilibria,nash,,E",
    ]


def test_a_settlement_as_tables() -> None:
    """The frontier and each rule's package, figures as the document gives them."""
    settlement = settle(load_negotiation("nash_1950_barter"))
    document: Any = settlement.to_dict()
    points = frontier_table(settlement)
    worth = [list(row[:2]) for row in points.rows]
    assert worth == document["frontier"]["points"]
    rules = solutions_table(settlement)
    nash = rules.rows[rules.column("rule").index("Nash")]
    assert nash[1:3] == (12.0, 5.0)  # as Nash printed
    assert list(nash[3:]) == list(document["solutions"]["nash"]["package"].values())


def test_two_columns_of_one_name_make_no_frame() -> None:
    with pytest.raises(InputError, match="the same name"):
        Table(("a", "a"), ()).to_polars()


def test_a_difference_as_a_document() -> None:
    before = conflict()
    after = before.with_preference("dm0", priorities=["o0"])
    found = difference(before, after, ["nash"]).to_dict()
    assert (found["begins"], found["ceases"]) == ({"nash": ["YN"]}, {"nash": ["NN"]})


def test_the_command_prints_the_tableau(tmp_path: Path) -> None:
    model = tmp_path / "model.json"
    model.write_text(json.dumps(option_tree([0] * 7, {"dm0": {"priorities": ["o0"]}})))
    app = typer.Typer()
    register(app)

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, ["stability", str(model), *words])

    printed = run("--tableau", "csv", "--concepts", "nash")
    assert len(next(csv.reader(io.StringIO(printed.stdout)))) == 2 + 64
    assert printed.stderr == "64 states are left out; --json lists all verdicts.\n"
    assert run("--tableau", "latex").stdout.startswith(r"\begin{tabular}")
    assert json.loads(run("--tableau", "csv", "--json").stdout)["left_out"] == 64
    two = run("--tableau", "csv", "--why", "0").exception
    assert str(two).startswith("--why and --tableau are two questions")
