"""What a database says of a query's text before it runs: EXPLAIN, which plans and does nothing.

The checks without a database know names and clauses, not the whole grammar; no parser on PyPI knows it
either (docs/decisions.md has the comparison). So the engine that will run the query reads it first.
"""

from __future__ import annotations

import re

from mitigraph.errors import QueryError, WriteRefused
from mitigraph.graph.session import GraphSession
from mitigraph.queries.catalog import Query
from mitigraph.queries.cypher import read_cypher
from mitigraph.queries.findings import Finding

PREFIX = "EXPLAIN "
# Neo4j says '... (line 2, column 13 (offset: 28))', columns from 1; the embedded engine 'Syntax error at
# line 2:12 - ...', columns from 0.
NEO4J = re.compile(r"\s*\(line (\d+), column (\d+)(?: \(offset: \d+\))?\)")
EMBEDDED = re.compile(r"(?:Syntax error )?at line (\d+):(\d+)(?: - )?")
VARIABLE = re.compile(r"[Vv]ariable [`'\"]?(\w+)")


def check_syntax(query: Query, graph: GraphSession) -> list[Finding]:
    """What the database cannot read in a query, with ``path:line:column`` where it says so.

    A query that could write is not asked about: the checks without a database have refused it.

    Raises:
        DatabaseError: the database is away.
    """
    try:
        graph.read(PREFIX + query.text, _any_values(query))
    except WriteRefused:
        return []
    except QueryError as error:
        return [_finding(query, str(getattr(error.__cause__, "message", None) or error.message))]
    return []


def _any_values(query: Query) -> dict[str, object]:
    """A value for every parameter: its default, or none; a plan needs no more."""
    defaults = {name: each.default for name, each in query.header.params.items()} if query.header else {}
    return dict.fromkeys(read_cypher(query.text).parameters) | defaults


def _finding(query: Query, message: str) -> Finding:
    line = next((each for each in message.splitlines() if each.strip()), "")
    text, place = line, str(query.path)
    for pattern, offset in ((NEO4J, 0), (EMBEDDED, 1)):
        found = pattern.search(line)
        if found:
            column = int(found[2]) + offset - (len(PREFIX) if found[1] == "1" else 0)
            place = f"{query.path}:{found[1]}:{max(column, 1)}"
            text = pattern.sub("", line, count=1)
            break
    else:
        place = _where_named(query, text)
    return Finding(place, f"the database cannot read the query: {text.strip()}", "correct it at this place")


def _where_named(query: Query, message: str) -> str:
    """Where a message tells no place but names a variable: the last line that has it."""
    named = VARIABLE.search(message)
    lines = [token.line for token in read_cypher(query.text).tokens if named and token.name == named[1]]
    return f"{query.path}:{lines[-1]}" if lines else str(query.path)
