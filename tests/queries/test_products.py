"""Cross products: patterns that share nothing are found, and what is joined or is one row is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mitigraph.cli.tiny_studies import prepare_in
from mitigraph.graph.session import GraphSession
from mitigraph.queries.checks import check_query
from mitigraph.queries.cypher import read_cypher
from mitigraph.queries.fanout import walk
from mitigraph.queries.given import write_study
from mitigraph.queries.products import Product, products
from tests.queries.files import PATH, query

STUDY = """
phases: [work]
issues: [drift, leakage]
causes: [hurry, habit, heat]
statements:
  - {interview: 1, subject: hurry, relation: causes, object: drift}
  - {interview: 1, subject: habit, relation: causes, object: drift}
  - {interview: 1, subject: heat, relation: causes, object: leakage}
"""
HEADER = """// ---
// title: Which cause has which issue?
// description: One row per pair.
// returns: {issue: its id, cause: its id}
// ---
"""


def found(text: str) -> list[Product]:
    """The cross products of a text."""
    return products(walk(read_cypher(text)), text)


def test_the_product_is_real_and_found_at_its_place(graph: GraphSession, tmp_path: Path) -> None:
    """Two issues and three causes make six rows; the warning names the pattern that is joined to nothing."""
    returned = "RETURN i.id AS issue, c.id AS cause\nORDER BY issue, cause"
    text = f"{HEADER}MATCH (i:Issue)\nMATCH (c:Cause)\n{returned}"
    write_study(yaml.safe_load(STUDY), tmp_path)
    with prepare_in(graph)(tmp_path) as loaded:
        assert len(loaded.read(text).rows) == 6
        good = text.replace("(c:Cause)", "(c:Cause)-[:CAUSES]->(i)")
        assert len(loaded.read(good).rows) == 3
    (finding,) = check_query(query(text))
    assert (finding.place, finding.severity) == (f"{PATH}:7:7", "warning")
    assert finding.message == (
        "c shares nothing with i in line 6: every row of one is joined with every row of the other"
    )
    assert "'// product: ...'" in finding.hint
    assert check_query(query(good)) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("MATCH (a:Issue), (b:Cause) RETURN a, b", ["1:18"]),
        ("MATCH (a), (b), (c) RETURN a, b, c", ["1:12", "1:17"]),
        ("MATCH (a:Issue)\nOPTIONAL MATCH (:Cause) RETURN a", ["2:16"]),
        ("MATCH (a:Issue)\nWITH a\nMATCH (b:Cause) RETURN count(a) AS n", ["3:7"]),
        ("MATCH (a)<--(c)\nWITH a, count(c) AS n\nMATCH (b) RETURN a, n, b", ["3:7"]),
        ("MATCH (a)<--(c)\nWITH DISTINCT a\nMATCH (b) RETURN a, b", ["3:7"]),
        ("MATCH (a)\nCALL () { MATCH (b) RETURN b }\nRETURN a, b", ["2:1"]),
        ("CALL () { MATCH (a), (b) RETURN count(*) AS n } RETURN n", ["1:22"]),
        ("MATCH (a) RETURN COUNT { MATCH (x), (y) } AS n", ["1:37"]),
        ("MATCH (a) MATCH (b) WHERE a <> b RETURN a, b", ["1:17"]),
        ("MATCH (a) MATCH (b) WHERE NOT a = b RETURN a, b", ["1:17"]),
        ("MATCH (a) MATCH (b) WHERE NOT a.id = b.id AND a.n = 1 RETURN a, b", ["1:17"]),
        ("MATCH (a) MATCH (b) WHERE NOT (a.id = b.id) RETURN a, b", ["1:17"]),
        ("MATCH (a) MATCH (b) WHERE a.n = 1 AND b.n = 2 RETURN a, b", ["1:17"]),
        ("MATCH (a {id: $x})--(c) MATCH (b) RETURN a, b, c", ["1:31"]),
        ("MATCH (a) RETURN a.id AS x UNION MATCH (a), (b) RETURN a.id AS x", ["1:45"]),
        (
            "MATCH (a)<--(k) WITH a, collect(k) AS ks UNWIND ks AS k WITH DISTINCT k MATCH (b) RETURN k",
            ["1:79"],
        ),
        ("MATCH (a) WITH a.n AS n, count(*) AS k ORDER BY n LIMIT 10 MATCH (b) RETURN n, b", ["1:66"]),
        ("MATCH (a)--(b)\nMATCH (c)--(d)\nRETURN a, b, c, d", ["2:7"]),
        ("MATCH (a)\n// product:\nMATCH (b) RETURN a, b", ["3:7"]),
        ("MATCH (a) CALL (*) { MATCH (b) RETURN b } RETURN a, b", ["1:11"]),
        ("MATCH (a), (b) RETURN a.id, b.id, exists((a)-->(c)), size([(b)--(c) | c.id]) AS n", ["1:12"]),
        ("MATCH (a), (b) RETURN (a.n) - (b.n) AS d", ["1:12"]),
        ("MATCH (s:!Study), (b) RETURN s, b", ["1:19"]),
        ("MATCH (s:Study)--(a) MATCH (c) RETURN a, c", ["1:28"]),
        (
            "MATCH (a)--() WITH a, count(a) AS m MATCH (b)--(q) WITH m, b, count(q) AS n WHERE n>1 RETURN n",
            ["1:43"],
        ),
        ("MATCH (a), (b) WITH DISTINCT a, b WHERE a <> b RETURN a.id AS a, b.id AS b", ["1:12"]),
    ],
)
def test_each_form_of_it_is_found(text: str, places: list[str]) -> None:
    """With commas, in succession, optional, past WITH, after a grouping, in and of subqueries, in a UNION."""
    assert [f"{product.line}:{product.column}" for product in found(text)] == places


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (a:Issue)--(b), (b)--(c) MATCH (c)--(d) RETURN a, b",
        "MATCH (a {id: $x}) MATCH (b) RETURN a, b",
        "MATCH (a) WHERE a.id = $x MATCH (b) RETURN a, b",
        "MATCH (x:Excerpt {id: $x})-[:MARKED_IN]->(k:Coding) MATCH (b:Issue) RETURN k, b",
        "MATCH (a) WITH count(*) AS n MATCH (b) RETURN n, b",
        "MATCH (a) WITH collect(a) AS xs MATCH (b) RETURN size(xs) AS n, b",
        "MATCH (a {id: $x})--(c) WITH a, count(c) AS n MATCH (b) RETURN a, n, b",
        "MATCH (a) WITH a ORDER BY a.id LIMIT 1 MATCH (b) RETURN a, b",
        "MATCH (a) MATCH (b {name: a.name}) RETURN a, b",
        "MATCH (a), (b) WHERE NOT (a)-->(b) RETURN a, b",
        "MATCH (a), (b) WHERE NOT (a.x = b.x OR a.y = b.y) RETURN a, b",
        "MATCH (a), (b) WHERE NOT a.id = b.id AND a.x = b.x RETURN a, b",
        "MATCH (a) MATCH (b WHERE b.n = a.n) RETURN a, b",
        "MATCH (a), (b) WHERE a.x = b.x RETURN a, b",
        "MATCH (a), (b) WITH a, b WHERE a.x = b.x RETURN a, b",
        "MATCH (a) WITH a, a.tag AS t MATCH (b) WHERE b.tag = t RETURN a, b",
        "MATCH (a) MATCH (b) WHERE a.id < b.id RETURN a, b",
        "MATCH (a), (b) WHERE EXISTS { (a)--(b) } RETURN a, b",
        "MATCH (a), (b) WHERE any(t IN a.tags WHERE t <> '' AND t = b.tag) RETURN a, b",
        "MATCH (a), (b) MATCH p = shortestPath((a)-[*]-(b)) RETURN p",
        "MATCH (a), (f) RETURN a.id AS a, f.id AS f, COUNT { (a)--(f) } AS n",
        "MATCH (a), (f) OPTIONAL MATCH (a)--(f) RETURN a.id AS a, f.id AS f",
        "MATCH (a), (b) CALL (a, b) { MATCH (a)--(c)--(b) RETURN count(c) AS n } RETURN a, b, n",
        "MATCH (a) CALL () { MATCH (b) RETURN count(b) AS n } RETURN a, n",
        "MATCH (a)--(c) WITH a, collect(c.id) AS cs MATCH (b) WHERE b.id IN cs RETURN a, b",
        "UNWIND ['a', 'b'] AS k MATCH (i) RETURN k, i",
        "UNWIND $ids AS id MATCH (i {id: id})--(c) RETURN i, c",
        "MATCH (a) RETURN a.id AS x UNION MATCH (b) RETURN b.id AS x",
        "MATCH (a) WHERE EXISTS { MATCH (x), (y) } RETURN a",
        "MATCH (a) CALL (*) { MATCH (a)--(b) RETURN b } RETURN a, b",
        "MATCH (a), (b) CALL (*) { MATCH (a)--(c)--(b) RETURN count(c) AS n } RETURN a, b, n",
        "MATCH (a), (b) RETURN a.id, b.id, exists((a)-[:REPORTS]->(b)) AS is",
        "MATCH (a), (b) RETURN a.id, b.id, NOT (a)<--(b {n: 1}) AS is",
        "MATCH (a), (b) WITH a, b, [(a)-[r:REPORTS]->(b) | r.id] AS rs RETURN a, b, rs",
        "MATCH (a), (b) RETURN a, b, size([p = (a)--(c) WHERE c.n = b.n | c]) AS n",
        "MATCH (a), (b) WITH a, b, size([(a)-->(b) | 1]) AS n RETURN a, sum(n) AS n",
        "MATCH (s:Study) MATCH (b) RETURN s, b",
        "MATCH (:Study) MATCH (b) RETURN b",
        (
            "MATCH (a)--(p) WITH a, collect(p.id) AS pa MATCH (b)--(q) WITH a, pa, b, collect(q.id) AS pb "
            "WITH a, b, [x IN pa WHERE x IN pb] AS both RETURN a, b, both"
        ),
        "MATCH (a)-->() WITH a, count(a) AS m MATCH (b)--(q) WITH b, m, count(q) AS n WHERE m > n RETURN b",
        "MATCH (a)-->() WITH a, count(*) AS m MATCH (b)--(q) WITH b, m, count(*) AS n WHERE m > n RETURN b",
        "MATCH (a)-->() WITH a, count(a) AS m MATCH (b)--(q) WITH b, m, count(q) AS n RETURN b, m - n AS d",
        "MATCH (a), (b) WITH DISTINCT a, b MATCH (a)--(x) MATCH (x)--(b) RETURN a, b",
        "MATCH (a)\n// product: all pairs are wanted\nMATCH (b) RETURN a, b",
    ],
)
def test_what_is_joined_or_single_is_not_complained_about(text: str) -> None:
    """Chained, tied by a condition, a map or a subquery, one node, one row, a list, or said to be meant."""
    assert found(text) == []


def test_a_node_without_name_and_label_is_shown_as_it_is_written() -> None:
    """As (), with a label as (:Cause)."""
    (one, other) = found("MATCH (a), (), (:Cause) RETURN a")
    assert one.message.startswith("() shares nothing with a in line 1")
    assert other.message.startswith("(:Cause) shares nothing with a in line 1")
