"""What a database holds, counted: for the status of a study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mitigraph.graph.derive import is_pending
from mitigraph.graph.existing import Read


@dataclass(frozen=True)
class Census:
    """Counts by label and type, the study's stamp, and the last loads (newest first)."""

    study: str | None
    title: str | None
    pending: bool
    labels: dict[str, int]
    types: dict[str, int]
    loads: tuple[dict[str, Any], ...]


def take_census(read: Read, *, loads: int = 5) -> Census:
    """Count everything; ``loads`` is how many of the last loads to list."""
    studies = read("MATCH (s:Study) RETURN s.id AS id, s.title AS title", {}).rows
    study, title = studies[0] if studies else (None, None)
    labels = read("MATCH (n) RETURN labels(n)[0] AS label, count(n) AS n ORDER BY label", {}).rows
    types = read("MATCH ()-[r]->() RETURN type(r) AS type, count(r) AS n ORDER BY type", {}).rows
    last = read(
        "MATCH (l:Load) RETURN l.time AS time, l.version AS version, l.created AS created, "
        "l.changed AS changed, l.removed AS removed ORDER BY time DESC LIMIT $loads",
        {"loads": loads},
    )
    return Census(study, title, is_pending(read), dict(labels), dict(types), tuple(last.records()))
