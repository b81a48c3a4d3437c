"""Fan-out: patterns side by side multiply rows; found where the product is counted, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mitigraph.cli.tiny_studies import prepare_in
from mitigraph.graph.session import GraphSession
from mitigraph.queries.checks import check_query
from mitigraph.queries.cypher import read_cypher
from mitigraph.queries.fanout import FanOut, fan_outs, walk
from mitigraph.queries.given import write_study
from tests.queries.files import PATH, query

ISSUE = "MATCH (i:Issue)\n"
CAUSES = "OPTIONAL MATCH (i)<-[:CAUSES]-(c:Cause)\n"
ANSWERS = "OPTIONAL MATCH (i)<-[:MITIGATES]-(m:Mitigation)\n"
BOTH = ISSUE + CAUSES + ANSWERS
COUNTED = "RETURN i.id AS issue, count(c) AS causes, count(m) AS mitigations"
STUDY = """
phases: [work]
issues: [drift]
causes: [hurry, habit, heat]
mitigations: [alarm, audit, retraining, review]
statements:
  - {interview: 1, subject: hurry, relation: causes, object: drift}
  - {interview: 1, subject: habit, relation: causes, object: drift}
  - {interview: 1, subject: heat, relation: causes, object: drift}
  - {interview: 1, subject: alarm, relation: mitigates, object: drift, outcome: worked}
  - {interview: 1, subject: audit, relation: mitigates, object: drift, outcome: worked}
  - {interview: 1, subject: retraining, relation: mitigates, object: drift, outcome: worked}
  - {interview: 1, subject: review, relation: mitigates, object: drift, outcome: worked}
"""
HEADER = """// ---
// title: How many causes and mitigations has an issue?
// description: One row per issue.
// returns: {issue: its id, causes: how many, mitigations: how many}
// ---
"""


def found(text: str) -> list[FanOut]:
    """The fan-outs of a text."""
    return fan_outs(walk(read_cypher(text)), text)


def test_the_product_is_real_and_found_at_its_line(graph: GraphSession, tmp_path: Path) -> None:
    """Three causes and four mitigations are counted as twelve; the warning names both patterns' lines."""
    text = f"{HEADER}{BOTH}{COUNTED}\nORDER BY issue"
    write_study(yaml.safe_load(STUDY), tmp_path)
    with prepare_in(graph)(tmp_path) as loaded:
        assert loaded.read(text).rows == (("drift", 12, 12),)
        good = text.replace("count(", "count(DISTINCT ")
        assert loaded.read(good).rows == (("drift", 3, 4),)
    (finding,) = check_query(query(text))
    assert (finding.place, finding.severity) == (f"{PATH}:8", "warning")
    assert "the patterns in lines 7 and 8 that hang on i multiply each other's rows" in finding.message
    assert "count(c)" in finding.message
    assert str(finding).startswith(f"{PATH}:8: warning: ")
    assert check_query(query(good)) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (BOTH + "RETURN i.id AS id, count(*) AS n", 3),
        (BOTH + "RETURN i.id AS id, count(DISTINCT c) AS n, collect(m.id) AS k", 3),
        (BOTH + "RETURN i.id AS id, c.id AS c, m.id AS m", 3),
        (BOTH + "RETURN count(c) AS n", 3),
        (BOTH + "WITH i, c.id AS cause, m\nRETURN i.id AS id, collect(cause) AS causes", 3),
        (ISSUE + CAUSES + "WITH i AS k, c\n" + ANSWERS.replace("i)", "k)") + "RETURN sum(c.n) AS n", 4),
        ("MATCH (i:Issue)<-[:CAUSES]-(c),\n  (i)<-[:MITIGATES]-(m)\nRETURN i.id AS id, count(m) AS n", 2),
        ("MATCH (c)-[:CAUSES]->(i:Issue)<-[:MITIGATES]-(m)\nRETURN i.id AS id, count(c) AS n", 1),
        ("MATCH (i:Issue {id: $x})<-[:CAUSES]-(c)\nMATCH (i)<-[:MITIGATES]-(m)\nRETURN avg(c.n) AS n", 2),
        ("MATCH (p)-[:GAVE]->(w)\nMATCH (p)-[:REPORTS]->(k)\nRETURN p.id AS p, count(w) AS n", 2),
        ("MATCH (s)-[:SUBJECT|OBJECT]->(a)\nMATCH (s)-[:SUPPORTED_BY]->(x)\nRETURN s, count(x) AS n", 2),
        (
            (
                "MATCH (x)-[:MARKED_IN]->(k)\nMATCH (k)-[:READ_FROM]->(f)\nMATCH (x)-[:CODED_AS]->(c)\n"
                "RETURN x.id AS x, count(c) AS n"
            ),
            3,
        ),
        (
            (
                "MATCH (i:Issue)\nCALL (i) { MATCH (i)<-[:CAUSES]-(c) RETURN c }\n"
                "CALL (i) { MATCH (i)<-[:MITIGATES]-(m) RETURN m }\nRETURN i.id AS id, count(c) AS n"
            ),
            3,
        ),
        ("MATCH (i:Issue)\nRETURN COUNT { MATCH (i)<-[:CAUSES]-(), (i)<-[:MITIGATES]-() } AS n", 2),
        (ISSUE + CAUSES + ANSWERS + "// fan-out:\nRETURN i.id AS id, count(c) AS n", 3),
    ],
)
def test_each_form_of_it_is_found(text: str, line: int) -> None:
    """Counted, collected, returned as it is, renamed, with commas, in subqueries, past a to-one step."""
    assert [fan_out.line for fan_out in found(text)] == [line]


