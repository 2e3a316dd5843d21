"""Where a parsed paragraph names a person: first and last word of each name, titles left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading import lexicon as lex
from goodoffices.reading.person_roles import PERSONAL, THINK_TANKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.gazetteer import Gazetteer
    from goodoffices.reading.tree import Tree

LONGEST = 4
HONORIFICS = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "sir",
        "lord",
        "lady",
        "gen.",
        "col.",
        "lt.",
        "maj.",
        "capt.",
        "sgt.",
        "adm.",
        "brig.",
        "sen.",
        "rep.",
        "gov.",
        "prof.",
        "rev.",
        "gen",
        "col",
        "lt",
        "maj",
        "capt",
        "sgt",
        "adm",
        "brig",
        "sen",
        "rep",
        "gov",
        "prof",
        "rev",
        "honourable",
        "honorable",
        "pm",
        "sheikh",
    }
)
# the pipeline takes them for persons
_SITES = frozenset(
    {"Twitter", "Facebook", "YouTube", "Instagram", "Telegram", "Weibo", "Reddit", "TikTok"}
    | {"WhatsApp", "Tumblr", "Flickr", "Snapchat", "LinkedIn"}
)
_SMALL = frozenset({"al", "bin", "ibn", "de", "van", "von", "der", "den", "du", "la", "da", "dos"})
_BETWEEN_NAMES = frozenset({"without", "for", "against", "of", "under", "beyond", "across", "and"})
_AFTER_NAMES = frozenset(
    {
        "mp",
        "mep",
        "msp",
        "qc",
        "kc",
        "sc",
        "jr",
        "sr",
        "ii",
        "iii",
        "md",
        "phd",
        "obe",
        "cbe",
        "mbe",
    }
)


def personal_names(gazetteer: Gazetteer, tree: Tree) -> Iterator[tuple[int, int]]:
    """Yield first and last token of each personal name."""
    k, size = 0, len(tree.toks)
    while k < size:
        tok = tree[k]
        if not (tok.tag in {"NNP", "NNPS"} or tok.ent == "PERSON") or not tok.text[:1].isupper():
            k += 1
            continue
        end = k
        while more := _more(tree, end):
            end += more
        first = _past_titles(gazetteer, tree, k, end)
        whole = " ".join(tree[j].text for j in range(k, end + 1))
        if (
            gazetteer.body(whole) is None
            and whole not in _SITES
            and tree[k].lower not in _BETWEEN_NAMES
            and first is not None
            and _is_person(
                gazetteer, tree, first, end, titled=first > k or _title_before(gazetteer, tree, k)
            )
        ):
            yield first, end
        k = end + 1


def _more(tree: Tree, end: int) -> int:
    """How many tokens behind this one go on with the name (`Ann Roe-Doe`, `Ann al-Roe`)."""
    if _hyphened(tree, end):
        return 2
    small = end + 1 < len(tree.toks) and tree[end + 1].lower in _SMALL
    if small and _hyphened(tree, end + 1):
        return 3
    return 1 if _one_more(tree, end) else 0


def _one_more(tree: Tree, end: int) -> bool:
    """Whether the next token goes on with the name; a small word does before a further name."""
    after = tree.toks[end + 1 : end + 3]
    if not after:
        return False
    if after[0].text in _SMALL:
        last = after[-1]
        return last.i > after[0].i and last.tag == "NNP" and last.text[:1].isupper()
    named = after[0].tag in {"NNP", "NNPS"} or after[0].ent == "PERSON"
    return named and after[0].text[:1].isalpha() and after[0].text[:1].isupper()


def _hyphened(tree: Tree, end: int) -> bool:
    """`Lee Tae-sik`, `Ann Roe-Doe`: a name goes on behind its hyphen."""
    if end + 2 >= len(tree.toks):
        return False
    mark, rest = tree[end + 1], tree[end + 2]
    close = tree[end].end == mark.start and mark.end == rest.start
    return mark.text == "-" and close and mark.ent == rest.ent == "PERSON"


def _title_before(gazetteer: Gazetteer, tree: Tree, k: int) -> bool:
    title = gazetteer.titles.get(tree[k - 1].lower) if k > 0 else None
    return title in PERSONAL and tree[k - 1].tag == "NN"


def _past_titles(gazetteer: Gazetteer, tree: Tree, first: int, last: int) -> int | None:
    """Skip titles, demonyms and bodies that stand before the name itself."""
    k = first
    if k > 0 and tree[k - 1].tag == "``" and tree[k].lower.endswith("ing"):
        k += 1  # a capitalised participle opens the quotation
    for j in range(last - 1, k - 1, -1):
        if tree[j].lower in gazetteer.titles and tree[j].tag.startswith("NN"):
            k = max(k, j + 1)  # `Agency Administrator Ann Roe`: the name follows the title
            break
    while k <= last:
        word = tree[k].text
        longer = next(
            (
                n
                for n in (5, 4, 3, 2, 1)
                if k + n - 1 <= last
                and _before_name(gazetteer, " ".join(tree[j].text for j in range(k, k + n)))
            ),
            0,
        )
        person = last - k > 1 and _calling(word)
        if longer == 0 and not person and word.lower() not in HONORIFICS:
            return k
        k += longer or 1
    return None


def _calling(word: str) -> bool:
    """`Farmer Ann Roe`, `Democrat Ann Roe`: what somebody is, before a name of two words."""
    known = lex.UNNAMED | lex.SPEAKERS | lex.GROUP_NOUNS
    return word in known or word.lower() in known


def _before_name(gazetteer: Gazetteer, phrase: str) -> bool:
    return (
        phrase.lower() in gazetteer.titles
        or phrase in gazetteer.demonyms
        or phrase in gazetteer.states
        or phrase in gazetteer.bodies
        or phrase.lower() in HONORIFICS
    )


def _is_person(gazetteer: Gazetteer, tree: Tree, first: int, last: int, *, titled: bool) -> bool:
    name = " ".join(tree[j].text for j in range(first, last + 1))
    if gazetteer.state_of(name) or gazetteer.body(name):
        return False
    kinds = [tree[j].ent for j in range(first, last + 1)]
    beside = _named_beside(tree, first, last) or _title_and_comma(gazetteer, tree, first, last)
    if "PERSON" in kinds or beside:
        return not any(w in name.lower() for w in THINK_TANKS)
    if titled and first < last and set(kinds) == {"GPE"}:
        return not any(gazetteer.state_of(tree[j].text) for j in range(first, last + 1))
    return (
        titled
        and not any(kind in {"GPE", "LOC", "FAC", "DATE", "EVENT", "NORP"} for kind in kinds)
        and last - first < LONGEST
        and (kinds[-1] != "ORG" or (first < last and _taken_for_body(gazetteer, tree, first)))
        and tree[last].lower not in gazetteer.titles
    )


def _taken_for_body(gazetteer: Gazetteer, tree: Tree, first: int) -> bool:
    """`Constable Ann Roe`, `President of Velia Ann Roe`: title and name taken for one body."""
    if tree[first].text in gazetteer.given_names:
        return True
    if first < 3 or gazetteer.state_of(tree[first - 1].text) is None:  # noqa: PLR2004  a title, `of` and a state
        return False
    return tree[first - 2].lower == "of" and tree[first - 3].lower in gazetteer.titles


def _title_and_comma(gazetteer: Gazetteer, tree: Tree, first: int, last: int) -> bool:
    """`the prime minister, Ann Roe`: a name whatever kind the pipeline gave it."""
    if not 1 <= last - first < LONGEST or first < 2 or tree[first - 1].text != ",":  # noqa: PLR2004  a title and a comma
        return False
    title = tree[first - 2]
    known = title.tag == "NN" and gazetteer.titles.get(title.lower) in PERSONAL
    kinds = {tree[j].ent for j in range(first, last + 1)}
    end = last + 1 < len(tree.toks) and (tree[last + 1].is_punct or tree[last + 1].is_verb)
    return known and end and not kinds & {"GPE", "LOC", "FAC", "DATE", "EVENT", "NORP"}


def _named_beside(tree: Tree, first: int, last: int) -> bool:
    """`his deputy, Ann Roe,`: two or three capitalised words in commas behind a common noun, which
    the pipeline left without a kind or took for a place.
    """
    if not 1 <= last - first <= 2 or first == 0 or tree[first - 1].text != ",":  # noqa: PLR2004  a personal name
        return False
    if any(tree[j].ent in {"ORG", "DATE", "EVENT", "FAC", "NORP"} for j in range(first, last + 1)):
        return False
    begins = [t for t in tree.sentence(tree[first].sent) if t.i < first - 1]
    owned = bool(begins) and begins[0].tag == "PRP$"
    closed = last + 1 < len(tree.toks) and tree[last + 1].text in {",", "."}
    return owned and closed and tree[last].dep in {"appos", "conj"}


def spelled(tree: Tree, first: int, last: int) -> str:
    """The name as written, without what follows it (`MP`, `Jr.`)."""
    while last > first and tree[last].lower.rstrip(".") in _AFTER_NAMES:
        last -= 1
    return " ".join(tree[j].text for j in range(first, last + 1)).replace(" - ", "-")
