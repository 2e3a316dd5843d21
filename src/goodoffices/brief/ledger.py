"""Who is to be briefed, what the models assume, and which reports the record rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.document import (
    Block,
    Bullets,
    Cite,
    Grid,
    Paragraph,
    Ref,
    RefKind,
    Runs,
    Section,
    SourceEntry,
    Subheading,
)
from goodoffices.brief.view import cite, text
from goodoffices.brief.words import capital, count, day, joined, sentence
from goodoffices.record.briefings import BriefingState, Moment
from goodoffices.saying import mark, say, say_counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.brief.view import View
    from goodoffices.record.briefings import Briefing
    from goodoffices.record.models import Assumption

__all__ = ["assumptions", "briefings", "source_entries", "sources"]

_STATES = {
    BriefingState.OVERDUE: mark("Overdue"),
    BriefingState.DUE: mark("Due"),
    BriefingState.DONE: mark("Done"),
}
_MOMENTS = {
    Moment.BEFORE: mark("Before “{title}”"),
    Moment.AFTER: mark("After “{title}”"),
}


def briefings(view: View) -> Section | None:
    rows = view.given.briefings
    if not rows:
        return None
    columns = (say("Who"), say("When to be briefed"), say("Standing"), say("By"), say("Embargo"))
    grid = Grid(
        say("Briefings, overdue ones first"), columns, tuple(_row(view, one) for one in rows)
    )
    tally = [
        _tally(state, many)
        for state in _STATES
        if (many := sum(row.state is state for row in rows))
    ]
    lead = Paragraph(
        (
            text(
                say(
                    "Of {count}, {tally}.",
                    count=say_counted(
                        "{number} briefing",
                        "{number} briefings",
                        len(rows),
                        number=count(len(rows)),
                    ),
                    tally=joined(tally),
                )
            ),
        )
    )
    return Section("briefings", say("Briefings"), (lead, grid))


def _tally(state: BriefingState, many: int) -> str:
    match state:
        case BriefingState.OVERDUE:
            return say_counted(
                "{number} is overdue", "{number} are overdue", many, number=count(many)
            )
        case BriefingState.DUE:
            return say_counted("{number} is due", "{number} are due", many, number=count(many))
        case BriefingState.DONE:
            return say_counted("{number} is done", "{number} are done", many, number=count(many))


def _row(view: View, one: Briefing) -> tuple[Runs, ...]:
    contact = view.by_id[one.contact]
    done: Runs = (text(say("Done")), cite(*one.acts)) if one.acts else ()
    return (
        (text(one.who),),
        (text(say(_MOMENTS[one.moment], title=contact.title.rstrip("."))), cite(one.contact)),
        done or (text(say(_STATES[one.state]), strong=one.state is BriefingState.OVERDUE),),
        (text(day(one.due) if one.due else say("no day set")),),
        (text(one.embargo),),
    )


def assumptions(view: View) -> Section | None:
    """What each model takes for granted, and the entries that it rests on."""
    given = view.given
    blocks: list[Block] = []
    if given.conflict is not None:
        title = given.conflict.result.conflict.title
        blocks += _of_model(
            view,
            "conflict",
            say("Conflict model: {title}", title=title),
            given.conflict.assumptions,
        )
    if given.settlement is not None:
        title = given.settlement.settlement.scenario.title or say("without a title")
        blocks += _of_model(
            view,
            "negotiation",
            say("Negotiation model: {title}", title=title),
            given.settlement.assumptions,
        )
    if not blocks:
        return None
    return Section("assumptions", say("What the models assume"), tuple(blocks))


def _of_model(view: View, kind: str, title: str, given: Sequence[Assumption]) -> list[Block]:
    head = Subheading((text(title), Cite((Ref(RefKind.COMPUTATION, kind),))))
    if not given:
        words = say("No assumption of this model has been written down, so none can be checked.")
        return [head, Paragraph((text(words),))]
    return [head, Bullets(tuple(_assumption(view, one) for one in given))]


def _assumption(view: View, one: Assumption) -> Runs:
    refs = view.standing_ids(one.rests_on)
    said = text(sentence(one.text))
    if not one.rests_on:
        return (said, text(say(" It rests on no entry: a judgement of the team.")))
    if not refs:
        return (said, text(say(" What it rested on is not in the record shown here.")))
    if len(refs) < len(set(one.rests_on)):
        missing = say(" Part of what it rested on is not in the record shown here.")
        return (said, Cite(refs), text(missing))
    return (said, Cite(refs))


def source_entries(view: View) -> tuple[SourceEntry, ...]:
    """The reports that accounts of the given acts cite, in the order in which they are cited."""
    cited = dict.fromkeys(
        f.account.source for act in view.given.acts for f in act.accounts if f.account.source
    )
    found: list[SourceEntry] = []
    for report in cited:
        source = view.given.reports.get(report or "")
        if report is None or source is None:
            continue
        published = say("published {date}", date=day(source.published)) if source.published else ""
        parts = [part for part in (published, source.origin) if part]
        label = f"S{len(found) + 1}"
        found.append(SourceEntry(report, label, source.title, capital(say("; ").join(parts))))
    return tuple(found)


def sources(view: View, listed: Sequence[SourceEntry]) -> Section | None:
    """Each report with the entries that rest on it; accounts without a report are counted."""
    accounts = [(act, f) for act in view.given.acts for f in act.accounts]
    if not accounts:
        return None
    items: list[Runs] = []
    for source in listed:
        resting = [act.id for act, f in accounts if f.account.source == source.report]
        items.append(
            (
                text(source.title, strong=True),
                Cite((Ref(RefKind.REPORT, source.report),)),
                text(
                    say(" {particulars}. Entries ", particulars=source.particulars)
                    if source.particulars
                    else say(" Entries ")
                ),
                cite(*resting),
            )
        )
    blocks: list[Block] = [Bullets(tuple(items))] if items else []
    known = {source.report for source in listed}
    bare = sum(f.account.source not in known for _, f in accounts)
    if bare:
        words = say_counted(
            "{number} account rests on no report shown here: a contact of the team itself, "
            "a reading of other accounts, or a report kept from this reader.",
            "{number} accounts rest on no report shown here: contacts of the team itself, "
            "readings of other accounts, or reports kept from this reader.",
            bare,
            number=capital(count(bare)),
        )
        blocks.append(Paragraph((text(words),)))
    return Section("sources", say("Sources"), tuple(blocks))
