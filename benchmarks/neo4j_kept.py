"""A Neo4j for measuring: with memory, with code that Java compiles well, and with data that stays.

The tests' server is made to start quickly and to leave nothing. Queries measured on it would be those of
a server without memory whose code is hardly compiled.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.neo4j_jars import RELEASES, Release, missing
from tests.neo4j_server import Neo4jServer

STOP_WITHIN = 120.0  # seconds; writing down what is in memory takes a while


class KeptServer(Neo4jServer):
    """A server whose folder stays, and is taken up again by the next one."""

    heap = "3g"
    page_cache = "1g"
    java_options = ()

    def __init__(self, release: Release, home: Path) -> None:
        super().__init__(release, home)
        self._secret = home / "password"

    def set_password(self) -> None:
        """The password of the folder, a new one where there is none yet."""
        if self._secret.is_file():
            self.password = self._secret.read_text(encoding="utf-8")
            return
        super().set_password()
        self._secret.touch(mode=0o600)
        self._secret.write_text(self.password, encoding="utf-8")

    def stop(self) -> None:
        """Stop the server in good order, so that its data are whole."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOP_WITHIN)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def release_of(name: str) -> Release:
    """The release of that name or version; ends the program with what it lacks here."""
    for release in RELEASES:
        if name in (release.name, release.version):
            lacks = missing(release)
            if lacks:
                raise SystemExit(lacks)
            return release
    raise SystemExit(f"no Neo4j '{name}': one of {', '.join(release.name for release in RELEASES)}")
