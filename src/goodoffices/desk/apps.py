"""The desk as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "goodoffices.desk"
    label = "desk"
    verbose_name = "Good Offices"
