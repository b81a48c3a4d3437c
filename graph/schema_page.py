"""The schema as a page, a diagram or JSON, all from the model."""

from __future__ import annotations

import json
from collections.abc import Iterable

from mitigraph.graph.constraints import schema_statements
from mitigraph.graph.model import NODES, RELATIONSHIPS
from mitigraph.graph.model_types import Layer, NodeType, Property, RelationshipType

_LAYERS = {
    Layer.LINK: (
        "Links",
        (
            "The map that people query and look at: derived from the evidence that counts, one per pair and "
            "type. `participants`, `excerpts`, `stated` and `inferred` count what is affirmed and about the "
            "participant's own work; `denied`, `others` and `codebook` are counted apart."
        ),
    ),
    Layer.EVIDENCE: ("Evidence", "What was said, and who read it how. Every node belongs to one coding."),
    Layer.DECLARED: ("Declared by the registry", "These open to a file and line instead of excerpts."),
    Layer.RECORD: ("Records of loads", "Which file brought what, and when."),
}


def as_markdown() -> str:
    """docs/schema.md."""
    lines = ["# The graph's schema", ""]
    lines += ["Generated from `graph/model.py` by `mitigraph schema --format markdown`.", ""]
    for layer, (title, words) in _LAYERS.items():
        lines += [f"## {title}", "", words, ""]
        for node in (node for node in NODES if node.layer is layer):
            lines += _node_section(node)
        for relationship in (rel for rel in RELATIONSHIPS if rel.layer is layer):
            lines += _relationship_section(relationship)
    lines += [
        "## Constraints and indexes",
        "",
        "```cypher",
        *(f"{text};" for text in schema_statements()),
        "```",
        "",
    ]
    return "\n".join(lines)


def _node_section(node: NodeType) -> list[str]:
    return [f"### ({node.label})", "", node.description, "", *_properties(node.properties)]


def _relationship_section(relationship: RelationshipType) -> list[str]:
    ends = ", ".join(f"`({start})-[:{relationship.type}]->({end})`" for start, end in relationship.ends)
    return [
        f"### [:{relationship.type}]",
        "",
        relationship.description,
        "",
        ends,
        "",
        *_at_most_one(relationship),
        *_properties(relationship.properties),
    ]


def _at_most_one(relationship: RelationshipType) -> list[str]:
    said = {
        "A start has at most one end.": relationship.one_end,
        "An end has at most one start.": relationship.one_start,
    }
    return [line for text, holds in said.items() if holds for line in (text, "")]


def _properties(properties: Iterable[Property]) -> list[str]:
    rows = [f"| {prop.name} | {prop.kind.value} | {_escaped(prop.description)} |" for prop in properties]
    return ["| property | type | meaning |", "|---|---|---|", *rows, ""] if rows else []


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


def as_mermaid() -> str:
    """A Mermaid class diagram of labels and relationship types."""
    lines = ["classDiagram"]
    for node in NODES:
        lines.append(f"  class {node.label} {{")
        lines += [f"    {prop.kind.value.replace(' ', '_')} {prop.name}" for prop in node.properties]
        lines.append("  }")
    for relationship in RELATIONSHIPS:
        lines += [f"  {start} --> {end} : {relationship.type}" for start, end in relationship.ends]
    return "\n".join(lines) + "\n"


def as_json() -> str:
    """Labels and types with their properties, for other programs."""
    content = {
        "nodes": {
            node.label: {
                "description": node.description,
                "layer": node.layer.value,
                "properties": _described(node.properties),
            }
            for node in NODES
        },
        "relationships": {
            relationship.type: {
                "description": relationship.description,
                "layer": relationship.layer.value,
                "ends": [list(ends) for ends in relationship.ends],
                "one_end": relationship.one_end,
                "one_start": relationship.one_start,
                "properties": _described(relationship.properties),
            }
            for relationship in RELATIONSHIPS
        },
        "statements": list(schema_statements()),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _described(properties: Iterable[Property]) -> dict[str, dict[str, str]]:
    return {prop.name: {"type": prop.kind.value, "description": prop.description} for prop in properties}
