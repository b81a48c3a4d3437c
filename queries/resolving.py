"""Parameters that name a node: from an id, a name or a part of one to exactly one id.

A query compares ids and nothing else, so that it asks about one thing and says which; what a word could
mean besides is told, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
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
        lookup = _Lookup(f"{query.id}: ", name, parameter, graph)
        words = [value] if isinstance(value, str) else list(value)
        found = {word: lookup.one(word) for word in words}
        resolved.values[name] = found[value].id if isinstance(value, str) else [found[w].id for w in words]
        resolved.meant.update({word: node for word, node in found.items() if node.id != word})
    return resolved


def candidates(named: list[Named], word: str) -> list[Named]:
    """The nodes that a word may mean."""
    keys = {f"{node.label}:{node.id}": node for node in named}
    known = {key: node.known_as for key, node in keys.items()}
    exact = [node for node in named if node.id == word]
    whole = [key for key, node in keys.items() if node.label == WHOLE]
    return exact or [keys[key] for key in matches(known, word, whole)]


@dataclass(frozen=True)
class _Lookup:
    """The nodes that one parameter may name; ``whose`` begins its messages."""

    whose: str
    name: str
    parameter: Parameter
    graph: GraphSession

    @cached_property
    def named(self) -> list[Named]:
        """All that it may mean; read only for a word that is no id, since most are."""
        return read_named(self.graph.read, self.parameter.entity)

    def one(self, word: str) -> Named:
        """The node that a word means."""
        found = read_named(self.graph.read, self.parameter.entity, word) or candidates(self.named, word)
        if not found:
            raise self._unknown(word)
        if len({node.id for node in found}) > 1:
            shown = "; ".join(str(node) for node in found[:SHOWN])
            more = f"; and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
            message = f"{self.whose}'{word}' may mean {len(found)} things ({self.name})"
            raise QueryError(message, f"give one of these ids: {shown}{more}")
        return found[0]

    def _unknown(self, word: str) -> QueryError:
        ids = {text: node.id for node in self.named for text in (*node.aliases, node.name)}
        ids |= {node.id: node.id for node in self.named}
        near = list(dict.fromkeys(ids[each] for each in nearest(word, ids)))
        hint = f"did you mean {' or '.join(map(repr, near))}?" if near else self._nothing()
        return QueryError(f"{self.whose}no {self._kinds} is called '{word}' ({self.name})", hint)

    def _nothing(self) -> str:
        if not self.named:
            return f"the graph holds no {self._kinds}; run 'mitigraph load' first"
        return "nothing in the graph is called like it"

    @property
    def _kinds(self) -> str:
        return " or ".join(self.parameter.entity)
