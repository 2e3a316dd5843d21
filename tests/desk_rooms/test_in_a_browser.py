"""The rooms in a real browser: deciding drafts by keyboard alone, axe, narrow screens, weights."""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from accessibility import faults_by_day_and_night, too_wide
from keyboard import press, tab_to
from negotiations import KNOWN, ROUGH
from playwright.sync_api import sync_playwright

from annotated_reports import load_folder
from goodoffices import settlement
from goodoffices.conflict import loads
from goodoffices.record.audiences import JOINT, TEAM
from goodoffices.record.briefings import BriefingState
from goodoffices.record.models import ModelKind
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.models import current
from goodoffices.service.offers import offers_on_the_table
from goodoffices.service.reading import reading_of
from goodoffices.service.record import view
from goodoffices.service.reports import reports
from goodoffices.service.sides import share_matter, state_preferences
from goodoffices.settlement.sides import preferences_of
from goodoffices.stability import analyse
from goodoffices.store.models import Person

ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OWN = Path(__file__).parents[1] / "reading/reports"
LIMIT = 50_000
TEXT = (
    "President Anna Alpha asked the Swiss government to mediate, her ambassador in Bern said.\n\n"
    "Switzerland offered to mediate between the two states in a telephone call with President "
    "Boris Beta on Sunday, his office said in a statement. It said the call had been a Swiss "
    "initiative. Beta told reporters that a delegation was ready in Geneva. The foreign minister "
    "of Alpha condemned the attack on Friday.\n"
)


@pytest.fixture(scope="module")
def browser():
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def served(transactional_db, monkeypatch, request):
    """The rooms of a case on a live server; the browser's own loop runs in this thread."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    rooms = request.getfixturevalue("rooms")
    return rooms, request.getfixturevalue("live_server").url


@contextmanager
def watched(browser, rooms, address, who="lead", **options):
    """A page of a seat; any console error or request to another host fails the test."""
    context = browser.new_context(**options)
    session = rooms.client(who).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page = context.new_page()
    page.set_default_timeout(15_000)
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith(address) else complaints.append(r.url))
    yield page
    context.close()
    assert complaints == []


def test_from_paste_to_the_chronology_by_keyboard(browser, served):
    rooms, address = served
    rooms.actions.begin("paste", 2.0)
    with watched(browser, rooms, address) as page:
        page.goto(f"{address}/c/river/reading/")
        tab_to(page, "text")
        page.keyboard.insert_text(TEXT)
        tab_to(page, "Read it")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Drafts").wait_for()
        drafts = page.locator(".draft.open")
        first, second, third = (drafts.nth(k).get_attribute("id") for k in range(3))
        focused = "document.activeElement.id"

        page.keyboard.press("j")
        assert page.evaluate(focused) == first
        page.keyboard.press("j")
        page.keyboard.press("k")
        assert page.evaluate(focused) == first
        assert page.locator(".drafted.current").count() > 0

        rooms.actions.begin("confirm", 2.0)
        page.keyboard.press("y")
        page.wait_for_url(f"**/#{second}")
        assert page.evaluate(focused) == second
        rooms.actions.begin("discard", 2.0)
        page.keyboard.press("n")
        page.wait_for_url(f"**/#{third}")
        page.keyboard.press("e")
        page.wait_for_url("**/correct/")
        page.get_by_label("Headline").focus()
        page.keyboard.insert_text("As I would put it")
        rooms.actions.begin("correct", 2.0)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r".*/reading/[0-9a-f]{32}/#draft.*"))

        page.goto(f"{address}/c/river/record/")
        assert page.get_by_role("link", name="As I would put it").is_visible()
        assert page.locator(".act").count() == 2
    assert len(view(rooms.lead).acts) == 2


def test_keys_can_be_switched_off_and_do_nothing_while_one_writes(browser, served):
    rooms, address = served
    rooms.post("reading/", {"text": TEXT, "language": "en", "audience": "team"}, "report")
    (filed,) = reports(rooms.lead)
    with watched(browser, rooms, address) as page:
        page.goto(f"{address}/c/river/reading/{filed.id}/")
        page.get_by_role("searchbox").press("j")
        assert page.locator(".draft.current").count() == 0
        page.get_by_role("button", name="Switch them off").click()
        page.keyboard.press("j")
        assert page.locator(".draft.current").count() == 0
        page.reload()
        assert page.get_by_role("button", name="Switch them on").is_visible()
        assert not page.locator("kbd").first.is_visible()


BEFORE_EACH = "\U0001f54a\U00010348 e\u0301 \u0646\u0639\u0645 \u05d0\u05b8 "
"""Signs that take two units in a browser, marks that combine, and words from right to left."""
CHOSEN = """words => {
  const walk = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walk.nextNode()) nodes.push(walk.currentNode);
  const node = nodes.find(one => one.data.includes(words));
  const range = document.createRange();
  const start = node.data.lastIndexOf(words);
  range.setStart(node, start);
  range.setEnd(node, start + words.length);
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""


