"""Relationships that a query draws and the model does not: an arrow turned round, ends that never meet."""

from __future__ import annotations

from collections.abc import Iterator

from mitigraph.graph.model import NODE, RELATIONSHIP
from mitigraph.queries.catalog import Query
from mitigraph.queries.cypher import Element, Reading
from mitigraph.queries.findings import Finding, place_of


def wrong_ends(query: Query, reading: Reading) -> Iterator[Finding]:
    """Relationships that the model never draws between these labels, in this direction."""
    nodes = {element.first: element for element in reading.elements if element.kind == "node"}
    ends = {element.last: element for element in nodes.values()}
    labels = _labels_by_variable(reading.elements)
    for element in reading.elements:
        if element.kind != "relationship" or not element.names or not element.direction:
            continue
        backward = element.direction == "<"
        left = ends.get(element.first - (3 if backward else 2))
        right = nodes.get(element.last + (2 if backward else 3))
        if left is None or right is None:
            continue
        start, end = (right, left) if backward else (left, right)
        yield from _wrong_end(query, element, _labels(start, labels), _labels(end, labels))


def _labels_by_variable(elements: list[Element]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for element in elements:
        if element.kind == "node" and element.variable and element.names:
            found[element.variable] = (*found.get(element.variable, ()), *element.names)
    return found


def _labels(node: Element, by_variable: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return node.names or by_variable.get(node.variable or "", ())


def _wrong_end(
    query: Query, element: Element, starts: tuple[str, ...], ends: tuple[str, ...]
) -> Iterator[Finding]:
    types = [RELATIONSHIP[name] for name in element.names if name in RELATIONSHIP]
    pairs = [pair for kind in types for pair in kind.ends]
    first_fits = not starts or any(start in starts for start, _end in pairs)
    last_fits = not ends or any(end in ends for _start, end in pairs)
    together = element.many or not (starts and ends) or any(s in starts and e in ends for s, e in pairs)
    if not NODE.keys() >= {*starts, *ends}:
        return  # a label that the model does not have is told by another check
    if types and not (first_fits and last_fits and together):
        there = f"(:{'|'.join(starts) or '?'})-[:{'|'.join(element.names)}]->(:{'|'.join(ends) or '?'})"
        known = ", ".join(f"(:{start})-->(:{end})" for start, end in pairs[:4])
        message = f"the model never draws {there}"
        yield Finding(
            place_of(query.path, element.line), message, f"it draws {known}: is the arrow turned round?"
        )
