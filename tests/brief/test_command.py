"""The brief of a stored case, by seat; and what the command says of bad input."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import typer
from example_case import FOLDER
from typer.testing import CliRunner
from worlds import make_world

from goodoffices.access.viewers import SeatKind
from goodoffices.brief.markdown import to_markdown
from goodoffices.brief.plain_json import to_json
from goodoffices.cli import brief as command
from goodoffices.service.at import At
from goodoffices.service.brief import brief_of
from goodoffices.service.case_folder import import_case
from goodoffices.service.cases import give_seat
from goodoffices.service.interests import declare_interests
from goodoffices.store.models import Person

if TYPE_CHECKING:
    from goodoffices.brief.document import Brief


@pytest.fixture
def lead(db: None) -> At:
    world, actions = make_world()
    actions.begin("people")
    person = Person.objects.create_person(world.new_id(), "lead")
    actions.begin("import", hours=40.0)
    return import_case(world, FOLDER, person)


def seated(lead: At, kind: SeatKind, side: str) -> At:
    person = Person.objects.create_person(f"{side:0>32}", side)
    return At(lead.world, lead.case_id, lead.frame, give_seat(lead, person, kind, side))


def words(brief: Brief) -> str:
    return to_markdown(brief) + to_json(brief)


def test_the_lead_mediator_gets_the_whole(lead: At) -> None:
    made = brief_of(lead)
    assert made.reader == "Lead mediator"
    assert made.audience == "the mediator’s team"
    assert {"holds", "packages", "briefings"} <= {s.id for s in made.sections}
    assert [source.label for source in made.sources][:2] == ["S1", "S2"]


def test_a_delegation_gets_nothing_of_the_others_caucus_nor_of_the_team(lead: At) -> None:
    russia = brief_of(seated(lead, SeatKind.DELEGATE, "russia"))
    text = words(russia)
    assert russia.audience == "the delegation of Russia alone"
    assert "side A might move its delegation" in text
    assert "side B cares more for monitors" not in text
    assert "assessment of side A's openness" not in text
    assert not {"holds", "packages"} & {s.id for s in russia.sections}


def test_an_observer_gets_what_it_was_briefed_on(lead: At) -> None:
    at = seated(lead, SeatKind.OBSERVER, "us")
    declare_interests(at, "", none=True)
    text = words(brief_of(replace(at, viewer=replace(at.viewer, undeclared=False))))
    assert "the observer hears of the telephone line" in text
    assert "side A might move its delegation" not in text


def runner() -> tuple[CliRunner, typer.Typer]:
    app = typer.Typer(pretty_exceptions_enable=False)
    command.register(app)
    return CliRunner(), app


def test_an_unknown_ending_is_one_clear_line() -> None:
    run, app = runner()
    done = run.invoke(app, ["offer", "--to", "brief.xyz"])
    assert str(done.exception) == (
        "brief.xyz: a brief cannot be written as 'xyz'. It can be pdf, docx, html, md or json"
    )


def test_help_names_the_seats() -> None:
    run, app = runner()
    done = run.invoke(app, ["--help"])
    assert done.exit_code == 0
    assert "--as" in done.stdout
