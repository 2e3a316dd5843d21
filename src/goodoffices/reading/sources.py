"""Step: who speaks, through whom, and whether unnamed.

Walks the claims in the order of the text and resolves each source, its carriers and its listener;
a listening medium carries (`told Reuters`), a quoted one speaks (`the paper said, quoting the
envoy`). The chain runs from the outermost carrier to the speaker. O(claims × sources met).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.may_speak import can_speak, is_thing
from goodoffices.reading.memory import Memory, Source
from goodoffices.reading.model import Party
from goodoffices.reading.papers import by_owner, paper_name
from goodoffices.reading.person_or_body import BODIES
from goodoffices.reading.resolve import resolve
from goodoffices.reading.speech import mention as mention_at
from goodoffices.reading.subjects import subject_of
from goodoffices.record.vocabulary import ActKind, Role

if TYPE_CHECKING:
    from goodoffices.reading.tree import Tok, Tree
    from goodoffices.reading.work import Claim, Mention, Work

QUOTING_REACH = 3
_JUDGE = frozenset({"decide", "rule", "hold", "find"})
_HINTS = frozenset({"intelligence", "evidence", "information", "data"})
SPOKEN = frozenset(
    {
        ActKind.NO_ANSWER,
        ActKind.THREATEN,
        ActKind.WARN,
        ActKind.CONDEMN,
        ActKind.ACCUSE,
        ActKind.DENY,
        ActKind.CONFIRM,
        ActKind.PRAISE,
        ActKind.APPEAL,
    }
)


def name_sources(work: Work) -> Work:
    memory = Memory()
    claims: list[Claim] = []
    for claim in sorted(work.claims, key=lambda c: (c.paragraph, c.start)):
        claims.append(_named(work, claim, memory, claims[-1] if claims else None))
    return replace(work, claims=tuple(sorted(claims, key=lambda claim: claim.spans)))


def _named(work: Work, claim: Claim, memory: Memory, before: Claim | None) -> Claim:
    if claim.inherits and before is not None:
        return _inherited(claim, before)
    if claim.source is None:
        return _unnamed(claim)
    if _inside(work, claim):
        return replace(claim, sure=False)
    source = resolve(work, claim.source if claim.told else _speaking(work, claim.source), memory)
    if claim.told:
        _remember_told(work, claim, source, memory)
        return _told_of(work, claim, source) if source is not None else claim
    if source is None:
        return replace(claim, sure=False)
    chain = [carrier for m in claim.carriers if (carrier := resolve(work, m, memory)) is not None]
    chain.extend(_carried_by(work, claim, memory))
    if chain and _mere_figures(work, claim, source):
        source = chain.pop()
    medium = _medium(work.trees.get(claim.paragraph), claim)
    if medium and not source.anonymous and not chain:
        source = replace(source, medium=medium)
    chain = _with_medium(chain, memory)
    listener = resolve(work, claim.listener, memory) if claim.listener is not None else None
    heard_by_medium = listener is not None and (
        listener.party.role is Role.MEDIA or _press(listener.party)
    )
    if listener is not None and heard_by_medium and not _press(listener.party):
        chain.insert(0, listener)
    quoted = _quoted_by(work, claim, source, memory) or _said_in(work, claim, memory)
    if quoted is not None:
        chain.append(source)
        source = quoted
    memory.media.extend(c.party for c in (*chain, source) if c.party.role is Role.MEDIA)
    memory.meet(claim.start, source, *reversed(chain))
    if medium:
        memory.papers.append((claim.start, medium, source))
    links = [c.link for c in chain if c.party != source.party] + [source.link]
    words = work.report.text[claim.source.span.start : claim.source.span.end]
    return replace(
        claim,
        speaker=source.party,
        attribution=tuple(dict.fromkeys(links)),
        anonymous=any(c.anonymous for c in (*chain, source)),
        addressee=listener.party.name if listener is not None and not heard_by_medium else None,
        anaphoric=source.anaphoric,
        medium=medium,
        because={**claim.because, "speaker": f"{words} … {claim.cue_words}".strip(" …")},
    )


def _inside(work: Work, claim: Claim) -> bool:
    """`“P,” adding that four victims were safe`: the four are told of, and say nothing."""
    tree = work.trees.get(claim.paragraph)
    if tree is None or claim.cue is None or claim.source is None or tree[claim.cue].tag != "VBG":
        return False
    told = [k for below in tree.children(claim.cue, "ccomp") for k in tree.subtree(below.i)]
    return claim.source.head in told


def _said_in(work: Work, claim: Claim, memory: Memory) -> Source | None:
    """`The judge held, according to the paper, that P`: the judge says it, the paper carries."""
    tree = work.trees.get(claim.paragraph)
    if tree is None or claim.cue is None or tree[claim.cue].lower != "according":
        return None
    said = tree[tree[claim.cue].head]
    told = said.is_verb and said.lemma in lex.SAY_THAT | _JUDGE and said.end <= claim.start
    subject = subject_of(tree, said)[0] if told else None
    if subject is None or subject > said.i or not can_speak(tree[subject]):
        return None
    return resolve(work, mention_at(tree, claim.paragraph, subject), memory)


def _speaking(work: Work, mention: Mention) -> Mention:
    """`She told them the strike goes on, "P"`: whoever does the verb above a mere thing's."""
    tree = work.trees.get(mention.paragraph)
    if tree is None or mention.head is None:
        return mention
    head = tree[mention.head]
    bare = head.lemma in _HINTS and not tree.kids[head.i] and tree[head.head].lemma in lex.INFER
    if not bare and not is_thing(work.gazetteer, tree, head):
        return mention
    for verb in tree.ancestors(mention.head):
        above = subject_of(tree, verb)[0] if verb.is_verb else None
        noun = tree.child(verb.i, "nsubj")  # `the ministry notes, "P"`, taken for two nouns
        above = noun.i if noun is not None and above is None else above
        if above is not None and above < mention.head and can_speak(tree[above]):
            return mention_at(tree, mention.paragraph, above)
    return mention


