"""The forms in which English news writes a date, as one pattern with named parts.

What looks like one and is none stays out: a day that comes round (`every Monday`), a name with a
day in it (`Good Friday`, `Bloody Sunday`, `the Sunday Times`).
"""

from __future__ import annotations

import re

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
SHORT = {name[:3]: k for k, name in enumerate(_MONTHS, 1)} | {"sept": 9}
NUMBERS = {
    word: k
    for k, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
    )
} | {"a": 1, "an": 1}

_D = "|".join(DAYS)
_ABBREVIATED = rf"(?:{_D}|(?:mon|tues?|wed|thur?s?|fri|sat|sun)\.?)"
_FULL = "|".join(_MONTHS)
_M = _FULL + "|" + "|".join(rf"{short}\.?" for short in SHORT if short != "may")
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_TIME = "(?:day|morning|afternoon|evening|night)"
_TH = "(?:st|nd|rd|th)?"
_Y = r"(?:19|20)\d\d"
_TO = r"(?:\s*(?P<{0}>[-–—])\s*|\s+(?P<{0}w>to|through|and|or)\s+)"
_OF_YEAR = r"(?:,?\s+(?:of\s+)?(?P<{}>last|this|next)\s+year\b)?"
_COUNT = "|".join(NUMBERS)
_LEAD = r"(?:(?:late|early|earlier|later|starting|since|by|until|till|from|between)\s+)?(?:on\s+)?"
_NO_DAY = "".join(
    rf"(?<!\b{word}\s)"
    for word in [
        *("every", "each", "usa", "russia", "good", "black", "bloody", "super", "cyber", "easter"),
        *("holy", "palm", "ash", "maundy", "shrove"),
    ]
)
_NO_PAPER = r"(?!\s+(?-i:Times|Telegraph|Mirror|Express|Mail|Herald|Post|Tribune|Programme|Show)\b)"
DATE = re.compile(
    rf"""\b{_NO_DAY}(?P<lead>{_LEAD})(?:
      (?P<iso>{_Y}-\d\d-\d\d)\b
    | (?<![\d/.])(?P<n1>\d{{1,2}})[/.](?P<n2>\d{{1,2}})[/.](?P<y0>{_Y})\b
    | (?:(?P<w1>{_ABBREVIATED}),?\s+)?(?P<m1>{_M})\s+(?P<d1>\d{{1,2}}){_TH}
        (?:{_TO.format("by1")}(?P<to1>\d{{1,2}}){_TH}(?=,?\s+{_Y}\b|\s*[.;)]|,(?!\d)|\s+(?:in|at|with|the)\b|$))?\b
        (?:,?\s+(?P<y1>{_Y})\b)?{_OF_YEAR.format("r1")}
    | (?:(?P<w2>{_ABBREVIATED}),?\s+)?(?:the\s+)?(?:(?P<d0>\d{{1,2}}){_TH}{_TO.format("by2")})?
        (?P<d2>\d{{1,2}}){_TH}(?:\s+of\s+|[\s-])(?P<m2>{_M})\b
        (?:(?:,?\s+|-)(?P<y2>{_Y})\b)?{_OF_YEAR.format("r2")}
    | (?:(?P<rel>last|this\s+past|this\s+coming|this|next|(?:the\s+)?(?:following|previous))\s+)?
        (?P<day>{_D}){_PART}(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week)?\b{_NO_PAPER}
    | (?P<word>(?:the\s+day\s+before\s+)?yesterday|(?:the\s+day\s+after\s+)?tomorrow|today|tonight
        |last\s+(?:night|evening)|this\s+(?:morning|afternoon|evening)){_PART}\b
    | (?P<n>\d+|{_COUNT})\s+(?P<unit>day|week)s?\s+ago\b
    | in\s+(?P<hence>\d+|{_COUNT})\s+days?['’]?\s+time\b
    | the\s+(?P<beside>following|next|previous|same)\s+{_TIME}\b(?!\s+(?:that|as)\b)
    | that\s+(?:same\s+)?(?P<that>{_TIME})\b
    | (?:earlier|later)\s+in\s+the\s+(?P<within>{_TIME})\b
    | the\s+day\s+(?P<side>before|after)\b(?=\s*(?:[,.;]|$))
    | (?P<count>\d+|{_COUNT})\s+days?\s+(?P<way>later|earlier)\b
    | (?P<span>last|this|next)\s+(?P<of>week|month|year|weekend)\b
    | (?:over|at|during)\s+the\s+(?P<weekend>weekend)\b(?!\s+of\b)
    | (?:earlier|later)\s+in\s+the\s+(?P<current>month)\b
    | (?P<relm>last|this|next)\s+(?P<m3>{_M})\b
    | (?:in\s+)?(?P<m4>{_M}),?\s+(?:of\s+)?(?P<y4>{_Y})\b
    | (?:in|at|as\s+(?:early|late|soon|recently)\s+as)\s+
        (?:the\s+(?:beginning|start|middle|end)\s+of\s+)?(?:(?:early|mid|late)[\s-]+)?
        (?P<m5>{_FULL})\b{_OF_YEAR.format("r5")}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
DATELINE = re.compile(
    rf"^(?:published|posted|updated|date)?:?\s*(?:(?:{_D}),?\s+)?"
    rf"(?:(?:{_M})\s+\d{{1,2}}|\d{{1,2}}\s+(?:{_M})),?\s+{_Y}\b\W*$"
    r"|^(?:19|20)\d\d-\d\d-\d\d$",
    re.IGNORECASE,
)


def month(word: str) -> int:
    key = word.rstrip(".")[:4] if word.startswith("sept") else word[:3]
    return SHORT[key]


def number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]
