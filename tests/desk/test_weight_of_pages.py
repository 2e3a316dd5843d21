"""Pages stay small however long the record is: they are walked by their links, never listed."""

from __future__ import annotations

import gzip
import re
from collections import deque
from html import unescape
from pathlib import Path

import pytest
from django.urls import resolve

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
ENTRIES = 600
LIMIT = 50_000
_LINK = re.compile(r'href="(/c/river/[^"#]*)')


def every_page(client, first: str):
    """Each page of the case that links lead to from the first, one of each route and query."""
    todo, met = deque([first]), set()
    while todo:
        address = todo.popleft()
        route = resolve(address.partition("?")[0]).url_name
        kind = route, "?" in address
        if kind in met or not address.partition("?")[0].endswith("/"):
            continue  # a file has an ending
        met.add(kind)
        # as a browser asks, which takes what is long compressed
        answer = client.get(address, headers={"accept-encoding": "gzip"})
        if answer.headers["Content-Type"].startswith("text/html"):
            packed = "Content-Encoding" in answer.headers
            text = (gzip.decompress(answer.content) if packed else answer.content).decode()
            todo += map(unescape, _LINK.findall(text))
            yield route, len(answer.content), text


@pytest.mark.parametrize("seat", ["lead", "a"])
def test_every_page_of_a_long_record_is_small(desk, seat, monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from large_case import fill

    lead = desk.places["lead"]
    fill(lead.case_id, lead.world.keys, ENTRIES)
    pages = list(every_page(desk.client(seat), "/c/river/"))
    assert [(route, size) for route, size, _ in pages if size > LIMIT] == []
    met = {route for route, _, _ in pages}
    assert {"overview", "record", "act", "venues", "brief"} <= met
    assert len(met) > {"lead": 55, "a": 20}[seat]
    brief = next(text for route, _, text in pages if route == "brief")
    assert "This record is long" in brief
