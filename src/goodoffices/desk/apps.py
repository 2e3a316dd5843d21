"""The desk as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class DeskConfig(AppConfig):
    name = "goodoffices.desk"
    label = "desk"
    verbose_name = "Good Offices"

    def ready(self) -> None:
        from goodoffices.desk.limits import begin_session  # noqa: PLC0415 (models are ready now)

        user_logged_in.connect(begin_session, dispatch_uid="begin_session")
