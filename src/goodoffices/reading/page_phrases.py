"""What the furniture of news pages says: phrases by kind, tried in this order, case ignored."""

from __future__ import annotations

import re

_SPEC: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "subscribe",
        (
            r"\bsubscri(?:be|bers?|ption)\b(?!.*\bcomments?\b)",
            r"\bsign(?:ed)? (?:up|in)\b",
            r"\blog ?in\b",
            r"\bnewsletters?\b",
            r"\byour inbox\b",
            r"\bfree trial\b",
            r"\bunlimited access\b",
            r"\bregister (?:now|free|here)\b",
            r"\bmembership\b.*\btoday\b",
            r"\bsupport our journalism\b",
            r"\bdonate (?:now|today|here)\b",
            r"\bgift article\b",
        ),
    ),
    (
        "comments",
        (
            r"\bcomments? (?:are|is) (?:now )?(?:closed|open)\b",
            r"^\d[\d,]* comments?\b",
            r"\bjoin the (?:conversation|discussion)\b",
            r"\bleave a (?:comment|reply)\b",
            r"\bpost a comment\b",
            r"\bview (?:all )?comments\b",
            r"^comments?(?: \(?\d+\)?)?$",
        ),
    ),
    (
        "ui",
        (
            r"\bcookies?\b.*\b(?:policy|use|accept)\b",
            r"\b(?:share|follow|like|tweet)\b (?:this|on|us|via)\b",
            r"^share\b.{0,30}$",
            r"^tweet\b.{0,30}$",
            r"^print\b.{0,30}$",
            r"^e-?mail\b.{0,30}$",
            r"^save\b.{0,30}$",
            r"^like\b.{0,30}$",
            r"^copy link\b.{0,30}$",
            r"^listen\b.{0,30}$",
            r"^menu\b.{0,30}$",
            r"^search\b.{0,30}$",
            r"^close\b.{0,30}$",
            r"^ok\b.{0,30}$",
            r"^advertisement\b.{0,30}$",
            r"^ad\b.{0,30}$",
            r"\be-?mail ?(?:send|this)",
            r"\bsend (?:by|in|as|this by)? ?e-?mail\b",
            r"\bshares?\b.*\b(?:tweet|like)\b",
            r"\bjump to\b",
            r"\bskip to\b",
            r"\bclick (?:here|the|to|on)\b",
            r"\bfollow (?:these |this )?topics?\b",
            r"\b(?:approval|moderation) of .*\bcomments\b",
            r"\bback to top\b",
            r"\bscroll (?:down|to)\b",
            r"\ball rights reserved\b",
            r"^(?:©|\(c\)|copyright\b)",
            r"^tags?:",
            r"^topics?:",
            r"^filed under\b",
            r"^keywords?:",
            r"\bprivacy policy\b",
            r"\bterms (?:of use|of service|and conditions)\b",
            r"\bdownload (?:the|our) app\b",
            r"^(?:loading|advertisement)\b",
            r"\bminutes? read$",
            r"\bmin read\b",
            r"^last (?:updated|modified)\b",
            r"^(?:published|updated|posted)\b.{0,60}\d{4}",
            r"\benable javascript\b",
            r"\bthis (?:video|content) (?:is|can)\b",
            r"\bshare (?:this|on)\b",
        ),
    ),
    (
        "promo",
        (
            r"^(?:partner|sponsored|paid|promoted|branded) content\b",
            r"^sponsored\b",
            r"^advertis",
            r"^promoted\b",
            r"^shop\b.*\bnow\b",
            r"^special offer\b",
            r"\b\d+% off\b",
            r"^watch(?: now)?:",
            r"^podcast:",
            r"^listen:",
            r"^live:",
            r"\bbuy (?:now|tickets)\b",
        ),
    ),
    (
        "related",
        (
            r"^(?:read|see|more) (?:more|also|next|on this)\b",
            r"^(?:also )?(?:read|see)(?: also)?:",
            r"^don['’]t miss\b",
            r"^related(?: (?:articles?|stories|news|content|topics|links))?:?\b.{0,90}$",
            r"^more (?:from|on|stories|news)\b",
            r"^in (?:pictures|depth):",
            r"^analysis:",
            r"^opinion:",
            r"^photo gallery\b",
            r"^gallery:",
            r"^video:",
            r"^explainer:",
            r"^you (?:may|might) (?:also )?(?:like|be interested)\b",
            r"^(?:most|popular|trending|top|latest)\b.{0,3}(?:read|now|stories|viewed)\b.{0,12}$",
            r"^(?:most|popular|trending|top|latest)\b.{0,3}(?:news|shared|popular|commented)\b.{0,12}$",
            r"^editor['’]?s?['’]? picks\b",
            r"^(?:popular|trending)(?: now)?$",
            r"^recommended\b.{0,20}$",
            r"^what to read next\b",
            r"^sources?:?$",
            r"^external links$",
            r"^references$",
            r"^see also$",
        ),
    ),
    (
        "byline",
        (
            r"^by [A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){1,3}(?:,.{0,60})?$",
            r"\bcontributed to this (?:report|article|story)\b",
            r"^(?:reporting|additional reporting|edited|editing|writing|compiled|translated) by\b",
            r"^(?:our|staff) (?:correspondent|reporters?)\b",
            r"^from our\b.{0,30}correspondent",
        ),
    ),
)

PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(patterns), re.IGNORECASE)) for kind, patterns in _SPEC
)
LIST_HEAD = re.compile(
    "|".join(
        f"^(?:{head})$"
        for head in (
            r"(?:most|popular|trending|top|latest)\b.{0,24}",
            r"(?:related|recommended)\b.{0,24}",
            r"sources?:?",
            r"more (?:from|stories|news)\b.{0,30}",
            r"you (?:may|might) .{0,30}",
            r"what to read next.{0,5}",
            r"see also|external links|references",
        )
    ),
    re.IGNORECASE,
)
BYLINE_FOOT = re.compile(r"(?i)\bcontributed to this (?:report|article|story)\b")
CREDIT = re.compile(
    r"\b(?:photo(?:graph)?|credit|image|picture|illustration|map|graphic)\s?(?:by|credit)?\s?:"
    r"|\bfile photo\b|\(photo[^)]*\)"
    r"|\b(?:AFP|REUTERS|AP|EPA|Getty Images)(?:\s*/\s*[A-Z][\w ]*)?\)?$",
    re.IGNORECASE,
)
CAPTION_HEAD = re.compile(
    r"^(?:map|logo|photo|picture|image|file|portrait|flag|location|diagram|graph|chart|view|scene"
    r"|primary|aerial)\b",
    re.IGNORECASE,
)
SECOND_PERSON = re.compile(r"(?i)\b(?:you|your|you['’]re|you['’]ll)\b")
CREDIT_DASH = re.compile(r"^[—–-]{1,2}\s?[A-Z]")
SOURCE_LINE = re.compile(r" [—–-] .{0,60}\b(?:19|20)\d\d\b|^\s*[*•]\s|\b(?:19|20)\d\d\)?\.?$")
NUMBERED = re.compile(r"^\d{1,2}[.)]\s")
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]?")
