"""What a checkup asks of the running parts: the headers of a page, and whether mail goes out."""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import get_connection
from django.test import Client

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["headers_of_a_page", "mail_trouble"]


def headers_of_a_page() -> Mapping[str, str]:
    """The headers of the page on which one signs in, as the desk sends them."""
    answer = Client(SERVER_NAME="localhost").get("/sign-in/")
    return dict(answer.headers)


def mail_trouble() -> str | None:
    """What keeps mail from going out; empty where nothing does, None where no server is named."""
    if not settings.EMAIL_HOST:
        return None
    try:
        server = get_connection()
        server.open()
        server.close()
    except (OSError, smtplib.SMTPException) as error:
        return str(error) or type(error).__name__
    return ""
