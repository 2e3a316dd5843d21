"""Read an issue from its table: values one by one, or a range with a step."""

from __future__ import annotations

from goodoffices.errors import InputError
from goodoffices.saying import say
from goodoffices.settlement.exact import decimal
from goodoffices.settlement.issues import Issue
from goodoffices.settlement.tables import Table, as_list, check_keys, tabled, text


def read_issue(table: Table, where: str) -> Issue:
    check_keys(table, frozenset({"id", "name", "values", "range", "notes"}), where)
    name_id = text(table, "id", where)
    name = text(table, "name", where, name_id)
    if ("values" in table) == ("range" in table):
        raise InputError(say("needs either values or a range"), where=where)
    try:
        if "range" in table:
            return _ranged(name_id, name, tabled(table["range"], "range"))
        values = as_list(table["values"], "values")
        return Issue(
            name_id,
            name,
            tuple(
                v if isinstance(v, str) else decimal(v, f"values[{k}]")
                for k, v in enumerate(values)
            ),
        )
    except InputError as error:
        raise error.at(where) from None


def _ranged(name_id: str, name: str, span: Table) -> Issue:
    check_keys(span, frozenset({"from", "to", "step"}), "range")
    if "step" not in span:
        raise InputError(
            say("the range has no step"),
            where="range",
            remedy=say("Packages are compared one by one: give a step as fine as matters"),
        )
    low, high, step = (decimal(span.get(key), f"range.{key}") for key in ("from", "to", "step"))
    return Issue.ranged(name_id, name, low, high, step)