def test_what_is_underlined_is_what_a_draft_rests_on_beside_signs_of_two_units(browser, served):
    """Every report of our own, with such signs before each paragraph and within the quotations."""
    rooms, address = served
    for n, own in enumerate(load_folder(OWN)):
        text = BEFORE_EACH + own.text.replace("\n\n", "\n\n" + BEFORE_EACH).replace(
            "“", "“\U0001f54a\u0308"
        )
        form = {"text": text, "language": "en", "audience": "team"}
        assert rooms.post("reading/", form, f"report{n}").status_code == 302
    seen = 0
    with watched(browser, rooms, address) as page:
        for filed in reports(rooms.lead):
            text = filed.report.text
            page.goto(f"{address}/c/river/reading/{filed.id}/")
            shown = page.evaluate(
                """() => [...document.querySelectorAll(".drafted")].map(
                     one => [one.dataset.drafts.split(" "), one.textContent])"""
            )
            for row in reading_of(rooms.lead, filed.id).drafts:
                pieces = [words for drafts, words in shown if f"draft-{row.id}" in drafts]
                spans = [text[span["start"] : span["end"]] for span in row.draft["claim"]]
                assert "".join(pieces) == "".join(spans).replace("\n", "")
                seen += any(sign > "\uffff" for sign in text[: row.draft["claim"][0]["start"]])
        # and what is chosen in the browser comes back as the same words
        last = text.rstrip().split("\n")[-1].split()[-2]
        page.evaluate(CHOSEN, last)
        page.wait_for_function("document.querySelector('.marking').elements.words.value !== ''")
        assert page.get_by_label("Words that were not drafted").input_value() == last
        rooms.actions.begin("mark", 2.0)
        page.get_by_role("button", name="Make a draft of them").click()
        page.wait_for_url("**/correct/")
    (made,) = [row for row in reading_of(rooms.lead, filed.id).drafts if row.draft.get("by_hand")]
    (span,) = made.draft["claim"]
    assert text[span["start"] : span["end"]] == last
    assert span["start"] == text.rindex(last)
    assert seen > len(list(OWN.glob("*.txt")))


def test_without_script_everything_is_a_form(browser, served):
    rooms, address = served
    rooms.post("reading/", {"text": TEXT, "language": "en", "audience": "team"}, "report")
    (filed,) = reports(rooms.lead)
    with watched(browser, rooms, address, java_script_enabled=False) as page:
        page.goto(f"{address}/c/river/reading/{filed.id}/")
        rooms.actions.begin("confirm", 2.0)
        page.get_by_role("button", name="Confirm").first.click()
        assert page.locator(".draft.confirmed").count() == 1
    assert len(view(rooms.lead).acts) == 1


