"""What the options before the command say, and the connection that follows from them."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mitigraph.errors import UnreadableFile, UsageError
from mitigraph.settings import DATABASE_FOLDER, NO_STUDY, STUDY_FILE, EmbeddedTarget, ServerTarget, Target

if TYPE_CHECKING:
    from mitigraph.graph.session import GraphSession


@dataclass(frozen=True)
class Options:
    """The options that stand before the command; ``ctx.obj`` of every command."""

    study: Path
    uri: str | None = None
    user: str | None = None
    database: str | None = None
    password_file: Path | None = None
    debug: bool = False

    def target(self) -> Target:
        """Where the graph is: the server of --uri, else the study's own folder."""
        if not self.uri:
            return EmbeddedTarget(self.study / DATABASE_FOLDER)
        return ServerTarget(self.uri, self.user or "neo4j", self._password(), self.database)

    def has_database(self) -> bool:
        """Whether there is a graph to open: a server's, or the study's own after its first load."""
        return bool(self.uri) or (self.study / DATABASE_FOLDER).is_dir()

    def demand_study(self) -> None:
        """Refuse a folder that is no study, before a database is looked for or made in it."""
        if not (self.study / STUDY_FILE).is_file():
            raise UnreadableFile(f"{self.study / STUDY_FILE}: there is no study here", NO_STUDY)

    def open(self, mode: Literal["read", "write"], *, endable: bool = False) -> GraphSession:
        """Open the graph; use it as a context manager. What ``endable`` means, ``open_graph`` says."""
        from mitigraph.graph.backends import open_graph  # noqa: PLC0415 - the drivers are slow to import

        if not self.uri:
            self.demand_study()
        return open_graph(self.target(), mode, endable=endable)

    def _password(self) -> str:
        if self.password_file:
            try:
                return self.password_file.read_text(encoding="utf-8").rstrip("\r\n")
            except (OSError, UnicodeDecodeError) as error:
                raise UnreadableFile(
                    f"{self.password_file}: the password file cannot be read",
                    "check the path and its permissions",
                ) from error
        if "MITIGRAPH_PASSWORD" in os.environ:
            return os.environ["MITIGRAPH_PASSWORD"]
        if sys.stdin.isatty():
            password: str = click.prompt(
                f"Password for {self.user or 'neo4j'} at {self.uri}", hide_input=True
            )
            return password
        raise UsageError(
            f"{self.uri} needs a password",
            "set MITIGRAPH_PASSWORD or give --password-file FILE (never an argument)",
        )
