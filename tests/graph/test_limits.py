"""A time limit ends the query, a row limit ends the fetching, on every database."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mitigraph.errors import DatabaseError, DatabaseLocked, QueryError
from mitigraph.graph.backends import embedded as backend
from mitigraph.graph.backends import open_graph, reader_process, server_reads
from mitigraph.graph.lock import HOLDERS, holders, process_lives
from mitigraph.graph.session import GraphSession
from mitigraph.settings import EmbeddedTarget, ServerTarget
from tests.databases import MarkedDatabase
from tests.graph.processes import HOLD, SERVE, finished, running

NUMBERS = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b"
COUNTS_FOR_EVER = f"{NUMBERS} RETURN count(*) AS n"
# A single row that takes for ever: engines look at the clock, and for a wish to end, between rows.
ONE_ROW_FOR_EVER = """
RETURN size([x IN range(1, 9000) WHERE size([y IN range(1, 9000) WHERE size(
    [z IN range(1, 300) WHERE x + y + z < 0]) > 0]) > 0]) AS n
"""
# The same for a server that other tests use after it: it takes some ten seconds.
ONE_SLOW_ROW = ONE_ROW_FOR_EVER.replace("9000", "3000").replace("300)", "10)")
ROWS = f"{NUMBERS} RETURN a, b"
# Seconds that a busy machine may need for what takes less than one, and a server between two looks at its
# clock; the queries here take minutes and more.
SLACK = 5
HOLD_ENDABLE = """
import sys, threading
from pathlib import Path
from mitigraph.graph.backends import embedded, open_graph
from mitigraph.settings import EmbeddedTarget
session = open_graph(EmbeddedTarget(Path(sys.argv[1])), "read", endable=True)
query = sys.argv[2]
if query:
    threading.Thread(target=lambda: session.read(query, timeout=60), daemon=True).start()
