"""The embedded engine's differences, each with what the project does about it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from neo4j.exceptions import Neo4jError
from neo4j.time import DateTime

from mitigraph.errors import DatabaseError, QueryError
from mitigraph.graph.backends import embedded as backend
from mitigraph.graph.backends import open_graph
from mitigraph.graph.backends.engine import LOOPBACK, port_was_taken, settings
from mitigraph.graph.session import GraphSession
from mitigraph.settings import EmbeddedTarget
from tests.databases import EMBEDDED, MarkedDatabase
from tests.graph.processes import WRITE_FOR_EVER, finished, running

IMPORTS = """
import sys
import mitigraph.graph.backends, mitigraph.graph.session, mitigraph.graph.serve, mitigraph.graph.address
import mitigraph.graph.lock, mitigraph.graph.readonly, mitigraph.graph.failures
import mitigraph.graph.backends.apart
print(sorted({"neo4j", "arcadedb", "filelock", "sqlite3"} & set(sys.modules)))
"""
OPEN = """
import sys
from pathlib import Path
from mitigraph.graph.backends import open_graph
from mitigraph.settings import EmbeddedTarget
with open_graph(EmbeddedTarget(Path(sys.argv[1])), "write") as session:
    session.write(lambda transaction: transaction.run("CREATE (:Probe)"))
    print(REPORT)
"""
WITHOUT_ENGINE = "import sys; sys.modules['arcadedb'] = None\n" + OPEN


def opening(report: str) -> str:
    """The program OPEN that prints what an expression gives."""
    return OPEN.replace("REPORT", report)


def test_importing_is_cheap() -> None:
    """The graph's modules import neither driver nor engine: `mitigraph --help` must not wait for them."""
    assert finished(IMPORTS).stdout.strip() == "[]"


def test_a_folder_without_database(tmp_path: Path) -> None:
    """A reader of a folder in which nothing was loaded is told so, and leaves no trace."""
    folder = tmp_path / ".mitigraph"
    with pytest.raises(DatabaseError, match="nothing is loaded yet") as caught:
        open_graph(EmbeddedTarget(folder), "read")
    assert "mitigraph load" in caught.value.hint
    assert not folder.exists()


