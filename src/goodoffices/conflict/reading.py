"""From a parsed tree (TOML or JSON alike) to a `Conflict`, every key checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.conflict.expressions import ID, KEYWORDS, parse, parse_pattern
from goodoffices.conflict.fields import as_list, as_table, as_text, join, known, only, shown
from goodoffices.conflict.model import Conflict, DecisionMaker, Direction, Option
from goodoffices.conflict.preferences import Preference, Reader
from goodoffices.conflict.states import Named, States, generated, labelled, listed
from goodoffices.errors import InputError, LimitError
from goodoffices.kernels.states import STATE_LIMIT
from goodoffices.saying import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["CARRIED", "FORMAT", "read_states", "read_tree"]

FORMAT = "goodoffices-conflict/1"
CARRIED = ("expected", "published", "notes", "licence")
_KEYS = (
    "format",
    "title",
    "source",
    "decision_makers",
    "infeasible",
    "coalesce",
    "states",
    "status_quo",
    "preferences",
    "pairwise",
    "beliefs",
    "moves",
    "forbidden_moves",
    *CARRIED,
)
_OPTIONS = 64
_DECISION_MAKERS = 64


def read_tree(tree: object) -> Conflict:
    """Read `goodoffices-conflict/1` from a parsed tree. Raises InputError, naming the place."""
    whole = as_table(tree, "")
    if "format" not in whole:
        raise InputError(
            say("the key 'format' is missing"),
            remedy=say("Begin with format = '{format}'.", format=FORMAT),
        )
    if whole["format"] != FORMAT:
        raise InputError(
            say("unknown format {format}", format=shown(whole["format"])),
            where="format",
            remedy=say("This command reads '{format}'.", format=FORMAT),
        )
    only(whole, _KEYS, "")
    makers = _decision_makers(whole)
    ids = tuple(dm.id for dm in makers)
    options = {o.id: bit for bit, o in enumerate(o for dm in makers for o in dm.options)}
    states = read_states(whole, options)
    preferences, beliefs = _all_preferences(whole, ids, options, states)
    status_quo = None
    if whole.get("status_quo") is not None:
        status_quo = states.find(whole["status_quo"], "status_quo")
    return Conflict(
        title=as_text(whole.get("title", ""), "title"),
        source=as_text(whole.get("source", ""), "source"),
        decision_makers=makers,
        states=states,
        preferences=preferences,
        status_quo=status_quo,
        moves=_moves(whole, makers, states),
        forbidden_moves=_forbidden(whole, ids, options),
        beliefs=beliefs,
        written={
            key: whole[key]
            for key in ("infeasible", "coalesce", "states", "pairwise")
            if key in whole
        },
        carried={key: whole[key] for key in CARRIED if key in whole},
    )


def _decision_makers(whole: Mapping[str, object]) -> tuple[DecisionMaker, ...]:
    entries = as_list(whole.get("decision_makers", ()), "decision_makers")
    if not entries:
        raise InputError(
            say("the model has no decision makers"),
            where="decision_makers",
            remedy=say("Give at least one [[decision_makers]]."),
        )
    if len(entries) > _DECISION_MAKERS:
        raise LimitError(
            say("more than {most} decision makers", most=_DECISION_MAKERS),
            where="decision_makers",
        )
    taken: dict[str, str] = {}
    makers = []
    for place, entry in enumerate(entries):
        spot = join("decision_makers", place)
        table = as_table(entry, spot)
        only(table, ("id", "name", "options"), spot)
        own = _id(table, spot, taken)
        options = tuple(
            _option(one, join(join(spot, "options"), number), taken)
            for number, one in enumerate(as_list(table.get("options", ()), join(spot, "options")))
        )
        makers.append(DecisionMaker(own, _name(table, spot, own), options))
    if sum(len(dm.options) for dm in makers) > _OPTIONS:
        raise LimitError(
            say("more than {options} options", options=_OPTIONS), where="decision_makers"
        )
    return tuple(makers)


def _option(value: object, where: str, taken: dict[str, str]) -> Option:
    table = as_table(value, where)
    only(table, ("id", "name", "moves"), where)
    own = _id(table, where, taken)
    moves = table.get("moves", Direction.BOTH.value)
    if moves not in [one.value for one in Direction]:
        raise InputError(
            say("moves cannot be {moves}", moves=shown(moves)),
            where=where,
            remedy=say("Write 'both', 'N->Y' or 'Y->N'."),
        )
    return Option(own, _name(table, where, own), Direction(str(moves)))


def _id(table: Mapping[str, object], where: str, taken: dict[str, str]) -> str:
    if "id" not in table:
        raise InputError(say("the key 'id' is missing"), where=where)
    own = as_text(table["id"], join(where, "id"))
    if not ID.fullmatch(own) or own in KEYWORDS:
        raise InputError(
            say("{id} cannot be an id", id=shown(own)),
            where=join(where, "id"),
            remedy=say(
                "Use lower-case letters, digits and underscores, beginning with a letter; "
                "'if' and 'iff' are taken."
            ),
        )
    if own in taken:
        raise InputError(
            say("the id {id} is used twice", id=repr(own)),
            where=join(where, "id"),
            remedy=say(
                "It stands at {taken} already; ids are unique in the file.", taken=taken[own]
            ),
        )
    taken[own] = where
    return own


def _name(table: Mapping[str, object], where: str, own: str) -> str:
    return as_text(table.get("name", own), join(where, "name"))


def read_states(
    whole: Mapping[str, object], options: Mapping[str, int], limit: int = STATE_LIMIT
) -> States:
    """Read the states of a file, or generate them, at most so many."""
    infeasible = _statements(whole, "infeasible", options)
    coalesce = _statements(whole, "coalesce", options)
    if "states" not in whole:
        if not options:
            raise InputError(
                say("the model has neither options nor states"),
                where="states",
                remedy=say("Give the decision makers options, or list 'states' with 'moves'."),
            )
        return generated(len(options), infeasible, coalesce, limit)
    entries = as_list(whole["states"], "states")
    lines = [as_text(line, join("states", place)) for place, line in enumerate(entries)]
    if options:
        return listed(lines, len(options), infeasible if "infeasible" in whole else None, coalesce)
    if infeasible or coalesce:
        raise InputError(
            say("without options, nothing can be infeasible or coalesced"), where="states"
        )
    if "moves" not in whole:
        raise InputError(
            say("states without options need 'moves'"),
            where="states",
            remedy=say("Give moves.<decision maker> = [[from, to], …]."),
        )
    return labelled(lines)


def _statements(
    whole: Mapping[str, object], key: str, options: Mapping[str, int]
) -> tuple[Named, ...]:
    named = []
    for place, entry in enumerate(as_list(whole.get(key, ()), key)):
        spot = join(key, place)
        text = as_text(entry, spot)
        named.append(Named(text, parse(text, options, where=spot), spot))
    return tuple(named)


def _all_preferences(
    whole: Mapping[str, object],
    ids: Sequence[str],
    options: Mapping[str, int],
    states: States,
) -> tuple[dict[str, Preference], dict[str, dict[str, Preference]]]:
    reader = Reader(options, states)
    table = as_table(whole.get("preferences", {}), "preferences")
    pairs = as_table(whole.get("pairwise", {}), "pairwise")
    for where, keys in (("preferences", table), ("pairwise", pairs)):
        for name in keys:
            known(name, ids, "decision maker", where)
    for name in ids:
        if name not in table:
            raise InputError(
                say("{name} has no preferences", name=repr(name)),
                where="preferences",
                remedy=say(
                    "Write preferences.{name} = {{}} if all states are the same to it.", name=name
                ),
            )
    true = {
        name: reader.read(
            table[name],
            pairs.get(name, ()),
            join("preferences", name),
            join("pairwise", name),
        )
        for name in ids
    }
    beliefs: dict[str, dict[str, Preference]] = {}
    for holder, value in as_table(whole.get("beliefs", {}), "beliefs").items():
        known(holder, ids, "decision maker", "beliefs")
        spot = join("beliefs", holder)
        beliefs[holder] = {}
        for other, held in as_table(value, spot).items():
            known(other, ids, "decision maker", spot)
            if other == holder:
                raise InputError(say("beliefs are about the others"), where=join(spot, other))
            beliefs[holder][other] = reader.read(held, (), join(spot, other), spot)
    return true, beliefs


def _moves(
    whole: Mapping[str, object], makers: Sequence[DecisionMaker], states: States
) -> dict[str, tuple[tuple[int, int], ...]] | None:
    if "moves" not in whole:
        return None
    table = as_table(whole["moves"], "moves")
    if "states" not in whole:
        raise InputError(
            say("'moves' between numbered states need the list 'states'"), where="moves"
        )
    for name in table:
        known(name, (dm.id for dm in makers), "decision maker", "moves")
    moves = {}
    for dm in makers:
        if dm.id not in table:
            raise InputError(
                say("{name} has no list of moves", name=repr(dm.id)),
                where="moves",
                remedy=say("Write moves.{name} = [] if it cannot move.", name=dm.id),
            )
        if any(option.moves is not Direction.BOTH for option in dm.options):
            raise InputError(
                say("{name} has both irreversible options and a list of moves", name=repr(dm.id)),
                where=join("moves", dm.id),
                remedy=say("Drop one of the two."),
            )
        moves[dm.id] = _edges(table[dm.id], states, join("moves", dm.id))
    return moves


def _edges(value: object, states: States, where: str) -> tuple[tuple[int, int], ...]:
    edges = []
    for place, entry in enumerate(as_list(value, where)):
        spot = join(where, place)
        ends = as_list(entry, spot)
        if len(ends) != 2:  # noqa: PLR2004 - from, to
            raise InputError(
                say("expected [from, to], found {entry}", entry=shown(entry)), where=spot
            )
        start, end = states.find(ends[0], spot), states.find(ends[1], spot)
        if start == end:
            raise InputError(say("a move from a state to itself"), where=spot)
        edges.append((start, end))
    return tuple(dict.fromkeys(edges))


def _forbidden(
    whole: Mapping[str, object], ids: Sequence[str], options: Mapping[str, int]
) -> dict[str, tuple[tuple[str, str], ...]]:
    forbidden = {}
    for name, value in as_table(whole.get("forbidden_moves", {}), "forbidden_moves").items():
        known(name, ids, "decision maker", "forbidden_moves")
        where = join("forbidden_moves", name)
        pairs = []
        for place, entry in enumerate(as_list(value, where)):
            spot = join(where, place)
            ends = as_list(entry, spot)
            if len(ends) != 2:  # noqa: PLR2004 - from, to
                raise InputError(
                    say("expected [from pattern, to pattern], found {entry}", entry=shown(entry)),
                    where=spot,
                )
            start, end = as_text(ends[0], spot), as_text(ends[1], spot)
            for pattern in (start, end):
                parse_pattern(pattern, len(options), where=spot)
            pairs.append((start, end))
        forbidden[name] = tuple(pairs)
    return forbidden
