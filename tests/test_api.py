"""The Python API: the same verbs as the command line, with pandas and networkx in the answers."""

from __future__ import annotations

import io
import re
import shutil
from contextlib import redirect_stdout
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

import mitigraph
from mitigraph.errors import QueryError, UsageError, WriteRefused
from mitigraph.queries.given import write_study
from tests.conftest import ROOT
from tests.databases import MarkedDatabase
from tests.studies import given

STATEMENTS = [
    {
        "interview": 1,
        "subject": "unset-seed",
        "relation": "causes",
        "object": "drift",
        "paraphrase": "no seed",
    },
    {"interview": 2, "subject": "unset-seed", "relation": "causes", "object": "drift", "basis": "inferred"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tiny study, not loaded yet."""
    write_study(given(statements=STATEMENTS), tmp_path)
    return tmp_path


def test_load_query_graph(folder: Path) -> None:
    """Load, ask by id and by Cypher, and walk the graph to the paraphrases."""
    with mitigraph.open_study(folder) as study:
        assert study.plan().size > 10
        assert study.load().applied.anything
        assert study.plan().size == 0
        frame = study.query("causes/of-issue", issue="drift")
        assert isinstance(frame, pd.DataFrame)
        assert frame[["cause_id", "participants"]].to_numpy().tolist() == [["unset-seed", 2]]
        opened = study.query("causes/of-issue", issue="drift", evidence=True)
        assert [len(excerpts) for excerpts in opened["evidence"]] == opened["excerpts"].tolist()
        assert study.query("participants/reports", view="count")["numerator"].tolist() == [1]
        names = study.query("MATCH (c:Cause) WHERE c.id = $id RETURN c.name AS name", id="no-owner")
        assert names["name"].tolist() == ["No owner"]
        graph = study.graph()
    assert isinstance(graph, nx.MultiDiGraph)
    link = graph.edges["unset-seed", "drift", "CAUSES"]
    assert link["participants"] == 2
    assert "no seed" in [excerpt.paraphrase for excerpt in link["evidence"]]


def test_an_answer_without_rows_keeps_its_columns(folder: Path) -> None:
    """A frame of no rows still has the query's columns."""
    with mitigraph.open_study(folder) as study:
        study.load()
        frame = study.query("MATCH (i:Issue) WHERE i.id = 'nothing' RETURN i.id AS id, i.name AS name")
    assert (len(frame), list(frame.columns)) == (0, ["id", "name"])


def test_queries_only_read(folder: Path) -> None:
    """Not even a program of one's own writes by a query."""
    with mitigraph.open_study(folder) as study:
        study.load()
        with pytest.raises(WriteRefused):
            study.query("CREATE (:Issue {id: 'x'})")
        with pytest.raises(QueryError, match="causes/of-isue"):
            study.query("causes/of-isue")


def test_after_a_load_the_study_can_be_closed_and_used_again(folder: Path) -> None:
    """Close lets others in; the next call opens the graph anew."""
    study = mitigraph.open_study(folder)
    study.load()
    study.close()
    assert len(study.query("MATCH (i:Issue) RETURN i.id AS id")) == 2
    assert not study.load().applied.anything
    study.close()


def test_a_server_needs_a_password(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No password, no connection: said before anything is tried."""
    monkeypatch.delenv("MITIGRAPH_PASSWORD", raising=False)
    with pytest.raises(UsageError, match="needs a password"):
        mitigraph.open_study(folder, uri="bolt://127.0.0.1:9")


def test_the_api_works_on_every_database(database: MarkedDatabase, folder: Path) -> None:
    """The same calls on a server."""
    study = mitigraph.OpenStudy(folder, database.target)
    with study:
        study.load()
        assert study.query("causes/of-issue", issue="drift")["participants"].tolist() == [2]


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_the_shown_programs_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Python block of the page runs on the study in transcripts/."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    ignored = shutil.ignore_patterns(".mitigraph")
    shutil.copytree(ROOT / "transcripts", tmp_path / "transcripts", ignore=ignored)
    monkeypatch.chdir(tmp_path)
    for block in blocks:
        with redirect_stdout(io.StringIO()):
            exec(compile(block, page, "exec"), {})  # noqa: S102 - the point of the test


def test_evidence_and_coverage_are_tables(folder: Path) -> None:
    """What the two commands show, as rows of pandas."""
    with mitigraph.open_study(folder) as study:
        study.load()
        rows = study.evidence("unset-seed", "causes", "drift")
        assert list(rows["interview"]) == ["1", "2"]
        assert list(rows["basis"]) == ["stated", "inferred"]
        assert len(study.evidence("drift")) == 2
        with pytest.raises(UsageError, match="here are 2"):
            study.evidence("unset-seed", "drift")
        assert list(study.coverage()["excerpts"]) == [1, 1]
