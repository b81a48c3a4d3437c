"""Given/expect cases: they hold or fail for the right reason, and what they lack is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from mitigraph.cli.tiny_studies import prepare_in
from mitigraph.graph.session import GraphSession
from mitigraph.queries.cases import Outcome, check_cases, run_cases
from mitigraph.queries.catalog import Catalog, Query
from tests.databases import MarkedDatabase
from tests.queries.files import CASES, GOOD, write_pack


@pytest.fixture
def one(embedded: MarkedDatabase) -> GraphSession:
    """An embedded graph; how cases are judged is the same on all."""
    return embedded.open()


def pack(folder: Path, cases: str | None = CASES, text: str = GOOD) -> list[Query]:
    """The queries of a pack with one query and these cases."""
    return Catalog((write_pack(folder, cases=cases, text=text),)).all()


def outcomes(folder: Path, graph: GraphSession, cases: str, text: str = GOOD) -> list[Outcome]:
    """What comes of the cases."""
    with graph:
        return list(run_cases(pack(folder, cases, text), prepare_in(graph)))


def test_cases_that_hold(tmp_path: Path, one: GraphSession) -> None:
    """Good cases of a good query all hold, and nothing is missing in them."""
    assert check_cases(pack(tmp_path)[0]) == []
    assert [outcome.difference for outcome in outcomes(tmp_path, one, CASES)] == [(), (), ()]


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        (
            "[{issue: Lack of trust, issue_id: trust}]",
            "[{issue: Trust, issue_id: trust}]",
            (
                "missing: {'issue': 'Trust', 'issue_id': 'trust'}",
                "not expected: {'issue': 'Lack of trust', 'issue_id': 'trust'}",
            ),
        ),
        (
            "[{issue: Lack of trust, issue_id: trust}]",
            "[]",
            ("not expected: {'issue': 'Lack of trust', 'issue_id': 'trust'}", "1 rows, expected 0"),
        ),
        ("issue_id: trust}]", "isue_id: trust}]", ("the answer has no column isue_id",)),
        (
            "params: {issue: Lack}",
            "params: {isue: Lack}",
            ("error: mine/issues has no parameter 'isue'", "did you mean 'issue'?"),
        ),
    ],
)
def test_a_case_that_fails_says_how(
    tmp_path: Path, one: GraphSession, old: str, new: str, difference: tuple[str, ...]
) -> None:
    """Missing and unexpected rows, unknown columns and errors each show in the case that has them."""
    assert old in CASES
    found = outcomes(tmp_path, one, CASES.replace(old, new, 1))
    assert [outcome.holds for outcome in found] == [False, True, True]
    assert found[0].difference == difference


def test_rows_in_another_order_fail(tmp_path: Path, one: GraphSession) -> None:
    """Expected rows are in order: the same rows otherwise ordered are another answer."""
    cases = "given: {issues: [b, a]}\ncases: [{name: all, expect: [{issue_id: b}, {issue_id: a}]}]"
    found = outcomes(tmp_path, one, cases)
    assert found[0].difference == ("the order differs: ['a', 'b']",)


def test_a_row_twice_is_not_a_row_once(tmp_path: Path, one: GraphSession) -> None:
    """A query that gives a row twice, as one that multiplies rows does, fails."""
    cases = "given: {issues: [a]}\ncases: [{name: all, expect: [{issue_id: a}]}]"
    doubled = GOOD.replace("RETURN i.name", "UNWIND [1, 2] AS twice\nRETURN i.name")
    assert outcomes(tmp_path, one, cases, doubled)[0].difference == ("2 rows, expected 1",)


def test_a_study_that_the_loader_refuses_fails_the_case(tmp_path: Path, one: GraphSession) -> None:
    """A slip in a study's row is told as the loader tells it, and does not end the run."""
    found = outcomes(tmp_path, one, CASES.replace("name: Lack of trust", "nmae: Lack of trust"))
    assert "unknown column 'nmae'" in found[0].difference[0]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("expect: []", "expect: [{issue: x, issue_id: y}]", "no case expects that there is no row"),
        ("a registry without issues has no row", "by a part of the name", "two cases are called"),
        (", issue_id: leakage}", "}", None),
        ("{issue: Leakage, issue_id", "{isue: Leakage, issue_id", "the query has no column 'isue'"),
        ("cases:", "csaes:", "'cases': field required"),
        ("expect: []", "expect: [", "the cases are not valid YAML"),
    ],
)
def test_what_cases_lack_is_found(tmp_path: Path, old: str, new: str, message: str | None) -> None:
    """Without a database: a negative case, names that tell cases apart, columns that exist."""
    assert old in CASES
    findings = check_cases(pack(tmp_path, CASES.replace(old, new, 1))[0])
    assert [message in finding.message for finding in findings[:1] if message] == ([True] if message else [])
    assert bool(findings) is bool(message)


def test_every_query_needs_cases(tmp_path: Path) -> None:
    """A query without a file of cases, a positive case or a checked column is found."""
    assert "has no cases" in check_cases(pack(tmp_path / "a", None)[0])[0].message
    only_empty = "cases: [{name: a, expect: []}]"
    found = [finding.message for finding in check_cases(pack(tmp_path / "b", only_empty)[0])]
    assert found == [
        "no case expects rows",
        "no case expects anything of the column 'issue'",
        "no case expects anything of the column 'issue_id'",
    ]


def test_a_case_may_break_its_graph(tmp_path: Path, one: GraphSession) -> None:
    """Statements after 'break' run on the loaded study, in order, and the next case does not see them."""
    cases = """given: {issues: [a]}
cases:
  - name: broken
    break:
      - "CREATE (:Issue {id: 'b'})"
      - "MATCH (i:Issue {id: 'b'}) SET i.name = 'Bee'"
    expect: [{issue_id: a, issue: A}, {issue_id: b, issue: Bee}]
  - name: whole again
    expect: [{issue_id: a, issue: A}]
"""
    assert [outcome.difference for outcome in outcomes(tmp_path, one, cases)] == [(), ()]


def test_a_break_that_is_wrong_fails_its_case(tmp_path: Path, one: GraphSession) -> None:
    """A slip in a statement is told in the case, and does not end the run."""
    cases = "cases: [{name: a, break: ['CREATE (:Issue'], expect: []}, {name: b, expect: []}]"
    found = outcomes(tmp_path, one, cases)
    assert [outcome.holds for outcome in found] == [False, True]
    assert found[0].difference[0].startswith("error: ")
