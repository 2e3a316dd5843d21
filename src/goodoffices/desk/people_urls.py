"""The addresses of people and audiences inside a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from goodoffices.desk.views import audiences, entry, exports, opening, people, publishing, sending

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = [
    path("who-sees-what/", audiences.who_sees_what, name="who-sees-what"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite_somebody, name="invite"),
    path(
        "people/invitations/<str:invitation_id>/take-back/",
        people.take_invitation_back,
        name="take-invitation-back",
    ),
    path("people/seats/<str:seat_id>/end/", people.end_seat, name="end-seat"),
    path("people/groups/", people.new_group, name="new-group"),
    path("people/groups/<str:group_id>/", people.who_is_in_group, name="group-members"),
    path("people/exports/", exports.exports, name="exports"),
    path("people/public/", publishing.public_page, name="public-page"),
    path("interests/", people.interests, name="interests"),
    path("entries/<str:entry_id>/", entry.entry, name="entry"),
    path("entries/<str:entry_id>/send/", sending.send_an_entry, name="send-entry"),
    path("entries/<str:entry_id>/propose/", entry.propose, name="propose-release"),
    path("entries/<str:entry_id>/confidence/", entry.confidence, name="mark-confidence"),
    path("entries/<str:entry_id>/grant/", opening.grant, name="grant-entry"),
    path("grants/<str:grant_id>/", opening.revoke, name="revoke-grant"),
    path("releases/<str:proposal_id>/", opening.release, name="release"),
    path("consents/<str:consent_id>/", opening.answer_consent, name="consent"),
]
