"""What a schema is made of: kinds of properties, layers, labels and relationship types."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The type of a property's value."""

    STRING = "string"
    INTEGER = "integer"
    FLOAT = "float"
    BOOLEAN = "boolean"
    STRINGS = "list of strings"
    DATETIME = "datetime"


class Layer(StrEnum):
    """Where a relationship comes from."""

    EVIDENCE = "evidence"
    LINK = "link"
    DECLARED = "declared"
    RECORD = "record"


@dataclass(frozen=True)
class Property:
    """One property of a node or relationship. Absent means null: nulls are never stored."""

    name: str
    kind: Kind
    description: str
    indexed: bool = False


@dataclass(frozen=True)
class NodeType:
    """A label with its properties; ``id`` is the unique key of each."""

    label: str
    description: str
    properties: tuple[Property, ...]
    layer: Layer

    @property
    def names(self) -> frozenset[str]:
        """The names of its properties."""
        return frozenset(prop.name for prop in self.properties)


@dataclass(frozen=True)
class RelationshipType:
    """A relationship type with the labels that it may join (start, end).

    At most one relationship of a type joins a pair; a link's ``pair`` (``start id|end id``) holds that
    by a uniqueness constraint. ``one_end``: a start has at most one end (an excerpt is marked in one
    coding); ``one_start``: an end has at most one start (one participant gave an interview).
    """

    type: str
    description: str
    ends: tuple[tuple[str, str], ...]
    layer: Layer
    properties: tuple[Property, ...] = ()
    one_end: bool = False
    one_start: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The names of its properties."""
        return frozenset(prop.name for prop in self.properties)

    def joins(self, start: str, end: str) -> bool:
        """Whether the type may run from a node labelled ``start`` to one labelled ``end``."""
        return (start, end) in self.ends
