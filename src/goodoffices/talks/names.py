"""What happens in talks, who does it and where it stands, in words that people read."""

from __future__ import annotations

from goodoffices.saying import Names, mark

__all__ = ["EVENTS", "PHASES", "ROLES"]

EVENTS = Names(
    {
        "accept": mark("accepting"),
        "add": mark("adding a clause"),
        "adjourn": mark("adjourning"),
        "again": mark("opening the next round"),
        "agree": mark("closing the text as agreed"),
        "amend": mark("amending"),
        "answer": mark("answering"),
        "cancel": mark("cancelling"),
        "close": mark("closing"),
        "comment": mark("commenting"),
        "commit": mark("committing to a bid"),
        "confirm": mark("confirming"),
        "convey": mark("conveying"),
        "decline": mark("declining"),
        "drop": mark("taking out an obligation"),
        "end": mark("ending"),
        "expire": mark("letting the deadline pass"),
        "foresee": mark("naming the outcome it stands for"),
        "hold": mark("putting words in brackets"),
        "invite": mark("inviting"),
        "keep": mark("keeping minutes"),
        "lapse": mark("lapsing"),
        "lay": mark("laying it for signature"),
        "lift": mark("lifting what is held"),
        "name": mark("naming a delegation"),
        "oblige": mark("writing an obligation"),
        "open": mark("opening"),
        "prepare": mark("preparing"),
        "recall": mark("taking it back"),
        "reopen": mark("opening a clause again"),
        "replan": mark("planning anew"),
        "reply": mark("replying"),
        "reserve": mark("reserving"),
        "resume": mark("resuming"),
        "reveal": mark("revealing a bid"),
        "revise": mark("revising a clause"),
        "sign": mark("signing"),
        "strike": mark("striking a clause"),
        "table": mark("putting it before the parties"),
        "tell": mark("telling of an obligation"),
        "withdraw": mark("withdrawing"),
    }
)
PHASES = Names(
    {
        "accepted": mark("accepted"),
        "adjourned": mark("adjourned"),
        "agreed": mark("agreed"),
        "cancelled": mark("cancelled"),
        "checked": mark("checked once"),
        "closed": mark("closed"),
        "committing": mark("bids are being made"),
        "concluded": mark("concluded"),
        "draft": mark("a draft"),
        "drafting": mark("being drafted"),
        "ended": mark("ended"),
        "for signature": mark("laid for signature"),
        "invited": mark("invited to"),
        "lapsed": mark("lapsed"),
        "no agreement": mark("without agreement"),
        "no overlap": mark("without overlap"),
        "open": mark("open"),
        "overlap": mark("settled by overlap"),
        "planned": mark("planned"),
        "revealing": mark("bids are being revealed"),
        "struck": mark("struck"),
        "tabled": mark("before the parties"),
        "withdrawn": mark("withdrawn"),
    }
)
ROLES = Names({"mediator": mark("mediator"), "party": mark("party"), "clock": mark("clock")})