def _told_of(work: Work, claim: Claim, doer: Source) -> Claim:
    """`Jane Roe did not respond`, `she agreed to resign`: a deed of words is laid to its doer.

    What several agree upon is a deed of theirs.
    """
    tree = work.trees.get(claim.paragraph)
    told = replace(claim, doer=doer.party)
    if tree is None or claim.root is None or claim.source is None or claim.source.head is None:
        return told
    several = tree.child(claim.source.head, "conj") is not None
    promised = tree[claim.root].lemma == "agree" and tree.child(claim.root, "xcomp") is not None
    person = doer.party.role not in BODIES and tree[claim.source.head].tag not in {"NNS", "NNPS"}
    if claim.act not in SPOKEN and not (promised and person and not several):
        return told
    return replace(told, speaker=doer.party, attribution=(doer.link,), anonymous=doer.anonymous)


def _mere_figures(work: Work, claim: Claim, source: Source) -> bool:
    """`The Gazette reports that polls show P`: figures of nobody's say nothing, the paper does."""
    tree = work.trees.get(claim.paragraph)
    if tree is None or claim.source is None or claim.source.head is None:
        return False
    head = tree[claim.source.head]
    owned = not source.party.name.lower().endswith(head.lower)
    if claim.cue is not None and tree[claim.cue].lemma in lex.INFER and owned:
        return head.lemma in lex.DOCUMENTS and source.anaphoric  # what the paper lets one think
    return source.party.role in {Role.DOCUMENT, Role.OTHER} and head.lemma in lex.FIGURES


def _carried_by(work: Work, claim: Claim, memory: Memory) -> list[Source]:
    """`..., quoted by the Gazette as saying P`, `P, as reported by the Gazette`: it carries P."""
    tree = work.trees.get(claim.paragraph)
    if tree is None or claim.cue is None:
        return []
    cue = tree[claim.cue]
    quoted = tree[tree[cue.head].head] if cue.dep == "pcomp" else None
    end = claim.spans[-1].end
    behind = next((t for t in tree.toks if end <= t.start <= end + QUOTING_REACH), None)
    if behind is not None and behind.text == ",":
        behind = tree[behind.i + 1] if behind.i + 1 < len(tree.toks) else None
    if behind is not None and behind.lower == "as" and behind.i + 1 < len(tree.toks):
        quoted = tree[behind.i + 1]
    if quoted is None or quoted.lemma not in {"quote", "cite", "report"} or quoted.tag != "VBN":
        return []
    agent = tree.child(quoted.i, "agent")
    by = tree.child(agent.i, "pobj") if agent is not None else None
    paper = (
        resolve(work, mention_at(tree, claim.paragraph, by.i), memory) if by is not None else None
    )
    return [paper] if paper is not None else []


def _press(party: Party) -> bool:
    """`told reporters`: the press at large carries nothing on and hears for nobody."""
    return party.name.lower().split()[-1] in {
        "reporters",
        "journalists",
        "press",
        "media",
        "newsmen",
    }


def _inherited(claim: Claim, before: Claim) -> Claim:
    """A quotation that goes on without a cue is laid to the speaker of the one before."""
    if before.speaker is None:
        return replace(claim, sure=False)
    return replace(
        claim,
        speaker=before.speaker,
        attribution=before.attribution,
        anonymous=before.anonymous,
        anaphoric=True,
        because={**claim.because, "speaker": "goes on from the quotation before"},
    )


