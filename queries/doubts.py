"""What a database answers without a word, and what may not be meant: warnings about a query's text."""

from __future__ import annotations

from collections.abc import Iterator

from mitigraph.queries.catalog import Query
from mitigraph.queries.cypher import Reading
from mitigraph.queries.fanout import fan_outs
from mitigraph.queries.findings import Finding, place_of
from mitigraph.queries.products import products


def doubts(query: Query, reading: Reading) -> Iterator[Finding]:
    """Rows that multiply each other."""
    for fan_out in fan_outs(reading, query.text):
        yield Finding(place_of(query.path, fan_out.line), fan_out.message, fan_out.hint, "warning")
    for product in products(reading, query.text):
        place = place_of(query.path, product.line, product.column)
        yield Finding(place, product.message, product.hint, "warning")
