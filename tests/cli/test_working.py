"""A bar for what takes long: on a terminal alone, and gone when the work is done."""

from __future__ import annotations

import io
import sys
import time

import pytest

from goodoffices.cli.working import working


class Terminal(io.StringIO):
    def isatty(self):
        return True


def terminal(monkeypatch) -> Terminal:
    # within a test: what captures output puts its own in place before each
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


def test_long_work_says_what_it_does_and_how_far_it_is(monkeypatch):
    shown = terminal(monkeypatch)
    with working("Reading", after=0.01) as told:
        for done in range(4):
            told(done, 4)
            time.sleep(0.1)
    assert "Reading" in shown.getvalue()
    # the line is taken away again
    assert shown.getvalue().rstrip("\n").endswith("\x1b[2K")


def test_short_work_says_nothing(monkeypatch):
    shown = terminal(monkeypatch)
    with working("Reading", after=60):
        pass
    assert "Reading" not in shown.getvalue()


def test_a_pipe_never_holds_it(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with working("Reading", after=0) as told:
        told(1, 2)
        time.sleep(0.05)
    assert not stream.getvalue()


def broken():
    with working("Reading", after=0.01):
        time.sleep(0.05)
        raise ZeroDivisionError


def test_what_goes_wrong_in_the_work_goes_on_out(monkeypatch):
    terminal(monkeypatch)
    with pytest.raises(ZeroDivisionError):
        broken()
