"""A query as it runs: its text with the values of the parameters in their places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mitigraph.graph.cypher_tokens import tokens_of
from mitigraph.queries.catalog import Query

_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def explained(query: Query, values: Mapping[str, Any]) -> str:
    """Cypher without parameters, ready to paste into Neo4j Browser; its first line says what it asks.

    Args:
        query: a query whose text only reads.
        values: every parameter with its value, as the database gets it.
    """
    text = query.body
    for token in reversed(tokens_of(text)):
        if token.kind == "parameter":
            text = f"{text[: token.start]}{literal(values[_name(token.text)])}{text[token.end :]}"
    title = f" {' '.join(query.header.title.split())}" if query.header else ""  # a comment ends with its line
    return f"// {query.id}:{title}\n{text}\n"


def literal(value: Any) -> str:
    """A value as a literal of Cypher: null, true, 3, 0.5, 'text' or a list of these."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(literal(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(key)}: {literal(item)}' for key, item in value.items())}}}"
    return f"'{''.join(_ESCAPES.get(character, character) for character in str(value))}'"


def _key(name: str) -> str:
    return f"`{name.replace('`', '``')}`"


def _name(parameter: str) -> str:
    return parameter[1:].strip("`")
