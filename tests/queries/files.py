"""Query files for the tests."""

from __future__ import annotations

from pathlib import Path

from mitigraph.queries.catalog import Query, query_of

GOOD = """// ---
// title: Which issues are there?
// description: One row per issue.
// params:
//   issue: {type: string, default: null, entity: Issue, help: id or part of the name}
// returns: {issue: its name, issue_id: its id}
// tags: [issue]
// ---
MATCH (i:Issue)
WHERE $issue IS NULL OR i.id = $issue OR i.name CONTAINS $issue
RETURN i.name AS issue, i.id AS issue_id
ORDER BY i.id
"""
CASES = """given:
  issues: []
cases:
  - name: by a part of the name
    params: {issue: Lack}
    given: {issues: [drift, {id: trust, name: Lack of trust}]}
    expect: [{issue: Lack of trust, issue_id: trust}]
  - name: by its id
    params: {issue: leakage}
    given: {issues: [leakage]}
    expect: [{issue: Leakage, issue_id: leakage}]
  - name: a registry without issues has no row
    expect: []
"""
PATH = Path("packs/mine/issues.cypher")


def query(text: str = GOOD) -> Query:
    """A query of a pack, from its text."""
    found, findings = query_of(text, PATH, "mine/issues")
    assert not findings, findings
    return found


def with_change(old: str, new: str) -> Query:
    """The good query with one piece of its text changed."""
    assert old in GOOD, old
    return query(GOOD.replace(old, new))


def write_pack(folder: Path, name: str = "issues", text: str = GOOD, cases: str | None = CASES) -> Path:
    """Write a query and its cases as a pack ``mine``; returns the folder of packs."""
    pack = folder / "mine"
    pack.mkdir(parents=True, exist_ok=True)
    (pack / f"{name}.cypher").write_text(text, encoding="utf-8")
    if cases is not None:
        (pack / f"{name}.test.yaml").write_text(cases, encoding="utf-8")
    return folder
