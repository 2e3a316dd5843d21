"""Step: the day of each act or statement, where the text states it.

A date counts for a claim if it hangs on the claim's own predicate (the act's day) or on the word
that reports it (the day of the statement), and the tense of that word decides between past and
future: `said Monday that it will leave` was said last Monday. It carries over from the sentence
beside only where the later claim points back. Else the day stays open. Definition RR 6.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.anchors import looks_ahead
from goodoffices.reading.carrying import at_the_time, beside, carried, in_perfect, led_to, of_before
from goodoffices.reading.days import Day, days_told
from goodoffices.reading.occasions import of_occasion
from goodoffices.reading.sayings import lead_in, opens_both, verb_above
from goodoffices.record.vocabulary import ActKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.reading.dates import DateMention
    from goodoffices.reading.tree import Tree
    from goodoffices.reading.work import Claim, Work

# what these say happened on a day did, but the statement was not made on it
_UNDATED = frozenset({ActKind.STATE_POSITION, ActKind.WARN})
# what is done otherwise than by saying so
_DEEDS = frozenset(
    {
        *(ActKind.MEET, ActKind.NEGOTIATE, ActKind.PHONE_CALL, ActKind.VISIT, ActKind.PROTEST),
        *(ActKind.USE_FORCE, ActKind.MEDIATE, ActKind.HALT_TALKS, ActKind.AGREEMENT),
        *(ActKind.DECLARE_CEASEFIRE, ActKind.END_CEASEFIRE, ActKind.APPOINT),
        *(ActKind.RECALL_ENVOY, ActKind.BRIEF_THIRD_PARTY),
    }
)
# a day told inside them is not theirs, even where none is told for the saying
_BY_WORD = frozenset(
    {
        *(ActKind.DENY, ActKind.CONFIRM, ActKind.NO_ANSWER, ActKind.THREATEN, ActKind.APPEAL),
        *(ActKind.CALL_FOR_TALKS, ActKind.REJECT_TERMS, ActKind.REJECT_TALKS, ActKind.CONDEMN),
        *(ActKind.PRAISE, ActKind.READY_AT_VENUE),
    }
)
_MONTH = len("2022-02")
_ASPECT = frozenset({"begin", "start", "continue", "finish", "stop", "cease", "resume", "keep"})
# in a quotation these count from the day of speaking
_SPOKEN = (
    *("today", "tonight", "yesterday", "tomorrow", "last night", "last evening"),
    *("this morning", "this afternoon", "this evening"),
)


def date_claims(work: Work) -> Work:
    told = days_told(work)
    claims: list[Claim] = []
    for claim in work.claims:
        tree = work.trees.get(claim.paragraph)
        dated = _own(tree, claim, told[claim.paragraph]) if tree is not None else claim
        if dated.date_text is None and claims:
            dated = carried(work, dated, claims)
        if dated.date_text is None and tree is not None and not of_before(work, dated):
            dated = beside(tree, dated, told[claim.paragraph])
            if dated.date_text is None:
                dated = at_the_time(work, dated, told[claim.paragraph])
            if dated.date_text is None:
                dated = of_occasion(work, dated, claims, told)
        claims.append(dated)
    for i in range(len(claims) - 1):
        if led_to(work, claims[i], claims[i + 1]):
            day = claims[i + 1]
            claims[i] = replace(
                claims[i], date=day.date, date_text=day.date_text, date_of="statement"
            )
    return replace(work, claims=tuple(_by_contact(claims)))


def _own(tree: Tree, claim: Claim, told: tuple[Day, ...]) -> Claim:
    act: Day | None = None
    said, direct, own = None, False, False
    for date in sorted(told, key=lambda date: (date.past.iso is None, not date.past.is_day)):
        spoken = any(word in date.past.words.lower() for word in _SPOKEN)
        if date.quoted and (not claim.from_quotation or spoken):
            continue
        own_paper = claim.cue is not None and date.own_paper
        leads = claim.cue is not None and lead_in(tree, date.at, claim.cue)
        outside = own_paper or leads or _at_cue(tree, claim, date)
        outside = outside or (claim.frame == "object" and date.at == claim.cue)
        outside = outside or (claim.from_quotation and not date.quoted)
        inside = not outside and any(span.covers(date.past.span) for span in claim.spans)
        done = not outside and date.at == claim.root != claim.cue
        if inside or done or (claim.told and date.at == claim.root):
            now = claim.from_quotation and date.quoted and _is_root_of_quote(tree, date.at, claim)
            own = now or _is_own(tree, date.at, claim)
            if act is None and not _counts(claim, date) and own:
                act = date
        elif claim.cue is not None:
            mention = date.ahead if looks_ahead(tree, date.at) else date.past
            if date.at == claim.cue or (own_paper and claim.cue in _above(tree, date.at)):
                said, direct, own = said if own else mention, True, True
            elif verb_above(tree, date.at, claim.cue) and not in_perfect(tree, claim.cue):
                said, direct = said or mention, True
            elif leads:
                said = said or mention
    if act is not None and not _done_by_saying(tree, claim, act, reported=said is not None):
        return _dated(claim, act.ahead if _is_ahead(tree, claim, act) else act.past, "act")
    if said is None or (said.iso is not None and said.iso.isdigit()):
        return _by_opening(tree, claim, told)
    return replace(_dated(claim, said, "statement"), dated_saying=direct)


def _counts(claim: Claim, date: Day) -> bool:
    """`said exports fell last year`: a year or month is that of a figure, not of a deed."""
    return claim.act in _UNDATED and date.past.iso is not None and len(date.past.iso) <= _MONTH


def _by_opening(tree: Tree, claim: Claim, told: tuple[Day, ...]) -> Claim:
    verb = claim.root if claim.told else claim.cue
    for date in told:
        start = date.past.span.start
        if verb is not None and not date.quoted and opens_both(tree, start, date.at, verb):
            mention = date.ahead if looks_ahead(tree, date.at) else date.past
            return _dated(claim, mention, "act" if claim.told else "statement")
    return claim


def _at_cue(tree: Tree, claim: Claim, date: Day) -> bool:
    """`said on Monday the roads were open`: the date opens the claim but hangs on its cue."""
    opens = not date.quoted and date.past.span.start <= claim.start
    return opens and date.at == claim.cue and claim.start > tree[date.at].start


def _is_ahead(tree: Tree, claim: Claim, date: Day) -> bool:
    ahead = looks_ahead(tree, date.at, claim.cue)
    return ahead or (claim.planned and tree[date.at].tag != "VBD")


def _done_by_saying(tree: Tree, claim: Claim, date: Day, *, reported: bool) -> bool:
    """`agreed on Monday to meet on Friday`, `denied that troops left on Monday`: what is agreed,
    asked or denied is done by saying so, whatever else is dated in it; a meeting, a visit or a
    deed told of has its own day.
    """
    inside = date.at not in {claim.act_token, claim.cue}
    if inside and (reported or claim.act in _BY_WORD):
        return claim.act not in _DEEDS
    return claim.act not in _DEEDS and reported and _is_ahead(tree, claim, date)


def _above(tree: Tree, i: int) -> frozenset[int]:
    return frozenset(tok.i for tok in tree.ancestors(i))


def _is_own(tree: Tree, at: int, claim: Claim) -> bool:
    return _dates_itself(tree, at, claim) and (
        _own_predicate(tree, at, claim)
        or (claim.from_quotation and _is_root_of_quote(tree, at, claim))
    )


def _dates_itself(tree: Tree, anchor: int, claim: Claim) -> bool:
    """What a position or warning tells of has no day of its own, save a plain deed of the past
    (`troops entered the town on Monday`, `had begun leaving on Monday`).
    """
    if claim.act not in _UNDATED or anchor == claim.cue:
        return True
    verb = tree[anchor]
    if verb.dep == "xcomp" and tree[verb.head].lemma in _ASPECT:
        verb = tree[verb.head]
    past = verb.tag == "VBD" or any(aux.lower == "had" for aux in tree.children(verb.i, "aux"))
    past = past or any(t.lower in {"was", "were"} for t in tree.children(verb.i, "auxpass"))
    ahead = claim.frame == "that" and looks_ahead(tree, verb.i, claim.cue)
    main = verb.i == claim.root or (ahead and verb.dep == "xcomp" and verb.head == claim.root)
    was = verb.lemma == "be" and tree.child(verb.i, "expl") is None
    return (past or ahead) and main and not was and not claim.from_quotation


def _own_predicate(tree: Tree, anchor: int, claim: Claim) -> bool:
    """The claim's predicate, or an infinitive of purpose under it, where the parser often hangs a
    date that closes the clause; not a deed that only bounds it (`since the talks began in June`).
    """
    tops = {claim.root, claim.act_token}
    tok = tree[anchor]
    if (
        anchor not in {claim.root, claim.cue}
        and tok.dep == "advcl"
        and tree.child(anchor, "mark") is not None
    ):
        return False
    return anchor in tops or (
        tok.tag in {"VB", "VBG"} and tok.dep in {"advcl", "xcomp"} and tok.head in tops
    )


def _dated(claim: Claim, mention: DateMention, kind: str) -> Claim:
    return replace(claim, date=mention.iso, date_text=mention.words, date_of=kind)


def _is_root_of_quote(tree: Tree, anchor: int, claim: Claim) -> bool:
    return (
        tree[anchor].dep in {"ROOT", "ccomp", "conj"} and claim.spans[0].start <= tree[anchor].start
    )


def _by_contact(claims: list[Claim]) -> list[Claim]:
    """What one person is said to have told another was said when the report dates their contact."""
    contacts = {
        frozenset(p.name for p in (*c.actor, *c.target)): c
        for c in claims
        if c.date_of == "act" and c.date is not None and len(c.actor) == 1 and len(c.target) == 1
    }
    return [_told_at_contact(claim, contacts) for claim in claims]


def _told_at_contact(claim: Claim, contacts: Mapping[frozenset[str], Claim]) -> Claim:
    if claim.date_text is not None or claim.speaker is None or claim.addressee is None:
        return claim
    contact = contacts.get(frozenset({claim.speaker.name, claim.addressee}))
    if contact is None:
        return claim
    return replace(claim, date=contact.date, date_text=contact.date_text, date_of="act")
