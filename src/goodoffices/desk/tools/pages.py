"""What each page of the tools has in common, and cutting a long list into pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from django.core.paginator import Paginator

from goodoffices.desk.pages import CasePage
from goodoffices.desk.tools.links import ToolLink

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest

__all__ = ["Part", "ToolPage", "part_of"]

PER_PAGE = 40
S = TypeVar("S")
T = TypeVar("T")


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
