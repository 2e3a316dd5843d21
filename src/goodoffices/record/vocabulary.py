"""The acts and roles the record knows, with the codes they are exported under.

`ActKind` holds one value per diplomatic act; each carries its meaning and its nearest CAMEO and
PLOVER codes (Schrodt 2012, CAMEO 1.1b3; the conversion table of openeventdata/PLOVER, 2021).
CAMEO 01 (statements) has no PLOVER class here; CAMEO 02 (appeals) is put under REQUEST. Several
codes of one act are parted by a semicolon; `020-027` and `10x` name a range and a family.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

from goodoffices.saying import mark, say

__all__ = ["CONTACT_KINDS", "MEDIATION_ACTS", "ActKind", "Role"]


class _Entry(NamedTuple):
    meaning: str
    cameo: str
    plover: str | None


class ActKind(StrEnum):
    """What was done. Codes are exports: CAMEO is finer than PLOVER where a mediator needs it."""

    REQUEST_MEDIATION = "REQUEST_MEDIATION"
    OFFER_MEDIATION = "OFFER_MEDIATION"
    ACCEPT_MEDIATION = "ACCEPT_MEDIATION"
    REJECT_MEDIATION = "REJECT_MEDIATION"
    MEDIATE = "MEDIATE"
    CALL_FOR_TALKS = "CALL_FOR_TALKS"
    AGREE_TO_TALK = "AGREE_TO_TALK"
    READY_AT_VENUE = "READY_AT_VENUE"
    REJECT_TALKS = "REJECT_TALKS"
    NEGOTIATE = "NEGOTIATE"
    MEET = "MEET"
    PHONE_CALL = "PHONE_CALL"
    VISIT = "VISIT"
    BRIEF_THIRD_PARTY = "BRIEF_THIRD_PARTY"
    PROPOSE = "PROPOSE"
    AGREEMENT = "AGREEMENT"
    REJECT_TERMS = "REJECT_TERMS"
    HALT_TALKS = "HALT_TALKS"
    DECLARE_CEASEFIRE = "DECLARE_CEASEFIRE"
    END_CEASEFIRE = "END_CEASEFIRE"
    APPEAL = "APPEAL"
    CONDEMN = "CONDEMN"
    ACCUSE = "ACCUSE"
    DENY = "DENY"
    CONFIRM = "CONFIRM"
    PRAISE = "PRAISE"
    THREATEN = "THREATEN"
    WARN = "WARN"
    RECALL_ENVOY = "RECALL_ENVOY"
    APPOINT = "APPOINT"
    PROTEST = "PROTEST"
    USE_FORCE = "USE_FORCE"
    NO_ANSWER = "NO_ANSWER"
    STATE_POSITION = "STATE_POSITION"

    @property
    def meaning(self) -> str:
        """One sentence without a full stop, for forms and the manual."""
        return say(_ENTRIES[self].meaning)

    @property
    def cameo(self) -> str:
        """The CAMEO code, or several parted by semicolons."""
        return _ENTRIES[self].cameo

    @property
    def plover(self) -> str | None:
        """The PLOVER class, or None where PLOVER has none."""
        return _ENTRIES[self].plover


_ENTRIES: Mapping[ActKind, _Entry] = MappingProxyType(
    {
        ActKind.REQUEST_MEDIATION: _Entry(
            mark("asks a third party to mediate, facilitate, host or witness talks"),
            "028;108",
            "REQUEST",
        ),
        ActKind.OFFER_MEDIATION: _Entry(
            mark(
                "a third party offers, agrees or says it is ready to mediate, help "
                "settle or lend good offices, also conditionally"
            ),
            "039",
            "AGREE",
        ),
        ActKind.ACCEPT_MEDIATION: _Entry(
            mark("a party accepts, or says it is open to, a third party's mediation"),
            "038",
            "AGREE",
        ),
        ActKind.REJECT_MEDIATION: _Entry(
            mark("a party rejects or opposes mediation or an offer of it"), "126", "REJECT"
        ),
        ActKind.MEDIATE: _Entry(
            mark("a third party is at work mediating, in the past, now or by plan"),
            "045",
            "CONSULT",
        ),
        ActKind.CALL_FOR_TALKS: _Entry(
            mark("asks parties to meet or negotiate"), "026;106", "REQUEST"
        ),
        ActKind.AGREE_TO_TALK: _Entry(
            mark(
                "a party says it will, or is ready to, meet or negotiate, or answers an initiative"
            ),
            "036",
            "AGREE",
        ),
        ActKind.READY_AT_VENUE: _Entry(
            mark("a party says its delegation stands ready at a named place"), "036", "AGREE"
        ),
        ActKind.REJECT_TALKS: _Entry(mark("a party refuses to meet or negotiate"), "125", "REJECT"),
        ActKind.NEGOTIATE: _Entry(
            mark("negotiations between the parties take place or are set to"), "046", "CONSULT"
        ),
        ActKind.MEET: _Entry(
            mark("persons or delegations meet face to face, or are set to"), "040;044", "CONSULT"
        ),
        ActKind.PHONE_CALL: _Entry(mark("they speak by telephone"), "041", "CONSULT"),
        ActKind.VISIT: _Entry(
            mark("an envoy or delegation travels, arrives or is sent"), "042", "CONSULT"
        ),
        ActKind.BRIEF_THIRD_PARTY: _Entry(
            mark("informs or consults a third state or body about the matter"), "040", "CONSULT"
        ),
        ActKind.PROPOSE: _Entry(
            mark("puts terms, a draft, an agenda or a concession on the table"), "036;037", "AGREE"
        ),
        ActKind.AGREEMENT: _Entry(
            mark("an agreement, joint statement or commitment to terms is concluded"),
            "057;037",
            "SUPPORT",
        ),
        ActKind.REJECT_TERMS: _Entry(
            mark("rejects a plan, terms, a demand or an agreement"), "127;124", "REJECT"
        ),
        ActKind.HALT_TALKS: _Entry(
            mark("talks are broken off, adjourned or suspended"), "164", "SANCTION"
        ),
        ActKind.DECLARE_CEASEFIRE: _Entry(
            mark("declares or starts a ceasefire or truce"), "0871", "RETREAT"
        ),
        ActKind.END_CEASEFIRE: _Entry(
            mark("ends a ceasefire or declares it at an end"), "196", "ASSAULT"
        ),
        ActKind.APPEAL: _Entry(
            mark("calls on, urges or demands that others act, other than to talk or mediate"),
            "020-027;10x",
            "REQUEST",
        ),
        ActKind.CONDEMN: _Entry(mark("condemns, denounces or deplores"), "111", "ACCUSE"),
        ActKind.ACCUSE: _Entry(mark("accuses, blames or alleges wrongdoing"), "112", "ACCUSE"),
        ActKind.DENY: _Entry(mark("denies a fact or an accusation"), "016", None),
        ActKind.CONFIRM: _Entry(
            mark("confirms or acknowledges a fact reported by others"), "015", None
        ),
        ActKind.PRAISE: _Entry(mark("praises, thanks, endorses or welcomes"), "051", "SUPPORT"),
        ActKind.THREATEN: _Entry(mark("threatens a harmful act of its own"), "13", "THREATEN"),
        ActKind.WARN: _Entry(mark("warns of a danger that is not its own threat"), "012", None),
        ActKind.RECALL_ENVOY: _Entry(mark("recalls or withdraws an ambassador"), "161", "SANCTION"),
        ActKind.APPOINT: _Entry(
            mark("names or assigns a mediator, envoy or delegation"), "010", None
        ),
        ActKind.PROTEST: _Entry(mark("demonstration or strike"), "14", "PROTEST"),
        ActKind.USE_FORCE: _Entry(mark("armed attack, kept as context"), "19", "ASSAULT"),
        ActKind.NO_ANSWER: _Entry(
            mark("declines to comment, refuses to say, gives neither yes nor no"), "011", None
        ),
        ActKind.STATE_POSITION: _Entry(
            mark("any other attributed statement: assessment, position, account of facts"),
            "010",
            None,
        ),
    }
)

CONTACT_KINDS: frozenset[ActKind] = frozenset({ActKind.PHONE_CALL, ActKind.MEET, ActKind.VISIT})
"""How sides were in touch; what they did then, an offer say, is an act of its own kind."""
MEDIATION_ACTS: frozenset[ActKind] = frozenset(
    {
        ActKind.REQUEST_MEDIATION,
        ActKind.OFFER_MEDIATION,
        ActKind.ACCEPT_MEDIATION,
        ActKind.REJECT_MEDIATION,
        ActKind.MEDIATE,
    }
)


class Role(StrEnum):
    """In what capacity someone acts or speaks."""

    STATE = "state"
    HEAD_OF_STATE = "head_of_state"
    HEAD_OF_GOVERNMENT = "head_of_government"
    FOREIGN_MINISTER = "foreign_minister"
    MINISTER = "minister"
    MINISTRY = "ministry"
    OFFICE = "office"
    AMBASSADOR = "ambassador"
    EMBASSY = "embassy"
    ENVOY = "envoy"
    MEDIATOR = "mediator"
    SPOKESPERSON = "spokesperson"
    OFFICIAL = "official"
    NEGOTIATOR = "negotiator"
    DELEGATION = "delegation"
    LEGISLATURE = "legislature"
    MILITARY = "military"
    ARMED_GROUP = "armed_group"
    ARMED_GROUP_LEADER = "armed_group_leader"
    PARTY = "party"
    PARTY_LEADER = "party_leader"
    UNION = "union"
    UNION_OFFICIAL = "union_official"
    COMPANY = "company"
    INTERNATIONAL_ORG = "international_org"
    MEDIA = "media"
    ANALYST = "analyst"
    PUBLIC = "public"
    DOCUMENT = "document"
    OTHER = "other"
