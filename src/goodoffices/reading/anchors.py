"""Which verb a date belongs to, and whether that verb looks ahead.

A date climbs from its words through nouns and prepositions to the verb whose deed it dates. What
opens a sentence dates its main verb. No deed is dated by a day that belongs to a name (`USA
Today`), to a thing (`the accord of 3 May`, `denounced the May 3 accord`, `after the raid on
Monday`), or that only bounds a stretch of time (`since Tuesday`, `by Friday`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.frames import TALKS
from goodoffices.reading.lexicon import DOCUMENTS, SAY_THAT

if TYPE_CHECKING:
    from goodoffices.reading.dates import DateMention
    from goodoffices.reading.tree import Tok, Tree

_FUTURE = frozenset({"due", "plan", "schedule", "set", "expect", "slate", "slat", "tomorrow"})
_FIXED = frozenset(
    {
        *(
            "begin",
            "start",
            "open",
            "resume",
            "end",
            "close",
            "expire",
            "take",
            "meet",
            "reconvene",
        ),
        *("arrive", "leave", "depart", "fly", "travel", "vote", "conclude", "be"),
    }
)
_WILL = frozenset(
    {
        *("agree", "decide", "intend", "want", "wish", "hope", "aim", "vow", "promise", "pledge"),
        *("undertake", "threaten", "resolve", "prepare", "ready", "offer", "propose", "refuse"),
    }
)
_NOW = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am", "be"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "pcomp"})
_BESIDE = frozenset({"acl", "relcl", "advcl", "pcomp", "xcomp"})
_NAMES = frozenset({"ORG", "PRODUCT", "WORK_OF_ART", "FAC", "EVENT", "LAW"})
_BOUNDS = frozenset(
    {
        "since",
        "until",
        "till",
        "by",
        "before",
        "after",
        "from",
        "through",
        "to",
        "between",
        "of",
        "than",
        "starting",
    }
)
_NOT = frozenset({"not", "n't", "n’t", "never"})
_BESIDE_EVENT = frozenset({"after", "before", "following", "since", "until", "despite", "amid"})
_TIMES = frozenset({"morning", "afternoon", "evening", "night", "day", "eve", "hour"})
_VISITS = frozenset({"visit", "trip", "session", "call", "vote", "tour"})
_SITTINGS = frozenset({"hear", "meet", "brief", "sit", "gather", "question"})
_MEANS = frozenset({"via", "through", "on", "in", "by"})
_CHANNELS = frozenset({"account", "feed", "page", "site", "channel", "spokesman", "spokeswoman"})
# these last, and what they do is of another day than theirs
_LASTING = frozenset({"treaty", "charter", "constitution"})
_WITHIN = frozenset({"in", "at", "during", "on", "over"})
# a stretch told with these is where something went from and to
_MOVED = frozenset(
    {
        "move",
        "postpone",
        "delay",
        "shift",
        "bring",
        "reschedule",
        "change",
        "extend",
        "put",
        "defer",
    }
)
_HELD = frozenset(
    {"hold", "issue", "release", "publish", "deliver", "give", "make", "host", "stage", "attend"}
)
# what is said or written on a day
PAPERS = DOCUMENTS | {
    *("announcement", "sermon", "notice", "warning", "alert", "finding", "figure", "estimate"),
    *("edition", "issue", "op-ed", "response", "reply", "answer"),
}


def anchor(tree: Tree, mention: DateMention) -> int | None:
    """Climb from the date through nouns and prepositions to the verb it belongs to."""
    inside = _words(tree, mention)
    figures = any(letter.isdigit() for letter in mention.words)
    if not inside or (inside[-1].ent in _NAMES and not figures):
        return None
    tok = next(
        (t for t in inside if not mention.span.start <= tree[t.head].start < mention.span.end),
        inside[0],
    )
    saying = _as_of(tree, inside[0])
    if saying is not None:
        return saying
    if tok.lower in _BOUNDS and not mention.is_stretch:
        return None
    hops = 0
    while (not _is_deed(tree, tok) or tok in inside) and tok.head != tok.i:
        clause = tok.dep in _CLAUSES and not _is_sitting(tree, tok)
        if (clause and hops) or not _passes(tree, tok, hops):
            return None
        tok = tree[tok.head]
        hops += 1
    if mention.is_stretch and tok.lemma in _MOVED:
        return None
    if not tok.is_verb or tok.lower == "according":
        return tok.i
    tok = _beside_subject(tree, inside) or _reporting(tree, tok, inside[0])
    return _main_verb(tree, tok, inside[0])


def _as_of(tree: Tree, first: Tok) -> int | None:
    """`As of Friday, the ministry said P`, `Reports as of Friday said P`: said on that day."""
    k = first.i
    k -= 1 if tree[k].lower not in {"as", "by"} and k > 0 else 0
    while k > 0 and tree[k].lower in {"of", "late", "early"}:
        k -= 1
    if tree[k].lower not in {"as", "by"} or (tree[k].lower == "as" and tree[k + 1].lower != "of"):
        return None
    sentence = tree.sentence(first.sent)
    opens = sentence[0].i == k or (tree[k - 1].lemma in PAPERS and sentence[0].i == k - 1)
    if k > 1 and tree[k - 1].text == "," and tree[k - 2].lemma in SAY_THAT and tree[k - 2].is_verb:
        return k - 2  # `claimed, as of Friday, P`
    main = next((t for t in sentence if t.dep == "ROOT" and t.is_verb and t.i > first.i), None)
    told = main is not None and (tree[k].lower == "as" or main.lemma in SAY_THAT)
    return main.i if opens and told and main is not None else None


def _is_deed(tree: Tree, tok: Tok) -> bool:
    """A verb, also one the tagger took for a name as it opens the sentence (`Visiting the port`);
    not `following`, which only bounds, nor the gerund that is a sitting (`at a hearing on Monday`).
    """
    if tok.dep == "prep" and tok.lower == "following":
        return False
    named = tok.dep == "advcl" and tok.tag == "NNP" and tok.lower.endswith("ing")
    return (tok.is_verb and not _is_sitting(tree, tok)) or named or tok.lower == "according"


def _is_sitting(tree: Tree, tok: Tok) -> bool:
    """`at a hearing`, `during a council hearing`, also where the parser took the name for a noun
    of its own (`during a House Committee hearing`).
    """
    if tok.lemma not in _SITTINGS or tok.tag != "VBG" or tree.child(tok.i, "dobj") is not None:
        return False
    name = tree[tok.head]
    named = tok.dep == "acl" and name.dep == "pobj" and tree[name.head].lower in _WITHIN
    return tok.dep == "pobj" or named


def in_own_paper(tree: Tree, mention: DateMention) -> bool:
    """`advised citizens to leave in its January 3 alert`: the day of what the speaker issued."""
    heads = [tree[tok.head] for tok in _words(tree, mention) if tok.dep in {"nmod", "compound"}]
    return any(
        head.lemma in PAPERS
        and head.dep == "pobj"
        and any(owner.tag == "PRP$" for owner in tree.children(head.i, "poss"))
        for head in heads
    )


def _words(tree: Tree, mention: DateMention) -> list[Tok]:
    return [t for t in tree.toks if mention.span.start <= t.start < mention.span.end]


def _passes(tree: Tree, tok: Tok, hops: int) -> bool:
    """Tell whether a date may climb from this word to the one above it."""
    above = tree[tok.head]
    if tok.dep == "prep" and above.lower in _BESIDE_EVENT:
        return False
    if tok.dep in {"pobj", "conj"} and above.lower in _BESIDE_EVENT and hops:
        apart = above.lower in _BOUNDS - {"after"} or tree.child(above.i, "npadvmod") is not None
        return not apart and tok.lemma in TALKS | _VISITS
    if hops:
        return True
    if tok.dep == "pobj" and above.lower in _BOUNDS:
        owner = tree[above.head]
        known = owner.lemma in PAPERS - _LASTING and owner.dep in {"pobj", "nsubj"}
        return above.lower == "of" and (owner.lemma in _TIMES or (known and _occasion(tree, owner)))
    if tok.dep == "pobj" and above.lower == "for":
        return tree[above.head].lemma in _FUTURE
    if tok.dep in {"nmod", "compound", "poss", "amod", "nummod", "det"} and above.is_noun:
        return _occasion(tree, above)
    return True


def _occasion(tree: Tree, noun: Tok) -> bool:
    """`in a Sunday speech`, `held a Sunday meeting`: not `denounced the May 3 accord`."""
    above = tree[noun.head]
    if noun.dep == "pobj":
        by_it = above.lower == "to" and tree[above.head].lower == "according"
        return above.lower in _WITHIN or by_it
    if noun.dep in {"nsubj", "nsubjpass"} or noun.lemma in {"edition", "issue"}:
        return noun.lemma in PAPERS
    return noun.dep != "dobj" or above.lemma in _HELD


def _reporting(tree: Tree, verb: Tok, first: Tok) -> Tok:
    """`said the day before yesterday that ...`, `said on Monday the roads were open`: what stands
    before `that`, or without one before the subject, dates the saying.
    """
    opens = tree.child(verb.i, "mark") or tree.child(verb.i, "nsubj", "nsubjpass", "expl")
    before = verb.dep == "ccomp" and opens is not None and verb.head < first.i < opens.i
    if before:
        return tree[verb.head]
    announced = _between_object_and_infinitive(tree, first)
    return announced or (_by_means(tree, verb, first) if verb.tag == "VB" else None) or verb


def _between_object_and_infinitive(tree: Tree, first: Tok) -> Tok | None:
    """`announced its plans on Monday to march`: a day behind what is announced is of the saying."""
    k = first.i - 1 if first.lower != "on" and tree[first.i - 1].lower == "on" else first.i
    noun = tree[k - 1] if k else None
    behind = next((t for t in tree.toks[first.i :] if t.ent != "DATE" and t.lower != "on"), None)
    if noun is None or noun.dep != "dobj" or behind is None or behind.lower != "to":
        return None
    said = tree[noun.head]
    return said if said.tag == "VBD" and said.lemma in SAY_THAT else None


def _by_means(tree: Tree, verb: Tok, first: Tok) -> Tok | None:
    """`announced plans to march via its website on Monday`: a day behind the speaker's own means
    is of the saying, where the parser hung both on what is planned.
    """
    noun = tree[first.i - 1] if first.i else None
    if noun is None or noun.dep != "pobj" or noun.lemma not in PAPERS | _CHANNELS:
        return None
    own = any(tok.tag == "PRP$" for tok in tree.children(noun.i, "poss"))
    if not own or tree[noun.head].lower not in _MEANS or tree[noun.head].head != verb.i:
        return None
    return next((t for t in tree.ancestors(verb.i) if t.tag in {"VBD", "VBN"}), None)


def _beside_subject(tree: Tree, inside: list[Tok]) -> Tok | None:
    """`said the letters Monday were late`: a bare day between a subject and its verb is that
    verb's.
    """
    before, after = inside[0].i - 1, inside[-1].i + 1
    if before < 0 or after >= len(tree.toks) or tree[before].dep not in {"nsubj", "nsubjpass"}:
        return None
    verb = tree[tree[before].head]
    near = {verb.i, *(tok.i for tok in tree.children(verb.i, "aux", "auxpass"))}
    return verb if verb.is_verb and after in near and verb.dep == "ccomp" else None


def _main_verb(tree: Tree, verb: Tok, first: Tok) -> int:
    """What opens a sentence dates its main verb, not a clause beside it (`On Monday Roe, speaking
    to reporters, said`).
    """
    opening = [t for t in tree.sentence(first.sent) if t.i < first.i and not t.text.isspace()]
    if all(t.is_punct or t.tag in {"RB", "CC"} for t in opening):
        while verb.dep in _BESIDE and first.i < verb.i:
            above = next((t for t in tree.ancestors(verb.i) if t.is_verb), None)
            if above is None or above.i < verb.i:
                break
            verb = above
    return verb.i


def looks_ahead(tree: Tree, i: int, stop: int | None = None) -> bool:
    """Tell whether a verb, or one it completes, tells of what is to come (`is due to leave`).

    `stop` is the word that reports it: what that word's own tense is does not matter here.
    """
    verb = tree[i]
    while True:
        words = (verb, *tree.children(verb.i))
        if _is_arranged(tree, verb):
            return True
        own = (tok for tok in words if tok is verb or tok.dep not in _CLAUSES | {"conj"})
        if any(_is_future(tree, tok) for tok in own if not tok.tag.startswith("NN")):
            return True
        if verb.tag not in {"VB", "VBG"} or verb.dep not in {"xcomp", "advcl", "conj", "pcomp"}:
            return False
        above = next((t for t in tree.ancestors(verb.i) if t.is_verb), None)
        if above is None or above.i == stop:
            return False
        verb = above


def _is_future(tree: Tree, tok: Tok) -> bool:
    """A modal looks ahead unless it looks back (`may meet`, `said it would meet`, not `would have
    met`); `set` does only where nothing was set (`is set to meet`, not `set a date`).
    """
    if tok.tag == "MD":
        beside = {word.lower for word in tree.children(tok.head, "aux", "neg")}
        return not beside & ({"have", "'ve", "’ve"} | (_NOT if tok.lower == "could" else set()))
    return (tok.lemma in _FUTURE or tok.lower in _FUTURE) and (
        tok.lemma != "set" or tree.child(tok.i, "dobj") is None
    )


def _is_arranged(tree: Tree, verb: Tok) -> bool:
    """The present of what is fixed for a day: `the talks begin on Friday`, `the ministers are
    meeting on Friday`, `are to meet on Friday`; and what is agreed or wanted.
    """
    beside = {tok.lower for tok in tree.children(verb.i, "aux", "auxpass")}
    if verb.tag in {"VBZ", "VBP"}:
        return verb.lemma in _FIXED
    above = tree[verb.head]
    to_be = verb.dep == "xcomp" and "to" in beside and (above.lower in _NOW or above.lemma in _WILL)
    seemed = "be" in beside and above.tag in {"VBD", "VBN"}  # `appeared to be falling on Friday`
    going = verb.tag == "VBG" and bool(beside & _NOW) and not seemed
    return to_be or (going and verb.dep not in {"relcl", "acl"})
