"""The addresses of people and audiences inside a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from goodoffices.desk.views import audiences, entry, opening

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = [
    path("who-sees-what/", audiences.who_sees_what, name="who-sees-what"),
    path("entries/<str:entry_id>/", entry.entry, name="entry"),
    path("entries/<str:entry_id>/propose/", entry.propose, name="propose-release"),
    path("entries/<str:entry_id>/confidence/", entry.confidence, name="mark-confidence"),
    path("entries/<str:entry_id>/grant/", opening.grant, name="grant-entry"),
    path("grants/<str:grant_id>/", opening.revoke, name="revoke-grant"),
    path("releases/<str:proposal_id>/", opening.release, name="release"),
    path("consents/<str:consent_id>/", opening.answer_consent, name="consent"),
]
