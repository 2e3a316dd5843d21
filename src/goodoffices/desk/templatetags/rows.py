"""Names in a row, as the reader's language joins them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.template.defaultfilters import truncatechars
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from goodoffices.saying import all_of, isolated, listed, say

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["apart", "outside_a_case", "quoted", "shortened", "spoken_languages"]

register = template.Library()
_PREVIEW = re.compile(r"as/[0-9a-f]{32}/\Z")


@register.filter
def quoted(names: Iterable[str]) -> SafeString:
    """`<q>a</q>, <q>b</q> and <q>c</q>`."""
    return mark_safe(all_of([format_html("<q>{}</q>", name) for name in names]))  # noqa: S308 (each is escaped, and the joining words are ours)


register.filter(isolated)
register.filter(listed)


@register.filter
def apart(parts: Iterable[str]) -> str:
    """`a; b; c`, for parts that may hold commas."""
    return say("; ").join(parts)


@register.simple_tag
def outside_a_case(route: str) -> str:
    """The address of a page that is in no case, and so in no preview of a seat either."""
    prefix = get_script_prefix()
    return _PREVIEW.sub("", prefix) + reverse(route).removeprefix(prefix)


@register.simple_tag
def spoken_languages() -> tuple[tuple[str, str], ...]:
    """Each language of the pages by its own name."""
    return tuple((code, str(name)) for code, name in settings.LANGUAGES)


@register.filter
def shortened(text: str, most: int) -> str:
    """The text, cut after so many characters; what is no longer is not looked through."""
    return text if len(text) <= most else truncatechars(text, most)
