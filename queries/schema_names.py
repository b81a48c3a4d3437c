"""Names in a query that the model does not have: labels, types, properties, and ends that never meet."""

from __future__ import annotations

from collections.abc import Iterator

from mitigraph.graph.model import NODE, RELATIONSHIP
from mitigraph.queries.catalog import Query
from mitigraph.queries.cypher import Element, Reading
from mitigraph.queries.ends import wrong_ends
from mitigraph.queries.findings import Finding, place_of
from mitigraph.queries.nearest import did_you_mean

NOTHING = "nothing in the model"  # has a property that nothing has
ALL_PROPERTIES = frozenset().union(
    *(node.names for node in NODE.values()), *(kind.names for kind in RELATIONSHIP.values())
)


def unknown_names(query: Query, reading: Reading) -> Iterator[Finding]:
    """Names that the model does not have: a database answers a misspelt label with no rows."""
    yield from _labels_and_types(query, reading)
    yield from _properties(query, reading)
    yield from wrong_ends(query, reading)


def _labels_and_types(query: Query, reading: Reading) -> Iterator[Finding]:
    for label, line in reading.labels:
        if label not in NODE:
            yield Finding(
                place_of(query.path, line), f"the model has no label '{label}'", did_you_mean(label, NODE)
            )
    for kind, line in reading.types:
        if kind not in RELATIONSHIP:
            hint = did_you_mean(kind, RELATIONSHIP)
            yield Finding(place_of(query.path, line), f"the model has no relationship type '{kind}'", hint)


def _properties(query: Query, reading: Reading) -> Iterator[Finding]:
    patterns: dict[str, list[Element]] = {}
    for element in reading.elements:
        if element.variable and element.names:
            patterns.setdefault(element.variable, []).append(element)
    for use in reading.uses:
        owners = [use.element] if use.element else patterns.get(use.owner or "", [])
        known, whose = _known_properties(owners)
        if use.name not in known:
            message = f"{whose} has {'the' if whose == NOTHING else 'no'} property '{use.name}'"
            yield Finding(place_of(query.path, use.line), message, did_you_mean(use.name, known))


def _known_properties(owners: list[Element]) -> tuple[frozenset[str], str]:
    """The properties that the patterns allow and who has them; all of the model's where none tells."""
    names = sorted({name for element in owners for name in element.names})
    parts = [part for name in names if (part := NODE.get(name) or RELATIONSHIP.get(name))]
    if not parts or len(parts) < len(names):
        return ALL_PROPERTIES, NOTHING
    return frozenset().union(*(part.names for part in parts)), " or ".join(names)