@pytest.mark.parametrize(
    "text",
    [
        BOTH + "RETURN i.id AS id, count(DISTINCT c) AS c, collect(DISTINCT m.id) AS m",
        BOTH + "RETURN i.id AS id, min(c.name) AS c, max(m.name) AS m",
        BOTH + "RETURN DISTINCT i.id AS id",
        BOTH + "WITH DISTINCT i, c\nRETURN i.id AS id, count(c) AS n",
        BOTH + "RETURN i.id AS id, c.id AS cause, count(m) AS n",
        BOTH + "RETURN i.id AS id, count(CASE WHEN c.name = m.name THEN 1 END) AS n",
        BOTH.replace("OPTIONAL MATCH (i)<-[:M", "// fan-out: all pairs are wanted\nOPTIONAL MATCH (i)<-[:M")
        + "RETURN i.id AS id, c.id AS c, m.id AS m",
        ISSUE + CAUSES + "WITH i, count(c) AS n\n" + ANSWERS + "RETURN i.id AS id, n, count(m) AS k",
        ISSUE + CAUSES + "OPTIONAL MATCH (c)<-[:MENTIONS]-(x)\nRETURN i.id AS id, count(x) AS n",
        ISSUE + CAUSES + ANSWERS.replace(")\n", " {id: $m})\n") + "RETURN i.id AS id, count(c) AS n",
        BOTH + "WHERE m.id = $m\nRETURN i.id AS id, count(c) AS n",
        BOTH + "WHERE m.name = c.name\nRETURN i.id AS id, count(c) AS n",
        BOTH + "WHERE EXISTS { (m)-[:MITIGATES]->(c) }\nRETURN i.id AS id, count(c) AS n",
        (
            "MATCH (s:Statement)-[:SUPPORTED_BY]->(x)\nMATCH (s)-[:SUBJECT]->(a), (s)-[:OBJECT]->(b)\n"
            "OPTIONAL MATCH (s)-[:IN_PHASE]->(f)\nRETURN s.id AS s, a, b, f, count(x) AS n"
        ),
        "MATCH (w:Interview)<-[:GAVE]-(p)\nMATCH (w)<-[:CODING_OF]-(k)\nRETURN w, p, count(k) AS n",
        (
            "MATCH (a:Issue)<-[:SUBJECT]-(s)-[:OBJECT]->(b)\nMATCH (s)-[:SUPPORTED_BY]->(x)\n"
            "RETURN a.id AS a, b.id AS b, collect(x.id) AS n"
        ),
        "MATCH (c:Cause)-[:CAUSES]->(i:Issue)<-[:MITIGATES]-(m) RETURN c.id AS c, i.id AS i, m.id AS m",
        (
            "MATCH (i:Issue)\nCALL (i) { MATCH (i)<-[:CAUSES]-(c) RETURN count(c) AS n }\n"
            "CALL (i) { MATCH (i)<-[:MITIGATES]-(m) RETURN count(m) AS k }\nRETURN i.id AS id, n, k"
        ),
        "MATCH (i:Issue)\nRETURN COUNT { (i)<-[:CAUSES]-() } AS n, COUNT { (i)<-[:MITIGATES]-() } AS k",
        "MATCH (i:Issue)((a)-[:LEADS_TO]->(b)){1,3}(k:Issue) RETURN i.id AS i, count(k) AS n",
    ],
)
def test_what_multiplies_nothing_is_not_complained_about(text: str) -> None:
    """DISTINCT, grouped, chained, to-one, bound or tied together, counted apart, or said to be meant."""
    assert found(text) == []
