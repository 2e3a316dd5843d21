"""Pictures and files go with the account that is granted or released, and with nothing else.

Two worlds: what is attached to the same act for others, before or after, shows to no new reader;
and what was granted and taken back is as if it had never been.
"""

from __future__ import annotations

import pytest
import worlds
from django.db import transaction
from two_worlds import canary, crawl, differences, id_of, spellings

from goodoffices.record.accounts import Account, Words
from goodoffices.record.audiences import JOINT, TEAM, Audience
from goodoffices.record.vocabulary import ActKind
from goodoffices.service.attachments import About, attach
from goodoffices.service.granting import give_grant, revoke_grant
from goodoffices.service.record import file_account
from goodoffices.service.releases import confirm_release, last_look, propose_release

pytestmark = pytest.mark.django_db

ACT = f"/c/river/acts/{id_of('act')}"
GOING = [canary("first"), canary("second")]
STAYING = {"drafters": "group:drafters", "of a party": "caucus:b"}


def told(base, name: str) -> None:
    base.actions.begin(name)
    account = Account(ActKind.STATE_POSITION, Words("the bridge at dawn"))
    file_account(base.places["lead"], account, TEAM, act=id_of("act"), account_id=id_of("told"))
    for word in GOING:
        attached(base, word, "team")


def attached(base, word: str, audience: str) -> None:
    base.actions.begin(word)
    attach(
        base.places["lead"],
        id_of("act"),
        (f"{word}.txt", word.encode()),
        About(Words(word)),
        Audience.parse(audience),
        attachment_id=id_of(word),
    )


def hide(base, *, after: bool = False) -> None:
    """Attach what does not go along; for the team too, once the others have gone."""
    for word, audience in STAYING.items():
        attached(base, canary(f"{word} {after}"), audience)
    if after:
        attached(base, canary("late"), "team")


def grant(base) -> str:
    base.actions.begin("grant")
    files = [id_of(word) for word in GOING]
    return give_grant(base.places["lead"], id_of("told"), "side:o", "asked", files=files).id


def release(base) -> None:
    base.actions.begin("release")
    lead = base.places["lead"]
    made = propose_release(lead, id_of("told"), JOINT, "both asked")
    look = last_look(lead, made)
    assert {file.id for file in look.files} == {id_of(word) for word in GOING}
    confirm_release(lead, made, look.fingerprint)


def reached(base, who: str, *steps) -> dict[str, tuple]:
    """What a seat reaches from the act on, after these steps, which are then undone."""
    with transaction.atomic():
        for step in steps:
            step(base)
        base.actions.begin("look", 100.0)
        worlds.CURRENT["world"] = base.world
        found = crawl(who, [f"{ACT}/", "/c/river/record/", "/c/river/who-sees-what/"], most=20)
        transaction.set_rollback(True)
    return found


def start(base) -> None:
    told(base, "told")


def before(base) -> None:
    hide(base)


def after(base) -> None:
    hide(base, after=True)


@pytest.mark.parametrize(("who", "opened"), [("o", grant), ("a", release)])
def test_the_files_of_an_account_go_with_it_and_no_other(base, who, opened):
    plain = reached(base, who, start, opened)
    for word in GOING:
        status, _, body = plain[f"{ACT}/files/{id_of(word)}/"]
        assert (status, body) == (200, word.encode())
    other = reached(base, who, start, before, opened, after)
    assert differences(plain, other) == []
    everything = b"".join(body for _, _, body in other.values())
    hidden = [canary("late"), *(canary(f"{w} {k}") for w in STAYING for k in (True, False))]
    assert not any(one in everything for word in hidden for one in spellings(word))


def test_what_was_granted_and_taken_back_is_as_if_it_had_never_been(base):
    def and_back(base) -> None:
        made = grant(base)
        assert reached(base, "o")[f"{ACT}/files/{id_of(GOING[0])}/"][0] == 200
        revoke_grant(base.places["lead"], made, "enough")

    never = reached(base, "o")
    assert differences(never, reached(base, "o", start, and_back)) == []
    files = [f"{ACT}/files/{id_of(word)}/" for word in GOING]
    with transaction.atomic():
        start(base)
        and_back(base)
        found = crawl("o", ["/c/river/no-such-page/", *files], most=9)
        transaction.set_rollback(True)
    assert len({repr(found[path]) for path in ("/c/river/no-such-page/", *files)}) == 1
