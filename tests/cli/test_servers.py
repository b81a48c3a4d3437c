"""The same commands on a Neo4j server."""

from __future__ import annotations

from pathlib import Path

import pytest

from mitigraph.queries.given import write_study
from mitigraph.settings import ServerTarget
from tests.cli.running import Ran, mitigraph
from tests.databases import MarkedDatabase
from tests.studies import STATEMENT, given


@pytest.mark.servers_only
def test_the_commands_on_a_server(database: MarkedDatabase, tmp_path: Path) -> None:
    """Plan, load, status, query, check and view with --uri: answers on stdout, stderr clean."""
    folder = tmp_path / "s"
    folder.mkdir()
    write_study(given(statements=[STATEMENT]), folder)
    target = database.target
    assert isinstance(target, ServerTarget)

    def run(*arguments: str) -> Ran:
        options = ("--study", str(folder), "--uri", target.uri, "--user", target.user)
        return mitigraph(*options, *arguments, environment={"MITIGRAPH_PASSWORD": target.password})

    assert run("plan").out.splitlines()[0].split() == ["create", "change", "remove"]
    loaded = run("load")
    assert (loaded.code, loaded.err) == (0, "")
    assert run("load", "-q").out.startswith("nothing to do: ")
    status = run("status")
    assert f"address:    {target.uri}" in status.out
    assert status.err == ""
    answer = run("query", "run", "causes/of-issue", "--format", "csv")
    assert answer.out.splitlines()[1].startswith("Drift,Unset seed,Cause,1,1")
    assert answer.err == ""
    assert "every link is what its evidence says" in run("check", "--graph").out
    assert "links" in run("view", "-o", str(tmp_path / "page.html")).out
    assert not (folder / ".mitigraph").exists()
