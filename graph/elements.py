"""The desired graph: what the sources say the database should hold, in parts that load one by one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from mitigraph.errors import InputError
from mitigraph.graph.model import NODE, RELATIONSHIP

Properties = dict[str, Any]
Key = tuple[str, str]  # label, id

STUDY_PART = "study"
STAMP = "one study a database"


@dataclass(frozen=True)
class Node:
    """A node: its label, its id, and its other properties (nulls left out)."""

    label: str
    id: str
    properties: Properties

    @property
    def key(self) -> Key:
        """Label and id."""
        return self.label, self.id


@dataclass(frozen=True)
class Relationship:
    """A relationship between two nodes; at most one of a type joins a pair."""

    type: str
    start: Key
    end: Key
    properties: Properties

    @property
    def key(self) -> tuple[str, Key, Key]:
        """Type and both ends."""
        return self.type, self.start, self.end


@dataclass(frozen=True)
class Part:
    """What commits together: the study's shared records, or one coding with all its evidence.

    ``id`` is ``STUDY_PART`` or the coding's id.
    """

    id: str
    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]

    def digest(self) -> str:
        """A hash of everything in the part but the exact words, which may come and go."""
        rows: list[Any] = [[node.label, node.id, _without_text(node.properties)] for node in self.nodes]
        rows += [[rel.type, rel.start, rel.end, rel.properties] for rel in self.relationships]
        packed = json.dumps(rows, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(packed.encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class Desired:
    """The whole desired graph: one study, its shared part and a part per coding."""

    study: str
    shared: Part
    codings: tuple[Part, ...]


def _without_text(properties: Properties) -> Properties:
    return {name: value for name, value in properties.items() if name != "text"}


def make_node(label: str, id_: str, **properties: Any) -> Node:
    """A node of the model: unknown properties are refused, nulls and empty values left out.

    A null key is refused here because the embedded engine would accept it (engine difference 5).
    """
    if not id_:
        raise InputError(f"a {label} without an id", "give every row of the study an id")
    unknown = properties.keys() - NODE[label].names
    if unknown:
        raise ValueError(f"{label} has no property {sorted(unknown)}")
    return Node(label, id_, _compact(properties))


def make_relationship(type_: str, start: Key, end: Key, **properties: Any) -> Relationship:
    """A relationship of the model between two keys; the type must join their labels."""
    kind = RELATIONSHIP[type_]
    if not kind.joins(start[0], end[0]):
        raise ValueError(f"{type_} does not join {start[0]} to {end[0]}")
    unknown = properties.keys() - kind.names
    if unknown:
        raise ValueError(f"{type_} has no property {sorted(unknown)}")
    return Relationship(type_, start, end, _compact(properties))


def _compact(properties: Properties) -> Properties:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in properties.items()
        if value is not None and value not in ("", (), [])
    }
