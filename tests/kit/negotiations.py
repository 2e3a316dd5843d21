"""Random small negotiations: ties, constraints, fixed pies, missing and unreachable fallbacks."""

from __future__ import annotations

import html
import random
import re
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from goodoffices.settlement import (
    Additive,
    Box,
    HyperRectangles,
    Issue,
    Outright,
    Party,
    Scenario,
)

coarse = st.integers(-4, 4).map(Decimal)
thirds = st.sampled_from(
    [Decimal("0.3333333333333333"), Decimal("0.6666666666666667"), Decimal(1), Decimal(0)]
)
fine = st.decimals(-3, 3, places=11, allow_nan=False, allow_infinity=False)
huge = st.integers(-(10**17), 10**17).map(Decimal)


@st.composite
def preferences(draw: st.DrawFn, issues: tuple[Issue, ...]) -> object:
    number = draw(st.sampled_from([coarse, thirds, fine, huge]))
    kind = draw(st.sampled_from(["additive", "additive", "outright", "boxes"]))
    sizes = [len(issue.values) for issue in issues]
    if kind == "additive":
        weights = draw(st.tuples(*(number for _ in sizes)))
        scores = draw(st.tuples(*(st.tuples(*(number for _ in range(n))) for n in sizes)))
        return Additive(weights, scores)
    if kind == "outright":
        count = 1
        for size in sizes:
            count *= size
        return Outright(tuple(draw(st.lists(number, min_size=count, max_size=count))))
    side = st.tuples(
        st.integers(0, len(issues) - 1), st.integers(0, 2).map(Decimal), st.just(Decimal(2))
    )
    box = st.builds(Box, coarse, st.lists(side, max_size=3).map(tuple))
    return HyperRectangles(
        draw(st.sampled_from([Decimal(7), Decimal(1), Decimal("0.3")])),
        tuple(draw(st.lists(box, max_size=4))),
    )


@st.composite
def conditions(draw: st.DrawFn, issues: tuple[Issue, ...]) -> str:
    def atom() -> str:
        issue = draw(st.sampled_from(issues))
        sign = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
        return f"{issue.id} {sign} {draw(st.sampled_from(issue.values))}"

    join = draw(st.sampled_from(["->", "|", "&"]))
    return f"({atom()} {join} !({atom()})) | {atom()}"


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    issues = tuple(
        Issue(f"i{k}", f"Issue {k}", tuple(Decimal(v) for v in range(size)))
        for k, size in enumerate(sizes)
    )
    number = draw(st.integers(2, 5))
    forms = [draw(preferences(issues)) for _ in range(number)]
    if draw(st.booleans()):
        # a fixed pie: what one gains the other loses
        forms[1] = _opposed(forms[0], issues)
    reservations = [
        draw(st.one_of(st.none(), coarse, fine, st.just(Decimal(-(10**17)) * 5)))
        for _ in range(number)
    ]
    parties = tuple(
        Party(f"p{k}", f"Party {k}", form, reservation)
        for k, (form, reservation) in enumerate(zip(forms, reservations, strict=True))
    )
    texts = tuple(draw(st.lists(conditions(issues), max_size=2)))
    return Scenario(issues, parties, constraints=texts)


@st.composite
def additive_scenarios(draw: st.DrawFn) -> Scenario:
    """Additive preferences only, of numbers that can be added beyond listing."""
    scenario = draw(scenarios())
    number = draw(st.sampled_from([coarse, thirds, fine]))
    sizes = [len(issue.values) for issue in scenario.issues]
    parties = []
    for party in scenario.parties:
        weights = draw(st.tuples(*(number for _ in sizes)))
        scores = draw(st.tuples(*(st.tuples(*(number for _ in range(n))) for n in sizes)))
        reservation = party.reservation if abs(party.reservation or 0) < 10 else None
        parties.append(Party(party.id, party.name, Additive(weights, scores), reservation))
    if draw(st.booleans()):
        first = parties[0].preference
        parties[1] = Party(
            "p1", "Party 1", _opposed(first, scenario.issues), parties[1].reservation
        )
    return Scenario(scenario.issues, tuple(parties), constraints=scenario.constraints)


@st.composite
def box_scenarios(draw: st.DrawFn, count: int = 2) -> Scenario:
    """Parties with boxes, the first with boxes or sums of whole numbers."""
    scenario = draw(scenarios())
    sizes = [len(issue.values) for issue in scenario.issues]
    side = st.tuples(
        st.integers(0, len(sizes) - 1), st.integers(0, 2).map(Decimal), st.just(Decimal(2))
    )
    box = st.builds(Box, coarse, st.lists(side, max_size=3).map(tuple))
    forms: list[object] = [
        HyperRectangles(
            draw(st.sampled_from([Decimal(7), Decimal(1), Decimal("0.3")])),
            tuple(draw(st.lists(box, max_size=5))),
        )
        for _ in range(count)
    ]
    if draw(st.booleans()):
        weights = draw(st.tuples(*(coarse for _ in sizes)))
        forms[0] = Additive(
            weights, draw(st.tuples(*(st.tuples(*(coarse for _ in range(n))) for n in sizes)))
        )
    fallbacks = [p.reservation if abs(p.reservation or 0) < 10 else None for p in scenario.parties]
    fallbacks += [None] * count
    parties = tuple(
        Party(f"p{i}", f"Party {i}", form, fallback)
        for i, (form, fallback) in enumerate(zip(forms, fallbacks, strict=False))
    )
    return Scenario(scenario.issues, parties, constraints=scenario.constraints)


