"""The store as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "goodoffices.store"
    label = "store"
    verbose_name = "Good Offices: the record as kept"
