"""What the warnings make of odd Cypher: no text, however broken, makes the checks stumble."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from mitigraph.queries import doubts as module
from mitigraph.queries.catalog import Query
from mitigraph.queries.cypher import Reading, read_cypher
from mitigraph.queries.findings import Finding
from tests.queries.command import Command

DEEP = f"RETURN {'(' * 1000}1{')' * 1000} AS x"


def _query(text: str) -> Query:
    return Query("mine", text, Path("-"), None)


def told(text: str) -> list[Finding]:
    """All doubts of a text."""
    return list(module.doubts(_query(text), read_cypher(text)))


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (case:Cause) RETURN case.id AS x ORDER BY x LIMIT 1",
        "MATCH (case:Cause) WHERE case <> 1 RETURN case",
        "MATCH (case:Cause) RETURN CASE case WHEN null THEN case ELSE case END AS x",
        "RETURN reduce(s=0) AS t",
        "RETURN reduce(s=0, x) AS t",
        "RETURN reduce() AS t",
        "MATCH (a), b",
        "MATCH (a), , (a)--(b) RETURN a",
        "RETURN (1",
        "RETURN [x IN",
        "MATCH (a) RETURN count(",
        "MATCH (a) WHERE EXISTS",
        "CALL {",
        "MATCH (a) WHERE a.n = 1 AND",
    ],
)
def test_what_cannot_be_read_is_left_to_the_database(text: str) -> None:
    """Variables called like keywords, and texts that lack a part: no complaint and no crash."""
    assert told(text) == []


def test_a_case_among_variables_of_that_name_is_still_a_case() -> None:
    """Its results are what the column holds, whatever decides between them."""
    text = "MATCH (case:Cause) RETURN CASE case WHEN null THEN collect(case.id) ELSE [] END AS x"
    (finding,) = told(text)
    assert "the column 'x' holds it" in finding.message


def test_what_is_nested_too_deeply_is_said_not_to_be_checked() -> None:
    """One warning in place of the interpreter's error."""
    (finding,) = told(DEEP)
    assert finding.severity == "warning"
    assert "nested too deeply to be checked" in finding.message


def test_a_mistake_of_the_checks_stops_no_cypher_of_ones_own(
    mitigraph: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told, and the query runs."""

    def broken(_query: Query, _reading: Reading, *, lists: bool) -> list[Finding]:
        raise IndexError(lists)

    monkeypatch.setattr(module, "doubts", broken)
    ran = mitigraph("query", "run", "-", stdin="RETURN 1 AS n")
    assert (ran.out, ran.code) == ("n\n1\n", 0)
    assert "the query was not checked (IndexError)" in ran.err


def test_a_slip_of_the_query_stays_an_error(mitigraph: Command) -> None:
    """The message of the database, not one of a crash."""
    assert mitigraph("query", "run", "-", stdin="RETURN reduce(s=0) AS t").code == 1


@pytest.mark.parametrize(
    ("lines", "warnings"),
    [
        (["MATCH (a0)", *(f"MATCH (a{n})-->(a{n + 1})" for n in range(400)), "RETURN count(a400) AS n"], 0),
        (["MATCH (a)", *(f"WITH *, collect(a.id) AS c{n}" for n in range(200)), "RETURN size(c0) AS n"], 0),
        (["MATCH (a)", "WITH collect(a.id) AS x", *["WITH [x, x] AS x"] * 100, "RETURN x"], 1),
        (["MATCH (a)", "WITH collect(a.id) AS x", *["WITH {a: x, b: x} AS x"] * 100, "RETURN x"], 1),
    ],
)
def test_long_queries_are_read_in_little_time(lines: list[str], warnings: int) -> None:
    """Hundreds of clauses take no second of the processor."""
    text = "\n".join(lines)
    reading, begun = read_cypher(text), process_time()
    assert len(list(module.doubts(_query(text), reading))) == warnings
    assert process_time() - begun < 1