def test_every_page_is_accessible_narrow_and_light(
    browser, served, conflict_source, negotiation_source
):
    """No axe violation by day or night, nothing wider than 320 px there, under 50 kB."""
    rooms, address = served
    act = rooms.account("told")
    rooms.model(ModelKind.CONFLICT, conflict_source, ground=act, gone="0" * 32)
    rooms.model(ModelKind.NEGOTIATION, negotiation_source, ground=act)
    rooms.post("reading/", {"text": TEXT, "language": "en", "audience": "team"}, "report")
    (filed,) = reports(rooms.lead)
    draft = rooms.client("lead").get(f"/c/river/reading/{filed.id}/").context["cards"][0].id
    pages = (
        "reading/",
        f"reading/{filed.id}/",
        f"reading/{filed.id}/sure/",
        f"reading/{filed.id}/{draft}/correct/",
        "conflict/",
        "conflict/?state=NYNYNNYYN&show=all",
        "conflict/model/",
        "conflict/model/build/",
        "conflict/evolution/",
        "conflict/what-if/?move=ukraine.3.up&move=ukraine.1.off&state=6",
        "conflict/what-it-takes/?state=33&concept=seq",
        "conflict/how-sure/?from.russia=3&to.russia=5",
        "conflict/robustness/?from.russia=3&to.russia=5",
        "conflict/together/",
        "settlement/?is.venue=0&is.quiet=0&is.corridors=0&is.monitors=0&is.order=0",
        "settlement/trades/?is.venue=0&is.quiet=0&is.corridors=0&is.monitors=0&is.order=0",
        "settlement/frontier/",
        "settlement/if/?number=russia.weight.agenda",
        "settlement/sides/",
        "talks/next/",
        "talks/bids/new/",
        "brief/",
    )
    rough = ("settlement/", "settlement/trades/", "settlement/how-sure/")
    with watched(browser, rooms, address) as page:
        found = complaints(page, f"{address}/c/river", pages)
        rooms.model(ModelKind.NEGOTIATION, ROUGH, hours=1.6)
        found += complaints(page, f"{address}/c/river", rough)
    rooms.model(ModelKind.NEGOTIATION, KNOWN, hours=1.7)
    rooms.actions.begin("shown", 1.8)
    share_matter(rooms.lead, JOINT)
    for side in "ab":
        rooms.actions.begin(f"stated {side}", 1.9)
        state_preferences(rooms.places[side], preferences_of(KNOWN, side), JOINT)
    with watched(browser, rooms, address, "a") as page:
        own = ("own/?is.price=0&is.date=0", "own/preferences/", "own/questions/?ask=compare")
        found += complaints(page, f"{address}/c/river", own)
    assert found == []


