"""The addresses of the desk. Every one of them is walked by the access tests.

A room's addresses stand in a list of their own, `<room>_urls`, below the case's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from goodoffices.desk.views import (
    account,
    act,
    actors,
    api,
    attaching,
    cases,
    comments,
    filing,
    following,
    history,
    invitation,
    language,
    overview,
    password,
    record,
    sign_in,
    topics,
    withdrawing,
)

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

handler400 = "goodoffices.desk.views.errors.bad_request"
handler403 = "goodoffices.desk.views.errors.forbidden"
handler404 = "goodoffices.desk.views.errors.not_found"
handler500 = "goodoffices.desk.views.errors.failed"

record_urls = [
    path("record/", record.chronology, name="record"),
    path("record/file/", filing.file, name="file-account"),
    path("record/actors/", actors.actors, name="actors"),
    path("record/actor/", actors.actor, name="actor"),
    path("record/actor/same/", actors.same_actor, name="same-actor"),
    path("record/topics/", topics.all_topics, name="topics"),
    path("record/topics/<str:topic>/", topics.one_topic, name="topic"),
    path("record/withdrawn/", history.withdrawn, name="withdrawn"),
    path("search/", record.find, name="search"),
    path("acts/<str:act_id>/", act.act, name="act"),
    path("record/comments/", comments.moderation, name="moderation"),
    path("acts/<str:act_id>/comment/", comments.comment_on_act, name="comment"),
    path("acts/<str:act_id>/topics/", topics.act_topics, name="act-topics"),
    path("acts/<str:act_id>/files/add/", attaching.add, name="attach"),
    path("acts/<str:act_id>/files/<str:attachment_id>/", attaching.attachment, name="attachment"),
    path(
        "acts/<str:act_id>/files/<str:attachment_id>/preview/",
        attaching.attachment_preview,
        name="attachment-preview",
    ),
    path(
        "acts/<str:act_id>/files/<str:attachment_id>/change/",
        attaching.change,
        name="change-attachment",
    ),
    path(
        "acts/<str:act_id>/files/<str:attachment_id>/withdraw/",
        attaching.withdraw_attachment,
        name="withdraw-attachment",
    ),
    path(
        "acts/<str:act_id>/accounts/<str:account_id>/revise/", filing.revise, name="revise-account"
    ),
    path(
        "acts/<str:act_id>/accounts/<str:account_id>/history/",
        history.history,
        name="account-history",
    ),
    path(
        "acts/<str:act_id>/accounts/<str:account_id>/withdraw/",
        withdrawing.withdraw_account,
        name="withdraw-account",
    ),
]

case_urls: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("", include(record_urls)),
    path("following/", following.following, name="following"),
    path("feed/", following.case_feed, name="feed"),
    path("events.csv", api.events, name="events"),
    path("api/", api.api_case, name="api-case"),
    path("api/acts/", api.api_acts, name="api-acts"),
    path("api/acts/<str:act_id>/", api.api_act, name="api-act"),
    path("", include("goodoffices.desk.tool_urls")),
    path("", include("goodoffices.desk.work_urls")),
    path("", include("goodoffices.desk.people_urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", cases.cases, name="cases"),
    path("sign-in/", sign_in.by_password, name="sign-in"),
    path("sign-in/link/<str:token>/", sign_in.by_link, name="sign-in-link"),
    path("sign-in/code/", sign_in.by_code, name="sign-in-code"),
    path("sign-in/passkey/", sign_in.by_passkey, name="sign-in-passkey"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("account/", account.account, name="account"),
    path("account/codes/", account.one_time_codes, name="one-time-codes"),
    path("account/recovery/", account.recovery_codes, name="recovery-codes"),
    path("account/passkey/", account.add_passkey, name="add-passkey"),
    path("account/ways/<str:way>/remove/", account.remove, name="remove-way"),
    path("account/sessions/", account.end_session, name="end-session"),
    path("password/", password.own_password, name="own-password"),
    path("language/", language.choose_language, name="language"),
    path("feeds/<str:token>/", following.feed_by_token, name="feed-by-token"),
    path("unsubscribe/<str:token>/", following.unsubscribe, name="unsubscribe"),
    path("api/openapi.json", api.api_description, name="api-description"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("c/<slug:slug>/", include(case_urls)),
]
