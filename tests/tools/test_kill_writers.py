"""An acknowledged entry survives a writer that is killed; the tool does it 200 times."""

from __future__ import annotations

from databases import environment_of_a_desk

from kill_writers import kill_writers


def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(tmp_path, monkeypatch):
    with environment_of_a_desk() as own:
        if "DATABASE_URL" in own:
            monkeypatch.setenv("DATABASE_URL", own["DATABASE_URL"])
        outcome = kill_writers(tmp_path / "home", kills=2)
    assert outcome.acknowledged >= 2
    assert outcome.lost == 0
    assert outcome.fault == ""
