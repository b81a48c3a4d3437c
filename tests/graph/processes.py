"""Other processes for the tests: small programs that open a graph, say so, and wait to be ended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

HOLD = """
import sys, time
from pathlib import Path
from mitigraph.graph.backends import open_graph
from mitigraph.settings import EmbeddedTarget
with open_graph(EmbeddedTarget(Path(sys.argv[1])), sys.argv[2]) as session:
    print(session.read("MATCH (n) RETURN count(n)").rows[0][0], flush=True)
    sys.stdin.read()
"""
SERVE = """
import sys, threading
from pathlib import Path
from mitigraph.graph.serve import serve
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
serve(Path(sys.argv[1]), lambda address: print(address.uri, flush=True), stop)
"""
WRITE_FOR_EVER = """
import sys
from pathlib import Path
from mitigraph.graph.backends import open_graph
from mitigraph.settings import EmbeddedTarget
with open_graph(EmbeddedTarget(Path(sys.argv[1])), "write") as session:
    number = 0
    while True:
        number += 1
        query = "UNWIND range(1, 50) AS i CREATE (:Probe {batch: $b, i: i})"
        session.write(lambda transaction: transaction.run(query, {"b": number}))
        print(number, flush=True)
"""


@contextmanager
def running(program: str, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A program that runs, with the first line that it printed; it is ended through its input."""
    command = [sys.executable, "-c", program, *arguments]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline().strip()
            assert line, "the program ended before it was ready"
            yield process, line
        finally:
            if process.stdin is not None and not process.stdin.closed:
                process.stdin.close()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def finished(program: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A program that ran to its end."""
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=60
    )
