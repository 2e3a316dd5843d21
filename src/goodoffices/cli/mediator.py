"""`goodoffices mediator`: what the record says for the mediator at work, as one seat sees it."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goodoffices.cli.desk import HomeOption, check_installed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from goodoffices.service.at import At
    from goodoffices.service.record import RecordView
    from goodoffices.service.tools import Looked

    Tool = Callable[..., Looked[Any]]
    Lines = Callable[[At, RecordView, Any], Iterable[str]]

__all__ = ["register"]

Case = Annotated[str, typer.Argument(help="The address of the case.")]
Seat = Annotated[
    str, typer.Option("--as", help="For whom: lead, team, a party, an observer or public.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(help="What the record says for the mediator.", no_args_is_help=True)
    for command in (offers, venues, positions, profile, briefings, knows, contacts, fundamentals):
        group.command(command.__name__)(command)
    app.add_typer(group, name="mediator")


def offers(
    case: Case, seat: Seat = "lead", home: HomeOption = None, *, as_json: AsJson = False
) -> None:
    """Open offers and requests: what is asked of whom, and who has not answered."""

    def lines(_at: At, record: RecordView, found: Any) -> Iterable[str]:
        for one in found:
            silent = f"; no answer yet from {', '.join(one.silent)}" if one.silent else ""
            yield f"{one.standing} since {_day(one.since)}: {_title(record, one.act)}{silent}"

    _answer("offers", case, seat, home, lines, as_json=as_json)


def venues(
    case: Case, seat: Seat = "lead", home: HomeOption = None, *, as_json: AsJson = False
) -> None:
    """Places spoken of, who is ready where, and the opportunities that were missed."""

    def lines(at: At, record: RecordView, found: Any) -> Iterable[str]:
        name = at.frame.name_of
        for chance in found.chances:
            ready = chance.ready
            yield (
                f"{name(ready.party)} ready at {ready.place} from {ready.start} until "
                f"{ready.end or 'no day told'}; {name(chance.other)}: {chance.state}"
            )
        for venue in found.venues:
            for word in venue.words:
                yield (
                    f"{venue.name}: {name(word.side)} {word.kind}, {_day(word.day)}: "
                    f"{_title(record, word.act)}"
                )

    _answer("venues", case, seat, home, lines, as_json=as_json)


def positions(
    case: Case, seat: Seat = "lead", home: HomeOption = None, *, as_json: AsJson = False
) -> None:
    """Issue by party, with what each held before."""

    def lines(at: At, record: RecordView, found: Any) -> Iterable[str]:
        for issue in found:
            for cell in issue.cells:
                before = f"; before that: {cell.before.kind}" if cell.before else ""
                yield (
                    f"{issue.name}: {at.frame.name_of(cell.party)} {cell.now.kind}, "
                    f"{_day(cell.now.day)}: {_title(record, cell.now.act)}{before}"
                )

    _answer("positions", case, seat, home, lines, as_json=as_json)


def profile(
    case: Case, seat: Seat = "lead", home: HomeOption = None, *, as_json: AsJson = False
) -> None:
    """What the mediator declares, and what it said in public."""

    def lines(at: At, record: RecordView, found: Any) -> Iterable[str]:
        name = at.frame.name_of
        for filed in found.declared:
            told = filed.declaration
            about = f" ({name(told.about)})" if told.about else ""
            yield f"{told.kind}{about}: {told.words.text}"
        for said in found.said:
            toward = ", ".join(map(name, said.toward)) or "nobody in particular"
            yield (
                f"{_day(said.day)}: {name(said.by)}, {said.tone} toward {toward}: "
                f"{_title(record, said.act)}"
            )

    _answer("profile", case, seat, home, lines, as_json=as_json)


def briefings(
    case: Case, seat: Seat = "lead", home: HomeOption = None, *, as_json: AsJson = False
) -> None:
    """The briefing ledger, overdue ones first; for the mediator's team."""
    _answer("briefings", case, seat, home, _briefings, as_json=as_json)


