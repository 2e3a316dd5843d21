"""A negotiating text leaves no trace for anybody else: two worlds that differ in what another party
holds, reserves, says and accepts, and in the team's own drafts and comments.
"""

from __future__ import annotations

import io
import random
import zipfile

import pytest
import worlds
from django.db import transaction
from two_worlds import canary, crawl, differences, show_as, spellings

from goodoffices.record.audiences import JOINT, TEAM, caucus
from goodoffices.service.texts import begin_text, text_of, write_on_text
from goodoffices.talks import text
from goodoffices.talks.text import Version
from goodoffices.talks.text.events import Accept, Hold, Lift, Remark, Reserve, Revise, Table
from goodoffices.talks.wording import Wording

pytestmark = pytest.mark.django_db

STARTS = ["/", "/c/river/", "/c/river/talks/"]
READERS = ("a", "o")


def version(words: str, proposal: str = "") -> Version:
    return Version((Wording(words),), proposal=proposal)


def shared(base, drafts: int, word: str) -> str:
    """A text of two clauses before both parties, after some drafts that only the team knows."""
    base.actions.begin("shared text", 1.0)
    lead = base.places["lead"]
    made = begin_text(lead, "Shared text", "en", (version("quiet"), version("water")))
    one = text_of(lead, made).view.clauses[0].id
    for k in range(drafts):
        base.actions.begin(f"draft {k}", 1.0)
        write_on_text(lead, made, Revise(one, version(f"quiet {word} {k}", word)))
    base.actions.begin("last draft", 1.0)
    write_on_text(lead, made, Revise(one, version("quiet from noon")))
    base.actions.begin("tabled", 1.0)
    write_on_text(lead, made, Table())
    base.actions.begin("a holds", 2.0)
    write_on_text(base.places["a"], made, Hold(one, "a" * 32, 6, 10, JOINT))
    return made


def hidden(base, made: str, seed: int) -> None:
    """What b and the team do beside, each with a word of its own."""
    draw = random.Random(seed)
    b, lead = base.places["b"], base.places["lead"]
    one, two = (c.id for c in text_of(lead, made).view.clauses)
    for k in range(draw.randint(1, 5)):
        base.actions.begin(f"hidden {seed} {k}", 3.0 + k)
        word, name = canary(f"{seed} {k}"), f"{seed:08d}{k:024d}"
        match draw.randrange(5):
            case 0:
                write_on_text(b, made, Reserve(one, name, word))
            case 1:
                write_on_text(b, made, Hold(two, name, 0, 3, caucus("b")))
                write_on_text(b, made, Lift(two, name))
            case 2:
                who, audience = draw.choice([(b, caucus("b")), (lead, caucus("b")), (lead, TEAM)])
                write_on_text(who, made, Remark(one, name, word, audience))
            case 3:
                begin_text(lead, word, "en", (version(word),))
            case 4 if "b" not in text_of(b, made).view.clauses[1].accepted:
                check = text_of(b, made).view.clauses[1].version.check
                write_on_text(b, made, Accept(two, check))


def seen(base, reader: str, seed: int) -> dict[str, tuple]:
    with transaction.atomic():
        made = shared(base, random.Random(seed).randrange(3), canary(f"{seed} draft"))
        hidden(base, made, seed)
        base.actions.begin("look", 100.0)
        worlds.CURRENT["world"] = base.world
        found = crawl(reader, [*STARTS, f"/c/river/talks/texts/{made}/"])
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(("reader", "seed"), [("a", 1), ("a", 2), ("o", 3)])
def test_everything_reachable_is_the_same_whatever_others_hold_and_say(reader, seed, base):
    one, other = seen(base, reader, seed), seen(base, reader, 100 + seed)
    assert differences(one, other) == []
    files = [answer[2] for path, answer in one.items() if path.endswith("text.docx")]
    assert len(files) == (reader == "a")
    received = b"".join(body + repr(headers).encode() for _, headers, body in one.values())
    for file in files:
        with zipfile.ZipFile(io.BytesIO(file)) as parts:
            received += b"".join(parts.read(name) for name in parts.namelist())
    words = [canary(f"{seed} {k}") for k in (*range(5), "draft")]
    assert not any(spelt in received for word in words for spelt in spellings(word))
    if reader == "a":
        assert b"Shared text" in received


def test_a_planted_view_that_shows_all_is_caught(base, monkeypatch):
    show_as(monkeypatch, text, base.places["b"].viewer)
    assert differences(seen(base, "a", 1), seen(base, "a", 101))