def test_the_folder_ignores_itself(tmp_path: Path) -> None:
    """What a graph holds never enters a repository: its folder ignores everything, itself too."""
    open_graph(EmbeddedTarget(tmp_path / "g"), "write").close()
    assert (tmp_path / "g" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    """Data and logs go into the folder; nothing appears on the terminal or in the working directory."""
    home = tmp_path / "home"
    home.mkdir()
    folder = tmp_path / "a folder" / ".mitigraph"
    done = finished(opening("1"), str(folder), HOME=str(home), XDG_STATE_HOME=str(home), TMPDIR=str(home))
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")
    assert list(home.iterdir()) == []
    assert {each.name for each in folder.iterdir()} == {
        "database",
        "graph.lock",
        "holders",
        ".gitignore",
    }
    assert list((folder / "holders").iterdir()) == []


def test_the_engines_log_is_kept_for_who_asks(tmp_path: Path) -> None:
    """ARCADEDB_LOG_DIR turns the engine's log on, into that folder and nowhere else."""
    log = tmp_path / "a log"
    done = finished(opening("1"), str(tmp_path / "g"), ARCADEDB_LOG_DIR=str(log))
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")
    assert "ArcadeDB Server started" in (log / "arcadedb.log.0").read_text(encoding="utf-8")


def test_the_heap_is_bounded(tmp_path: Path) -> None:
    """The engine's memory is set by us, or by who asks for more; not half of the machine's."""
    report = "__import__('arcadedb')._native.lib.diag()"
    default = finished(opening(report), str(tmp_path / "a")).stdout
    more = finished(opening(report), str(tmp_path / "b"), MITIGRAPH_HEAP="300m").stdout
    assert f"'max_heap': {2 * 1024**3}," in default
    assert f"'max_heap': {300 * 1024**2}," in more


def test_commits_reach_the_disk(embedded: MarkedDatabase) -> None:
    """The log is synced, with its metadata, before a commit is acknowledged."""
    with embedded.open():
        (opened,) = backend._open_folders.values()
        database = opened.engine.server.get_database("graph")
        described = next(iter(database.query("sql", "SELECT FROM schema:database"))).to_json()
    assert re.search(r'"arcadedb\.txWalFlush","value":2\b', described)


def test_a_killed_writer_loses_nothing_and_blocks_nobody(tmp_path: Path) -> None:
    """After kill -9 in the middle of writes, a reader gets in, and sees each acknowledged batch whole."""
    folder = tmp_path / "g"
    with running(WRITE_FOR_EVER, str(folder)) as (process, _):
        assert process.stdout is not None
        batches = [int(process.stdout.readline()) for _ in range(20)]
        process.kill()
        acknowledged = [*batches, *map(int, process.stdout.read().split())][-1]
    with open_graph(EmbeddedTarget(folder), "read") as session:
        rows = session.read("MATCH (p:Probe) RETURN p.batch AS batch, count(p) AS n ORDER BY batch").rows
    assert {n for _, n in rows} == {50}
    assert [batch for batch, _ in rows][:acknowledged] == list(range(1, acknowledged + 1))
    assert len(rows) <= acknowledged + 1


def test_a_creation_that_was_cut_off_is_begun_again(tmp_path: Path) -> None:
    """A database folder without schema is no database for a reader, and no obstacle for a writer."""
    folder = tmp_path / "g"
    (folder / "database" / "graph").mkdir(parents=True)
    (folder / "database" / "graph" / "configuration.json").write_text("{", encoding="utf-8")
    with pytest.raises(DatabaseError, match="nothing is loaded yet"):
        open_graph(EmbeddedTarget(folder), "read")
    with open_graph(EmbeddedTarget(folder), "write") as session:
        assert session.read("MATCH (n) RETURN count(n)").rows == ((0,),)


def test_only_loopback_is_listened_on(embedded: MarkedDatabase) -> None:
    """Bolt and HTTP, which opens too, can be reached from this machine alone."""
    with embedded.open():
        addresses = listening_addresses()
    assert len(addresses) >= 2
    assert set(addresses) == {LOOPBACK}


def listening_addresses() -> list[str]:
    """The IPv4 addresses on which this process listens, as the kernel tells."""
    sockets = {str(link.readlink()) for link in Path("/proc/self/fd").glob("*") if link.is_symlink()}
    found = []
    for table in (Path("/proc/self/net/tcp"), Path("/proc/self/net/tcp6")):
        if not table.exists():
            pytest.skip("the listening sockets of a process can only be told on Linux")
        for line in table.read_text(encoding="utf-8").splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A" and f"socket:[{columns[9]}]" in sockets:
                last_word = columns[1].split(":")[0][-8:]
                found.append(".".join(str(byte) for byte in reversed(bytes.fromhex(last_word))))
    return found


def test_setting_names_keep_the_engines_capitals(tmp_path: Path) -> None:
    """The wrapper writes ``_`` as a point: the setting that makes it read-only must keep its capitals."""
    assert settings(tmp_path, 1, read_only=True)["server_defaultDatabaseMode"] == "READ_ONLY"
    assert "server_defaultDatabaseMode" not in settings(tmp_path, 1, read_only=False)


def test_passwords_are_new_each_time(embedded: MarkedDatabase) -> None:
    """The engine would keep the first password with the data; each start has its own, and it works."""
    seen = set()
    for _ in range(2):
        with embedded.open():
            (opened,) = backend._open_folders.values()
            seen.add(opened.engine.address.password)
    assert len(seen) == 2


def test_explaining_needs_a_writable_engine(embedded: MarkedDatabase) -> None:
    """The engine opened read-only cannot explain, and the error says that it is not the query's fault."""
    with embedded.open("read") as session, pytest.raises(QueryError, match="cannot explain"):
        session.read("EXPLAIN MATCH (n) RETURN n")


def test_other_programs_do_not_inherit_the_engines_environment(embedded: MarkedDatabase) -> None:
    """The variables that the engine reads are set for its start only."""
    with embedded.open():
        assert not [
            name for name in os.environ if name in ("ARCADEDB_LOG_DIR", "ARCADEDB_NATIVE_ISOLATE_ARGS")
        ]


def test_no_engine_for_this_machine(tmp_path: Path) -> None:
    """Where there is no build of the engine, the error says to use a server."""
    program = WITHOUT_ENGINE.replace("REPORT", "1")
    done = finished(program, str(tmp_path / "g"))
    assert done.returncode == 1
    assert "cannot run on this machine" in done.stderr
    assert "use a Neo4j server: --uri or MITIGRAPH_URI" in done.stderr


def test_several_folders_at_once(tmp_path: Path) -> None:
    """One process may have several graphs open; each has its own data, and closing one leaves the others."""
    targets = [EmbeddedTarget(tmp_path / name) for name in "ab"]
    with open_graph(targets[0], "write") as first:
        with open_graph(targets[1], "write") as second:
            second.write(lambda transaction: transaction.run("CREATE (:Probe)"))
            assert first.read("MATCH (n) RETURN count(n)").rows == ((0,),)
        first.write(lambda transaction: transaction.run("CREATE (:Probe), (:Probe)"))
    with open_graph(targets[0], "read") as first, open_graph(targets[1], "read") as second:
        assert first.read("MATCH (n) RETURN count(n)").rows == ((2,),)
        assert second.read("MATCH (n) RETURN count(n)").rows == ((1,),)


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    """A file where the folder should be is an error with the path, not a traceback."""
    (tmp_path / "g").write_text("", encoding="utf-8")
    with pytest.raises(DatabaseError, match="cannot be used"):
        open_graph(EmbeddedTarget(tmp_path / "g"), "write")


# The differences below are worked around where queries and loads are written. These tests tell when the
# engine, or a server, changes its mind.


def test_a_null_key_is_refused_by_servers_only(graph: GraphSession) -> None:
    """MERGE on a null key: Neo4j refuses it, the embedded engine takes it, so keys are checked before."""
    query = "MERGE (p:Probe {key: $key}) RETURN p.key"
    if graph.info.backend == EMBEDDED:
        assert graph.write(lambda transaction: transaction.run(query, {"key": None})).rows == ((None,),)
    else:
        with pytest.raises(QueryError):
            graph.write(lambda transaction: transaction.run(query, {"key": None}))


def test_schema_is_not_rolled_back(embedded: MarkedDatabase) -> None:
    """An index made in a transaction that fails stays: ``schema`` has no transaction for this reason."""
    query = "CREATE INDEX rolled_back IF NOT EXISTS FOR (p:RolledBack) ON (p.x)"
    with embedded.open() as graph, graph._driver.session(database="graph") as session:
        with session.begin_transaction() as transaction:
            transaction.run(query).consume()
            transaction.rollback()
        found = session.run("SHOW INDEXES YIELD name RETURN collect(name)").single(strict=True)[0]
    assert "rolled_back" in found, "the engine undoes it now"


def test_one_spelling_for_a_label_and_a_type_fails(embedded: MarkedDatabase) -> None:
    """A label and a relationship type spelled alike clash on the embedded engine; by case they may differ."""
    with embedded.open() as session:
        session.write(lambda transaction: transaction.run("CREATE (:Alike)-[:ALIKE]->(:Alike)"))
        with pytest.raises(QueryError):
            session.write(lambda transaction: transaction.run("CREATE (:Alike)-[:Alike]->(:Alike)"))


def test_an_explicit_transaction_fails_on_a_read_only_engine(embedded: MarkedDatabase) -> None:
    """Opened read-only, the engine fails every explicit transaction: reads there run in autocommit."""
    with (
        embedded.open("read") as session,
        session._driver.session(database="graph") as driver_session,
        pytest.raises(Neo4jError),
    ):
        driver_session.execute_read(lambda transaction: transaction.run("RETURN 1").single())
    with embedded.open("read") as session:
        assert session.read("RETURN 1").rows == ((1,),)


def test_a_local_time_becomes_a_moment(embedded: MarkedDatabase) -> None:
    """The engine stores one kind of date with time. We chose moments in UTC, which is all the model has."""
    with embedded.open() as session:
        at = {"at": DateTime(2026, 1, 1, 12, 0, 0)}
        session.write(lambda transaction: transaction.run("CREATE (:Probe {at: $at})", at))
        assert session.read("MATCH (p:Probe) RETURN p.at").rows[0][0].tzinfo is not None


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Address already in use: bind", True),
        ("Unable to listen to a HTTP port in the configured port range (41233)", True),
        ("Database 'graph' needs recovery", False),
    ],
)
def test_a_port_that_was_taken_in_the_meantime_is_known(text: str, taken: bool) -> None:
    """Two commands that start at one moment may look for a free port at once: the later one tries again."""
    assert port_was_taken(text) is taken
