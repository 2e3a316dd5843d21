"""The frontier of three or more parties: one upright line a party, one broken line a package.

Each upright runs from the party's fallback (0%) to the most it can have in an efficient package
(100%), since what packages are worth to different sides cannot be compared outright.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodoffices.charts.chart import Chart
from goodoffices.charts.labels import LEADING, wrapped
from goodoffices.charts.parts import SIZE, altair, data, layered, number, shortened
from goodoffices.charts.points import marked_points
from goodoffices.charts.theme import PAPER
from goodoffices.saying import listed, say
from goodoffices.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.charts.points import Marked, Offer
    from goodoffices.settlement.result import Settlement

__all__ = ["parallel_chart"]

_WIDTH, _HEIGHT = 400, 340
_LINES = 120
_LOWEST = -50
_LINE = SIZE * LEADING
_ON_ONE_LEVEL = 3
_DASHES = ([1, 0], [7, 4], [2, 3], [9, 3, 2, 3], [4, 2], [12, 4])


def parallel_chart(settlement: Settlement, offers: Sequence[Offer] = ()) -> Chart:
    """Efficient packages thin, solutions and offers bold with shapes and names."""
    names = [party.name for party in settlement.scenario.parties]
    fallbacks = settlement.utilities(settlement.disagreement())
    efficient = [settlement.utilities(vector) for vector in settlement.frontier.vectors]
    tops = [max(point[k] for point in efficient) for k in range(len(names))]
    marked = marked_points(settlement, offers)

    def shares(worth: Sequence[float]) -> list[float | None]:
        triples = zip(worth, fallbacks, tops, strict=True)
        return [
            number(100 * (value - low) / (top - low)) if top > low else None
            for value, low, top in triples
        ]

    step = max(1, len(efficient) // _LINES)
    thin = [shares(point) for point in efficient[::step]]
    bold = [shares(mark.worth) for mark in marked]
    lowest = min((v for line in [*thin, *bold] for v in line if v is not None), default=0.0)
    spec = _draw(names, thin, bold, marked, max(_LOWEST, lowest))
    columns = (
        say("What"),
        *(part for name in names for part in (say("Worth to {name}", name=name), f"{name}, %")),
    )
    rows = [
        (
            say("fallback"),
            *_cells(
                fallbacks, [0.0 if t > f else None for t, f in zip(tops, fallbacks, strict=True)]
            ),
        )
    ]
    rows += [(m.label, *_cells(m.worth, line)) for m, line in zip(marked, bold, strict=True)]
    rows += [(say("frontier"), *_cells(p, s)) for p, s in zip(efficient[::step], thin, strict=True)]
    return Chart(
        spec,
        say("What packages give each of {count} parties", count=len(names)),
        _words(settlement, marked, bold, names, drawn=len(thin)),
        Table(columns, tuple(rows)),
    )


def _cells(worth: Sequence[float], line: Sequence[float | None]) -> list[float | None]:
    pairs = zip(worth, line, strict=True)
    return [cell for value, share in pairs for cell in (number(value), share)]


def _draw(
    names: list[str],
    thin: list[list[float | None]],
    bold: list[list[float | None]],
    marked: Sequence[Marked],
    lowest: float,
) -> dict[str, Any]:
    alt = altair()
    order = _heads(names)
    low = lowest - 4 if lowest < 0 else 0
    across = alt.X(
        "party:N",
        sort=order,
        scale=alt.Scale(type="point", padding=0.15, domain=order),
        axis=alt.Axis(
            title=None,
            labelAngle=0,
            domain=False,
            ticks=False,
            labelPadding=10,
            labelExpr="split(datum.label, '\\n')",
            labelOverlap=False,
        ),
    )
    up = alt.Y(
        "share:Q",
        scale=alt.Scale(domain=[low, 104], nice=False, clamp=True),
        axis=alt.Axis(
            title=say("Share of the way from fallback (0%) to the best efficient package (100%)"),
            titleAngle=0,
            titleAnchor="end",
            titleAlign="left",
            titleBaseline="bottom",
            titleX=-38,
            titleY=-8,
            values=[v for v in (-50, -25, 0, 25, 50, 75, 100) if v >= low],
            labelExpr="datum.value + '%'",
            domain=False,
        ),
    )

    def rows(lines: Sequence[Sequence[float | None]]) -> list[dict[str, Any]]:
        return [
            {"line": k, "party": party, "share": share}
            for k, line in enumerate(lines)
            for party, share in zip(order, line, strict=True)
            if share is not None
        ]

    poles = [{"party": party, "share": low, "top": 104} for party in order]
    layers = [
        alt.Chart(data(poles))
        .mark_rule(color=PAPER.line, strokeWidth=1)
        .encode(x=across, y=up, y2="top:Q"),
        alt.Chart(data(rows(thin)))
        .mark_line(color=PAPER.faint, strokeWidth=0.8, opacity=0.6)
        .encode(x=across, y=up, detail="line:N"),
        alt.Chart(data([{"share": 0}]))
        .mark_rule(color=PAPER.warn, strokeDash=[5, 4], strokeWidth=1.25)
        .encode(y=up),
    ]
    for k, (mark, line) in enumerate(zip(marked, bold, strict=True)):
        colour = PAPER.warn if mark.is_offer else (PAPER.accent, PAPER.ink)[k % 2]
        layers.append(
            alt.Chart(data(rows([line])))
            .mark_line(
                color=colour,
                strokeWidth=2,
                strokeDash=_DASHES[k % len(_DASHES)],
                point={
                    "shape": mark.shape,
                    "size": 90,
                    "filled": False,
                    "color": colour,
                    "strokeWidth": 2,
                    "strokeDash": [1, 0],
                },
            )
            .encode(x=across, y=up)
        )
    layers += _names(order, bold, marked, low, across, up)
    return layered(layers, _WIDTH, _HEIGHT)


def _heads(names: Sequence[str]) -> list[str]:
    """The parties' names under their uprights; many stand on two levels, by turns."""
    levels = 1 if len(names) <= _ON_ONE_LEVEL else 2
    most = max(6, levels * 52 // len(names))
    heads = [shortened(name, most) for name in names]
    unlike = len(set(heads)) == len(heads)
    kept = heads if unlike else [f"{k + 1} {head}" for k, head in enumerate(heads)]
    return [("\n" if k % levels else "") + head for k, head in enumerate(kept)]


def _names(
    order: list[str],
    bold: list[list[float | None]],
    marked: Sequence[Marked],
    low: float,
    across: Any,
    up: Any,
) -> list[Any]:
    """Names at the end of their lines, spread upwards where they would overlap."""
    if not marked:
        return []
    alt = altair()
    per_pixel = (104 - low) / _HEIGHT
    wanted = sorted(
        (next((v for v in reversed(line) if v is not None), 0.0), mark.label)
        for mark, line in zip(marked, bold, strict=True)
    )
    placed: list[dict[str, Any]] = []
    floor = low
    for share, label in wanted:
        lines = wrapped(label, 24)
        bottom = max(share - _LINE * per_pixel * len(lines) / 2, floor)
        floor = bottom + _LINE * per_pixel * len(lines)
        placed.append({"party": order[-1], "share": floor, "label": "\n".join(lines)})
    ceiling = 100.0 + _LINE * per_pixel / 2
    for row in reversed(placed):
        row["share"] = min(row["share"], ceiling)
        ceiling = row["share"] - _LINE * per_pixel * (row["label"].count("\n") + 1)
    return [
        alt.Chart(data(placed))
        .mark_text(
            align="left", baseline="top", dx=14, clip=False, lineBreak="\n", lineHeight=_LINE
        )
        .encode(x=across, y=up, text="label:N")
    ]


def _words(
    settlement: Settlement,
    marked: Sequence[Marked],
    bold: list[list[float | None]],
    names: list[str],
    *,
    drawn: int,
) -> str:
    size = len(settlement.frontier.vectors)
    shown = "all" if drawn == size else f"{drawn}"
    zone = (
        say(
            "{zone_words} packages give every party at least its fallback.",
            zone_words=settlement.zone_words(),
        )
        if settlement.zone.exists
        else say("No package gives every party at least its fallback.")
    )
    marks = say("; ").join(
        f"{mark.label}: "
        + listed(
            f"{name} {say('not defined') if share is None else f'{share:.0f}%'}"
            for name, share in zip(names, line, strict=True)
        )
        for mark, line in zip(marked, bold, strict=True)
    )
    return say(
        "Each broken line is an efficient package ({shown} of {size} drawn); its height "
        "at a party's upright is how far that party comes from its fallback (0%) to the "
        "best it could have (100%). {zone} {marks}.",
        shown=shown,
        size=size,
        zone=zone,
        marks=marks,
    )
