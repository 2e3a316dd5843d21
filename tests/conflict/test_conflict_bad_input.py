"""Bad models: one clear line that says what, where and the way out."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from conflict_models import build, option_tree
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.conflict import load, loads
from goodoffices.conflict.files import SIZE_LIMIT
from goodoffices.errors import InputError, LimitError

if TYPE_CHECKING:
    from pathlib import Path

TWO = {"dm0": {}, "dm1": {}}


def tree(**further: Any) -> dict[str, Any]:
    return {**option_tree([0, 1], dict(TWO)), **further}


def ranked(*levels: Any) -> dict[str, Any]:
    return tree(preferences={"dm0": {"ranking": list(levels)}, "dm1": {}})


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ({}, "'format' is missing"),
        ([], "expected a table"),
        (tree(format="other/2"), "unknown format"),
        (tree(statuss_quo="NN"), "unknown key 'statuss_quo'.*Did you mean 'status_quo'"),
        (tree(decision_makers=[]), "no decision makers"),
        (tree(decision_makers=[{"id": "Dm"}]), "cannot be an id"),
        (tree(decision_makers=[{"id": "iff"}]), "cannot be an id"),
        (tree(decision_makers=[{"id": "a"}, {"id": "a"}]), "used twice"),
        (tree(decision_makers=[{"id": "a", "optionen": []}]), "unknown key.*'options'"),
        (tree(decision_makers=[{"id": "a", "options": [{"id": "a"}]}]), "used twice"),
        (
            tree(decision_makers=[{"id": "a", "options": [{"id": "b", "moves": "up"}]}]),
            "moves cannot be",
        ),
        (tree(decision_makers=[{"id": "a", "name": 3}]), "expected text"),
        (tree(decision_makers=[{"id": "a", "name": "x\x1b[2J"}]), "control characters"),
        (tree(preferences={"dm0": {}}), "'dm1' has no preferences"),
        (tree(preferences={**TWO, "dm2": {}}), "no decision maker is called 'dm2'.*Did you mean"),
        (tree(preferences={**TWO, "dm0": {"priority": []}}), "unknown key 'priority'"),
        (tree(preferences={**TWO, "dm0": {"priorities": ["o0"], "weights": {}}}), "give one of"),
        (tree(preferences={**TWO, "dm0": {"priorities": ["o7"]}}), "no option is called 'o7'"),
        (tree(preferences={**TWO, "dm0": {"priorities": "o0"}}), "expected a list"),
        (ranked([0], [1], [1], [2], [3]), "'YN' is ranked twice"),
        (ranked([0], [1], [2]), r"'YY' \(state 3\) is not ranked"),
        (ranked([0], [1], [2], [4]), "no state number 4"),
        (ranked([0], [1], [2], [True]), "expected a state"),
        (ranked([0], [1], [2], ["YYY"]), "3 marks"),
        (ranked([0], [], [1], [2], [3]), "empty"),
        (ranked(">>", [0], [1], [2], [3]), "between two levels"),
        (ranked([0], [1], [2], [3], ">>"), "between two levels"),
        (tree(preferences={**TWO, "dm0": {"weights": {"o0": "much"}}}), "expected a number"),
        (tree(preferences={**TWO, "dm0": {"weights": {"o9": 1}}}), "no option is called"),
        (tree(preferences={**TWO, "dm0": {"weights": {"o0": 10**40}}}), "too large"),
        (tree(preferences={**TWO, "dm0": {"unknown": [[0, 0]]}}), "with itself"),
        (tree(pairwise={"dm0": [[0, "<<", 1]]}), "expected .state, sign, state"),
        (tree(pairwise={"dm0": [[0, ">", 1], [1, ">", 0]]}), "stated twice"),
        (tree(infeasible=["--"]), "every state is infeasible"),
        (tree(infeasible=["Y-N"]), "3 marks, but the model has 2 options"),
        (tree(infeasible="Y-"), "expected a list"),
        (tree(infeasible=["Y-"], states=["NN", "YN", "NY"]), "'YN' is listed, but 'Y-' rules it"),
        (tree(infeasible=["Y-"], states=["NN"]), "'NY' is feasible by 'infeasible' but not listed"),
        (tree(states=["NN", "NN"]), "listed twice"),
        (tree(states=["N-", "NY"]), "share option combinations"),
        (tree(states=[]), "empty"),
        (tree(coalesce=["o0 & !o0"]), "holds in no feasible state"),
        (tree(coalesce=["o0", "o1"]), "shares states"),
        (tree(coalesce=["o0"], states=["NN", "YN", "NY", "YY"]), "not listed as one state"),
        (tree(status_quo="YYY"), "3 marks"),
        (tree(infeasible=["YY"], status_quo="YY"), "not a feasible state"),
        (tree(moves={"dm0": [], "dm1": []}), "need the list 'states'"),
        (tree(states=["NN", "YN"], moves={"dm0": [[0, 1]]}), "'dm1' has no list of moves"),
        (tree(states=["NN", "YN"], moves={"dm0": [[0, 2]], "dm1": []}), "no state number 2"),
        (tree(states=["NN", "YN"], moves={"dm0": [[0, 0]], "dm1": []}), "to itself"),
        (tree(forbidden_moves={"dm0": [["Y-"]]}), "expected .from pattern, to pattern"),
        (tree(forbidden_moves={"dm0": [["Y-", "N"]]}), "1 marks"),
        (tree(beliefs={"dm0": {"dm0": {}}}), "about the others"),
        (tree(beliefs={"dm0": {"dm3": {}}}), "no decision maker is called"),
        (option_tree([0] * 65, {"dm0": {}}), "more than 64 options"),
        (option_tree([0] * 40, {"dm0": {}}), "more than 33,554,432 states"),
    ],
)
def test_one_clear_line(model: Any, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        loads(json.dumps(model), "json")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.toml", b"", "the file is empty"),
        ("a.json", b" \n ", "the file is empty"),
        ("a.toml", bytes(range(256)), "not a text file"),
        ("a.toml", b"\x00\x01\x02", "not TOML"),
        ("a.json", b"{", "not JSON"),
        ("a.json", b'{"format": NaN}', "NaN"),
        ("a.json", b'{"a": 1, "a": 2}', "stands twice"),
        ("a.json", b"[" * 100_000, "nests too deeply"),
        ("a.json", b'{"format": ' + b"9" * 10_000 + b"}", "number"),
        ("a.toml", b"x = " + b"[" * 100_000, "nests too deeply|not TOML"),
        ("a.xlsx", b"PK", "cannot tell the format"),
        ("a.gmcr", b"{}", "not a GMCR"),
    ],
)
def test_files_that_are_no_models(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=said) as caught:
        load(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(LimitError, match="larger than 5 MB"):
        load(path)
    with pytest.raises(LimitError, match="larger than 5 MB"):
        loads(" " * (SIZE_LIMIT + 1))


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load(tmp_path / "absent.toml")
    with pytest.raises(InputError, match="cannot read"):
        load(tmp_path)
    with pytest.raises(InputError, match="not a file name"):
        load("a\x00.toml")


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-3, 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "o0", "dm0", "NN", "Y-", ">>", "o0 & o1", "N->Y", "\ud800", ">", "?"])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["dm0", "id", "ranking", "o0", "weights"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
KEYS = sorted(tree(infeasible=[], coalesce=[], states=[], status_quo="NN", preferences={}))
MORE = ["moves", "forbidden_moves", "beliefs", "pairwise", "title", "source"]


@given(st.dictionaries(st.sampled_from([*KEYS, *MORE]), VALUES, min_size=1, max_size=3))
def test_any_value_anywhere_is_read_or_refused(change: dict[str, Any]) -> None:
    said = ""
    try:
        build({**tree(), **change})
    except InputError as error:
        said = str(error)
    assert "\n" not in said


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_one_line(content: bytes) -> None:
    text = content.decode("latin-1")
    for format in ("toml", "json", "gmcr"):  # noqa: A001 - the argument's name
        with pytest.raises(InputError) as caught:
            loads(text, format)
        assert "\n" not in str(caught.value)


def test_numpy_is_not_loaded_with_the_package() -> None:
    import subprocess

    code = "import sys, goodoffices; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
