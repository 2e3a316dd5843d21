"""What a person is by the words around a name: titles before it, appositions and `of`-phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.record.vocabulary import Role

if TYPE_CHECKING:
    from goodoffices.reading.gazetteer import Gazetteer
    from goodoffices.reading.tree import Tok, Tree

THINK_TANKS = (
    "institute",
    "institution",
    "center",
    "centre",
    "foundation",
    "university",
    "council",
    "school",
    "college",
)
PERSONAL = frozenset(
    {
        Role.HEAD_OF_STATE,
        Role.HEAD_OF_GOVERNMENT,
        Role.FOREIGN_MINISTER,
        Role.MINISTER,
        Role.AMBASSADOR,
        Role.ENVOY,
        Role.MEDIATOR,
        Role.SPOKESPERSON,
        Role.OFFICIAL,
        Role.NEGOTIATOR,
        Role.LEGISLATURE,
        Role.MILITARY,
        Role.ARMED_GROUP_LEADER,
        Role.PARTY_LEADER,
        Role.UNION_OFFICIAL,
        Role.ANALYST,
        Role.MEDIA,
        Role.OTHER,
    }
)


def better(old: tuple[Role, str | None], new: tuple[Role, str | None]) -> tuple[Role, str | None]:
    role = new[0] if old[0] is Role.OTHER else old[0]
    return role, old[1] or new[1]


def described(gazetteer: Gazetteer, tree: Tree, first: int, last: int) -> tuple[Role, str | None]:
    """Read role and state off the words around a name: before it first, then beside it."""
    before = _before(tree, first, last)
    beside = _beside(tree, last)
    role: Role = Role.OTHER
    state: str | None = None
    for words in (before, beside):
        if not words:
            continue
        found = gazetteer.role_in(words)
        if found is not None and found[0] not in PERSONAL:
            found = gazetteer.role_in(words.split()[-1])  # `foreign ministry spokeswoman`
        former = "former " in words.lower()
        if role is Role.OTHER and found and found[0] in PERSONAL:
            role = Role.OFFICIAL if former else found[0]
            if found[1] == "secretary of state":
                state = state or "United States"
        states = gazetteer.states_in(words)
        state = state or (states[0] if states else _body_state(gazetteer, words))
        if role is Role.OTHER and any(kind in words.lower() for kind in THINK_TANKS):
            role = Role.ANALYST
    return role, state


def _body_state(gazetteer: Gazetteer, words: str) -> str | None:
    tokens = words.split()
    for size in (3, 2, 1):
        for k in range(len(tokens) - size + 1):
            phrase = " ".join(tokens[k : k + size])
            body = gazetteer.body(phrase) if phrase[:1].isupper() else None
            if body is not None:
                return body.state
    return None


def _before(tree: Tree, first: int, last: int) -> str:
    head = tree[last]
    left = [j for j in tree.subtree(last) if j < first and tree[j].sent == head.sent]
    if not left:
        k = first - 1
        while (
            k >= 0
            and (tree[k].tag in {"NN", "NNP", "JJ", "POS", "NNS"} or tree[k].lower in {"of", "for"})
            and tree[k].sent == head.sent
        ):
            left.insert(0, k)
            k -= 1
    kept = [j for j in left if first - j <= 9]  # noqa: PLR2004  a title is no longer
    return " ".join(tree[j].text for j in kept)


def _beside(tree: Tree, last: int) -> str:
    """Words of an apposition to the name, or of the noun the name is an apposition to."""
    head = tree[last]
    words: list[str] = []
    for part in tree.children(last, "appos", "prep"):
        if part.dep == "prep" and part.lower not in {"of", "from", "for", "with"}:
            continue
        closed = [tok.i for tok in tree.children(part.i, "relcl")]
        words.extend(tree[j].text for j in tree.subtree(part.i, without=closed))
    if not words and last + 1 < len(tree.toks) and tree[last + 1].text == ",":
        k = last + 2
        while (
            k < len(tree.toks)
            and k < last + 12
            and tree[k].text not in {",", ".", '"', ";"}
            and not tree[k].is_verb
        ):
            words.append(tree[k].text)
            k += 1
    if head.dep == "appos":
        above: Tok = tree[head.head]
        closed = [last, *(tok.i for tok in tree.children(above.i, "relcl"))]
        words.extend(tree[j].text for j in tree.subtree(above.i, without=closed))
    return " ".join(words[:20])
