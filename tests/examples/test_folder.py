"""The folder is whole: ids, links, spans, sources, audiences, and nothing copied."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from goodoffices.access.decisions import narrower
from goodoffices.record.accounts import LinkKind
from goodoffices.record.audiences import PUBLIC, AudienceKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import ExampleCase

ID = re.compile(r"[0-9a-f]{32}\Z")
LONGEST_RUN = 9
"""Words in a row that may stand in a report we do not own, quotations apart."""


def ids(case: ExampleCase) -> list[str]:
    own = [case.head["id"], *case.reports, *(duty.id for duty in case.duties), *case.models]
    return [*own, *(a.id for a in case.accounts), *{a.act for a in case.accounts}]


def test_it_is_as_large_as_an_example_should_be(february: ExampleCase) -> None:
    assert len({a.act for a in february.accounts}) >= 20
    assert len(february.accounts) >= 30
    assert {kind for a in february.accounts if (kind := a.audience.kind)} >= {
        AudienceKind.PUBLIC,
        AudienceKind.JOINT,
        AudienceKind.TEAM,
        AudienceKind.CAUCUS,
        AudienceKind.BRIEFED,
    }


def test_ids_are_random_and_given_once(february: ExampleCase) -> None:
    found = ids(february)
    assert all(ID.match(one) for one in found)
    assert len(set(found)) == len(found)
    digits = Counter("".join(found))
    expected = sum(digits.values()) / 16
    assert all(0.8 < digits[digit] / expected < 1.2 for digit in "0123456789abcdef")


def test_every_reference_leads_somewhere(february: ExampleCase) -> None:
    acts = {a.act for a in february.accounts}
    accounts = {a.id: a for a in february.accounts}
    for filed in february.accounts:
        assert {link.act for link in filed.account.links} <= acts
        assert filed.act not in {link.act for link in filed.account.links}
        if filed.supersedes is not None:
            assert accounts[filed.supersedes].act == filed.act
            assert accounts[filed.supersedes].entered < filed.entered
    assert all(w.entry in accounts for w in february.withdrawals)
    assert all(filed.duty.contact in acts for filed in february.duties)
    for _, model in february.models.values():
        for assumption in model.assumptions:
            assert assumption.rests_on
            assert set(assumption.rests_on) <= acts | accounts.keys()


def test_one_account_is_superseded_and_one_withdrawn(february: ExampleCase) -> None:
    assert sum(a.supersedes is not None for a in february.accounts) == 1
    assert len(february.withdrawals) == 1
    assert all(w.reason for w in february.withdrawals)


def test_spans_hold_the_words_of_the_claim(february: ExampleCase) -> None:
    for filed in february.accounts:
        account = filed.account
        if account.source is None:
            assert not account.spans
            continue
        _, report = february.reports[account.source]
        assert all(span.end <= len(report.text) for span in account.spans)
        pieces = [report.text[span.start : span.end] for span in account.spans]
        assert " ".join(pieces) == account.claim.text
        assert account.claim.language == report.language


def test_dates_keep_words_that_the_report_has(february: ExampleCase) -> None:
    for filed in february.accounts:
        account = filed.account
        if account.source is None or account.happened is None:
            continue
        text = february.reports[account.source][1].text.casefold()
        assert account.happened.words.casefold() in text, account.happened


def test_no_account_is_for_more_than_its_report(february: ExampleCase) -> None:
    for filed in february.accounts:
        if filed.account.source is not None:
            audience, _ = february.reports[filed.account.source]
            assert narrower(filed.audience, audience) == filed.audience


def test_audiences_name_sides_of_the_case(february: ExampleCase) -> None:
    parties = {side.id for side in february.frame.parties}
    observers = {side.id for side in february.frame.observers}
    for filed in february.accounts:
        assert filed.audience.kind is not AudienceKind.OWN_ROOM
        assert filed.audience.party in {None, *parties}
        assert filed.audience.observers <= observers


def test_public_entries_rest_on_reports_and_all_others_say_they_are_invented(
    february: ExampleCase,
) -> None:
    roles = re.compile(r"delegate of side [AB]\Z|mediator's team\Z")
    for filed in february.accounts:
        account = filed.account
        if filed.audience == PUBLIC:
            assert account.source is not None
            assert "illustrative" not in account.title.casefold()
            continue
        assert account.source is None
        assert "illustrative" in account.title.casefold()
        speaker = account.speaker
        assert speaker is None or roles.match(speaker.name)
    assert all(model.illustrative for _, model in february.models.values())
    assert all("illustrative" in model.title.casefold() for _, model in february.models.values())


def test_reports_say_where_they_come_from(february: ExampleCase) -> None:
    for _, report in february.reports.values():
        assert "written for this example" in report.origin.casefold()
        assert report.licence == "Apache-2.0"
        assert report.published is not None


def test_every_report_is_used_and_every_file_listed(february: ExampleCase) -> None:
    assert {a.account.source for a in february.accounts} - {None} == set(february.reports)
    assert len(list((february.folder / "reports").iterdir())) == len(february.reports)


def test_kinds_of_links(february: ExampleCase) -> None:
    found = {link.kind for a in february.accounts for link in a.account.links}
    assert found == set(LinkKind)


def words(text: str) -> list[str]:
    return re.findall(r"\w+(?:'\w+)*", text.casefold().replace("’", "'"))


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    length = LONGEST_RUN + 1
    return (tuple(found[at : at + length]) for at in range(len(found) - length + 1))


def unquoted(text: str) -> str:
    """The text with each quotation replaced by a word that no report has."""
    return re.sub(r'["“][^"”\n]*["”]', " quotation_left_out ", text)


def test_nothing_is_copied_from_the_report_beside_the_project(
    february: ExampleCase, shared: Path
) -> None:
    theirs = set(runs((shared / "reports" / "offer-2022.txt").read_text(encoding="utf-8")))
    ours = [report.text for _, report in february.reports.values()]
    ours += [a.account.claim.text for a in february.accounts]
    ours += [a.account.title for a in february.accounts]
    ours += [path.read_text(encoding="utf-8") for path in february.folder.glob("*.md")]
    copied = {" ".join(run) for text in ours for run in runs(unquoted(text)) if run in theirs}
    assert copied == set()
