"""Who asks: their session and themselves, by one plain statement each, for every page asks it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.utils import timezone

from goodoffices.store.models import Person
from goodoffices.store.statements import after, asked, every, is_same, row_of

__all__ = ["ByPassword", "SessionStore"]


class SessionStore(db.SessionStore):
    """The sessions of the database; named by the setting SESSION_ENGINE."""

    def load(self) -> dict[str, Any]:
        # a cookie from outside may hold anything, zero bytes among it, which a database refuses
        if not (self.session_key or "").isalnum():
            self._session_key = None
            return {}
        holds = every(
            (is_same("session_key", self.session_key), after("expire_date", timezone.now()))
        )
        rows = asked("session_data FROM django_session", holds)
        if not rows:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(rows[0][0])
        return found


class ByPassword(ModelBackend):
    """Django's own way to sign in; named by the setting AUTHENTICATION_BACKENDS."""

    def get_user(self, user_id: str) -> Person | None:
        person = row_of(Person, is_same("id", user_id))
        return person if person is not None and self.user_can_authenticate(person) else None
