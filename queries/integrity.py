"""What must never be found in a graph: the pack ``integrity``, and links that differ from their evidence."""

from __future__ import annotations

from mitigraph.graph.derive import is_pending
from mitigraph.graph.existing import Read
from mitigraph.graph.integrity import Fault, links_unlike_evidence
from mitigraph.queries.catalog import Query, catalog

PACK = "integrity"  # and the tag of such queries in other packs


def integrity_queries() -> list[Query]:
    """The queries that return no row on a sound graph; each has the columns ``what`` and ``id``."""
    return [
        query
        for query in catalog().all()
        if query.id.startswith(f"{PACK}/") or (query.header and PACK in query.header.tags)
    ]


def faults(read: Read) -> list[Fault]:
    """Everything that must not be: asks every integrity query, and recomputes every link.

    Links that a load will derive anew are one fault, and not recomputed. Empty in a sound graph.
    """
    found = [
        Fault(str(record["what"]), str(record["id"]))
        for query in integrity_queries()
        for record in read(query.text, {}).records()
    ]
    if is_pending(read):
        return [*found, Fault("links are still to be derived", "run 'mitigraph load'")]
    return found + links_unlike_evidence(read)
