"""Read a Genius scenario: a folder with a domain file and a file of preferences for each party.

The format is that of the Genius simulator (Lin et al. 2014, Computational Intelligence 30(1)).
Evaluations of an issue are divided by their maximum before the weight applies; a linear
evaluator is offset + slope * (value - lower bound); boxes of a nonlinear space are closed on
both sides and their issues are numbered by the file. A party without a reservation value has
none that is known.
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.settlement.exact import decimal, shown
from goodoffices.settlement.issues import Issue
from goodoffices.settlement.naming import fresh_id
from goodoffices.settlement.preferences import Additive, Box, HyperRectangles
from goodoffices.settlement.scenario import Party, Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.settlement.preferences import Preference

DIVISION = Context(prec=30)


def read_genius(files: Mapping[str, str], title: str) -> Scenario:
    """Read a scenario from the texts of its XML files by name, parties in order of the names."""
    trees = {name: _tree(words, name) for name, words in files.items()}
    domains = [name for name, tree in trees.items() if tree.tag == "negotiation_template"]
    if len(domains) != 1:
        raise InputError(
            say("there are {count} domain files (negotiation_template)", count=len(domains)),
            where=title,
            remedy=say("A Genius folder holds one domain and one file for each party"),
        )
    issues, numbers = _issues(trees[domains[0]], domains[0])
    parties: list[Party] = []
    for name in sorted(name for name, tree in trees.items() if tree.tag == "utility_space"):
        stem = name.rsplit(".", 1)[0]
        reservation = trees[name].find("reservation")
        parties.append(
            Party(
                fresh_id(stem, {party.id for party in parties}),
                stem,
                _preference(trees[name], issues, numbers, name),
                None if reservation is None else _number(reservation, "value", name),
            )
        )
    return Scenario(issues, tuple(parties), title=title, source=f"Genius: {title}")


def _tree(words: str, name: str) -> ET.Element:
    if "<!DOCTYPE" in words or "<!ENTITY" in words:
        raise InputError(
            say("declares a document type"), where=name, remedy=say("Remove the declaration")
        )
    try:
        return ET.fromstring(words)  # noqa: S314  # no declarations, so no entities to expand
    except (ET.ParseError, ValueError, RecursionError) as error:
        raise InputError(say("is not XML ({error})", error=error), where=name) from None


def _attribute(node: ET.Element, key: str, where: str) -> str:
    value = node.get(key)
    if value is None:
        raise InputError(say("<{tag}> has no {key}", tag=node.tag, key=key), where=where)
    return value


def _number(node: ET.Element, key: str, where: str) -> Decimal:
    word = _attribute(node, key, where)
    try:
        return decimal(Decimal(word.strip()), where)
    except ArithmeticError:
        raise InputError(
            say(
                "the {key} {word} of <{tag}> is not a number",
                key=key,
                word=shown(word),
                tag=node.tag,
            ),
            where=where,
        ) from None


def _issues(tree: ET.Element, where: str) -> tuple[tuple[Issue, ...], dict[str, int]]:
    """Return the issues and where each of the file's issue numbers stands among them."""
    issues: list[Issue] = []
    numbers: dict[str, int] = {}
    for node in tree.iter("issue"):
        name = _attribute(node, "name", where)
        issue_id = fresh_id(name, {issue.id for issue in issues})
        numbers[_attribute(node, "index", where)] = len(issues)
        if node.get("type", node.get("etype")) == "integer":
            low, high = (_number(node, key, where) for key in ("lowerbound", "upperbound"))
            issues.append(Issue.ranged(issue_id, name, low, high, Decimal(1)))
        else:
            values = tuple(_attribute(item, "value", where) for item in node.findall("item"))
            issues.append(Issue(issue_id, name, values))
    return tuple(issues), numbers


def _place(node: ET.Element, numbers: dict[str, int], where: str) -> int:
    index = _attribute(node, "index", where)
    if index not in numbers:
        raise InputError(
            say("there is no issue with index {index}", index=shown(index)), where=where
        )
    return numbers[index]


def _preference(
    tree: ET.Element, issues: tuple[Issue, ...], numbers: dict[str, int], where: str
) -> Preference:
    utility = tree.find(".//utility")
    if utility is not None:
        return _boxes(utility, numbers, where)
    weights = {_place(node, numbers, where): node for node in tree.iter("weight")}
    spaces = {_place(node, numbers, where): node for node in tree.iter("issue")}
    missing = [issue.name for j, issue in enumerate(issues) if j not in weights or j not in spaces]
    if missing:
        raise InputError(
            say("has no weight or evaluations for {missing}", missing=missing[0]), where=where
        )
    return Additive(
        tuple(_number(weights[j], "value", where) for j in range(len(issues))),
        tuple(_scores(spaces[j], issue, where) for j, issue in enumerate(issues)),
    )


def _scores(node: ET.Element, issue: Issue, where: str) -> tuple[Decimal, ...]:
    place = f"{where}: {issue.name}"
    evaluator = node.find("evaluator")
    if evaluator is not None:
        if evaluator.get("ftype") != "linear":
            kind = shown(evaluator.get("ftype"))
            raise InputError(say("the evaluator is {kind}, not 'linear'", kind=kind), where=place)
        slope, offset = (_number(evaluator, key, place) for key in ("slope", "offset"))
        low = _number(node, "lowerbound", place)
        steps = [v - low for v in issue.values if isinstance(v, Decimal)]
        if len(steps) != len(issue.values):
            raise InputError(say("a linear evaluator needs numbers, not words"), where=place)
        return tuple(offset + slope * step for step in steps)
    found = {item.get("value"): _number(item, "evaluation", place) for item in node.findall("item")}
    missing = [value for value in issue.values if value not in found]
    if missing:
        raise InputError(say("no evaluation of {missing}", missing=shown(missing[0])), where=place)
    scores = [found[str(value)] for value in issue.values]
    top = max(scores)
    if min(scores) < 0 or top == 0:
        if any(scores):
            raise InputError(say("an evaluation is negative"), where=place)
        return tuple(scores)
    return tuple(DIVISION.divide(score, top) for score in scores)


def _boxes(utility: ET.Element, numbers: dict[str, int], where: str) -> HyperRectangles:
    boxes = []
    for function in utility.iter("ufun"):
        weight = _number(function, "weight", where) if function.get("weight") else Decimal(1)
        if function.get("aggregation", "sum") != "sum":
            raise InputError(
                say("aggregation {found} is not 'sum'", found=shown(function.get("aggregation"))),
                where=where,
            )
        for node in function:
            if node.tag != "hyperRectangle":
                raise InputError(say("<{tag}> is not a hyperRectangle", tag=node.tag), where=where)
            sides = tuple(
                (
                    _place(side, numbers, where),
                    _number(side, "min", where),
                    _number(side, "max", where),
                )
                for side in node.findall("INCLUDES")
            )
            boxes.append(Box(weight * _number(node, "utility", where), sides))
    return HyperRectangles(_number(utility, "maxutility", where), tuple(boxes))
