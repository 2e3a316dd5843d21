"""What each page of the tools has in common, and cutting a long list into pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Paginator

from goodoffices.desk.pages import CasePage
from goodoffices.desk.tools.links import ToolLink
from goodoffices.record.places import is_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.http import HttpRequest

    from goodoffices.service.chronology import Page

__all__ = ["Part", "Places", "ToolPage", "part_of", "places_of", "sent_place"]

PER_PAGE = 40
S = TypeVar("S")
T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class ToolPage(CasePage):
    tools: tuple[ToolLink, ...]
    as_of: str


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One page of a list; `earlier` and `later` are the numbers beside it, 0 for none."""

    items: tuple[T, ...]
    page: int
    pages: int
    earlier: int
    later: int

    def shown_as(self, items: Iterable[U]) -> Part[U]:
        """The same page, when something was made of all its items at once."""
        return Part(tuple(items), self.page, self.pages, self.earlier, self.later)


@dataclass(frozen=True, slots=True)
class Places:
    """Where a list of acts goes on, as the query of its address has it; empty for nowhere."""

    newer: str
    older: str


def sent_place(request: HttpRequest, name: str) -> str:
    """The place that the address names; empty where it names none that is one."""
    sent = request.GET.get(name, "")
    return sent if is_place(sent) else ""


def places_of(found: Page, *, is_first: bool) -> Places:
    """Beside a page of acts, of which the newest stand first; the first page has none newer."""
    newer = "" if is_first or not found.later else urlencode({"after": found.later})
    return Places(newer, urlencode({"before": found.earlier}) if found.earlier else "")


def part_of(
    request: HttpRequest, items: Sequence[S], line: Callable[[S], T], per_page: int = PER_PAGE
) -> Part[T]:
    """The page asked for, each of its items made a line; the nearest there is, if there is none."""
    found = Paginator(items, per_page).get_page(request.GET.get("page"))
    return Part(
        items=tuple(line(one) for one in found.object_list),
        page=found.number,
        pages=found.paginator.num_pages,
        earlier=found.number - 1,
        later=found.number + 1 if found.has_next() else 0,
    )
