"""Static checks: each fault of a query is found without a database, at its line, and nothing else is."""

from __future__ import annotations

import pytest

from mitigraph.queries.checks import check_query, reads_exact_words
from mitigraph.queries.cypher import read_cypher
from tests.queries.files import PATH, query, with_change


def test_a_good_query_has_no_findings() -> None:
    """The checks are quiet where nothing is wrong."""
    assert check_query(query()) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "hint"),
    [
        ("MATCH (i:Issue)", "MATCH (i:Isue)", 9, "the model has no label 'Isue'", "'Issue'"),
        ("MATCH (i:Issue)", "MATCH (i:Issue)<-[:CAUSE]-()", 9, "no relationship type 'CAUSE'", "'CAUSES'"),
        ("i.name CONTAINS", "i.nmae CONTAINS", 10, "Issue has no property 'nmae'", "'name'"),
        ("MATCH (i:Issue)", "MATCH (i:Issue {nam: 1})", 9, "Issue has no property 'nam'", "'name'"),
        ("i.name CONTAINS", "i.speaker CONTAINS", 10, "Issue has no property 'speaker'", "known are"),
        ("= $issue OR", "= $isue OR", 10, "uses $isue, which its header does not declare", "'issue'"),
        (
            "$issue IS NULL OR i.id = $issue OR i.name CONTAINS $issue",
            "true",
            5,
            "declares 'issue', and the query never uses $issue",
            "none",
        ),
        ("entity: Issue", "entity: Isue", 5, "'issue' is said to name a Isue", "'Issue'"),
        (", issue_id: its id", "", 11, "the header declares the columns issue", "returns issue, issue_id"),
        ("i.name AS issue", "i.name", 11, "the column 'i.name' has no name", "add AS"),
        ("\nORDER BY i.id", "", 11, "no ORDER BY", "order of its own"),
        ("ORDER BY i.id", "ORDER BY i.name", 12, "leaves rows that differ in issue_id in any order", "id"),
        (
            "RETURN i.name",
            "WITH i LIMIT 3\nRETURN i.name",
            11,
            "LIMIT cuts rows in no order",
            "ORDER BY before",
        ),
        (
            "MATCH (i:Issue)",
            "MATCH (j:Issue) CALL (j) {\nMATCH (j)-[:KIND_OF]->(i:Issue) RETURN i\nLIMIT 3\n}\nWITH i",
            11,
            "LIMIT cuts rows in no order",
            "ORDER BY before",
        ),
        ("MATCH (i:Issue)", "MERGE (i:Issue)", 9, "'MERGE' is not allowed", ""),
        (
            "MATCH (i:Issue)",
            "MATCH (i:Issue)-[:CAUSES]->(c:Cause)",
            9,
            "the model never draws (:Issue)-[:CAUSES]->(:Cause)",
            "turned round",
        ),
        (
            "MATCH (i:Issue)",
            "MATCH (i:Issue)<-[:MENTIONS]-(x:Excerpt) WHERE x.text = '' WITH i",
            9,
            "reads the exact words",
            "verbatim",
        ),
        (
            "RETURN i.name",
            "RETURN i.name AS issue, i.id AS issue_id UNION MATCH (i:Issue) RETURN i.name",
            11,
            "ends in a UNION",
            "CALL",
        ),
    ],
)
def test_each_fault_is_found_at_its_line(old: str, new: str, line: int, message: str, hint: str) -> None:
    """One changed piece of a good query gives one finding: place, what is wrong, what was meant."""
    findings = check_query(with_change(old, new))
    assert len(findings) == 1, findings
    assert findings[0].place == f"{PATH}:{line}"
    assert message in findings[0].message
    assert hint in findings[0].hint


@pytest.mark.parametrize(
    "pattern",
    [
        "MATCH (c:Cause)-[r:CAUSES|LEADS_TO]->(i:Issue) WHERE r.participants > 0",
        "MATCH (i:Issue)<-[:CAUSES*1..3]-(c:Cause) WHERE c:Cause AND NOT c.name STARTS WITH ':Nothing'",
        "MATCH (i:Issue {id: 'a', name: 'Other: b'}) WHERE EXISTS { MATCH (i)-[:OCCURS_IN]->(f:Phase) }",
        "MATCH (i:Issue|Cause) WHERE [x IN labels(i) WHERE x = 'Isue' | x] = []",
        "MATCH (i:Issue) // a comment: MATCH (x:Nothing)",
        "MATCH (i:Issue)<-[:OBJECT]-(s:Statement) WHERE s.counts = true WITH i, {nothing: s.id} AS map",
        "MATCH p = (i:Issue)-[:KIND_OF*0..]->(k) WHERE length(p) > 0 AND k.order = 1",
        "MATCH (i:Issue) CALL (i) { MATCH (p:Participant)-[:REPORTS]->(i) RETURN count(p) AS n }",
    ],
)
def test_what_is_right_is_not_complained_about(pattern: str) -> None:
    """Unions of types, label tests, maps, comprehensions, subqueries, paths and comments pass."""
    assert check_query(with_change("MATCH (i:Issue)", f"{pattern}\nWITH i\nMATCH (i)")) == []


