"""Contacts of the mediator with each party: by means and month, one square for each contact.

Parties in rows under each means, months in columns; a contact on which accounts differ is drawn
hollow. Definition MT 5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.charts.canvas import Canvas
from goodoffices.charts.chart import Chart
from goodoffices.charts.labels import text_width
from goodoffices.charts.parts import SIZE, shortened
from goodoffices.charts.theme import PAPER
from goodoffices.record.contacts import Means
from goodoffices.record.date_words import month_in_words
from goodoffices.saying import listed, mark, say
from goodoffices.tables import Table

if TYPE_CHECKING:
    from datetime import date

    from goodoffices.record.contacts import Balance, Contact
    from goodoffices.record.frame import Frame

__all__ = ["MOST_MONTHS", "contacts_chart"]

MOST_MONTHS = 6
"""The latest months are drawn; the table holds all."""
_ROW, _SQUARE, _STEP, _EACH_LINE = 26.0, 11.0, 15.0, 7
_COLUMN = 150.0
_HEAD = 30.0
_LONGEST = 24
_HEADS = {
    Means.MEETING: mark("Meetings"),
    Means.CALL: mark("Calls"),
    Means.LETTER: mark("Letters"),
    Means.BRIEFING: mark("Briefings"),
}


def contacts_chart(balance: Balance, frame: Frame) -> Chart:
    return Chart(
        _draw(balance, frame),
        say("Contacts with each party: {title}", title=frame.title),
        _words(balance, frame),
        _table(balance, frame),
    )


def _month(month: date | None) -> str:
    return month_in_words(month.month, str(month.year)) if month else say("month not known")


def _draw(balance: Balance, frame: Frame) -> dict[str, object]:
    months = balance.months[-MOST_MONTHS:]
    used = [means for means in _HEADS if any(c.means is means for c in balance.contacts)]
    names = {party: shortened(frame.name_of(party), _LONGEST) for party in balance.parties}
    left = max((text_width(name, SIZE) for name in names.values()), default=0.0) + 34
    block = _HEAD + _ROW * len(names) + 10
    canvas = Canvas(left + _COLUMN * max(1, len(months)), _HEAD + block * max(1, len(used)))
    for column, month in enumerate(months):
        place = {"x": left + _COLUMN * column, "y": 10, "text": _month(month)}
        canvas.words([place], fontWeight="bold", fontSize=SIZE - 1)
    for number, means in enumerate(used):
        top = _HEAD + block * number
        canvas.words([{"x": 0, "y": top + 10, "text": say(_HEADS[means])}], color=PAPER.quiet)
        line = {"x": 0, "y": top + 22, "x2": left + _COLUMN * len(months), "y2": top + 22}
        canvas.rules([line], color=PAPER.line, strokeWidth=1)
        for row, (party, name) in enumerate(names.items()):
            middle = top + _HEAD + _ROW * (row + 0.5)
            canvas.words([{"x": 12, "y": middle, "text": name}])
            for column, month in enumerate(months):
                _squares(canvas, balance.of(party, means, month), left + _COLUMN * column, middle)
    return canvas.spec()


def _squares(canvas: Canvas, found: tuple[Contact, ...], left: float, middle: float) -> None:
    """As many squares as a line takes, then the number of all."""
    for number, contact in enumerate(found[:_EACH_LINE]):
        spot = [{"x": left + 6 + _STEP * number, "y": middle}]
        look = {"filled": False, "stroke": PAPER.accent, "strokeWidth": 1.75}
        if not contact.contested:
            look = {"filled": True, "color": PAPER.accent}
        canvas.marks(spot, shape="square", size=_SQUARE**2, opacity=1, **look)
    after = left + 10 + _STEP * min(len(found), _EACH_LINE)
    place = {"x": after if found else left, "y": middle, "text": str(len(found))}
    canvas.words([place], fontSize=SIZE - 2, color=PAPER.quiet)


def _words(balance: Balance, frame: Frame) -> str:
    told = []
    for party in balance.parties:
        counts = [
            say("{means}: {number}", means=say(head), number=balance.count(party, means))
            for means, head in _HEADS.items()
        ]
        told.append(say("{who}: {counts}.", who=frame.name_of(party), counts=listed(counts)))
    lead = say(
        "Each square is a contact of {mediator} with a party, by means and month; a hollow one is "
        "contested.",
        mediator=frame.mediator.name,
    )
    return " ".join([lead, *told])


def _table(balance: Balance, frame: Frame) -> Table:
    rows = [
        (_month(month), say(head), frame.name_of(party), len(balance.of(party, means, month)))
        for month in balance.months
        for means, head in _HEADS.items()
        for party in balance.parties
    ]
    return Table((say("Month"), say("Means"), say("Party"), say("Contacts")), tuple(rows))
