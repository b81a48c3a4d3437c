"""Tiny studies: a few words become a whole study that the real loader accepts."""

from __future__ import annotations

from pathlib import Path

import pytest

from mitigraph.cli.tiny_studies import prepare_in
from mitigraph.errors import QueryError
from mitigraph.graph.session import GraphSession
from mitigraph.loaders.findings import Severity
from mitigraph.loaders.load import checked_study
from mitigraph.queries.given import extend, write_study

GIVEN = {
    "phases": ["collection"],
    "issues": ["stale-data", {"id": "drift", "name": "Data drift", "kind_of": "stale-data"}],
    "codes": [{"code": "Drift", "denotes": "drift"}],
    "excerpts": [{"interview": 1, "codes": ["Drift"], "at": 3, "paraphrase": "It, drifts"}],
    "statements": [
        {"interview": 1, "subject": "drift", "relation": "reports"},
        {"interview": 2, "subject": "drift", "relation": "arises_in", "phase": "collection", "coder": "Bob"},
    ],
}


def test_what_is_left_out_is_filled_in(tmp_path: Path) -> None:
    """Names, participants, interviews, codings, anchors and hashes are made up; the study has no fault."""
    write_study(GIVEN, tmp_path)
    study = checked_study(tmp_path)
    assert [str(finding) for finding in study.findings if finding.severity is not Severity.INFO] == []
    assert [entity.row.name for entity in study.entities] == ["Stale data", "Data drift"]
    assert [(row.row.id, row.row.participant) for row in study.interviews] == [("1", "P1"), ("2", "P2")]
    assert [(row.row.interview, row.row.coder) for row in study.codings] == [("1", "Ann"), ("2", "Bob")]
    assert study.counting == {("1", "Ann"), ("2", "Bob")}
    assert study.excerpts["1", "Ann"][0].row.paraphrase == "It, drifts"


def test_rows_without_a_place_stand_apart(tmp_path: Path) -> None:
    """Each row has words of its own, except where ``at`` says that they are the same."""
    write_study(GIVEN, tmp_path)
    study = checked_study(tmp_path)
    turns = [row.row.start_turn for row in study.statements]
    assert turns == [4, 5]
    assert study.excerpts["1", "Ann"][0].row.start_turn == 3


def test_the_loader_takes_it(graph: GraphSession, tmp_path: Path) -> None:
    """A tiny study becomes a graph with links, and the next one leaves nothing of it."""
    prepare = prepare_in(graph)
    reporters = "MATCH (p:Participant)-[:REPORTS]->(i:Issue) RETURN p.id, i.id ORDER BY p.id"
    write_study(GIVEN, tmp_path / "first")
    with prepare(tmp_path / "first") as loaded:
        assert loaded.read(reporters).rows == (("P1", "drift"), ("P2", "drift"))
    write_study({"issues": ["trust"]}, tmp_path / "second")
    with prepare(tmp_path / "second") as loaded:
        assert loaded.read("MATCH (n) WHERE n:Issue OR n:Participant RETURN n.id").rows == (("trust",),)


def test_a_case_adds_to_what_its_file_shares() -> None:
    """Lists are joined part by part, and neither side is changed by it."""
    shared = {"issues": ["a"], "causes": ["c"]}
    assert extend(shared, {"issues": ["b"], "statements": []}) == {
        "issues": ["a", "b"],
        "causes": ["c"],
        "statements": [],
    }
    assert shared == {"issues": ["a"], "causes": ["c"]}


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        ({"isues": []}, "unknown part 'isues'", "did you mean 'issues'"),
        ({"issues": {"id": "a"}}, "'given: issues' is no list", "begin each"),
        ({"issues": [["a"]]}, "has a row that is ['a']", "{column: value"),
    ],
)
def test_a_slip_in_a_given_part_is_told(
    tmp_path: Path, given: dict[str, object], message: str, hint: str
) -> None:
    """A misspelt part would make a case pass for nothing, so it is an error."""
    with pytest.raises(QueryError) as raised:
        write_study(given, tmp_path)
    assert message in raised.value.message
    assert hint in raised.value.hint
