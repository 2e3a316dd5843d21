"""An act in a chronology as it stands on a page. A page may have fifty, so that they are written
here and not by a template; every value is escaped by `html.escape` where it is put in.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goodoffices.desk.templatetags.rows import shortened
from goodoffices.saying import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.desk.acts import AccountBox, ActRow, Contest

__all__ = ["act_html", "contests_html"]

_LONGEST_CLAIM = 280


def act_html(act: ActRow) -> SafeString:
    """One article, its accounts side by side."""
    told = f"<bdi>{escape(quoted(act.told_as))}</bdi>" if act.told_as else ""
    about = f" {escape(act.about)}" if act.about else ""
    address = escape(act.address)
    standing = f' · <a href="{address}#standing">{escape(act.standing)}</a>' if act.standing else ""
    accounts = "".join(_account(one, act) for one in act.accounts)
    badges = "".join(f"{badge.html} " for badge in act.badges)
    return SafeString(
        f'<article class="act">\n<p class="told">{told}{about}</p>\n<div>\n'
        f'<p class="kind">{escape(act.kind)}{standing}</p>\n'
        f'<h3><a href="{address}">{escape(act.title)}</a></h3>\n'
        f'{contests_html(act.contests)}<div class="accounts">{accounts}</div>\n</div>\n'
        f'<p class="badges">{badges}</p>\n</article>\n'
    )


def _account(one: AccountBox, act: ActRow) -> str:
    words = one.words
    language = escape(words.language), escape(words.direction)
    foreign = ' lang="{}" dir="{}"'.format(*language) if one.is_foreign else ""
    held = "".join(f"<mark>{escape(position)}</mark> · " for position in one.positions)
    for_whom = f" · {one.badge.html}" if act.several else ""
    return (
        f'<div class="account">\n<p{foreign}>{escape(shortened(words.text, _LONGEST_CLAIM))}</p>\n'
        f'<p class="source">{held}{escape(one.source)}{for_whom}</p>\n</div>'
    )


def contests_html(contests: Iterable[Contest]) -> SafeString:
    """What is contested, a line for each point, with what the accounts hold on it."""
    found = []
    for one in contests:
        asked = _("Contested: %(question)s:") % {"question": escape(one.question)}
        held = f" {_('or')} ".join(f"<b>{escape(position)}</b>" for position in one.positions)
        found.append(f'<p class="contested">{asked} {held}</p>\n')
    return SafeString("".join(found))
