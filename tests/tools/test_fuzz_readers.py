"""The tool that gives readers spoilt files finds what is planted; what it found is mended."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import suppress
from email.utils import parsedate_to_datetime
from time import process_time

import pytest

import fuzz_readers
from fuzz_readers import READERS, main, tried
from goodoffices.errors import InputError
from goodoffices.reading import extract
from goodoffices.service.uploads import examined


def planted(monkeypatch, read) -> None:
    monkeypatch.setitem(READERS, "planted", (lambda draw: (draw.randbytes(4), "a.bin"), read))


def test_a_planted_crash_is_found_and_can_be_repeated(monkeypatch, capsys):
    def read(data, name):
        if data[0] < 128:
            return 1 / (data[0] % 3)
        raise InputError("it is too large")

    planted(monkeypatch, read)
    asked = ["--reader", "planted", "--seed", "3"]
    assert main([*asked, "--inputs", "60"]) == 1
    said = capsys.readouterr().out
    found = [line.partition(":")[0].split()[1] for line in said.splitlines() if "Zero" in line]
    assert found
    assert " read" in said
    assert " refused" in said
    assert main([*asked, "--only", found[0]]) == 1
    assert f"file {found[0]}: ZeroDivisionError" in capsys.readouterr().out


def test_what_hangs_is_stopped_and_what_is_slow_is_found(monkeypatch):
    monkeypatch.setattr(fuzz_readers, "SECONDS", 0.1)

    def hangs(data, name):
        while True:
            pass

    def swallows(data, name):
        for _ in range(3):
            with suppress(Exception):
                hangs(data, name)

    def is_slow(data, name):
        end = process_time() + 0.15
        while process_time() < end:
            pass

    for read, says in ((hangs, "was stopped"), (swallows, "was stopped"), (is_slow, "took")):
        planted(monkeypatch, read)
        assert says in tried("planted", 1, 1)


def test_an_error_of_several_lines_is_found(monkeypatch):
    class LongError(InputError):
        def __str__(self) -> str:
            return "one\ntwo"

    def read(data, name):
        raise LongError("one")

    planted(monkeypatch, read)
    assert tried("planted", 1, 1).startswith("!several lines")


def test_a_date_of_a_mail_beyond_all_calendars_is_refused():
    """Found by the tool: the standard library raises OverflowError here."""
    day = "Mon, 99999999999999999999 Jan 2022 10:00:00 +0000"
    with pytest.raises(OverflowError):
        parsedate_to_datetime(day)
    with pytest.raises(InputError, match="broken"):
        extract(f"From: a@b.example\nDate: {day}\n\nThe envoy spoke.\n".encode(), "a.eml")


def test_a_spoilt_stream_in_an_upload_is_refused():
    """Found by the tool: the standard library raises zlib.error here."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument" * 9)
    spoilt = bytearray(out.getvalue())
    start = spoilt.index(b"mimetype") + len(b"mimetype")
    spoilt[start : start + 6] = b"\xff" * 6
    with (
        zipfile.ZipFile(io.BytesIO(spoilt)) as package,
        package.open("mimetype") as part,
        pytest.raises(zlib.error),
    ):
        part.read()
    with pytest.raises(InputError, match="none of the kinds"):
        examined(bytes(spoilt), "a.odt")


@pytest.mark.parametrize("reader", sorted(READERS.keys() - {"case", "docx", "pdf", "whole"}))
def test_each_reader_reads_or_refuses_a_few(reader):
    for number in range(3):
        assert tried(reader, 1, number) in {"read", "refused"}, number
