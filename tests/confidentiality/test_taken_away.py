"""Two worlds, in what leaves the desk: the folder of a seat, and what is sent by mail."""

from __future__ import annotations

import pytest
from two_worlds import VIEWERS, make_pair, playing

from goodoffices.desk.mailing import send_brief, send_entry
from goodoffices.record.rules import MailCap, MailHolds, Rules
from goodoffices.service.brief import AS_SEEN
from goodoffices.service.case_export import export_case
from goodoffices.service.notices import Wish, wish
from goodoffices.service.readable import readable
from goodoffices.service.record import view
from goodoffices.service.rules import set_rules
from goodoffices.service.sending import errands


def taken(script, base, name, folder, outbox):
    """Every file of the folder that a seat takes out, and every letter that it is sent."""
    with playing(script, base):
        at = base.places[name]
        export_case(at, folder)
        files = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        if name != "public":
            for act in view(at).acts[:4]:
                base.actions.begin(f"send {act.id}", 100.0)
                one = readable(at, act.accounts[0].id)
                assert send_entry(errands(at, [at.seat], one), one.id) == (1, "")
            base.actions.begin("send the brief", 100.0)
            assert send_brief(errands(at, [at.seat]), "md", AS_SEEN) == (1, "")
    letters = [(m.subject, m.to, m.body, [tuple(a) for a in m.attachments]) for m in outbox]
    outbox.clear()
    return files, letters


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("who", VIEWERS)
def test_what_leaves_the_desk_is_the_same_in_both_worlds(
    who, seed, base, tmp_path, mailoutbox, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    name, viewer = VIEWERS[who]
    base.actions.begin("rules", 0.1)
    set_rules(base.places["lead"], Rules(mail=MailCap.SINGLE, sending=MailHolds.SEEN))
    if name != "public":
        wish(base.places[name], Wish("me@example.org", MailCap.SINGLE))
    one, other = (
        taken(script, base, name, tmp_path / str(number), mailoutbox)
        for number, script in enumerate(make_pair(70_000 + seed, viewer, visible=6, hidden=8))
    )
    assert one == other
    assert one[0]
    assert name == "public" or any(attachments for *_, attachments in one[1])
