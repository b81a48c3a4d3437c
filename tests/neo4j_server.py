"""A real Neo4j server for the tests: own folder, own password, free loopback port, gone at the end."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from mitigraph.settings import ServerTarget
from tests.neo4j_jars import Release, find_java, jars_folder

CONF = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.heap.initial_size=256m
server.memory.heap.max_size={heap}
server.memory.pagecache.size={page_cache}
"""
OPENED = (
    "java.base/java.nio=ALL-UNNAMED",
    "java.base/java.io=ALL-UNNAMED",
    "java.base/sun.nio.ch=ALL-UNNAMED",
)
# The tests use a server for seconds: compiling its code well would take longer than it saves.
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
ANSWER_WITHIN = 90.0


class Neo4jServer:
    """A server that runs while the context is open."""

    heap = "512m"
    page_cache = "64m"
    java_options: tuple[str, ...] = QUICK_START

    def __init__(self, release: Release, home: Path) -> None:
        self.release = release
        self.home = home
        self.port = free_port()
        self.password = secrets.token_hex(8)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def target(self) -> ServerTarget:
        """How to connect."""
        return ServerTarget(f"bolt://127.0.0.1:{self.port}", "neo4j", self.password, "neo4j")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.configure()
        self.set_password()
        opened = [f"--add-opens={each}" for each in OPENED]
        folders = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        options = [f"-Xmx{self.heap}", *self.java_options, *opened]
        self._process = subprocess.Popen(
            self._java(*folders, main=self.release.main_class, options=options),
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def configure(self) -> None:
        """Write the settings into the folder."""
        conf = self.home / "conf"
        conf.mkdir(parents=True, exist_ok=True)
        text = CONF.format(port=self.port, heap=self.heap, page_cache=self.page_cache)
        (conf / "neo4j.conf").write_text(text, encoding="utf-8")

    def set_password(self) -> None:
        """Give the new database its password."""
        admin = ["dbms", "set-initial-password", self.password]
        subprocess.run(
            self._java(*admin, main="org.neo4j.cli.AdminTool", options=[*QUICK_START]),
            env=self._environment(),
            check=True,
            capture_output=True,
        )

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        if self._process is not None:
            # Its data goes with it, so it need not end in good order, which takes ten seconds.
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _java(self, *arguments: str, main: str, options: list[str]) -> list[str]:
        java = find_java(self.release)
        if java is None:
            message = f"no Java for Neo4j {self.release.version}"
            raise RuntimeError(message)
        path = ["-cp", f"{jars_folder(self.release)}/*"]
        return [str(java), *options, *path, main, *arguments]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}

    def _wait(self) -> None:
        end = time.monotonic() + ANSWER_WITHIN
        while not self._answers():
            gone = self._process is not None and self._process.poll() is not None
            if gone or time.monotonic() > end:
                message = f"Neo4j {self.release.version} did not start: {self._last_words()}"
                raise RuntimeError(message)
            time.sleep(0.2)

    def _answers(self) -> bool:
        target = self.target
        with neo4j.GraphDatabase.driver(target.uri, auth=(target.user, target.password)) as driver:
            try:
                driver.verify_connectivity()
            except (DriverError, Neo4jError):
                return False
        return True

    def _last_words(self) -> str:
        log = self.home / "logs" / "neo4j.log"
        return log.read_text(encoding="utf-8")[-1000:] if log.is_file() else "it left no log"


def free_port() -> int:
    """A port of the loopback address on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
