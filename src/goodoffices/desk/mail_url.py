"""`GOODOFFICES_SMTP` as Django's settings; without it no mail goes out."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from goodoffices.errors import InputError
from goodoffices.saying import say

__all__ = ["mail_settings"]

_SECONDS = 20
_PORTS = {"smtp": 25, "smtps": 465, "submission": 587}


def mail_settings(url: str | None) -> dict[str, Any]:
    """`smtp://` plain, for a server on this machine; `submission://` with STARTTLS, `smtps://`."""
    if not url:
        return {"EMAIL_HOST": ""}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise InputError(
            say("it names no mail server"),
            where="GOODOFFICES_SMTP",
            remedy=say("Write submission://user:password@host, smtps://host or smtp://localhost"),
        )
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "submission",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": _SECONDS,
    }
