"""The studies and databases that queries are measured on: built once, kept where one says so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import scaled
from benchmarks.loading import target
from benchmarks.neo4j_kept import KeptServer, release_of
from mitigraph.graph.backends import open_graph
from mitigraph.loaders.load import Request, load
from mitigraph.settings import EmbeddedTarget, Target

_STAMP = 8  # digits of a hash


@dataclass(frozen=True)
class Size:
    """How often the interviews and the entities of a study stand in the one that is measured."""

    times: int
    entities: int

    def __str__(self) -> str:
        return f"{self.times} x the interviews, {self.entities} x the entities"


@dataclass(frozen=True)
class Kept:
    """A folder of built studies and loaded databases, each named by the study's content and its size."""

    folder: Path
    study: Path
    size: Size

    def _named(self, what: str) -> Path:
        stamp = hashlib.sha256(Path(scaled.__file__).read_bytes())
        for path in sorted((*self.study.rglob("*.csv"), *self.study.rglob("*.yaml"))):
            stamp.update(path.read_bytes())
        digits = stamp.hexdigest()[:_STAMP]
        return self.folder / f"{what}-{self.size.times}x{self.size.entities}-{digits}"

    def scaled_study(self) -> Path:
        """The study of that size; as it is, where it is not enlarged."""
        if self.size == Size(1, 1):
            return self.study
        built = self._named("study")
        if not built.is_dir():
            half = built.with_name(f"{built.name}.half")  # renamed when complete
            scaled.write_scaled(self.study, half, times=self.size.times, entities=self.size.entities)
            half.rename(built)
        return built

    def loaded(self, to: Target, name: str) -> None:
        """Load the study into a database; a kept one that holds it is left as it is."""
        mark = self.folder / f"{self._named(name).name}.loaded"
        if mark.is_file():
            return
        with open_graph(to, "write") as graph:
            load(graph, Request(self.scaled_study()))
        mark.touch()

    @contextmanager
    def embedded(self) -> Iterator[Target]:
        """An embedded database with the study."""
        to = EmbeddedTarget(self._named("embedded"))
        self.loaded(to, "embedded")
        yield to

    @contextmanager
    def neo4j(self, release_name: str) -> Iterator[Target]:
        """A Neo4j of its own with the study, while the context is open."""
        release = release_of(release_name)
        with KeptServer(release, self._named(release.name)) as server:
            self.loaded(server.target, release.name)
            yield server.target

    @contextmanager
    def server(self, uri: str) -> Iterator[Target]:
        """Somebody's server, whose database must be empty or hold this very study."""
        to = target(self.folder, uri)
        with open_graph(to, "write") as graph:
            load(graph, Request(self.scaled_study()))
        yield to
