"""Wordings that tell an act whatever their grammar, for clauses that no frame of `frames` holds of.

`class_words` reads expressions of several words as the class of thing they stand for (a go-between
is a mediator, the negotiating table is talks), so that frames see them; `act_by_wording` gives the
act of a set phrase. Phrases of diplomatic English at large; none is taken from one report.
"""

from __future__ import annotations

import re

from goodoffices.record.vocabulary import ActKind as A

__all__ = ["act_by_wording", "class_words"]


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + ")", re.IGNORECASE)


_CLASSES = (
    (
        "mediation",
        _any(
            "good offices",
            "go-betweens?",
            "honest broker",
            "third[- ]part(?:y|ies)",
            r"middle(?:man|men)\b",
            "shuttle diplomacy",
            r"neutral (?:\w+ )?(?:country|state|party|venue|ground|power)",
            r"bring(?:ing)?\b[^.]{0,50}\b(?:together\b|closer\b(?! to)|to the table)",
            r"step(?:ping)? in\b",
            r"(?:a|the|as) bridge\b",
            "bridge[- ]builder",
            r"referees?\b",
            r"peace ?(?:broker|maker)s?\b",
            r"interven(?:e|tion) (?:with|between|in the (?:dispute|conflict))",
        ),
    ),
    (
        "talk",
        _any(
            "(?:negotiating|bargaining|conference|peace) table",
            r"(?:back|come|return\w*|sit\w*|get) (?:down )?(?:to|at|around|round) the table",
            r"sit(?:ting)? down (?:with|together)",
            "face[- ]to[- ]face",
            "peace process",
        ),
    ),
)

_WORDINGS: tuple[tuple[A, re.Pattern[str]], ...] = (
    (
        A.REJECT_TALKS,
        _any(
            r"no (?:grounds?|reason|basis|point|need|room|place)\b.{0,30}"
            r"\b(?:talk|meet|negotiat|dialogue)",
            "nothing to (?:discuss|negotiate|talk about)",
            r"(?:will|would|shall) (?:not|never) (?:talk|negotiate|meet|sit down)",
            r"won['’]t (?:talk|negotiate|meet|sit down)",
        ),
    ),
    (
        A.DENY,
        _any(
            r"(?:pure|complete|total|utter|sheer|outright) "
            r"(?:invention|fabrication|fiction|nonsense|lies?)\b",
            r"(?:is|are|was) (?:simply |just |completely |totally )?"
            r"(?:a lie|lies|nonsense|fabricated|untrue|not true)\b",
            "no truth (?:in|to)",
            r"nothing to do with (?:it|the|this)\b",
            r"not (?:a|one) (?:single )?(?:shot|shell|bullet|rocket|soldier)",
            "(?:never|not) (?:happened|taken place|occurred)",
        ),
    ),
    (
        A.OFFER_MEDIATION,
        _any(
            r"(?:our|its|their|his|her) good offices",
            r"at the disposal of (?:both|the two|all|the)\b",
            r"do (?:our|its|their|everything|all|whatever)\b.{0,30}"
            r"\bto (?:help )?(?:reconcile|mediate|bring them)",
        ),
    ),
    (
        A.AGREE_TO_TALK,
        _any(
            r"(?:ready|willing|prepared|open) (?:for|to|to hold|to enter) (?:\w+ )?"
            r"(?:talks?|dialogue|negotiat\w+|meet|sit down|discuss)\b",
            r"(?:will|would|shall) (?:talk|negotiate|meet|sit down)\b",
        ),
    ),
    (
        A.ACCUSE,
        _any(
            r"(?:is|are|was|were|been|being|of|committ\w+|constitut\w+|amount\w* to)\b[^.]{0,25}"
            r"\b(?:war crimes?|crimes against humanity|aggression|genocide|ethnic cleansing"
            r"|massacres?|atrocit\w+|state terror\w*|provocations?)\b",
            "in (?:clear |flagrant |open |blatant )?(?:breach|violation|defiance) of",
            r"(?:never|not) (?:honou?red|kept|respected|fulfilled|followed through)\b",
            r"bro(?:ken?|ke) (?:its|their|his|her|every|all|the) "
            r"(?:promise|word|pledge|agreement|commitment)",
            r"(?:cheated|betrayed|lied to|stole|stolen|rigged)\b",
        ),
    ),
    (
        A.THREATEN,
        _any(
            r"(?:will|shall|going to) (?:pay|regret|suffer|answer for)\b",
            r"(?:will|shall|would) (?:\w+ )?"
            r"(?:respond|retaliate|strike back|hit back|be forced to act)\b",
            r"all options (?:are|remain) (?:open|on the table)",
        ),
    ),
    (
        A.WARN,
        _any(
            r"(?:would|could|will|may|might) (?:\w+ )?(?:have|bring|entail) "
            r"(?:\w+ ){0,2}consequences",
            r"time (?:is|was) running (?:out|short)",
            r"on the (?:brink|verge|edge) of",
            "point of no return",
            r"(?:has|have|had|with) the potential to",
            r"threatens? to\b",
            "before it is too late",
        ),
    ),
    (
        A.APPEAL,
        _any(
            r"(?:must|should|has to|have to|needs? to) (?:now |immediately |at once )?"
            r"(?:stop|cease|end|halt|release|free|withdraw|pull (?:back|out)|lift|refrain|lay down"
            r"|disarm|respect|let)\b",
        ),
    ),
    (
        A.PRAISE,
        _any(
            r"(?:step|move) (?:forward|in the right direction)",
            r"welcome (?:step|move|development|news|sign)\b",
            r"encouraging (?:news|sign|step|development)",
            r"(?:deeply|very|most|truly|profoundly) grateful",
            r"congratulations (?:to|on|from)\b",
        ),
    ),
)


def class_words(text: str) -> frozenset[str]:
    """Return the words that stand for the class of each set expression in a text. O(characters)."""
    return frozenset(word for word, pattern in _CLASSES if pattern.search(text))


def act_by_wording(text: str) -> tuple[A, int] | None:
    """Return the act of the first set phrase in the table's order, and where it begins."""
    for act, pattern in _WORDINGS:
        found = pattern.search(text)
        if found is not None:
            return act, found.start()
    return None
