"""What must never be found in a graph: links that differ from their evidence, and loose ends."""

from __future__ import annotations

from dataclasses import dataclass

from mitigraph.graph.derive import all_derived, all_stored, difference
from mitigraph.graph.existing import Read
from mitigraph.graph.model import LINK_TYPES

# each must return no row; the rows name what is loose
LOOSE_ENDS = {
    "two relationships of one type between one pair": (
        "MATCH (a)-[r]->(b) WITH a, b, type(r) AS type, count(r) AS n WHERE n > 1 "
        "RETURN a.id + ' ' + type + ' ' + b.id AS id ORDER BY id"
    ),
    "an excerpt that belongs to no coding": (
        "MATCH (x:Excerpt) WHERE NOT EXISTS { (x)-[:MARKED_IN]->(:Coding) } RETURN x.id AS id ORDER BY id"
    ),
    "a coding that belongs to no interview": (
        "MATCH (c:Coding) WHERE NOT EXISTS { (c)-[:CODING_OF]->(:Interview) } RETURN c.id AS id ORDER BY id"
    ),
    "an interview that nobody gave": (
        "MATCH (i:Interview) WHERE NOT EXISTS { (:Participant)-[:GAVE]->(i) } RETURN i.id AS id ORDER BY id"
    ),
    "a statement without an excerpt": (
        "MATCH (s:Statement) WHERE NOT EXISTS { (s)-[:SUPPORTED_BY]->(:Excerpt) } "
        "RETURN s.id AS id ORDER BY id"
    ),
    "a statement without a subject": (
        "MATCH (s:Statement) WHERE NOT EXISTS { (s)-[:SUBJECT]->() } RETURN s.id AS id ORDER BY id"
    ),
    "an excerpt without a code or a statement": (
        "MATCH (x:Excerpt) WHERE NOT EXISTS { (x)-[:CODED_AS]->() } "
        "AND NOT EXISTS { (:Statement)-[:SUPPORTED_BY]->(x) } "
        "RETURN x.id AS id ORDER BY id"
    ),
}


@dataclass(frozen=True)
class Fault:
    """One thing that must not be: what, and the id or ends of it."""

    what: str
    where: str


def faults(read: Read) -> list[Fault]:
    """Everything that must not be: recomputes every link from the evidence. Empty in a sound graph."""
    found = [Fault(what, row[0]) for what, query in LOOSE_ENDS.items() for row in read(query, {}).rows]
    return found + [fault for type_ in LINK_TYPES for fault in link_faults(read, type_)]


def link_faults(read: Read, type_: str) -> list[Fault]:
    """How the links of a type differ from what the evidence says."""
    changes = difference(all_derived(read, type_), all_stored(read, type_))
    return [
        *(Fault(f"a missing {type_} link", str(link.properties["pair"])) for link in changes.create),
        *(
            Fault(f"wrong counts on a {type_} link", str(c.element.properties["pair"]))
            for c in changes.change
        ),
        *(
            Fault(f"a {type_} link without evidence", str(link.properties.get("pair")))
            for link in changes.remove
        ),
    ]