print(embedded._readers[0].reach()[1].pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def endable(target: EmbeddedTarget) -> Iterator[GraphSession]:
    """A session on that graph whose reads can be ended."""
    with open_graph(target, "read", endable=True) as session:
        yield session


def child() -> int:
    """The id of the process that reads for this one."""
    (reader,) = backend._readers
    return reader.reach()[1].pid


def command_of(pid: int) -> str:
    """What the process list shows of a process."""
    return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").replace("\0", " ")


def seconds_of_work(pid: int) -> float:
    """The processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def works(pid: int) -> float:
    """The share of a processor that a process uses now."""
    before = seconds_of_work(pid)
    time.sleep(0.5)
    return (seconds_of_work(pid) - before) / 0.5


def wait_until_gone(pid: int) -> bool:
    """Whether a process of this id ends soon; one that nobody has waited for yet counts as ended."""
    for _ in range(100):
        if not process_lives(pid) or not Path(f"/proc/{pid}/cmdline").read_bytes():
            return True
        time.sleep(0.05)
    return False


def running_elsewhere(database: MarkedDatabase) -> list[str]:
    """The queries that a database runs, as another connection sees them."""
    with database.open("read") as session:
        driver = session._driver.session(database=session.info.database)
        with driver as plain:
            shown = plain.run("SHOW TRANSACTIONS").data()
    return [each["currentQuery"] for each in shown if "SHOW" not in each["currentQuery"]]


def ends_in_time(session: GraphSession, query: str, limit: float = 1) -> QueryError:
    """The error of a query that takes for ever, raised soon after its limit."""
    start = time.monotonic()
    with pytest.raises(QueryError, match=f"time limit of {limit:g} s") as caught:
        session.read(query, timeout=limit)
    assert limit <= time.monotonic() - start < limit + SLACK
    return caught.value


@pytest.mark.parametrize(
    "query", [COUNTS_FOR_EVER, ROWS, "MATCH (n) " + ROWS], ids=["count", "rows", "match"]
)
def test_a_time_limit_ends_the_query(database: MarkedDatabase, query: str) -> None:
    """A query over its limit raises soon and no longer runs; the session goes on."""
    with database.open() as session:
        session.write(lambda transaction: transaction.run("CREATE (:Probe)"))
        assert "was ended" in ends_in_time(session, query).message
        assert running_elsewhere(database) == []
        assert session.read("RETURN 1", timeout=20).rows == ((1,),)


def test_a_time_limit_frees_the_processor(target: EmbeddedTarget) -> None:
    """After the limit the engine in this process computes nothing more."""
    with open_graph(target, "read") as session:
        ends_in_time(session, COUNTS_FOR_EVER)
        assert works(os.getpid()) < 0.15


def test_what_does_not_overrun_is_untouched(database: MarkedDatabase) -> None:
    """Limits that are not reached change nothing: rows, columns, errors."""
    with database.open("read") as session:
        answer = session.read("UNWIND [1, 2] AS x RETURN x, x + 1 AS y", timeout=20, limit=2)
        assert (answer.columns, answer.rows, answer.cut) == (("x", "y"), ((1, 2), (2, 3)), False)
        assert session.read("MATCH (p:Probe) RETURN p.name AS name", limit=1).columns == ("name",)
        assert session.read("RETURN $x AS x", {"x": "é"}, timeout=20).rows == (("é",),)
        with pytest.raises(QueryError, match="the query is wrong"):
            session.read("RETURN nothing", timeout=20, limit=1)


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_row_limit_ends_the_fetching(database: MarkedDatabase, mode: str) -> None:
    """Of ten thousand million rows the first ten come at once, and nothing goes on computing the others."""
    with database.open("write" if mode == "write" else "read") as session:
        start = time.monotonic()
        answer = session.read(ROWS, limit=10, timeout=30)
        assert time.monotonic() - start < SLACK
        assert (len(answer.rows), answer.rows[0], answer.cut) == (10, (1, 1), True)
        assert running_elsewhere(database) == []
        assert session.read(ROWS, limit=1500).rows[-1] == (1, 1500)
        assert session.read("RETURN 1", limit=0).rows == ()
        assert session.read("UNWIND [1, 2] AS x RETURN x", limit=2).cut is False
        assert session.read("UNWIND [1, 2] AS x RETURN x", limit=1).cut is True


@pytest.mark.parametrize(
    "limits", [{"timeout": 0}, {"timeout": -1}, {"timeout": float("nan")}, {"limit": -1}]
)
def test_limits_that_mean_nothing_are_refused(embedded: MarkedDatabase, limits: dict[str, float]) -> None:
    """No time and fewer than no rows: to a server a time of 0 would mean no limit at all."""
    with embedded.open() as session, pytest.raises(QueryError, match=r"limit of"):
        session.read("RETURN 1", **limits)  # type: ignore[arg-type]


@pytest.mark.servers_only
def test_a_server_may_not_end_a_single_row(database: MarkedDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is busy with one row ends later: the waiting ends, and the error says where it runs."""
    monkeypatch.setattr(server_reads, "SERVER_GRACE", 1)
    with database.open("read") as session:
        assert isinstance(database.target, ServerTarget)
        error = ends_in_time(session, ONE_SLOW_ROW)
        assert f"still runs on {database.target.uri}" in error.message
        assert running_elsewhere(database), "the server ends it now: the error need not say otherwise"


def test_an_engine_may_not_end_a_single_row(target: EmbeddedTarget) -> None:
    """The engine in this process neither: the error says so, and the program still ends at once."""
    program = f"""
import sys, time
from pathlib import Path
from mitigraph.graph.backends import open_graph
from mitigraph.settings import EmbeddedTarget
try:
    with open_graph(EmbeddedTarget(Path(sys.argv[1])), "read") as session:
        session.read('''{ONE_ROW_FOR_EVER}''', timeout=0.5)
finally:
    print(time.monotonic())
"""
    done = finished(program, str(target.folder))
    after = time.monotonic()
    assert "still runs in this process\nthe embedded engine cannot end it" in done.stderr
    assert after - float(done.stdout) < SLACK


# A session of its own process ---------------------------------------------------------------------


def test_an_endable_session_reads_as_any(endable: GraphSession, target: EmbeddedTarget) -> None:
    """Same info, same rows, same errors; others may read beside it, and it can be closed twice."""
    assert (endable.info.backend, endable.info.folder, endable.info.via_serve) == (
        "embedded",
        target.folder,
        False,
    )
    assert endable.info.address == str(target.folder)
    assert endable.read("MATCH (p:Probe) RETURN count(p) AS n").rows == ((1,),)
    with pytest.raises(QueryError, match="nope"):
        endable.read("RETURN nope", timeout=20)
    with open_graph(target, "read") as beside, open_graph(target, "read", endable=True) as third:
        assert beside.read("MATCH (p) RETURN count(p)").rows == third.read("MATCH (p) RETURN count(p)").rows
    pid = child()
    endable.close()
    endable.close()
    assert not process_lives(pid)
    assert list((target.folder / HOLDERS).iterdir()) == []


def test_a_query_that_the_engine_ends_leaves_the_process(endable: GraphSession) -> None:
    """What can be ended kindly is: the next read need not wait for another engine."""
    before = child()
    assert "was ended" in ends_in_time(endable, COUNTS_FOR_EVER).message
    assert child() == before
    assert works(before) < 0.15


@pytest.mark.skipif(sys.platform != "linux", reason="the process list is read from /proc")
def test_whatever_runs_is_ended(endable: GraphSession, target: EmbeddedTarget) -> None:
    """A query that the engine does not end is ended with its process: gone, lock free, next read served."""
    before = child()
    assert "was ended" in ends_in_time(endable, ONE_ROW_FOR_EVER).message
    assert not process_lives(before)
    assert list((target.folder / HOLDERS).iterdir()) == []
    with open_graph(target, "write") as writer:
        writer.write(lambda transaction: transaction.run("CREATE (:Probe)"))
    assert endable.read("MATCH (p:Probe) RETURN count(p)", timeout=20).rows == ((2,),)
    assert child() != before


@pytest.mark.skipif(sys.platform != "linux", reason="the process list is read from /proc")
def test_the_password_is_in_no_process_list(endable: GraphSession, target: EmbeddedTarget) -> None:
    """Neither arguments nor environment of the process hold it, and no file of the folder."""
    (reader,) = backend._readers
    _, address = reader.reach()
    assert endable.read("RETURN 1").rows == ((1,),)
    assert str(target.folder) in command_of(address.pid)
    assert address.password not in command_of(address.pid)
    assert address.password.encode() not in Path(f"/proc/{address.pid}/environ").read_bytes()
    files = [each for each in target.folder.rglob("*") if each.is_file()]
    assert files
    assert not [each for each in files if address.password.encode() in each.read_bytes()]


@pytest.mark.skipif(sys.platform != "linux", reason="the process list is read from /proc")
@pytest.mark.parametrize("query", ["", ONE_ROW_FOR_EVER], ids=["idle", "busy"])
def test_it_does_not_outlive_who_started_it(target: EmbeddedTarget, query: str) -> None:
    """After kill -9 of the program its reading process ends too, also in the middle of a query."""
    with running(HOLD_ENDABLE, str(target.folder), query) as (process, line):
        pid = int(line)
        time.sleep(0.5 if query else 0)
        assert str(target.folder) in command_of(pid)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert wait_until_gone(pid)
    open_graph(target, "write").close()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_ctrl_c_ends_the_query(endable: GraphSession) -> None:
    """Ctrl-C raises, and ends what was running, before any time limit."""
    before = child()
    timer = threading.Timer(0.7, signal.raise_signal, [signal.SIGINT])
    timer.start()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        endable.read(ONE_ROW_FOR_EVER, timeout=30)
    assert time.monotonic() - start < SLACK
    assert not process_lives(before)
    assert endable.read("RETURN 1", timeout=20).rows == ((1,),)


def test_what_keeps_it_from_starting_is_told(tmp_path: Path, target: EmbeddedTarget) -> None:
    """The errors of a process that cannot read are those of a session in this process."""
    with pytest.raises(DatabaseError, match="nothing is loaded yet") as caught:
        open_graph(EmbeddedTarget(tmp_path / "none"), "read", endable=True)
    assert "mitigraph load" in caught.value.hint
    assert not (tmp_path / "none").exists()
    with running(HOLD, str(target.folder), "write") as (process, _):
        with pytest.raises(DatabaseLocked, match=f"process {process.pid} ") as locked:
            open_graph(target, "read", endable=True)
        assert "wait until it ends" in locked.value.hint
    assert backend._readers == []


def test_a_process_that_breaks_tells_its_last_words(
    target: EmbeddedTarget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that ends without an answer is an error with what it said, and is not left behind."""
    monkeypatch.setattr(reader_process, "PROGRAM", "mitigraph.no_such_program")
    with pytest.raises(DatabaseError, match=r"did not start: .*No module named mitigraph\.no_such_program"):
        open_graph(target, "read", endable=True)
    assert holders(target.folder) == []


def test_beside_a_writer_of_this_process(target: EmbeddedTarget) -> None:
    """Where this process writes, the session shares its engine; a writer beside it is told to close it."""
    with open_graph(target, "write") as writer, open_graph(target, "read", endable=True) as reader:
        writer.write(lambda transaction: transaction.run("CREATE (:Probe)"))
        assert reader.read("MATCH (p) RETURN count(p)", timeout=20).rows == ((2,),)
        assert backend._readers == []
    with open_graph(target, "read", endable=True), pytest.raises(DatabaseLocked) as caught:
        open_graph(target, "write")
    assert "this process itself" in caught.value.hint


def test_through_a_serving_process(target: EmbeddedTarget) -> None:
    """In `db serve` the engine ends what it can; else the error says where it runs and what ends it."""
    with (
        running(SERVE, str(target.folder)) as (process, _),
        open_graph(target, "read", endable=True) as session,
    ):
        assert session.info.via_serve
        assert "was ended" in ends_in_time(session, COUNTS_FOR_EVER).message
        assert works(process.pid) < 0.15
        assert session.read(ROWS, limit=10).cut
        assert works(process.pid) < 0.15
        error = ends_in_time(session, ONE_ROW_FOR_EVER)
        assert f"still runs inside `mitigraph db serve` (process {process.pid})" in error.message
        assert "restarting `mitigraph db serve`" in error.hint
        assert session.read("RETURN 1", timeout=20).rows == ((1,),)
