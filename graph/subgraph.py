"""A part of the map: some nodes, and the links of the map between some of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mitigraph.graph.existing import Read
from mitigraph.graph.model import DECLARED, LINKS

CO_CODED = "CO_CODED_WITH"
# What is drawn as a link: not which excerpt mentions what, nor what was only coded on one excerpt.
MAP_TYPES = tuple(link.type for link in (*LINKS, *DECLARED) if link.type not in ("MENTIONS", CO_CODED))


@dataclass(frozen=True, order=True)
class Node:
    """A node by its label and id, with its name (the id where it has none)."""

    label: str
    id: str
    name: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Label and id: an entity and a participant may have the same id."""
        return self.label, self.id


@dataclass(frozen=True)
class Link:
    """A link of the map with its counts; declared ones have none."""

    type: str
    start: Node
    end: Node
    participants: int | None = None
    excerpts: int | None = None


@dataclass(frozen=True)
class Subgraph:
    """Nodes and links, both sorted; the ends of a link are among the nodes."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def read_subgraph(read: Read, groups: Iterable[Iterable[tuple[str, str]]]) -> Subgraph:
    """The nodes of all groups, and the links of the map between nodes that share a group.

    Args:
        read: reads the graph.
        groups: keys (label, id) of what belongs together, such as one row of an answer; keys that the graph
            does not have are left out.
    """
    sets = [frozenset(group) for group in groups]
    nodes = {node.key: node for label, ids in _by_label(sets) for node in _nodes(read, label, ids)}
    together = {(one, other) for group in sets for one in group for other in group if one != other}
    ids = sorted({id_ for _label, id_ in nodes})
    links = [
        Link(type_, nodes[start], nodes[end], participants, excerpts)
        for type_, start_label, start_id, end_label, end_id, participants, excerpts in _links(read, ids)
        if (start := (start_label, start_id)) in nodes
        and (end := (end_label, end_id)) in nodes
        and (start, end) in together
    ]
    return Subgraph(tuple(sorted(nodes.values())), tuple(links))


def _by_label(sets: Iterable[frozenset[tuple[str, str]]]) -> list[tuple[str, list[str]]]:
    found: dict[str, set[str]] = {}
    for group in sets:
        for label, id_ in group:
            found.setdefault(label, set()).add(id_)
    return [(label, sorted(ids)) for label, ids in sorted(found.items())]


def _nodes(read: Read, label: str, ids: list[str]) -> list[Node]:
    query = f"MATCH (n:{label}) WHERE n.id IN $ids RETURN n.id AS id, properties(n) AS p ORDER BY id"
    return [Node(label, id_, dict(p).get("name") or id_) for id_, p in read(query, {"ids": ids}).rows]


def _links(read: Read, ids: list[str]) -> list[tuple[str, str, str, str, str, int | None, int | None]]:
    query = (
        f"MATCH (a)-[r:{'|'.join(MAP_TYPES)}]->(b) WHERE a.id IN $ids AND b.id IN $ids "
        "RETURN type(r) AS type, labels(a)[0] AS start_label, a.id AS start, labels(b)[0] AS end_label, "
        "b.id AS end, r.participants AS participants, r.excerpts AS excerpts "
        "ORDER BY start, type, end, start_label, end_label"
    )
    return [tuple(row) for row in read(query, {"ids": ids}).rows]
