"""Letters as mail: one recipient each, plain text, no word below what the rules of the case allow.

Each can be answered with one click that ends them (RFC 8058). The subject is always the same.
"""

from __future__ import annotations

import smtplib
from email.utils import make_msgid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.brief.formats import CONTENT_TYPES, written
from goodoffices.desk.language import spoken_here, spoken_in
from goodoffices.record.rules import MailHolds
from goodoffices.service.notices import due_letters, mark_told
from goodoffices.service.sending import brief_sent, entry_sent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.core.mail.backends.base import BaseEmailBackend

    from goodoffices.service.brief import Order
    from goodoffices.service.notices import Letter
    from goodoffices.service.sending import Errand
    from goodoffices.service.world import World

__all__ = ["message_of", "seat_in", "send_brief", "send_entry", "send_letters"]

_SIGNER = signing.Signer(salt="goodoffices.mail")


def send_letters(world: World) -> tuple[int, str]:
    """Send what is due; how many left, and what kept the rest back (empty where nothing did)."""
    if not settings.EMAIL_HOST:
        return 0, ""
    sent = 0
    try:
        with get_connection() as server:
            for letter in due_letters(world):
                message_of(letter, server).send()
                mark_told(letter)
                sent += 1
    except (OSError, smtplib.SMTPException) as error:
        return sent, str(error) or type(error).__name__
    return sent, ""


def message_of(letter: Letter, server: BaseEmailBackend | None = None) -> EmailMessage:
    """The message in the language of the one who gets it."""
    at = letter.at
    page = settings.ADDRESS + reverse("following", args=[at.frame.slug])
    with spoken_in(_spoken(letter.language)):
        lines = [_("There is something new for you at the desk:"), page]
        named = [f"- {one.title}" for one in letter.news if one.is_joint and letter.may_name]
        lines += ["", *named] if named else []
        return _message(letter.address, at.seat, _("Something new for you"), lines, server)


def send_entry(errands: Iterable[Errand], entry_id: str) -> tuple[int, str]:
    """Send an entry to each; how many left, and what kept the rest back (empty where nothing did).

    A copy is in the register before it leaves, so that none leaves without; one that a server then
    refused stands there too.
    """
    return _sent(errands, lambda errand, server: _entry_message(errand, entry_id, server))


def send_brief(errands: Iterable[Errand], form: str, order: Order) -> tuple[int, str]:
    """The same with the brief, each as the one who gets it may have it."""
    return _sent(errands, lambda errand, server: _brief_message(errand, form, order, server))


def _sent(
    errands: Iterable[Errand], made: Callable[[Errand, BaseEmailBackend], EmailMessage]
) -> tuple[int, str]:
    sent = 0
    try:
        with get_connection() as server:
            for errand in errands:
                with spoken_in(_spoken(errand.language)):
                    message = made(errand, server)
                message.send()
                sent += 1
    except (OSError, smtplib.SMTPException) as error:
        return sent, str(error) or type(error).__name__
    return sent, ""


def _spoken(language: str) -> str:
    return language if spoken_here(language) else settings.LANGUAGE_CODE


def _entry_message(errand: Errand, entry_id: str, server: BaseEmailBackend) -> EmailMessage:
    at = errand.place
    found = entry_sent(errand, entry_id)
    page = settings.ADDRESS + reverse("entry", args=[at.frame.slug, entry_id])
    lines = [_("%(by)s sends you an entry. It is at the desk:") % {"by": errand.by}, page]
    lines += ["", found.title, "", found.text, "", found.line] if found else []
    return _message(errand.address, at.seat, _("Something for you at the desk"), lines, server)


def _brief_message(
    errand: Errand, form: str, order: Order, server: BaseEmailBackend
) -> EmailMessage:
    at = errand.place
    found = brief_sent(errand, form, order)
    page = settings.ADDRESS + reverse("brief", args=[at.frame.slug])
    lines = [_("%(by)s sends you the brief. It is at the desk:") % {"by": errand.by}, page]
    if found is not None:
        kept = _("What is not for all parties is left out of the file; it is at the desk.")
        lines += ["", found.reader]
        lines += [kept] if errand.holds is MailHolds.JOINT else []
    subject = _("Something for you at the desk")
    message = _message(errand.address, at.seat, subject, lines, server)
    if found is not None:
        message.attach(f"brief.{form}", written(found, form), CONTENT_TYPES[form].split(";")[0])
    return message


def _message(
    address: str, seat: str, subject: str, lines: list[str], server: BaseEmailBackend | None
) -> EmailMessage:
    stop = settings.ADDRESS + reverse("unsubscribe", args=[_SIGNER.sign_object(seat)])
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
    return EmailMessage(
        subject,
        "\n".join([*lines, "", _("No more mail of this kind:"), stop]) + "\n",
        to=[address],
        connection=server,
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Message-ID": make_msgid(domain=host),
            "Auto-Submitted": "auto-generated",
        },
    )


def seat_in(token: str) -> str | None:
    """The seat that a link in a letter ends mail for; None where it is no such link."""
    try:
        found = _SIGNER.unsign_object(token)
    except signing.BadSignature:
        return None
    return found if isinstance(found, str) else None
