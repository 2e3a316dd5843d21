"""Each chart says what its table says, names itself, and may stand in any page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices import conflict, settlement, stability
from goodoffices.charts.canvas import Canvas
from goodoffices.charts.chart import Chart
from goodoffices.charts.chronology import MOST_ACTS, chronology_chart, family
from goodoffices.charts.contacts import contacts_chart
from goodoffices.charts.convergence import convergence_chart
from goodoffices.charts.evolution import evolution_chart
from goodoffices.charts.frontier import frontier_chart
from goodoffices.charts.labels import Box, Label, place
from goodoffices.charts.points import Offer
from goodoffices.charts.positions import positions_chart
from goodoffices.charts.robustness import MOST_STATES as MOST_SURE
from goodoffices.charts.robustness import percent, robustness_chart, surest
from goodoffices.charts.svg import to_png, to_svg
from goodoffices.charts.tableau import MOST_STATES, shown_states, tableau_chart
from goodoffices.charts.theme import PAPER, swaps
from goodoffices.errors import InputError
from goodoffices.record.accounts import Account, Mention, Stance, Words
from goodoffices.record.acts import Act, FiledAccount, compose
from goodoffices.record.audiences import TEAM
from goodoffices.record.contacts import balance_of
from goodoffices.record.dates import RecordDate
from goodoffices.record.frame import Frame, Side
from goodoffices.record.issues import positions
from goodoffices.record.vocabulary import ActKind
from goodoffices.saying import ENGLISH, spoken_by
from goodoffices.stability.robust import Doubts, RobustResult, robust
from goodoffices.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = "<script>alert(1)</script> \"'&]]> javascript:x"
SVG = "{http://www.w3.org/2000/svg}"


def negotiation(parties: int = 2, name: str = "Side") -> settlement.Scenario:
    source = {
        "format": "goodoffices-negotiation/1",
        "title": "Two questions",
        "issues": [
            {"id": "venue", "name": "Venue", "values": ["here", "there", "elsewhere"]},
            {"id": "quiet", "name": "Quiet", "values": ["none", "nights", "always"]},
        ],
        "parties": [
            {
                "id": f"p{k}",
                "name": f"{name} {k}",
                "weights": {"venue": 0.3 + 0.1 * k, "quiet": 0.7 - 0.1 * k},
                "scores": {
                    "venue": [1.0, 0.5, 0.1][:: 1 if k % 2 else -1],
                    "quiet": [0.0, 0.6, 1.0][:: -1 if k % 2 else 1],
                },
                "reservation": 0.2,
            }
            for k in range(parties)
        ],
    }
    return settlement.loads(json.dumps(source), "json")


MODEL = """
format = "goodoffices-conflict/1"
title = "Two sides"
status_quo = "NN"
[[decision_makers]]
id = "a"
name = "Side A"
  [[decision_makers.options]]
  id = "talk"
  name = "Come to the talks"
[[decision_makers]]
id = "b"
name = "Side B"
  [[decision_makers.options]]
  id = "stop"
  name = "Stop firing"
