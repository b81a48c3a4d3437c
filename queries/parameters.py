"""Parameters: from what a person typed to what the database gets.

A header gives every parameter a type, so ``--param depth=3`` is a number and ``--param issue=3`` a word.
Without a header there are no types: a value that is JSON (``3``, ``true``, ``null``, ``["a"]``) is taken
as that, anything else as a string.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from mitigraph.errors import QueryError, UsageError
from mitigraph.queries.catalog import Query
from mitigraph.queries.cypher import read_cypher
from mitigraph.queries.header import EVIDENCE, Header, Parameter
from mitigraph.queries.nearest import did_you_mean

WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
CONVERTERS = {"integer": int, "float": float}


def parse_assignments(assignments: Sequence[str]) -> dict[str, str]:
    """``['issue=drift', ...]`` as a mapping.

    Raises:
        UsageError: one has no ``=`` or no name, or a name stands twice.
    """
    found: dict[str, str] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals or not name:
            raise UsageError(f"--param '{assignment}' is not NAME=VALUE", "for example --param issue=drift")
        if name in found:
            raise UsageError(f"--param '{name}' is given twice", "give it once")
        found[name] = value
    return found


def bind(query: Query, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every parameter of the query with its value: given, converted and checked, or its default.

    Strings are converted to the declared type; other values (from Python or a case file) must have it.

    Raises:
        QueryError: a name is unknown, a required one is missing, or a value does not fit.
    """
    if query.header is None:
        return _bind_freely(query, given)
    declared = query.header.params
    for name in given:
        if name not in declared:
            raise QueryError(f"{query.id} has no parameter '{name}'", did_you_mean(name, declared))
    return {name: _value(query, name, given) for name in declared}


def _value(query: Query, name: str, given: Mapping[str, Any]) -> Any:
    assert query.header is not None  # noqa: S101 - bind() came here because there is one
    parameter = query.header.params[name]
    if name not in given:
        if parameter.required:
            message = f"{query.id} needs the parameter '{name}' ({parameter.help})"
            raise QueryError(message, f"add --param {name}={parameter.type.upper()}")
        return parameter.default
    if isinstance(given[name], str) and not given[name].strip():
        raise QueryError(
            f"{query.id}: '{name}' is empty", f"give it a value, or leave it out: {parameter.help}"
        )
    value = _converted(given[name], parameter)
    if value is None and parameter.required:
        raise QueryError(f"{query.id}: '{name}' may not be empty", f"give it a value: {parameter.help}")
    if value is None:
        return parameter.default
    if not parameter.accepts(value):
        raise _misfit(query.id, name, given[name], parameter)
    return value


def _converted(value: Any, parameter: Parameter) -> Any:
    """A string as the declared type; '' is no value; what cannot be converted stays as it is."""
    if not isinstance(value, str) or parameter.type == "string":
        return value if value != "" else None
    if value.strip() == "":
        return None
    if parameter.type == "strings":
        return [part.strip() for part in value.split(";") if part.strip()]
    if parameter.type == "boolean":
        return WORDS.get(value.strip().lower(), value)
    try:
        return CONVERTERS[parameter.type](value)
    except ValueError:
        return value


def _misfit(query_id: str, name: str, value: Any, parameter: Parameter) -> QueryError:
    message = f"{query_id}: '{name}' may not be {value!r}"
    if parameter.choices:
        wrong = value if isinstance(value, str) else str(value)
        return QueryError(message, did_you_mean(wrong, parameter.choices))
    article = "an" if parameter.type == "integer" else "a list of" if parameter.type == "strings" else "a"
    return QueryError(message, f"it takes {article} {parameter.type}: {parameter.help}")


def _bind_freely(query: Query, given: Mapping[str, Any]) -> dict[str, Any]:
    used = read_cypher(query.text).parameters
    for name in given:
        if name not in used:
            raise QueryError(f"the query has no parameter '${name}'", did_you_mean(name, used))
    for name in used:
        if name not in given:
            raise QueryError(f"the query needs the parameter '${name}'", f"add --param {name}=VALUE")
    return {name: _as_json(value) for name, value in given.items()}


def _as_json(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def describe(header: Header) -> list[tuple[str, str, str, str]]:
    """Each parameter as (name, type or choices, default, help), for lists and pages; not ``evidence``."""
    return [
        (
            name,
            " | ".join(parameter.choices) or parameter.type,
            "required" if parameter.required else json.dumps(parameter.default, ensure_ascii=False),
            parameter.help,
        )
        for name, parameter in header.params.items()
        if name != EVIDENCE  # an option of its own
    ]