def knows(
    case: Case,
    side: Annotated[str, typer.Argument(help="The id of a party or an observer.")],
    seat: Seat = "lead",
    home: HomeOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """What a party or an observer may know now, and what is under an embargo."""

    def lines(at: At, record: RecordView, found: Any) -> Iterable[str]:
        yield from _briefings(at, record, (*found.told, *found.owed))
        yield f"{at.frame.name_of(side)} may read {len(found.sees)} acts of the record."

    _answer("knows", case, seat, home, lines, as_json=as_json, side_id=side)


def contacts(
    case: Case, seat: Seat = "lead", home: HomeOption = None, *, as_json: AsJson = False
) -> None:
    """Meetings, calls, letters and briefings by party; for the mediator's team."""

    def lines(at: At, _record: RecordView, found: Any) -> Iterable[str]:
        from goodoffices.record.contacts import Means

        for party in found.parties:
            counts = ", ".join(f"{means} {found.count(party, means)}" for means in Means)
            yield f"{at.frame.name_of(party)}: {counts}, drafts first {found.seen_first(party)}"

    _answer("contacts", case, seat, home, lines, as_json=as_json)


def fundamentals(
    case: Case, seat: Seat = "lead", home: HomeOption = None, *, as_json: AsJson = False
) -> None:
    """The eight fundamentals, each with the acts that show it; for the mediator's team."""

    def lines(_at: At, record: RecordView, found: Any) -> Iterable[str]:
        for shown in found:
            yield f"{shown.fundamental.replace('_', ' ')}:"
            for pinned in shown.pins:
                yield f"  pinned: {_title(record, pinned.pin.act)}"
            for act in shown.acts:
                yield f"  {_title(record, act)}"

    _answer("fundamentals", case, seat, home, lines, as_json=as_json)


def _briefings(_at: At, record: RecordView, found: Any) -> Iterable[str]:
    for one in found:
        due = f", by {one.due}" if one.due else ""
        embargo = f"; embargo {one.embargo_state}: {one.embargo}" if one.embargo else ""
        yield (f"{one.state}: {one.who} {one.moment} “{_title(record, one.contact)}”{due}{embargo}")


def _tools() -> dict[str, Tool]:
    from goodoffices.service import tools

    return {
        "briefings": tools.ledger_whole,
        "contacts": tools.balance,
        "fundamentals": tools.fundamentals_shown,
        "knows": tools.knowledge,
        "offers": tools.offers,
        "positions": tools.positions_held,
        "profile": tools.profile,
        "venues": tools.venues_told,
    }


def _answer(
    tool: str,
    case: str,
    seat: str,
    home: Path | None,
    lines: Lines,
    *,
    as_json: bool,
    **asked: str,
) -> None:
    """Ask the tool as that seat; print its lines, or all of what it found."""
    check_installed()
    from goodoffices.desk.server import prepare

    prepare(home)
    from goodoffices.desk.wiring import real_world
    from goodoffices.service.cases import place_of_seat

    at = place_of_seat(real_world(), case, seat)
    looked = _tools()[tool](at, **asked)
    if as_json:
        told = {"format": "goodoffices-mediator/1", "as_of": str(looked.record.as_of)}
        typer.echo(json.dumps({**told, "found": _plain(looked.found)}, ensure_ascii=False))
        return
    for line in lines(at, looked.record, looked.found):
        typer.echo(line)


def _plain(value: Any) -> Any:
    """Every field by its name; an act as its id and title, for it is whole in the record."""
    from goodoffices.record.acts import Act
    from goodoffices.record.audiences import Audience
    from goodoffices.record.codec import to_plain

    if isinstance(value, Act):
        return {"act": value.id, "title": value.title}
    if is_dataclass(value) and not isinstance(value, (type, Audience)):
        own = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _plain(one) for name, one in own.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return to_plain(value)


def _title(record: RecordView, act_id: str) -> str:
    acts = (*record.acts, *record.beside)
    return next((act.title for act in acts if act.id == act_id), "an act")


def _day(day: object) -> str:
    return str(day) if day else "not told"
