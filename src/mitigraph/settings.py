"""Where the graph lives: told by options, then by the environment, else the study's own folder.

A password never comes from an argument: arguments stand in process lists and shell histories.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DATABASE_FOLDER = ".mitigraph"
STUDY_FILE = "study.yaml"
PACKS_FOLDER = "queries"  # of a study: packs of its own
NO_STUDY = "name its folder with --study DIR, or make one with 'mitigraph init DIR'"
URI_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


@dataclass(frozen=True)
class EmbeddedTarget:
    """The embedded engine, its data in ``folder`` (a study's ``.mitigraph/``)."""

    folder: Path


@dataclass(frozen=True)
class ServerTarget:
    """A Neo4j server. ``database`` None means the server's default, looked up and then always named."""

    uri: str
    user: str
    password: str
    database: str | None = None

    def __repr__(self) -> str:
        return f"ServerTarget(uri={self.uri!r}, user={self.user!r}, database={self.database!r})"


Target = EmbeddedTarget | ServerTarget