def many(parties: int, issues: int, values: int) -> Scenario:
    """Return a large random negotiation with sixteen-digit weights and scores."""
    rng = random.Random(11)
    listed = tuple(
        Issue(f"i{j}", f"Issue {j}", tuple(f"v{v}" for v in range(values))) for j in range(issues)
    )
    return Scenario(
        listed,
        tuple(
            Party(
                f"p{i}",
                f"Party {i}",
                Additive(
                    tuple(Decimal(str(rng.random() / issues)) for _ in listed),
                    tuple(tuple(Decimal(str(rng.random())) for _ in range(values)) for _ in listed),
                ),
                Decimal("0.2"),
            )
            for i in range(parties)
        ),
    )


def fixed_pie(parties: int, issues: int, values: int) -> Scenario:
    """Return a negotiation where what the first party gains all others lose, issue by issue."""
    rng = random.Random(5)
    listed = tuple(
        Issue(f"i{j}", f"Issue {j}", tuple(f"v{v}" for v in range(values))) for j in range(issues)
    )
    first = [[Decimal(rng.randrange(10**6)).scaleb(-6) for _ in range(values)] for _ in listed]
    ones = (Decimal(1),) * issues
    mine = Additive(ones, tuple(map(tuple, first)))
    theirs = Additive(ones, tuple(tuple(1 - v for v in row) for row in first))
    return Scenario(
        listed,
        tuple(
            Party(f"p{i}", f"Party {i}", theirs if i else mine, Decimal(0)) for i in range(parties)
        ),
    )


def _opposed(form: object, issues: tuple[Issue, ...]) -> object:
    if isinstance(form, Additive):
        return Additive(tuple(-w for w in form.weights), form.scores)
    if isinstance(form, Outright):
        return Outright(tuple(Decimal(3) - u for u in form.utilities))
    assert isinstance(form, HyperRectangles)
    return HyperRectangles(
        form.divisor, tuple(Box(Decimal(0) - box.worth, box.within) for box in form.boxes)
    )


def exactly(units: tuple[int, ...], scale: int) -> tuple[Fraction, ...]:
    return tuple(Fraction(value, scale) for value in units)


def additive_table(rows: list[list[list[int]]], constraints: tuple[str, ...] = ()) -> Scenario:
    """Return the scenario with worth rows[i][j][v] for party i of value v of issue j."""
    issues = tuple(
        Issue(f"i{j}", f"Issue {j}", tuple(f"v{v}" for v in range(len(column))))
        for j, column in enumerate(rows[0])
    )
    parties = tuple(
        Party(
            f"p{i}",
            f"Party {i}",
            Additive((Decimal(1),) * len(row), tuple(tuple(map(Decimal, c)) for c in row)),
            Decimal(0),
        )
        for i, row in enumerate(rows)
    )
    return Scenario(issues, parties, constraints=constraints)


ROUGH = """
format = "goodoffices-negotiation/1"
title = "Price, date and place"

[[issues]]
id = "price"
name = "The price"
values = ["low", "middle", "high"]

[[issues]]
id = "date"
name = "The date"
values = ["early", "late"]

[[issues]]
id = "place"
name = "The place"
values = ["here", "there"]

[[parties]]
id = "a"
name = "Side A"
reservation = 0.3
weights = { price = [0.2, 0.6], date = [0.2, 0.5], place = 0.2 }
scores = { price = [0.0, [0.3, 0.8], 1.0], date = [1.0, 0.0], place = [1.0, 0.0] }

[[parties]]
id = "b"
name = "Side B"
reservation = 0.3
weights = { price = [0.3, 0.5], date = 0.3, place = [0.1, 0.4] }
scores = { price = [1.0, [0.2, 0.7], 0.0], date = [0.0, 1.0], place = [0.3, 0.9] }
"""


def written(issues: int, values: int, parties: int, reservation: float) -> str:
    """A model of any size as a team would write it, always the same for the same size."""
    draw = random.Random(0)
    lines = ['format = "goodoffices-negotiation/1"', 'title = "Of any size"']
    for j in range(issues):
        named = ", ".join(f'"value {k}"' for k in range(values))
        lines += ["[[issues]]", f'id = "i{j}"', f'name = "Issue {j}"', f"values = [{named}]"]
    for q in range(parties):
        lines += ["[[parties]]", f'id = "p{q}"', f'name = "Party {q}"']
        lines.append(f"reservation = {reservation}")
        weights = [draw.randint(1, 100) for _ in range(issues)]
        parts = ", ".join(f"i{j} = {w / sum(weights):.4f}" for j, w in enumerate(weights))
        lines.append(f"weights = {{ {parts} }}")
        scores = [", ".join(f"{draw.random():.3f}" for _ in range(values)) for _ in range(issues)]
        parts = ", ".join(f"i{j} = [{column}]" for j, column in enumerate(scores))
        lines.append(f"scores = {{ {parts} }}")
    return "\n".join(lines)


SMALL = """
format = "goodoffices-negotiation/1"
title = "Price and date"
constraints = ["price = 'high' -> date = 'late'"]

[[issues]]
id = "price"
name = "The price"
values = ["low", "middle", "high"]

[[issues]]
id = "date"
name = "The date"
values = ["early", "late"]

[[parties]]
id = "a"
name = "Side A"
reservation = 0.2
weights = { price = 0.6, date = 0.4 }
scores = { price = [0.0, 0.5, 1.0], date = [1.0, 0.0] }

[[parties]]
id = "b"
name = "Side B"
RESERVATION
weights = { price = 0.6, date = 0.4 }
scores = { price = [1.0, 0.5, 0.0], date = [0.0, 1.0] }
"""
KNOWN = SMALL.replace("RESERVATION", "reservation = 0.2")


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
