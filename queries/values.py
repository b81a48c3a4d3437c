"""Values of an answer as plain Python: what JSON can hold.

Nodes, relationships and paths become dictionaries that name them by the model's ids; dates and times
become ISO 8601 text. The exact words of excerpts are left out unless they were asked for.
"""

from __future__ import annotations

import math
from typing import Any

CONFIDENTIAL = "text"
HIDDEN_WITH = frozenset({"span", "sha256", "paraphrase", "start_turn"})  # what marks a map as an excerpt's
_PLAIN = frozenset({type(None), bool, int, str})  # looked up: an answer has thousands of such values


def plain(value: Any, *, verbatim: bool = False) -> Any:
    """A value of the driver as None, bool, int, float, str, list or dict.

    Args:
        value: what the driver gave, nested to any depth.
        verbatim: keep the exact words of excerpts.

    Returns:
        A node as ``{"label", "id", "properties"}``, a relationship as ``{"type", "start", "end",
        "properties"}`` (ends by id), a path as ``{"nodes", "relationships"}``; a number that JSON does
        not know (NaN, infinity) as text.
    """
    if type(value) in _PLAIN or isinstance(value, int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item, verbatim=verbatim) for item in value]
    if isinstance(value, dict):
        return _properties(value, verbatim=verbatim)
    return _of_graph(value, verbatim=verbatim)


def _of_graph(value: Any, *, verbatim: bool) -> Any:
    from neo4j.graph import Node, Path, Relationship  # noqa: PLC0415 - the driver is slow to import

    if isinstance(value, Node):
        properties = _properties(dict(value), verbatim=verbatim)
        return {"label": ":".join(sorted(value.labels)), "id": value.get("id"), "properties": properties}
    if isinstance(value, Relationship):
        start, end = _ends(value)
        properties = _properties(dict(value), verbatim=verbatim)
        return {"type": value.type, "start": start, "end": end, "properties": properties}
    if isinstance(value, Path):
        return {
            "nodes": [plain(node, verbatim=verbatim) for node in value.nodes],
            "relationships": [plain(step, verbatim=verbatim) for step in value.relationships],
        }
    return _text(value)


def _ends(relationship: Any) -> tuple[Any, Any]:
    """The ids at its ends: of its nodes where the answer has them, else from its pair."""
    start, end = (node.get("id") if node else None for node in relationship.nodes)
    pair = relationship.get("pair")
    if (start is None or end is None) and isinstance(pair, str):
        left, _bar, right = pair.partition("|")
        return left, right
    return start, end


def _properties(values: dict[str, Any], *, verbatim: bool) -> dict[str, Any]:
    hide = not verbatim and bool(HIDDEN_WITH & values.keys())
    return {
        str(name): plain(value, verbatim=verbatim)
        for name, value in sorted(values.items())
        if not (hide and name == CONFIDENTIAL)
    }


def _text(value: Any) -> str:
    """Dates, times, durations and points: ISO 8601 where there is one."""
    iso = getattr(value, "iso_format", None) or getattr(value, "isoformat", None)
    return str(iso()) if iso else str(value)
