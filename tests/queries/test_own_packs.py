"""Queries of one's own, and queries for other programs."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from mitigraph.graph.session import GraphSession
from mitigraph.queries.catalog import catalog
from mitigraph.queries.exporting import for_browser
from mitigraph.queries.parameters import bind
from tests.cli.running import mitigraph as run_mitigraph
from tests.queries.command import Command


def test_a_new_query_passes_its_tests(mitigraph: Command, tmp_path: Path) -> None:
    """The template is a sound query with a positive and a negative case, all of which hold."""
    made = mitigraph("query", "new", "mine/rare-issues", "--packs", str(tmp_path))
    assert made.code == 0, made.err
    assert {path.name for path in (tmp_path / "mine").iterdir()} == {
        "rare-issues.cypher",
        "rare-issues.test.yaml",
    }
    tested = mitigraph("query", "test", "mine", "--packs", str(tmp_path))
    assert tested.out.splitlines()[-1] == "1 query, 3 cases, 0 failed, 0 findings"


def test_a_study_has_packs_of_its_own(loaded_study: Path, tmp_path: Path) -> None:
    """What 'query new' writes into the study is found without --packs, and the study still checks."""
    study = tmp_path / "study"
    shutil.copytree(loaded_study, study, ignore=shutil.ignore_patterns(".mitigraph"))
    assert run_mitigraph("--study", study, "query", "new", "mine/rare").code == 0
    assert (study / "queries" / "mine" / "rare.cypher").is_file()
    assert "mine/rare " in run_mitigraph("--study", study, "query", "list").out
    assert run_mitigraph("--study", study, "check").code == 0


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("rare", "'rare' is no id of a query"),
        ("mine/../rare", "'mine/../rare' is no id of a query"),
        ("issues/by-phase", "{folder}/issues/by-phase.cypher: there is a query 'issues/by-phase' already"),
    ],
)
def test_a_new_query_takes_no_place(mitigraph: Command, tmp_path: Path, name: str, message: str) -> None:
    """An id that is none, or is taken, is refused, and nothing is written."""
    done = mitigraph("query", "new", name, "--packs", str(tmp_path))
    assert (done.code, done.err.splitlines()[0]) == (2, f"error: {message.format(folder=tmp_path)}")
    assert list(tmp_path.iterdir()) == []


def test_a_query_of_ones_own_is_not_written_over(mitigraph: Command, tmp_path: Path) -> None:
    """The second 'query new' of a name leaves the first one's file as it is."""
    mitigraph("query", "new", "mine/rare", "--packs", str(tmp_path))
    (tmp_path / "mine" / "rare.cypher").write_text("mine", encoding="utf-8")
    assert mitigraph("query", "new", "mine/rare", "--packs", str(tmp_path)).code == 2
    assert (tmp_path / "mine" / "rare.cypher").read_text(encoding="utf-8") == "mine"


# --- export --------------------------------------------------------------------------------------------

SET = re.compile(r":param (\w+) => (.*);")


@pytest.mark.parametrize("query", catalog().all(), ids=lambda query: query.id)
def test_a_file_for_the_browser_runs(graph: GraphSession, query: object) -> None:
    """Its :param commands and its Cypher give what the query gives with its defaults, on a real database."""
    from mitigraph.queries.catalog import Query  # noqa: PLC0415 - for the type of the parameter

    assert isinstance(query, Query)
    lines = for_browser(query).splitlines()
    assert lines[0].startswith("// ")
    commands = [match for line in lines if (match := SET.fullmatch(line))]
    values = {each[1]: graph.read(f"RETURN {each[2]} AS value").rows[0][0] for each in commands}
    needed = (
        {name: values[name] for name, each in query.header.params.items() if each.required}
        if query.header
        else {}
    )
    assert values == bind(query, needed)
    text = "\n".join(line for line in lines if not line.startswith((":", "//")))
    assert graph.read(text, values).rows == graph.read(query.text, values).rows


def test_export_writes_each_kind(mitigraph: Command, tmp_path: Path) -> None:
    """A folder for Neo4j Browser, a page with Cypher, JSON with all that the header says."""
    done = mitigraph("query", "export", "causes", "--to", "neo4j-browser", "-o", str(tmp_path / "b"))
    assert "causes_of-issue.cypher" in {path.name for path in (tmp_path / "b").iterdir()}
    assert done.code == 0
    records = json.loads(mitigraph("query", "export", "causes/of-issue", "--to", "json").out)
    assert [record["id"] for record in records] == ["causes/of-issue"]
    assert records[0]["params"]["issue"]["entity"] == ["Issue", "Consequence", "Cause"]
    assert "MATCH" in records[0]["cypher"]
    page = mitigraph("query", "export", "causes", "--to", "markdown").out
    assert page.count("```cypher") == page.count("### causes/")


def test_files_for_the_browser_need_a_folder(mitigraph: Command, tmp_path: Path) -> None:
    """Without -o, or with a file there, nothing is written."""
    assert mitigraph("query", "export", "--to", "neo4j-browser").code == 2
    (tmp_path / "file").touch()
    done = mitigraph("query", "export", "--to", "neo4j-browser", "-o", str(tmp_path / "file"))
    assert "is a file" in done.err
