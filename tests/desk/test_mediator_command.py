"""`goodoffices mediator` answers for any seat, as lines and as JSON, and says no in one line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from goodoffices.cli.app import build
from goodoffices.desk import server, wiring

if TYPE_CHECKING:
    from click.testing import Result

TOOLS = ("offers", "venues", "positions", "profile", "briefings", "contacts", "fundamentals")


@pytest.fixture
def run(desk, monkeypatch):
    """The command in this process, on the case of the desk."""
    monkeypatch.setattr(server, "prepare", lambda home: None)
    monkeypatch.setattr(wiring, "real_world", lambda: desk.places["lead"].world)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(build(), ["mediator", *arguments])

    return run


@pytest.mark.parametrize("tool", TOOLS)
def test_each_tool_answers_in_lines_and_as_json(run, tool):
    assert run(tool, "river").exit_code == 0
    told = json.loads(run(tool, "river", "--json").stdout)
    assert told["format"] == "goodoffices-mediator/1"
    assert told["as_of"] == "2022-02-28"


def test_what_is_open_and_who_is_silent(run, desk):
    assert "not refused since 2022-02-28: The third state offers" in run("offers", "river").stdout
    found = json.loads(run("offers", "river", "--json").stdout)["found"]
    assert [one["act"] for one in found] == [desk.ids["offer"]]
    assert found[0]["silent"] == []


def test_what_a_side_knows(run, desk):
    told = json.loads(run("knows", "river", "a", "--json").stdout)["found"]
    seen = {one["act"] for one in told["sees"]}
    assert desk.ids["caucus"] in seen
    assert desk.ids["briefing"] not in seen


def test_the_teams_planning_is_refused_in_one_line(run):
    refused = run("contacts", "river", "--as", "a")
    assert refused.exit_code != 0
    assert refused.exception is not None
    assert "There is nothing here" in str(refused.exception)
