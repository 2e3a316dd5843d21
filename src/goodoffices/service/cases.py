"""Opening cases, giving seats, and finding the place of a person in a case."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from goodoffices.access.acting import Action, check_may, must_declare_first
from goodoffices.access.viewers import PUBLIC_VIEWER, SeatKind, Viewer
from goodoffices.errors import InputError, NotFoundError
from goodoffices.record.audiences import TEAM
from goodoffices.record.codec import from_plain, to_plain
from goodoffices.record.frame import Frame
from goodoffices.saying import mark, say
from goodoffices.service.at import At
from goodoffices.service.seats import groups_known_to, viewers_of
from goodoffices.store.append import NewEntry, append, open_case_row
from goodoffices.store.genres import Genre
from goodoffices.store.models import Case, GroupMember, Person, Seat
from goodoffices.store.queries import frame_text
from goodoffices.store.statements import Where, every, is_same, row_of

if TYPE_CHECKING:
    from goodoffices.service.world import World

__all__ = [
    "cases_of",
    "check_seat",
    "give_seat",
    "label_of",
    "open_case",
    "place_of",
    "place_of_seat",
    "place_of_seat_id",
    "seat_person",
    "seats_of",
    "slugs",
    "take_seat_away",
]


def nothing_here() -> NotFoundError:
    return NotFoundError(say("There is nothing here"), remedy=say("Check the address"))


@transaction.atomic
def open_case(world: World, frame: Frame, lead: Person, case_id: str | None = None) -> At:
    """Open a case and give its lead mediator the first seat."""
    try:
        with transaction.atomic():
            case = open_case_row(case_id or world.new_id(), frame.slug)
    except IntegrityError:
        raise InputError(
            say("there is a case '{slug}' already", slug=frame.slug),
            where="slug",
            remedy=say("Choose another"),
        ) from None
    seat_id = world.new_id()
    append(
        case.id,
        NewEntry(Genre.FRAME, TEAM, to_plain(frame), world.clock(), seat=seat_id),
        world.keys,
        world.new_id,
    )
    at = At(world, case.id, frame, Viewer(SeatKind.LEAD, seat=seat_id))
    _seat(at, lead, SeatKind.LEAD, None, seat_id)
    return at


@transaction.atomic
def give_seat(at: At, person: Person, kind: SeatKind, side: str | None = None) -> Viewer:
    """Give a person a seat; the lead mediator alone may."""
    check_may(at.viewer, Action.MANAGE)
    check_seat(at, kind, side)
    return seat_person(at, person, kind, side)


def check_seat(at: At, kind: SeatKind, side: str | None) -> None:
    """Whether the case can have such a seat."""
    known = {
        SeatKind.DELEGATE: {p.id for p in at.frame.parties},
        SeatKind.OBSERVER: {o.id for o in at.frame.observers},
    }.get(kind)
    if kind is SeatKind.PUBLIC or (known is None) != (side is None):
        told = (
            mark("a seat of the {kind} has no side")
            if side
            else mark("a seat of the {kind} needs a side")
        )
        raise InputError(say(told, kind=kind))
    if known is not None and side not in known:
        raise InputError(
            say("the case has no side '{side}' for a {kind}", side=side, kind=kind),
            remedy=say("Known: {known}", known=", ".join(sorted(known))),
        )


def seat_person(at: At, person: Person, kind: SeatKind, side: str | None) -> Viewer:
    """Give the seat; the caller has made sure that it may be given."""
    return _seat(at, person, kind, side, at.world.new_id())


def _seat(at: At, person: Person, kind: SeatKind, side: str | None, seat_id: str) -> Viewer:
    Seat.objects.create(id=seat_id, case_id=at.case_id, person=person, kind=kind, side=side or "")
    payload = {"seat": seat_id, "person": person.id, "kind": str(kind), "side": side}
    append(
        at.case_id,
        NewEntry(Genre.SEAT, TEAM, payload, at.world.clock(), seat=at.seat, subject=seat_id),
        at.world.keys,
        at.world.new_id,
    )
    return Viewer(kind, side=side, seat=seat_id, undeclared=must_declare_first(kind))


@transaction.atomic
def take_seat_away(at: At, seat_id: str) -> None:
    """End a seat; the lead mediator alone may, and not their own."""
    check_may(at.viewer, Action.MANAGE)
    seat = Seat.objects.filter(case_id=at.case_id, id=seat_id, left=None).first()
    if seat is None:
        raise nothing_here()
    if seat.id == at.seat:
        raise InputError(say("the lead mediator's own seat stays"), where="seat")
    seat.left = at.world.clock()
    seat.save(update_fields=["left"])
    GroupMember.objects.filter(seat=seat).delete()
    append(
        at.case_id,
        NewEntry(
            genre=Genre.SEAT,
            audience=TEAM,
            payload={"seat": seat.id, "left": True},
            entered=seat.left,
            seat=at.seat,
            subject=seat.id,
        ),
        at.world.keys,
        at.world.new_id,
    )


def _viewer(world: World, seat: Seat) -> Viewer:
    return viewers_of(world, seat.case_id, [seat])[0]


def _at(world: World, case: Case, viewer: Viewer) -> At:
    frame = frame_text(case.id, world.keys).read(_frame)
    return At(world, case.id, frame, viewer, groups_known_to(world, case.id, viewer))


def _frame(plain: Any) -> Frame:
    return from_plain(Frame, plain)


def place_of(world: World, slug: str, person: Person | None, *, preview: bool = False) -> At:
    """The place of a person in a case: by their seat, else as the public where there is a public
    page. NotFoundError otherwise, the same as for a case that is not there. In a preview the lead
    mediator looks through that person's seat.
    """
    case = row_of(Case, is_same("slug", slug))
    if case is None:
        raise nothing_here()
    held = None
    if person is not None:
        of_person = is_same("case_id", case.id), is_same("person_id", person.id)
        held = row_of(Seat, every((*of_person, Where('"left" IS NULL'))))
    if held is not None:
        return _at(world, case, replace(_viewer(world, held), preview=preview))
    at = _at(world, case, PUBLIC_VIEWER)
    if not at.frame.public:
        raise nothing_here()
    return at


def place_of_seat(world: World, slug: str, named: str) -> At:
    """The place of a named seat, for the command line: `lead`, `team`, a party's or observer's id,
    or `public`.
    """
    case = Case.objects.filter(slug=slug).first()
    if case is None:
        known = ", ".join(slugs()) or say("none; goodoffices desk --example opens one")
        raise InputError(
            say("there is no case '{slug}'", slug=slug),
            remedy=say("Cases here: {known}", known=known),
        )
    if named == SeatKind.PUBLIC:
        return _at(world, case, PUBLIC_VIEWER)
    for seat in Seat.objects.filter(case=case, left=None).order_by("kind", "id"):
        if named in {seat.side, seat.kind, seat.id}:
            return _at(world, case, _viewer(world, seat))
    seats = Seat.objects.filter(case=case, left=None).order_by("kind", "side")
    names = ", ".join(dict.fromkeys([s.side or s.kind for s in seats] + ["public"]))
    raise InputError(
        say("the case has no seat '{named}'", named=named),
        remedy=say("Name one with --as: {names}", names=names),
    )


def place_of_seat_id(world: World, seat: Seat) -> At:
    """The place of one seat, for use cases that act for whoever holds it."""
    return _at(world, seat.case, _viewer(world, seat))


def cases_of(world: World, person: Person) -> tuple[At, ...]:
    """The cases in which the person has a seat, by title."""
    seats = Seat.objects.filter(person=person, left=None).select_related("case")
    places = [_at(world, seat.case, _viewer(world, seat)) for seat in seats]
    return tuple(sorted(places, key=lambda at: at.frame.title))


def slugs() -> tuple[str, ...]:
    """The addresses of all cases, for the command line of whoever keeps the desk."""
    return tuple(Case.objects.order_by("slug").values_list("slug", flat=True))


def seats_of(at: At) -> tuple[Viewer, ...]:
    """Every seat of the case, for the team alone."""
    if not at.viewer.in_team:
        raise nothing_here()
    seats = Seat.objects.filter(case_id=at.case_id, left=None).order_by("kind", "side", "id")
    return viewers_of(at.world, at.case_id, seats)


def label_of(frame: Frame, viewer: Viewer) -> str:
    """The seat in words: `Delegate of side A`."""
    match viewer.kind:
        case SeatKind.LEAD:
            return say("Lead mediator")
        case SeatKind.TEAM:
            return say("Mediator's team")
        case SeatKind.CLERK:
            return say("Clerk of the mediator's team")
        case SeatKind.DELEGATE:
            return say("Delegate of {party}", party=frame.name_of(viewer.side or ""))
        case SeatKind.OBSERVER:
            return say("Observer for {observer}", observer=frame.name_of(viewer.side or ""))
    return say("Public page")
