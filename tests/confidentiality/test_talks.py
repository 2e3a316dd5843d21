"""Talks leave no trace for anybody else: two worlds that differ in others' proposals and answers,
and words that are for nobody yet.
"""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
import worlds
from django.db import transaction
from two_worlds import canary, crawl, differences, show_as, spellings

from goodoffices.errors import ConflictingEditError
from goodoffices.service.talks import draft_proposal, take_step
from goodoffices.talks import shuttle
from goodoffices.talks.shuttle import AnswerKind
from goodoffices.talks.wording import Wording

pytestmark = pytest.mark.django_db

STARTS = ["/", "/c/river/", "/c/river/talks/", "/c/river/search/?q=corridor"]
READERS = ("a", "o", "public")


def propose(base, name: str, hours: float, words: str, to: tuple[str, ...], *, convey=True) -> str:
    base.actions.begin(name, hours)
    lead = base.places["lead"]
    made = draft_proposal(lead, shuttle.Offer(Wording(words), (), f"Title {words}"))
    deadline = lead.world.clock() + timedelta(hours=200)
    seen = take_step(lead, made, shuttle.Prepare(to, deadline))
    if convey:
        base.actions.begin(f"{name} conveyed", hours)
        take_step(lead, made, shuttle.Convey(seen.check))
    return made


def answer(base, name: str, who: str, made: str, kind: AnswerKind, words: str = "") -> None:
    base.actions.begin(name, 10.0)
    take_step(base.places[who], made, shuttle.Answer(kind, words))


def seen(base, reader: str, play) -> dict[str, tuple]:
    with transaction.atomic():
        shared = propose(base, "shared", 1.0, "shared corridor", ("a", "b"))
        play(base, shared)
        base.actions.begin("look", 100.0)
        worlds.CURRENT["world"] = base.world
        found = crawl(reader, [*STARTS, f"/c/river/talks/{shared}/"])
        transaction.set_rollback(True)
    return found


def hidden_play(seed: int):
    """What b and the team do beside: proposals to b alone, drafts, b's answers and questions."""
    draw = random.Random(seed)

    def play(base, shared: str) -> None:
        for k in range(draw.randint(0, 3)):
            word = canary(f"{seed} offer {k}")
            convey = draw.random() < 0.6
            made = propose(base, f"hidden {seed} {k}", 2.0 + k, word, ("b",), convey=convey)
            if convey and draw.random() < 0.7:
                kind = draw.choice([AnswerKind.YES, AnswerKind.NO])
                answer(base, f"hidden answer {seed} {k}", "b", made, kind)
        for k in range(draw.randint(0, 3)):
            kind = draw.choice(list(AnswerKind))
            words = "" if kind is AnswerKind.YES else canary(f"{seed} answer {k}")
            answer(base, f"hidden said {seed} {k}", "b", shared, kind, words)
        if draw.random() < 0.5:
            base.actions.begin(f"hidden reply {seed}", 11.0)
            try:
                reply = shuttle.Reply("b", canary(f"{seed} reply"))
                take_step(base.places["lead"], shared, reply)
            except ConflictingEditError:
                return

    return play


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("reader", READERS)
def test_everything_reachable_is_the_same_whatever_others_propose_and_answer(reader, seed, base):
    one = seen(base, reader, hidden_play(seed))
    other = seen(base, reader, hidden_play(1000 + seed))
    assert differences(one, other) == []


@pytest.mark.parametrize("reader", READERS)
def test_no_word_of_others_leaves_its_room(reader, base):
    for seed in range(3):
        answers = seen(base, reader, hidden_play(seed))
        received = b"".join(body + repr(headers).encode() for _, headers, body in answers.values())
        for what in ("offer", "answer", "reply"):
            for k in range(3):
                words = {canary(f"{seed} {what} {k}"), canary(f"{seed} {what}")}
                for word in words:
                    assert not any(s in received for s in spellings(word))


def test_the_team_does_not_see_an_answer_before_all_are_in_and_does_see_it_then(base):
    word = canary("early")

    def play(base, shared: str) -> None:
        answer(base, "early", "b", shared, AnswerKind.YES_IF, word)

    def play_on(base, shared: str) -> None:
        play(base, shared)
        answer(base, "last", "a", shared, AnswerKind.YES)

    early = b"".join(body for _, _, body in seen(base, "lead", play).values())
    assert b"shared corridor" in early
    assert not any(s in early for s in spellings(word))
    late = b"".join(body for _, _, body in seen(base, "lead", play_on).values())
    assert word.encode() in late
    mine = b"".join(body for _, _, body in seen(base, "a", play_on).values())
    assert word.encode() not in mine


def test_a_planted_view_that_shows_all_is_caught(base, monkeypatch):
    def answered(base, shared: str) -> None:
        answer(base, "said", "b", shared, AnswerKind.YES_IF, "if they stand there")

    show_as(monkeypatch, shuttle, base.places["b"].viewer)
    assert differences(seen(base, "a", lambda *_: None), seen(base, "a", answered))
