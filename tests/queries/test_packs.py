"""The project's packs: sound without a database, and right on every database."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mitigraph.cli.tiny_studies import prepare_in
from mitigraph.graph.session import GraphSession
from mitigraph.queries.cases import Case, check_cases, read_cases, run_case
from mitigraph.queries.catalog import OWN_PACKS, Query, catalog
from mitigraph.queries.checks import check_query
from mitigraph.queries.given import write_study
from mitigraph.queries.runner import run

QUERIES = catalog().all()
CASES = [(query, case) for query in QUERIES for case in read_cases(query)]
QUERIES_AT_LEAST = 68
CASES_AT_LEAST = 424
COUNTED = "participants excerpts denied others"

STUDY = """
phases: [collection, deployment]
issues: [stale-data, {id: drift, kind_of: stale-data}, leakage]
causes: [hurry, no-monitoring]
mitigations: [monitoring, retraining]
codes:
  - {code: Drift, denotes: drift, phase: deployment}
  - {code: Drift-fix, kind: mitigation, denotes: retraining, answers: Drift}
excerpts:
  - {interview: 1, codes: Drift, at: 1}
  - {interview: 1, codes: Drift;Drift-fix, at: 2}
  - {interview: 2, codes: Drift, at: 1, polarity: denied}
  - {interview: 3, codes: Drift, at: 1, speaker: interviewer}
  - {interview: 3, codes: Drift, at: 2, about: others}
statements:
  - {interview: 1, subject: hurry, relation: causes, object: drift, phase: collection, at: 1}
  - {interview: 1, subject: hurry, relation: causes, object: drift, at: 1, basis: inferred}
  - {interview: 2, subject: hurry, relation: causes, object: drift}
  - {interview: 2, subject: hurry, relation: causes, object: drift, polarity: denied}
  - {interview: 3, subject: hurry, relation: causes, object: drift, about: general}
  - {interview: 3, subject: hurry, relation: causes, object: drift, speaker: interviewer}
  - {interview: 3, subject: hurry, relation: causes, object: leakage}
  - {interview: 2, subject: leakage, relation: leads_to, object: drift, phase: deployment}
  - {interview: 1, subject: monitoring, relation: mitigates, object: drift, outcome: worked}
  - {interview: 2, subject: monitoring, relation: mitigates, object: drift, outcome: proposed}
  - {interview: 3, subject: monitoring, relation: mitigates, object: drift, outcome: worked, about: others}
  - {interview: 3, subject: drift, relation: arises_in, phase: collection, polarity: unclear}
"""


def test_there_are_as_many_as_there_were() -> None:
    """A search that finds nothing fails here, instead of passing with no tests."""
    assert len(QUERIES) >= QUERIES_AT_LEAST
    assert len(CASES) >= CASES_AT_LEAST
    assert {path.name for path in OWN_PACKS.rglob("*.test.yaml")} == {
        query.cases_path.name for query in QUERIES
    }


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.id)
def test_every_query_is_sound(query: Query) -> None:
    """No finding in a query or its cases: names, columns, order, a positive and a negative case."""
    assert [str(finding) for finding in (*check_query(query), *check_cases(query))] == []


@pytest.mark.parametrize(
    ("query", "case"), [pytest.param(query, case, id=f"{query.id}: {case.name}") for query, case in CASES]
)
def test_every_case_holds(graph: GraphSession, query: Query, case: Case) -> None:
    """On the case's study, loaded by the real loader, the query answers exactly the expected rows."""
    assert run_case(query, case, prepare_in(graph)).difference == ()


@pytest.mark.parametrize(
    ("query_id", "link", "ends", "counts"),
    [
        ("causes/of-issue", "CAUSES|LEADS_TO", ("cause_id", "issue_id"), f"{COUNTED} stated inferred"),
        ("mitigations/of-issue", "MITIGATES", ("mitigation_id", "issue_id"), f"{COUNTED} codebook"),
        ("issues/by-phase", "OCCURS_IN", ("issue_id", "phase_id"), f"{COUNTED} arises shows codebook"),
        (
            "participants/reports",
            "REPORTS",
            ("participant", "issue_id"),
            "excerpts coded stated inferred denied others",
        ),
    ],
)
def test_counts_are_those_of_the_links(
    graph: GraphSession, tmp_path: Path, query_id: str, link: str, ends: tuple[str, str], counts: str
) -> None:
    """Where a query counts an entity's own evidence, it says what the derived links say, pair by pair."""
    write_study(yaml.safe_load(STUDY), tmp_path)
    columns = [*ends, *counts.split()]
    properties = ", ".join(f"l.{name}" for name in counts.split())
    end = "(b:Phase)" if link == "OCCURS_IN" else "(b:Issue)"
    with prepare_in(graph)(tmp_path) as loaded:
        table = run(catalog().get(query_id), loaded)
        links = loaded.read(f"MATCH (a)-[l:{link}]->{end} RETURN a.id, b.id, {properties}")
    found = sorted(tuple(record[column] for column in columns) for record in table.records())
    assert found == sorted(links.rows)
    assert len(found) > 1
