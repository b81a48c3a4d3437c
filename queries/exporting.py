"""Queries for other programs: files for Neo4j Browser, a page of Markdown, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from mitigraph.errors import QueryError
from mitigraph.queries.catalog import Query
from mitigraph.queries.explain import literal
from mitigraph.queries.header import Header, Parameter
from mitigraph.queries.reference import reference

PLACEHOLDER = {"string": "an id", "integer": 0, "float": 0.0, "boolean": False, "strings": ["an id"]}


def for_browser(query: Query) -> str:
    """The text of a file that Neo4j Browser takes as a saved query.

    Its first line, a comment, is the name in the list; each parameter is set by a ``:param`` command of the
    Browser to its default, to be edited there. Values must be ids: the Browser looks no names up.
    """
    header = _header(query)
    lines = [f"// {_on_a_line(header.title)} ({query.id})"]
    for name, parameter in header.params.items():
        lines += [
            f"// {name}: {_on_a_line(parameter.help)}",
            f":param {name} => {literal(_value(parameter))};",
        ]
    return "\n".join([*lines, query.body.rstrip().removesuffix(";") + ";", ""])


def as_json(queries: Iterable[Query]) -> str:
    """A list with an object for each query: id, what its header says, and its Cypher."""
    return json.dumps([_record(query) for query in queries], ensure_ascii=False, indent=2) + "\n"


def as_markdown(queries: Iterable[Query]) -> str:
    """The reference of the queries with their Cypher."""
    return reference(queries, cypher=True)


def _on_a_line(text: str) -> str:
    """A comment ends with its line: what came after would be code."""
    return " ".join(text.split())


def _record(query: Query) -> dict[str, Any]:
    header = _header(query).model_dump(mode="json", exclude_defaults=True)
    return {"id": query.id, **header, "cypher": query.body}


def _value(parameter: Parameter) -> Any:
    return PLACEHOLDER[parameter.type] if parameter.required else parameter.default


def _header(query: Query) -> Header:
    if query.header is None:
        raise QueryError(f"{query.id} has no header to export", "give it one: docs/queries.md says how")
    return query.header
