"""Running the given/expect cases of queries: tiny studies in an embedded database of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from mitigraph.graph.session import GraphSession
from mitigraph.queries.cases import Prepare

_EMPTY = "MATCH (n) DETACH DELETE n"


def prepare_in(graph: GraphSession) -> Prepare:
    """Load each study into this graph, open for writing, after all that it held was deleted.

    Constraints stay, so that a test may pass a database which it shares with others.
    """
    from mitigraph.loaders.load import Request, load  # noqa: PLC0415 - only where cases run

    @contextmanager
    def prepare(folder: Path) -> Iterator[GraphSession]:
        graph.write(lambda transaction: transaction.run(_EMPTY))
        load(graph, Request(folder))
        yield graph

    return prepare


@contextmanager
def scratch_graph() -> Iterator[GraphSession]:
    """An empty embedded database in a temporary folder, open for writing, gone at the end."""
    from mitigraph.graph.backends import open_graph  # noqa: PLC0415 - the engine is slow to import
    from mitigraph.settings import EmbeddedTarget  # noqa: PLC0415

    with (
        TemporaryDirectory(prefix="mitigraph-cases-") as folder,
        open_graph(EmbeddedTarget(Path(folder) / "graph"), "write") as graph,
    ):
        yield graph
