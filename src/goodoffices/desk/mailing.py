"""Letters as mail: one recipient each, plain text, and no word that not every party may know.

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
from django.utils import translation
from django.utils.translation import gettext as _

from goodoffices.desk.language import speaker_of, spoken_here
from goodoffices.saying import spoken_by
from goodoffices.service.notices import due_letters, mark_told

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

    from goodoffices.service.notices import Letter
    from goodoffices.service.world import World

__all__ = ["message_of", "seat_in", "send_letters"]

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
    stop = settings.ADDRESS + reverse("unsubscribe", args=[_SIGNER.sign_object(at.seat)])
    page = settings.ADDRESS + reverse("following", args=[at.frame.slug])
    language = letter.language if spoken_here(letter.language) else settings.LANGUAGE_CODE
    with translation.override(language), spoken_by(speaker_of(language)):
        lines = [_("There is something new for you at the desk:"), page]
        named = [f"- {one.title}" for one in letter.news if one.is_joint and letter.may_name]
        lines += ["", *named] if named else []
        lines += ["", _("No more mail of this kind:"), stop]
        subject = _("Something new for you")
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
    return EmailMessage(
        subject,
        "\n".join(lines) + "\n",
        to=[letter.address],
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