def _unnamed(claim: Claim) -> Claim:
    """`It was reported that`: somebody unnamed says so."""
    if claim.unnamed is None:
        return claim
    party = Party(claim.unnamed, Role.MEDIA if claim.unnamed == "reports" else Role.OTHER)
    return replace(claim, speaker=party, attribution=(f"{party.name} (unnamed)",), anonymous=True)


def _with_medium(chain: list[Source], memory: Memory) -> list[Source]:
    """`It said that X told ...`: the outer source keeps the statement it was speaking in."""
    if not chain or chain[0].medium is not None or not chain[0].anaphoric:
        return chain
    first = chain[0]
    paper = next((p for p in reversed(memory.papers) if p[2].party == first.party), None)
    return chain if paper is None else [replace(first, medium=paper[1]), *chain[1:]]


def _medium(tree: Tree | None, claim: Claim) -> str | None:
    """`in a televised address`, `on television`, `in a letter` under the word that reports."""
    if tree is None or claim.cue is None:
        return None
    heads = [claim.cue]
    cue = tree[claim.cue]
    if cue.dep in {"conj", "advcl", "acl"} or not cue.is_verb:
        heads.append(cue.head)
    for head in heads:
        for prep in (
            *tree.children(head, "prep"),
            *(
                p
                for a in tree.children(head, "advcl")
                for p in tree.toks
                if p.dep == "prep"
                and p.i in tree.subtree(a.i)
                and a.tag == "VBG"
                and a.i < head
                and p.lower == "in"
            ),
        ):
            if prep.lower not in {"in", "on", "by", "through", "via", "during", "discussing", "at"}:
                continue
            places = (prep.i, *(k.i for k in tree.children(prep.i, "prep")))
            for place in places:
                obj = tree.child(place, "pobj")
                if obj is not None and obj.lemma in lex.DOCUMENTS and obj.ent != "DATE":
                    return paper_name(tree, obj)
    for above in _papers_above(tree, cue):
        if above.lemma in lex.DOCUMENTS and above.i != claim.cue:
            return paper_name(tree, above)
    return None


def _papers_above(tree: Tree, cue: Tok) -> tuple[Tok, ...]:
    """`issued a statement ..., condemning`: the paper is the object of the verb above."""
    head = tree[cue.head]
    issued = tree.children(head.i, "dobj") if head.lemma in lex.ISSUE else ()
    return (head, *issued)


def _remember_told(work: Work, claim: Claim, source: Source | None, memory: Memory) -> None:
    """Keep the doer of a told act in mind, and whose paper it read or sent out."""
    if source is not None and not source.anaphoric:
        memory.meet(claim.start, source)
    tree = work.trees.get(claim.paragraph)
    if tree is None or claim.root is None or source is None:
        return
    obj = tree.child(claim.root, "dobj")
    if obj is not None and obj.lemma in lex.DOCUMENTS:
        owner = by_owner(work, tree, claim.paragraph, obj, memory, resolve) or source
        memory.papers.append((claim.start, paper_name(tree, obj), owner))


def _who_cites(claim: Claim, part: Tok) -> bool:
    """`according to the agency, which cited two aides`: the aides say it."""
    relative = part.dep == "relcl" and part.lemma in {"cite", "quote"}
    return relative and claim.source is not None and part.head == claim.source.head


def _quoted_by(work: Work, claim: Claim, carrier: Source, memory: Memory) -> Source | None:
    """`The Times, citing an aide, said P`, `The Times added, quoting the ambassador`.

    The quoted one speaks, the paper carries.
    """
    tree = work.trees.get(claim.paragraph)
    if tree is None or claim.cue is None or claim.source is None:
        return None
    after = max(claim.source.span.end, tree[claim.cue].end)
    head = tree[claim.source.head] if claim.source.head is not None else None
    outlet = head is not None and head.tag.startswith("NNP") and head.ent != "PERSON"
    outlet = outlet or carrier.party.role is Role.MEDIA
    for part in tree.toks:
        if _who_cites(claim, part):
            obj = tree.child(part.i, "dobj")
            if obj is not None and can_speak(obj):
                return resolve(work, mention_at(tree, claim.paragraph, obj.i), memory)
        if part.lower not in {"quoting", "citing"}:
            continue
        behind = after <= part.start <= after + QUOTING_REACH
        between = tree[claim.cue].end <= part.start < claim.start
        beside = outlet and (part.head in {claim.source.head, claim.cue} or between)
        obj = tree.child(part.i, "dobj", "pobj") if behind or beside else None
        if obj is not None and (behind or can_speak(obj)):
            return resolve(work, mention_at(tree, claim.paragraph, obj.i), memory)
    return None
