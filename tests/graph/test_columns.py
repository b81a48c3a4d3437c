"""The columns that a query's text promises."""

from __future__ import annotations

import pytest

from mitigraph.graph.columns import columns_of
from tests.databases import MarkedDatabase

CASES = {
    "RETURN 1 AS one, 2 AS `two three`": ("one", "two three"),
    "MATCH (n) RETURN DISTINCT n.x, n , count( * ) AS c ORDER BY c": ("n.x", "n", "c"),
    "MATCH (n) RETURN collect(DISTINCT n.a)[0..2], [x IN n.l | x.y] AS l;": (
        "collect(DISTINCT n.a)[0..2]",
        "l",
    ),
    "MATCH (n) CALL (n) { RETURN 1 AS inner } RETURN inner AS outer LIMIT 1": ("outer",),
    "MATCH (n) WHERE n.return = {return: 1} RETURN n.order, n.x AS limit": ("n.order", "limit"),
    "RETURN 1 AS x UNION RETURN 2 AS x": ("x",),
    "MATCH (n) RETURN *": (),
    "MATCH (n) RETURN *, 1 AS one": (),
    "CALL db.labels()": (),
}


@pytest.mark.parametrize("query", CASES)
def test_columns_are_read_from_the_text(query: str) -> None:
    """The alias names a column, else the text of the item does."""
    assert columns_of(query) == CASES[query]


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n:Nothing) RETURN n.x AS x, n.y, count(n) AS c, n",
        "MATCH (n:Nothing) RETURN DISTINCT toLower(n.x), n.order AS limit ORDER BY limit",
        "MATCH (n:Nothing) RETURN n { .x, y: [1, 2] } AS m, [z IN n.l WHERE z > 1 | z] AS `a b`",
    ],
)
def test_an_answer_without_rows_has_its_columns(database: MarkedDatabase, query: str) -> None:
    """An empty answer has the columns that the query's text tells, on every database."""
    with database.open("read") as session:
        answer = session.read(query)
    assert (answer.columns, answer.rows) == (columns_of(query), ())
