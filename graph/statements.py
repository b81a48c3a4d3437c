"""The write statements, as Cypher text built from labels and types of the model.

New things are CREATEd, never MERGEd: the plan knows what is new, and MERGE is quadratic in a hub's
degree on the embedded engine (difference 4). Labels and types come from the model only, so no text of
a user ever becomes part of a statement; values always travel as parameters.
"""

from __future__ import annotations

from mitigraph.graph.model import NODE, RELATIONSHIP


def create_nodes(label: str) -> str:
    """Create nodes from ``$rows`` of {id, properties}."""
    return f"UNWIND $rows AS row CREATE (n:{_label(label)} {{id: row.id}}) SET n += row.properties"


def change_nodes(label: str) -> str:
    """Set the ``properties`` of nodes from ``$rows``; a null removes a property."""
    return f"UNWIND $rows AS row MATCH (n:{_label(label)} {{id: row.id}}) SET n += row.properties"


def delete_nodes(label: str) -> str:
    """Delete the nodes of ``$rows`` with whatever hangs on them."""
    return f"UNWIND $rows AS row MATCH (n:{_label(label)} {{id: row.id}}) DETACH DELETE n"


def create_relationships(type_: str, start: str, end: str) -> str:
    """Create relationships from ``$rows`` of {start, end, properties}."""
    return (
        f"UNWIND $rows AS row MATCH (a:{_label(start)} {{id: row.start}}) "
        f"MATCH (b:{_label(end)} {{id: row.end}}) CREATE (a)-[r:{_type(type_)}]->(b) SET r += row.properties"
    )


def change_relationships(type_: str, start: str, end: str) -> str:
    """Set the ``properties`` of relationships from ``$rows``; a null removes a property."""
    return f"UNWIND $rows AS row {_joined(type_, start, end)} SET r += row.properties"


def delete_relationships(type_: str, start: str, end: str) -> str:
    """Delete the relationships of ``$rows``."""
    return f"UNWIND $rows AS row {_joined(type_, start, end)} DELETE r"


def _joined(type_: str, start: str, end: str) -> str:
    return (
        f"MATCH (a:{_label(start)} {{id: row.start}})-[r:{_type(type_)}]->(b:{_label(end)} {{id: row.end}})"
    )


def _label(label: str) -> str:
    return NODE[label].label


def _type(type_: str) -> str:
    return RELATIONSHIP[type_].type
