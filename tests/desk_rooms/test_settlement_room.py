"""The settlement room: what each package gives whom, what is better, and what to table."""

from __future__ import annotations

import html
import re

import pytest
from negotiations import KNOWN, SMALL, text_of, written

from goodoffices import settlement
from goodoffices.record.models import ModelKind

UNKNOWN = SMALL.replace("RESERVATION", "")
NO_ZONE = KNOWN.replace("reservation = 0.2", "reservation = 0.9")


def chosen(page: str) -> dict[str, str]:
    selects = re.findall(r'<select id="is-(\w+)".*?</select>', page, re.DOTALL)
    blocks = re.findall(r'<select id="is-\w+".*?</select>', page, re.DOTALL)
    return {
        name: re.search(r" selected>([^<]*)<", block).group(1)
        for name, block in zip(selects, blocks, strict=True)
    }


def test_without_a_model_the_room_says_how_to_begin(rooms):
    page = rooms.get("settlement/")
    assert "There is no model yet" in page
    assert "/c/river/settlement/model/" in page


def test_the_composer_begins_with_the_nash_solution(rooms, negotiation_source):
    rooms.model(ModelKind.NEGOTIATION, negotiation_source)
    scenario = settlement.loads(negotiation_source, "toml")
    nash = settlement.settle(scenario).solution("nash").package
    labels = {i.id: i.label(p) for i, p in zip(scenario.issues, nash, strict=True)}
    page = rooms.get("settlement/")
    assert chosen(page) == {k: html.escape(v) for k, v in labels.items()}
    assert "8,640 packages, 6,396 of them possible together" in text_of(page)
    assert "It has 100% of the largest possible product of gains" in text_of(page)


def test_a_composed_package_is_judged_and_a_better_one_offered(rooms):
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    page = rooms.get("settlement/?is.price=1&is.date=1&beside=egalitarian")
    scenario = settlement.loads(KNOWN, "toml")
    judged = settlement.assess(scenario, (1, 1))
    words = text_of(page)
    assert chosen(page) == {"price": "middle", "date": "late"}
    for gain in judged.gains:
        assert f"{abs(gain.gain):g} {'above' if gain.gain > 0 else 'below'} its fallback" in words
    assert ("Not efficient" in words) is not judged.efficient
    if judged.dominated_by:
        query = re.search(r'<a href="\?([^"]*)#compose">Take this one', page).group(1)
        better = rooms.get(f"settlement/?{html.unescape(query)}")
        assert "Not efficient" not in text_of(better)


@pytest.mark.parametrize("price", [0, 1, 2])
@pytest.mark.parametrize("date", [0, 1])
def test_every_package_says_what_the_engine_says(rooms, price, date):
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    judged = settlement.assess(settlement.loads(KNOWN, "toml"), (price, date))
    words = text_of(rooms.get(f"settlement/?is.price={price}&is.date={date}"))
    assert ("Not possible" in words) is bool(judged.broken)
    if not judged.broken:
        assert ("Nobody is below its fallback" in words) is judged.rational
        assert ("Efficient : no package" in words) is judged.efficient


@pytest.mark.parametrize(
    "query",
    [
        "is.price=9",
        "is.price=-1",
        "is.price=x",
        "is.price=",
        "is.price=1e9",
        "is.price=" + "9" * 99,
        "is.price=%00",
    ],
)
def test_what_is_no_package_is_said_and_the_first_one_shown(rooms, query):
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    page = rooms.get(f"settlement/?{query}")
    assert 'class="refused" role="alert"' in page
    rooms.get(f"settlement/frontier.svg?{query}")


def test_a_fallback_that_is_not_known_is_shown_as_missing(rooms):
    rooms.model(ModelKind.NEGOTIATION, UNKNOWN)
    words = text_of(rooms.get("settlement/"))
    assert "Side B not known No reservation value is known for Side B" in words
    assert "(its fallback is not known)" in words


def test_without_room_for_agreement_the_smallest_step_is_told(rooms):
    rooms.model(ModelKind.NEGOTIATION, NO_ZONE)
    words = text_of(rooms.get("settlement/"))
    assert "There is no room for agreement" in words
    zone = settlement.settle(settlement.loads(NO_ZONE, "toml")).to_dict()["agreement_zone"]
    least = zone["smallest_relaxation"]
    shortfalls = {one: f"{short:g}" for one, short in least["shortfalls"].items()}
    assert "The smallest step below:" in words
    for name, short in shortfalls.items():
        assert f"Side {name.upper()} {short}" in words
    even = len(set(shortfalls.values())) == 1
    assert ("has to move least" in words) is not even
    assert "The smallest step below the fallbacks" in words
    lengths = re.findall(r'<rect class="loss"[^>]* width="([\d.]+)"', rooms.get("settlement/"))
    shorter, longer = sorted(float(one) for one in lengths)
    found = settlement.settle(settlement.loads(NO_ZONE, "toml"))
    own = [gain.gain for gain in settlement.gains(found.scenario, found.solutions[3].package)]
    assert shorter / longer == pytest.approx(max(own) / min(own), abs=0.01)
    assert "not acceptable to all" in words


def test_a_model_that_cannot_be_solved_is_kept_and_said(rooms):
    impossible = KNOWN.replace(
        "constraints = [", "constraints = [\"price = 'high'\", \"price = 'low'\", "
    )
    rooms.model(ModelKind.NEGOTIATION, impossible)
    assert "cannot be solved" in rooms.get("settlement/")
    for path in ("trades", "how-sure"):
        assert "The model cannot answer this" in rooms.get(f"settlement/{path}/")
    rooms.get("settlement/frontier.svg", status=404)


def test_the_frontier_is_a_picture_with_its_numbers(rooms):
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    picture = rooms.client("lead").get("/c/river/settlement/frontier.svg?is.price=1")
    assert picture["Content-Type"].startswith("image/svg+xml")
    assert "style=" not in picture.content.decode()
    numbers = rooms.get("settlement/frontier/?is.price=1&is.date=1")
    assert "The numbers that are drawn" in numbers
    assert "this package" in numbers


def test_every_solution_and_package_worth_tabling_can_be_composed(rooms):
    rooms.model(ModelKind.NEGOTIATION, KNOWN)
    page = rooms.get("settlement/")
    links = {html.unescape(q) for q in re.findall(r'href="\?([^"#]*)#compose"', page)}
    assert len(links) > 1
    for query in links:
        assert "Not efficient" not in rooms.get(f"settlement/?{query}")


def test_of_many_issues_a_package_says_where_it_differs_and_the_page_stays_light(rooms):
    source = written(30, 10, 2, 0.3)
    rooms.model(ModelKind.NEGOTIATION, source)
    page = rooms.get("settlement/?" + "&".join(f"is.i{j}=0" for j in range(30)))
    assert len(page.encode()) < 50_000
    found = settlement.settle(settlement.loads(source, "toml"))
    first, *rest = (one.package for one in settlement.worth_tabling(found))
    lists = re.findall(r"Where it differs from the first</summary><dl>(.*?)</dl>", page)
    assert [told.count("<dt>") for told in lists] == [
        sum(a != b for a, b in zip(first, one, strict=True)) for one in rest
    ]


def test_a_bad_model_is_told_beside_its_field(rooms):
    form = {"title": "x", "audience": "team", "source": KNOWN.replace("0.6", "'much'", 1)}
    response = rooms.post("settlement/model/", form)
    assert response.status_code == 422
    page = response.content.decode()
    assert "not a number" in page
    assert "The price" in page
