"""What the queries are asked with when they are measured: defaults, and a value for what has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from mitigraph.errors import QueryError
from mitigraph.graph.session import GraphSession
from mitigraph.queries.catalog import Query
from mitigraph.queries.header import Parameter

TABLE = Path(__file__).with_name("queries.yaml")
Values = dict[str, Any]


@dataclass
class Chooser:
    """Chooses parameters; ``graph`` tells which entity has most evidence."""

    graph: GraphSession
    table: Mapping[str, Mapping[str, Any]]
    _busiest: dict[tuple[str, ...], str] = field(default_factory=dict)

    def required(self, query: Query) -> Values:
        """Values of the parameters that have no default.

        Raises:
            QueryError: the table has no value for one, and it is no entity.
        """
        return {
            name: self._value(query, name, parameter)
            for name, parameter in _parameters(query).items()
            if parameter.required
        }

    def cases(self, query: Query, *, every: bool) -> Iterator[tuple[str, Values]]:
        """A name and the values of each case: the defaults, and with ``every`` each other choice alone.

        Other choices are the further ones of a parameter that names them, and of an entity, where the
        default is all of them, the one with most evidence.
        """
        values = self.required(query)
        yield query.id, values
        for name, parameter in _parameters(query).items() if every else ():
            for other in () if parameter.required else self._others(parameter):
                yield f"{query.id} {name}={other}", {**values, name: other}

    def _others(self, parameter: Parameter) -> list[Any]:
        if parameter.entity and parameter.default is None:
            return [self._entity(parameter)]
        return [choice for choice in parameter.choices if choice != parameter.default]

    def _value(self, query: Query, name: str, parameter: Parameter) -> Any:
        given = self.table.get(query.id, {}).get(name)
        if isinstance(given, dict):
            return self._asked(query, name, given["ask"])
        if given is not None:
            return given
        if parameter.entity:
            return self._entity(parameter)
        message = f"{query.id}: the parameter '{name}' is required, and {TABLE.name} has no value for it"
        raise QueryError(message, f"add one to {TABLE.name}")

    def _asked(self, query: Query, name: str, question: str) -> Any:
        rows = self.graph.read(question).rows
        if not rows:
            message = f"{query.id}: the graph has no value for '{name}'"
            raise QueryError(message, f"what {TABLE.name} asks for it has no answer here")
        return rows[0][0]

    def _entity(self, parameter: Parameter) -> Any:
        """The entity with most evidence: that has most relationships."""
        labels = parameter.entity
        if labels not in self._busiest:
            question = (
                f"MATCH (n:{'|'.join(labels)}) RETURN n.id AS id, COUNT {{ (n)--() }} AS degree "
                "ORDER BY degree DESC, id LIMIT 1"
            )
            self._busiest[labels] = self.graph.read(question).rows[0][0]
        busiest = self._busiest[labels]
        return [busiest] if parameter.type == "strings" else busiest


def chooser(graph: GraphSession, table: Path = TABLE) -> Chooser:
    """A chooser with the values of the table's file."""
    return Chooser(graph, yaml.safe_load(table.read_text(encoding="utf-8")) or {})


def _parameters(query: Query) -> Mapping[str, Parameter]:
    return query.header.params if query.header else {}
