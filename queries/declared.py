"""Checks of what a header declares beyond parameters and columns: entities, count, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mitigraph.errors import WriteRefused
from mitigraph.graph.model import NODE
from mitigraph.graph.readonly import refuse_writes
from mitigraph.queries.catalog import Query
from mitigraph.queries.cypher import Reading, read_cypher
from mitigraph.queries.findings import Finding, place_of
from mitigraph.queries.header import EVIDENCE, Header, line_in_header
from mitigraph.queries.nearest import did_you_mean
from mitigraph.queries.schema_names import unknown_names
from mitigraph.queries.table import EXCERPTS


def check_declarations(query: Query, reading: Reading) -> Iterator[Finding]:
    """What is wrong with the header's ``entities``, ``count`` and evidence."""
    del reading  # the same signature as the checks of the text
    if query.header is None:
        return
    yield from _entities(query, query.header)
    yield from _evidence(query, query.header)
    yield from _total(query, query.header)
    yield from _example(query, query.header)


def _entities(query: Query, header: Header) -> Iterator[Finding]:
    for column, labels in header.entities.items():
        for label in labels:
            if label not in NODE:
                message = f"'{column}' is said to hold ids of {label}, and the model has no such label"
                yield Finding(_at(query, f"{column}:"), message, did_you_mean(label, NODE))


def _evidence(query: Query, header: Header) -> Iterator[Finding]:
    has = (EVIDENCE in header.params, EXCERPTS in header.returns)
    if has == (True, False):
        message = f"the parameter '{EVIDENCE}' asks for excerpts, and no column '{EXCERPTS}' holds them"
        yield Finding(_at(query, f"{EVIDENCE}:"), message, f"return their ids as {EXCERPTS}")
    if has == (False, True):
        message = f"'{EXCERPTS}' hands out ids of excerpts without being asked to"
        how = f"collect(DISTINCT CASE WHEN ${EVIDENCE} THEN x.id END)"
        hint = f"declare {EVIDENCE} (boolean, default false) and return {how}"
        yield Finding(_at(query, f"{EXCERPTS}:"), message, hint)


def _total(query: Query, header: Header) -> Iterator[Finding]:
    if header.count is None:
        return
    place = _at(query, "total:")
    if header.count.of not in header.entities:
        hint = f"add '{header.count.of}' to 'entities' with its label"
        yield Finding(place, f"'count' counts '{header.count.of}', which is no column of entities", hint)
    try:
        refuse_writes(header.count.total)
    except WriteRefused as error:
        yield Finding(place, f"'total': {error.message}", error.hint)
        return
    total = read_cypher(header.count.total)
    if len(total.items) != 1:
        hint = "end it with RETURN count(DISTINCT ...) AS n"
        yield Finding(place, "'total' returns no single number", hint)
    for name in sorted(set(total.parameters) - set(header.params)):
        yield Finding(place, f"'total' uses ${name}, which the header does not declare", "declare it")
    for finding in unknown_names(query, total):
        yield replace(finding, place=place, message=f"'total': {finding.message}")


def _example(query: Query, header: Header) -> Iterator[Finding]:
    place = _at(query, "example:")
    for name, value in header.example.items():
        if name not in header.params:
            yield Finding(
                place, f"'example' has an unknown parameter '{name}'", did_you_mean(name, header.params)
            )
        elif not header.params[name].accepts(value):
            yield Finding(place, f"'example': {name} may not be {value!r}", header.params[name].help)
    for name, parameter in header.params.items():
        if parameter.required and name not in header.example:
            hint = f"add 'example: {{{name}: ...}}', with which it answers something on a real study"
            yield Finding(place, f"the required parameter '{name}' has no example", hint)


def _at(query: Query, key: str) -> str:
    return place_of(query.path, line_in_header(query.text, key))
