"""The same question in three ways: as rows, as a part of the map, as a numerator and its denominator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from mitigraph.errors import QueryError
from mitigraph.graph.session import GraphSession
from mitigraph.graph.subgraph import Link, Node, Subgraph, read_subgraph
from mitigraph.queries.catalog import Query
from mitigraph.queries.cypher import read_cypher
from mitigraph.queries.header import Header
from mitigraph.queries.runner import Question, answer
from mitigraph.queries.table import Table

GRAPH_COLUMNS = {
    "start": "name of the node, or of the link's start",
    "type": "type of the link; nothing for a node that has none here",
    "end": "name of the link's end",
    "participants": "distinct participants whose own work supports the link; nothing where it is declared",
    "excerpts": "distinct excerpts in which they do",
    "start_label": "what the start is",
    "start_id": "its id",
    "end_label": "what the end is",
    "end_id": "its id",
}
COUNT_COLUMNS = {
    "numerator": "how many there are in the answer",
    "denominator": "how many there could be",
    "share": "numerator / denominator, rounded to three digits; nothing where the denominator is 0",
    "what": "what the numerator counts",
    "among": "what the denominator counts",
}


def as_graph(question: Question, graph: GraphSession) -> Table:
    """One row for each link between what stands in one row of the answer, then one for each node without.

    A row that no participant tells (``participants`` is 0) is left out, as in the count.
    """
    found = subgraph(question, graph)
    linked = {node.key for link in found.links for node in (link.start, link.end)}
    rows = [*map(_link_row, found.links), *(_node_row(n) for n in found.nodes if n.key not in linked)]
    about = replace(question.about, columns=GRAPH_COLUMNS)
    return Table(tuple(GRAPH_COLUMNS), tuple(rows), about)


def subgraph(question: Question, graph: GraphSession) -> Subgraph:
    """What the answer names, as a part of the map.

    Raises:
        QueryError: the header does not say which columns hold ids of nodes.
    """
    header = demand_entities(question.query)
    table = answer(replace(question, evidence=False), graph, post=False)
    told = (record for record in table.records() if _is_told(record))
    return read_subgraph(graph.read, (list(_keys(record, header)) for record in told))


def as_count(question: Question, graph: GraphSession) -> Table:
    """One row: numerator, denominator, their quotient, and what both count.

    Raises:
        QueryError: the header does not say what the rows are a part of.
    """
    count = demand_count(question.query).count
    assert count is not None  # noqa: S101 - that is what was demanded
    table = answer(replace(question, evidence=False), graph, post=False)
    told = [record for record in table.records() if _is_told(record)]
    numerator = len({id_ for record in told for id_ in _ids(record[count.of])})
    denominator = _total(question, graph, count.total)
    share = round(numerator / denominator, 3) if denominator else None
    about = replace(question.about, columns=COUNT_COLUMNS)
    return Table(tuple(COUNT_COLUMNS), ((numerator, denominator, share, count.what, count.among),), about)


VIEWS: dict[str, Callable[[Question, GraphSession], Table]] = {
    "table": answer,
    "graph": as_graph,
    "count": as_count,
}


def demand_view(query: Query, view: str) -> None:
    """Refuse a view that the query's header declares nothing for, before a database is opened."""
    if view == "graph":
        demand_entities(query)
    if view == "count":
        demand_count(query)


def demand_entities(query: Query) -> Header:
    """The header that says which columns hold ids; raises QueryError where none does."""
    if query.header is None or not query.header.entities:
        message = f"{query.id} has no view as a graph: its header does not say which columns are entities"
        raise QueryError(message, "use --view table, or declare 'entities' (docs/queries.md says how)")
    return query.header


def demand_count(query: Query) -> Header:
    """The header that says what the rows are a part of; raises QueryError where none does."""
    if query.header is None or query.header.count is None:
        message = f"{query.id} has no view as a count: its header declares no denominator"
        raise QueryError(message, "use --view table, or declare 'count' (docs/queries.md says how)")
    return query.header


def _total(question: Question, graph: GraphSession, text: str) -> int:
    found = graph.read(text, {name: question.values[name] for name in read_cypher(text).parameters})
    return int(found.rows[0][0]) if found.rows else 0


def _keys(record: dict[str, Any], header: Header) -> Iterator[tuple[str, str]]:
    """Label and id of all that the row names; of several labels each, as one of them will have the id."""
    for column, labels in header.entities.items():
        for id_ in _ids(record[column]):
            yield from ((label, id_) for label in labels)


def _is_told(record: dict[str, Any]) -> bool:
    """Whether anybody says what the row says: one of the codebook alone, or denied only, is no part of it."""
    return record.get("participants") != 0


def _ids(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(each) for each in values if each is not None]


def _link_row(link: Link) -> tuple[Any, ...]:
    ends = (link.start.label, link.start.id, link.end.label, link.end.id)
    return (link.start.name, link.type, link.end.name, link.participants, link.excerpts, *ends)


def _node_row(node: Node) -> tuple[Any, ...]:
    return (node.name, None, None, None, None, node.label, node.id, None, None)
