"""Constraints and indexes, generated from the model, in the dialect that both engines run."""

from __future__ import annotations

from mitigraph.graph.model import LINKS, NODES


def constraint_statements() -> tuple[str, ...]:
    """A unique id per label, one study, a unique pair per link type; each may be run again."""
    unique_ids = [
        f"CREATE CONSTRAINT {node.label.lower()}_id IF NOT EXISTS FOR (n:{node.label}) REQUIRE n.id IS UNIQUE"
        for node in NODES
    ]
    unique_pairs = [
        f"CREATE CONSTRAINT {link.type.lower()}_pair IF NOT EXISTS "
        f"FOR ()-[r:{link.type}]-() REQUIRE r.pair IS UNIQUE"
        for link in LINKS
    ]
    one_study = "CREATE CONSTRAINT study_stamp IF NOT EXISTS FOR (n:Study) REQUIRE n.stamp IS UNIQUE"
    return (*unique_ids, one_study, *unique_pairs)


def index_statements() -> tuple[str, ...]:
    """An index per property that the model marks as indexed."""
    return tuple(
        f"CREATE INDEX {node.label.lower()}_{prop.name} IF NOT EXISTS FOR (n:{node.label}) ON (n.{prop.name})"
        for node in NODES
        for prop in node.properties
        if prop.indexed
    )


def schema_statements() -> tuple[str, ...]:
    """Everything that an empty database needs before the first load."""
    return (*constraint_statements(), *index_statements())
