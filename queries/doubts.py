"""What a database answers without a word, and what may not be meant: warnings about a query's text."""

from __future__ import annotations

from collections.abc import Iterator

from mitigraph.queries.catalog import Query
from mitigraph.queries.cypher import Reading
from mitigraph.queries.fanout import fan_outs, walk
from mitigraph.queries.findings import Finding, place_of
from mitigraph.queries.order import open_orders
from mitigraph.queries.products import products


def doubts(query: Query, reading: Reading, *, lists: bool = True) -> Iterator[Finding]:
    """Rows that multiply, and lists in no order.

    Without ``lists``, a list that is only shown in no order passes: who looks once need not sort it. What
    is taken from one by its place decides the answer, and is told all the same. A query nested deeper than
    Python follows is said not to be checked.
    """
    try:
        found = list(_found(query, reading, lists=lists))
    except RecursionError:
        message = "the query is nested too deeply to be checked for rows that multiply and lists in no order"
        found = [Finding(place_of(query.path, 1), message, "nest it less, or check it by eye", "warning")]
    yield from found


def _found(query: Query, reading: Reading, *, lists: bool) -> Iterator[Finding]:
    walked = walk(reading)
    for fan_out in fan_outs(walked, query.text):
        yield Finding(place_of(query.path, fan_out.line), fan_out.message, fan_out.hint, "warning")
    for product in products(walked, query.text):
        place = place_of(query.path, product.line, product.column)
        yield Finding(place, product.message, product.hint, "warning")
    for found in open_orders(reading, query.text):
        if lists or found.decides:
            place = place_of(query.path, found.line, found.column)
            yield Finding(place, found.message, found.hint, "warning")
