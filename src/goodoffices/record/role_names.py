"""Roles in the words of the reader's language."""

from __future__ import annotations

from goodoffices.record.vocabulary import Role
from goodoffices.saying import Names, mark

__all__ = ["ROLE_NAMES"]

ROLE_NAMES = Names(
    {
        Role.STATE: mark("state"),
        Role.HEAD_OF_STATE: mark("head of state"),
        Role.HEAD_OF_GOVERNMENT: mark("head of government"),
        Role.FOREIGN_MINISTER: mark("foreign minister"),
        Role.MINISTER: mark("minister"),
        Role.MINISTRY: mark("ministry"),
        Role.OFFICE: mark("office"),
        Role.AMBASSADOR: mark("ambassador"),
        Role.EMBASSY: mark("embassy"),
        Role.ENVOY: mark("envoy"),
        Role.MEDIATOR: mark("mediator"),
        Role.SPOKESPERSON: mark("spokesperson"),
        Role.OFFICIAL: mark("official"),
        Role.NEGOTIATOR: mark("negotiator"),
        Role.DELEGATION: mark("delegation"),
        Role.LEGISLATURE: mark("legislature"),
        Role.MILITARY: mark("military"),
        Role.ARMED_GROUP: mark("armed group"),
        Role.ARMED_GROUP_LEADER: mark("leader of an armed group"),
        Role.PARTY: mark("political party"),
        Role.PARTY_LEADER: mark("leader of a political party"),
        Role.UNION: mark("trade union"),
        Role.UNION_OFFICIAL: mark("trade union official"),
        Role.COMPANY: mark("company"),
        Role.INTERNATIONAL_ORG: mark("international organisation"),
        Role.MEDIA: mark("media"),
        Role.ANALYST: mark("analyst"),
        Role.PUBLIC: mark("the public"),
        Role.DOCUMENT: mark("document"),
        Role.OTHER: mark("other"),
    }
)
