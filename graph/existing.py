"""What the database holds for a part, read back as nodes and relationships to compare with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from mitigraph.graph.elements import STUDY_PART, Node, Relationship
from mitigraph.graph.model import ENTITY_LABELS, NODES
from mitigraph.graph.session import Answer

Read = Callable[[str, Mapping[str, Any]], Answer]

SHARED_LABELS = ("Study", *ENTITY_LABELS, "Participant", "Interview", "Code")
SHARED_TYPES = ("GAVE", "CHILD_OF", "DENOTES", "ASKS_ABOUT", "DEGRADES", "KIND_OF")
_SHARED_STARTS = {
    "GAVE": ("Participant",),
    "CHILD_OF": ("Code",),
    "DENOTES": ("Code",),
    "ASKS_ABOUT": ("Code",),
    "DEGRADES": ("Issue",),
    "KIND_OF": tuple(label for label in ENTITY_LABELS if label != "Phase"),
}
# the label of a coding's own nodes, and the evidence relationships that start at each
_CODING_STARTS = {
    "Coding": ("CODING_OF", "READ_FROM"),
    "Excerpt": ("MARKED_IN", "CODED_AS"),
    "Statement": ("SUPPORTED_BY", "SUBJECT", "OBJECT", "IN_PHASE"),
}


def stamp(read: Read) -> tuple[str | None, bool]:
    """The id of the study that the database holds, and whether it holds anything that is not a study's."""
    studies = [row[0] for row in read("MATCH (s:Study) RETURN s.id AS id ORDER BY id", {}).rows]
    known = [node.label for node in NODES]
    foreign = read(
        "MATCH (n) WHERE NOT any(label IN labels(n) WHERE label IN $known) RETURN count(n) AS n",
        {"known": known},
    )
    if len(studies) > 1:
        return studies[0], True
    return (studies[0] if studies else None), bool(foreign.rows[0][0])


def is_empty(read: Read) -> bool:
    """Whether there is no node at all."""
    found = read("MATCH (n) RETURN n.id AS id LIMIT 1", {})
    return not found.rows


def revision(read: Read, study: str) -> int:
    """How often loads wrote to the study; 0 where it is not in the database yet."""
    rows = read("MATCH (s:Study {id: $study}) RETURN s.revision AS revision", {"study": study}).rows
    return int(rows[0][0] or 0) if rows else 0


def digests(read: Read) -> dict[str, str | None]:
    """Each coding's digest as it was last loaded."""
    rows = read("MATCH (c:Coding) RETURN c.id AS id, c.digest AS digest ORDER BY id", {}).rows
    return {row[0]: row[1] for row in rows}


def part_nodes(read: Read, part: str) -> Iterator[Node]:
    """The nodes that belong to a part."""
    if part == STUDY_PART:
        for label in SHARED_LABELS:
            yield from _nodes(read(f"MATCH (n:{label}) RETURN n.id AS id, properties(n) AS p", {}), label)
        return
    yield from _nodes(
        read("MATCH (n:Coding {id: $part}) RETURN n.id AS id, properties(n) AS p", {"part": part}), "Coding"
    )
    for label in ("Excerpt", "Statement", "Source"):
        query = f"MATCH (n:{label} {{coding: $part}}) RETURN n.id AS id, properties(n) AS p"
        yield from _nodes(read(query, {"part": part}), label)


def part_relationships(read: Read, part: str) -> Iterator[Relationship]:
    """The evidence and declared relationships that belong to a part; links are derived, not compared."""
    starts = _SHARED_STARTS if part == STUDY_PART else _coding_starts()
    for type_, labels in starts.items():
        for label in labels:
            yield from _relationships(read, part, type_, label)


def _coding_starts() -> dict[str, tuple[str, ...]]:
    return {type_: (label,) for label, types in _CODING_STARTS.items() for type_ in types}


def _relationships(read: Read, part: str, type_: str, label: str) -> Iterator[Relationship]:
    if part == STUDY_PART:
        start = f"(a:{label})"
    else:
        start = f"(a:{label} {{{'id' if label == 'Coding' else 'coding'}: $part}})"
    query = (
        f"MATCH {start}-[r:{type_}]->(b) "
        "RETURN a.id AS start, labels(b)[0] AS label, b.id AS end, properties(r) AS p"
    )
    for start_id, end_label, end_id, properties in read(query, {"part": part}).rows:
        yield Relationship(type_, (label, start_id), (end_label, end_id), dict(properties or {}))


def _nodes(answer: Answer, label: str) -> Iterable[Node]:
    for id_, properties in answer.rows:
        yield Node(label, id_, {name: value for name, value in properties.items() if name != "id"})
