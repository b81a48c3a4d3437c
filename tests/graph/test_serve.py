"""`db serve`: one process keeps the folder open, the others find it."""

from __future__ import annotations

import json
import os
import queue
import stat
import sys
import threading
from dataclasses import asdict
from pathlib import Path

import neo4j
import pytest

from mitigraph.errors import DatabaseLocked, WriteRefused
from mitigraph.graph.address import SERVE_FILE, ServeAddress, find_serve, publish
from mitigraph.graph.backends import open_graph
from mitigraph.graph.serve import serve
from mitigraph.settings import EmbeddedTarget
from tests.graph.processes import HOLD, SERVE, finished, running


def test_others_find_the_served_graph(target: EmbeddedTarget) -> None:
    """While it is served, sessions go through the serving process, to read and write, several at once."""
    with (
        running(SERVE, str(target.folder)) as (_, uri),
        open_graph(target, "write") as writer,
        open_graph(target, "read") as reader,
    ):
        assert writer.info.via_serve
        assert (writer.info.address, writer.info.folder) == (uri, target.folder)
        assert writer.info.backend == "embedded"
        writer.write(lambda transaction: transaction.run("CREATE (:Probe)"))
        assert reader.read("MATCH (n) RETURN count(n)").rows == ((2,),)
        assert finished(HOLD, str(target.folder), "read").stdout == "2\n"
        with pytest.raises(WriteRefused):
            reader.read("CREATE (:Probe)")
    with open_graph(target, "read") as session:
        assert not session.info.via_serve
        assert session.read("MATCH (n) RETURN count(n)").rows == ((2,),)


def test_a_served_graph_is_served_once(target: EmbeddedTarget) -> None:
    """A second `db serve` on the folder is refused, and the first goes on."""
    with running(SERVE, str(target.folder)) as (process, uri):
        with pytest.raises(DatabaseLocked, match=f"process {process.pid}"):
            serve(target.folder, lambda _: None, threading.Event())
        with open_graph(target, "read") as session:
            assert session.info.address == uri


def test_the_address_lets_other_tools_in(target: EmbeddedTarget) -> None:
    """What ``on_ready`` is told is enough for a plain driver; afterwards nothing of it is left."""
    stop = threading.Event()
    told: queue.SimpleQueue[ServeAddress] = queue.SimpleQueue()
    thread = threading.Thread(target=serve, args=(target.folder, told.put, stop))
    thread.start()
    address = told.get(timeout=30)
    with neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        found = driver.execute_query("MATCH (n) RETURN count(n) AS n", database_=address.database).records
    assert found[0]["n"] == 1
    with open_graph(target, "read") as session:
        assert not session.info.via_serve, "the process that serves needs no detour"
    assert address.password not in repr(address)
    stop.set()
    thread.join(30)
    assert not (target.folder / SERVE_FILE).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file modes")
def test_the_address_is_for_its_owner(tmp_path: Path) -> None:
    """The file with the password can be read by nobody else, also where an older one could."""
    (tmp_path / SERVE_FILE).write_text("{}", encoding="utf-8")
    (tmp_path / SERVE_FILE).chmod(0o644)
    publish(ServeAddress("bolt://127.0.0.1:1", "root", "secret", "graph", 1), tmp_path)
    assert stat.S_IMODE((tmp_path / SERVE_FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize("stale", ["dead", "silent", "foreign", "broken", "empty"])
def test_a_stale_address_is_ignored_and_replaced(target: EmbeddedTarget, stale: str) -> None:
    """A dead process, a silent port, half a file: the folder is opened as if the address were not there."""
    dead = finished("import os; print(os.getpid())").stdout
    address = ServeAddress("bolt://127.0.0.1:9", "root", "x", "graph", int(dead))
    texts = {
        "dead": json.dumps(asdict(address)),
        "silent": json.dumps({**asdict(address), "pid": os.getpid()}),
        "foreign": json.dumps({"port": 1}),
        "broken": '{"uri": "bolt://12',
        "empty": "",
    }
    (target.folder / SERVE_FILE).write_text(texts[stale], encoding="utf-8")
    assert find_serve(target.folder) is None
    with open_graph(target, "write") as session:
        assert not session.info.via_serve
    with running(SERVE, str(target.folder)) as (_, uri), open_graph(target, "read") as session:
        assert session.info.address == uri


def test_a_serve_that_was_killed_leaves_the_folder_free(target: EmbeddedTarget) -> None:
    """After kill -9 of `db serve` its address is stale, and the folder opens again."""
    with running(SERVE, str(target.folder)) as (process, _):
        process.kill()
        process.wait()
        assert (target.folder / SERVE_FILE).exists()
        with open_graph(target, "read") as session:
            assert not session.info.via_serve
            assert session.read("MATCH (n) RETURN count(n)").rows == ((1,),)
