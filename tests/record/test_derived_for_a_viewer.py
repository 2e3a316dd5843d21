"""What is derived for a viewer, from first to last, against the rules said again in plain words.

A record is a list of plain dictionaries. `Plain` says of it, for one viewer and day, what each
offer stands at and how that changed, what is contested, which briefings are overdue and how the
contacts are balanced; it knows nothing of the project. The same record, as accounts and duties of
the project, is filtered by `access`, composed and derived from; the two must say the same.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.access.decisions import may_see
from goodoffices.access.viewers import PUBLIC_VIEWER, SeatKind, Viewer
from goodoffices.record.accounts import Account, Link, LinkKind, Mention, Stance, Words
from goodoffices.record.acts import FiledAccount, Withdrawal, compose
from goodoffices.record.audiences import Audience
from goodoffices.record.briefings import BriefingDuty, FiledDuty, Moment, ledger
from goodoffices.record.contacts import balance_of
from goodoffices.record.dates import RecordDate
from goodoffices.record.frame import Frame, Side
from goodoffices.record.revisions import in_force
from goodoffices.record.standing import histories, standings
from goodoffices.record.vocabulary import ActKind

FIRST, NOON = date(2022, 2, 24), datetime(2022, 2, 24, 12, tzinfo=UTC)
ACTS = ("p", "q", "r", "s", "t")
SIDES = {"Israel": "mediator", "Alpha": "a", "Beta": "b", "Omega": "o"}
FRAME = Frame(
    "A case",
    "case",
    Side("mediator", "Israel"),
    (Side("a", "Alpha"), Side("b", "Beta")),
    (Side("o", "Omega"),),
)
VIEWERS = {
    "team": Viewer(SeatKind.TEAM),
    "a": Viewer(SeatKind.DELEGATE, side="a"),
    "b": Viewer(SeatKind.DELEGATE, side="b"),
    "o": Viewer(SeatKind.OBSERVER, side="o"),
    "public": PUBLIC_VIEWER,
}
READERS = {
    "team": {"team"},
    "caucus:a": {"team", "a"},
    "caucus:b": {"team", "b"},
    "own:a": {"a"},
    "joint": {"team", "a", "b"},
    "briefed:o": {"team", "o"},
    "public": set(VIEWERS),
}
OFFER, ANSWER = ("OFFER_MEDIATION", "REQUEST_MEDIATION"), "answers"
YES, NO = "ACCEPT_MEDIATION", "REJECT_MEDIATION"
KINDS = (
    *OFFER,
    *OFFER,
    YES,
    YES,
    NO,
    "NO_ANSWER",
    "MEET",
    "PHONE_CALL",
    *["BRIEF_THIRD_PARTY"] * 3,
)
LINKS = (ANSWER, ANSWER, ANSWER, "withdraws", "follows", "bears_on", *["briefs_after"] * 3)
NUMBERS = {None: None, "3 dead": (3, 3), "5 dead": (5, 5), "at least 4 dead": (4, 99)}


# a record, as plain dictionaries


def a_record(draw: random.Random) -> tuple[list[dict], list[dict]]:
    told = [_told(draw, f"account{n}", n) for n in range(draw.randint(2, 14))]
    for one in told:
        earlier = [e["id"] for e in told if e["entered"] < one["entered"]]
        one["over"] = draw.choice(earlier) if earlier and draw.random() < 0.15 else None
    duties = [
        {
            "id": f"duty{n}",
            "for": draw.choice(list(READERS)),
            "contact": draw.choice(ACTS),
            "who": draw.choice(["Alpha", "Omega"]),
            "due": draw.choice([None, _day(draw)]),
            "over": f"duty{n - 1}" if n and draw.random() < 0.2 else None,
            "called off": draw.random() < 0.1,
        }
        for n in range(draw.randint(0, 4))
    ]
    for one in duties:
        # a revision is for the readers of what it revises
        one["for"] = next((d["for"] for d in duties if d["id"] == one["over"]), one["for"])
    return told, duties


def _day(draw: random.Random) -> date:
    return FIRST + timedelta(days=draw.randint(0, 8))


def _told(draw: random.Random, identity: str, number: int) -> dict:
    act = draw.choice(ACTS)
    others = [one for one in ACTS if one != act]
    return {
        "id": identity,
        "act": act,
        "for": draw.choice(list(READERS)),
        "kind": draw.choice(KINDS),
        "stance": draw.choice(["tells", "tells", "tells", "confirms", "denies"]),
        "actors": draw.sample(list(SIDES), draw.randint(0, 2)),
        "targets": draw.sample(list(SIDES), draw.randint(0, 2)),
        "initiator": draw.choice([None, None, *SIDES]),
        "outcome": draw.choice([None, "agreed", "nothing"]),
        "venue": draw.choice([None, "Gomel", "gomel", "Minsk"]),
        "number": draw.choice(list(NUMBERS)),
        "channel": draw.choice([None, None, "letter", "telephone"]),
        "day": draw.choice([None, _day(draw), _day(draw)]),
        "last day": draw.choice([None, None, _day(draw)]),
        "planned": draw.random() < 0.1,
        "hedged": draw.random() < 0.2,
        "links": list(dict.fromkeys((draw.choice(LINKS), draw.choice(others)) for _ in range(2))),
        "entered": number,
        "withdrawn": draw.random() < 0.1,
    }


# the rules, in plain words


class Plain:
    """What one viewer is to be told of a record by a day."""

    def __init__(self, told: list[dict], duties: list[dict], viewer: str, on: date) -> None:
        self.on = on
        seen = [one for one in told if viewer in READERS[one["for"]]]
        over = {one["id"]: one["over"] for one in seen}
        gone = {one["id"] for one in seen if one["withdrawn"]}
        for one in seen:
            below = None if one["withdrawn"] else one["over"]
            while below:
                gone.add(below)
                below = over.get(below)
        kept = [one for one in seen if one["id"] not in gone]
        self.acts: dict[str, list[dict]] = {}
        # who denies comes last, a mere contact after what was done in it, the first entered first
        for one in sorted(kept, key=self._rank):
            self.acts.setdefault(one["act"], []).append(one)
        self.duties = [one for one in duties if viewer in READERS[one["for"]]]

    @staticmethod
    def _rank(one: dict) -> tuple:
        return one["stance"] == "denies", one["kind"] in {"MEET", "PHONE_CALL"}, one["entered"]

    def day(self, act: str) -> date | None:
        return next((one["day"] for one in self.acts[act] if one["day"]), None)

    def linked(self, kind: str, to: str) -> list[str]:
        return [
            act
            for act, told in self.acts.items()
            if to in self.acts and any((kind, to) in one["links"] for one in told)
        ]

    def stands(self, act: str, on: date) -> bool:
        return (self.day(act) or date.min) <= on

    def happened(self, act: str) -> bool:
        first = self.acts[act][0]
        return self.stands(act, self.on) and not first["planned"] and first["stance"] != "denies"

    def offers(self) -> list[str]:
        kinds = {act: told[0]["kind"] for act, told in self.acts.items()}
        return [act for act in self.acts if kinds[act] in OFFER and self.stands(act, self.on)]

    def standing(self, offer: str, on: date) -> tuple[str, set[str]]:
        """What it stands at, and because of which acts."""

        def when(act: str) -> tuple:
            return self.day(act) or date.min, min(one["entered"] for one in self.acts[act])

        back = [act for act in self.linked("withdraws", offer) if self.stands(act, on)]
        if back:
            return "withdrawn", {min(back, key=when)}
        last: dict[str, str] = {}
        for act in sorted(self.linked(ANSWER, offer), key=when):
            if self.stands(act, on):
                last.update(dict.fromkeys(self.acts[act][0]["actors"] or [""], act))
        first = self.acts[offer][0]
        if last:
            refusing = {act for act in last.values() if self.acts[act][0]["kind"] == NO}
            if refusing:
                return "declined", refusing
            said_yes = {
                side: act
                for side, act in last.items()
                if self.acts[act][0]["kind"] == YES and not self.acts[act][0]["hedged"]
            }
            if said_yes and set(first["targets"]) <= set(said_yes):
                return "accepted", set(said_yes.values())
            return "not refused", set(last.values())
        lapsed = first["last day"] is not None and first["last day"] < on
        return ("lapsed" if lapsed else "open"), {offer}

    def history(self, offer: str) -> list[tuple[date | None, str, set[str], set[str]]]:
        """Its standing day after day, as far as it is another than on the day before, with the
        accounts that tell so.
        """
        made = self.day(offer)
        first = made or FIRST
        days = [first + timedelta(days=n) for n in range((self.on - first).days + 1)]
        found: list[tuple[date | None, str, set[str], set[str]]] = []
        for day in days if made else [None, *days]:
            kind, because = self.standing(offer, day or date.min)
            if not found or (kind, because) != found[-1][1:3]:
                closing = {(ANSWER, offer), ("withdraws", offer)}
                tellers = {
                    one["id"]
                    for act in because
                    for one in self.acts[act]
                    if closing & set(one["links"])
                }
                found.append((day, kind, because, tellers or {self.acts[offer][0]["id"]}))
        return found

    def contested(self, act: str) -> dict[str, set[frozenset[str]]]:
        """The points on which accounts are at odds: who stands together on each."""
        own = [one for one in self.acts[act] if one["stance"] != "denies"]
        bearing = [
            one
            for other, told in self.acts.items()
            for one in told
            if other != act and ("bears_on", act) in one["links"] and one["stance"] != "denies"
        ]
        found = {
            "initiator": self._sides([*own, *bearing], "initiator"),
            "outcome": self._sides(own, "outcome"),
            "place": self._sides(own, "venue"),
            "date": self._sides(own, "day"),
            "number": self._sides(own, "number"),
        }
        stated = {NUMBERS[one["number"]] for one in own if one["number"]}
        if not any(a[1] < b[0] for a in stated for b in stated):
            found["number"] = set()
        denied = {one["id"] for one in self.acts[act] if one["stance"] == "denies"}
        if denied and own:
            found["fact"] = {frozenset(denied), frozenset(one["id"] for one in own)}
        return {point: sides for point, sides in found.items() if len(sides) > 1}

    @staticmethod
    def _sides(told: list[dict], what: str) -> set[frozenset[str]]:
        said: dict[str, set[str]] = {}
        for one in told:
            if one[what] is not None:
                said.setdefault(str(one[what]).casefold(), set()).add(one["id"])
        return {frozenset(ids) for ids in said.values()}

    def briefings(self) -> dict[str, str]:
        """What each duty in force stands at."""
        revised = {one["over"] for one in self.duties}
        found = {}
        for one in self.duties:
            if one["id"] in revised or one["called off"] or one["contact"] not in self.acts:
                continue
            given = any(
                self.acts[act][0]["kind"] == "BRIEF_THIRD_PARTY"
                and self.happened(act)
                and any(one["who"] in told["targets"] for told in self.acts[act])
                for act in self.linked("briefs_after", one["contact"])
            )
            late = one["due"] is not None and one["due"] < self.on
            found[one["id"]] = "done" if given else "overdue" if late else "due"
        return found

    def balance(self) -> Counter[tuple[str, str]]:
        """How many contacts by which means the mediator had with each party."""
        means = {"MEET": "meeting", "PHONE_CALL": "call", "BRIEF_THIRD_PARTY": "briefing"}
        kinds: dict[str, str] = {}
        parties: dict[str, set[str]] = {}
        for act, told in self.acts.items():
            named = {
                SIDES[side]
                for one in told
                if one["stance"] != "denies"
                for side in (*one["actors"], *one["targets"])
            }
            parties[act] = named & {"a", "b"}
            if not self.happened(act) or "mediator" not in named or not parties[act]:
                continue
            letter = "letter" if told[0]["channel"] == "letter" else None
            if by := means.get(told[0]["kind"], letter):
                kinds[act] = by
            elif told[0]["channel"] == "telephone":
                kinds[act] = "spoken"
        of_themselves = [act for act in kinds if kinds[act] != "spoken"]
        for act in kinds.keys() - of_themselves:
            # what was said in a call is not a second call
            part_of_one = any(act in self.linked("follows", other) for other in of_themselves)
            kinds[act] = "" if part_of_one else "call"
        return Counter(
            (party, kind) for act, kind in kinds.items() if kind for party in parties[act]
        )


# the same record, as the project has it


@dataclass(frozen=True)
class Entered:
    filed: tuple[FiledAccount, ...]
    gone: dict[str, Withdrawal]
    duties: tuple[FiledDuty, ...]

    @classmethod
    def of(cls, told: list[dict], duties: list[dict]) -> Entered:
        filed = tuple(
            FiledAccount(
                one["id"],
                one["act"],
                Audience.parse(one["for"]),
                _account(one),
                NOON + timedelta(minutes=one["entered"]),
                supersedes=one["over"],
            )
            for one in told
        )
        gone = {one["id"]: Withdrawal(one["id"], NOON) for one in told if one["withdrawn"]}
        planned = tuple(
            FiledDuty(
                one["id"],
                Audience.parse(one["for"]),
                BriefingDuty(
                    one["contact"],
                    one["who"],
                    Moment.AFTER,
                    one["due"],
                    called_off=one["called off"],
                ),
                NOON,
                one["over"],
            )
            for one in duties
        )
        return cls(filed, gone, planned)


def _account(one: dict) -> Account:
    def dated(day: date | None) -> RecordDate | None:
        return RecordDate(str(day)) if day else None

    return Account(
        kind=ActKind(one["kind"]),
        claim=Words("…"),
        stance=Stance(one["stance"]),
        actors=tuple(Mention(name) for name in one["actors"]),
        targets=tuple(Mention(name) for name in one["targets"]),
        initiator=Mention(one["initiator"]) if one["initiator"] else None,
        outcome=one["outcome"],
        venue=one["venue"],
        number=one["number"],
        channel=one["channel"],
        happened=dated(one["day"]),
        expires=dated(one["last day"]),
        planned=one["planned"],
        hedged=one["hedged"],
        links=tuple(Link(LinkKind(kind), act) for kind, act in one["links"]),
    )


# MT 2, MT 3, MT 5
@settings(max_examples=150)
@given(st.integers(0, 2**32 - 1), st.sampled_from(list(VIEWERS)), st.integers(0, 9))
def test_everything_derived_for_a_viewer_follows_the_rules(seed: int, who: str, days: int) -> None:
    told, planned = a_record(random.Random(seed))
    on, entered, viewer = FIRST + timedelta(days=days), Entered.of(told, planned), VIEWERS[who]
    plain = Plain(told, planned, who, on)

    seen = [one for one in entered.filed if may_see(viewer, one.audience)]
    acts = compose(seen, [entered.gone[one.id] for one in seen if one.id in entered.gone])
    assert {act.id: {f.id for f in act.accounts} for act in acts} == {
        act: {one["id"] for one in told} for act, told in plain.acts.items()
    }

    stood = {s.act: (str(s.kind), set(s.because)) for s in standings(acts, on)}
    assert stood == {offer: plain.standing(offer, on) for offer in plain.offers()}
    offers = [act for act in acts if act.id in stood]
    for offer, changes in histories(acts, offers, on).items():
        assert [
            (c.day, str(c.kind), set(c.because), set(c.accounts)) for c in changes
        ] == plain.history(offer)

    for act in acts:
        points = {str(c.point): {frozenset(p.accounts) for p in c.positions} for c in act.contested}
        assert points == plain.contested(act.id)

    duties = in_force([one for one in entered.duties if may_see(viewer, one.audience)])
    rows = ledger(acts, duties, on, FRAME)
    assert {row.duty: str(row.state) for row in rows if row.duty} == plain.briefings()

    balance = balance_of(acts, FRAME, on)
    assert Counter((c.party, str(c.means)) for c in balance.contacts) == plain.balance()


def test_the_random_records_show_every_kind_of_answer() -> None:
    """What no record shows, the comparison could not find wrong."""
    shown: Counter[str] = Counter()
    for seed in range(120):
        told, planned = a_record(random.Random(seed))
        for who in VIEWERS:
            plain = Plain(told, planned, who, FIRST + timedelta(days=7))
            shown.update(plain.standing(offer, plain.on)[0] for offer in plain.offers())
            shown.update(point for act in plain.acts for point in plain.contested(act))
            shown.update(plain.briefings().values())
            shown.update(kind for _, kind in plain.balance())
            shown.update("changed" for offer in plain.offers() if len(plain.history(offer)) > 1)
    wanted = (
        *("open", "accepted", "declined", "not refused", "lapsed", "withdrawn", "changed"),
        *("initiator", "outcome", "place", "date", "number", "fact"),
        *("due", "overdue", "done", "meeting", "call", "letter", "briefing"),
    )
    assert [name for name in wanted if shown[name] < 3] == []
