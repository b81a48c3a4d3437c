"""Cross products: patterns that share nothing, so that every row of one meets every row of the other.

    MATCH (i:Issue)
    MATCH (c:Cause)
    RETURN i.name AS issue, c.name AS cause

Twenty issues and thirty causes are six hundred rows, and none says that a cause has to do with an issue. A
pattern is joined to another by a variable, by a condition that names both (not ``<>``, nor ``NOT a = b``),
by a property map, or by a pattern, subquery or UNWIND that names both, be it in a MATCH, a condition or a
column of WITH or RETURN; ``CALL (a, b)`` names its variables, ``CALL (*)`` those in its text. After a
grouping (an aggregate or DISTINCT) all this holds of the columns for what they were made of, and there a
column that names two others (``m - n``) ties them too; before any grouping such a column (``a.n - b.n``)
does not.

One node by its id, the study, one row of an aggregate or of LIMIT 1 multiply nothing, and what an UNWIND
brings is no pattern. Not looked into: EXISTS, which counts no rows. What ``id IN [...]`` binds passes for one
node.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mitigraph.queries.bindings import Scope
from mitigraph.queries.fanout import Walked
from mitigraph.queries.findings import is_meant
from mitigraph.queries.joins import NOTHING, Joins, Points

MEANT = "product"
HINT = (
    "join them by a relationship or a condition, or bring one to a single row before the other "
    "(WITH count(...), collect(...)); if every pair is wanted, say why in a comment '// product: ...' on the "
    "line above"
)


@dataclass(frozen=True)
class Product:
    """A pattern that is joined to nothing before it: its place, what is wrong, and what to do."""

    line: int
    column: int
    message: str
    hint: str = HINT


def products(walked: Walked, text: str) -> list[Product]:
    """The cross products of a query that it does not say it means (``// product: why``), by place."""
    found = dict(_found(walked.scope))
    return [found[place] for place in sorted(found) if not is_meant(text, found[place].line, MEANT)]


def _found(scope: Scope) -> Iterator[tuple[int, Product]]:
    """The products of all stretches, the last one first: what it ties is tied in those before."""
    said: dict[int, list[Points]] = {}
    for joins in reversed(scope.stretches):
        later = list({tie: None for point in joins.points for tie in said.get(point, ())})
        yield from _of_stretch(scope, joins, later)
        for group in joins.together(later):
            if len(group) > 1:
                made_of = NOTHING.union(*(scope.sources.get(point, NOTHING) for point in group))
                for point in made_of:
                    said.setdefault(point, []).append(made_of)


def _of_stretch(scope: Scope, joins: Joins, later: list[Points]) -> Iterator[tuple[int, Product]]:
    """The products between two groupings, each by the token of the later pattern."""
    points = [[point for point in part if point in scope.places] for part in joins.apart(later)]
    firsts = sorted(min(part) for part in points if part)
    for point in firsts[1:]:
        yield scope.places[point], _product(scope, firsts[0], point)


def _product(scope: Scope, first: int, second: int) -> Product:
    one, other = (scope.tokens[scope.places[point]] for point in (first, second))
    message = (
        f"{scope.shown[second]} shares nothing with {scope.shown[first]} in line {one.line}: "
        f"every row of one is joined with every row of the other"
    )
    return Product(other.line, other.column, message)
