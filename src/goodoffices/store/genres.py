"""The genres of entries: what kinds of thing are written down."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Genre"]


class Genre(StrEnum):
    FRAME = "frame"
    SEAT = "seat"
    GROUP = "group"
    GRANT = "grant"
    RELEASE = "release"
    OPENING = "opening"
    CONSENT = "consent"
    CONFIDENCE = "confidence"
    INVITATION = "invitation"
    INTERESTS = "interests"
    EXPORT = "export"
    REPORT = "report"
    DRAFTS = "drafts"
    DECISION = "decision"
    ACCOUNT = "account"
    WITHDRAWAL = "withdrawal"
    DUTY = "duty"
    DECLARATION = "declaration"
    PIN = "pin"
    MODEL = "model"
    ATTACHMENT = "attachment"
    TAG = "tag"
    SAMENESS = "sameness"
    MATTER = "matter"
    PREFERENCES = "preferences"
    TALK = "talk"
    COMMENT = "comment"
    MODERATION = "moderation"
    RULES = "rules"
    SHREDDING = "shredding"