[preferences.a]
priorities = ["stop", "talk iff stop"]
[preferences.b]
priorities = ["talk", "!stop"]
"""

FRAME = Frame(
    "Case",
    "case",
    Side("mediator", "Mediator"),
    (Side("a", "Side A"), Side("b", "Side B")),
    (Side("o", "Observer"),),
)


def filed(number: int, side: str, when: str | None, **more: Any) -> FiledAccount:
    account = Account(
        kind=more.pop("kind", ActKind.MEET),
        claim=Words("They met."),
        actors=(Mention(side),),
        happened=RecordDate(when) if when else None,
        **more,
    )
    entered = datetime(2022, 3, 1, 8, 0, number % 60, tzinfo=UTC)
    return FiledAccount(f"account{number}", f"act{number}", TEAM, account, entered)


def analysed() -> stability.StabilityResult:
    return stability.analyse(conflict.loads(MODEL, "toml"))


def weighed(samples: int = 3) -> RobustResult:
    """Four worlds: drawn from with fewer samples, listed with as many."""
    model = conflict.loads(MODEL, "toml")
    return robust(model, samples, doubts=Doubts(statements={"a": None, "b": None}), workers=1)


@cache
def sample_charts() -> dict[str, Chart]:
    scenario = negotiation()
    result = analysed()
    acts = compose(
        [
            filed(1, "Mediator", "2022-02-24"),
            filed(2, "Side A", "2022-02-25/2022-02-27", kind=ActKind.OFFER_MEDIATION),
            filed(3, "Side B", None),
            filed(4, "Somebody", "2022-02-27~", stance=Stance.TELLS, kind=ActKind.USE_FORCE),
            filed(5, "Mediator", "2022-02-28", targets=(Mention("Side A"),)),
        ]
    )
    return {
        "frontier": frontier_chart(settlement.settle(scenario), [Offer("on the table", (1, 1))]),
        "parallel": frontier_chart(settlement.settle(negotiation(4)), [Offer("draft", (0, 1))]),
        "tableau": tableau_chart(result, wanted=3),
        "evolution": evolution_chart(stability.evolve(result.conflict), result),
        "chronology": chronology_chart(acts, FRAME),
        "robustness": robustness_chart(weighed()),
        "contacts": contacts_chart(balance_of(acts, FRAME, date(2022, 3, 1)), FRAME),
        "positions": positions_chart(positions(held(), FRAME, date(2022, 3, 1)), FRAME),
        "convergence": convergence_chart(coming_together()),
    }


def held() -> tuple[Act, ...]:
    """Side A refuses, then agrees; what Side B holds has no date."""
    told = ((ActKind.REJECT_TALKS, "A", "2022-02-24"), (ActKind.AGREE_TO_TALK, "A", "2022-02-26"))
    return compose(
        [
            filed(k, f"Side {who}", when, kind=kind, issue="the venue")
            for k, (kind, who, when) in enumerate((*told, (ActKind.NO_ANSWER, "B", None)), start=20)
        ]
    )


def coming_together() -> settlement.Progress:
    """Each side begins with what is best for it and gives way on one issue."""
    packages = ((0, (2, 2)), (1, (0, 0)), (0, (2, 1)), (1, (0, 1)))
    made = [
        settlement.Offer(by, package, date(2022, 3, k))
        for k, (by, package) in enumerate(packages, 1)
    ]
    return settlement.progress(negotiation(), made)


@pytest.fixture(
    scope="module",
    params=[
        *("frontier", "parallel", "tableau", "evolution", "chronology", "robustness"),
        *("contacts", "positions", "convergence"),
    ],
)
def chart(request: pytest.FixtureRequest) -> Chart:
    return sample_charts()[request.param]


def rows_drawn(spec: Any) -> Iterator[dict[str, Any]]:
    """Every row of data anywhere in a specification; Altair keeps most of them by name."""
    if isinstance(spec, Mapping):
        for rows in spec.get("datasets", {}).values():
            yield from rows
        yield from (row for row in spec.get("values", ()) if isinstance(row, dict))
        for key, part in spec.items():
            if key != "datasets":
                yield from rows_drawn(part)
    elif isinstance(spec, (list, tuple)):
        for part in spec:
            yield from rows_drawn(part)


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 (our own drawing)


def words_of(svg: str) -> str:
    return " ".join("".join(text.itertext()) for text in parsed(svg).iter(f"{SVG}text"))


def test_the_drawing_is_one_named_image_without_anything_active(chart: Chart) -> None:
    svg = to_svg(chart)
    root = parsed(svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == chart.title
    assert root[1].tag == f"{SVG}desc"
    assert root[1].text == chart.description
    assert root.get("aria-labelledby") == root[0].get("id")
    for element in root.iter():
        assert element.tag.removeprefix(SVG) not in {"script", "style", "image", "use", "a"}
        for name, value in element.attrib.items():
            assert name not in {"style", "class", "href"}
            assert not name.startswith(("on", "{"))
            assert "http" not in value
            assert "//" not in value
    assert svg.count("http") == svg.count('xmlns="http://www.w3.org/2000/svg"') == 1
    assert "viewBox" in svg
    assert float(root.get("width", "0")) <= 660


def test_words_stay_words_in_the_right_face(chart: Chart) -> None:
    texts = list(parsed(to_svg(chart)).iter(f"{SVG}text"))
    assert texts
    assert all("Noto Serif" in (text.get("font-family") or "") for text in texts)


def test_themes_change_colours_and_nothing_else(chart: Chart) -> None:
    light, dark, paper = (to_svg(chart, theme) for theme in ("light", "dark", "print"))
    assert PAPER.ink not in dark
    assert words_of(light) == words_of(dark) == words_of(paper)
    assert to_svg(chart) == light, "the same chart gives the same drawing"


def test_the_specification_is_valid_vega_lite_and_holds_its_data(chart: Chart) -> None:
    spec = json.loads(json.dumps(dict(chart.spec)))
    assert "url" not in json.dumps(spec).replace(spec["$schema"], "")
    assert chart.altair().to_dict()["$schema"] == spec["$schema"]


def test_it_can_be_had_as_pixels(chart: Chart) -> None:
    assert to_png(chart, scale=0.5).startswith(b"\x89PNG")


def test_an_unknown_theme_is_one_clear_line(chart: Chart) -> None:
    with pytest.raises(InputError, match="no theme 'neon'"):
        to_svg(chart, "neon")  # type: ignore[arg-type]  # what a careless caller might pass


def test_every_point_in_the_frontiers_table_is_drawn_and_is_the_settlements() -> None:
    scenario = negotiation()
    found = settlement.settle(scenario)
    chart = frontier_chart(found, [Offer("on the table", (1, 1))])
    drawn = {(row["x"], row["y"]) for row in rows_drawn(chart.spec) if "x" in row and "y" in row}
    assert {(row[1], row[2]) for row in chart.table.rows[1:]} <= drawn
    fallback = chart.table.rows[0]
    assert fallback[1:] == (0.2, 0.2)
    frontier = {row[1:] for row in chart.table.rows if row[0] == "frontier"}
    exact = {tuple(round(v, 4) for v in found.utilities(u)) for u in found.frontier.vectors}
    assert frontier == exact
    offered = next(row for row in chart.table.rows if row[0] == "on the table")
    worth = [float(scenario.utility(party, (1, 1))) for party in scenario.parties]
    assert offered[1:] == tuple(round(value, 4) for value in worth)
    words = words_of(to_svg(chart))
    assert "on the table" in words
    assert "Side 0: fallback 0.2" in words


def test_shares_of_many_parties_run_from_fallback_to_best() -> None:
    found = settlement.settle(negotiation(4))
    chart = frontier_chart(found)
    drawn = [row["share"] for row in rows_drawn(chart.spec) if "line" in row]
    table = [value for row in chart.table.rows[1:] for value in row[2::2]]
    assert sorted(drawn) == sorted(value for value in table if value is not None)
    for k in range(4):
        shares = [row[2 + 2 * k] for row in chart.table.rows if row[0] == "frontier"]
        assert max(shares) == 100


def test_an_offer_that_is_no_package_is_refused() -> None:
    with pytest.raises(InputError, match="on the table"):
        frontier_chart(settlement.settle(negotiation()), [Offer("on the table", (1, 7))])


def test_the_tableau_draws_the_letters_of_its_table() -> None:
    result = analysed()
    chart = tableau_chart(result)
    marks = [cell for row in chart.table.rows[1:] for cell in row[2:] if cell]
    drawn = [r["text"] for r in rows_drawn(chart.spec) if r.get("text") in {"Y", "N", "E", "-"}]
    assert sorted(drawn) == sorted(marks)
    for name, row in zip(result.concepts, chart.table.rows[3:], strict=True):
        assert [k for k, cell in enumerate(row[2:]) if cell == "E"] == list(result.equilibria[name])


def test_a_large_model_shows_equilibria_and_the_status_quo_only() -> None:
    options = "".join(
        f'[[decision_makers]]\nid = "d{k}"\nname = "D{k}"\n'
        f'[[decision_makers.options]]\nid = "o{k}"\nname = "O{k}"\n'
        for k in range(7)
    )
    wishes = "".join(f'[preferences.d{k}]\npriorities = ["o{k}"]\n' for k in range(7))
    head = 'format = "goodoffices-conflict/1"\ntitle = "Large"\nstatus_quo = "NNNNNNN"\n'
    result = stability.analyse(conflict.loads(head + options + wishes, "toml"))
    assert len(result.conflict.states) == 128
    kept = shown_states(result, wanted=5)
    assert len(kept) <= MOST_STATES
    assert {0, 5, *result.equilibria["nash"].tolist()} <= set(kept)
    assert tableau_chart(result).table.columns[2:] == tuple(map(str, shown_states(result)))


def test_each_step_of_the_evolution_is_a_way_by_improvements() -> None:
    result = analysed()
    evolution = stability.evolve(result.conflict)
    chart = evolution_chart(evolution, result)
    steps = evolution.steps(improving=True)
    assert {row[0] for row in chart.table.rows} == {s for s, n in enumerate(steps) if n >= 0}
    for state, moves, came_from, mover, _, _ in chart.table.rows:
        assert moves == steps[state]
        assert (came_from is None) == (mover == "") == (moves == 0)
    drawn = {row.get("text") for row in rows_drawn(chart.spec)}
    assert {str(row[0]) for row in chart.table.rows} <= drawn


def test_the_chronology_draws_each_dated_act_once_and_names_the_rest() -> None:
    chart = sample_charts()["chronology"]
    assert [row[0] for row in chart.table.rows] == [1, 2, 3, 4]
    texts = [row.get("text") for row in rows_drawn(chart.spec)]
    assert all(texts.count(str(row[0])) == 1 for row in chart.table.rows)
    assert "Without a known date and not drawn: 5" in chart.description
    assert [row[2] for row in chart.table.rows] == ["Mediator", "Side A", "Others", "Mediator"]


def test_shares_of_worlds_are_drawn_as_the_result_has_them() -> None:
    found = weighed()
    chart = robustness_chart(found)
    states = surest(found)
    assert len(chart.table.rows) == len(states) * len(found.concepts)
    held = {s for concept in found.concepts for s in found.ordered(concept)}
    assert set(states) == held
    drawn = [
        r["text"] for r in rows_drawn(chart.spec) if re.fullmatch("<?>?[0-9]+%", r.get("text", ""))
    ]
    shares = []
    for (state, letters, _, share, low, high), (at, concept) in zip(
        chart.table.rows, [(s, c) for s in states for c in found.concepts], strict=True
    ):
        assert state == at
        assert letters == found.conflict.states.label(at)
        assert share == round(found.share(concept, at), 4)
        assert (low, high) == tuple(round(end, 4) for end in found.interval(concept, at))
        shares += [percent(found.share(concept, at))] if share else []
    assert sorted(drawn) == sorted([*shares, *(["100%"] * len(found.concepts))])
    assert "drawn at random" in chart.description
    assert "interval" in chart.description


def test_all_worlds_have_no_interval_and_many_states_are_cut() -> None:
    chart = robustness_chart(weighed(4))
    assert "all 4 worlds" in chart.description
    assert "interval" not in chart.description
    assert all(row[3] == row[4] == row[5] for row in chart.table.rows)
    options = [{"id": f"o{k}"} for k in range(5)]
    tree = {
        "format": "goodoffices-conflict/1",
        "decision_makers": [{"id": "a", "options": options}],
        "preferences": {"a": {"unknown": [[0, 1]]}},
    }
    many = robust(conflict.loads(json.dumps(tree), "json"), 2, workers=1)
    assert len(many.ordered("nash")) > MOST_SURE
    assert len(surest(many)) == MOST_SURE


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0%"), (0.004, "<1%"), (0.5, "50%"), (0.994, ">99%"), (1.0, "100%")],
)
def test_a_share_is_neither_none_nor_all_where_it_is_neither(share: float, words: str) -> None:
    assert percent(share) == words


def test_positions_are_drawn_day_by_day_and_the_change_is_said() -> None:
    chart = sample_charts()["positions"]
    assert [row[:4] for row in chart.table.rows] == [
        ("the venue", "Side A", "2022-02-24", "refuses"),
        ("the venue", "Side A", "2022-02-26", "agrees"),
        ("the venue", "Side B", "", "leaves it open"),
    ]
    assert (
        "“the venue” Side A agrees since 26 Feb 2022; before that it refuses" in chart.description
    )
    assert "Without a known date and not drawn: 1" in chart.description
    marks = {
        layer["mark"]["shape"]: [row["x"] for row in layer["data"]["values"]]
        for layer in chart.spec["layer"]
        if layer["mark"]["type"] == "point" and layer["mark"].get("size") == 90
    }
    # each shape once in its lane, later further along, and once in the key
    assert set(marks) == {"triangle-down", "triangle-up"}
    assert marks["triangle-down"][0] < marks["triangle-up"][0]


def test_the_band_between_asked_and_offered_is_the_gap() -> None:
    found = coming_together()
    last = convergence_chart(found).table.rows[-1]
    asked, offered = last[3:-1:2], last[4:-1:2]
    pairs = zip(asked, offered, strict=True)
    assert [max(0.0, a - o) for a, o in pairs] == pytest.approx(
        [g.gap for g in found.gaps], abs=1e-3
    )
    assert last[-1] == pytest.approx(found.distances[-1], abs=1e-4)
    assert found.shrinking


def test_before_all_have_offered_nothing_is_said_of_the_distance() -> None:
    first = settlement.progress(negotiation(), [settlement.Offer(0, (2, 2))])
    chart = convergence_chart(first)
    (row,) = chart.table.rows
    assert row[:3] == (1, "Side 0", "")
    assert row[4] is row[5] is row[-1] is None
    assert "not known before every side made an offer" in chart.description


def test_a_sheet_is_turned_over_where_words_run_from_right_to_left() -> None:
    def drawn() -> dict[str, Any]:
        canvas = Canvas(100, 50)
        canvas.words([{"x": 10, "y": 5, "text": "a"}])
        canvas.rects([{"x": 0, "y": 0, "x2": 30, "y2": 10}], fill=PAPER.panel)
        canvas.marks([{"x": 90, "y": 5}], shape="triangle-right")
        return canvas.spec()

    with spoken_by(replace(ENGLISH, direction="rtl")):
        rect, mark, word = drawn()["layer"]
    assert word["mark"]["align"] == "right"
    assert word["data"]["values"] == [{"x": 90, "y": 5, "text": "a"}]
    assert rect["data"]["values"] == [{"x": 100, "y": 0, "x2": 70, "y2": 10}]
    assert (mark["mark"]["shape"], mark["data"]["values"][0]["x"]) == ("triangle-left", 10)


def test_every_kind_of_act_has_one_family() -> None:
    assert all(family(kind).name for kind in ActKind)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=40))
def test_marks_of_a_lane_never_cover_each_other(days: list[int]) -> None:
    start = date(2022, 1, 1).toordinal()
    accounts = [
        filed(k, "Side A", date.fromordinal(start + day).isoformat()) for k, day in enumerate(days)
    ]
    chart = chronology_chart(compose(accounts), FRAME)
    numbers = {str(row[0]) for row in chart.table.rows}
    assert len(chart.table.rows) == min(len(days), MOST_ACTS)
    spots = [(row["x"], row["y"]) for row in rows_drawn(chart.spec) if row.get("text") in numbers]
    for k, (x, y) in enumerate(spots):
        assert all(abs(x - p) >= 18 or abs(y - q) >= 18 for p, q in spots[:k])


@given(st.lists(st.tuples(st.floats(0, 480), st.floats(0, 360)), max_size=6))
def test_labels_keep_clear_of_each_other_where_there_is_room(
    points: list[tuple[float, float]],
) -> None:
    placed = place([Label(f"label {k}", x, y) for k, (x, y) in enumerate(points)], [], 480, 360)
    assert len(placed) == len(points)
    for k, one in enumerate(placed):
        assert one.box.outside(480, 360) == 0
        assert all(one.box.overlap(other.box) == 0 for other in placed[:k])
    assert Box(0, 0, 2, 2).overlap(Box(1, 1, 3, 3)) == 1


def test_hostile_names_stay_words() -> None:
    scenario = negotiation(name=HOSTILE)
    chart = frontier_chart(settlement.settle(scenario), [Offer(HOSTILE, (1, 1))])
    svg = to_svg(chart)
    assert "<script" not in svg
    assert all(e.tag != f"{SVG}script" for e in parsed(svg).iter())
    assert "alert(1)" in words_of(svg)


def test_colours_are_told_apart_by_lightness_too() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    for theme in ("light", "dark", "print"):
        colours = swaps(theme)
        ground = light(colours[PAPER.ground])
        for words in (PAPER.ink, PAPER.quiet, PAPER.accent, PAPER.warn):
            pair = sorted((light(colours[words]), ground))
            assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, (theme, words)


def test_a_table_and_a_chart_check_themselves() -> None:
    with pytest.raises(InputError, match="1 cells for 2 columns"):
        Table(("a", "b"), ((1,),))
    with pytest.raises(InputError, match="description"):
        Chart({}, "Title", " ", Table((), ()))


def test_no_style_survives_that_a_strict_policy_would_refuse() -> None:
    for chart in sample_charts().values():
        assert not re.search(r"\sstyle=|<style|\son\w+=", to_svg(chart))


def test_a_party_without_a_known_fallback_is_said_so() -> None:
    scenario = negotiation()
    first = scenario.parties[0]
    unknown = settlement.Party(first.id, first.name, first.preference, None)
    known = settlement.Party("k", "Known", scenario.parties[1].preference, Decimal("0.2"))
    found = settlement.settle(settlement.Scenario(scenario.issues, (unknown, known)))
    assert "fallback not known, taken as 0" in words_of(to_svg(frontier_chart(found)))
