"""Tiny studies for tests of loading, in the short form of ``mitigraph.queries.given``."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from mitigraph.graph.existing import Read
from mitigraph.graph.model import LINK_TYPES
from mitigraph.graph.session import GraphSession
from mitigraph.loaders.load import LoadReport, Request, load
from mitigraph.queries.given import extend, write_study

Given = dict[str, Any]

BASE: Given = {
    "phases": ["collection", "deployment"],
    "quality_attributes": ["reliability"],
    "issues": [
        {"id": "drift", "quality_attribute": "reliability"},
        {"id": "label-drift", "kind_of": "drift"},
    ],
    "causes": ["unset-seed", "no-owner"],
    "mitigations": ["retraining"],
    "consequences": ["lost-trust"],
    "codes": [
        {"code": "Drift", "kind": "issue", "denotes": "drift", "phase": "deployment", "aliases": "drift-old"},
        {"code": "Drift-fix", "kind": "mitigation", "denotes": "retraining", "answers": "Drift"},
        {"code": "Q1", "kind": "marker", "asks_about": "drift"},
    ],
}

# One statement that leaves nothing to be warned of: it says the phase of what it causes.
STATEMENT = {
    "interview": 1,
    "subject": "unset-seed",
    "relation": "causes",
    "object": "drift",
    "phase": "deployment",
}


def given(**more: Any) -> Given:
    """``BASE`` with further rows."""
    return extend(BASE, more)


def load_given(graph: GraphSession, folder: Path, rows: Given) -> LoadReport:
    """Write the study in place of the one that is in the folder, and load it."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    write_study(rows, folder)
    return load(graph, Request(folder))


def links(read: Read, type_: str) -> dict[tuple[str, str], dict[str, Any]]:
    """The links of a type by their ends, each with its counts that are not 0."""
    assert type_ in LINK_TYPES
    rows = read(f"MATCH (a)-[r:{type_}]->(b) RETURN a.id, b.id, properties(r) ORDER BY a.id, b.id", {}).rows
    return {
        (start, end): {name: value for name, value in counts.items() if value and name != "pair"}
        for start, end, counts in rows
    }


def everything(read: Read) -> tuple[list[Any], list[Any]]:
    """All nodes and relationships with their properties, loads aside: two equal graphs give equal lists."""
    nodes = read(
        "MATCH (n) WHERE NOT n:Load "
        "RETURN labels(n)[0] AS label, n.id AS id, properties(n) AS p ORDER BY label, id",
        {},
    ).rows
    relationships = read(
        "MATCH (a)-[r]->(b) WHERE type(r) <> 'BROUGHT' "
        "RETURN type(r) AS type, a.id AS start, b.id AS end, properties(r) AS p ORDER BY type, start, end",
        {},
    ).rows
    bare = [(label, id_, {k: v for k, v in p.items() if k != "revision"}) for label, id_, p in nodes]
    return bare, list(relationships)
