"""Parameters that name a node: from an id, a name or a part of one to exactly one id.

A query compares ids and nothing else, so that it asks about one thing and says which; what a word could
mean besides is told, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mitigraph.errors import QueryError
from mitigraph.graph.names import WHOLE, Named, matches, read_named
from mitigraph.graph.session import GraphSession
from mitigraph.queries.catalog import Query
from mitigraph.queries.header import Parameter
from mitigraph.queries.nearest import nearest

SHOWN = 8  # candidates that a message lists


@dataclass(frozen=True)
class Resolved:
    """The values for the database, and what was taken for which node where a word was not its id."""

    values: dict[str, Any]
    meant: dict[str, Named] = field(default_factory=dict)  # by the word that was given


def resolve(
    query: Query, graph: GraphSession, values: Mapping[str, Any], given: Mapping[str, Any]
) -> Resolved:
    """Replace what names nodes by their ids; defaults, which are ids of the query's author, stay.

    Args:
        query: whose header says which parameters name nodes.
        graph: where the nodes are looked up.
        values: every parameter with its value.
        given: those that somebody gave.

    Raises:
        QueryError: a word names nothing of the right kind, or several things.
    """
    resolved = Resolved(dict(values))
    for name, parameter in query.header.params.items() if query.header else ():
        value = values[name]
        if not parameter.entity or name not in given or value is None:
            continue
        words = [value] if isinstance(value, str) else list(value)
        named = read_named(graph.read, parameter.entity)
        ids = [_one(query.id, name, parameter, named, word, resolved) for word in words]
        resolved.values[name] = ids[0] if isinstance(value, str) else ids
    return resolved


def candidates(named: list[Named], word: str) -> list[Named]:
    """The nodes that a word may mean."""
    keys = {f"{node.label}:{node.id}": node for node in named}
    known = {key: node.known_as for key, node in keys.items()}
    exact = [node for node in named if node.id == word]
    whole = [key for key, node in keys.items() if node.label == WHOLE]
    return exact or [keys[key] for key in matches(known, word, whole)]


def _one(
    query_id: str, name: str, parameter: Parameter, named: list[Named], word: str, resolved: Resolved
) -> str:
    found = candidates(named, word)
    ids = sorted({node.id for node in found})
    if not ids:
        raise _unknown(query_id, name, parameter, named, word)
    if len(ids) > 1:
        shown = "; ".join(str(node) for node in found[:SHOWN])
        more = f"; and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        message = f"{query_id}: '{word}' may mean {len(ids)} things ({name})"
        raise QueryError(message, f"give one of these ids: {shown}{more}")
    if ids[0] != word:
        resolved.meant[word] = found[0]
    return ids[0]


def _unknown(query_id: str, name: str, parameter: Parameter, named: list[Named], word: str) -> QueryError:
    ids = {text: node.id for node in named for text in (*node.aliases, node.name)}
    ids |= {node.id: node.id for node in named}
    near = list(dict.fromkeys(ids[each] for each in nearest(word, ids)))
    hint = f"did you mean {' or '.join(map(repr, near))}?" if near else _nothing(named, parameter)
    return QueryError(f"{query_id}: no {' or '.join(parameter.entity)} is called '{word}' ({name})", hint)


def _nothing(named: list[Named], parameter: Parameter) -> str:
    if not named:
        return f"the graph holds no {' or '.join(parameter.entity)}; run 'mitigraph load' first"
    return "nothing in the graph is called like it"
