"""The addresses of the rooms where the team works: reading, conflict, settlement, brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from goodoffices.brief.formats import CONTENT_TYPES
from goodoffices.desk.views import (
    agreement,
    bids,
    brief,
    building,
    clauses,
    conflict,
    correcting,
    how_sure,
    models,
    negotiation_building,
    next_proposal,
    own_questions,
    own_room,
    reading,
    recutting,
    report,
    roughly,
    sending,
    sessions,
    settlement,
    settlement_if,
    sides,
    tabling,
    talks,
    texts,
    together,
    trades,
    what_if,
    what_it_takes,
)

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

reading_urls = [
    path("reading/", reading.reading, name="reading"),
    path("reading/labels.json", recutting.labels_file, name="reading-labels"),
    path("reading/<str:report_id>/", report.report, name="report"),
    path("reading/<str:report_id>/mark/", recutting.mark_draft, name="mark-draft"),
    path("reading/<str:report_id>/<str:draft_id>/split/", recutting.split_one, name="split-draft"),
    path(
        "reading/<str:report_id>/<str:draft_id>/merge/", recutting.merge_draft, name="merge-draft"
    ),
    path("reading/<str:report_id>/sure/", report.confirm_sure, name="confirm-sure"),
    path(
        "reading/<str:report_id>/<str:draft_id>/confirm/",
        report.confirm_draft,
        name="confirm-draft",
    ),
    path(
        "reading/<str:report_id>/<str:draft_id>/discard/",
        report.discard_draft,
        name="discard-draft",
    ),
    path(
        "reading/<str:report_id>/<str:draft_id>/correct/",
        correcting.correct_draft,
        name="correct-draft",
    ),
]

conflict_urls = [
    path("conflict/", conflict.conflict, name="conflict"),
    path("conflict/model/", models.conflict_model, name="conflict-model"),
    path("conflict/model/build/", building.model_builder, name="model-builder"),
    path("conflict/evolution.svg", conflict.evolution_picture, name="conflict-evolution"),
    path("conflict/evolution/", conflict.evolution_numbers, name="conflict-evolution-numbers"),
    path("conflict/what-if/", what_if.what_if, name="what-if"),
    path("conflict/what-it-takes/", what_it_takes.what_it_takes, name="what-it-takes"),
    path("conflict/together/", together.together, name="together"),
    path("conflict/how-sure/", how_sure.how_sure, name="how-sure"),
    path("conflict/robustness.svg", how_sure.robustness_picture, name="conflict-robustness"),
    path("conflict/robustness/", how_sure.robustness_numbers, name="conflict-robustness-numbers"),
]

settlement_urls = [
    path("settlement/", settlement.settlement, name="settlement"),
    path("settlement/model/", models.negotiation_model, name="negotiation-model"),
    path(
        "settlement/model/build/",
        negotiation_building.negotiation_builder,
        name="negotiation-builder",
    ),
    path("settlement/frontier.svg", settlement.frontier_picture, name="settlement-frontier"),
    path("settlement/frontier/", settlement.frontier_numbers, name="settlement-frontier-numbers"),
    path("settlement/offers.svg", settlement.convergence_picture, name="settlement-convergence"),
    path(
        "settlement/offers/", settlement.convergence_numbers, name="settlement-convergence-numbers"
    ),
    path("settlement/table/", tabling.table_package, name="table-package"),
    path("settlement/if/", settlement_if.settlement_if, name="settlement-if"),
    path("settlement/sides/", sides.settlement_sides, name="settlement-sides"),
    path("settlement/trades/", trades.settlement_trades, name="settlement-trades"),
    path("settlement/how-sure/", roughly.settlement_how_sure, name="settlement-how-sure"),
]

talks_urls = [
    path("talks/", talks.talks, name="talks"),
    path("talks/new/", talks.new_proposal, name="new-talk"),
    path("talks/next/", next_proposal.next_one, name="next-proposal"),
    path("talks/bids/new/", bids.new_bidding, name="new-bidding"),
    path("talks/bids/<str:bidding_id>/", bids.bidding, name="bidding"),
    path("talks/<str:talk_id>/", talks.proposal, name="talk"),
]

text_urls = [
    path("talks/texts/new/", texts.new_text, name="new-text"),
    path("talks/texts/<str:text_id>/", texts.text, name="text"),
    path("talks/texts/<str:text_id>/text.docx", texts.text_word, name="text-word"),
    path("talks/texts/<str:text_id>/import/", texts.import_text, name="import-text"),
    path("talks/texts/<str:text_id>/clauses/new/", clauses.add_clause, name="add-clause"),
    path("talks/texts/<str:text_id>/clauses/<str:clause_id>/", clauses.clause, name="clause"),
    path(
        "talks/texts/<str:text_id>/clauses/<str:clause_id>/revise/",
        clauses.revise_clause,
        name="revise-clause",
    ),
]

session_urls = [
    path("talks/sessions/new/", sessions.new_session, name="new-session"),
    path("talks/sessions/<str:session_id>/", sessions.session, name="session"),
    path("talks/sessions/<str:session_id>/plan/", sessions.replan_session, name="replan-session"),
    path(
        "talks/sessions/<str:session_id>/meeting.ics",
        sessions.session_calendar,
        name="session-calendar",
    ),
]

agreement_urls = [
    path("agreement/", agreement.agreements, name="agreements"),
    path("agreement/new/", agreement.new_agreement, name="new-agreement"),
    path("agreement/<str:agreement_id>/", agreement.agreement, name="agreement"),
    path(
        "agreement/<str:agreement_id>/agreement.docx",
        agreement.agreement_word,
        name="agreement-word",
    ),
    path(
        "agreement/<str:agreement_id>/agreement.pdf", agreement.agreement_pdf, name="agreement-pdf"
    ),
    path(
        "agreement/<str:agreement_id>/settlement.zip",
        agreement.agreement_bundle,
        name="agreement-bundle",
    ),
    path(
        "agreement/<str:agreement_id>/obligations.ics",
        agreement.agreement_calendar,
        name="agreement-calendar",
    ),
]

own_urls = [
    path("own/", own_room.own_room, name="own-room"),
    path("own/questions/", own_questions.own_questions, name="own-questions"),
    path("own/preferences/", own_room.own_preferences, name="own-preferences"),
]

brief_urls = [
    path("brief/", brief.brief, name="brief"),
    path("brief/send/", sending.send_the_brief, name="send-brief"),
    path("brief/figures/<int:number>.svg", brief.figure, name="brief-figure"),
    path("brief/figures/<int:number>/", brief.figure_numbers, name="brief-figure-numbers"),
    *(
        path(f"brief/brief.{form}", brief.take_away, {"form": form}, name=f"brief-{form}")
        for form in CONTENT_TYPES
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *reading_urls,
    *conflict_urls,
    *settlement_urls,
    *talks_urls,
    *text_urls,
    *session_urls,
    *agreement_urls,
    *own_urls,
    *brief_urls,
]
