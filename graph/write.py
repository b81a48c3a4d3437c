"""Writing changes in batches inside an open transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mitigraph.graph import statements
from mitigraph.graph.elements import Node, Relationship
from mitigraph.graph.plan import Change, Changes
from mitigraph.graph.session import Answer

Run = Callable[[str, Mapping[str, Any]], Answer]
BATCH = 5_000  # rows a statement; the size at which both engines were measured


def write_nodes(run: Run, changes: Changes[Node]) -> None:
    """Create and change nodes; removals come after the relationships, in ``remove_nodes``."""
    _each(run, changes.create, lambda node: (node.label,), statements.create_nodes, _node_row)
    _each(
        run,
        changes.change,
        lambda change: (change.element.label,),
        statements.change_nodes,
        _changed_node_row,
    )


def remove_nodes(run: Run, changes: Changes[Node]) -> None:
    """Delete nodes with whatever hangs on them."""
    _each(run, changes.remove, lambda node: (node.label,), statements.delete_nodes, _node_row)


def write_relationships(run: Run, changes: Changes[Relationship]) -> None:
    """Remove, create and change relationships."""
    _each(run, changes.remove, _ends, statements.delete_relationships, _relationship_row)
    _each(run, changes.create, _ends, statements.create_relationships, _relationship_row)
    _each(
        run,
        changes.change,
        lambda change: _ends(change.element),
        statements.change_relationships,
        lambda change: {**_relationship_row(change.element), "properties": change.properties},
    )


def _each(
    run: Run,
    elements: Iterable[Any],
    group: Callable[[Any], tuple[str, ...]],
    statement: Callable[..., str],
    row: Callable[[Any], dict[str, Any]],
) -> None:
    """Run one statement per label or type and batch."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for element in elements:
        groups.setdefault(group(element), []).append(row(element))
    for names, rows in groups.items():
        for start in range(0, len(rows), BATCH):
            run(statement(*names), {"rows": rows[start : start + BATCH]})


def _ends(relationship: Relationship) -> tuple[str, ...]:
    return relationship.type, relationship.start[0], relationship.end[0]


def _node_row(node: Node) -> dict[str, Any]:
    return {"id": node.id, "properties": node.properties}


def _changed_node_row(change: Change[Node]) -> dict[str, Any]:
    return {"id": change.element.id, "properties": change.properties}


def _relationship_row(relationship: Relationship) -> dict[str, Any]:
    return {
        "start": relationship.start[1],
        "end": relationship.end[1],
        "properties": relationship.properties,
    }
