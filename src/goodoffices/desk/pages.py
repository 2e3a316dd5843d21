"""Pages: each is a frozen value that names its template and holds all that the template uses."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, ClassVar

from django.shortcuts import render

from goodoffices.desk.shell import Shell

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

__all__ = ["CasePage", "Page", "show"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page outside any case; the fields of a subclass are the names its template knows."""

    template: ClassVar[str]


@dataclass(frozen=True, slots=True)
class CasePage(Page):
    """A page inside a case, with the frame that stands around it."""

    shell: Shell


def show(request: HttpRequest, page: Page, status: int = 200) -> HttpResponse:
    context = {field.name: getattr(page, field.name) for field in fields(page)}
    return render(request, page.template, context, status=status)
