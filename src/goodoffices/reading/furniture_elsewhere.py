"""Furniture of pages in other languages than English: by what needs no grammar of them.

A line of the body ends like a sentence or holds a quotation. Above the first of them stand menus,
the headline and what belongs to it; short lines below are headings, or links where the line before
them announces links. What pages say to their readers is listed for Arabic, Hebrew, Russian,
Ukrainian, French and Spanish. O(lines).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.reading.furniture import Line
    from goodoffices.reading.languages import Language

__all__ = ["classify_elsewhere", "day_of_line"]

HEAD_WORDS = 4
PHRASE_WORDS = 9
DAY_WORDS = 7
LONG = 36
_STOP = re.compile(r"[.!?…؟۔][\"'”’»“)\]׳״]*$")
_QUOTATION = re.compile(r"[«“„\"״][^«»“”„\"״]{12,}[»”“\"״]")
_SPEC: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "ui",
        (
            "partager|imprimer|publicité|écouter|rechercher|menu|accepter les cookies",
            "compartir|imprimir|publicidad|escuchar|buscar|menú|aceptar las cookies",
            "شارك|مشاركة|طباعة|إعلان|استمع|بحث|القائمة",
            "שתפו|שיתוף|הדפסה|פרסומת|חיפוש|תפריט",
            "поделиться|распечатать|печать|реклама|поиск|слушать|меню",
            "поділитися|друкувати|друк|пошук|слухати",
            "tous droits réservés|todos los derechos reservados|جميع الحقوق محفوظة",
            "כל הזכויות שמורות|все права защищены|всі права захищені",
        ),
    ),
    (
        "subscribe",
        (
            "abonnez-vous|s['’]abonner|se connecter|inscrivez-vous|je m['’]abonne",
            "suscríbase|suscríbete|suscribirse|iniciar sesión|regístrese",
            "اشترك|اشتركوا|تسجيل الدخول|النشرة البريدية",
            "הירשמו|הרשמה|התחברות|התחברו",
            "подписаться|подписывайтесь|подпишитесь|войти",
            "підписатися|підписуйтесь|підпишіться|увійти",
        ),
    ),
    (
        "related",
        (
            "lire aussi|à lire aussi|voir aussi|sur le même sujet|les plus lus",
            "lea también|lee también|le puede interesar|más noticias|lo más leído",
            "اقرأ أيض[اًا]+|اقرأ المزيد|مواضيع ذات صلة|الأكثر قراءة",
            "קראו גם|עוד בנושא|כתבות נוספות|הנקראות ביותר",
            "читайте также|по теме|ещё по теме|еще по теме|самое читаемое",
            "читайте також|за темою|найпопулярніше",
        ),
    ),
    (
        "comments",
        (
            r"\d* ?commentaires?|\d* ?comentarios?|\d* ?تعليقات|\d* ?תגובות",
            r"\d* ?комментари(?:й|я|ев|и)|\d* ?коментар(?:ів|і)?",
        ),
    ),
    ("byline", ("par|por|de notre correspondant|بقلم|كتب|מאת|автор|автори",)),
    ("caption", ("photo|foto|صورة|الصورة|צילום|фото",)),
)
PHRASES = tuple(
    (kind, re.compile(rf"(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)) for kind, parts in _SPEC
)
_WIRE = re.compile(r"\b(?:AFP|REUTERS|AP|EPA|EFE|Getty Images)\)?$")


def classify_elsewhere(lines: tuple[Line, ...], language: Language | None) -> tuple[str, ...]:
    """Give each line its kind of furniture, or an empty string for the body."""
    kinds = [_by_phrase(line, language) for line in lines]
    bodies = [k for k, line in enumerate(lines) if not kinds[k] and _is_body(line)]
    if not bodies:
        return tuple(kinds)
    headline = next(
        (k for k in range(bodies[0]) if not kinds[k] and lines[k].words >= HEAD_WORDS), -1
    )
    links = False
    for k, line in enumerate(lines):
        links = kinds[k] == "related" or (links and k not in bodies)
        if kinds[k] or k in bodies:
            continue
        if k == headline:
            kinds[k] = "headline"
        elif k < bodies[0]:
            kinds[k] = "nav" if k < headline or line.words < HEAD_WORDS else "standfirst"
        else:
            kinds[k] = "related" if links else "subhead"
    return tuple(kinds)


def day_of_line(line: Line, language: Language | None) -> str | None:
    """Return the day of a short line that states one with its year, such as the page's own date."""
    if language is None or line.words > DAY_WORDS or _QUOTATION.search(line.text):
        return None
    found = language.day_in(line.text, None)
    return found[1] if found is not None else None


def _is_body(line: Line) -> bool:
    return line.words > LONG or bool(_STOP.search(line.text) or _QUOTATION.search(line.text))


def _by_phrase(line: Line, language: Language | None) -> str:
    if line.text.count("|") >= 2:  # noqa: PLR2004  a menu has two bars
        return "nav"
    if line.words > PHRASE_WORDS or _QUOTATION.search(line.text):
        return ""
    stopped = bool(_STOP.search(line.text))
    if not stopped and day_of_line(line, language):
        return "dateline"
    for kind, pattern in PHRASES:
        said = pattern.match(line.text.lstrip("©• "))
        if said and (not stopped or kind in {"ui", "subscribe"}) and _fits(kind, line, said.end()):
            return kind
    return "caption" if not stopped and _WIRE.search(line.text) else ""


def _fits(kind: str, line: Line, end: int) -> bool:
    """A preposition makes a byline only with a name alone after it."""
    rest = line.text[end:].lstrip(" :")
    if kind == "byline":
        return bool(rest) and all(word[:1].upper() == word[:1] for word in rest.split())
    return kind != "caption" or line.text[end : end + 1] == ":"