def complaints(page, case: str, paths: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for path in paths:
        answer = page.goto(f"{case}/{path}")
        weight = len(answer.body())
        found += [f"{path}: weighs {weight}"] if weight > LIMIT else []
        found += [f"{path}: {fault}" for fault in (*faults_by_day_and_night(page), *too_wide(page))]
    return found


def build_by_keyboard(page, model) -> None:
    """Build a model from an empty page: Tab, typing, Enter and Space, and nothing else."""
    tab_to(page, "title")
    page.keyboard.type(model.title)
    for maker in model.decision_makers:
        tab_to(page, "new.maker")
        page.keyboard.type(maker.name)
        tab_to(page, "new.maker.id")
        page.keyboard.type(maker.id)
        press(page)
        for option in maker.options:
            tab_to(page, f"new.option.{maker.id}")
            page.keyboard.type(option.name)
            tab_to(page, f"new.option.{maker.id}.id")
            page.keyboard.type(option.id)
            if option.moves == "N->Y":
                tab_to(page, f"new.option.{maker.id}.moves")
                page.keyboard.type("once taken")
                tab_to(page, "keep")
                press(page, "Space")
            else:
                press(page)
    tab_to(page, "go:states")
    press(page, "Space")
    for key in ("infeasible", "coalesce"):
        for text in model.written[key]:
            tab_to(page, f"new.{key}")
            page.keyboard.type(text)
            press(page)
    for name, preference in model.preferences.items():
        tab_to(page, f"go:wants.{name}")
        press(page)
        first, *rest = preference.written["priorities"]
        # the most important one last, to be moved up from there
        for text in (rest[0], first, *rest[1:]):
            tab_to(page, "new.statement")
            page.keyboard.type(text)
            press(page)
        tab_to(page, "rank-up:1", "Shift+Tab")
        press(page, "Space")
    tab_to(page, "save")


RIVER = """
format = "goodoffices-conflict/1"
title = "A river"
infeasible = ["monitor & !release"]
coalesce = ["dam"]
status_quo = "NNNN"

[[decision_makers]]
id = "up"
name = "Upstream"

  [[decision_makers.options]]
  id = "release"
  name = "Release water in the dry months"

  [[decision_makers.options]]
  id = "dam"
  name = "Close the dam"
  moves = "N->Y"

[[decision_makers]]
id = "down"
name = "Downstream"

  [[decision_makers.options]]
  id = "monitor"
  name = "Send monitors"

  [[decision_makers.options]]
  id = "protest"
  name = "Protest in public"

[preferences.up]
priorities = ["!protest if release", "!dam", "monitor", "!release"]

[preferences.down]
priorities = ["!dam", "release", "protest if !release", "!monitor"]
"""
"""Small, with one of each thing that can be built; a key is pressed for each sign of it."""


def test_a_model_is_built_to_its_equilibria_by_keyboard_alone(browser, served):
    rooms, address = served
    wanted = analyse(loads(RIVER))
    assert 0 < len(wanted.equilibria["nash"]) < len(wanted.conflict.states)
    with watched(browser, rooms, address) as page:
        page.goto(f"{address}/c/river/conflict/")
        page.get_by_role("link", name="Build it step by step").focus()
        press(page)
        build_by_keyboard(page, wanted.conflict)
        rooms.actions.begin("save", 2.0)
        press(page)
        assert page.url == f"{address}/c/river/conflict/"
        found = analyse(loads(current(rooms.lead, ModelKind.CONFLICT).model.source))
        for name in wanted.concepts:
            assert found.equilibria[name].tolist() == wanted.equilibria[name].tolist()
        told = page.locator(".concepts tbody tr").first.text_content()
        assert re.findall(r"\d+", told) == [
            str(n) for n in (len(wanted.equilibria["nash"]), *wanted.equilibria["nash"].tolist())
        ]


BUILDERS = {
    "conflict": (
        "go:states",
        "go:wants.ukraine",
        "rank-down:1",
        "go:rest.new.preferences.ukraine.attend",
    ),
    "settlement": (
        "go:together",
        "go:party.ukraine",
        "form:ranks",
        "go:rest.new.parties.ukraine.reservation",
        "go:issues",
    ),
}


@pytest.mark.parametrize("room", BUILDERS)
def test_every_part_of_the_builders_is_accessible_and_narrow(
    browser, served, room, conflict_source, negotiation_source
):
    """As the other pages; and what is moved keeps the focus, so that it can be moved on."""
    rooms, address = served
    act = rooms.account("told")
    rooms.model(ModelKind.CONFLICT, conflict_source, ground=act, gone="0" * 32)
    rooms.model(ModelKind.NEGOTIATION, negotiation_source, ground=act, gone="0" * 32)
    found: list[str] = []
    with watched(browser, rooms, address) as page:
        page.goto(f"{address}/c/river/{room}/model/build/")
        for part in BUILDERS[room]:
            with page.expect_navigation():
                page.locator(f'button[value="{part}"]').first.click()
            if part == "rank-down:1":
                assert page.evaluate("document.activeElement.value") == "rank-down:2"
            wrong = (*faults_by_day_and_night(page), *too_wide(page))
            found += [f"{part}: {fault}" for fault in wrong]
    assert found == []


def test_a_package_is_composed_bettered_and_tabled_by_keyboard_alone(
    browser, served, negotiation_source
):
    """Compose, see the gains, take the better one, table it: Tab, arrows, letters, Enter only."""
    rooms, address = served
    rooms.model(ModelKind.NEGOTIATION, negotiation_source)
    scenario = settlement.loads(negotiation_source, "toml")
    with watched(browser, rooms, address) as page:
        page.goto(f"{address}/c/river/settlement/")
        for issue in scenario.issues:
            tab_to(page, f"is.{issue.id}")
            page.keyboard.press("Home")
        tab_to(page, "Show what it gives")
        press(page)
        assert page.url.endswith("#gives")
        worst = (0,) * len(scenario.issues)
        judged = settlement.assess(scenario, worst)
        told = page.locator(".bars dd").all_text_contents()
        for words, gain in zip(told, judged.gains, strict=True):
            side = "above" if gain.gain > 0 else "below"
            assert f"{abs(gain.gain):g} {side} its fallback" in words
        tab_to(page, "Take this one instead")
        press(page)
        chosen = tuple(
            int(page.locator(f'[name="is.{issue.id}"]').input_value()) for issue in scenario.issues
        )
        assert chosen == judged.dominated_by
        assert page.locator("#better").count() == 0
        tab_to(page, "Who gives what to whom")
        press(page)
        other = page.locator("#beside").input_value()
        held = settlement.settle(scenario).solution(other).package
        assert held != chosen
        told = page.locator("#exchange + ul li").all_text_contents()
        assert told == list(settlement.swap(scenario, chosen, held).words())
        page.go_back()
        tab_to(page, "Put this package on the table")
        press(page)
        tab_to(page, "audience")
        page.keyboard.type("joint")
        tab_to(page, "Go on")
        press(page)
        assert view(rooms.lead).acts == ()
        assert [
            one.get_attribute("data-audience") for one in page.locator("#readers li").all()
        ] == ["joint"]
        tab_to(page, "confirmed")
        rooms.actions.begin("tabled", 2.0)
        press(page)
        assert page.url.endswith("#offers")
        (act,) = view(rooms.lead).acts
        assert (act.kind, act.audiences) == (ActKind.PROPOSE, (JOINT,))
        (offer,) = offers_on_the_table(rooms.lead, scenario.issues)
        assert offer.package == chosen
        assert page.locator("#offers + .tabling h3").count() == 1
        numbers = page.request.get(f"{address}/c/river/settlement/frontier/").text()
        assert "<td>offer 1</td>" in numbers


def test_the_main_flows_of_a_mediation_are_done_by_keyboard_alone(browser, served):
    """From signing in to an answered proposal: Tab, arrows, letters, Space and Enter only."""
    rooms, address = served
    case = f"{address}/c/river"
    person = Person.objects.get(handle="lead")
    person.set_password("a long word and another")
    person.save()
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(15_000)

    def do(action: str, path: str, button: str, **typed: str) -> None:
        rooms.actions.begin(action, 3.0)
        if path:
            page.goto(address + path)
        fill_in(page, button, **typed)

    do("in", "/sign-in/", "Sign in", handle="lead", password="a long word and another")
    claim = "agreed to meet at noon"
    do("file", "/c/river/record/file/", "Go on", claim=claim, kind="Meeting", audience="team")
    (act,) = view(rooms.lead).acts
    assert (act.kind, act.audiences) == (ActKind.MEET, (TEAM,))

    plan = {"who": "Omega", "moment": "after", "audience": "team"}
    do("plan", f"/c/river/briefings/plan/?contact={act.id}", "Plan it", **plan)
    (briefing,) = view(rooms.lead).briefings
    assert (briefing.who, briefing.state) == ("Omega", BriefingState.DUE)
    tab_to(page, "Record that it was given…")
    press(page)
    assert page.url.endswith(f"/record/file/?gives={briefing.duty}")

    entry = act.accounts[0].id
    propose = {"audience": "joint", "reason": "both were there"}
    do("widen", f"/c/river/entries/{entry}/", "Propose; then look at the names", **propose)
    assert view(rooms.lead).acts[0].audiences == (TEAM,)
    do("release", "", "Release to these readers")
    assert view(rooms.lead).acts[0].audiences == (JOINT,)

    do("draft", "/c/river/talks/new/", "Keep it as a draft", title="Noon", text="Quiet from noon")
    proposal = page.url
    do("ready", "", "prepare", deadline="01012099\t1200PM")
    do("convey", "", "convey")
    do("invite", "/c/river/people/", "Make the link", whom="a friend")
    assert page.locator(".link code").text_content().startswith("http")
    context.close()

    with watched(browser, rooms, address, "a") as page:
        page.goto(f"{case}/talks/")
        tab_to(page, "Noon")
        press(page)
        assert page.url == proposal
        rooms.actions.begin("answer", 3.0)
        fill_in(page, "answer", kind=" ")
        assert page.locator("#answers + ul li").count() == 1


def fill_in(page, button: str, **typed: str) -> None:
    """Tab to each field and type, in the order in which they stand; then press the button."""
    for name, words in typed.items():
        tab_to(page, name)
        first, _, rest = words.partition("\t")
        page.keyboard.type(first)
        if rest:  # the time of a day beside it
            page.keyboard.press("Tab")
            page.keyboard.type(rest)
    tab_to(page, button)
    press(page)