@pytest.mark.parametrize(
    ("returned", "order", "good"),
    [
        ("i.name AS issue, count(*) AS issue_id", "issue", True),
        ("i.name AS issue, count(*) AS issue_id", "issue_id DESC", False),
        ("i.name AS issue, i.id AS issue_id", "issue_id", True),
        ("i.name AS issue, i.id AS issue_id", "i.id DESC", True),
        ("i.name AS issue, size(i.aliases) AS issue_id", "i.id", False),
        ("i.name AS issue, size(i.aliases) AS issue_id", "issue, issue_id", True),
    ],
)
def test_an_order_that_leaves_ties_is_found(returned: str, order: str, good: bool) -> None:
    """Aggregates follow from the other columns, a node's properties from its id; the rest must be named."""
    text = f"RETURN {returned}\nORDER BY {order}"
    changed = with_change("RETURN i.name AS issue, i.id AS issue_id\nORDER BY i.id", text)
    assert bool(check_query(changed)) is not good


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (x:Excerpt) RETURN x.text AS t",
        "MATCH (x) RETURN x['text'] AS t",
        "MATCH (x) RETURN x {.text}",
        "MATCH (x) RETURN x['te' + 'xt'] AS t",
        "MATCH (x) RETURN x[$key] AS t",
        "MATCH (x) WITH keys(x) AS k, x RETURN [a IN k | x[a]] AS t",
        "MATCH (x) WITH properties(x) AS p UNWIND keys(p) AS k RETURN p[k] AS t",
        "MATCH (x) RETURN reduce(s = '', k IN keys(x) | s + toString(x[k])) AS t",
    ],
)
def test_exact_words_are_recognised(text: str) -> None:
    """A query that names the excerpts' words is seen, however it names them."""
    assert reads_exact_words(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "MATCH p = (a)-[r:CAUSES]->(b) RETURN nodes(p)[0] AS a, labels(b)[-1] AS b, nodes(p)[1..2] AS c",
        "MATCH (a)-[:CAUSES*1..3]->(b) WHERE a.id IN ['x', $y] RETURN [n IN [a, b] | n.name] AS names",
        "WITH {a: 1} AS m RETURN m['a'] AS a, [1, 2] + [3] AS b",
    ],
)
def test_lists_patterns_and_known_keys_are_no_exact_words(text: str) -> None:
    """Numbers, ranges, literal keys, lists and patterns with brackets pass."""
    assert reads_exact_words(text) is None


def test_words_in_comments_and_other_names_are_not_exact_words() -> None:
    """A paraphrase, a comment or a word that only contains it is no reading of the text."""
    assert reads_exact_words("MATCH (x) // x.text\nRETURN x.paraphrase AS text, 'texts' AS b") is None


def test_columns_and_order_are_read_from_the_last_return() -> None:
    """A RETURN inside a subquery is not the query's, and f.order is no ORDER BY."""
    reading = read_cypher(
        "MATCH (f:Phase) CALL (f) { RETURN 1 AS a ORDER BY a LIMIT 1 }\n"
        "RETURN f.name AS phase, `a` AS `a b`, f.order AS n ORDER BY f.order DESC, phase LIMIT 3"
    )
    assert reading.columns == ["phase", "a b", "n"]
    assert reading.order == ["f.order", "phase"]


def test_the_denominator_is_held_against_the_model_too() -> None:
    """A misspelt name in ``total`` would make the denominator 0 in silence."""
    count = (
        "// entities: {issue_id: Issue}\n// count:\n//   of: issue_id\n//   what: some\n//   among: all\n"
        "//   total: MATCH (i:Issue)<-[:REPORT]-(:Participant) WHERE i.nam = 'x' RETURN count(i) AS n\n"
        "// tags: [issue]"
    )
    found = [str(finding) for finding in check_query(with_change("// tags: [issue]", count))]
    assert len(found) == 2
    assert "'total': the model has no relationship type 'REPORT'" in found[0]
    assert "'total': Issue has no property 'nam'" in found[1]
