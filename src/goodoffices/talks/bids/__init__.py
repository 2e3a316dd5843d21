"""Blind bids: committed to unseen, revealed together, told only if they overlap (TK 4)."""

from __future__ import annotations

from goodoffices.talks.bids.commitment import Bid, commitment, matches, read_number
from goodoffices.talks.bids.events import EVENTS, Again, Commit, End, Event, Expire, Reveal
from goodoffices.talks.bids.state import Bidding, Direction, Phase, Rule, Terms
from goodoffices.talks.bids.step import step
from goodoffices.talks.bids.table import TABLE
from goodoffices.talks.bids.view import BiddingView, view

__all__ = [
    "EVENTS",
    "TABLE",
    "Again",
    "Bid",
    "Bidding",
    "BiddingView",
    "Commit",
    "Direction",
    "End",
    "Event",
    "Expire",
    "Phase",
    "Reveal",
    "Rule",
    "Terms",
    "commitment",
    "matches",
    "read_number",
    "step",
    "view",
]
