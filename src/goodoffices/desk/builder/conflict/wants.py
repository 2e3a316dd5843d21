"""What a decision maker wants: its statements in order of weight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.conflict.counting import Count, Counted, levels, rank_counts
from goodoffices.conflict.draft import about
from goodoffices.desk.builder.conflict.statements import composer, words
from goodoffices.desk.builder.controls import (
    Composer,
    Line,
    RestLink,
    button_fault,
    button_of,
    field_of,
    moving,
    removing,
)
from goodoffices.saying import say

if TYPE_CHECKING:
    from goodoffices.conflict.draft import Draft
    from goodoffices.desk.builder.grounds import Rests
    from goodoffices.desk.builder.state import State

__all__ = ["WantsPart", "wants_part"]


@dataclass(frozen=True, slots=True)
class WantsPart:
    id: str
    name: str
    lines: tuple[Line, ...]
    composer: Composer
    levels: int | None
    states: int | None
    other_form: str
    believed: bool
    can: bool
    rests: tuple[RestLink, ...]


def wants_part(state: State[Draft], counted: Counted, rests: Rests) -> WantsPart:
    draft, maker = state.draft, state.subject
    counts = rank_counts(draft, maker, counted)
    ranks = draft.ranks(maker)
    lines = tuple(
        _want(state, rests, rank, place, _held(counts[rank][place], counted))
        for rank, one in enumerate(ranks)
        for place in range(len(one))
    )
    form = draft.form(maker)
    beliefs = draft.tree.get("beliefs", {})
    name = next(one.name for one in draft.makers if one.id == maker)
    return WantsPart(
        id=maker,
        name=name,
        lines=lines,
        composer=composer(
            state, "statement", say("One more statement that {name} wants to be true", name=name)
        ),
        levels=levels(draft, maker, counted),
        states=counted.remaining,
        other_form="" if form in {"", "priorities"} else form,
        believed=bool(beliefs),
        can=bool(draft.options),
        rests=rests.about(about(("preferences", maker))),
    )


def _held(found: Count, counted: Counted) -> tuple[str, str]:
    """In how many states a statement holds, and what is wrong with it."""
    if found.number is None:
        return "", found.fault
    return say(
        "holds in {number} of {remaining}",
        number=f"{found.number:,}",
        remaining=f"{counted.remaining:,}",
    ), ""


def _want(state: State[Draft], rests: Rests, rank: int, place: int, held: tuple[str, str]) -> Line:
    ranks = state.draft.ranks(state.subject)
    own = ranks[rank]
    text = own[place]
    spot = about(("preferences", state.subject, "priorities", text))
    buttons = []
    if place == 0:
        buttons += moving(state, "rank", str(rank), text, rank, len(ranks) - 1)
        buttons.append(
            button_of(
                state,
                f"equal:{rank}",
                "=",
                say("Let {text} weigh the same as what stands above", text=text),
                off=rank == 0,
            )
        )
    else:
        buttons.append(
            button_of(
                state,
                f"apart:{rank}.{place}",
                "apart",
                say("Let {text} weigh less than these", text=text),
            )
        )
    buttons.append(removing(state, f"statement.{rank}.{place}", text))
    buttons.append(rests.button(state, spot, text))
    return Line(
        field=field_of(state, f"statement.{rank}.{place}", text),
        label=say("Statement {rank}", rank=rank + 1),
        rank=str(rank + 1) if place == 0 else "",
        words=words(state.draft, text),
        counted=held[0],
        fault=button_fault(state, buttons) or held[1],
        buttons=tuple(buttons),
        rests=rests.about(spot),
    )
